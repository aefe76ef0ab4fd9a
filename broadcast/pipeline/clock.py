"""The clock of a build: seconds by step, and an event at the beginning and the end of each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from broadcast.model.progress import Listener, Progress, Step


class Clock:
    """`timings` holds the seconds that each step has taken so far."""

    def __init__(self, listen: Listener) -> None:
        self.timings: dict[str, float] = {}
        self.listen = listen

    @contextmanager
    def timed(self, name: Step) -> Iterator[None]:
        """Time a step that tells of its progress itself."""
        began = time.perf_counter()
        yield
        self.timings[name] = round(time.perf_counter() - began + self.timings.get(name, 0), 3)

    @contextmanager
    def step(self, name: Step) -> Iterator[None]:
        """Time a step of one part, and tell of it."""
        self.listen(Progress(step=name, done=0, total=1))
        with self.timed(name):
            yield
        self.listen(Progress(step=name, done=1, total=1))
