"""What page, script and prompter tell of a programme."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.exporters.characters import one_line
from broadcast.exporters.sheet import Said, bare, clock, from_right, sheet, target
from broadcast.exporters.wording import FALLBACK, date_of, wording, wording_language
from broadcast.languages import LANGUAGES
from broadcast.model.running_time import RunningTime
from tests.conftest import Built
from tests.exporters.editions import HOSTILE, empty, hostile, long, sample, write


def test_a_row_for_each_segment() -> None:
    told = sheet(sample("25", 3600))
    first, quote, last = told.rows
    assert (first.quote, first.who, first.track) == (False, "", 0)
    assert first.said == (Said(text="3", spoken="үш"),)
    assert (quote.who, quote.role, quote.track) == ("Айгүл Серікова", "құрылыс компаниясының бас инженері", 1)
    assert (quote.timecode_in, quote.timecode_out) == ("01:00:04:00", "01:00:08:00")
    assert (quote.in_words, quote.out_words) == ("Жұмыс аяқталды", "")
    assert quote.super is not None
    assert [f.code for f in quote.findings] == ["example"]
    assert last.media == "audio/takes/003-narration.wav"
    assert told.left_out == (("Оқи отырыңыз: Жаңа жол салынады", "related link"),)
    assert (told.timecode_in, told.timecode_out) == ("01:00:00:00", "01:00:12:00")


def test_nothing_of_the_sample_is_lost(sample: Built) -> None:
    rows = sheet(sample.edition).rows
    for row, segment in zip(rows, sample.edition.script.segments, strict=True):
        assert row.text == " ".join(segment.text.split())
        starts = [s.start for s in row.sentences]
        assert starts == sorted(starts)
        assert row.start <= starts[0]
        assert starts[-1] < row.end
        assert " ".join(s.text for some in row.paragraphs for s in some) == row.text
    assert Said(text="15%-ға", spoken="он бес пайызға") in rows[1].said
    assert [len(r.sentences) for r in rows][:2] == [2, 2]


def test_doubts_about_the_whole_story_and_about_segments_that_are_gone() -> None:
    made = sample()
    lost = replace(made.findings[0], segment="nowhere")
    whole = replace(made.findings[0], segment="", message="of all")
    told = sheet(replace(made, findings=(lost, whole, whole)))
    assert told.findings == (lost, whole)
    assert sheet(empty()).rows == ()


def test_a_text_that_is_not_its_sentences_is_whole() -> None:
    (row, *_) = sheet(hostile()).rows
    assert len(row.sentences) == 1
    assert row.text.startswith("A<b> & \"c\" 'd' ]]> -->")
    assert "\x1b" not in row.text + row.who
    assert HOSTILE not in row.text


def test_a_long_programme() -> None:
    rows = sheet(long(2000)).rows
    assert [r.number for r in rows] == list(range(1, 2001))
    assert sum(len(r.findings) for r in rows) == 500


@given(st.fractions(min_value=0, max_value=400_000))
def test_clock_is_within_half_a_second(seconds: Fraction) -> None:
    parts = [int(p) for p in clock(seconds).split(":")]
    whole = sum(p * 60**n for n, p in enumerate(reversed(parts)))
    assert abs(whole - seconds) <= Fraction(1, 2)
    assert all(p < 60 for p in parts[1:])


@given(st.text())
def test_bare_is_a_part_of_the_text(text: str) -> None:
    assert bare(text) in one_line(text)


def test_bare_keeps_what_is_said() -> None:
    found = [bare(text) for text in ("«50-ден,", "15%-ға", "№7.", "(5%)", "…", "")]
    assert found == ["50-ден", "15%-ға", "№7", "5%", "…", ""]


@pytest.mark.parametrize(("over", "shown"), [(6.2, "1:30 (+0:06)"), (-70.0, "1:30 (−1:10)"), (0.0, "1:30 (+0:00)")])
def test_the_running_time_that_was_asked_for(over: float, shown: str) -> None:
    assert target(sample()) == ""
    asked = RunningTime(target=90, trt=90 + over, over=over, rate=1, segments=(), cuts=())
    made = replace(sample(), running_time=asked)
    assert target(made) == shown
    for name in ("page", "script-html"):
        assert shown in write(name, made).decode()


def test_direction() -> None:
    assert [from_right(text) for text in ("Айгүл", "12 عربي", "עברית", "", "…")] == [False, True, True, False, False]


def test_every_language_has_every_word() -> None:
    assert {wording_language(code) for code in LANGUAGES.built_in} == set(LANGUAGES.built_in)
    english = wording(FALLBACK)
    for code in LANGUAGES.built_in:
        words = wording(code)
        assert words.keys() == english.keys()
        assert all(word.strip() for word in words.values())
        assert not words.keys() & set(dir(dict))  # templates would find the method
    assert wording("fr") == wording(FALLBACK)


def test_dates() -> None:
    made = sample()
    assert date_of(made, wording("kk")) == "15.01.2026"
    assert date_of(made, wording("en")) == "15 Jan 2026"
    odd = replace(made, credits=replace(made.credits, created="yesterday\n"))
    assert date_of(odd, wording("kk")) == "yesterday"
