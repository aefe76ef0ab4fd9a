"""A service's words, found in the text."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.newsroom.matching import TimedWord, marks_of


def timed(words: list[str]) -> list[TimedWord]:
    """A second each, from 0."""
    return [TimedWord(word, Fraction(i), Fraction(i + 1)) for i, word in enumerate(words)]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Қала, таза.", ["Қала", "таза"], [("Қала,", 0, 1), ("таза.", 1, 2)]),
        ("ҚАЛА таза", ["қала", "таза"], [("ҚАЛА", 0, 1), ("таза", 1, 2)]),
        ("он бес-ақ адам", ["он", "бес", "ақ", "адам"], [("он", 0, 1), ("бес-ақ", 1, 3), ("адам", 3, 4)]),
        ("10 000 адам", ["10 000", "адам"], [("10 000", 0, 1), ("адам", 1, 2)]),
        ("15% өсті", ["он", "бес", "пайыз", "өсті"], [("15%", 0, 3), ("өсті", 3, 4)]),
        ("№ 5 мектеп", ["нөмір", "бес", "мектеп"], [("5", 0, 2), ("мектеп", 2, 3)]),
        ("а б в", ["а", "в"], [("а б", 0, 1), ("в", 1, 2)]),
        ("а б в", ["б", "в"], [("а б", 0, 1), ("в", 1, 2)]),
        ("а — в", ["а", "сызықша", "в"], [("а", 0, 2), ("в", 2, 3)]),
        ("а в", ["э", "а", "в"], [("а", 1, 2), ("в", 2, 3)]),
        ("да да да нет", ["да", "да", "да", "нет"], [("да", 0, 1), ("да", 1, 2), ("да", 2, 3), ("нет", 3, 4)]),
        ("бір екі үш", ["one", "two", "three"], [("бір", 0, 1), ("екі", 1, 2), ("үш", 2, 3)]),
        ("бір", [], []),
        ("…", ["үш", "нүкте"], []),
    ],
)
def test_words(text: str, words: list[str], found: list[tuple[str, int, int]]) -> None:
    marks = marks_of(text, timed(words), Fraction(10))
    assert [(m.source.of(text), int(m.start), int(m.end)) for m in marks] == found


WORDS = st.sampled_from(["а", "б", "в-г", "15%", "10", "000", "—", "«да»", "ёж"])


@given(
    st.lists(WORDS, max_size=12),
    st.lists(st.tuples(WORDS, st.integers(-3, 12), st.integers(-2, 5)), max_size=12),
    st.integers(0, 10),
)
def test_marks_are_in_order_and_inside_whatever_is_named(
    words: list[str], named: list[tuple[str, int, int]], duration: int
) -> None:
    text = " ".join(words)
    marks = marks_of(text, [TimedWord(w, Fraction(s), Fraction(s + n)) for w, s, n in named], Fraction(duration))
    for mark in marks:
        assert 0 <= mark.start <= mark.end <= duration
    for before, after in pairwise(marks):
        assert before.source.end <= after.source.start
        assert before.end <= after.start


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, min_size=1, max_size=12))
def test_every_written_word_lies_in_a_mark(words: list[str], named: list[str]) -> None:
    text = " ".join(words)
    marks = marks_of(text, timed(named), Fraction(20))
    if marks:
        covered = {i for m in marks for i in range(m.source.start, m.source.end)}
        assert {i for i, c in enumerate(text) if c.isalnum()} <= covered
