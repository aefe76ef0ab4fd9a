"""A story taken apart into what a narrator says and what its people say."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from msgspec.structs import replace

from broadcast.model.language import LanguagePack
from broadcast.model.quoting import QuoteGrammar
from broadcast.model.script import Attribution, Script, Segment
from broadcast.model.story import LeftOut, Story
from broadcast.model.text import TextSpan
from broadcast.newsroom.attributing import Told, attribute, doubts
from broadcast.newsroom.furniture import Desk, Line, credits_of, lines_of
from broadcast.newsroom.identifying import Numbering, segment_id
from broadcast.newsroom.language import LANGUAGES, detect_language
from broadcast.newsroom.listening import known_words, speech_of
from broadcast.newsroom.quotation import quoted, without_reopened
from broadcast.newsroom.utterances import Utterance

_WORDS = re.compile(r"[^\W\d_]+")
_ENOUGH = 300
_TELLING = 8  # words
# «Q: How long?», and no initial: «В. К. Котов вышел.»
_ASKED = re.compile(r"(?P<label>[^\W\d_])(?:[:)]|\.(?=\s*[-–—]|[^\n]*\?\Z))\s*[-–—]?\s*(?=\S)")


def segment(story: Story, pack_for: Callable[[str], LanguagePack]) -> Script:
    """The script of a story: headline, credits and what is left out are found, the rest becomes segments.

    Every character of the story that is not white space lies in exactly one range: the headline's, a credit's, one
    left out, a segment's or an attribution's.  Words and what is spoken are left empty.
    """
    text = story.text
    language = story.language or _language(text)
    grammars = {code: pack_for(code).grammar for code in _languages(text, language)}
    desk = Desk.of([g.furniture for g in grammars.values()])
    lines = lines_of(text, grammars[language], desk)
    found = speech_of(text, lines, grammars[language], grammars)
    told = attribute(text, lines, found, grammars[language])
    segments, told_by_id = _segments(text, lines, told, grammars[language])
    return Script(
        story=_completed(story, language, lines, desk),
        segments=segments,
        findings=tuple(doubts(text, told_by_id)),
    )


def _language(text: str) -> str:
    """The narrator's language: that of the words outside quote marks, if there are enough of them."""
    parts = []
    for line in text.split("\n"):
        last = 0
        for stretch in quoted(line):
            parts.append(line[last : stretch.source.start])
            last = stretch.source.end
        parts.append(line[last:])
    outside = "\n".join(parts)
    return detect_language(outside if len(outside) > 40 else text)


def _languages(text: str, language: str) -> tuple[str, ...]:
    """The languages whose grammars a story needs: its own, and those of its lines; loading one takes 30 ms."""
    lines = {line.strip()[:_ENOUGH] for line in text.split("\n")}
    found = {detect_language(line) for line in lines if " " in line}
    return tuple(dict.fromkeys((language, *(code for code in LANGUAGES if code in found))))


def _completed(story: Story, language: str, lines: list[Line], desk: Desk) -> Story:
    text = story.text
    headline = next((line.source for line in lines if line.kind == "headline"), None)
    credits_source = tuple(line.source for line in lines if line.kind == "credits")
    people, outlet = credits_of([s.of(text) for s in credits_source], desk)
    left_out = tuple(
        LeftOut(text=line.source.of(text), reason=line.kind, source=line.source) for line in lines if line.left_out
    )
    return replace(
        story,
        language=language,
        headline=headline.of(text) if headline else story.headline,
        headline_source=headline,
        credits=people or story.credits,
        outlet=outlet or story.outlet,
        credits_source=credits_source,
        left_out=left_out,
    )


