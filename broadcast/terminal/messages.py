"""Errors and findings on standard error: what, where, what to do next."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from broadcast.errors import BroadcastError
from broadcast.model.script import Finding, Segment, Severity
from broadcast.terminal.console import console_for, segments
from broadcast.terminal.glyphs import SEVERITIES, SEVERITY_STYLES
from broadcast.terminal.text import Line, plain, wrap

_UNWRAPPED = 1 << 30


def print_error(error: BroadcastError, stream: TextIO | None = None) -> None:
    """``error: what`` and, where they are known, ``where:`` and ``next:`` below; to standard error by default."""
    parts = [("error: ", SEVERITY_STYLES["error"], error.what)]
    parts += [("  where: ", "dim", error.where)] if error.where else []
    parts += [("  next: ", "dim", error.remedy)] if error.remedy else []
    _print(parts, stream or sys.stderr)


def print_findings(findings: Sequence[Finding], stream: TextIO | None = None, script: Sequence[Segment] = ()) -> None:
    """A line for each finding, the severe ones first; the same words about several segments are said once.

    `stream` is standard error by default; `script` gives the segments their numbers.
    """
    numbers = {segment.id: number for number, segment in enumerate(script, 1)}
    said: dict[tuple[Severity, str], list[int]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: SEVERITIES.index(f.severity)):
        said[finding.severity, finding.message] += _number(finding, numbers)
    parts = []
    for (severity, message), where in said.items():
        place = f"{'segments' if len(where) > 1 else 'segment'} {', '.join(map(str, where))}: " if where else ""
        parts.append((f"{severity}: ", SEVERITY_STYLES[severity], place + message))
    _print(parts, stream or sys.stderr)


def _number(finding: Finding, numbers: Mapping[str, int]) -> list[int]:
    return [numbers[finding.segment]] if finding.segment in numbers else []


def _print(parts: Iterable[tuple[str, str, str]], stream: TextIO) -> None:
    """Print head and text of each part: wrapped and in colour on a terminal, whole lines elsewhere."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if not stream.isatty():
        for line in _lines(parts, _UNWRAPPED, encoding):
            print("".join(text for text, _ in line), file=stream)
        return
    from rich.segment import Segments

    console = console_for(stream)
    console.print(Segments(segments(_lines(parts, console.width, encoding), console)), end="")


def _lines(parts: Iterable[tuple[str, str, str]], width: int, encoding: str) -> Iterator[Line]:
    for head, style, message in parts:
        shown = [plain(line, encoding) for line in message.splitlines()]
        pieces = [piece for line in shown if line for piece in wrap(line, max(width - len(head), 20))] or [""]
        for i, piece in enumerate(pieces):
            yield [(head, style) if i == 0 else (" " * len(head), ""), (piece, "")]
