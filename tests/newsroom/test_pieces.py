"""Long sentences in pieces."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from xml.sax.saxutils import escape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.model.text import TextSpan
from broadcast.newsroom.pieces import joined, pieces


def cut(text: str, longest: int) -> list[str]:
    return [span.of(text) for span in pieces(text, longest)]


@given(st.text(alphabet="абв1 .,;«»А\n&—", max_size=400), st.integers(1, 120))
def test_pieces_lose_nothing_that_is_said_and_fit(text: str, longest: int) -> None:
    spans = pieces(text, longest)
    assert all(0 < len(span) <= longest for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert not [i for i, c in enumerate(text) if c.isalnum() and i not in covered]


@given(st.lists(st.text(alphabet="абв1.,;А", min_size=1, max_size=20), max_size=40))
def test_a_word_that_fits_is_not_cut(words: list[str]) -> None:
    assert {word for piece in cut(" ".join(words), 20) for word in piece.split()} <= set(words)


@given(st.text(max_size=300), st.integers(6, 60))
def test_pieces_fit_in_the_service_s_own_measure(text: str, longest: int) -> None:
    def size(character: str) -> int:
        return len(escape(character).encode("utf-8", "replace"))

    assert all(sum(size(c) for c in span.of(text)) <= longest for span in pieces(text, longest, size))


@pytest.mark.parametrize(
    ("text", "longest", "found"),
    [
        ("Көпірді А. Б. Серіков ашты.", 14, ["Көпірді", "А. Б. Серіков", "ашты."]),
        ("Көпірге 1.5 млн теңге кетті.", 12, ["Көпірге", "1.5 млн", "теңге кетті."]),
        ("Нан, сүт, ет, т. б. сатылды.", 16, ["Нан, сүт, ет,", "т. б. сатылды."]),
        ("Бес метр, алты метр, жеті метр биік.", 24, ["Бес метр, алты метр,", "жеті метр биік."]),
        ("Қала. Жол ашық болды кеше", 20, ["Қала. Жол ашық болды", "кеше"]),
        ("Қала таза. Жол ашық", 16, ["Қала таза.", "Жол ашық"]),
        ("абвгдежзик лмн", 4, ["абвг", "дежз", "ик", "лмн"]),
        ("  қала  ", 100, ["қала"]),
        ("— … —", 100, []),
        ("", 100, []),
    ],
)
def test_cuts(text: str, longest: int, found: list[str]) -> None:
    assert cut(text, longest) == found


def test_marks_of_a_piece_lie_in_its_sound() -> None:
    text = "Қала таза. Жол ашық"
    spans = [TextSpan(0, 10), TextSpan(11, 19)]
    speech = joined(text, [(span, np.ones(n, np.float32)) for span, n in zip(spans, (100, 300), strict=True)], 100)
    assert len(speech.samples) == 400
    assert [m.source.of(text) for m in speech.marks] == text.split()
    assert speech.marks[1].end == speech.marks[2].start == 1
    assert speech.marks[-1].end == Fraction(4)
    assert speech.timing == "estimated"


def test_a_long_text_takes_no_long_time() -> None:
    assert len(pieces("Көпір 1.5 А. Б. жол, " * 20_000, 100)) > 3000
