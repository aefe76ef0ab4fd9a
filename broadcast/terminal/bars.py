"""Bars on a lane, cut at the ends of rows, and how a row of them is painted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from broadcast.terminal.scale import Grid
from broadcast.terminal.strip import Strip
from broadcast.terminal.text import Line, clip, measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """Columns ``[first, last)`` of a lane.

    `head` is written at its beginning, and `again` at the beginning of each further row that it runs into, where they
    fit whole; `label` follows.  `behind` is written after the end, clipped to the room before the next bar, and left
    out where fewer than `behind_from` cells are free.
    """

    first: int
    last: int
    fill: str
    style: str = ""
    head: str = ""
    again: str = ""
    head_style: str = ""
    label: str = ""
    label_style: str = ""
    behind: str = ""
    behind_from: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane's name and its bars by row; `always` keeps the lane in rows where nothing stands on it."""

    name: str
    style: str
    always: bool = False
    rows: defaultdict[int, list[Bar]] = field(default_factory=lambda: defaultdict(list))

    def add(self, bar: Bar, grid: Grid) -> None:
        """Cut a bar at row ends; its columns then count from the beginning of the row.  Bars come in order."""
        first, last = max(bar.first, 0), min(bar.last, grid.total)
        for row in range(first // grid.columns, (last - 1) // grid.columns + 1):
            offset = row * grid.columns
            end = min(last - offset, grid.columns)
            piece = replace(bar, first=max(first - offset, 0), last=end)
            if bar.first < offset:
                piece = replace(piece, head=bar.again, label="")
            if bar.last > offset + end:
                piece = replace(piece, behind="")
            self.rows[row].append(piece)

    def paint(self, row: int, width: int, ellipsis: str) -> Line:
        """The cells of one row; what is written behind the last bar may run on to `width`."""
        strip = Strip(width)
        bars = self.rows.get(row, [])
        ends = [*(bar.first for bar in bars), width + 1][1:]
        for bar, end in zip(bars, ends, strict=True):
            length = bar.last - bar.first
            strip.fill(bar.first, bar.last, bar.fill, bar.style)
            inside = measure(bar.head) if measure(bar.head) <= length else 0
            if inside:
                strip.write(bar.first, bar.head, bar.head_style or bar.style)
            strip.write(bar.first + inside, clip(bar.label, length - inside, ellipsis), bar.label_style)
            room = end - bar.last - 1
            if room >= bar.behind_from:
                strip.write(bar.last, clip(bar.behind, room, ellipsis), bar.label_style)
        return strip.line()
