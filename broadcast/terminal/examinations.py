"""What the doctor found: by area, a line for each thing, and below it the command that brings what is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from broadcast.model.examination import STATES, Examination, State
from broadcast.model.examination import Line as Found
from broadcast.model.script import Severity
from broadcast.terminal.console import console_for, segments
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import Line, fit, measure, wrap

_SEVERITIES: dict[State, Severity] = {"wrong": "error", "doubt": "warning", "missing": "note"}
_WIDEST_SUBJECT = 24
_WIDEST_STATE = max(map(len, STATES))
_NARROWEST = 8
_UNWRAPPED = 1 << 20


def print_examination(found: Examination, stream: TextIO | None = None) -> None:
    """Print to a stream, standard output by default: wrapped and in colour on a terminal, whole lines elsewhere."""
    from rich.segment import Segments

    stream = stream or sys.stdout
    console = console_for(stream)
    width = console.width if stream.isatty() else _UNWRAPPED
    lines = list(examination_lines(found, Screen.of(width, console.encoding)))
    if not stream.isatty():
        print("\n".join("".join(text for text, _ in line).rstrip() for line in lines), file=stream)
        return
    console.print(Segments(segments(lines, console)), end="")


def examination_lines(found: Examination, screen: Screen) -> Iterator[Line]:
    """Areas with their lines, then the sum."""
    subjects = max((measure(screen.plain(line.subject)) for line in found.lines), default=0)
    room = min(subjects, _WIDEST_SUBJECT, max(screen.width // 4, 8))
    for area, lines in groupby(found.lines, key=lambda line: line.area):
        yield [(screen.clip(area, screen.width), "bold")]
        for line in lines:
            yield from _found(line, room, screen)
    yield [("", "")]
    style = "bold green" if found.ready else SEVERITY_STYLES["error"]
    yield from ([(piece, style)] for piece in wrap(_sum(found), screen.width))


def _found(line: Found, room: int, screen: Screen) -> Iterator[Line]:
    severity = _SEVERITIES.get(line.state)
    sign = screen.glyphs.severities[severity] if severity else " "
    style = SEVERITY_STYLES[severity] if severity else "green"
    subject = fit(screen.plain(line.subject), room, screen.glyphs.ellipsis)
    head: Line = [(f"{sign} {subject}  {line.state:<{_WIDEST_STATE}}  ", style)]
    indent = " " * (room + _WIDEST_STATE + 6)
    cells = max(screen.width - len(indent), _NARROWEST)
    for piece in wrap(screen.plain(line.message), cells) if line.message else ("",):
        yield [*head, (piece, "" if severity else "dim")]
        head = [(indent, "")]
    mark = "    next: "  # far to the left: a command that is broken in two cannot be copied
    for piece in wrap(screen.plain(line.remedy), max(screen.width - len(mark), _NARROWEST)) if line.remedy else ():
        yield [(mark, "dim"), (piece, "")]
        mark = " " * len(mark)


def _sum(found: Examination) -> str:
    states = [line.state for line in found.lines]
    counted = {state: states.count(state) for state in STATES if state != "ok" and state in states}
    told = ", ".join(f"{count} {'in doubt' if state == 'doubt' else state}" for state, count in counted.items())
    if not found.ready:
        return f"not ready: {told}"
    return f"ready to build{f'; {told}' if told else ''}{' (optional)' if list(counted) == ['missing'] else ''}"
