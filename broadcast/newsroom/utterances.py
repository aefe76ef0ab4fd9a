"""Which words of a story are speech, and the words beside them that say whose."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from broadcast.model.quoting import Clause, Mention, QuoteGrammar
from broadcast.model.text import TextSpan
from broadcast.newsroom.labels import label_of
from broadcast.newsroom.quotation import Quoted, quoted
from broadcast.newsroom.sentences import split_sentences

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][»”“\"'’)]*\s")
ENDS = (".", "!", "?", "…")
DASHED = re.compile(r"[,.!?…][»”“\"]?\s*[-–—―−]+\s*(?=[^\W\d_])")
_LED_BY_DASH = re.compile(r"\s*,\s*[-–—―−]")
_SENTENCE, _NAME, _OPEN, _LONG = 4, 3, 12, 8  # words
RESUME = re.compile(r"[.,!?]?\s*[-–—―−]+\s*")
_NEXT_SENTENCE = re.compile(r"[.!?]\s+[^\W\d_a-zа-яёәғқңөұүһі]")
_LISTED = re.compile(r"[\s,;]*(?:және|и|and)?\s*")
_RESUMING = re.compile(r"[.,]\s*[-–—―−]")
# «- сказал он - Мы ждали»
_RESTARTING = re.compile(r"\s[-–—―−]\s+(?=[^\W\d_a-zа-яёәғқңөұүһі][a-zа-яёәғқңөұүһі]+\s+[a-zа-яёәғқңөұүһі])")
WINDOW = 600
# A paragraph of more quotes than anybody writes is read with less around each, so that any text takes linear time.
_DENSE, _LEAST = 60, 40


class Utterance(NamedTuple):
    """Speech in the story: its range with marks, its words, and what tells whose it is.

    `way` is how: ``after``, ``before``, ``wrap``, ``none``; `continues` marks speech that goes on from the utterance
    before it in the same paragraph or quote.
    """

    source: TextSpan
    inner: TextSpan
    attribution: TextSpan | None = None
    speaker: Mention | None = None
    speaker_at: int = 0
    verb: str = ""
    way: str = "none"
    closed: bool = True
    sure: float = 1.0

    @property
    def ranges(self) -> tuple[TextSpan, ...]:
        return (self.source, self.attribution) if self.attribution else (self.source,)

    @property
    def end(self) -> int:
        return max(span.end for span in self.ranges)

    @property
    def start(self) -> int:
        return min(span.start for span in self.ranges)


def marked(text: str, span: TextSpan, grammar: QuoteGrammar, known: Collection[str]) -> list[Utterance]:
    """The speech in one paragraph of a story that quote marks show, in order."""
    paragraph = span.of(text)
    found: list[Utterance] = []
    stretches = quoted(paragraph)
    reach = WINDOW if len(stretches) <= _DENSE else max(_LEAST, WINDOW * _DENSE // len(stretches))
    for k, stretch in enumerate(stretches):
        limit = _limit(paragraph, stretches, k, reach)
        since = found[-1].attribution or found[-1].source if found else None
        begin = since.end - span.start if since else 0
        if stretch.source.start < begin:
            continue
        made = _speech(paragraph, stretch, begin, limit, reach, grammar, known, follows=bool(found))
        if not made and found and _goes_on_from(paragraph, span.start, found[-1], stretch):
            made = [Utterance(source=stretch.source, inner=stretch.inner, way="continued", sure=0.9)]
            found[-1] = found[-1]._replace(source=TextSpan(found[-1].source.start, stretch.source.start + span.start))
        found.extend(moved(u, span.start) for u in made)
    return _shared(paragraph, span.start, stretches, found)


def _limit(paragraph: str, stretches: Sequence[Quoted], k: int, reach: int) -> int:
    """How far an attribution after a quote may reach: to the next quote, but over names in marks."""
    for n in range(k + 1, len(stretches)):
        stretch = stretches[n]
        if stretch.source.start > stretches[k].source.end + reach:
            return stretch.source.start
        inner = stretch.inner.of(paragraph)
        before = paragraph[max(0, stretch.source.start - 9) : stretch.source.start].rstrip()[-1:]
        open_name = not stretch.closed and len(inner.split()) < _OPEN
        if before.isalnum() and (inner.rstrip()[-1:] not in ENDS or open_name):
            continue  # «…», — сказал он, потому что «…»: a fragment in the narrator's sentence
        if len(inner.split()) > 5 or before in (",", ":", "-", "–", "—", ".") or inner.rstrip()[-1:] in (*ENDS, ","):
            return stretch.source.start
    return len(paragraph)


def _shared(paragraph: str, start: int, stretches: Sequence[Quoted], found: list[Utterance]) -> list[Utterance]:
    """Quotes in a row with one attribution at the end: «…», «…» деп жазды қолданушылар."""
    made: list[Utterance] = []
    k = 0
    for u in found:
        begin = made[-1].end - start if made else 0
        while k < len(stretches) and stretches[k].source.start < u.source.start - start:
            k += 1
        row = _row(paragraph, begin, stretches, k, u.source.start - start) if u.way == "after" else []
        starts = [*(s.source.start for s in row), u.source.start - start]
        made.extend(
            u._replace(
                source=TextSpan(s.source.start + start, end + start),
                inner=TextSpan(s.inner.start + start, s.inner.end + start),
                attribution=None,
                way="shared",
                sure=0.9,
            )
            for s, end in zip(row, starts[1:], strict=True)
        )
        made.append(u)
    return made


def _goes_on_from(paragraph: str, start: int, before: Utterance, stretch: Quoted) -> bool:
    """Whether a quote is one more of those that an attribution led to: «she wrote: "We wait" and "Do come."»."""
    words = stretch.inner.of(paragraph).split()
    whole = stretch.closed and (len(words) >= _SENTENCE or (words[-1:] and words[-1].endswith(ENDS)))
    if before.way != "before" or not whole or not words[0][0].isupper():
        return False
    return bool(_LISTED.fullmatch(paragraph, before.source.end - start, stretch.source.start))


def _row(paragraph: str, begin: int, stretches: Sequence[Quoted], k: int, end: int) -> list[Quoted]:
    """The quotes right before the one numbered `k`, with nothing but commas between, at a sentence's beginning."""
    row: list[Quoted] = []
    while k > 0:
        k -= 1
        source = stretches[k].source
        if source.start < begin or source.end > end or not _LISTED.fullmatch(paragraph, source.end, end):
            break
        row.append(stretches[k])
        end = source.start
    before = paragraph[max(begin, end - 40) : end].rstrip()
    return row[::-1] if not before or before.endswith((".", "!", "?", "…", ":")) else []


