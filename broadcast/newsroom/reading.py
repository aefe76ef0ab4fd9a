"""Reading aloud: every segment gets its sentences, each word tied to what a voice says for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from broadcast.model.language import LanguagePack
from broadcast.model.lexicon import Lexicon
from broadcast.model.script import Finding, Script, Segment
from broadcast.model.text import Sentence, Word
from broadcast.newsroom.pronouncing import Pronunciation

LONGEST = 400  # characters of one sentence that an engine is given at a time


def read_aloud(
    script: Script, pack_for: Callable[[str], LanguagePack], lexicons: Mapping[str, Lexicon] | None = None
) -> Script:
    """The script with sentences and spoken text in every segment, and the doubts about them added to its findings.

    :param lexicons: the station's own words by language; they win over the pack's.
    """
    lexicons = lexicons or {}
    known = {code: Pronunciation(lexicon, pack_for(code)) for code, lexicon in lexicons.items()}
    segments: list[Segment] = []
    findings = list(script.findings)
    for segment in script.segments:
        pack = pack_for(segment.language)
        sentences, doubts = read_text(segment.text, pack, known.get(segment.language))
        spoken = " ".join(s.spoken for s in sentences if s.spoken)
        segments.append(replace(segment, sentences=sentences, spoken=spoken))
        findings += (replace(f, segment=segment.id) for f in doubts)
    return replace(script, segments=tuple(segments), findings=tuple(findings))


def read_text(
    text: str, pack: LanguagePack, pronunciation: Pronunciation | None = None
) -> tuple[tuple[Sentence, ...], tuple[Finding, ...]]:
    """The sentences of a text of one or more paragraphs (parted by line ends), and what is doubtful about them."""
    sentences: list[Sentence] = []
    findings: list[Finding] = []
    for paragraph in text.splitlines():
        spans = pack.sentences(paragraph)
        for number, span in enumerate(spans, 1):
            words, doubts = pack.read(span.of(paragraph))
            findings += doubts
            if pronunciation:
                words = pronunciation.applied(words)
            parts = tuple(_breaths(words))
            sentences += (Sentence(words=p) for p in parts[:-1])
            sentences += (Sentence(words=p, ends_paragraph=number == len(spans)) for p in parts[-1:])
    return tuple(sentences), tuple(findings)


def _breaths(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """A sentence in parts of at most :data:`LONGEST` characters, parted after ; or : or a comma, else at a space."""
    start = 0
    while start < len(words):
        end = _longest(words, start)
        if end < len(words):
            end = _best_end(words, start, end)
        yield words[start:end]
        start = end


def _longest(words: tuple[Word, ...], start: int) -> int:
    """The end of the longest part from `start` that fits; at least one word."""
    length = 0
    for place in range(start, len(words)):
        length += max(len(words[place].text), len(words[place].spoken)) + 1
        if length > LONGEST and place > start:
            return place
    return len(words)


def _best_end(words: tuple[Word, ...], start: int, end: int) -> int:
    for signs in (";:", ","):
        for place in range(end, (start + end) // 2, -1):
            if words[place - 1].spoken.endswith(tuple(signs)):
                return place
    return end
