"""The table of segments: number, in, out, duration, who, first words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from broadcast.model.edition import Edition
from broadcast.model.running_time import RunningTime
from broadcast.model.script import Severity
from broadcast.model.timeline import Clip, Timeline
from broadcast.terminal.doubts import Doubt
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.scale import visible
from broadcast.terminal.screen import Look, Screen
from broadcast.terminal.text import Line, Run, clip, clock, fit, measure, short_name

_TIMECODES_FROM = 72
"""A narrower terminal shows minutes and seconds in place of timecodes."""

_FEWEST_WORDS = 8
"""Cells for the first words, below which the OUT column goes: IN and DUR say the same."""


class Row(NamedTuple):
    """A segment on the timeline; `start` and `end` are None where the timeline has no recording of it."""

    number: int
    segment: str
    track: str
    words: str
    start: Fraction | None
    end: Fraction | None


def rows(edition: Edition, start: Fraction, end: Fraction) -> Iterator[Row]:
    """The segments of the script in order, then clips of segments that the script does not know.

    Only what lies in ``[start, end)`` or has no time at all.
    """
    clips: dict[str, list[tuple[str, Clip]]] = defaultdict(list)
    for voice in edition.timeline.tracks:
        for each in voice.clips:
            clips[each.segment].append((voice.id, each))
    for number, segment in enumerate(edition.script.segments, 1):
        found = clips.pop(segment.id, [])
        if not found:
            yield Row(
                number, segment.id, segment.speaker.id if segment.speaker else segment.kind, segment.text, None, None
            )
        for track, each in found:
            if visible(each, start, end):
                yield Row(each.number, segment.id, track, segment.text, each.start, each.end)
    for track, each in (pair for found in clips.values() for pair in found):
        if visible(each, start, end):
            yield Row(each.number, each.segment, track, each.name, each.start, each.end)


def table(
    found: Sequence[Row],
    timeline: Timeline,
    voices: dict[str, Look],
    doubts: Sequence[Doubt],
    screen: Screen,
    target: RunningTime | None = None,
) -> Iterator[Line]:
    """A heading and a line for each row, with the sign of its worst finding before it.

    With a running time as the target, it is told by how many seconds each segment is over its share of it.
    """
    wide = screen.width >= _TIMECODES_FROM
    show = _timecode(timeline) if wide else lambda at: clock(at, 1)
    gap = "  " if wide else " "
    over = _over(target)
    head = ("#", "IN", "OUT", "DUR" + over.get("", ""))
    cells = [head, *(_cells(row, show, over.get(row.segment, "")) for row in found)]
    who = min(
        max((measure(look.name) for look in voices.values()), default=3), max(screen.width // 5, len("NARRATION"))
    )
    sizes = [max(map(len, column)) for column in zip(*cells, strict=True)]
    if screen.width - sum(sizes) - 5 * len(gap) - who - 2 < _FEWEST_WORDS:
        sizes[2] = 0
    lines = [gap.join(_aligned(line, sizes)) + gap for line in cells]
    words = max(screen.width - len(lines[0]) - who - len(gap) - 2, 0)
    yield [(clip(f"  {lines[0]}{'WHO':<{who}}{gap}FIRST WORDS", screen.width, ""), "bold dim")]
    worst = {d.finding.segment: d.finding.severity for d in sorted(doubts, key=lambda d: -d.rank)}
    for row, line in zip(found, lines[1:], strict=True):
        look = voices.get(row.track) or Look(screen.plain(row.track), "", "")
        name = fit(short_name(look.name, who, screen.glyphs.ellipsis), who)
        yield [
            _sign(worst.get(row.segment), screen),
            (line, "" if row.end is not None else "yellow"),
            (name, look.colour),
            (gap + screen.clip(screen.plain(row.words), words), ""),
        ]


def _sign(severity: Severity | None, screen: Screen) -> Run:
    return (f"{screen.glyphs.severities[severity]} ", SEVERITY_STYLES[severity]) if severity else ("  ", "")


def _timecode(timeline: Timeline) -> Callable[[Fraction], str]:
    rate = timeline.frame_rate
    return lambda at: rate.timecode(rate.nearest(timeline.start + at))


def _over(target: RunningTime | None) -> dict[str, str]:
    """What stands behind a duration, by segment; the heading under an empty one."""
    if target is None:
        return {}
    told = {"": "OVER", **{each.segment: f"{each.over:+.1f}" for each in target.segments}}
    size = max(map(len, told.values()))
    return {segment: f"  {words:>{size}}" for segment, words in told.items()}


def _cells(row: Row, show: Callable[[Fraction], str], over: str) -> tuple[str, str, str, str]:
    if row.start is None or row.end is None:
        return str(row.number), "untimed", "", ""
    return str(row.number), show(row.start), show(row.end), clock(row.end - row.start, 1) + over


def _aligned(line: tuple[str, str, str, str], sizes: list[int]) -> Iterator[str]:
    number, begin, end, duration = line
    yield number.rjust(sizes[0])
    yield begin.ljust(sizes[1])
    if sizes[2]:
        yield end.ljust(sizes[2])
    yield duration.rjust(sizes[3])
