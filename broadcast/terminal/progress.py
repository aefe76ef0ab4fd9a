"""The progress of a build, on standard error: bars in a terminal, lines for ``--verbose``, otherwise nothing."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from broadcast.model.progress import Listener, Progress, Step, unheard

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

LABELS: dict[Step, str] = {
    "read": "Reading the story",
    "voice": "Recording voices",
    "time": "Timing captions",
    "mix": "Mixing",
    "export": "Writing formats",
    "package": "Packing",
    "check": "Checking files, MB",
    "measure": "Measuring loudness, MB",
    "pack": "Packing, MB",
    "download": "Fetching, MB",
    "stories": "Building stories",
}

_PATIENCE = 0.3
"""Seconds of work before bars appear: a warm build is over before a person could read them."""

_REFRESH = 0.1
"""Seconds between two pictures; there is no thread that draws in between."""


@contextmanager
def watching(stream: TextIO | None = None, *, verbose: bool = False) -> Iterator[Listener]:
    """A listener for the pipeline's events, as a stream (standard error by default) can show them.

    The listener may be called from any thread.  The bars are wiped at the end, also of a build that fails: what
    follows is the timeline, or the error.
    """
    stream = stream or sys.stderr
    if verbose:
        yield _Lines(stream)
    elif stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown"):
        display = _Display(stream)
        try:
            yield display
        finally:
            display.close()
    else:
        yield unheard


class _Lines:
    """A line when a step is done, with the seconds since the step before."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._since = time.monotonic()

    def __call__(self, event: Progress) -> None:
        if event.done < event.total:
            return
        now = time.monotonic()
        parts = f" ({event.total})" if event.total > 1 else ""
        print(f"{LABELS[event.step]}{parts}: {now - self._since:.2f} s", file=self._stream, flush=True)
        self._since = now


class _Display:
    """Bars by step; rich is imported and anything drawn only when the work has taken a while.

    Events in quick succession wait for one picture; a timer draws it where no later event does.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = time.monotonic() + _PATIENCE
        self._waiting: dict[Step, Progress] = {}
        self._timer: threading.Timer | None = None
        self._bars: Bars | None = None
        self._tasks: dict[Step, TaskID] = {}
        self._lock = threading.Lock()

    def __call__(self, event: Progress) -> None:
        with self._lock:
            self._waiting[event.step] = event
            if self._timer is None:
                self._timer = threading.Timer(max(self._next - time.monotonic(), 0), self._draw)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._waiting.clear()
            if self._bars is not None:
                self._bars.stop()

    def _draw(self) -> None:
        from broadcast.terminal.text import plain

        with self._lock:
            self._timer, self._next = None, time.monotonic() + _REFRESH
            if not self._waiting:
                return
            if self._bars is None:
                self._bars = _bars(self._stream)
                self._bars.start()
            for step, event in self._waiting.items():
                if step not in self._tasks:
                    self._tasks[step] = self._bars.add_task(LABELS[step], total=event.total, note="")
                note = plain(event.note, self._bars.console.encoding) if event.done < event.total else ""
                self._bars.update(self._tasks[step], completed=event.done, total=event.total, note=note)
            self._waiting.clear()
            self._bars.refresh()


def _bars(stream: TextIO) -> Bars:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars
    from rich.table import Column

    from broadcast.terminal.console import console_for

    note = Column(no_wrap=True, overflow="ellipsis", ratio=1)
    return Bars(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}", style="dim", markup=False, table_column=note),
        console=console_for(stream),
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
        transient=True,
        expand=True,
    )
