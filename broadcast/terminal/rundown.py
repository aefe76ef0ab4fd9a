"""A rundown against the clock: a line an item, and the sum."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TextIO

from broadcast.model.rundown import TimedItem, TimedRundown
from broadcast.pipeline.desk.rundowns import clock_time, length
from broadcast.terminal.screen import Screen
from broadcast.terminal.stories import print_lines, screen_for
from broadcast.terminal.text import Line, measure

_HEADS = ("#", "BEGINS", "MUST BEGIN", "FORM", "TARGET", "LENGTH", "OVER")
_LEFT = frozenset({1, 2, 3})
_WIDEST_FORM = 8
_WIDEST_SLUG = 40
_FEWEST = 8
_LATE = 0.5  # seconds, which are shown as one


def print_rundown(rundown: TimedRundown, stream: TextIO | None = None) -> None:
    """Print the table to a stream, standard output by default."""
    stream = stream or sys.stdout
    screen = screen_for(stream)
    print_lines(rundown_lines(rundown, screen), stream, screen.width)


def rundown_lines(rundown: TimedRundown, screen: Screen) -> Iterator[Line]:
    """The title, a row an item, and the sum; a planned length is in brackets."""
    rows = [_HEADS, *(_cells(item, screen) for item in rundown.items), _total(rundown)]
    if all(not row[2] for row in rows[1:]):
        rows = [(*row[:2], "", *row[3:]) for row in rows]  # without an end nothing must begin
    sizes = [max(map(measure, column)) for column in zip(*rows, strict=True)]
    slugs = ["SLUG", *(screen.plain(item.slug) for item in rundown.items), "TOTAL"]
    taken = sum(size + 2 for size in sizes if size)
    room = max(_FEWEST, min(max(map(measure, slugs)), _WIDEST_SLUG, screen.width - taken))
    yield [(screen.clip(screen.plain(rundown.title), screen.width), "bold")]
    styles = ["bold dim", *(_style(item.over) for item in rundown.items), _style(rundown.over) or "bold"]
    for slug, row, style in zip(slugs, rows, styles, strict=True):
        cells = [
            _aligned(cell, size, number) for number, (cell, size) in enumerate(zip(row, sizes, strict=True)) if size
        ]
        first = sum(1 for size in sizes[:3] if size)
        line = "  ".join([*cells[:first], screen.fit(slug, room), *cells[first:]])
        yield [(line, style)]


def _style(over: float | None) -> str:
    return "yellow" if over is not None and over >= _LATE else ""


def _aligned(cell: str, size: int, number: int) -> str:
    space = " " * (size - measure(cell))
    return cell + space if number in _LEFT else space + cell


def _cells(item: TimedItem, screen: Screen) -> tuple[str, ...]:
    lasts = f"({length(item.length)})" if item.planned else length(item.length)
    form = screen.clip(screen.plain(item.form), _WIDEST_FORM)
    over = length(item.over, sign=True)
    return (str(item.number), clock_time(item.at), clock_time(item.back), form, length(item.target), lasts, over)


def _total(rundown: TimedRundown) -> tuple[str, ...]:
    over = length(rundown.over, sign=True)
    start, end = clock_time(rundown.start), clock_time(rundown.end)
    return ("", start, end, "", length(rundown.room), length(rundown.total), over)
