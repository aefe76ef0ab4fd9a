"""The clock of a build: when it is, seconds by step, and an event at the beginning and the end of each."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from broadcast.errors import UsageError
from broadcast.model.progress import Listener, Progress, Step


def created_now() -> str:
    """The time in ISO 8601, or that of ``SOURCE_DATE_EPOCH`` (reproducible-builds.org).

    :raises UsageError: ``SOURCE_DATE_EPOCH`` is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = time.gmtime(int(epoch) if epoch else None)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch!r} is not a number of seconds", remedy="unset it") from error
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", now)


def moment(created: str) -> str:
    """A moment that was told, or that of :func:`created_now`.

    :raises UsageError: it is not a moment in ISO 8601.
    """
    try:
        datetime.fromisoformat(created or "2000-01-01")
    except ValueError as error:
        raise UsageError(f"{created!r} is not a moment", remedy="write it as 2026-01-01T00:00:00Z") from error
    return created or created_now()


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
