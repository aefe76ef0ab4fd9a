"""The timeline as rows of runs: ruler, lanes, waveform, and the whole programme in one row."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from broadcast.terminal.bars import Lane
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.lanes import lanes
from broadcast.terminal.screen import Screen
from broadcast.terminal.strip import Strip
from broadcast.terminal.suite.programme import Programme
from broadcast.terminal.suite.waveform import drawn
from broadcast.terminal.suite.window import Window
from broadcast.terminal.text import Line, fit, measure, short_name

if TYPE_CHECKING:
    from broadcast.terminal.suite.waveform import Peaks

_GUTTER = 12
_WIDE_GUTTER = 22
_WIDE_FROM = 140
_TALL_FROM = 40
_NO_VOICE = 4  # rows that are neither a voice, nor waveform: ruler, captions, lower thirds, warnings
_ALL = 1  # the row of the whole programme
_BOX = ("[", "]")


class Size(NamedTuple):
    """What the timeline takes of a terminal: cells left of the lanes, columns of them, rows of voices and waveform."""

    gutter: int
    columns: int
    voices: int
    wave: int

    @classmethod
    def of(cls, width: int, height: int, programme: Programme, *, sound: bool) -> Size:
        """Half of the height at most; names get more room on a wide terminal."""
        longest = max((measure(look.name) for look in programme.looks.values()), default=0)
        gutter = min(max(_GUTTER, longest), _WIDE_GUTTER if width >= _WIDE_FROM else _GUTTER) + 1
        wave = (2 if height < _TALL_FROM else 4) if sound else 0
        room = height // 2 - _NO_VOICE - wave - _ALL
        return cls(gutter, max(width - gutter, 1), max(min(len(programme.looks), room), 1), wave)

    @property
    def height(self) -> int:
        return self.voices + self.wave + _NO_VOICE + _ALL


class Picture:
    """The rows of a timeline for one window; the play-head is not among them."""

    def __init__(self, programme: Programme, window: Window, size: Size, peaks: Peaks | None = None) -> None:
        self.programme, self.window, self.size = programme, window, size
        self.screen = Screen.of(size.gutter + size.columns, "utf-8")
        self.peaks = peaks

    def lines(self) -> list[Line]:
        """`size.height` rows."""
        part = self.programme.part(self.window)
        doubts = self.programme.doubts_in(self.window)
        made = list(lanes(part, self.programme.looks, doubts, self.window.grid, self.screen))
        voices, rest = made[:-3], made[-3:]
        rows = [self._ruler(), *(self._lane(lane) for lane in self._chosen(voices)), *map(self._lane, rest)]
        rows += [self._named("", "") for _ in range(self.size.height - _ALL - self.size.wave - len(rows))]
        return [*rows, *self._waveform(), self._whole()]

    def _named(self, name: str, style: str) -> Line:
        gutter = self.size.gutter
        return [(fit(short_name(name, gutter - 1, self.screen.glyphs.ellipsis), gutter), style)]

    def _lane(self, lane: Lane) -> Line:
        return [*self._named(lane.name, lane.style), *lane.paint(0, self.size.columns, self.screen.glyphs.ellipsis)]

    def _chosen(self, voices: Sequence[Lane]) -> list[Lane]:
        """All voices where there is room, else those that are heard in the window."""
        if len(voices) <= self.size.voices:
            return list(voices)
        heard = [lane for lane in voices if lane.rows.get(0) or lane.always]
        shown = heard[: self.size.voices]
        if len(heard) > len(shown):
            last = shown[-1]
            shown[-1] = Lane(f"+{len(heard) - len(shown)} {last.name}", last.style, rows=last.rows)
        return shown

    def _ruler(self) -> Line:
        grid, glyphs = self.window.grid, self.screen.glyphs
        strip = Strip(grid.total)
        for tick in grid.ticks(0):
            strip.write(tick.column, glyphs.tick if tick.label else glyphs.half_tick, "dim")
            if tick.column + len(tick.label) < grid.total:
                strip.write(tick.column + 1, tick.label, "")
        timeline = self.programme.edition.timeline
        rate = timeline.frame_rate
        timecode = rate.timecode(rate.nearest(timeline.start + self.window.start))
        return [(fit(timecode, self.size.gutter), "dim"), *strip.line()]

    def _waveform(self) -> list[Line]:
        if not self.size.wave:
            return []
        rows = drawn(self.peaks, self.window, self.size.wave) if self.peaks is not None else [""] * self.size.wave
        names = ["WAVEFORM", *[""] * (len(rows) - 1)]
        return [[*self._named(name, "bold"), (row, "bright_black")] for name, row in zip(names, rows, strict=True)]

    def _whole(self) -> Line:
        """Every voice in one row, with the window in brackets and a sign where something is wrong."""
        programme, columns = self.programme, self.size.columns
        strip = Strip(columns)
        scale = max(programme.duration, programme.frame) / columns
        for column in range(columns):
            at = (column + Fraction(1, 2)) * scale
            clip = programme.clip_at(at)
            if clip and at < clip.end:
                look = programme.looks[programme.tracks[clip.segment].id]
                strip.write(column, look.fill, look.colour)
        for doubt in reversed(programme.doubts):
            if doubt.at is not None and doubt.finding.severity != "note":
                severity = doubt.finding.severity
                sign = self.screen.glyphs.severities[severity]
                strip.write(min((doubt.at / scale).__floor__(), columns - 1), sign, SEVERITY_STYLES[severity])
        first, last = self.window.start / scale, min(self.window.end, programme.duration) / scale
        if last - first < columns - 1:
            strip.write(max(min(first.__floor__(), columns - 2), 0), _BOX[0], "bold")
            strip.write(max(min(last.__ceil__() - 1, columns - 1), 1), _BOX[1], "bold")
        return [*self._named("PROGRAMME", "bold"), *strip.line()]
