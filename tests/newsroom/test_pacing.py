"""Times from the length of a text."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.newsroom.pacing import paced, syllables, weight


@pytest.mark.parametrize(
    ("word", "count"), [("қала", 2), ("Жылқыбаева", 5), ("млрд", 1), ("мост", 1), ("people", 3), ("—", 0), ("№5", 1)]
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_longer_words_and_commas_take_longer() -> None:
    assert weight("қала") < weight("қалалар") < weight("қалалар,  қалалар")
    assert weight("а, б") > weight("а б")
    assert weight("а.") == weight("а")


@given(st.text(max_size=200), st.fractions(Fraction(1, 100), 1000, max_denominator=48000))
def test_every_word_has_a_mark_in_order_inside_the_time(text: str, duration: Fraction) -> None:
    marks = paced(text, duration)
    assert [m.source.of(text) for m in marks] == text.split()
    for mark in marks:
        assert 0 <= mark.start <= mark.end <= duration
    for before, after in pairwise(marks):
        assert before.end <= after.start