def _segments(
    text: str, lines: list[Line], told: list[Told], grammar: QuoteGrammar
) -> tuple[tuple[Segment, ...], dict[str, Told]]:
    """Segments in order of their ranges, and the utterance behind each quote's id."""
    ids = Numbering()
    known = known_words(text)
    segments: list[Segment] = []
    by_id: dict[str, Told] = {}
    pieces: list[tuple[TextSpan, Told | None]] = [(t.utterance.source, t) for t in told]
    left = _narration(lines, [t.utterance for t in told])
    pieces.extend((span, None) for span in left if span.of(text).strip())
    for span, quote in sorted(pieces, key=lambda piece: piece[0]):
        made = _quote(text, quote, grammar.code, ids) if quote else _narrated(text, span, grammar, known, ids)
        segments.append(made)
        if quote:
            by_id[made.id] = quote
    return tuple(segments), by_id


def _narration(lines: list[Line], found: list[Utterance]) -> Iterator[TextSpan]:
    """What is left of each paragraph when speech and attributions are taken out."""
    taken = sorted(span for u in found for span in u.ranges)
    k = 0
    for line in lines:
        if line.kind != "body":
            continue
        at = line.source.start
        while k < len(taken) and taken[k].end <= line.source.start:
            k += 1
        j = k
        while j < len(taken) and taken[j].start < line.source.end:
            if taken[j].start > at:
                yield TextSpan(at, taken[j].start)
            at = max(at, taken[j].end)
            j += 1
        if at < line.source.end:
            yield TextSpan(at, line.source.end)


def _narrated(text: str, span: TextSpan, grammar: QuoteGrammar, known: Collection[str], ids: Numbering) -> Segment:
    part = span.of(text)
    start = span.end - len(part.lstrip())
    words = part.strip()
    source = TextSpan(start, start + len(words))
    label = _ASKED.match(words)
    if label and grammar.turn(label["label"]) == "asks":
        words = words[label.end() :]
    if "\n" not in text[max(0, start - 2) : start]:
        words = grammar.as_sentence(words)
    return Segment(
        id=ids.next(segment_id("narration", words)),
        kind="narration",
        source=source,
        text=words,
        language=_language_around(words, grammar.code),
        evidence=grammar.hearsay(words, known),
    )


def _quote(text: str, told: Told, language: str, ids: Numbering) -> Segment:
    u = told.utterance
    words = "\n".join(part for line in u.inner.of(text).split("\n") if (part := _bare(line)))
    words = words.removesuffix(",")
    attribution = None
    if u.attribution:
        attribution = Attribution(text=u.attribution.of(text), source=u.attribution)
    return Segment(
        id=ids.next(segment_id("quote", words)),
        kind="quote",
        source=u.source,
        text=words,
        language=_language_of(words, language),
        speaker=told.speaker,
        attribution=attribution,
        evidence=told.evidence,
        confidence=round(told.confidence, 2),
    )


def _bare(line: str) -> str:
    """A paragraph of a quote without the mark that opens it anew."""
    line = line.strip()
    if line[:1] in tuple('«“„"”') and sum(line.count(c) for c in '«»“”„"') % 2:
        line = line[1:]
    return without_reopened(line.strip())


def _language_of(words: str, language: str) -> str:
    """A quote's own language where its words leave no doubt."""
    if len(_WORDS.findall(words)) < 4:
        return language
    return detect_language(words, otherwise=language)


def _language_around(words: str, language: str) -> str:
    """The language of a narrator's paragraph: the story's, unless its small words, names aside, are of another."""
    small = [w for w in _WORDS.findall(words) if w.islower()]
    return detect_language(" ".join(small), otherwise=language) if len(small) >= _TELLING else language


def uncovered(script: Script) -> tuple[TextSpan, ...]:
    """Ranges of characters, white space aside, that no range of a script covers, or that two cover."""
    story = script.story
    spans = [o.source for o in story.left_out] + list(story.credits_source)
    if story.headline_source:
        spans.append(story.headline_source)
    for s in script.segments:
        spans.append(s.source)
        if s.attribution:
            spans.append(s.attribution.source)
    found: list[TextSpan] = []
    at = 0
    for span in sorted(spans):
        if story.text[at : span.start].strip():
            found.append(TextSpan(at, span.start))
        if span.start < at:
            found.append(TextSpan(span.start, at))
        at = max(at, span.end)
    if story.text[at:].strip():
        found.append(TextSpan(at, len(story.text)))
    return tuple(found)
