from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.newsroom.language import LANGUAGES, detect_language
from broadcast.newsroom.romanising import romanise


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Қалада жаңа мектеп ашылды", "kk"),
        ("Мен барам", "kk"),
        ("Балалар барады", "kk"),
        ("В городе открыли новую школу", "ru"),
        ("Это хорошо", "ru"),
        ("В Шымкенте и Қостанае прошёл дождь, сообщили синоптики", "ru"),
        ("The town has a new school", "en"),
        ("OK", "en"),
        ("Ол «Netflix» пен «YouTube» арнасын көреді, бірақ кітап та оқиды", "kk"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect_language(text) == language


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert detect_language(text) in LANGUAGES


@pytest.mark.parametrize(
    ("text", "ascii_"),
    [
        ("Жылқыбаева", "Zhylkybaeva"),
        ("Жардан", "Zhardan"),
        ("Мальцев", "Maltsev"),
        ("Щёголев", "Shchegolev"),
        ("Ғани Қалуов, «Алматы»", 'Gani Kaluov, "Almaty"'),
        ("Élise Brøndum", "Elise Brondum"),
    ],
)
def test_names_in_ascii(text: str, ascii_: str) -> None:
    assert romanise(text) == ascii_


@given(st.text())
def test_romanised_text_is_ascii(text: str) -> None:
    assert romanise(text).isascii()
