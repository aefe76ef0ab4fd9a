"""What stands around a story: headline, credits, related links, captions, tags, share lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from broadcast.model.quoting import Furniture, QuoteGrammar
from broadcast.model.text import TextSpan
from broadcast.newsroom.datelines import dateline, is_dateline
from broadcast.newsroom.labels import with_comma
from broadcast.newsroom.posts import account_of, embedded
from broadcast.newsroom.quotation import MARKS

_LINE = re.compile(r"[^\n]+")
_ENDED = re.compile(r"[.!?…;][»”“\"'’)\]]*\s*\Z")
_SHORT = re.compile(r"\b(?:[^\W\d_]\.){2,}\Z")  # «U.S.»
_SIGNED = re.compile(r"[»”\"]\s*,?\s*[-–—]\s*(?:[^\W\d_]\.\s?)?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+\.?\Z")  # «"…" – А.Үсенов.»
# «"We build." – Ann Poe, mayor»
_SIGNED_QUOTE = re.compile(r"[«“„\"][^«“„\"]+[.!?…][»”\"]\s*[-–—]\s*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
_URL = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.me/)\S+|(?<!\S)[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,20}")
# «… at the pier. (Photo by Ann Poe/Agency Images)»
_PICTURED = re.compile(
    r"\((?:photo by|ap photo|[^()/]{1,60}/)[^()]{0,80}(?:getty|ap|afp|reuters|bloomberg|epa|images?)[^()]{0,20}\)\Z",
    re.IGNORECASE,
)
# «Ann Poe on Tue», «Ann Poe - Nov 9», «Ann Poe Published May 3»
_WHEN = re.compile(r"\s+(?:[-–—|·•]|on\b|published\b|updated\b|posted\b|[^\s\d]*\d)", re.IGNORECASE)
_NUMBER = " #№0123456789"  # «SOT 2:»
_CUE = re.compile(r"(?P<cue>[^\W_][^:.\n]{1,24}?)\s*(?::|\.(?=\s)|\s[-–—])\s*")
_PARTS = re.compile(r"[,;]")
_DAY = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}|\d{4}[./-]\d\d[./-]\d\d)(?!\d)")
_JOINED = re.compile(r"\s+and\s+", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_TAGS = re.compile(r"(?:#[\w-]+[\s,]*)+\Z")
_KEPT = frozenset(("body", "headline", "credits", "posted", "post"))
DASHES = "-–—―− "
_SPEECH = '-–—―«“"'
_MAX_HEADLINE = 250
_MAX_MARKED, _MAX_CREDITS = 300, 200
_MAX_DATE, _MAX_COUNT = 70, 8
_MAX_SUBHEAD_WORDS = 12
_MAX_ITEM_NAME = 4
_CAPTION = 5  # words of a caption that ends in a full stop
_FILED = 2  # paragraphs: one sums the news up, the next begins with place and date


class Line(NamedTuple):
    """A paragraph and what it is: ``body``, ``headline``, ``credits``, ``post``, or a reason to leave it out."""

    source: TextSpan
    kind: str
    label: str = ""

    @property
    def left_out(self) -> bool:
        return self.kind not in _KEPT


class Desk(NamedTuple):
    """The phrases of all languages: pages mix them."""

    starts: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]
    whole: dict[str, str]
    heads: frozenset[str]
    credits: tuple[str, ...]
    post_opens: tuple[str, ...]
    post_closes: tuple[str, ...]
    dates: frozenset[str]
    cues: frozenset[str]

    @classmethod
    def of(cls, parts: Sequence[Furniture]) -> Desk:
        return cls(
            tuple((phrase, reason) for part in parts for reason, phrases in part.lines.items() for phrase in phrases),
            tuple((phrase, reason) for part in parts for reason, phrases in part.marks.items() for phrase in phrases),
            {line: reason for part in parts for reason, lines in part.whole.items() for line in lines},
            frozenset(head for part in parts for head in part.heads),
            tuple(phrase for part in parts for phrase in part.credits),
            tuple(phrase for part in parts for phrase in part.post_opens),
            tuple(phrase for part in parts for phrase in part.post_closes),
            frozenset(word for part in parts for word in part.dates),
            frozenset(cue for part in parts for cue in part.cues),
        )


def lines_of(text: str, grammar: QuoteGrammar, desk: Desk) -> list[Line]:
    """Every paragraph of a story with its kind, in order."""
    found = (_trimmed(text, m.start(), m.end()) for m in _LINE.finditer(text) if not m[0].isspace())
    spans = [part for span in found for part in _without_cue(text, span, desk)]
    paragraphs = [s.of(text) for s in spans]
    kinds = list(_kinds(paragraphs, grammar, desk))
    posts = embedded(paragraphs, kinds, desk.post_opens, desk.post_closes)
    lines = [
        Line(span, posts.get(i, kinds[i]), account_of(paragraphs[i]) if posts.get(i) == "post" else "")
        for i, span in enumerate(spans)
    ]
    first = [i for i, line in enumerate(lines) if line.kind == "body"][:_FILED]
    for i in reversed(first):
        lines[i : i + 1] = _without_dateline(text, lines[i])
    return lines


def _without_cue(text: str, span: TextSpan, desk: Desk) -> Iterator[TextSpan]:
    """«СНХ: Асан Үсенов, әкім: …»: a script's own mark, and the paragraph that it is of."""
    cue = _CUE.match(text, span.start, span.end)
    if cue and cue["cue"].rstrip(_NUMBER) in desk.cues:
        yield _trimmed(text, span.start, cue.end())
        span = _trimmed(text, cue.end(), span.end)
    if len(span):
        yield span


