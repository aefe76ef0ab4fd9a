"""Datelines: where a story was filed, apart from its first words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.newsroom.datelines import dateline


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("МОСКВА, 10 авг — РИА Вести. Катер нашли", "Катер нашли"),
        ("ТАСС, 10 августа. Военные завершили", "Военные завершили"),
        ("ОМСК, 9 августа. /ТАСС/. Учёные изучили", "Учёные изучили"),
        ("Москва. 8 мая. INTERPRESS.RU - Главный тренер", "Главный тренер"),
        ("БАЛХАШ. КАЗИНФОРМ — Три дня", "Три дня"),
        ("Астана. 18 маусым. ҚазТАГ – Үкімет", "Үкімет"),
        ("АСТАНА, 5 мамыр – Үкімет", "Үкімет"),
        ("ASTANA. KAZINFORM The Minister", "The Minister"),
        ("NUR-SULTAN. Nov 18 (Interpress) - The proposal", "The proposal"),
        ("LONDON (Agency) - The singer", "The singer"),
        ("ASTANA – Kazakhstan will", "Kazakhstan will"),
    ],
)
def test_a_dateline_ends_where_the_story_begins(line: str, rest: str) -> None:
    found = dateline(line, 0, len(line))
    assert found is not None
    assert line[found.end :].strip() == rest


@pytest.mark.parametrize(
    "line",
    [
        "Москва – столица России",
        "NATO — the alliance",
        "США – главный партнёр",
        "Алматы — это город",
        "Астана, 4 апреля",
        "Иванов — министр",
        "МОСКВА —",
    ],
)
def test_a_sentence_is_no_dateline(line: str) -> None:
    assert dateline(line, 0, len(line)) is None


@given(st.text(max_size=300))
def test_a_dateline_lies_at_the_beginning_and_leaves_words(text: str) -> None:
    found = dateline(text, 0, len(text))
    assert found is None or (found.start == 0 and text[found.end :].strip())
