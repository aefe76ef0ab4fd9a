"""What the film costs against its own length, and how much memory a long programme takes.

Run by hand: ``python -m pytest tests/benchmarks/test_film.py -s``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadcast.pipeline.opening import read_edition
from tests.benchmarks.conftest import Newsroom, seconds
from tests.conftest import SAMPLE, Built

ROUNDS = 3
HOURS = 3
_PEAK = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
_PEAK += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


@pytest.mark.benchmark(group="film")
def test_film(benchmark: Any, newsroom: Newsroom, sample: Built, tmp_path: Path, report: Callable[[str], None]) -> None:
    target = tmp_path / "film.mp4"
    best = {"film": 1e9, "slates": 1e9, "plain": 1e9}

    def round_of_all() -> None:
        target.unlink(missing_ok=True)
        best["film"] = min(
            best["film"],
            seconds(lambda: newsroom.broadcast("export", sample.folder, "--to", "mp4", "--output", target)),
        )
        for name, options in {"plain": (), "slates": ("--slates",)}.items():
            took = seconds(lambda options=options: newsroom.broadcast("build", SAMPLE, "--force", *options))  # type: ignore[misc]
            best[name] = min(best[name], took)

    benchmark.pedantic(round_of_all, rounds=ROUNDS, warmup_rounds=1)
    lasts = float(sample.edition.timeline.duration)
    film = best["film"]
    report(f"the MP4 of {lasts:.1f} s in {film:.1f} s: 1/{lasts / film:.0f} of its length (at most 1/10)")
    report(f"slates add {best['slates'] - best['plain']:.2f} s to a build of {best['plain']:.2f} s")


@pytest.mark.benchmark(group="film")
def test_memory_of_a_long_programme(
    benchmark: Any, newsroom: Newsroom, sample: Built, tmp_path: Path, report: Callable[[str], None]
) -> None:
    """The story as often as it takes to fill three hours, each time in other words, with a bed under it."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    times = round(HOURS * 3600 / float(sample.edition.timeline.duration))
    body = [re.sub(r"\.(?=[ »]|$)", f" {n}.", line) for n in range(1, 1 + times) for line in lines[1:-2]]
    story = tmp_path / "long.txt"
    story.write_text("\n".join([lines[0], *body, *lines[-2:]]), encoding="utf-8")
    bed = sample.folder / "audio/zhetisu.mix.wav"
    found: list[int] = []

    def whole() -> None:
        environment = {**os.environ, "BROADCAST_TAKES": str(newsroom.here / "takes")}
        build = [sys.executable, "-m", "broadcast", "build", str(story), "--bed", str(bed), "--quotes-on", "one"]
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, *build], check=True, capture_output=True, cwd=newsroom.here, env=environment
        )
        found.append(int(done.stdout))

    took = seconds(lambda: benchmark.pedantic(whole, rounds=1))
    lasts = float(read_edition(newsroom.here / "output/long").timeline.duration)
    report(f"{lasts / 3600:.2f} hours in {took:.0f} s, at most {found[0] / 1024:.0f} MB of memory at once")
