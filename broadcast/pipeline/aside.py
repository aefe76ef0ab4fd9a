"""Work done aside: in threads beside a build, or in its turn where every core has a story of its own.

One build alone is done sooner when ffmpeg measures while files are written.  Many builds side by side are done sooner
when each stays on its core: what they would do at once, they then do in each other's way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_on_one_core: ContextVar[bool] = ContextVar("on_one_core", default=False)


@contextmanager
def on_one_core() -> Iterator[None]:
    """Builds in this context do one thing after another."""
    before = _on_one_core.set(True)
    try:
        yield
    finally:
        _on_one_core.reset(before)


def aside(threads: int) -> Executor:
    """Who does work that need not be waited for at once: so many threads, or, on one core, the caller, in its turn."""
    return _InTurn() if _on_one_core.get() else ThreadPoolExecutor(threads)


class _InTurn(Executor):
    """Work is done when it is given; Ctrl-C stops it there."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  it is raised where the result is asked for
            future.set_exception(error)
        return future
