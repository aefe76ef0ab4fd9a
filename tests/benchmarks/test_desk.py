"""Many stories: stories a minute against the floor, what a second process gives, and whether memory stays flat.

Run by hand on a quiet machine: ``python -m pytest tests/benchmarks/test_desk.py -s``.  ``BROADCAST_STORIES`` names a
folder of stories (``*.txt``, at any depth), of which 500 are made (``BROADCAST_DESK`` says how many), no two with the
same sentences; without it they are made of the sample story.  Seconds of the processor are told beside those of the
clock, so that a busy machine can be seen.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from broadcast.model.desk import StoryResult
from broadcast.pipeline.desk import DeskOrder, desk
from broadcast.pipeline.order import Order
from tests.conftest import SAMPLE

COUNT = int(os.environ.get("BROADCAST_DESK", "500"))
MEASURED = 10  # stories of which the floor is measured
FLOOR = str(Path(__file__).parent / "floor.py")


class Figures(NamedTuple):
    """Seconds by the clock, seconds of all processors, and the workers' memory in MB as stories were done."""

    wall: float
    cpu: float
    memory: list[float]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of stories; each sentence ends in the number of its story, so that no take serves twice."""
    named = os.environ.get("BROADCAST_STORIES")
    found = sorted(Path(named).rglob("*.txt")) if named else [SAMPLE]
    folder = tmp_path_factory.mktemp("archive")
    for number, path in enumerate(islice(cycle(found), COUNT)):
        text = path.read_text(encoding="utf-8", errors="replace")
        own = re.sub(r"(?<=\w)\.(?=\s|$)", f" {number}.", text, flags=re.MULTILINE)
        (folder / f"{path.stem}-{number:04d}.txt").write_text(own, encoding="utf-8")
    return folder


def seconds_used() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def resident() -> float:
    """MB that the workers hold now."""
    total = 0
    for child in multiprocessing.active_children():
        status = Path(f"/proc/{child.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
        total += int(found[1]) if found else 0
    return total / 1000


def built(archive: Path, folder: Path, jobs: int) -> Figures:
    memory: list[float] = []

    def heard(result: StoryResult) -> None:
        memory.append(resident())

    shutil.rmtree(folder, ignore_errors=True)
    order = Order(story="", output=folder / "output", store=folder / "takes")
    began, used = time.perf_counter(), seconds_used()
    report = desk(DeskOrder(places=(archive,), order=order, jobs=jobs), heard=heard)
    wall = time.perf_counter() - began
    while multiprocessing.active_children():
        time.sleep(0.05)  # what they used counts when they have ended
    assert report.built >= 0.95 * COUNT, [r.failure for r in report.stories if r.failure]
    return Figures(wall, seconds_used() - used, memory)


def floor(folder: Path) -> float:
    """Seconds that the bare speech library and one ebur128 pass a story take for all stories, from some of them."""
    packages = sorted((folder / "output").glob("*/manifest.json"))[:MEASURED]
    took = 0.0
    for manifest in packages:
        package = manifest.parent
        script = json.loads((package / f"{package.name}.script.json").read_text(encoding="utf-8"))
        sentences = (s for segment in script["segments"] for s in segment["sentences"])
        text = folder / "spoken.txt"
        text.write_text("\n".join(" ".join(w["spoken"] for w in s["words"]) for s in sentences), encoding="utf-8")
        used = seconds_used()
        for arguments in (["speak", str(text)], ["measure", str(package / f"audio/{package.name}.mix.wav")]):
            subprocess.run([sys.executable, FLOOR, *arguments], check=True, stdin=subprocess.DEVNULL)
        took += seconds_used() - used
    return took / len(packages) * COUNT


@pytest.mark.benchmark(group="desk")
def test_stories_a_minute(benchmark: Any, archive: Path, tmp_path: Path, report: Callable[[str], None]) -> None:
    figures: dict[int, Figures] = {}

    def both() -> None:
        for jobs in (2, 1):
            figures[jobs] = built(archive, tmp_path, jobs)

    benchmark.pedantic(both, rounds=1)
    lowest = floor(tmp_path)
    for jobs, (wall, cpu, memory) in sorted(figures.items()):
        tenth, end = memory[len(memory) // 10], memory[-1]
        report(
            f"{jobs} at once: {COUNT / wall * 60:5.0f} stories a minute; {wall:6.1f} s, of the processor {cpu:6.1f} s;"
            f" workers hold {tenth:.0f} MB after a tenth, {max(memory):.0f} at most, {end:.0f} at the end"
        )
    one, two = figures[1], figures[2]
    report(f"a second process: {one.wall / two.wall:.2f} x as fast   (at least 1.7 on two free cores)")
    report(f"processor / floor: {one.cpu / lowest:.2f}   (the floor is {COUNT / lowest * 60:.0f} stories a minute)")
