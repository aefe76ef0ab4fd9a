"""The markers of a timeline file."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from broadcast.exporters.characters import one_line
from broadcast.exporters.layout import Placed, programme
from broadcast.exporters.links import file_name
from broadcast.exporters.synthetic import DRAFT, castings, is_synthetic, source_type, statement
from broadcast.exporters.titling import supers
from broadcast.model.edition import Edition
from broadcast.model.script import Finding
from broadcast.model.timeline import Colour, Marker

CHAPTER: Colour = "blue"
"""The colour of a marker that begins a chapter."""

_WORDS = 5


def markers(edition: Edition) -> tuple[Marker, ...]:
    """In order of time: yellow, on the first frame, that voices are synthetic, if any is; blue, each paragraph; green,
    each lower third; red, each clip with doubts; and the timeline's own.
    """
    cast, rate = castings(edition), edition.timeline.frame_rate
    warning = Marker(
        start=Fraction(0),
        duration=rate.frame,
        name=DRAFT,
        note=f"{statement(cast)} {source_type(cast)}{_recorded(edition)}",
        colour="yellow",
    )
    warnings = (warning,) if cast else ()
    titles = (
        Marker(start=rate.seconds(s.start), duration=rate.seconds(s.end - s.start), name=s.name, note=s.role)
        for s in supers(edition)
    )
    found = (*warnings, *_chapters(edition), *titles, *_doubts(edition), *edition.timeline.markers)
    return tuple(sorted(found, key=lambda m: m.start))


def _recorded(edition: Edition) -> str:
    """Which clips are recordings of people, where some are."""
    found = [file_name(clip.media) for clip in edition.timeline.clips if not is_synthetic(clip)]
    return f" Recorded, not synthetic: {', '.join(found)}" if found else ""


def _chapters(edition: Edition) -> Iterator[Marker]:
    """A marker where each paragraph of the story begins to be heard, with its first words."""
    rate, number, last = edition.timeline.frame_rate, 0, -1
    for item in programme(edition):
        segment = item.segment
        if segment is None:
            continue
        text = edition.script.story.text
        line = text.count("\n", 0, segment.source.start)
        for start, words in _paragraphs(item, goes_on=line == last):
            number += 1
            at = rate.seconds(rate.floor(start))
            yield Marker(start=at, duration=rate.frame, name=f"{number}. {words}", colour=CHAPTER)
        last = text.count("\n", 0, segment.source.end)


def _paragraphs(item: Placed, *, goes_on: bool) -> Iterator[tuple[Fraction, str]]:
    """When the paragraphs of a clip begin, and their first words; the first may go on from the clip before."""
    begins = not goes_on
    said = (s for s in item.segment.sentences if s.is_said) if item.segment else iter(())
    for sentence, part in zip(said, item.clip.parts, strict=False):
        if begins:
            words = one_line(sentence.text).split()
            yield item.clip.start + part.start, " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
        begins = sentence.ends_paragraph


def _doubts(edition: Edition) -> Iterator[Marker]:
    """A marker for each clip with warnings or errors, and one on the first frame for those of the whole story."""
    frame = edition.timeline.frame_rate.frame
    found: dict[str, list[Finding]] = {}
    for finding in edition.findings:
        if finding.severity != "note":
            found.setdefault(finding.segment, []).append(finding)
    starts = {clip.segment: clip.start for clip in edition.timeline.clips}
    for segment, some in found.items():
        yield Marker(
            start=starts.get(segment, Fraction(0)),
            duration=frame,
            name=f"CHECK: {', '.join(dict.fromkeys(f.code for f in some))}",
            note="; ".join(f.message for f in some),
            colour="red",
        )