def _without_dateline(text: str, line: Line) -> list[Line]:
    """«АСТАНА, 5 мамыр –», «LONDON (Agency) -» at the beginning of a story, apart from its first words."""
    found = dateline(text, line.source.start, line.source.end)
    if found is None:
        return [line]
    rest = _trimmed(text, found.end, line.source.end)
    filed = Line(found, "dateline")
    return [filed, line._replace(source=rest)] if len(rest) else [filed]


def _trimmed(text: str, start: int, end: int) -> TextSpan:
    part = text[start:end]
    return TextSpan(end - len(part.lstrip()), start + len(part.rstrip()))


def _kinds(lines: list[str], grammar: QuoteGrammar, desk: Desk) -> Iterator[str]:
    ended = [bool(_ENDED.search(line)) and not _is_called_out(line) for line in lines]
    headline = _headline(lines, grammar, desk)
    strict = sum(ended) * 2 >= len(lines)
    linking = listing = False
    for i, line in enumerate(lines):
        if i == headline:
            yield "headline"
            continue
        reason = _left_out(line, desk)
        is_head = line.lower().strip(" :.…") in desk.heads
        if is_head or reason:
            linking = is_head or (reason == "related link" and line.rstrip().endswith(":"))
            yield reason or "related link"
        elif linking and not _is_prose(line, ended[i]):
            yield "related link"
        else:
            linking = False
            kind = _body_kind(lines, ended, i, headline, strict=strict, grammar=grammar, desk=desk)
            listing = line.endswith(":") or (listing and not ended[i] and len(line.split()) > _MAX_ITEM_NAME)
            yield "body" if listing and kind == "subheading" else kind


def _is_called_out(line: str) -> bool:
    """Whether a short line in capitals asks or calls, as a heading does: «КІМ ТӨЛЕЙДІ?»."""
    return line.isupper() and len(line.split()) <= _MAX_SUBHEAD_WORDS and line.rstrip(MARKS)[-1:] in ("?", "!")


def _headline(lines: list[str], grammar: QuoteGrammar, desk: Desk) -> int:
    """The index of the headline: the first line of the story's own, if it is short and ends in no full stop."""
    for i, line in enumerate(lines[:4]):
        if _left_out(line, desk) or _credited(line, desk) or is_credits(line, grammar):
            continue
        ends = line.rstrip("»”\"'").endswith((".", ":", ";", ",")) and not line.endswith("...")
        ends = ends and not _SHORT.search(line) and not _SIGNED.search(line)
        return -1 if ends or i + 1 == len(lines) or len(line) > _MAX_HEADLINE else i
    return -1


