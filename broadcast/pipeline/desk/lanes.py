"""Lanes: worker processes side by side, each with one story in hand, so that it is known whose fault a death was.

A worker is started once and stays warm.  Where there is one for every core, each is kept on its own core: moved from
one to another, two builds took a third longer.  A worker that dies (killed for want of memory, a crash in a library) is
replaced, and its story is tried once more; a story that kills a second worker is given up.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from typing import Any, NamedTuple

from broadcast.errors import SetupError
from broadcast.model.desk import Failure, StoryResult
from broadcast.pipeline.desk.job import Job, broken, failed, work

_ATTEMPTS = 2
_GRACE = 10.0  # seconds in which an interrupted worker puts its things away
_idle = threading.Event()  # in a worker: it has nothing in hand
_idle.set()


Do = Callable[[Job], StoryResult]


class _Held(NamedTuple):
    """The job that a lane has in hand, and which attempt at it this is."""

    lane: _Lane
    job: Job
    attempt: int


class _Lane:
    """One worker, and another one when it dies."""

    def __init__(self, do: Do, core: int | None) -> None:
        self._do = do
        self._core = core
        self._start()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")  # a fork would copy locks that other threads hold
        self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_ready, initargs=(self._core,))
        self._pid = self._pool.submit(os.getpid)

    def submit(self, job: Job) -> Future[StoryResult]:
        try:
            return self._pool.submit(_worked, self._do, job)
        except BrokenProcessPool:  # it died with nothing in hand
            self.replace()
            return self._pool.submit(_worked, self._do, job)

    def replace(self) -> None:
        """Start another worker in place of one that died."""
        self._pool.shutdown(wait=False)
        self._start()

    def signal(self, number: int) -> None:
        """Send the worker a signal, if it runs."""
        with contextlib.suppress(Exception):
            if self._pid.done():
                os.kill(self._pid.result(), number)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def side_by_side(jobs: Sequence[Job], lanes: int, began: Callable[[Job], None], do: Do = work) -> Iterator[StoryResult]:
    """The results of jobs as they are done, `lanes` of them at work at once; `began` hears of each that is taken up.

    `do` is done with each job, in a worker: a function of a module.

    Whoever stops asking, or is interrupted, stops the workers: a package in the making goes away, finished ones stay.
    """
    waiting = deque((job, 1) for job in jobs)
    idle = [_Lane(do, core) for core in _cores(min(lanes, len(jobs)))]
    every = list(idle)
    busy: dict[Future[StoryResult], _Held] = {}
    try:
        while waiting or busy:
            while waiting and idle:
                job, attempt = waiting.popleft()
                lane = idle.pop()
                began(job)
                busy[lane.submit(job)] = _Held(lane, job, attempt)
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                held = busy.pop(future)
                idle.append(held.lane)
                result = _result(future, held)
                if result is None:
                    held.lane.replace()
                    waiting.appendleft((held.job, held.attempt + 1))
                else:
                    yield result
    finally:
        if busy:
            _stop([held.lane for held in busy.values()], busy)
        for lane in every:
            lane.close()


def _cores(lanes: int) -> list[int | None]:
    """The core of each lane; none where there are fewer lanes than cores: the system then knows best which are free."""
    if sys.platform != "linux":
        return [None] * lanes
    cores = sorted(os.sched_getaffinity(0))
    return [cores[i % len(cores)] if lanes >= len(cores) else None for i in range(lanes)]


def _result(future: Future[StoryResult], held: _Held) -> StoryResult | None:
    """What came of a job; None where it is to be tried again."""
    try:
        return future.result()
    except BrokenProcessPool:
        if held.attempt < _ATTEMPTS:
            return None
        held.lane.replace()
        return failed(held.job, Failure.of(_killed()))
    except Exception as error:  # noqa: BLE001  a job that could not be sent, or its result
        return failed(held.job, broken(error))


def _killed() -> SetupError:
    return SetupError(
        f"its worker died, {_ATTEMPTS} times", remedy="build it alone; if memory ran out, use fewer --jobs"
    )


def _stop(lanes: list[_Lane], busy: dict[Future[StoryResult], _Held]) -> None:
    for lane in lanes:
        lane.signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    _, stuck = wait(busy, timeout=_GRACE)
    for future in stuck:
        busy[future].lane.signal(signal.SIGTERM)


def _ready(core: int | None) -> None:
    """Make a worker ready: on its core, warm, deaf to Ctrl-C while idle, and not alive longer than its parent."""
    if sys.platform == "linux" and core is not None:
        with contextlib.suppress(OSError):  # a core that was taken away meanwhile
            os.sched_setaffinity(0, {core})
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import broadcast.exporters.page
    import broadcast.exporters.script_docx
    import broadcast.pipeline.build
    import broadcast.pipeline.sound_files  # noqa: F401


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    wait_for([parent.sentinel])
    if not _idle.is_set():
        os.kill(os.getpid(), signal.SIGINT)  # the build in hand puts its things away
        _idle.wait(_GRACE)
    os._exit(1)


def _worked(do: Do, job: Job) -> StoryResult:
    """Do a job; the first interruption stops it, and those after it do not disturb the putting away."""

    def interrupted(number: int, frame: Any) -> None:
        signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    _idle.clear()
    try:
        return do(job)
    finally:
        signal.signal(signal.SIGINT, before)
        _idle.set()
