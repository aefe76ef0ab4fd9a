"""Worker processes: they die, they are interrupted, and nobody else suffers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadcast.model.desk import StoryResult
from broadcast.pipeline.desk.job import Job
from broadcast.pipeline.desk.lanes import side_by_side
from broadcast.pipeline.order import Order

SIGKILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def act(job: Job) -> StoryResult:
    """What the story's name says."""
    mark = Path(job.order.output) / job.slug
    if job.slug == "deadly" or (job.slug == "once" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), SIGKILL)
    if job.slug == "bug":
        raise ZeroDivisionError("one over nothing")
    if job.slug == "long":
        mark.write_text(str(os.getpid()), encoding="utf-8")
        try:
            time.sleep(60)
        finally:
            mark.unlink()
    return StoryResult(story=job.slug, slug=job.slug, state="built", seconds=0.0, folder=str(os.getpid()))


def jobs(folder: Path, *slugs: str) -> list[Job]:
    return [Job(number=i, slug=slug, order=Order(story=slug, output=folder)) for i, slug in enumerate(slugs)]


def done(folder: Path, lanes: int, *slugs: str) -> dict[str, StoryResult]:
    results = list(side_by_side(jobs(folder, *slugs), lanes, lambda job: None, act))
    assert len(results) == len(slugs)
    return {result.slug: result for result in results}


def test_a_worker_does_many_jobs(tmp_path: Path) -> None:
    found = done(tmp_path, 2, *"abcdef")
    workers = {result.folder for result in found.values()}
    assert 1 <= len(workers) <= 2
    assert str(os.getpid()) not in workers


def whereabouts(job: Job) -> StoryResult:
    """The cores that a worker may use."""
    time.sleep(0.5)  # long enough for the other lane to take the other story
    cores = ",".join(str(core) for core in sorted(os.sched_getaffinity(0)))
    return StoryResult(story=job.slug, slug=job.slug, state="built", seconds=0.0, folder=cores)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system alone says what runs where")
def test_workers_have_a_core_each_where_they_need_all_of_them(tmp_path: Path) -> None:
    free = sorted(os.sched_getaffinity(0))[:2]
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, free)
    try:
        found = side_by_side(jobs(tmp_path, "a", "b"), len(free), lambda job: None, whereabouts)
        assert sorted(result.folder for result in found) == sorted(str(free[i % len(free)]) for i in range(2))
    finally:
        os.sched_setaffinity(0, before)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core is all")
def test_workers_that_leave_cores_free_go_where_the_system_puts_them(tmp_path: Path) -> None:
    (found,) = side_by_side(jobs(tmp_path, "a"), 1, lambda job: None, whereabouts)
    assert found.folder == ",".join(str(core) for core in sorted(os.sched_getaffinity(0)))


def test_who_kills_its_worker_is_named_and_nobody_else_suffers(tmp_path: Path) -> None:
    found = done(tmp_path, 2, "a", "deadly", "b", "once", "bug", "c")
    states = {slug: result.state for slug, result in found.items()}
    assert states == dict.fromkeys(("a", "b", "once", "c"), "built") | dict.fromkeys(("deadly", "bug"), "failed")
    deadly, bug = found["deadly"].failure, found["bug"].failure
    assert deadly
    assert (deadly.what, deadly.exit_code) == ("its worker died, 2 times", 4)
    assert bug
    assert "ZeroDivisionError: one over nothing" in bug.what


def test_nothing_to_do() -> None:
    assert list(side_by_side([], 2, lambda job: None, act)) == []


def test_who_stops_asking_stops_the_workers(tmp_path: Path) -> None:
    results = side_by_side(jobs(tmp_path, "a", "long"), 2, lambda job: None, act)
    assert next(results).slug == "a"
    while not (tmp_path / "long").exists():
        time.sleep(0.02)
    began = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 30
    assert not (tmp_path / "long").exists()  # it put its things away
    deadline = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="who lives is read from /proc")
def test_workers_end_with_whoever_started_them(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from tests.pipeline.desk.test_lanes import act, jobs\n"
        "from broadcast.pipeline.desk.lanes import side_by_side\n"
        f"list(side_by_side(jobs(Path({str(tmp_path)!r}), 'long'), 1, lambda job: None, act))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[3])
    mark = tmp_path / "long"
    while not (mark.exists() and mark.read_text()):
        assert process.poll() is None
        time.sleep(0.02)
    worker = int(mark.read_text())
    process.kill()
    process.wait()
    deadline = time.monotonic() + 15
    while _lives(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(worker)
    assert not mark.exists()


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
