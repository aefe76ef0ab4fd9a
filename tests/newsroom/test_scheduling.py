"""Takes on the timeline, and the time of every word."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.model.script import Script, Segment
from broadcast.model.settings import Pauses
from broadcast.model.speech import Mark, Take
from broadcast.model.text import Sentence, TextSpan, Word
from broadcast.model.timeline import Timeline
from broadcast.newsroom.scheduling import schedule, timed, word_times
from broadcast.timing import FrameRate
from tests.samples import VOICES, script

PAUSES = Pauses(sentence=Fraction(3, 10), paragraph=Fraction(6, 10), speaker=Fraction(7, 10))
RATES = st.sampled_from([FrameRate.parse(r) for r in ("23.976", "25", "29.97df", "50", "59.94")])
LENGTHS = st.lists(st.integers(1, 200_000), min_size=3, max_size=3)


def take(length: int, *marks: tuple[int, int, int, int]) -> Take:
    """A take of so many samples; marks are first character, last, and milliseconds from, to."""
    made = tuple(Mark(source=TextSpan(a, b), start=Fraction(s, 1000), end=Fraction(e, 1000)) for a, b, s, e in marks)
    voice = VOICES["narration"]
    return Take(key=f"k{length}", digest="", length=length, sample_rate=48000, marks=made, timing="exact", voice=voice)


def scheduled(lengths: list[int], rate: FrameRate, made: Script | None = None) -> tuple[Script, Timeline]:
    made = made or script()
    takes = {s.id: tuple(take(n) for _ in s.sentences) for s, n in zip(made.segments, lengths, strict=True)}
    return made, schedule(made, takes, PAUSES, rate, 48000, Fraction(0))


@given(LENGTHS, RATES)
def test_clips_lie_on_the_grid_one_after_the_other(lengths: list[int], rate: FrameRate) -> None:
    _, timeline = scheduled(lengths, rate)
    assert [c.number for c in timeline.clips] == [1, 2, 3]
    assert timeline.clips[0].start == 0
    for clip, length in zip(timeline.clips, lengths, strict=True):
        assert rate.on_grid(clip.start)
        assert rate.on_grid(clip.duration)
        assert 0 <= clip.duration - Fraction(length, 48000) < rate.frame
    for before, after in pairwise(timeline.clips):
        assert before.end <= after.start


@given(LENGTHS, RATES)
def test_a_pause_is_never_longer_than_asked_for_and_at_most_a_frame_shorter(
    lengths: list[int], rate: FrameRate
) -> None:
    _, timeline = scheduled(lengths, rate)
    for before, after in pairwise(timeline.clips):
        sound_end = before.start + before.parts[-1].take.duration
        assert PAUSES.speaker - rate.frame < after.start - sound_end <= PAUSES.speaker


def test_sentences_of_a_segment_are_paused_between() -> None:
    made = script()
    twice = replace(made.segments[0], sentences=made.segments[0].sentences * 2)
    spoken = replace(made, segments=(twice,))
    takes = {twice.id: (take(4800), take(9600))}
    (clip,) = schedule(spoken, takes, PAUSES, FrameRate.parse("25"), 48000, Fraction(0)).clips
    first, second = clip.parts
    assert [first.start, second.start] == [0, Fraction(1, 10) + PAUSES.paragraph]
    assert clip.media == "audio/takes/001-narration.wav"


def test_a_segment_with_nothing_to_say_still_has_a_frame() -> None:
    made = script()
    mute = Sentence(words=(Word(text="***", spoken=""),), ends_paragraph=True)
    silent: Segment = replace(made.segments[0], sentences=(mute,), spoken="", text="***")
    spoken = replace(made, segments=(silent, *made.segments[1:]))
    takes = {silent.id: (), **{s.id: (take(48000),) for s in made.segments[1:]}}
    timeline = schedule(spoken, takes, PAUSES, FrameRate.parse("25"), 48000, Fraction(0))
    assert timeline.clips[0].duration == Fraction(1, 25)
    (word,) = timed(spoken, timeline)[0].words
    assert [word.text, word.start, word.end] == ["***", 0, 0]


@given(LENGTHS, RATES)
def test_every_word_has_its_time_in_order(lengths: list[int], rate: FrameRate) -> None:
    made, timeline = scheduled(lengths, rate)
    segments = timed(made, timeline)
    assert [s.segment for s in segments] == [s.id for s in made.segments]
    for segment, found, clip in zip(made.segments, segments, timeline.clips, strict=True):
        assert " ".join(w.text for w in found.words) == segment.text
        assert found.words[-1].ends_sentence
        for word in found.words:
            assert clip.start <= word.start <= word.end <= clip.end
        for before, after in pairwise(found.words):
            assert before.end <= after.start


def word(text: str, spoken: str) -> Word:
    return Word(text=text, spoken=spoken)


@pytest.mark.parametrize(
    ("words", "marks", "expected"),
    [
        pytest.param(
            [("а", "а"), ("б", "б")], [(0, 1, 0, 300), (2, 3, 400, 900)], [(0, 300), (400, 900)], id="one mark each"
        ),
        pytest.param(
            [("15%-ға", "он бес пайызға")],
            [(0, 2, 0, 200), (3, 6, 200, 500), (7, 14, 500, 900)],
            [(0, 900)],
            id="three said for one",
        ),
        pytest.param(
            [("а", "а"), ("-", ""), ("б", "б")],
            [(0, 1, 0, 300), (2, 3, 400, 900)],
            [(0, 300), (300, 300), (400, 900)],
            id="a dash",
        ),
        pytest.param(
            [("in", "in"), ("the", "the")], [(0, 6, 0, 500)], [(0, 200), (200, 500)], id="a mark over two words"
        ),
        pytest.param(
            [("а", "а"), ("б", "б")], [(2, 3, 400, 900)], [(400, 650), (650, 900)], id="the first word has none"
        ),
        pytest.param([("аб", "аб"), ("бв", "бв")], [], [(0, 500), (500, 1000)], id="no marks at all"),
        pytest.param(
            [("а", "а"), ("б", "б")],
            [(0, 1, 0, 500), (2, 3, 400, 900)],
            [(0, 500), (500, 900)],
            id="marks that overlap",
        ),
    ],
)
def test_word_times(
    words: list[tuple[str, str]], marks: list[tuple[int, int, int, int]], expected: list[tuple[int, int]]
) -> None:
    found = word_times(tuple(word(*w) for w in words), take(48000, *marks))
    assert [(round(a * 1000), round(b * 1000)) for a, b in found] == expected
