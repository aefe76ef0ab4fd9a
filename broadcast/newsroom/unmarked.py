"""Speech that no quote marks show: led by a dash, by a speaker's label, or told by the attribution after it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from broadcast.model.quoting import Clause, Mention, QuoteGrammar
from broadcast.model.text import TextSpan
from broadcast.newsroom.labels import label_of, large_label, with_comma
from broadcast.newsroom.quotation import Quoted, quoted
from broadcast.newsroom.sentences import split_sentences
from broadcast.newsroom.utterances import DASHED, ENDS, RESUME, WINDOW, Utterance, dash_in, marked, moved

_TURN = re.compile(r"(?<=[.!?…:])\s*[-–—―−]\s*(?=[^\W\d_])")
_LABEL = re.compile(r"(?P<label>[^:.!?«»“”„\"\n]{3,160}):(?!\d)\s*(?P<dash>[-–—―−]+\s*)?(?=[^\W_])")
_MARKED_LABEL = re.compile(r"(?P<label>[^:.!?,\n]{3,60},[^:.!?\n]{3,120}):\s*(?P<dash>[-–—―−]+\s*)(?=[^\W_])")
_LED = re.compile(r"[-–—―−]+\s*(?=[«“„\"(]*[^\W_])")
_COMMA = re.compile(r",\s(?=[^\W\d_])")
_TAIL = 160  # characters of an attribution at a paragraph's end
_SENTENCE, _SIGNATURE = 4, 12  # words
_BY_LABEL, _BY_DASH = 0.95, 0.8


def utterances(text: str, span: TextSpan, grammar: QuoteGrammar, known: Collection[str]) -> list[Utterance]:
    """The speech in one paragraph of a story, in order, in marks or without."""
    paragraph = span.of(text)
    found = _with_large_label(paragraph, span.start, marked(text, span, grammar, known), grammar, known)
    signed = _signed(paragraph, grammar, known) if len(found) < 2 and all(u.way == "none" for u in found) else None
    if signed:
        return [moved(signed, span.start)]
    labelled = _labelled(paragraph, grammar, known)
    if labelled and (labelled.sure > _BY_DASH or not any(u.way in ("after", "wrap") for u in found)):
        return [moved(labelled, span.start)]
    if all(u.way in ("none", "before") or _is_fragment(text, span, u) for u in found):
        unmarked = _unmarked(paragraph, quoted(paragraph), grammar, known)
        return [moved(u, span.start) for u in unmarked] or found
    return found + [moved(u, span.start) for u in _after_marks(paragraph, found[-1].end - span.start, grammar, known)]


def _with_large_label(
    paragraph: str, start: int, found: list[Utterance], grammar: QuoteGrammar, known: Collection[str]
) -> list[Utterance]:
    """«АСАН ҮСЕНОВ АУДАН ӘКІМІ: "Жол ашылды."»: the label again, as the story writes its words elsewhere."""
    label = paragraph[: found[0].source.start - start].rstrip() if found and found[0].way == "before" else ""
    clause = label_of(label[:-1], grammar, known) if label.endswith(":") and label.isupper() else None
    if clause is None:
        return found
    return [found[0]._replace(speaker=clause.speaker, attribution=TextSpan(start, start + len(label))), *found[1:]]


def _signed(paragraph: str, grammar: QuoteGrammar, known: Collection[str]) -> Utterance | None:
    """«"Біз жол саламыз". Асан Үсенов»: a paragraph in marks, and behind it nothing but whose it is, without a stop."""
    first = next(iter(quoted(paragraph)), None)
    if first is None or first.source.start or not first.closed or len(first.inner.of(paragraph).split()) < _SENTENCE:
        return None
    name = paragraph[first.source.end :].lstrip(" .,-–—")
    at = len(paragraph) - len(name)
    if first.inner.of(paragraph).endswith(","):  # «"We build," Ann Poe, the mayor.»
        name = name.rstrip(' .“"')
    if not 1 < len(name.split()) <= _SIGNATURE or name[-1] in ENDS or not name.lstrip('«“„"')[:1].isupper():
        return None
    clause = label_of(name, grammar, known)
    if clause is None or clause.speaker is None or not (clause.speaker.role or clause.speaker.source.end == len(name)):
        return None
    return Utterance(
        source=first.source,
        inner=first.inner,
        attribution=TextSpan(first.source.end, len(paragraph)),
        speaker=clause.speaker,
        speaker_at=at,
        way="after",
        sure=0.85,
    )


def _labelled(paragraph: str, grammar: QuoteGrammar, known: Collection[str]) -> Utterance | None:
    """«Асан Үсенов, аудан әкімі: – Жол ашылды.»: a label, and the rest of the paragraph."""
    large = large_label(paragraph)
    found = large if large and label_of(large["label"].rstrip(), grammar, known) else _LABEL.match(paragraph)
    found = found or _MARKED_LABEL.match(paragraph)
    if found and found["dash"] and label_of(found["label"], grammar, known) is None:
        return _led_in(paragraph, found, grammar, known)
    clause = label_of(found["label"].rstrip(), grammar, known) if found else None
    if found is None or clause is None or clause.speaker is None or len(paragraph[found.end() :].split()) < 2:
        return None
    begins = paragraph[found.end()].isupper() or "," in with_comma(found["label"])
    if not found["dash"] and not (begins and _is_full(clause.speaker, found["label"])):
        return None
    return Utterance(
        source=TextSpan(found.end(), len(paragraph)),
        inner=TextSpan(found.end(), len(paragraph)),
        attribution=TextSpan(0, found.end()),
        speaker=clause.speaker,
        verb=clause.verb,
        way="before",
        sure=_BY_DASH if not found["dash"] else _BY_LABEL,
    )


def _led_in(paragraph: str, found: re.Match[str], grammar: QuoteGrammar, known: Collection[str]) -> Utterance | None:
    """«Анасы қуанышын жасыра алмады: – Түнімен ұйықтамадық.»: a sentence that names the speaker, a colon, a dash."""
    clause = grammar.before(paragraph[: found.end("label") + 1], known)
    speaker = clause.speaker if clause else None
    rest = paragraph[found.end() :]
    if clause is None or speaker is None or not speaker.person or not rest[:1].isupper() or len(rest.split()) < 2:
        return None
    source = TextSpan(found.start("dash"), len(paragraph))
    inner = TextSpan(found.end(), len(paragraph))
    return Utterance(source=source, inner=inner, speaker=speaker, verb=clause.verb, way="before", sure=0.85)


def _is_full(speaker: Mention, label: str) -> bool:
    """Whether a label has a full name or a name and an office: a colon alone may follow any subject."""
    named = speaker.reference == "name" and speaker.person
    return named and (" " in speaker.name or bool(speaker.role)) and len(label.split()) > 1


def _is_fragment(text: str, span: TextSpan, u: Utterance) -> bool:
    """Whether a quote stands inside a sentence that others speak: «Ол «келем» деді. Біз күттік, – дейді анасы.»."""
    if u.way not in ("after", "wrap") or u.attribution is None or not text[span.start : u.source.start].strip():
        return False
    return text[u.attribution.start : u.attribution.end].lstrip()[:1].isalpha()


def _after_marks(paragraph: str, begin: int, grammar: QuoteGrammar, known: Collection[str]) -> list[Utterance]:
    """What is said without marks after a quote in marks: «…», – деді ол. Жол жабық, – дейді жүргізуші.»."""
    rest = paragraph[begin:]
    if len(rest.split()) < 4 or quoted(rest):
        return []
    told = (u for u in _unmarked(rest, (), grammar, known) if u.way == "after")
    return [moved(u, begin) for u in told if any(c.isalnum() for c in u.inner.of(rest))]


def _unmarked(
    paragraph: str, stretches: Sequence[Quoted], grammar: QuoteGrammar, known: Collection[str]
) -> list[Utterance]:
    """Speech that only a dash marks: «- …, - деді X», «…, - сказала X»."""
    led = _LED.match(paragraph)
    begin = led.end() if led else 0
    k = 0
    for dash in DASHED.finditer(paragraph, begin):
        while k < len(stretches) and stretches[k].source.end - 1 <= dash.start():
            k += 1
        if k < len(stretches) and stretches[k].source.start < dash.start():
            continue
        clause = grammar.after(paragraph[dash.start() : dash.start() + WINDOW], known)
        if clause is None or not clause.firm or not clause.verb or clause.report:
            continue
        turn = None if led else next((m for m in _TURN.finditer(paragraph, 0, dash.start())), None)
        if turn and paragraph[turn.end()].isupper() and grammar.after(paragraph[turn.start() :], known) is None:
            return _led_by_dash(paragraph, turn.end(), dash.start(), clause, sure=0.9)
        if led:
            return _led_by_dash(paragraph, begin, dash.start(), clause, sure=0.95)
        begin = _begin_of(paragraph, dash.start(), clause, grammar)
        return _led_by_dash(paragraph, begin, dash.start(), clause, sure=0.85)
    plain = (led and not stretches) or grammar.is_first_person(paragraph[begin:])
    comma = _told_after_comma(paragraph, begin, grammar, known) if plain else None
    if comma:
        return _led_by_dash(paragraph, begin, *comma, sure=0.9 if led else 0.75)
    first = paragraph[begin:].lstrip('«“„"(')[:1]
    begins = first.isupper() or first.isdigit()
    if led and begins and paragraph.rstrip().endswith(ENDS) and len(paragraph.split()) > 4:
        return [
            Utterance(source=TextSpan(0, len(paragraph)), inner=TextSpan(begin, len(paragraph)), way="dash", sure=0.5)
        ]
    return []


def _begin_of(paragraph: str, at: int, clause: Clause, grammar: QuoteGrammar) -> int:
    """Where speech begins that nothing leads: with the paragraph; what many say without «we» is one sentence."""
    speaker = clause.speaker
    group = speaker is not None and speaker.reference == "noun" and speaker.person and speaker.many
    if not group or grammar.is_first_person(paragraph[:at]):
        return 0
    return split_sentences(paragraph[: at + 1], grammar.abbreviations)[-1].start


def _told_after_comma(
    paragraph: str, begin: int, grammar: QuoteGrammar, known: Collection[str]
) -> tuple[int, Clause] | None:
    """«– Жол жабық, деді әкім.», «Біз жол саламыз, деді әкім.»: speech, and an attribution that only a comma parts."""
    for comma in _COMMA.finditer(paragraph, max(begin, len(paragraph) - _TAIL)):
        clause = grammar.after(paragraph[comma.start() :], known)
        ends = clause and comma.start() + clause.source.end >= len(paragraph.rstrip())
        if clause and ends and clause.firm and clause.verb and clause.speaker and not clause.report:
            return comma.start(), clause
    return None


def _mark(paragraph: str, begin: int) -> int:
    """Where the dash stands that leads speech, or where the speech begins if none does."""
    led = paragraph[:begin].rstrip("-–—―− \u00a0")
    return begin - len(paragraph[len(led) : begin].lstrip())


def _led_by_dash(paragraph: str, begin: int, at: int, clause: Clause, *, sure: float) -> list[Utterance]:
    """Speech before an attribution that a dash leads, and speech after it: «…, - сказал X. - …»."""
    inner_end = at if paragraph[at] == "," else at + 1
    resume = RESUME.match(paragraph, dash_in(paragraph, inner_end, min(at + clause.source.end, len(paragraph))))
    goes_on = bool(resume and resume.end() < len(paragraph))
    end = (
        resume.end() if resume and goes_on else inner_end + len(paragraph[inner_end : at + clause.source.end].rstrip())
    )
    first = Utterance(
        source=TextSpan(_mark(paragraph, begin), inner_end),
        inner=TextSpan(begin, inner_end),
        attribution=TextSpan(inner_end, end),
        speaker=clause.speaker,
        speaker_at=at,
        verb=clause.verb,
        way="after",
        sure=sure,
    )
    if not goes_on:
        return [first]
    rest = TextSpan(end, len(paragraph))
    return [first, Utterance(source=rest, inner=rest, way="continued")]