def moved(u: Utterance, by: int) -> Utterance:
    return u._replace(
        source=TextSpan(u.source.start + by, u.source.end + by),
        inner=TextSpan(u.inner.start + by, u.inner.end + by),
        attribution=TextSpan(u.attribution.start + by, u.attribution.end + by) if u.attribution else None,
        speaker_at=u.speaker_at + by,
    )


def _speech(
    paragraph: str,
    stretch: Quoted,
    begin: int,
    limit: int,
    reach: int,
    grammar: QuoteGrammar,
    known: Collection[str],
    *,
    follows: bool,
) -> list[Utterance]:
    inner = stretch.inner.of(paragraph)
    count = sum(1 for _ in _WORD.finditer(inner))
    if not count:
        return []
    head = _head(paragraph, max(begin, stretch.source.start - reach), stretch.source.start, grammar.abbreviations)
    tail = paragraph[stretch.source.end : stretch.source.end + reach]
    if stretch.closed and grammar.names_thing(head or _lead(paragraph, begin, stretch.source.start), tail):
        return []
    told = _may_follow(inner, tail) or (not head.strip() and grammar.only_tells(tail, known))
    after = grammar.after(tail, known) if stretch.closed and told else None
    parts = _split(paragraph, stretch, limit, grammar, known)
    if parts:
        return parts
    before = grammar.before(head, known) if head.strip() and not _names(after, head) else None
    whole = Utterance(source=stretch.source, inner=stretch.inner, closed=stretch.closed)
    if after and _is_speech_after(after, head, count, inner, tail):
        return [_after(whole, after, before, head, stretch, begin, limit, paragraph)]
    if before and before.firm and _is_speech_before(before, inner, count, head, tail):
        at = stretch.source.start - len(head)
        label = len(head.split()) <= 4 or label_of(head.strip().removesuffix(":"), grammar, known)
        source = TextSpan(at, stretch.source.start) if label else None
        return [
            whole._replace(
                attribution=source, speaker=before.speaker, speaker_at=at, verb=before.verb, way="before", sure=0.97
            )
        ]
    if _stands_alone(head, tail, inner, count, stretch, follows=follows):
        return [whole._replace(sure=0.7)]
    return []


