"""The timeline of a programme as a person sees it in a terminal: header, lanes over a ruler, findings, segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from broadcast.model.edition import Edition
from broadcast.terminal.console import segments
from broadcast.terminal.doubts import Doubt, doubts, listed
from broadcast.terminal.header import header
from broadcast.terminal.lanes import lanes
from broadcast.terminal.scale import Grid, lay_out
from broadcast.terminal.screen import Look, Screen, looks
from broadcast.terminal.strip import Strip
from broadcast.terminal.table import rows, table
from broadcast.terminal.text import Line, clock, fit, measure, short_name

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

_NARROWEST = 24
_GUTTER = 12
"""Cells left of the lanes at least: the timecode of the row, or LOWER THIRDS."""


class TimelineView:
    """A rich renderable of an edition.

    `start` and `end` cut a part, in seconds from the first frame; `scale` is seconds a column (never less than a
    frame), chosen by the width where it is None; `estimated` marks times that no recording stands behind.
    """

    def __init__(
        self,
        edition: Edition,
        *,
        start: Fraction | None = None,
        end: Fraction | None = None,
        scale: Fraction | None = None,
        estimated: bool = False,
    ) -> None:
        duration = edition.timeline.duration
        self.edition = edition
        self.start = max(start or Fraction(0), Fraction(0))
        self.end = max(duration if end is None else min(end, duration), self.start)
        self.scale = scale if scale is None else max(scale, edition.timeline.frame_rate.frame)
        self.estimated = estimated

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return segments(self.lines(options.max_width, options.encoding), console)

    def lines(self, width: int, encoding: str = "utf-8") -> Iterator[Line]:
        """The whole view: no line wider than `width` cells (24 at least), in signs that the encoding carries."""
        screen = Screen.of(max(width, _NARROWEST), encoding)
        voices = looks(self.edition.timeline.tracks, screen)
        found = doubts(self.edition, self.start, self.end)
        yield from header(self.edition, self._part(), self.estimated, screen)
        yield []
        if self.end > self.start:
            yield from self._systems(voices, found, screen)
        if found:
            yield from listed(found, screen)
        else:
            yield [("no warnings", "dim")]
        yield []
        shown = list(rows(self.edition, self.start, self.end))
        yield from table(shown, self.edition.timeline, voices, found, screen, self.edition.running_time)

    def _part(self) -> str:
        whole = self.start == 0 and self.end == self.edition.timeline.duration
        return "" if whole else f"shown: {clock(self.start, 1)} to {clock(self.end, 1)}"

    def _systems(self, voices: dict[str, Look], found: Sequence[Doubt], screen: Screen) -> Iterator[Line]:
        """The lanes, wrapped into rows as a score is; a voice that is silent through a row is left out of it."""
        longest = max(measure(look.name) for look in voices.values())
        gutter = max(_GUTTER, min(longest, screen.width // 5)) + 1
        area = screen.width - gutter
        grid = lay_out(self.start, self.end, area, self.scale)
        ellipsis = screen.glyphs.ellipsis
        drawn = list(lanes(self.edition, voices, found, grid, screen))
        for row in range(grid.rows):
            yield self._ruler(row, grid, gutter, screen)
            for lane in drawn:
                if lane.always or lane.rows.get(row):
                    painted = lane.paint(row, area, ellipsis)
                    name = short_name(lane.name, gutter - 1, ellipsis)
                    yield [(fit(name, gutter) if painted else name, lane.style), *painted]
            yield []

    def _ruler(self, row: int, grid: Grid, gutter: int, screen: Screen) -> Line:
        """The timecode of the row's first column, then minutes and seconds from the start of the programme."""
        timeline, width = self.edition.timeline, grid.width(row)
        strip = Strip(width)
        for tick in grid.ticks(row):
            strip.write(tick.column, screen.glyphs.tick if tick.label else screen.glyphs.half_tick, "dim")
            if tick.column + len(tick.label) < width:
                strip.write(tick.column + 1, tick.label, "")
        rate = timeline.frame_rate
        timecode = rate.timecode(rate.nearest(timeline.start + grid.time(row)))
        return [(fit(timecode, gutter), "dim"), *strip.line()]
