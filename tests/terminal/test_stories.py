"""What came of many stories, and a rundown, on a screen."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from broadcast.model.desk import DeskReport, Failure, StoryResult
from broadcast.model.rundown import Item
from broadcast.newsroom.backtiming import Hours, Planned, back_timed
from broadcast.terminal.rundown import print_rundown, rundown_lines
from broadcast.terminal.screen import Screen
from broadcast.terminal.stories import cropped, print_stories, story_lines

BUILT = StoryResult(
    story="s/kopir.txt",
    slug="kopir",
    state="built",
    seconds=1.26,
    trt=75.96,
    quotes=2,
    findings={"warning": 1, "note": 3},
)
FAILED = StoryResult(
    story="s/x.txt",
    slug="a-story-whose-name-does-not-end-" + "x" * 30,
    state="failed",
    seconds=0.0,
    failure=Failure(error="StoryError", what="the story is \x1b[31mempty", where="s/x.txt", next="put text into it"),
)
REPORT = DeskReport(
    output="out", jobs=2, scheduler="", seconds=2.5, built=1, unchanged=1, failed=1, exit_code=2,
    stories=(BUILT, replace(BUILT, slug="most", state="unchanged", findings={}), FAILED),
)  # fmt: skip
TIMED = back_timed(
    "Evening",
    [Planned(Item(form="PKG"), "kopir", Fraction(60)), Planned(Item(form="LIVE"), "\x1bweather", Fraction(90))],
    Hours(Fraction(72_000), Fraction(72_150)),
    {1: Fraction(75)},
)


def shown(lines: object) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]  # type: ignore[attr-defined]


def test_the_table_of_stories() -> None:
    stream = io.StringIO()
    print_stories(REPORT, stream)
    head, built, unchanged, failed, why, step, _, told = stream.getvalue().splitlines()
    assert head.split() == ["STORY", "TRT", "QUOTES", "FINDINGS", "SECONDS", "STATE"]
    assert built.split() == ["kopir", "1:15.9", "2", "1", "1.3", "built"]
    assert unchanged.split() == ["most", "1:15.9", "2", "1.3", "unchanged"]
    assert failed.endswith("failed (2)")
    assert why == "    s/x.txt: the story is �[31mempty"
    assert step == "    next: put text into it"
    assert told == "1 built, 1 unchanged, 1 failed; 2.5 s"


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_tables_keep_to_the_width(width: int) -> None:
    screen = Screen.of(width, "utf-8")
    lines = [*story_lines(REPORT, screen), *rundown_lines(TIMED, screen)]
    cut = shown(cropped(line, width) for line in lines)
    assert not any("\x1b" in line for line in cut)
    assert max(map(cell_len, cut)) <= width
    if width >= 64:
        assert cut == shown(lines)


def test_the_rundown() -> None:
    stream = io.StringIO()
    print_rundown(TIMED, stream)
    assert stream.getvalue().splitlines() == [
        "Evening",
        "#  BEGINS    MUST BEGIN  SLUG      FORM  TARGET  LENGTH   OVER",
        "1  20:00:00  19:59:45    kopir     PKG     1:00    1:15  +0:15",
        "2  20:01:15  20:01:00    �weather  LIVE    1:30  (1:30)",
        "   20:00:00  20:02:30    TOTAL             2:30    2:45  +0:15",
    ]


def test_a_rundown_without_an_end_has_no_hour_that_must_be() -> None:
    timed = back_timed("t", [Planned(Item(), "a", Fraction(5))], Hours(None, None), {})
    assert "MUST" not in "\n".join(shown(rundown_lines(timed, Screen.of(80, "utf-8"))))
