"""A word begins where it is first heard."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from broadcast.audio.onsets import from_first_sound
from broadcast.model.speech import Mark
from broadcast.model.text import TextSpan

RATE = 16_000


def mark(start: float, end: float) -> Mark:
    return Mark(source=TextSpan(0, 4), start=Fraction(start).limit_denominator(RATE), end=Fraction(end))


def tone(quiet: float, loud: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    time = np.arange(round(loud * RATE)) / RATE
    return np.concatenate([np.zeros(round(quiet * RATE)), 0.5 * np.sin(2 * np.pi * 200 * time)]).astype(np.float32)


def test_a_closure_is_not_of_the_word() -> None:
    (found,) = from_first_sound((mark(0.5, 1.0),), tone(0.56, 0.5), RATE)
    assert abs(found.start - Fraction("0.56")) < Fraction("0.004")
    assert found.end == 1


def test_a_word_that_begins_at_once_stays() -> None:
    given_mark = mark(0.5, 1.0)
    assert from_first_sound((given_mark,), tone(0.2, 1.0), RATE) == (given_mark,)


def test_what_is_quiet_for_longer_is_left_alone() -> None:
    given_mark = mark(0.5, 1.0)
    assert from_first_sound((given_mark,), tone(0.7, 0.5), RATE) == (given_mark,)


def test_silence_and_nothing_are_left_alone() -> None:
    given_mark = mark(0.0, 0.5)
    for samples in (np.zeros(RATE, np.float32), np.zeros(0, np.float32), np.zeros(3, np.float32)):
        assert from_first_sound((given_mark,), samples, RATE) == (given_mark,)


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 300)), max_size=6), st.integers(0, 900), st.integers(0, 999)
)
def test_marks_keep_their_ends_and_begin_within_themselves(spans: list[tuple[int, int]], quiet: int, seed: int) -> None:
    marks = tuple(mark(a / 1000, (a + n) / 1000) for a, n in spans)
    noise = np.random.default_rng(seed).normal(0, 0.1, RATE).astype(np.float32)
    noise[: quiet * RATE // 1000] = 0
    for before, after in zip(marks, from_first_sound(marks, noise, RATE), strict=True):
        assert (after.source, after.end) == (before.source, before.end)
        assert before.start <= after.start < after.end
        assert after.start - before.start <= Fraction(1, 10)
