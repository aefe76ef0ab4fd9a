"""The programme as a page or a sheet of paper tells it: a row a segment, with times, supers, cues and notes.

What the page, the two-column script and the prompter share; every text is printable and on one line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from fractions import Fraction

import msgspec

from broadcast.exporters.characters import one_line
from broadcast.exporters.layout import Placed, first_frame, programme, total
from broadcast.exporters.placeholders import placeholder
from broadcast.exporters.titling import Super, supers
from broadcast.model.edition import Edition
from broadcast.model.script import Finding
from broadcast.model.text import Sentence


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A word that is said otherwise than it is written, without its punctuation; `phonemes` may be empty."""

    text: str
    spoken: str
    phonemes: str = ""


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence: how it is written and how it is said, and when it begins, in seconds of the programme."""

    text: str
    spoken: str
    start: Fraction
    ends_paragraph: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A segment.

    `who` is empty for narration and for a quote of nobody known; `track` counts the voices from 0.  Times are seconds,
    timecodes those of the first frame and of the one behind the last.  `out_words` is empty where a soundbite is all
    in-words.
    """

    number: int
    segment: str
    quote: bool
    track: int
    who: str
    role: str
    language: str
    start: Fraction
    end: Fraction
    timecode_in: str
    timecode_out: str
    media: str
    sentences: tuple[Spoken, ...]
    in_words: str = ""
    out_words: str = ""
    super: Super | None = None
    said: tuple[Said, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def duration(self) -> Fraction:
        return self.end - self.start

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.sentences)

    @property
    def paragraphs(self) -> tuple[tuple[Spoken, ...], ...]:
        """The sentences as they stand in the story, paragraph by paragraph."""
        found: list[list[Spoken]] = [[]]
        for sentence in self.sentences:
            found[-1].append(sentence)
            if sentence.ends_paragraph:
                found.append([])
        return tuple(tuple(some) for some in found if some)


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A whole programme; `findings` are those about no segment of it, `left_out` pairs of text and reason."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[tuple[str, str], ...]
    timecode_in: str
    timecode_out: str


def sheet(edition: Edition) -> Sheet:
    """Everything that is told of a programme, in the order in which it is heard."""
    rate, origin = edition.timeline.frame_rate, first_frame(edition.timeline)
    titles = {item.segment: item for item in supers(edition)}
    found: dict[str, list[Finding]] = {}
    for finding in dict.fromkeys((*edition.findings, *edition.script.findings)):
        found.setdefault(finding.segment, []).append(finding)
    tracks = {track.id: number for number, track in enumerate(edition.timeline.tracks)}
    rows = tuple(
        _row(
            item,
            track=tracks[item.track.id],
            timecodes=(rate.timecode(origin + item.start), rate.timecode(origin + item.end)),
            title=titles.get(item.clip.segment),
            findings=tuple(found.pop(item.clip.segment, ())),
        )
        for item in programme(edition)
    )
    return Sheet(
        rows=rows,
        findings=tuple(finding for some in found.values() for finding in some),
        left_out=tuple((one_line(o.text), one_line(o.reason)) for o in edition.script.story.left_out),
        timecode_in=rate.timecode(origin),
        timecode_out=rate.timecode(origin + total(edition.timeline)),
    )


def _row(
    item: Placed, *, track: int, timecodes: tuple[str, str], title: Super | None, findings: tuple[Finding, ...]
) -> Row:
    held, speaker, segment = placeholder(item), item.track.speaker, item.segment
    return Row(
        number=item.clip.number,
        segment=item.clip.segment,
        quote=held is not None,
        track=track,
        who=one_line(speaker.name) if speaker else "",
        role=one_line(speaker.role) if speaker else "",
        language=segment.language if segment else "",
        start=item.clip.start,
        end=item.clip.end,
        timecode_in=timecodes[0],
        timecode_out=timecodes[1],
        media=item.clip.media,
        sentences=tuple(_sentences(item)),
        in_words=held.in_words if held else "",
        out_words=held.out_words if held else "",
        super=title,
        said=tuple(_said(segment.sentences)) if segment else (),
        findings=findings,
    )


def _sentences(item: Placed) -> Iterator[Spoken]:
    """The sentences with their times; the whole text as one where they do not make it up."""
    sentences = item.segment.sentences if item.segment else ()
    whole = one_line(item.text)
    if one_line(" ".join(s.text for s in sentences)) != whole:
        yield Spoken(
            text=whole, spoken=one_line(item.segment.spoken if item.segment else "") or whole, start=item.clip.start
        )
        return
    parts, at = iter(item.clip.parts), item.clip.start
    for sentence in sentences:
        part = next(parts, None) if sentence.is_said else None
        at = item.clip.start + part.start if part else at
        yield Spoken(
            text=one_line(sentence.text),
            spoken=one_line(sentence.spoken),
            start=at,
            ends_paragraph=sentence.ends_paragraph,
        )


def _said(sentences: tuple[Sentence, ...]) -> Iterator[Said]:
    """What a reader must be told: figures, abbreviations, words of the lexicon; each once."""
    seen = set()
    for word in (w for s in sentences for w in s.words):
        if word.spoken and (word.phonemes or _letters(word.text) != _letters(word.spoken)):
            found = Said(text=bare(word.text), spoken=bare(word.spoken), phonemes=one_line(word.phonemes))
            if found not in seen:
                seen.add(found)
                yield found


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def bare(text: str) -> str:
    """A word without the punctuation around it; a sign that is said (``%``, ``№``) is no punctuation."""
    folded = one_line(text)
    first = next((i for i, c in enumerate(folded) if not _is_mark(c)), 0)
    last = next((i for i, c in enumerate(reversed(folded)) if not _is_mark(c)), 0)
    return folded[first : len(folded) - last]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("P") and character not in "%№&@#*"


def clock(seconds: Fraction) -> str:
    """``1:05``, or ``1:02:05`` from an hour on: whole seconds, as a stopwatch shows them."""
    whole = (seconds + Fraction(1, 2)).__floor__()
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def target(edition: Edition) -> str:
    """The running time that was asked for and how far the programme is off it: ``1:30 (+0:06)``; empty for none."""
    asked = edition.running_time
    if asked is None:
        return ""
    over = Fraction(round(asked.over * 1000), 1000)
    return f"{clock(Fraction(round(asked.target)))} ({'+' if over >= 0 else '−'}{clock(abs(over))})"


def from_right(text: str) -> bool:
    """Whether a text is written from right to left: what its first letter with a direction says (UAX #9, P2)."""
    ways = (unicodedata.bidirectional(c) for c in text)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"