def _credited(line: str, desk: Desk) -> bool:
    if not line.lower().startswith(desk.credits) or len(line) >= _MAX_CREDITS:
        return False
    words = line.split()
    return not (_ENDED.search(line) and 2 * sum(w.islower() for w in words) > len(words))  # «By May the pier was shut.»


def _is_prose(line: str, ended: bool) -> bool:
    if ended and line[0] in MARKS and len(line.split()) > 4:
        return True  # speech that a block of links parted
    return ended and len(line.split()) > 12 and line.rstrip().endswith((".", "!", "…", "»", '"', "”"))


def _by_phrase(lower: str, desk: Desk) -> str:
    whole = desk.whole.get(lower.strip(" :.…>»()[]-–—"), "")
    begins = (reason for phrase, reason in desk.starts if lower.startswith(phrase) and _is_full(lower, phrase))
    marked = desk.marks if len(lower) < _MAX_MARKED and lower[0] not in MARKS else ()
    holds = (reason for phrase, reason in marked if phrase in lower)
    return whole or next(begins, "") or next(holds, "")


def _is_full(lower: str, phrase: str) -> bool:
    """Whether a phrase at a line's beginning is one: «арнамыз» of «арнамызға», but not «sign up» of «sign upsets»."""
    if phrase.endswith(" ") and lower.endswith(".") and len(lower.split()) > _CAPTION:
        return False  # «Фото двора выложила в сети жительница посёлка.»
    ends = lower[len(phrase) - 1 : len(phrase) + 1]
    return not (ends.isalpha() and ends.isascii() and len(ends) > 1)


def _is_date(line: str, desk: Desk) -> bool:
    """Whether a line tells nothing but when a page was made: «Updated 24 July 2012, 10:09 AM ET»."""
    if len(line) > _MAX_DATE or not any(c.isdigit() for c in line):
        return False
    words = [w.lower() for w in _LETTERS.findall(line)]
    return all(w in desk.dates for w in words) if words else bool(_DAY.search(line))


def _left_out(line: str, desk: Desk) -> str:
    told = _by_phrase(line.lower(), desk)
    if told:
        return told
    if _PICTURED.search(line[-200:]):
        return "photo caption"
    if not any(c.isalnum() for c in line):
        return "ornament"
    if line.rstrip(" :.-–—").rstrip(_NUMBER) in desk.cues:
        return "script cue"
    if len(line) < _MAX_COUNT and not any(c.isalpha() for c in line):
        return "page control"
    if is_dateline(line):
        return "dateline"
    if _is_date(line, desk):
        return "date"
    if _TAGS.match(line):
        return "tags"
    if not _URL.sub("", line).strip(" .,:;—–-"):
        return "link"
    return ""


def _body_kind(
    lines: list[str], ended: list[bool], i: int, headline: int, *, strict: bool, grammar: QuoteGrammar, desk: Desk
) -> str:
    line = lines[i]
    if account_of(line):
        return "body"
    if _credited(line, desk) or is_credits(line, grammar) or _is_signature(lines, i, headline, grammar):
        return "credits"
    if strict and not ended[i] and _is_subhead(lines, i) and not _names_speaker(lines, i, grammar):
        return "subheading" if i + 1 < len(lines) else "related link"
    return "body"


def _is_signature(lines: list[str], i: int, headline: int, grammar: QuoteGrammar) -> bool:
    """A line that is nothing but a name, under the headline or at the very end: who wrote the story."""
    under = i == headline + 1 and headline >= 0 and i + 1 < len(lines) and lines[i + 1][0] not in _SPEECH
    last = i + 1 == len(lines) and i > 1
    return (under or last) and _is_name(lines[i].rstrip("."), grammar)


