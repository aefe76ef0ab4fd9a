"""How many cues a second captions, their check and their repair make, and how the time grows with the text.

Run by hand: ``python -m pytest tests/benchmarks/test_captions.py -s``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from broadcast.languages import pack_for
from broadcast.model.caption import Captions, TimedSegment, TimedWord
from broadcast.newsroom.captioning import caption
from broadcast.newsroom.checking import check_captions
from broadcast.newsroom.pacing import paced
from broadcast.newsroom.repairing import Desk, repaired
from broadcast.timing import PAL
from tests.conftest import SAMPLE

PACK = pack_for("kk")
MINUTES = (1, 10, 60, 180)
SYLLABLES_A_SECOND = Fraction(11, 2)


def told(minutes: int) -> list[TimedSegment]:
    """The sample story's paragraphs over and over, read for so many minutes; no two words quite alike."""
    paragraphs = SAMPLE.read_text(encoding="utf-8").split("\n")[1:8]
    segments, at, number = [], Fraction(1), 0
    while at < 60 * minutes:
        text = paragraphs[number % len(paragraphs)].replace("ал", f"ал{number}")
        length = Fraction(sum(map(PACK.syllables, text.split()))) / SYLLABLES_A_SECOND
        words = tuple(
            TimedWord(
                text=(word := mark.source.of(text)),
                start=at + mark.start,
                end=at + mark.end,
                ends_sentence=word.endswith("."),
            )
            for mark in paced(text, length)
        )
        segments.append(TimedSegment(segment=f"s{number}", language="kk", words=words))
        at, number = at + length + Fraction(3, 5), number + 1
    return segments


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@pytest.mark.benchmark(group="captions")
def test_cues_a_second_and_growth(benchmark: Any, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(PAL, lambda _: PACK.captions, lambda _: PACK.glue, lambda _: PACK.sentences)
    texts = {minutes: told(minutes) for minutes in MINUTES}
    best: dict[tuple[int, str], float] = {}
    cues: dict[int, int] = {}

    def round_of_all() -> None:
        for minutes, segments in texts.items():
            end = segments[-1].words[-1].end

            def made(segments: list[TimedSegment] = segments, end: Fraction = end) -> Captions:
                return caption(segments, PAL, desk.profile_for, desk.glue_for, end)

            captions = made()
            bare = tuple(replace(c, words=(), end=c.end + Fraction(1, 3)) for c in captions.cues)
            broken = replace(captions, cues=bare)
            cues[minutes] = len(bare)
            steps: dict[str, Callable[[], object]] = {
                "cut": made,
                "check": lambda c=captions: check_captions(c, PAL, desk.profile_for),  # type: ignore[misc]
                "repair": lambda c=broken: repaired(c, desk),  # type: ignore[misc]
            }
            for name, step in steps.items():
                best[minutes, name] = min(best.get((minutes, name), 1e9), seconds(step))

    benchmark.pedantic(round_of_all, rounds=2, warmup_rounds=1)
    with capsys.disabled():
        for minutes in MINUTES:
            speeds = "  ".join(f"{n} {cues[minutes] / best[minutes, n]:7.0f}" for n in ("cut", "check", "repair"))
            sys.stdout.write(f"\n    {minutes:>3} min, {cues[minutes]:>5} cues; cues a second: {speeds}")
