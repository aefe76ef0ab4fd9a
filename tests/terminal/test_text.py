from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from broadcast.terminal.text import clip, clock, fit, measure, plain, short_name, wrap

HOSTILE = st.text(
    st.sampled_from("aЖ世界é\u0301\u200d\ufe0f\u202e\x1b[31m\n\t\x00\x85\u2028 [/]👩🏽🇰🇿\ud800\u00ad\uf8ff")
)


@given(HOSTILE | st.text())
def test_plain_text_is_one_line_of_printable_characters(text: str) -> None:
    shown = plain(text)
    assert shown.isprintable()
    assert shown == shown.strip()
    assert "  " not in shown
    assert plain(shown) == shown


@given(st.text(), st.sampled_from(["ascii", "cp1251", "cp866", "koi8-r"]))
def test_plain_text_can_be_encoded(text: str, encoding: str) -> None:
    plain(text, encoding).encode(encoding)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Қала\nкөпір\t бар", "Қала көпір бар"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
        ("left\u202eright\u200f", "leftright"),
        ("", ""),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(HOSTILE.map(plain), st.integers(0, 30), st.sampled_from("…~"))
@example("世界", 3, "…")
def test_clip_and_fit_keep_to_the_cells(text: str, cells: int, ellipsis: str) -> None:
    cut = clip(text, cells, ellipsis)
    assert measure(cut) <= cells
    assert cell_len(cut) <= cells
    assert measure(fit(text, cells, ellipsis)) == cells
    if measure(text) <= cells:
        assert measure(cut) == measure(text)


@pytest.mark.parametrize(
    ("text", "cells", "cut"),
    [
        ("көпір", 5, "көпір"),
        ("көпір", 4, "көп…"),
        ("a b c", 3, "a…"),
        ("世界世界", 6, "世界…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
    ],
)
def test_clip(text: str, cells: int, cut: str) -> None:
    assert clip(text, cells) == cut


@given(HOSTILE.map(plain), st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, cells: int) -> None:
    lines = list(wrap(text, cells))
    assert all(measure(line) <= cells for line in lines)
    assert measure("".join(lines).replace(" ", "")) == measure(text.replace(" ", ""))


def test_wrapping_breaks_at_spaces() -> None:
    assert list(wrap("a short warning", 8)) == ["a short", "warning"]
    assert list(wrap("unbreakable", 4)) == ["unbr", "eaka", "ble"]


@pytest.mark.parametrize(
    ("name", "cells", "short"),
    [
        ("Айгүл Серікова", 14, "Айгүл Серікова"),
        ("Айгүл Серікова", 12, "А. Серікова"),
        ("Айгүл Ермекқызы Серікова", 15, "А. Е. Серікова"),
        ("Айгүл Серікова", 8, "Серікова"),
        ("Айгүл Серікова", 7, "Айгүл…"),
        ("Серікова", 7, "Серіко…"),
        ("қала әкімдігі", 9, "қала әкі…"),
        ("", 3, ""),
    ],
)
def test_names_get_initials_before_they_are_cut(name: str, cells: int, short: str) -> None:
    assert short_name(name, cells) == short


@pytest.mark.parametrize(
    ("seconds", "decimals", "text"),
    [
        (Fraction(0), 0, "0:00"),
        (Fraction(5999, 100), 0, "0:59"),
        (Fraction(5999, 100), 1, "0:59.9"),
        (Fraction(3600), 0, "1:00:00"),
        (Fraction(37230) + Fraction(1, 2), 1, "10:20:30.5"),
    ],
)
def test_clock(seconds: Fraction, decimals: int, text: str) -> None:
    assert clock(seconds, decimals) == text
