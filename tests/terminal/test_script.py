from __future__ import annotations

from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from broadcast.model.script import Script
from broadcast.terminal.screen import Screen
from broadcast.terminal.script import print_script, script_lines
from tests import samples

SAMPLE = """\
kopir  Көпір жөнделді
kk  Марат Оспанов  «Қала» телеарнасы

1  NARRATION
   Қалада 3 көпір ашылды.
   said: Қалада үш көпір ашылды.

2  Айгүл Серікова, құрылыс компаниясының бас инженері
   Жұмыс аяқталды

3  NARRATION
   Көлік қозғалысы қалпына келді.

not read: Оқи отырыңыз: Жаңа жол салынады (related link)
"""


def shown(script: Script, width: int, encoding: str = "utf-8") -> str:
    lines = script_lines(script, Screen.of(width, encoding))
    return "".join("".join(text for text, _ in line) + "\n" for line in lines)


def test_the_sample() -> None:
    assert shown(samples.script(), 80) == SAMPLE


def test_printing() -> None:
    stream = StringIO()
    print_script(samples.script(), stream)
    assert stream.getvalue() == SAMPLE


def test_a_doubtful_speaker_and_a_missing_one() -> None:
    script = samples.script()
    quote = replace(script.segments[1], confidence=0.5, speaker=None)
    assert "1  no name  50% sure\n" in shown(replace(script, segments=(quote,)), 80)


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text(max_size=200), st.integers(20, 120), st.sampled_from(["utf-8", "cp1251"]))
def test_no_line_is_wider_than_the_terminal(headline: str, text: str, width: int, encoding: str) -> None:
    script = samples.script()
    segments = tuple(replace(segment, text=text) for segment in script.segments)
    changed = replace(script, story=replace(script.story, headline=headline), segments=segments)
    lines = shown(changed, width, encoding).split("\n")
    assert all(cell_len(line) <= width and "\x1b" not in line for line in lines)
