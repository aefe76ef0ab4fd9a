"""The pane with the lanes and the play-head."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from broadcast.terminal.suite.panes import Painted
from broadcast.terminal.suite.picture import Picture, Size
from broadcast.terminal.suite.programme import Programme
from broadcast.terminal.suite.strips import strip_of
from broadcast.terminal.suite.window import Window

if TYPE_CHECKING:
    from broadcast.terminal.suite.waveform import Peaks

_WHEEL = 8  # columns that a turn of the wheel scrolls


class Timeline(Painted):
    """Lanes over a ruler.  The picture is made when the window changes; the play-head is laid over it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"timeline--head", "timeline--segment"}

    class Sought(Message):
        """A place was clicked."""

        def __init__(self, at: Fraction) -> None:
            super().__init__()
            self.at = at

    class Zoomed(Message):
        """The wheel was turned at a place."""

        def __init__(self, steps: int, at: Fraction) -> None:
            super().__init__()
            self.steps = steps
            self.at = at

    class Scrolled(Message):
        """The wheel was turned sideways."""

        def __init__(self, columns: int) -> None:
            super().__init__()
            self.columns = columns

    def __init__(self, *, id: str) -> None:  # noqa: A002 Textual's own name for it
        super().__init__(id=id)
        self.pictures = 0  # how many were drawn: what a key costs is told by it
        self._picture: Picture | None = None
        self._head = Fraction(0)
        self._extent = (0, 0)

    def show(self, programme: Programme, window: Window, size: Size, peaks: Peaks | None) -> None:
        """Draw a window."""
        self._picture = Picture(programme, window, size, peaks)
        self._strips.clear()
        self._extent = self._segment(programme, window, self._head)
        if self.styles.height is None or self.styles.height.value != size.height:
            self.styles.height = size.height
        self.refresh()

    def move_head(self, at: Fraction) -> None:
        """Put the play-head at a time; only its columns, and the ruler where another segment begins, are painted."""
        picture = self._picture
        if picture is None:
            return
        before, self._head = self._column(self._head), at
        now = self._column(at)
        extent = self._segment(picture.programme, picture.window, at)
        if extent != self._extent:
            self._extent = extent
            self.refresh(Region(0, 0, self.size.width, 1))
        if before != now:
            self.refresh(*(Region(x, 0, 1, self.size.height) for x in (before, now) if x is not None))
            self.refresh(Region(0, self.size.height - 1, self.size.width, 1))

    def _segment(self, programme: Programme, window: Window, at: Fraction) -> tuple[int, int]:
        """The columns of the segment under the play-head."""
        clip = programme.clip_at(at)
        if clip is None:
            return (0, 0)
        first, last = window.column(clip.start), window.column(clip.end)
        return (max(first, 0), min(max(last, first + 1), window.grid.total))

    def _column(self, at: Fraction) -> int | None:
        """The cell of a time; None outside the window."""
        if self._picture is None:
            return None
        window, gutter = self._picture.window, self._picture.size.gutter
        column, total = window.column(at), window.grid.total
        column -= column == total  # the very end is seen in the last column
        return gutter + column if 0 <= column < total else None

    def render_line(self, y: int) -> Strip:
        picture, width = self._picture, self.size.width
        if picture is not None and not self._strips:
            self.pictures += 1
            self._strips.update((i, strip_of(line, width, self._base)) for i, line in enumerate(picture.lines()))
        if picture is None or y not in self._strips:
            return strip_of([], width, self._base)
        strip = self._strips[y]
        if y == 0:
            strip = self._marked(strip, picture.size.gutter)
        column = self._column(self._head) if y < picture.size.height - 1 else self._column_in_whole(picture)
        if column is None or column >= width:
            return strip
        style = self._base + self.get_component_rich_style("timeline--head")
        sign = Segment("▼" if y == 0 else "┃", style)
        return Strip.join([strip.crop(0, column), Strip([sign]), strip.crop(column + 1, width)])

    def _marked(self, strip: Strip, gutter: int) -> Strip:
        """The ruler with the segment under the play-head marked on it."""
        first, last = (gutter + column for column in self._extent)
        if last <= first:
            return strip
        style = self.get_component_rich_style("timeline--segment")
        width = self.size.width
        middle = Strip(
            Segment(part.text, (part.style or style) + style) for part in strip.crop(first, last) if not part.control
        )
        return Strip.join([strip.crop(0, first), middle, strip.crop(last, width)])

    def _column_in_whole(self, picture: Picture) -> int:
        """The play-head on the row of the whole programme."""
        programme, columns = picture.programme, picture.size.columns
        share = self._head / max(programme.duration, programme.frame)
        return picture.size.gutter + min((share * columns).__floor__(), columns - 1)

    def _time_at(self, x: int, y: int) -> Fraction | None:
        picture = self._picture
        if picture is None or x < picture.size.gutter:
            return None
        column = x - picture.size.gutter
        if y == picture.size.height - 1:
            return picture.window.bounded(column * picture.programme.duration / picture.size.columns)
        return picture.window.time(column)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        at = self._time_at(event.x, event.y)
        if at is not None:
            self.capture_mouse()
            self.post_message(self.Sought(at))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        at = self._time_at(event.x, event.y) if event.button else None
        if at is not None and self.app.mouse_captured is self:
            self.post_message(self.Sought(at))

    def on_mouse_up(self) -> None:
        self.release_mouse()

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._turned(event, 1)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._turned(event, -1)

    def _on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        self.post_message(self.Scrolled(-_WHEEL))

    def _on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        self.post_message(self.Scrolled(_WHEEL))

    def _turned(self, event: events.MouseEvent, steps: int) -> None:
        event.stop()
        at = self._time_at(event.x, 0)
        if event.shift or event.ctrl or at is None:
            self.post_message(self.Scrolled(-steps * _WHEEL))
        else:
            self.post_message(self.Zoomed(steps, at))