def _head(paragraph: str, begin: int, end: int, abbreviations: frozenset[str]) -> str:
    """The part of the quote's own sentence before it."""
    window = paragraph[max(begin, end - WINDOW) : end]
    sentences = split_sentences(window, abbreviations)
    if not sentences or _SENTENCE_END.search(window, max(0, sentences[-1].end - 3)):
        return ""
    return window[sentences[-1].start :]


def _lead(paragraph: str, begin: int, end: int) -> str:
    """The words of an attribution that go on to the next marks: «…," she said on "Morning News"»."""
    return paragraph[max(0, begin - _LEAST) : end] if begin > 0 and end - begin < 3 else ""


def _may_follow(inner: str, tail: str) -> bool:
    """Whether an attribution may follow: a full stop inside the marks and a new sentence after them forbid it."""
    rest = tail.lstrip()
    if _NEXT_SENTENCE.match(rest):
        return False
    if not inner.rstrip().endswith("."):
        return True
    return bool(rest) and (rest[0] in ",-–—―−" or rest[0].islower() or inner.rstrip().endswith("..."))


def _is_speech_after(clause: Clause, head: str, count: int, inner: str, tail: str) -> bool:
    if clause.report or clause.continues:
        return count >= (_SENTENCE if clause.report else _LONG) and not head.strip()
    if not head.strip():
        beside = tail.lstrip()[:1] in ",-–—―−" or inner.rstrip()[-1:] in ",!?…"
        return count >= 3 or (clause.firm and (count > 1 or beside))
    if head.rstrip().endswith((":", ",", "-", "–", "—", "(")):
        return clause.firm or count >= (2 if clause.speaker else 4)
    if clause.speaker and len(head.split()) >= _SENTENCE and _LED_BY_DASH.match(tail):
        return clause.firm and count >= 4  # «Мы ждём открытия парка «Восточный», - сказал аким»: speech to a name
    first = inner.lstrip(" .…([")[:1]
    if clause.speaker and (first.islower() or _is_title(inner)):
        return False  # «It was old and "in need of repair," he said»: the narrator's sentence
    return clause.firm and (count >= 4 or (count >= 2 and first.isupper()))


def _is_title(inner: str) -> bool:
    """Whether words are written as the title of a work is: «Songs of the Sea»."""
    long = [w for w in _WORD.findall(inner) if len(w) > 3]
    return len(long) > 1 and all(w[0].isupper() for w in long)


def _is_speech_before(clause: Clause, inner: str, count: int, head: str, tail: str) -> bool:
    first = inner.lstrip()[:1]
    led = head.rstrip().endswith((":", ",", "-", "–", "—"))
    if not led and not first.isupper():
        return False
    if _is_title(inner) and (tail.lstrip()[:1].islower() or (count > _NAME and head.rstrip().endswith(","))):
        return False  # «She writes that the plan, "Harbour First," failed»
    if clause.verb == ":" and tail[1:2].islower() and tail[:1].isspace() and inner.rstrip()[-1:] not in ENDS:
        return False  # «Ministry: "Harbour First" is no law»
    if clause.verb == ",":
        return count >= 3 and first.isupper() and tail.lstrip()[:1] in ("", *ENDS)
    if clause.verb and clause.verb != ":":
        ended = inner.rstrip().endswith((*ENDS, ",")) or tail.lstrip()[:1] in ("", *ENDS)
        answered = clause.speaker is not None and head.rstrip().endswith(":") and first.isupper()
        return ((count >= 2 or answered) and (led or ended)) or inner.rstrip().endswith(ENDS)
    if clause.speaker and first.isupper() and len(head.split()) <= 3 and tail.lstrip()[:1] in ("", *ENDS):
        return True  # «Дәрігер: «Қорықпаңыз».»: a line of a dialogue
    named = clause.speaker is not None and clause.speaker.reference == "name" and clause.speaker.person
    if named and count >= 3 and first.isupper() and tail.lstrip()[:1] in ("", *ENDS):
        return True
    return count >= 4 or (count >= 2 and first.isupper() and inner.rstrip().endswith(ENDS))


def _stands_alone(head: str, tail: str, inner: str, count: int, stretch: Quoted, *, follows: bool) -> bool:
    """Whether a quote without an attribution is a sentence of its own."""
    if head.strip(" -–—―") or not stretch.opened:
        return False
    rest = tail.lstrip(" .,!?…[]")
    ended = inner.rstrip().endswith((*ENDS, ",")) or tail.lstrip()[:1] in ENDS or (not stretch.closed)
    if rest and not (ended and rest[:1].isupper()):
        return False
    if not inner.lstrip(" …[(-–—")[:1].isupper() and not inner.lstrip()[:1].isdigit() and not follows:
        return False
    if not stretch.closed and not rest:
        return count > 1
    return (ended and (count >= 4 or follows)) or (not rest and count >= 6)


