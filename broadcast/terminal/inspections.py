"""What checking packages found: a line for each check, and below it what to do where one fell short."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TextIO

from broadcast.model.inspection import Check, Inspection, Verdict
from broadcast.model.script import Severity
from broadcast.terminal.console import console_for, segments
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import Line, fit, measure, wrap

_SEVERITIES: dict[Verdict, Severity] = {"wrong": "error", "doubt": "warning"}
_WIDEST_SUBJECT = 36
_NARROWEST = 20
_UNWRAPPED = 1 << 20


def print_inspection(inspection: Inspection, stream: TextIO | None = None) -> None:
    """Print to a stream, standard output by default: wrapped and in colour on a terminal, whole lines elsewhere."""
    from rich.segment import Segments

    stream = stream or sys.stdout
    console = console_for(stream)
    width = console.width if stream.isatty() else _UNWRAPPED
    lines = list(inspection_lines(inspection, Screen.of(width, console.encoding)))
    if not stream.isatty():
        print("\n".join("".join(text for text, _ in line).rstrip() for line in lines), file=stream)
        return
    console.print(Segments(segments(lines, console)), end="")


def inspection_lines(inspection: Inspection, screen: Screen) -> Iterator[Line]:
    """The folder and the sum; then sign, subject and message of each check, and the next step of those that ask one."""
    yield [(screen.clip(screen.plain(f"{inspection.folder}: {_sum(inspection)}"), screen.width), _style(inspection))]
    subjects = [screen.plain(check.subject) for check in inspection.checks]
    room = min(max(map(measure, subjects), default=0), _WIDEST_SUBJECT, max(screen.width // 3, 8))
    for check, subject in zip(inspection.checks, subjects, strict=True):
        yield from _check(check, fit(subject, room, screen.glyphs.ellipsis), screen)


def _check(check: Check, subject: str, screen: Screen) -> Iterator[Line]:
    severity = _SEVERITIES.get(check.verdict)
    sign = screen.glyphs.severities[severity] if severity else " "
    style = SEVERITY_STYLES[severity] if severity else "green"
    indent = " " * (measure(subject) + 4)
    cells = max(screen.width - len(indent), _NARROWEST)
    head: Line = [(f"{sign} {subject}  ", style)]
    for piece in wrap(f"{check.verdict}: {screen.plain(check.message)}", cells):
        yield [*head, (piece, "" if severity else "dim")]
        head = [(indent, "")]
    mark = "next: "
    for piece in wrap(screen.plain(check.remedy), cells - len(mark)) if check.remedy else ():
        yield [(indent + mark, "dim"), (piece, "")]
        mark = " " * len(mark)


def _sum(inspection: Inspection) -> str:
    if not inspection.is_package:
        return "no package"
    verdicts = [check.verdict for check in inspection.checks]
    wrong, doubts = verdicts.count("wrong"), verdicts.count("doubt")
    if wrong or doubts:
        told = ", ".join(f"{count} {name}" for count, name in ((wrong, "wrong"), (doubts, "in doubt")) if count)
        return f"{len(verdicts)} checks, {told}"
    return f"{len(verdicts)} checks, all ok"


def _style(inspection: Inspection) -> str:
    severity = _SEVERITIES.get(inspection.verdict)
    return SEVERITY_STYLES[severity] if severity else "bold green"
