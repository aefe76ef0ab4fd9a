"""Who says what: stories a second, and growth with length.

Run by hand: ``python -m pytest tests/benchmarks/test_newsroom.py -s``.  ``BROADCAST_STORIES`` names a folder of stories
(``*.txt``, at any depth); without it the sample story is all there is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadcast.languages import pack_for
from broadcast.model.story import Story
from broadcast.newsroom.segmenting import segment
from tests.conftest import SAMPLE

MEGABYTE = 500_000  # Cyrillic characters


def stories() -> list[Story]:
    folder = os.environ.get("BROADCAST_STORIES")
    paths = sorted(Path(folder).rglob("*.txt")) if folder else [SAMPLE]
    return [Story(slug="s", text=p.read_text(encoding="utf-8")) for p in paths]


@pytest.mark.benchmark(group="who says what")
def test_stories_a_second(benchmark: Any, report: Callable[[str], None]) -> None:
    found = stories()
    segment(found[0], pack_for)  # loads the packs
    benchmark.pedantic(lambda: [segment(story, pack_for) for story in found], rounds=5)
    report(f"{len(found)} stories: {len(found) / benchmark.stats.stats.min:.0f} stories a second")


@pytest.mark.benchmark(group="who says what, growth")
def test_growth_with_length(benchmark: Any, report: Callable[[str], None]) -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    figures: dict[int, float] = {}

    def grow() -> None:
        for length in (MEGABYTE // 100, MEGABYTE // 10, MEGABYTE):
            text = "\n".join(lines[1:-2] * (length // 3000 + 1))[:length]
            began = time.perf_counter()
            segment(Story(slug="s", text=text), pack_for)
            figures[length] = time.perf_counter() - began

    benchmark.pedantic(grow, rounds=1)
    first = figures[MEGABYTE // 100]
    for length, took in figures.items():
        report(f"{length * 2 / 1000:>6.0f} KB: {took:6.2f} s, {took / first:6.1f} x the shortest")
