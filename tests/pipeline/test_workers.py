"""Calls side by side, in order, and never for ever."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from broadcast.errors import EngineError
from broadcast.pipeline.workers import side_by_side


@pytest.mark.parametrize("workers", [1, 3])
def test_results_come_in_order(workers: int) -> None:
    def late(number: int) -> int:
        time.sleep(0.001 * (number % 3))
        return number

    assert list(side_by_side([partial(late, n) for n in range(50)], workers, 10)) == list(range(50))


def test_no_more_than_asked_at_once() -> None:
    at_work, most = 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.002)
        with lock:
            at_work -= 1

    assert len(list(side_by_side([work] * 30, 3, 10))) == 30
    assert most == 3


def test_an_error_is_raised_in_its_place() -> None:
    def fail() -> int:
        raise KeyError("x")

    results = side_by_side([lambda: 1, fail, lambda: 3], 2, 10)
    assert next(results) == 1
    with pytest.raises(KeyError):
        next(results)


def test_one_that_hangs_is_left_behind() -> None:
    forever = threading.Event()
    results = side_by_side([lambda: True, forever.wait, lambda: True], 1, 0.05)
    assert next(results)
    with pytest.raises(EngineError, match="no answer"):
        next(results)
    forever.set()


def test_what_nobody_asks_for_is_not_begun() -> None:
    begun: list[int] = []
    results = side_by_side((partial(begun.append, n) for n in range(1000)), 1, 10)
    next(results)
    results.close()  # type: ignore[attr-defined]
    time.sleep(0.02)
    assert len(begun) < 20