def _names(after: Clause | None, head: str) -> bool:
    """Whether the words after a quote say whose it is; a label before it says more than «…, the senator said»."""
    speaker = after.speaker if after else None
    return speaker is not None and not (speaker.reference == "noun" and head.rstrip().endswith(":"))


def _is_label(before: Clause) -> bool:
    speaker = before.speaker
    return before.verb == ":" and speaker is not None and speaker.reference == "name" and not speaker.source.start


def _after(
    whole: Utterance,
    after: Clause,
    before: Clause | None,
    head: str,
    stretch: Quoted,
    begin: int,
    limit: int,
    paragraph: str,
) -> Utterance:
    start = stretch.source.end
    end = min(start + after.source.end, limit)
    end = start + len(paragraph[start:end].rstrip())
    speaker, at, way = after.speaker, start, "after"
    if before and (speaker is None or _is_label(before)):
        speaker, at, way = before.speaker, stretch.source.start - len(head), "wrap"
    return whole._replace(
        attribution=TextSpan(start, end), speaker=speaker, speaker_at=at, verb=after.verb, way=way, sure=0.98
    )


def _split(
    paragraph: str, stretch: Quoted, limit: int, grammar: QuoteGrammar, known: Collection[str]
) -> list[Utterance]:
    """«…, - сказал X. - …»: an attribution inside the marks."""
    inner = stretch.inner.of(paragraph)
    for dash in DASHED.finditer(inner):
        words_at = stretch.inner.start + dash.start() + 1
        clause = grammar.after(paragraph[words_at : words_at + WINDOW], known)
        if clause is None or not clause.firm or not clause.verb or clause.report:
            continue
        clause_end = min(words_at + clause.source.end, stretch.inner.end)
        resume = RESUME.match(paragraph, dash_in(paragraph, words_at, clause_end))
        if not resume or resume.end() >= stretch.inner.end:
            if stretch.closed:
                continue
            return [_broken(stretch, words_at, clause, paragraph)]
        first = Utterance(
            source=TextSpan(stretch.source.start, words_at),
            inner=TextSpan(stretch.inner.start, words_at - 1 if paragraph[words_at - 1] == "," else words_at),
            attribution=TextSpan(words_at, resume.end()),
            speaker=clause.speaker,
            speaker_at=words_at,
            verb=clause.verb,
            way="after",
            sure=0.98,
        )
        rest = Utterance(
            source=TextSpan(resume.end(), stretch.source.end),
            inner=TextSpan(resume.end(), stretch.inner.end),
            way="continued",
            closed=stretch.closed,
        )
        return [first, _told_again(paragraph, rest, limit, grammar, known)]
    return []


def _told_again(
    paragraph: str, rest: Utterance, limit: int, grammar: QuoteGrammar, known: Collection[str]
) -> Utterance:
    """«"…, - сказал X. - …", - добавил он»: the second half of a quote with an attribution of its own."""
    start = rest.source.end
    clause = grammar.after(paragraph[start : min(start + WINDOW, limit)], known) if rest.closed else None
    if clause is None or not clause.firm or not clause.verb or clause.report:
        return rest
    attribution = TextSpan(start, start + len(paragraph[start : start + clause.source.end].rstrip()))
    return rest._replace(
        attribution=attribution, speaker=clause.speaker, speaker_at=start, verb=clause.verb, way="after"
    )


def _broken(stretch: Quoted, at: int, clause: Clause, paragraph: str) -> Utterance:
    """«…, - деді X. with no closing mark: the quote ends at the dash."""
    end = at + len(paragraph[at : at + clause.source.end].rstrip())
    return Utterance(
        source=TextSpan(stretch.source.start, at),
        inner=TextSpan(stretch.inner.start, at - 1 if paragraph[at - 1] == "," else at),
        attribution=TextSpan(at, end),
        speaker=clause.speaker,
        speaker_at=at,
        verb=clause.verb,
        way="after",
        closed=False,
        sure=0.85,
    )


def dash_in(paragraph: str, start: int, end: int) -> int:
    """Where the dash stands by which speech resumes after an attribution: at its end, or before that inside it."""
    found = _RESUMING.search(paragraph, start + 3, end + 3) or _RESTARTING.search(paragraph, start + 3, end)
    return found.start() if found else end
