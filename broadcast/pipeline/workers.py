"""Work side by side, in order, in threads that nobody has to wait for: an engine that hangs must not hang the build."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from broadcast.errors import EngineError

T = TypeVar("T")

_AHEAD = 4  # results a worker may be ahead of whoever takes them


class _Call(Generic[T]):
    """A piece of work and, when `done` is set, its result or error."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._error: BaseException | None = None
        self._result: list[T] = []
        self.began = 0.0
        self.started = threading.Event()
        self.done = threading.Event()

    def run(self) -> None:
        self.began = time.monotonic()
        self.started.set()
        try:
            self._result.append(self._work())
        except BaseException as error:  # noqa: BLE001  it is raised where the result is asked for
            self._error = error
        self.done.set()

    def result(self, patience: float) -> T:
        """What came of it.

        :raises EngineError: it did not end within `patience` seconds of its beginning.
        """
        self.started.wait()
        if not self.done.wait(max(0.0, self.began + patience - time.monotonic())):
            raise EngineError(f"no answer in {patience:.0f} seconds", remedy="try again, or another --engine")
        if self._error is not None:
            raise self._error
        return self._result[0]


def side_by_side(work: Iterable[Callable[[], T]], workers: int, patience: float) -> Iterator[T]:
    """The results of calls in their order, `workers` of them at work at once.

    :raises EngineError: one took longer than `patience` seconds.
    """
    waiting: queue.SimpleQueue[_Call[T] | None] = queue.SimpleQueue()
    threads = [threading.Thread(target=_work_off, args=(waiting,), daemon=True) for _ in range(max(1, workers))]
    for thread in threads:
        thread.start()
    calls: list[_Call[T]] = []
    try:
        for each in work:
            calls.append(_Call(each))
            waiting.put(calls[-1])
            if len(calls) > _AHEAD * len(threads):
                yield calls.pop(0).result(patience)
        while calls:
            yield calls.pop(0).result(patience)
    finally:
        for call in calls:
            call.started.set()  # nobody asks for it any more: who takes it next lets it be
        for _ in threads:
            waiting.put(None)


def _work_off(waiting: queue.SimpleQueue[_Call[T] | None]) -> None:
    while (call := waiting.get()) is not None:
        if not call.started.is_set():
            call.run()
