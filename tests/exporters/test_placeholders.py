"""Quotes as placeholders, and the chapters and doubts among the markers."""

from __future__ import annotations

from fractions import Fraction

import opentimelineio as otio
import pytest
from lxml import etree
from msgspec.structs import replace

from broadcast.exporters.layout import programme
from broadcast.exporters.marking import markers
from broadcast.exporters.placeholders import minutes, placeholder, title
from broadcast.model.edition import Edition
from broadcast.model.script import Finding
from tests.exporters.editions import empty, hostile, sample, write

LONG = "Біз бұл көпірді екі жылда салып бітірдік, енді жаңа жолға кірісеміз"
TITLE = "Айгүл Серікова: Біз бұл көпірді … жаңа жолға кірісеміз (0:04)"


def quoting(text: str) -> Edition:
    made = sample("25", 3600)
    segments = tuple(replace(s, text=text) if s.speaker else s for s in made.script.segments)
    return replace(made, script=replace(made.script, segments=segments))


def test_a_placeholder_says_who_and_which_words() -> None:
    narration, quote, _ = programme(quoting(LONG))
    assert placeholder(narration) is None
    assert title(narration) == "Қалада 3 көпір ашылды."
    found = placeholder(quote)
    assert found
    assert title(quote) == found.title == TITLE
    assert found.note == (
        "Айгүл Серікова, құрылыс компаниясының бас инженері. IN: Біз бұл көпірді. OUT: жаңа жолға кірісеміз."
        " TRT: 0:04. DRAFT - synthetic voice"
    )


def test_a_short_quote_is_all_there() -> None:
    assert [title(item) for item in programme(quoting("Бәрі дайын"))][1] == "Айгүл Серікова: Бәрі дайын (0:04)"


def test_a_quote_of_nobody_known_is_a_placeholder_too() -> None:
    made = sample()
    segments = tuple(replace(s, speaker=None) for s in made.script.segments)
    tracks = tuple(replace(t, speaker=None) for t in made.timeline.tracks)
    made = replace(made, script=replace(made.script, segments=segments), timeline=replace(made.timeline, tracks=tracks))
    assert [title(item) for item in programme(made)][1] == "?: Жұмыс аяқталды (0:04)"


@pytest.mark.parametrize(
    ("seconds", "said"), [(Fraction(1, 5), "0:01"), (Fraction(59), "0:59"), (Fraction("59.5"), "1:00"), (65, "1:05")]
)
def test_minutes(seconds: Fraction, said: str) -> None:
    assert minutes(Fraction(seconds)) == said


def test_every_timeline_shows_it() -> None:
    edition = quoting(LONG)
    fcpxml, xmeml, mlt = (etree.fromstring(write(name, edition)) for name in ("fcpxml", "xmeml", "mlt"))
    assert TITLE in fcpxml.xpath("//asset-clip/@name")
    assert TITLE in xmeml.xpath("//clipitem/name/text()")
    assert TITLE in mlt.xpath("//property[@name='kdenlive:clipname']/text()")
    clips = otio.adapters.read_from_string(write("otio", edition).decode(), "otio_json").find_clips()
    assert TITLE in [c.name for c in clips]
    notes = (
        *fcpxml.xpath("//asset-clip/note/text()"),
        *xmeml.xpath("//mastercomment4/text()"),
        *mlt.xpath("//property[@name='shotcut:comment']/text()"),
    )
    assert sum("IN: Біз бұл көпірді. OUT: жаңа жолға кірісеміз. TRT: 0:04" in note for note in notes) == 3
    assert b"* COMMENT: TRT 0:04 IN Biz bul kopirdi\r\n* COMMENT: OUT zhana zholga kirisemiz" in write("edl", edition)


def test_a_paragraph_that_a_quote_parts_is_one_chapter() -> None:
    made = sample()
    first, quote, last = made.script.segments
    text = made.script.story.text.replace("\n", " ")
    story = replace(made.script.story, text=text)
    edition = replace(made, script=replace(made.script, story=story, segments=(first, quote, last)))
    assert [m.name for m in markers(edition) if m.colour == "blue"] == ["1. Қалада 3 көпір ашылды."]
    assert [m.name[:2] for m in markers(made) if m.colour == "blue"] == ["1.", "2.", "3."]


def test_doubts_are_gathered_by_clip_and_notes_left_out() -> None:
    made = sample()
    segment = made.script.segments[1].id
    findings = [
        Finding(severity="warning", code="a", message="one", segment=segment),
        Finding(severity="error", code="b", message="two", segment=segment),
        Finding(severity="note", code="c", message="three", segment=segment),
        Finding(severity="warning", code="d", message="of all"),
    ]
    found = [m for m in markers(replace(made, findings=tuple(findings))) if m.name.startswith("CHECK")]
    assert [(m.start, m.name, m.note, m.colour) for m in found] == [
        (Fraction(0), "CHECK: d", "of all", "red"),
        (Fraction(4), "CHECK: a, b", "one; two", "red"),
    ]


def test_odd_editions_have_markers() -> None:
    assert [m.colour for m in markers(empty())] == ["yellow"]
    assert len(markers(hostile())) >= 4
