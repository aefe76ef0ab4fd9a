"""Fountain: read back by the rules of its docstring, and by an independent reader."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from screenplay_tools.fountain.parser import Parser
from screenplay_tools.screenplay import ElementType, Script

from broadcast.exporters.characters import one_line
from broadcast.exporters.fountain import fountain, kept
from broadcast.model.edition import Edition
from broadcast.model.script import Attribution
from broadcast.model.text import TextSpan
from tests import samples
from tests.exporters.editions import hostile, sample, write


class Block(NamedTuple):
    """A block as it is read back."""

    kind: str
    text: str
    name: str = ""
    detail: str = ""


def plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def lines_of(lines: list[str], force: str = "") -> str:
    return "\n".join("" if line == "  " else plain(line.removeprefix(force)) for line in lines)


def read_block(block: str) -> Block:
    if block.startswith("[["):
        body = block.removeprefix("[[").removesuffix("]]")
        head = re.match(r"([a-z ]+?)(?: \((.*?)\))?: ", body)
        assert head
        return Block(head[1], lines_of(body[head.end() :].split("\n")).strip(), detail=plain(head[2] or ""))
    lines = block.split("\n")
    if not block.startswith("@"):
        return Block("narration", lines_of(lines, "!"))
    role = lines.pop(1)[1:-1] if len(lines) > 1 and lines[1].startswith("(") else ""
    return Block("quote", lines_of(lines[1:]), plain(lines[0][1:]), plain(role))


def read(text: str) -> tuple[str, list[Block]]:
    """The title page, and the other blocks."""
    head, *blocks = text.removesuffix("\n").split("\n\n")
    return head, [read_block(b) for b in blocks]


def parsed(text: str) -> Script:
    parser = Parser()
    parser.mergeActions = False
    parser.add_text(text)
    return parser.script


def with_text(text: str, name: str, role: str, reason: str = "related link") -> Edition:
    made = sample()
    speaker = replace(samples.AIGUL, name=name, role=role)
    segments = tuple(replace(s, text=text, speaker=speaker if s.speaker else None) for s in made.script.segments)
    left_out = tuple(replace(o, text=text, reason=reason) for o in made.script.story.left_out)
    story = replace(made.script.story, left_out=left_out)
    return replace(made, script=replace(made.script, story=story, segments=segments))


HARD = st.text("ab Ж\\*_[]()!@#~=>.:/\n\u2028\x00", max_size=30)
TRAPS = st.sampled_from(
    (
        *("INT. ROOM", "ext day", "EST. 1990", "CUT TO:", "FADE IN: x", "(x)", "@X", "!x", "# x", "= x", "==="),
        *("~x", ">x<", ".5", "[[", "]]", "/*", "*/"),
    )
)
TEXT = st.lists(st.one_of(HARD, TRAPS, st.just("ALL CAPS"), st.just("")), min_size=1, max_size=4).map("\n".join)
FILLED = TEXT.filter(lambda t: bool(one_line(t)))


@given(FILLED, FILLED.filter(lambda n: one_line(n) != "?"), TEXT, st.text("a):([] ", max_size=6).map(one_line))
def test_reads_back_whole(text: str, name: str, role: str, reason: str) -> None:
    edition = with_text(text, name, role, reason)
    _, blocks = read(write("fountain", edition).decode())
    attribution = edition.script.segments[1].attribution
    assert attribution
    assert blocks == [
        Block("narration", kept(text)),
        Block("id", "aaaa0001"),
        Block("quote", kept(text), one_line(name), one_line(role)),
        Block("id", "bbbb0002"),
        Block("attribution", attribution.text),
        Block("doubt", "an example", detail="example"),
        Block("narration", kept(text)),
        Block("id", "cccc0003"),
        Block("left out", kept(text), detail=reason),
    ]


@given(FILLED)
def test_another_reader_finds_the_same_elements(text: str) -> None:
    script = parsed(write("fountain", with_text(text, "Айгүл", "инженер")).decode())
    found = [e.type for e in script.elements if e.type != ElementType.ACTION]
    assert found == [ElementType.CHARACTER, ElementType.PARENTHETICAL, ElementType.DIALOGUE]
    assert not script.boneyards
    assert len(script.notes) == 6
    label, _, left_out = script.notes[5].text_raw.partition(": ")
    assert label == "left out (related link)"
    assert lines_of(left_out.split("\n")).strip() == kept(text)


def test_the_sample_in_another_reader() -> None:
    script = parsed(write("fountain", sample()).decode())
    assert {e.key: e.text.strip() for e in script.titleEntries} == {
        "Title": "Көпір жөнделді",
        "Credit": "Written by",
        "Author": "Марат Оспанов",
        "Source": "«Қала» телеарнасы",
        "Language": "kk",
        "Slug": "kopir",
        "Speakers": "serikova (f) Айгүл Серікова",
    }
    told = [e for e in script.elements if e.text.strip()]
    assert [e.type for e in told if e.type != ElementType.CHARACTER] == [
        ElementType.ACTION,
        ElementType.PARENTHETICAL,
        ElementType.DIALOGUE,
        ElementType.ACTION,
    ]
    assert [e.name for e in script.elements if e.type == ElementType.CHARACTER] == ["Айгүл Серікова"]


def test_credits_are_no_keys_of_the_title_page() -> None:
    made = samples.script()
    story = replace(made.story, credits=("Staff: Марат", "Photo: Айгүл"))
    script = parsed(fountain(replace(made, story=story)))
    (author,) = (e for e in script.titleEntries if e.key == "Author")
    assert plain(author.text).split("\n")[1:] == ["    Staff: Марат", "    Photo: Айгүл"]


def test_hostile_title_page_is_one_block() -> None:
    head, blocks = read(write("fountain", hostile()).decode())
    assert head.startswith("Title: A<b> & ")
    assert sum(line.startswith("    ") for line in head.split("\n")) == 3
    assert [b.kind for b in blocks if b.kind in {"narration", "quote"}] == ["narration", "quote", "narration"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("NATO елдері", "NATO елдері"),
        ("NATO елдері\nжиналды", "!NATO елдері"),
        ("CUT TO:", "!CUT TO:"),
        ("int. бөлме", "!int. бөлме"),
        ("Интернет", "Интернет"),
        ("2 * 3 = 6", "2 \\* 3 = 6"),
        ("a\n\nb", "a\n  \nb"),
    ],
)
def test_narration_is_forced_only_where_it_must_be(text: str, line: str) -> None:
    segment = replace(samples.script().segments[0], text=text)
    made = fountain(replace(samples.script(), segments=(segment,)))
    assert made.split("\n\n")[1].startswith(line)


def test_an_unknown_speaker_and_an_attribution_before() -> None:
    script = samples.script()
    before = Attribution(text="Тұрғындар:", source=TextSpan(0, 9))
    segment = replace(script.segments[1], speaker=None, attribution=before, language="ru")
    made = fountain(replace(script, segments=(segment,)))
    assert "@?\nЖұмыс аяқталды\n\n[[id: bbbb0002]]\n\n[[language: ru]]\n\n[[attribution before: Тұрғындар:]]\n" in made
    assert "Speakers" not in made


def test_doubts_of_script_and_edition_are_told_once() -> None:
    made = sample()
    finding = replace(made.findings[0], segment="")
    text = fountain(replace(made.script, findings=(finding,)), (finding,))
    assert text.count("[[doubt") == 1
