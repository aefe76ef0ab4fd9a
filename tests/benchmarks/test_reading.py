"""Reading aloud: characters a second in each language, and its share of a cold build.

Run by hand: ``python -m pytest tests/benchmarks/test_reading.py -s``.  Times are of the processor, so that a
busy machine troubles them little; the smallest of some rounds.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

import pytest

from broadcast.languages import pack_for
from broadcast.newsroom.reading import read_text
from tests.conftest import ROOT, SAMPLE

ROUNDS = 5
LENGTH = 50_000  # characters of the text that is read
CASES = ROOT / "tests" / "languages"

# The first reading of a story in a fresh process: loading its pack, its tables and patterns, and the reading itself.
_TIMED = """
import sys, time
from broadcast.newsroom import reading
from broadcast.pipeline import draft
whole, spent = reading.read_aloud, []
def timed(*arguments):
    began = time.process_time()
    script = whole(*arguments)
    spent.append(time.process_time() - began)
    return script
draft.read_aloud = timed
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from pathlib import Path
draft.draft(Path(sys.argv[1]), NewsroomFolder(Path(sys.argv[1]).parent))
print(sum(spent))
"""


def text_of(language: str) -> str:
    """The language's own cases over and over: more figures and abbreviations than any news text has."""
    lines = [
        line.partition(" => ")[0]
        for path in sorted((CASES / language / "cases").glob("reading-*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if " => " in line
    ]
    many = islice(cycle(lines), LENGTH // (sum(map(len, lines)) // len(lines)))
    return "\n".join(many)


@pytest.mark.benchmark(group="reading")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_characters_a_second(language: str, benchmark: Any, report: Callable[[str], None]) -> None:
    pack, text = pack_for(language), text_of(language)
    best = [1e9]

    def once() -> None:
        began = time.process_time()
        read_text(text, pack)
        best.append(time.process_time() - began)

    benchmark.pedantic(once, rounds=ROUNDS, warmup_rounds=1)
    report(f"{language}: {len(text) / min(best):9,.0f} characters a second, of cases full of figures")


@pytest.mark.benchmark(group="reading")
def test_share_of_a_cold_build(benchmark: Any, tmp_path: Path, report: Callable[[str], None]) -> None:
    best = {"read": 1e9, "build": 1e9}
    numbers = count()

    def round_of_both() -> None:
        printed = subprocess.run([sys.executable, "-c", _TIMED, str(SAMPLE)], check=True, capture_output=True)
        best["read"] = min(best["read"], float(printed.stdout))
        folder = tmp_path / str(next(numbers))
        environment = {**os.environ, "BROADCAST_TAKES": str(folder / "takes")}
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "broadcast", "build", str(SAMPLE), "-o", str(folder)]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        best["build"] = min(best["build"], ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime)

    benchmark.pedantic(round_of_both, rounds=ROUNDS, warmup_rounds=1)
    share = best["read"] / best["build"]
    report(f"reading {best['read']:.3f} s of a cold build's {best['build']:.2f} s: {share:.1%}   (under 5 %)")
    assert share < 0.05
