"""Which rules a subtitle file breaks: a line for each, with its timecode, and a count of them by rule."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from broadcast.model.subtitles import SubtitleReport, Violation
from broadcast.terminal.console import console_for, segments
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import Line

_UNCLIPPED = 1 << 20
_FEWEST_WORDS = 12
_MOST = 200
"""Rows; a file that is wrong from end to end is shown by its beginning, and counted whole."""


def print_violations(report: SubtitleReport, stream: TextIO | None = None) -> None:
    """Print the table to a stream, standard output by default: clipped to a terminal's width, whole lines elsewhere."""
    from rich.segment import Segments

    stream = stream or sys.stdout
    console = console_for(stream)
    width = console.width if stream.isatty() else _UNCLIPPED
    lines = list(violation_lines(report, Screen.of(width, console.encoding)))
    if not stream.isatty():
        print("\n".join("".join(text for text, _ in line).rstrip() for line in lines), file=stream)
        return
    console.print(Segments(segments(lines, console)), end="")


def violation_lines(report: SubtitleReport, screen: Screen) -> Iterator[Line]:
    """What was checked, the rows of what is wrong now, and the sum."""
    facts = f"{report.cues} cues, profile {report.profile}, {report.frame_rate} frames a second"
    yield [(screen.clip(screen.plain(f"{report.file}: {facts}"), screen.width), "bold")]
    if report.repaired:
        before, after = (sum(v.severity != "note" for v in found) for found in (report.violations, report.remaining))
        yield [(f"repaired: {before} broken rules before, {after} now", "")]
    found = [v for v in report.remaining if v.severity != "note"]
    if not found:
        yield [("no rule is broken", "green")]
        return
    yield from _table(found[:_MOST], screen)
    if len(found) > _MOST:
        yield [(f"... and {len(found) - _MOST} more", "dim")]
    counts = Counter(v.code.removeprefix("caption-") for v in found)
    yield [(screen.clip(", ".join(f"{code} {n}" for code, n in counts.most_common()), screen.width), "bold")]


def _table(found: list[Violation], screen: Screen) -> Iterator[Line]:
    heads = ("CUE", "IN", "RULE", "WHAT")
    rows = [(str(v.cue), v.timecode, v.code.removeprefix("caption-"), screen.plain(v.message)) for v in found]
    sizes = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    room = screen.width - sum(sizes) - 2 * len(sizes) - 2
    words = room >= _FEWEST_WORDS
    head = f"  {_row(heads, sizes)}{'  TEXT' if words else ''}".rstrip()
    yield [(screen.clip(head, screen.width), "bold dim")]
    for each, row in zip(found, rows, strict=True):
        sign = screen.glyphs.severities[each.severity]
        line: Line = [
            (f"{sign} ", SEVERITY_STYLES[each.severity]),
            (screen.clip(_row(row, sizes), screen.width - 2), ""),
        ]
        if words:
            line.append((f"  {screen.clip(screen.plain(each.text), room)}", "dim"))
        yield line


def _row(cells: tuple[str, ...], sizes: list[int]) -> str:
    number, *rest = (
        cell.rjust(size) if i == 0 else cell.ljust(size)
        for i, (cell, size) in enumerate(zip(cells, sizes, strict=True))
    )
    return "  ".join((number, *rest))
