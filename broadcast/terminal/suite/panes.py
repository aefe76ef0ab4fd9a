"""Panes that draw lines: nothing in them is laid out that cannot be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from broadcast.terminal.suite.strips import strip_of
from broadcast.terminal.text import Line

Draw = Callable[[int, int], list[Line]]
"""Lines for a width and a height in cells."""

Contents = Callable[[int], tuple[Sequence[int], Callable[[int], Line]]]
"""For a width in cells: the item of each row, and the line of a row."""


class Painted(Widget):
    """A widget whose lines are strips that are kept: Textual keeps with a strip what it made of it."""

    def __init__(self, *, id: str, classes: str | None = None) -> None:  # noqa: A002 Textual's own name for it
        super().__init__(id=id, classes=classes)
        self._base = Style()
        self._strips: dict[int, Strip] = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """The widget's own style is looked up once for all lines, and not for each."""
        base = self.rich_style
        if base != self._base:
            self._base = base
            self._strips.clear()
        return super().render_lines(crop)


class Pane(Painted):
    """Lines that a function gives for the pane's size; it is only painted again when they change."""

    def __init__(self, draw: Draw, *, id: str) -> None:  # noqa: A002 Textual's own name for it
        super().__init__(id=id)
        self._draw = draw
        self._lines: list[Line] = []

    def redraw(self) -> None:
        """Ask for the lines anew."""
        lines = self._draw(self.size.width, self.size.height) if self.size else []
        for y in range(max(len(lines), len(self._lines))):
            if self._line(y, lines) != self._line(y, self._lines):
                self._strips.pop(y, None)
                self.refresh(Region(0, y, self.size.width, 1))
        self._lines = lines

    def on_resize(self) -> None:
        self._strips.clear()
        self.redraw()

    def render_line(self, y: int) -> Strip:
        if y not in self._strips:
            self._strips[y] = strip_of(self._line(y, self._lines), self.size.width, self._base)
        return self._strips[y]

    def _line(self, y: int, lines: list[Line]) -> Line:
        return lines[y] if y < len(lines) else []


class ListPane(Painted, ScrollView):
    """Items of one or more lines each, one of which is the current one; a line is made when it comes into view."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--current"}
    can_focus = False

    class Picked(Message):
        """An item was clicked."""

        def __init__(self, pane: ListPane, item: int) -> None:
            super().__init__()
            self.pane = pane
            self.item = item

    def __init__(self, *, id: str, hidden: bool = False) -> None:  # noqa: A002 Textual's own name for it
        super().__init__(id=id, classes="hidden" if hidden else None)
        self._make: Contents | None = None
        self._line: Callable[[int], Line] = lambda row: []
        self._items: Sequence[int] = ()
        self._first: dict[int, int] = {}
        self._current: int | None = None

    def fill(self, make: Contents) -> None:
        """Show what a function of the width makes: for each row the item that it belongs to, and a row's line."""
        self._make = make
        self._remake()

    def _remake(self) -> None:
        if self._make is None or not self.size.width:
            return
        self._items, self._line = self._make(self.size.width)
        self._first = {item: row for row, item in reversed(list(enumerate(self._items)))}
        self._strips.clear()
        self.virtual_size = Size(self.size.width, len(self._items))
        self._bring_into_view()
        self.refresh()

    def choose(self, item: int | None) -> None:
        """Make an item the current one, and bring it into view."""
        if item == self._current:
            return
        before, self._current = self._current, item
        self._bring_into_view()
        for each in (before, item):
            rows = self._rows(each)
            for row in rows:
                self._strips.pop(row, None)
            self.refresh(Region(0, rows.start - self.scroll_offset.y, self.size.width, len(rows)))

    def _rows(self, item: int | None) -> range:
        """The rows of an item."""
        first = self._first.get(-1 if item is None else item)
        if first is None:
            return range(0)
        last = first
        while last < len(self._items) and self._items[last] == item:
            last += 1
        return range(first, last)

    def _bring_into_view(self) -> None:
        rows = self._rows(self._current)
        if rows:
            self.scroll_to_region(Region(0, rows.start, 1, len(rows)), animate=False, force=True)

    def on_resize(self) -> None:
        self._remake()

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if 0 <= row < len(self._items):
            self.post_message(self.Picked(self, self._items[row]))

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        if row not in self._strips:
            known = row < len(self._items)
            current = known and self._items[row] == self._current
            base = self.get_component_rich_style("list--current") if current else self._base
            self._strips[row] = strip_of(self._line(row) if known else [], self.size.width, base)
        return self._strips[row]
