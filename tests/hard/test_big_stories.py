"""Stories that nobody should write: they are read, or refused, in bounded time and memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from broadcast.errors import StoryError
from broadcast.pipeline.build import build
from broadcast.pipeline.draft import draft
from broadcast.pipeline.intake import LARGEST_STORY, take_in, text_story
from broadcast.pipeline.order import Order
from tests.hard.builds import STORY, is_whole

pytestmark = pytest.mark.slow
LINE = "Қала саябағында жаңа көпір ашылды. Оның ұзындығы – 40 метр.\n"
QUOTE = "«Көпір екі айда салынды», - деді құрылыс компаниясының бас инженері Айгүл Серікова.\n"
HEADLINE = "Саябақта жаңа көпір ашылды\n"

STORIES: dict[str, Callable[[], str]] = {
    "a name of 4,000 characters": lambda: f"{HEADLINE}{LINE}«Иә», - деді бас инженер {'Айгүл' * 800} Серікова.\n",
    "a name of 450 words": lambda: f"{HEADLINE}{LINE}«Иә», - деді бас инженер {'Серікова ' * 450}.\n",
    "2,000 quotes": lambda: HEADLINE + "".join(QUOTE.replace("екі", str(n)) + LINE for n in range(2000)),
    "a word of a megabyte": lambda: f"{HEADLINE}{LINE}{'көпір' * 100_000}.\n",
    "a number of a megabyte": lambda: f"{HEADLINE}{LINE}{'1' * 1_000_000}\n",
    "Latin words without an end": lambda: f"{HEADLINE}{LINE}{'a b ' * 10_000}\n",
    "quotes in quotes": lambda: f"{HEADLINE}{LINE}{'«а ' * 5_000}{'»' * 5_000}, - деді Айгүл Серікова.\n",
    "quotes that are never closed": lambda: HEADLINE + LINE + '"a ' * 10_000 + "\n",
    "a paragraph of half a megabyte": lambda: HEADLINE + LINE.strip() * 5_000 + "\n",
}
BOUND = 30.0  # seconds of the processor; on a quiet machine the slowest takes four


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_read_in_bounded_time(name: str) -> None:
    text = STORIES[name]()
    began = time.process_time()
    script = draft(text_story(text, "big"))
    assert time.process_time() - began < BOUND
    assert script.segments
    if name == "2,000 quotes":
        assert sum(s.kind == "quote" for s in script.segments) == 2000


@pytest.mark.parametrize(("part", "count"), [("ab ", 2000), (LINE + QUOTE, 60), ('"a ', 500), ("«а ", 500)])
def test_time_grows_with_length_and_not_with_its_square(part: str, count: int) -> None:
    """Eight times as long takes less than thirty times as long: what was slow once was so by the square, sixty-four."""

    def seconds(times: int) -> float:
        began = time.process_time()
        draft(text_story(HEADLINE + LINE + part * times + "\n", "big"))
        return time.process_time() - began

    seconds(10)
    assert seconds(count * 8) < max(30 * seconds(count), 1)


def test_a_name_of_4000_characters_is_built(tmp_path: Path) -> None:
    text = STORY.replace("Айгүл Серікова", "Айгүл" * 800 + " Серікова")
    report, _ = build(Order(story=text_story(text, "long"), output=tmp_path, engine="silence", newsroom=tmp_path))
    assert is_whole(Path(report.folder))


def test_a_story_of_10_mb_is_read_and_a_larger_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * (LARGEST_STORY + 1))
    with pytest.raises(StoryError, match="larger than 16 MB"):
        take_in(path)
    part = (LINE + QUOTE).encode()
    path.write_bytes(HEADLINE.encode() + part * (10_000_000 // len(part)))
    incoming = take_in(path)
    assert len(incoming.data) > 9_999_000
