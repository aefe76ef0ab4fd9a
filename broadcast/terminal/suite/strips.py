"""Lines of runs as Textual draws them."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from broadcast.terminal.text import Line


@lru_cache(1024)
def style_of(name: str) -> Style:
    """A style by its name; what is left to the terminal's default is left to the widget below."""
    return Style.parse(" ".join(word for word in name.split() if word != "default"))


def strip_of(line: Line, width: int, base: Style) -> Strip:
    """A line in exactly `width` cells over a widget's own style."""
    strip = Strip([Segment(text, style_of(style)) for text, style in line])
    return strip.adjust_cell_length(width).apply_style(base)
