"""The suite as one works at it: what is looked at can also be changed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from fractions import Fraction
from functools import partial

from textual import work

from broadcast.errors import BroadcastError, UsageError
from broadcast.model.progress import Progress
from broadcast.model.script import Segment
from broadcast.terminal.progress import LABELS
from broadcast.terminal.suite import questions
from broadcast.terminal.suite.programme import Programme
from broadcast.terminal.suite.viewer import Viewer
from broadcast.terminal.suite.window import Window

_LOOK = 1.0  # seconds between two looks at the package: was it built again?
_WAIT = "one moment: the last change is still being made"

Question = Coroutine[object, object, questions.Job | None]


class Suite(Viewer):
    """A package on the screen, changed and built again in its place.

    A change is made beside the screen, one at a time; what goes wrong is told on it.
    """

    busy = False

    def on_mount(self) -> None:
        self.set_interval(_LOOK, self._look)

    @property
    def segment(self) -> Segment | None:
        """The segment under the play-head."""
        clip = self.programme.clip_at(self.at)
        return self.programme.segments.get(clip.segment) if clip else None

    def action_speaker(self) -> None:
        self._ask(lambda segment: questions.ask_speaker(self, self.bench, segment))

    def action_kind(self) -> None:
        self._ask(lambda segment: questions.ask_kind(self, self.bench, segment))

    def action_word(self) -> None:
        self._ask(
            lambda segment: questions.ask_word(
                self, self.bench, self.programme, segment, self.programme.word_at(segment.id, self.at)
            )
        )

    def action_voice(self) -> None:
        self._ask(lambda segment: questions.ask_voice(self, self.bench, segment))

    def action_undo(self) -> None:
        if self.bench.changes:
            self._do(self.bench.undo)
        else:
            self._message.tell("there is nothing to take back")

    def action_build(self) -> None:
        self._do(None, package=True)

    @work(exclusive=True, group="question")
    async def _ask(self, question: Callable[[Segment], Question]) -> None:
        segment = self.segment
        if segment is None or self.busy:
            self._message.tell(_WAIT if self.busy else "there is no segment")
            return
        try:
            job = await question(segment)
        except BroadcastError as error:
            self._message.fail(error)
            return
        if job:
            self._do(job)

    def _do(self, job: Callable[[], object] | None, *, package: bool = False) -> None:
        """Make a change and what follows from it, beside the screen."""
        if self.busy:
            self._message.tell(_WAIT)
            return
        self.busy = True
        self._stop()
        self._message.tell("working ...", busy=True)
        self._work(job, package)

    @work(thread=True, group="build")
    def _work(self, job: Callable[[], object] | None, package: bool) -> None:
        try:
            done = job() if job else None
            told = self.bench.rebuild(self._progress, package=package)
        except BroadcastError as error:
            self._from_thread(self._failed, error)
        except Exception as error:  # noqa: BLE001 the screen outlives whatever a build does
            what = f"something unforeseen went wrong: {type(error).__name__}: {error}"
            self._from_thread(self._failed, UsageError(what, remedy="the files are as they were before, or press u"))
        else:
            self._from_thread(self._done, f"{getattr(done, 'what', '') or 'done'}; {told}")

    def _progress(self, event: Progress) -> None:
        count = f" {event.done} of {event.total}" if event.total > 1 else ""
        self._from_thread(partial(self._message.tell, busy=True), f"{LABELS[event.step]}{count} {event.note}".strip())

    def _failed(self, error: BroadcastError) -> None:
        self.busy = False
        self._message.fail(error)

    def _done(self, told: str) -> None:
        self.busy = False
        self._message.tell(told)
        self._changed()

    def _changed(self) -> None:
        """Show the edition as it is now; the play-head stays in its segment."""
        clip, clips = self.programme.clip_at(self.at), self.programme.clips.things
        place = clips.index(clip) if clip else 0
        offset = self.at - clip.start if clip else Fraction(0)
        self._stop()
        self.programme = Programme(self.bench.edition, colour=not self.no_color)
        self.sound.path = self.bench.mix if self.sound.player else None
        self._peaks = None
        before, programme = self.window, self.programme
        self.window = Window.on(programme.duration, programme.frame, before.columns, before.scale).at(before.start)
        now = self.programme.clips.things
        if now:
            found = now[min(place, len(now) - 1)]
            self.at = self.window.bounded(min(found.start + offset, found.end))
        self._fill()
        self._lay_out(self.size.width, self.size.height)
        self.read_waveform()

    def _look(self) -> None:
        """Show a package anew that another program has built."""
        if not self.busy and self.bench.outdated():
            self.busy = True
            self._reload()

    @work(thread=True, group="build")
    def _reload(self) -> None:
        try:
            self.bench.reload()
        except BroadcastError as error:
            self._from_thread(self._failed, error)
        else:
            self._from_thread(self._done, "the package was built anew")
