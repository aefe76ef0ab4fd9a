"""Work done aside: in threads, or in its turn on one core; what comes of it is the same."""

from __future__ import annotations

import threading
from concurrent.futures import Executor
from pathlib import Path

import pytest

from broadcast.pipeline.aside import aside, on_one_core
from broadcast.pipeline.build import build
from broadcast.pipeline.desk.job import Job, work
from broadcast.pipeline.order import Order
from tests.conftest import SAMPLE


def whose(executor: Executor) -> str:
    with executor:
        return executor.submit(lambda: threading.current_thread().name).result()


def test_a_build_alone_has_threads_beside_it() -> None:
    assert whose(aside(1)) != threading.current_thread().name


def test_on_one_core_work_is_done_in_its_turn() -> None:
    done: list[int] = []
    with on_one_core(), aside(2) as executor:
        for number in range(3):
            executor.submit(done.append, number)
            assert done[-1] == number
        assert whose(aside(1)) == threading.current_thread().name


def test_one_core_ends_with_its_context_and_holds_in_no_other_thread() -> None:
    with on_one_core():
        elsewhere: list[str] = []
        thread = threading.Thread(target=lambda: elsewhere.append(whose(aside(1))), name="other")
        thread.start()
        thread.join()
        assert elsewhere != ["other"]
    assert whose(aside(1)) != threading.current_thread().name


def test_an_error_is_raised_where_the_result_is_asked_for_but_an_interruption_at_once() -> None:
    def fail(error: BaseException) -> None:
        raise error

    with on_one_core(), aside(1) as executor:
        future = executor.submit(fail, ValueError("said later"))
        with pytest.raises(ValueError, match="said later"):
            future.result()
        with pytest.raises(KeyboardInterrupt):
            executor.submit(fail, KeyboardInterrupt())


def test_a_story_of_the_desk_is_built_by_one_thread_to_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    order = Order(story=SAMPLE, output=tmp_path / "output", engine="silence", store=tmp_path / "takes")
    build(order)
    alone = (tmp_path / "output" / "zhetisu" / "manifest.json").read_bytes()

    def refused(threads: int) -> Executor:
        raise AssertionError(f"{threads} threads beside a story of the desk")

    monkeypatch.setattr("broadcast.pipeline.aside.ThreadPoolExecutor", refused)
    again = Order(story=SAMPLE, output=tmp_path / "output", engine="silence", store=tmp_path / "takes", force=True)
    result = work(Job(number=0, slug="zhetisu", order=again))
    assert result.failure is None
    assert (tmp_path / "output" / "zhetisu" / "manifest.json").read_bytes() == alone
