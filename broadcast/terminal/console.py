"""Where output goes: a rich console that shows text as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from broadcast.terminal.text import Line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment


def console_for(stream: TextIO, width: int | None = None) -> Console:
    """A console on a stream: no markup, no emoji codes, no guessed colours; plain text where it is no terminal.

    `width` is in cells; None asks the terminal, and takes 80 where there is none.
    """
    from rich.console import Console

    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def segments(lines: Iterable[Line], console: Console) -> Iterator[Segment]:
    """Lines as rich prints them.  Without colour there is no bold either: no escape sequence at all."""
    from rich.segment import Segment

    styled = console.color_system is not None and not console.no_color
    for line in lines:
        for text, style in line:
            yield Segment(text, console.get_style(style) if style and styled else None)
        yield Segment.line()
