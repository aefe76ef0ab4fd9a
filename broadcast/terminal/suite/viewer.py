"""The suite as one looks and listens: panes, places, sound."""

from __future__ import annotations

import os
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Static

from broadcast.errors import BroadcastError
from broadcast.pipeline.editing.workbench import Workbench
from broadcast.terminal.header import header
from broadcast.terminal.screen import Screen
from broadcast.terminal.suite import listing, monitor
from broadcast.terminal.suite.dialogs import Help
from broadcast.terminal.suite.keys import bindings, help_text
from broadcast.terminal.suite.message import Message
from broadcast.terminal.suite.panes import ListPane, Pane
from broadcast.terminal.suite.picture import Size
from broadcast.terminal.suite.programme import Programme
from broadcast.terminal.suite.sound import Sound
from broadcast.terminal.suite.timeline import Timeline
from broadcast.terminal.suite.waveform import peaks_of
from broadcast.terminal.suite.window import Window
from broadcast.terminal.text import Line, clock

if TYPE_CHECKING:
    from broadcast.terminal.suite.sound import Player
    from broadcast.terminal.suite.waveform import Peaks

_TICK = 1 / 20  # seconds between two places of the play-head while it plays
_RESTART = 0.15  # seconds without a jump until the player starts at the new place
_WAVE = 0.25  # of new peaks, at least, in parts of what is shown already
_UNWRAPPED = 1000  # cells
_LIGHT_BACKGROUNDS = frozenset({"7", "15"})


