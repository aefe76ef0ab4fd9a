from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.model.caption import TimedWord
from broadcast.model.text import Sentence, Word
from broadcast.terminal.bars import Bar
from broadcast.terminal.lanes import lanes
from broadcast.terminal.suite.programme import Programme
from broadcast.terminal.suite.window import Window
from tests import samples
from tests.terminal.programmes import PARK, programme

COLUMNS = 67
LONG = Programme(programme(PARK * 24))  # an hour


def window(start: int, scale: Fraction, columns: int = COLUMNS) -> Window:
    return Window.on(LONG.duration, LONG.frame, columns, scale).at(Fraction(start))


def drawn(edition_of: Window, *, thinned: bool) -> list[list[Bar]]:
    part = LONG.part(edition_of) if thinned else LONG.edition
    made = lanes(part, LONG.looks, [], edition_of.grid, LONG.screen)
    return [lane.rows.get(0, []) for lane in made]


def cells(lane: list[Bar]) -> dict[int, tuple[str, str, str]]:
    """What is painted in each column but the outer ones, into which rounding brings what lies beside the window."""
    painted = {c: (bar.fill, bar.style, "") for bar in lane for c in range(bar.first, bar.last)}
    painted |= {bar.first: (bar.fill, bar.style, bar.head) for bar in lane}
    return {column: painted[column] for column in painted.keys() & range(1, COLUMNS - 1)}


@settings(max_examples=30)
@given(
    st.integers(0, 3600),
    st.sampled_from([Fraction(1, 25), Fraction(1, 2), Fraction(3), Fraction(30), Fraction(60)]),
)
def test_what_is_left_out_of_a_window_would_not_be_seen(start: int, scale: Fraction) -> None:
    shown = window(start, scale)
    for few, all_of_it in zip(drawn(shown, thinned=True), drawn(shown, thinned=False), strict=True):
        assert cells(few) == cells(all_of_it)


@given(st.integers(0, 3600), st.sampled_from([Fraction(1, 2), Fraction(5), Fraction(60)]))
def test_a_window_costs_what_the_screen_is_wide_however_long_the_programme_is(start: int, scale: Fraction) -> None:
    part = LONG.part(window(start, scale))
    for things in (*(track.clips for track in part.timeline.tracks), part.captions.cues):
        assert len(things) <= 2 * (COLUMNS + 1)


def test_what_sounds_at_a_time() -> None:
    small = Programme(samples.edition())
    clip = small.clip_at(Fraction(5))
    assert clip is not None
    assert clip.segment == "bbbb0002"
    assert small.row_at(Fraction(5)) == 1
    cue = small.cue_at(Fraction(5))
    assert cue is not None
    assert cue.text == "Жұмыс аяқталды"
    assert small.cue_at(Fraction(15, 2)) is None
    assert small.word_at("bbbb0002", Fraction(5)) == 0
    assert small.word_at("bbbb0002", Fraction(28, 4)) == 1
    assert small.word_at("aaaa0001", Fraction(-1)) is None


def test_a_programme_without_clips() -> None:
    edition = samples.edition()
    empty = Programme(replace(edition, timeline=replace(edition.timeline, tracks=())))
    assert empty.clip_at(Fraction(0)) is None
    assert empty.row_at(Fraction(0)) == 0
    assert empty.next_doubt(Fraction(0), 1) is None


@pytest.mark.parametrize(("step", "at", "number"), [(1, 0, 1), (1, 20, 2), (1, 200, None), (-1, 200, 3), (-1, 0, None)])
def test_doubts_one_after_the_other(step: int, at: int, number: int | None) -> None:
    found = Programme(programme()).next_doubt(Fraction(at), step)
    assert (found.number if found else None) == number


def test_a_heard_word_finds_its_reading_though_captions_part_the_words_otherwise() -> None:
    edition = samples.edition()
    segment, cue = edition.script.segments[0], edition.captions.cues[0]
    words = (Word(text="10 000", spoken="он мың"), Word(text="–", spoken=""), Word(text="өте", spoken="өте"))
    timed = [TimedWord(text=t, start=Fraction(i), end=Fraction(i + 1)) for i, t in enumerate(("10", "000", "–", "өте"))]
    script = replace(
        edition.script, segments=(replace(segment, sentences=(Sentence(words=words),)), *edition.script.segments[1:])
    )
    captions = replace(edition.captions, cues=(replace(cue, words=tuple(timed)), *edition.captions.cues[1:]))
    made = Programme(replace(edition, script=script, captions=captions))
    assert [made.reading_of(segment.id, i) for i in range(4)] == [0, 0, 1, 2]
    assert made.reading_of(segment.id, 9) is None
