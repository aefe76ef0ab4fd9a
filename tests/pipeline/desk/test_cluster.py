"""Many stories on the workers of a Dask scheduler: real ones, in processes of their own, on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from broadcast.errors import DocumentError, MissingExtra, NetworkError
from broadcast.model.desk import StoryResult
from broadcast.pipeline.build import commissioned
from broadcast.pipeline.desk import DeskOrder, desk, parcel
from broadcast.pipeline.desk import cluster as cluster_module
from broadcast.pipeline.desk.job import Job
from broadcast.pipeline.order import Order
from tests.conftest import ROOT
from tests.pipeline.desk.conftest import GOOD, contents

distributed = pytest.importorskip("distributed")
STARTED = 40.0  # seconds in which a process must be there


class Cluster(NamedTuple):
    """A scheduler's address, and its workers' processes."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, with a take store that they share through fsspec."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    (folder / "takes").mkdir()
    environment = {**os.environ, "BROADCAST_TAKES": f"local://{folder / 'takes'}"}
    environment["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = "2"
    quiet = subprocess.DEVNULL
    run = [sys.executable, "-m", "dask"]
    started = [
        subprocess.Popen(
            [*run, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file],
            cwd=folder, env=environment, stdout=quiet, stderr=quiet,
        )
    ]  # fmt: skip
    started += [
        subprocess.Popen(
            [*run, "worker", "--scheduler-file", file, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
             "--no-dashboard", "--name", str(number), "--local-directory", str(folder / f"w{number}")],
            cwd=ROOT, env=environment, stdout=quiet, stderr=quiet,
        )
        for number in range(2)
    ]  # fmt: skip
    try:
        deadline = time.monotonic() + STARTED
        while not file.exists():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        with distributed.Client(scheduler_file=str(file), set_as_default=False, timeout=STARTED) as client:
            client.wait_for_workers(2, timeout=STARTED)
            address = client.scheduler.address
        yield Cluster(address, started[1:])
    finally:
        for process in started:
            process.kill()
            process.wait()


def asked(stories: Path, output: Path) -> DeskOrder:
    order = Order(story="", output=output, engine="silence", created="2026-01-01T00:00:00Z", newsroom=stories.parent)
    return DeskOrder(places=(stories,), order=order, jobs=2)


@pytest.mark.slow
def test_the_bytes_are_those_of_one_machine_also_where_a_worker_is_killed(
    cluster: Cluster, stories: Path, tmp_path: Path
) -> None:
    for number in range(6):
        text = f'A bridge opens\nIt is {number} metres long. "It took {number} months," said engineer Anna Smith.\n'
        (stories / f"more-{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "cast.toml").write_text("[pauses]\nsentence = 0.7\n", encoding="utf-8")
    order = asked(stories, tmp_path / "out")
    desk(order)
    alone = contents(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    killed: list[int] = []

    def kill(result: StoryResult) -> None:
        if not killed and result.state == "built":
            worker = cluster.workers[0]
            worker.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            killed.append(worker.pid)

    report = desk(replace(order, scheduler=cluster.address), heard=kill)
    assert killed
    assert (report.built, report.failed) == (9, 1)
    assert (report.scheduler, report.jobs) == (cluster.address, 0)
    (empty,) = [r for r in report.stories if r.failure]
    assert empty.slug == "empty"
    together = contents(tmp_path / "out")
    assert together.keys() == alone.keys()
    assert [path for path in alone if together[path] != alone[path]] == []
    assert {r.folder for r in report.stories if not r.failure} == {
        str(tmp_path / "out" / p.name) for p in (tmp_path / "out").iterdir()
    }
    again = desk(replace(order, scheduler=cluster.address))
    assert (again.built, again.unchanged) == (0, 9)


@pytest.mark.slow
def test_takes_are_shared(cluster: Cluster, stories: Path, tmp_path: Path) -> None:
    order = replace(asked(stories, tmp_path / "out"), scheduler=cluster.address)
    store = tmp_path / "store"
    store.mkdir()
    order = replace(order, order=replace(order.order, store=f"local://{store}"))
    first = desk(order)
    assert sum(r.takes_spoken for r in first.stories) == len(list(store.glob("??/*.wav")))
    again = desk(replace(order, order=replace(order.order, force=True)))
    assert again.built == len(GOOD)
    assert sum(r.takes_spoken for r in again.stories) == 0


def test_a_scheduler_that_is_not_there(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadcast.pipeline.desk.cluster._PATIENCE", 1)
    order = asked(stories, tmp_path / "out")
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        with pytest.raises(NetworkError, match="does not answer") as caught:
            desk(replace(order, scheduler=address))
        assert "dask scheduler" in caught.value.remedy


def test_without_dask_the_extra_is_named(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra) as caught:
        desk(replace(asked(stories, tmp_path / "out"), scheduler="tcp://127.0.0.1:1"))
    assert "broadcast[cluster]" in caught.value.remedy


def test_what_cannot_be_sent_any_more_is_told(stories: Path, tmp_path: Path) -> None:
    class Closed:
        status = "closed"

    assert cluster_module._sent(Closed(), errand(stories, tmp_path)) is None
    assert (cluster_module._gone().what, cluster_module._gone().exit_code) == ("the scheduler went away", 3)


def errand(stories: Path, output: Path) -> parcel.Errand:
    order = replace(asked(stories, output).order, story=stories / "bridge.txt")
    return parcel.errand_for(Job(number=0, slug="bridge", order=order), commissioned(order))


def test_the_moment_is_that_of_who_asks(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    asked_for = errand(stories, tmp_path)
    assert asked_for.job.order.created == "2026-01-01T00:00:00Z"  # as the order has it
    bare = replace(asked_for.job, order=replace(asked_for.job.order, created=""))
    again = parcel.errand_for(bare, commissioned(bare.order))
    assert again.job.order.created == "1970-01-02T00:00:00Z"


def test_a_worker_of_another_version_refuses(stories: Path, tmp_path: Path) -> None:
    found = parcel.run(errand(stories, tmp_path / "out")._replace(version="0.0.1"))
    assert found.package == b""
    assert found.result.failure
    assert found.result.failure.exit_code == 4
    assert "0.0.1 is asked for" in found.result.failure.what


def test_a_parcel_that_is_damaged_leaves_what_is_in_place(stories: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "bridge"
    found = parcel.run(errand(stories, tmp_path / "out"))
    parcel.unpack(found.package, folder)
    before = contents(folder)
    broken = bytearray(found.package)
    broken[len(broken) // 2] ^= 1
    for bad in (b"", found.package[:-100], bytes(broken)):
        with pytest.raises(DocumentError, match="damaged"):
            parcel.unpack(bad, folder)
    assert contents(folder) == before
    assert [p.name for p in folder.parent.iterdir()] == ["bridge"]
