"""How time lies on columns: the scale, the rows that a programme is wrapped into, the ruler.

Times are seconds on the timeline's clock (from the first frame of the programme).  Columns count from the start of the
window through all rows, so that a bar is rounded once and then cut at row ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from broadcast.model.timeline import Clip
from broadcast.terminal.text import clock

ROWS = 6
"""More rows than this do not fit one look: from here on the scale grows instead."""

_FINEST = Fraction(1)
"""Seconds a column that still show single captions; coarser only when the rows run out."""

_MOST_ROWS = 5000

# Seconds a column that give a ruler in round numbers.
SCALES = (
    *(Fraction(1, n) for n in (10, 5, 4, 3)),
    *(Fraction(2, 5), Fraction(1, 2), Fraction(3, 4), Fraction(1), Fraction(3, 2), Fraction(5, 2)),
    *(Fraction(n) for n in (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60, 90, 120, 300, 600, 1200, 3600)),
)
_TICKS = tuple(Fraction(n, 10) for n in (1, 2, 5, 10, 20, 50, 100, 150, 200, 300, 600, 1200, 3000, 6000, 9000, 18000))
_HOUR = Fraction(3600)
_ROUND_ROWS = tuple(Fraction(n) for n in (3600, 600, 300, 60, 30, 15, 10, 5, 1))
_LABEL = 10
"""Columns between labels: an hour's label, its tick and a space."""

_HALF_LABEL = 9
_HALF = Fraction(1, 2)


class Tick(NamedTuple):
    """A mark on the ruler; `label` is empty on the small ones."""

    column: int
    label: str


class Grid(NamedTuple):
    """`scale` seconds a column from `start` on, `total` columns in rows of `columns`."""

    start: Fraction
    scale: Fraction
    columns: int
    total: int

    @property
    def rows(self) -> int:
        return -(-self.total // self.columns)

    def column(self, at: Fraction) -> int:
        """The column boundary nearest to a time."""
        return ((at - self.start) / self.scale + _HALF).__floor__()

    def time(self, row: int) -> Fraction:
        """When a row begins."""
        return self.start + row * self.columns * self.scale

    def width(self, row: int) -> int:
        """The columns of a row: the last one may be short."""
        return min(self.columns, self.total - row * self.columns)

    def ticks(self, row: int) -> Iterator[Tick]:
        """Labelled marks far enough from each other for their labels, and one without label half-way between."""
        step = tick(self.scale)
        start = self.time(row)
        half = step / 2
        small = half / self.scale >= _HALF_LABEL
        step, at = (half, (start / half).__ceil__()) if small else (step, (start / step).__ceil__())
        while (column := ((at * step - start) / self.scale + _HALF).__floor__()) < self.width(row):
            labelled = not small or at % 2 == 0
            yield Tick(column, clock(at * step, int((at * step).denominator > 1)) if labelled else "")
            at += 1


def visible(clip: Clip, start: Fraction, end: Fraction) -> bool:
    """Whether a clip, or the instant of an empty one, lies in the window."""
    return (clip.start < end and clip.end > start) or start <= clip.start == clip.end <= end


def tick(scale: Fraction) -> Fraction:
    """Seconds between two labels of the ruler."""
    fitting = (step for step in _TICKS if step / scale >= _LABEL)
    return next(fitting, (_LABEL * scale / _HOUR + 1).__floor__() * _HOUR)


def lay_out(start: Fraction, end: Fraction, area: int, scale: Fraction | None = None) -> Grid:
    """Choose scale and rows for ``[start, end)`` in `area` columns.

    A short programme gets one row, at up to a tenth of a second a column.  A longer one is wrapped at no more than a
    second a column, into rows of round length where that can be; the scale only grows beyond when :data:`ROWS` rows do
    not suffice.  A scale that is given is kept, but for one that would make thousands of rows.
    """
    duration = max(end - start, Fraction(1, 100))
    if scale is not None:
        return _grid(start, duration, area, max(scale, duration / (area * _MOST_ROWS)))
    for rows in range(1, ROWS + 1):
        least = duration / (rows * area)
        for each in SCALES:
            if least <= each <= _FINEST and _row(duration, area, each).denominator == 1:
                return _grid(start, duration, area, each)
    return _grid(start, duration, area, nice(duration / (ROWS * area)))


def _grid(start: Fraction, duration: Fraction, area: int, scale: Fraction) -> Grid:
    total = (duration / scale).__ceil__()
    columns = _row(duration, area, scale)
    return Grid(start, scale, columns.numerator if columns.denominator == 1 else area, total)


def _row(duration: Fraction, area: int, scale: Fraction) -> Fraction:
    """The columns of a row of round length, if such rows are as few as full ones; otherwise no whole number."""
    total = (duration / scale).__ceil__()
    if total <= area:
        return Fraction(total)
    least = -(-total // area)
    lengths = ((area * scale / unit).__floor__() * unit / scale for unit in _ROUND_ROWS)
    fitting = (columns for columns in lengths if columns.denominator == 1 and columns * least >= total)
    return next(fitting, _HALF)


def nice(least: Fraction) -> Fraction:
    """The finest scale in round numbers that is not below one."""
    return min((s for s in SCALES if s >= least), default=(least / _HOUR).__ceil__() * _HOUR)