class Viewer(App[None]):
    """A package on the screen; `player` is None where nothing is to be heard."""

    CSS_PATH = "suite.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 Textual declares it without ClassVar
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        bench: Workbench,
        player: Player | None = None,
        *,
        start: Fraction | None = None,
        scale: Fraction | None = None,
        notice: str = "",
    ) -> None:
        super().__init__()
        self.bench = bench
        self.programme = Programme(bench.edition, colour=not self.no_color)
        self.sound = Sound(bench.mix, player)
        self.at = start or Fraction(0)
        self.window = Window.on(self.programme.duration, self.programme.frame, 80, scale)
        self._asked_scale = scale
        self._notice = notice
        self._panes: list[Pane] = []
        self._headed: tuple[Programme, int, list[Line]] | None = None
        self._peaks: Peaks | None = None
        self.theme = "textual-light" if _light() else "textual-dark"

    # What is on the screen

    def compose(self) -> ComposeResult:
        yield Pane(self._head, id="head")
        yield Timeline(id="timeline")
        with Horizontal(id="below"):
            with Vertical(id="left"):
                yield Pane(lambda w, h: monitor.picture(self.programme, self.at, w, h), id="monitor")
                yield Pane(lambda w, h: monitor.words(self.programme, self.at, w, h, Screen.of(w, "utf-8")), id="words")
            with Vertical(id="lists"):
                yield Static("Segments", id="segments-title", classes="caption", markup=False)
                yield ListPane(id="segments")
                yield Static("Findings", id="findings-title", classes="caption hidden", markup=False)
                yield ListPane(id="findings", hidden=True)
        yield Message(id="message")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        self._timeline = self.query_one(Timeline)
        self._message = self.query_one(Message)
        self._panes = [self.query_one(f"#{name}", Pane) for name in ("head", "monitor", "words")]
        self._lists = {name: self.query_one(f"#{name}", ListPane) for name in ("segments", "findings")}
        self._ticking = self.set_interval(_TICK, self._tick, pause=True)
        self._restart = self.set_timer(_RESTART, lambda: None)
        if self._notice:
            self._message.tell(self._notice)
        self._fill()
        self._lay_out(self.size.width, self.size.height)
        self.read_waveform()

    def on_resize(self, event: events.Resize) -> None:
        if self._panes:  # a size may come before there is anything to lay out
            self._lay_out(event.size.width, event.size.height)

    def _lay_out(self, width: int, height: int) -> None:
        self._shape = Size.of(width, height, self.programme, sound=self.bench.mix is not None)
        fresh = self.window.columns != self._shape.columns
        if fresh and not self._timeline.pictures:
            self.window = Window.on(self.window.duration, self.window.frame, self._shape.columns, self._asked_scale)
        elif fresh:
            self.window = self.window.sized(self._shape.columns)
        self._show(self.window.showing(self.at))

    def _show(self, window: Window) -> None:
        """Draw a window, and all that follows the play-head."""
        self.window = window
        self._timeline.show(self.programme, window, self._shape, self._peaks)
        self._follow()

    def _follow(self) -> None:
        self._timeline.move_head(self.at)
        for pane in self._panes:
            pane.redraw()
        self._lists["segments"].choose(self.programme.row_at(self.at))

    def _fill(self) -> None:
        """The lists of a programme."""
        self._lists["segments"].fill(partial(listing.segments, self.programme))
        self._lists["findings"].fill(partial(listing.findings, self.programme))
        many = len(self.programme.doubts)
        self.query_one("#findings-title", Static).update(f"Findings ({many})")
        self.query_one("#segments-title", Static).update(f"Segments ({len(self.programme.rows)})")

    def _head(self, width: int, height: int) -> list[Line]:
        edition, rate = self.programme.edition, self.programme.edition.timeline.frame_rate
        title, facts = self._heading(width)
        timecode = rate.timecode(rate.nearest(edition.timeline.start + self.at))
        state = f"{'▶' if self.sound.playing else '■'} {timecode}  {clock(self.at, 1)}  "
        return [title, [(state, "bold"), *facts]]

    def _heading(self, width: int) -> list[Line]:
        """Title and facts, made once: the play-head does not change them."""
        if self._headed is None or self._headed[:2] != (self.programme, width):
            screens = (Screen.of(cells, "utf-8") for cells in (width, _UNWRAPPED))
            made = [list(header(self.programme.edition, "", self.bench.estimated, screen)) for screen in screens]
            # The first fact, when the programme starts, and the dot behind it: the timecode tells as much.
            self._headed = (self.programme, width, [made[0][0], made[1][1][2:]])
        return self._headed[2]

    @work(thread=True, exclusive=True, group="waveform")
    def read_waveform(self) -> None:
        """Read the mix bit by bit; the waveform grows while a long one is read."""
        import numpy as np

        mix, parts, shown, total = self.bench.mix, [], 0, 0
        if mix is None:
            return
        for part in peaks_of(mix):
            parts.append(part)
            total += len(part)
            if total > shown * (1 + _WAVE):
                shown = total
                self._from_thread(self._take_peaks, np.concatenate(parts))
        if parts:
            self._from_thread(self._take_peaks, np.concatenate(parts))

    def _take_peaks(self, peaks: Peaks) -> None:
        self._peaks = peaks
        self._timeline.show(self.programme, self.window, self._shape, peaks)

    def _from_thread(self, call: Callable[..., None], *arguments: object) -> None:
        """Do something on the screen, if it is still there."""
        if self.is_running:
            self.call_from_thread(call, *arguments)

    # Going places

    def seek(self, at: Fraction) -> None:
        """Move the play-head; the window follows, and so does what is heard."""
        self._message.clear()
        playing = self.sound.playing
        self._move(self.window.bounded(at))
        if playing:
            self.sound.hold(float(self.at))
            self._restart.stop()
            self._restart = self.set_timer(_RESTART, self._play)

    def _move(self, at: Fraction) -> None:
        self.at = at
        window = self.window.showing(at)
        if window == self.window:
            self._follow()
        else:
            self._show(window)

    def action_step(self, columns: int) -> None:
        self.seek(self.at + columns * self.window.scale)

    def action_frame(self, frames: int) -> None:
        self.seek(self.at + frames * self.programme.frame)

    def action_page(self, pages: int) -> None:
        self.seek(self.at + pages * self.window.span)

    def action_ends(self, which: int) -> None:
        self.seek(which * self.programme.duration)

    def action_segment(self, step: int) -> None:
        clips = self.programme.clips
        if not clips.things:
            return
        place = max(clips.at(float(self.at)), 0)
        if step > 0:
            self.seek(clips.things[min(place + 1, len(clips.things) - 1)].start)
        else:
            begun = self.at > clips.things[place].start and not self.sound.playing
            self.seek(clips.things[max(place - (not begun), 0)].start)

    def action_doubt(self, step: int) -> None:
        found = self.programme.next_doubt(self.at, step)
        if found is None or found.at is None:
            self._message.tell("no more doubts in this direction")
            return
        self._doubt(found.number - 1)

    def _doubt(self, place: int) -> None:
        found = self.programme.doubts[place]
        self._lists["findings"].choose(place)
        if found.at is not None:
            self.seek(found.at)
        self._message.tell(f"{found.finding.severity}: {found.finding.message}")

    def action_zoom(self, steps: int) -> None:
        self._show(self.window.zoomed(steps, self.at).showing(self.at))

    def action_whole(self) -> None:
        self._show(self.window.whole())

    def on_timeline_sought(self, message: Timeline.Sought) -> None:
        self.seek(message.at)

    def on_timeline_zoomed(self, message: Timeline.Zoomed) -> None:
        self._show(self.window.zoomed(message.steps, message.at))

    def on_timeline_scrolled(self, message: Timeline.Scrolled) -> None:
        self._show(self.window.moved(message.columns))

    def on_list_pane_picked(self, message: ListPane.Picked) -> None:
        if message.pane.id == "findings":
            self._doubt(message.item)
        elif (start := self.programme.rows[message.item].start) is not None:
            self.seek(start)

    # Listening

    def action_play(self) -> None:
        if self.sound.playing:
            self._stop()
            return
        if self.at >= self.window.bounded(self.programme.duration):
            self._move(Fraction(0))
        self._play()

    def _play(self) -> None:
        try:
            self.sound.play(float(self.at))
        except BroadcastError as error:
            self._message.fail(error)
            return
        self._ticking.resume()
        self._panes[0].redraw()

    def _stop(self) -> None:
        self._restart.stop()
        self._ticking.pause()
        self.sound.stop()
        self._panes[0].redraw()

    def _tick(self) -> None:
        """The play-head follows the clock, until the player or the programme ends."""
        if not self.sound.playing:
            return
        at = self.window.bounded(Fraction(round(self.sound.position * 1000), 1000))
        try:
            ended = self.sound.ended()
        except BroadcastError as error:
            self._stop()
            self._message.fail(error)
            return
        self._move(at)
        if at >= self.window.bounded(self.programme.duration):
            self._stop()
        elif ended:
            self._play()  # a player that got only a part

    # The rest

    def action_list(self) -> None:
        for each in self.query("#segments-title, #segments, #findings-title, #findings"):
            each.toggle_class("hidden")

    def action_theme(self) -> None:
        self.theme = "textual-light" if self.theme == "textual-dark" else "textual-dark"

    def action_help(self) -> None:
        self.push_screen(Help(help_text()))

    def on_unmount(self) -> None:
        self.sound.stop()  # whichever way the suite was left


def _light() -> bool:
    """Whether the terminal says that its background is light (COLORFGBG, as rxvt, Konsole and others set it)."""
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_BACKGROUNDS
