"""All speech of a story: quotes over several paragraphs joined, embedded posts, lists told from dialogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from broadcast.model.quoting import Mention, QuoteGrammar
from broadcast.model.text import TextSpan
from broadcast.newsroom.furniture import DASHES, Line
from broadcast.newsroom.interrupting import without_interruptions
from broadcast.newsroom.interview import turns
from broadcast.newsroom.labels import is_printed_large, label_of, with_comma
from broadcast.newsroom.language import detect_language
from broadcast.newsroom.quotation import OPENINGS, quoted
from broadcast.newsroom.unmarked import utterances
from broadcast.newsroom.utterances import ENDS, Utterance

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LINKS = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/|t\.co/)\S+)+\s*\Z")
_WINDOW = 600
_LABEL = 80
_TELLING, _ENOUGH = 60, 2000  # characters of a paragraph that tell its language
_SIGNED = 160  # characters of a name and an office under a quote set apart
_SAID_BELOW = 14  # words of an attribution in a line of its own
_DASHES = "-–—―"


def speech_of(
    text: str, lines: Sequence[Line], grammar: QuoteGrammar, grammars: Mapping[str, QuoteGrammar]
) -> list[Utterance]:
    """All speech of a story, in order; paragraphs of one quote are joined, and stray punctuation taken along.

    :param grammar: the story's own; a paragraph that is plainly in another language is read by that one's.
    """
    known = known_words(text)
    found: list[Utterance] = []
    dashes, spoken = 0, False
    bodies = [line for line in lines if line.kind in ("body", "posted", "post")]
    interview = turns(text, lines, bodies, grammar, known)
    i = 0
    while i < len(bodies):
        line = bodies[i]
        i += 1
        if i - 1 in interview:
            answer = interview[i - 1]
            found.extend([answer] if answer else ())
            continue
        if line.kind == "posted" and i < len(bodies):
            found.append(_post(text, line.source, bodies[i]))
            i += 1
            continue
        if line.kind == "post":
            continue
        own = utterances(text, line.source, _grammar_for(text, line.source, grammar, grammars), known)
        dashes = dashes + 1 if text[line.source.start] in _DASHES else 0
        spoken = bool(dashes) and (spoken or any(u.way == "after" for u in own))
        if i > 1:
            own = _told_above(text, bodies, i - 2, line.source, own, grammar, known)
        told, below = _below(text, line, own, bodies[i : i + 3], grammar, known)
        if told:
            found.append(told)
            i += below
            continue
        own = own or _going_on(text, line.source, found)
        under = _under_heading(text, line, own, bodies[i : i + 1])
        own, i = [*own, *under], i + len(under)
        alone = grammar.leads_by_dash and dashes == 1 and not _dashed(text, bodies, i)
        own = [u for u in own if u.way != "dash" or spoken or alone]
        if dashes and own and own[0].way == "before":
            spoken = True
        if own and not own[-1].closed:
            closing = _closing_paragraph(text, bodies, i)
            if closing:
                own[-1], i = _joined(text, own[-1], bodies, i, closing, grammar, known), closing + 1
        found.extend(_with_punctuation(text, line.source, own))
    return without_interruptions(text, lines, found)


def _below(
    text: str,
    line: Line,
    own: Sequence[Utterance],
    below: Sequence[Line],
    grammar: QuoteGrammar,
    known: Collection[str],
) -> tuple[Utterance | None, int]:
    """A quote set apart whose speaker the lines below it tell, and how many lines do."""
    told = _told_below(text, line, own, below, grammar, known) or _named_below(text, own, below, grammar, known)
    return (told, 1) if told else (_signed_below(text, line, own, below, grammar, known), 2)


def _under_heading(text: str, line: Line, own: Sequence[Utterance], below: Sequence[Line]) -> list[Utterance]:
    """What somebody says in the paragraph below a line without a stop that a label announces, the heading of it."""
    announced = len(own) == 1 and own[0].source == line.source and own[0].attribution is not None
    if not announced or own[0].end != line.source.end or not text[line.source.end - 1].isalnum():
        return []
    said = [b.source for b in below if b.kind == "body" and text[b.source.end - 1] in ENDS]
    return [Utterance(source=span, inner=span, way="continued", sure=0.8) for span in said]


def _going_on(text: str, span: TextSpan, found: Sequence[Utterance]) -> list[Utterance]:
    """A paragraph that a mark opens, and no other stands before it, after speech that none has closed."""
    stretch = next(iter(quoted(span.of(text))), None) if found and not found[-1].closed else None
    if stretch is None or stretch.source.start or not stretch.opened:
        return []
    source = TextSpan(span.start, span.start + stretch.source.end)
    inner = TextSpan(span.start + stretch.inner.start, span.start + stretch.inner.end)
    if any(c.isalnum() for c in text[source.end : span.end]):
        return []
    return [Utterance(source=source, inner=inner, closed=stretch.closed, sure=0.8)]


def _told_below(
    text: str,
    line: Line,
    own: Sequence[Utterance],
    below: Sequence[Line],
    grammar: QuoteGrammar,
    known: Collection[str],
) -> Utterance | None:
    """A paragraph that a comma ends, as a quote set apart, and its attribution in a line of its own: «деді ол.»."""
    span = line.source
    said = below[0].source if below and line.kind == below[0].kind == "body" else None
    if said is None or len(own) > 1 or not text[said.start].islower() or len(said.of(text).split()) > _SAID_BELOW:
        return None
    whole = own[0] if own else Utterance(source=span, inner=TextSpan(span.start, span.end - 1))
    if whole.attribution or text[whole.end : span.end].strip(" ,-–—") or (not own and text[span.end - 1] != ","):
        return None
    clause = grammar.after(f", - {said.of(text)}", known)
    if clause is None or not clause.firm or not clause.verb or clause.report:
        return None
    source = TextSpan(whole.source.start, span.end)
    speaker, at = clause.speaker, said.start
    return whole._replace(
        source=source, attribution=said, speaker=speaker, speaker_at=at, verb=clause.verb, way="after", sure=0.9
    )


def _named_below(
    text: str, own: Sequence[Utterance], below: Sequence[Line], grammar: QuoteGrammar, known: Collection[str]
) -> Utterance | None:
    """A paragraph in marks, and under it a line that is nothing but its speaker: «— Ann Poe, mayor»."""
    if len(own) != 1 or own[0].way != "none" or not own[0].closed or not below or below[0].kind != "body":
        return None
    line = below[0].source.of(text)
    name = line.lstrip(DASHES)
    label = len(below) > 1 and text[below[1].source.start] in OPENINGS
    if len(line) > _SIGNED or (name == line and (label or "," not in line or not line[-1].isalnum())):
        return None
    clause = label_of(name.rstrip("."), grammar, known)
    speaker = clause.speaker if clause else None
    if speaker is None or not speaker.person or " " not in speaker.name:
        return None
    return own[0]._replace(
        attribution=below[0].source, speaker=speaker, speaker_at=below[0].source.start, way="after", sure=0.85
    )


def _signed_below(
    text: str,
    line: Line,
    own: Sequence[Utterance],
    below: Sequence[Line],
    grammar: QuoteGrammar,
    known: Collection[str],
) -> Utterance | None:
    """A paragraph as a quote set apart, and under it its speaker's name and office in lines of their own.

    The last lines of a story are who wrote it.
    """
    if own or len(below) < 3 or {line.kind, below[0].kind, below[1].kind} != {"body"}:
        return None
    name, office = below[0].source, below[1].source
    if text[office.start].isupper() or len(name) + len(office) > _SIGNED or text[line.source.end - 1] not in ".!?…":
        return None
    clause = label_of(f"{name.of(text)}, {office.of(text)}", grammar, known)
    speaker = clause.speaker if clause else None
    if speaker is None or speaker.name != name.of(text) or " " not in speaker.name or speaker.role != office.of(text):
        return None
    signature = TextSpan(name.start, office.end)
    return Utterance(
        source=line.source,
        inner=line.source,
        attribution=signature,
        speaker=speaker,
        speaker_at=name.start,
        way="after",
        sure=0.85,
    )


def _dashed(text: str, bodies: Sequence[Line], i: int) -> bool:
    """Whether a paragraph begins with a dash: two in a row without attributions are a list."""
    return i < len(bodies) and text[bodies[i].source.start] in _DASHES


def _label(text: str, bodies: Sequence[Line], i: int) -> TextSpan:
    """A line that may name a speaker, with the line before it where that ends in a comma: the name, then the role."""
    span = bodies[i].source
    if i and text[span.end - 1] == ":" and bodies[i - 1].kind == "body":
        before = bodies[i - 1].source
        if text[before.end - 1] == "," and len(before) < _LABEL:
            return TextSpan(before.start, span.end)
    return span


def _introduced(text: str, span: TextSpan, u: Utterance, grammar: QuoteGrammar, known: Collection[str]) -> Utterance:
    """Speech whose speaker the line before it names: «Ардагер сұрады:», «Олег Котов, врач», then the words."""
    line = span.of(text)
    announced = line.endswith(":")
    named = "," in with_comma(line) and line[-1].isalnum() and not u.verb
    labelled = label_of(line.rstrip(":"), grammar, known) if announced or named else None
    clause = labelled or (grammar.before(line[-_WINDOW:], known) if announced else None)
    if clause is None or clause.speaker is None:
        return u
    at = span.end - min(len(line), _WINDOW)
    way = "before" if u.way == "dash" else u.way
    label = span if labelled and u.attribution is None else u.attribution
    return u._replace(attribution=label, speaker=clause.speaker, speaker_at=at, verb=clause.verb, way=way, sure=0.9)


def _told_above(
    text: str,
    bodies: Sequence[Line],
    above: int,
    span: TextSpan,
    own: list[Utterance],
    grammar: QuoteGrammar,
    known: Collection[str],
) -> list[Utterance]:
    """The speech of a paragraph, whose speaker the line above it may name."""
    if bodies[above].kind == "body" and (not own or own[0].start > span.start):
        announced = _announced(text, _label(text, bodies, above), span, grammar, known)
        return announced or own
    if own and not own[0].speaker and own[0].start == span.start:
        return [_introduced(text, _label(text, bodies, above), own[0], grammar, known), *own[1:]]
    return own


def _announced(
    text: str, label: TextSpan, span: TextSpan, grammar: QuoteGrammar, known: Collection[str]
) -> list[Utterance]:
    """A paragraph under a line that is nothing but ``Name, role:``, as packages write a soundbite."""
    line = label.of(text)
    told = len(line) < _WINDOW and (line.endswith(":") or (line[-1].isalnum() and is_printed_large(with_comma(line))))
    clause = label_of(line.rstrip(":"), grammar, known) if told else None
    if clause is None or clause.speaker is None or clause.speaker.reference != "name" or not clause.speaker.person:
        return []
    return [
        Utterance(
            source=span,
            inner=TextSpan(span.end - len(span.of(text).lstrip(DASHES)), span.end),
            attribution=label,
            speaker=clause.speaker,
            speaker_at=label.start,
            way="before",
            sure=0.85,
        )
    ]


def known_words(text: str) -> frozenset[str]:
    """The word forms of a story, small and with capitals, and neighbours with capitals as pairs: ``Ann Poe``."""
    found = list(_WORD.finditer(text))
    pairs = (
        f"{a[0]} {b[0]}"
        for a, b in pairwise(found)
        if b.start() == a.end() + 1 and a[0][0].isupper() and b[0][0].isupper()
    )
    return frozenset((*(m[0] for m in found), *pairs))


def _grammar_for(
    text: str, span: TextSpan, grammar: QuoteGrammar, grammars: Mapping[str, QuoteGrammar]
) -> QuoteGrammar:
    """The grammar of the words around the quotes of a paragraph, whatever language the quotes are in."""
    if len(span) < _TELLING or len(grammars) < 2:
        return grammar
    paragraph = span.of(text)[:_ENOUGH]
    around, at = [], 0
    for stretch in quoted(paragraph):
        around.append(paragraph[at : stretch.source.start])
        at = stretch.source.end
    words = [w for w in _WORD.findall(" ".join((*around, paragraph[at:]))) if w.islower()]
    return grammars.get(detect_language(" ".join(words), otherwise=grammar.code), grammar) if words else grammar


def _post(text: str, posted: TextSpan, post: Line) -> Utterance:
    """An embedded post: its words, and the line below that names the account."""
    inner = TextSpan(posted.start, posted.start + len(_LINKS.sub("", posted.of(text)).rstrip()))
    speaker = Mention(source=TextSpan(0, len(post.label)), reference="name", name=post.label)
    return Utterance(
        source=posted,
        inner=inner,
        attribution=post.source,
        speaker=speaker,
        speaker_at=post.source.start,
        verb="@",
        way="after",
        sure=0.9,
    )


def _closing_paragraph(text: str, bodies: Sequence[Line], start: int) -> int | None:
    """The paragraph, at most eight further on, that closes a quote which no mark has closed."""
    for i in range(start, min(start + 8, len(bodies))):
        paragraph = bodies[i].source.of(text)
        stretches = quoted(paragraph)
        if stretches and _closing_mark(paragraph):
            return i
        if stretches and not all(s.source.start and s.closed for s in stretches):
            return None  # but names in marks stand in speech too
    return None


def _closing_mark(paragraph: str) -> int:
    """Where a paragraph closes a quote that an earlier one opened; 0 where it does not.

    Straight marks around names in it hide that the last one, an odd one at its end, has no partner.
    """
    first = quoted(paragraph)[0]
    if not first.opened:
        return first.source.end
    end = len(paragraph.rstrip(" .,!?…"))
    return end if paragraph[:end].endswith('"') and paragraph.count('"') % 2 else 0


def _joined(
    text: str,
    first: Utterance,
    bodies: Sequence[Line],
    start: int,
    closing: int,
    grammar: QuoteGrammar,
    known: Collection[str],
) -> Utterance:
    """A quote over several paragraphs with one closing mark, and what is said of it after that mark."""
    span = bodies[closing].source
    end = span.start + _closing_mark(span.of(text))
    ends_there = not any(c.isalnum() for c in text[end : span.end])
    joined = first._replace(
        source=TextSpan(first.source.start, span.end if ends_there else end),
        inner=TextSpan(first.inner.start, end - 1),
        closed=True,
    )
    after = grammar.after(text[end : min(end + _WINDOW, span.end)], known)
    if after and not first.attribution:
        stop = end + len(text[end : end + after.source.end].rstrip())
        joined = joined._replace(
            attribution=TextSpan(end, stop),
            speaker=after.speaker,
            speaker_at=end,
            verb=after.verb,
            way="after",
            sure=0.95,
        )
    return joined


def _with_punctuation(text: str, span: TextSpan, found: list[Utterance]) -> list[Utterance]:
    """Utterances whose ranges take in what stands between them and has no letter or digit."""
    made: list[Utterance] = []
    for k, u in enumerate(found):
        limit = found[k + 1].start if k + 1 < len(found) else max(span.end, u.end)
        gap = text[u.end : limit]
        if gap.strip() and not any(c.isalnum() for c in gap):
            u = _stretched(u, u.end + len(gap.rstrip()))
        if u.attribution and u.attribution.end < u.source.start:
            between = text[u.attribution.end : u.source.start]
            if between.strip():
                u = u._replace(attribution=TextSpan(u.attribution.start, u.source.start))
        made.append(u)
    if made and made[0].start >= span.start and not any(c.isalnum() for c in text[span.start : made[0].start]):
        first = made[0]
        if first.attribution and first.attribution.start < first.source.start:
            made[0] = first._replace(attribution=TextSpan(span.start, first.attribution.end))
        else:
            made[0] = first._replace(source=TextSpan(span.start, first.source.end))
    return made


def _stretched(u: Utterance, end: int) -> Utterance:
    if u.attribution and u.attribution.end > u.source.end:
        return u._replace(attribution=TextSpan(u.attribution.start, end))
    return u._replace(source=TextSpan(u.source.start, end))
