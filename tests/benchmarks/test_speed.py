"""How near a build is to its floor, and how it grows.

Run by hand: ``python -m pytest tests/benchmarks -s``.  Every figure is a ratio of times from one run; the smallest of
some rounds that take turns, so that a busy machine troubles both sides alike.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.conftest import Newsroom, run, seconds
from tests.conftest import SAMPLE, Built

ROUNDS = 5
HERE = Path(__file__).parent


@pytest.mark.benchmark(group="build")
def test_cold_and_warm_build(
    benchmark: Any, newsroom: Newsroom, sample: Built, tmp_path: Path, report: Callable[[str], None]
) -> None:
    script = json.loads((sample.folder / "zhetisu.script.json").read_text(encoding="utf-8"))
    text = tmp_path / "spoken.txt"
    sentences = (s for segment in script["segments"] for s in segment["sentences"])
    text.write_text("\n".join(" ".join(w["spoken"] for w in s["words"]) for s in sentences), encoding="utf-8")
    floor = str(HERE / "floor.py")
    steps: dict[str, Callable[[], object]] = {
        "python": lambda: run([sys.executable, "-c", "pass"]),
        "speak": lambda: run([sys.executable, floor, "speak", str(text)]),
        "measure": lambda: run([sys.executable, floor, "measure", str(sample.folder / "audio/zhetisu.mix.wav")]),
        "cold": lambda: newsroom.broadcast("build", SAMPLE),
        "unchanged": lambda: newsroom.broadcast("build", SAMPLE),
        "remade": lambda: newsroom.broadcast("build", SAMPLE, "--force"),
    }
    best = dict.fromkeys(steps, 1e9)

    def round_of_all() -> None:
        newsroom.fresh()
        for name, step in steps.items():
            best[name] = min(best[name], seconds(step))

    benchmark.pedantic(round_of_all, rounds=ROUNDS, warmup_rounds=1)
    lowest = best["speak"] + best["measure"] - best["python"]
    report(
        f"floor {lowest:.2f} s: speech library {best['speak']:.2f} s and ebur128 {best['measure']:.2f} s, one Python"
    )
    report(f"cold build / floor         {best['cold'] / lowest:.2f}   (at most 4)")
    report(f"warm, unchanged / cold     {best['unchanged'] / best['cold']:.2f}   (at most 0.5)")
    report(f"warm, all made anew / cold {best['remade'] / best['cold']:.2f}")


@pytest.mark.benchmark(group="start")
def test_start(benchmark: Any, newsroom: Newsroom, report: Callable[[str], None]) -> None:
    best = {"python": 1e9, "help": 1e9}

    def round_of_both() -> None:
        best["python"] = min(best["python"], seconds(lambda: run([sys.executable, "-c", "pass"])))
        best["help"] = min(best["help"], seconds(lambda: newsroom.broadcast("--help")))

    benchmark.pedantic(round_of_both, rounds=4 * ROUNDS, warmup_rounds=1)
    report(f"broadcast --help / python -c pass  {best['help'] / best['python']:.1f}   (at most 8)")


@pytest.mark.benchmark(group="growth")
def test_growth(benchmark: Any, newsroom: Newsroom, tmp_path: Path, report: Callable[[str], None]) -> None:
    """The story 1, 10 and 100 times over, each time in other words so that no take serves twice."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    figures: dict[int, tuple[float, int]] = {}

    def grow() -> None:
        for times in (1, 10, 100):
            body = [re.sub(r"\.(?=[ »]|$)", f" {n}.", line) for n in range(1, 1 + times) for line in lines[1:-2]]
            story = tmp_path / f"story-{times}.txt"
            story.write_text("\n".join([lines[0], *body, *lines[-2:]]), encoding="utf-8")
            newsroom.fresh()
            took = seconds(lambda story=story: newsroom.broadcast("build", story))  # type: ignore[misc]
            figures[times] = took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss

    benchmark.pedantic(grow, rounds=1)
    first = figures[1]
    for times, (took, memory) in figures.items():
        report(f"{times:>3} x the story: {took / first[0]:6.1f} x the time, {memory / first[1]:5.2f} x the memory")
