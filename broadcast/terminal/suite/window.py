"""The stretch of a programme that the screen shows, and how keys and the mouse move it.

Times are seconds on the timeline's clock.  Everything here is a value; nothing is drawn.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec
from msgspec.structs import replace

from broadcast.terminal.scale import SCALES, Grid, nice

_WHOLE_UP_TO = Fraction(1)
"""Seconds a column up to which a programme opens as a whole; a longer one opens at a scale that shows captions."""

_CLOSE = Fraction(1, 2)
_AHEAD = 8
"""The part of a window that stays behind the play-head when the next page comes."""


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """`columns` of `scale` seconds each from `start` on, of a programme that lasts `duration` seconds."""

    duration: Fraction
    frame: Fraction
    columns: int
    start: Fraction
    scale: Fraction

    @classmethod
    def on(cls, duration: Fraction, frame: Fraction, columns: int, scale: Fraction | None = None) -> Window:
        """The first window on a programme: all of it where that can be read, else its beginning."""
        made = cls(duration=duration, frame=frame, columns=max(columns, 1), start=Fraction(0), scale=frame)
        whole = made.coarsest
        return replace(made, scale=min(max(scale or (whole if whole <= _WHOLE_UP_TO else _CLOSE), frame), whole))

    @property
    def coarsest(self) -> Fraction:
        """The scale that shows the whole programme."""
        return max(nice(max(self.duration, self.frame) / self.columns), self.frame)

    @property
    def span(self) -> Fraction:
        """Seconds from the left edge to the right one."""
        return self.columns * self.scale

    @property
    def end(self) -> Fraction:
        return self.start + self.span

    @property
    def grid(self) -> Grid:
        """One row of columns, up to the end of the programme."""
        left = max((self.duration - self.start) / self.scale, Fraction(0)).__ceil__()
        total = max(min(self.columns, left), 1)
        return Grid(self.start, self.scale, total, total)

    def column(self, at: Fraction) -> int:
        """The column in which an instant lies; it may be outside."""
        return ((at - self.start) / self.scale).__floor__()

    def time(self, column: int) -> Fraction:
        """When a column begins, inside the programme and on its frame grid."""
        return self.bounded(self.start + column * self.scale)

    def bounded(self, at: Fraction) -> Fraction:
        """The frame boundary at or before a time, inside the programme."""
        return min(max(at, Fraction(0)), self.duration) // self.frame * self.frame

    def sized(self, columns: int) -> Window:
        """The same start on a screen of another width; what showed the whole programme still does."""
        whole = self.scale >= self.coarsest
        resized = replace(self, columns=max(columns, 1))
        return replace(resized, scale=resized.coarsest if whole else min(self.scale, resized.coarsest)).moved(0)

    def moved(self, columns: int) -> Window:
        """Further on or back, not past the ends."""
        last = max(self.duration - self.span, Fraction(0))
        return replace(self, start=min(max(self.start + columns * self.scale, Fraction(0)), last))

    def at(self, start: Fraction) -> Window:
        """The same window from another place on, not past the ends."""
        return replace(self, start=start).moved(0)

    def showing(self, at: Fraction) -> Window:
        """The same window where it has the instant, else a page that begins a little before it."""
        if self.start <= at < self.end:
            return self
        return self.at(at - self.span / _AHEAD)

    def zoomed(self, steps: int, around: Fraction) -> Window:
        """Closer by that many steps, or further off; `around` stays in its column."""
        ladder = sorted({self.frame, self.coarsest, *(s for s in SCALES if self.frame < s < self.coarsest)})
        place = next((i for i, scale in enumerate(ladder) if scale >= self.scale), len(ladder) - 1)
        scale = ladder[min(max(place - steps, 0), len(ladder) - 1)]
        return replace(self, scale=scale, start=around - (around - self.start) / self.scale * scale).moved(0)

    def whole(self) -> Window:
        """All of the programme."""
        return replace(self, scale=self.coarsest, start=Fraction(0))