def _is_subhead(lines: list[str], i: int) -> bool:
    line = lines[i].rstrip()
    goes_on = i + 1 < len(lines) and lines[i + 1][0].islower()  # «деді ол.» in a line of its own
    if line.endswith((":", ",", "-", "–", "—")) or line[0].islower() or goes_on:
        return False
    if _SIGNED_QUOTE.match(line):
        return False
    bare = line.strip(MARKS)
    if line[0] in MARKS and line[-1] in MARKS:
        return len(line.split()) <= _MAX_SUBHEAD_WORDS or any(bare in other for other in lines[i + 1 : i + 40])
    return len(line.split()) <= _MAX_SUBHEAD_WORDS and not any(m in line for m in "«“„")


def _names_speaker(lines: list[str], i: int, grammar: QuoteGrammar) -> bool:
    """«Олег Котов, врач» over a paragraph that a dash or a mark opens, or in capitals: who speaks there.

    Under a paragraph in marks it is who has spoken, also with a dash: «— Олег Котов».
    """
    line = lines[i].lstrip(DASHES)
    name, comma, _ = with_comma(line).partition(",")
    spoken = i > 0 and lines[i - 1][0] in MARKS and lines[i - 1][-1] in MARKS
    speaks = i + 1 < len(lines) and (name.isupper() or lines[i + 1][0] in _SPEECH)
    return (spoken or speaks) and (bool(comma) or (spoken and line != lines[i])) and _is_name(name, grammar)


def is_credits(line: str, grammar: QuoteGrammar) -> bool:
    """Whether a line holds nothing but names of people, an outlet in marks and places between commas."""
    if len(line) > 300:
        return False
    parts = [p.strip() for p in line.strip().rstrip(".").split(",")]
    if len(parts) < 2 or not all(parts):
        return False
    if parts[-1].endswith(":"):
        return False  # «Асан Үсенов, мектеп директоры:», and his words below
    if line.isupper() and any(_is_office(p, grammar) for p in parts[1:]):
        return False  # «АСАН ҮСЕНОВ, МЕКТЕП ДИРЕКТОРЫ», and his words below
    named = sum(1 for p in parts if _is_name(p, grammar))
    return named > 0 and all(_is_credit(p, grammar) for p in parts)


def _is_office(part: str, grammar: QuoteGrammar) -> bool:
    return any(m.reference == "noun" and m.person for m in grammar.mentions(part.lower(), frozenset()))


def _is_credit(part: str, grammar: QuoteGrammar) -> bool:
    if part[0] in MARKS:
        return len(part.split()) <= 6 and any(m in part[2:] for m in MARKS) and part[1:2].isalnum()
    tokens = part.split()
    return len(tokens) <= 3 and tokens[0][0].isupper() and (_is_name(part, grammar) or len(tokens) <= 2)


def _is_name(part: str, grammar: QuoteGrammar) -> bool:
    tokens = part.split()
    if not 2 <= len(tokens) <= 3 or not all(t[0].isupper() for t in tokens):
        return False
    found = grammar.mentions(part.title() if part.isupper() else part, frozenset())
    return any(m.reference == "name" and m.person and len(m.name.split()) > 1 for m in found)


def credits_of(lines: Sequence[str], desk: Desk) -> tuple[tuple[str, ...], str]:
    """The authors and the outlet that credit lines name."""
    people: list[str] = []
    outlet = ""
    for line in lines:
        for part in (_without_label(p, desk) for p in _PARTS.split(line.strip().rstrip("."))):
            if part and (part[0] in MARKS or any(m in part for m in MARKS)):
                outlet = outlet or part
                continue
            names = _JOINED.split(_WHEN.split(part)[0])
            people.extend(n for n in names if len(n.split()) > 1 and n[0].isupper() and not _looks_placed(n))
    return tuple(people), outlet


def _without_label(part: str, desk: Desk) -> str:
    """«Ann Poe» of «Reporting by Ann Poe»."""
    part = part.strip()
    label = max((p for p in desk.credits if part.lower().startswith(p)), key=len, default="")
    return part[len(label) :].strip()


def _looks_placed(part: str) -> bool:
    return part.split()[-1][0].islower()
