"""What came of many stories: a line for each, and below it why where one failed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TextIO

from broadcast.model.desk import DeskReport, StoryResult
from broadcast.terminal.console import console_for, segments
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import Line, clip, clock, fit, measure, wrap

_HEADS = ("   TRT", "QUOTES", "FINDINGS", "SECONDS")
_WIDEST_SLUG = 40
_FIGURES = 47  # cells that the figures and the state take
_NARROWEST = 20
_UNWRAPPED = 1 << 20


def print_lines(lines: Iterator[Line], stream: TextIO, width: int) -> None:
    """Print lines to a stream: in colour and cut to its width on a terminal, bare and whole elsewhere."""
    from rich.segment import Segments

    if not stream.isatty():
        print("\n".join("".join(text for text, _ in line).rstrip() for line in lines), file=stream)
        return
    console = console_for(stream, width)
    cut = (cropped(line, width) for line in lines)
    console.print(Segments(segments(cut, console)), end="")


def cropped(line: Line, width: int) -> Line:
    """As much of a line as a narrow terminal shows."""
    kept: Line = []
    for text, style in line:
        kept.append((clip(text, width, ""), style))
        width = max(0, width - measure(text))
    return kept


def screen_for(stream: TextIO) -> Screen:
    """A screen as wide as a terminal; elsewhere nothing is cut."""
    console = console_for(stream)
    return Screen.of(console.width if stream.isatty() else _UNWRAPPED, console.encoding)


def print_stories(report: DeskReport, stream: TextIO | None = None) -> None:
    """Print the table to a stream, standard output by default."""
    stream = stream or sys.stdout
    screen = screen_for(stream)
    print_lines(story_lines(report, screen), stream, screen.width)


def story_lines(report: DeskReport, screen: Screen) -> Iterator[Line]:
    """A row for each story, the failed ones with their reason and the next step, and the sum."""
    room = _slug_room(report.stories, screen)
    heads = "  ".join(_HEADS)
    yield [(f"{fit('STORY', room, screen.glyphs.ellipsis)}  {heads}  STATE", "bold dim")]
    for result in report.stories:
        yield from _row(result, room, screen)
    yield [("", "")]
    yield [(_sum(report), SEVERITY_STYLES["error"] if report.failed else "bold green")]


def _slug_room(results: Sequence[StoryResult], screen: Screen) -> int:
    longest = max((measure(screen.plain(result.slug)) for result in results), default=5)
    return max(5, min(longest, _WIDEST_SLUG, max(screen.width - _FIGURES, 8)))


def _row(result: StoryResult, room: int, screen: Screen) -> Iterator[Line]:
    slug = screen.fit(screen.plain(result.slug), room)
    if result.failure is None:
        trt = clock(Fraction(str(result.trt or 0)), 1)
        doubts, style = str(result.doubts or ""), "yellow" if result.doubts else ""
        figures = (trt, str(result.quotes), doubts, f"{result.seconds:.1f}")
        cells = [f"{figure:>{len(head)}}" for figure, head in zip(figures, _HEADS, strict=True)]
        yield [
            (f"{slug}  {cells[0]}  {cells[1]}  ", ""),
            (cells[2], style),
            (f"  {cells[3]}  ", ""),
            (result.state, "dim" if result.state == "unchanged" else "green"),
        ]
        return
    gap = " " * sum(len(head) + 2 for head in _HEADS)
    yield [(f"{slug}{gap}  ", ""), (f"failed ({result.failure.exit_code})", SEVERITY_STYLES["error"])]
    where = f"{result.failure.where}: " if result.failure.where else ""
    for head, text in (("", where + result.failure.what), ("next: ", result.failure.next)):
        indent = "    " + head
        for piece in wrap(screen.plain(text), max(screen.width - len(indent), _NARROWEST)) if text else ():
            yield [(indent, "dim"), (piece, "")]
            indent = " " * len(indent)


def _sum(report: DeskReport) -> str:
    counts = (("built", report.built), ("unchanged", report.unchanged), ("failed", report.failed))
    told = ", ".join(f"{count} {name}" for name, count in counts if count) or "nothing to build"
    minutes = report.seconds / 60
    rate = f", {report.built / minutes:.0f} stories a minute" if report.built > 1 and minutes > 0 else ""
    return f"{told}; {report.seconds:.1f} s{rate}"
