"""Ids of segments."""

from __future__ import annotations

from broadcast.languages import pack_for
from broadcast.model.story import Story
from broadcast.newsroom.identifying import Numbering, segment_id
from broadcast.newsroom.segmenting import segment


def test_ids_are_those_of_segmenting() -> None:
    text = "Көпір ашылды\nКөпір ұзын.\n«Иә, ұзын көпір керек», - деді тұрғын Айгүл Серікова.\nКөпір ұзын.\n"
    script = segment(Story(slug="s", text=text), pack_for)
    numbering = Numbering()
    assert [s.id for s in script.segments] == [numbering.next(segment_id(s.kind, s.text)) for s in script.segments]
    assert script.segments[-1].id == f"{script.segments[0].id}-2"


def test_numbers_leave_out_what_is_taken() -> None:
    numbering = Numbering({"a-2", "b"})
    assert [numbering.next("a"), numbering.next("a"), numbering.next("b")] == ["a", "a-3", "b-2"]
