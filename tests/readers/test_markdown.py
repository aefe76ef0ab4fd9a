"""Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import StoryError
from broadcast.readers.markdown import LARGEST, read


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("# Көпір ашылды\n\nҚалада жаңа\nкөпір *ашылды*.\n", "Көпір ашылды\nҚалада жаңа көпір ашылды."),
        ("Көпір\n=====\n\n**Ұзын** [көпір](http://a.kz) ![сурет](a.png)\n", "Көпір\nҰзын көпір"),
        ("- Көпір керек, - деді ол.\n- Иә.\n", "- Көпір керек, - деді ол.\n- Иә."),
        ("3. үш\n4. төрт\n", "3. үш\n4. төрт"),
        ("> Дәйексөз\n\nБір  \nекі\n", "Дәйексөз\nБір\nекі"),
        ("| а | б |\n|---|---|\n| в | г |\n", "а\nб\nв\nг"),
        ("<div>Бір <b>екі</b></div>\n\nүш<br>төрт\n", "Бір\nекі\nүштөрт"),
        ("```\nкод\n```\n\n`x` 2 \\* 3\n", "код\nx 2 * 3"),
        ('---\ntitle: "Көпір: ашылды"\ntags: [a]\n---\n\nМәтін.\n', "Көпір: ашылды\nМәтін."),
        ("---\ntitle: Көпір\n---\n# Көпір\n\nМәтін.\n", "Көпір\nМәтін."),
    ],
)
def test_words_without_marks(written: str, text: str) -> None:
    assert read(written.encode(), "s") == (text + "\n", ())


def test_another_encoding_is_said() -> None:
    text, (finding,) = read("# Глава города открыла мост\n".encode("cp1251"), "s")
    assert text == "Глава города открыла мост\n"
    assert finding.code == "encoding"


def test_too_much_of_it() -> None:
    with pytest.raises(StoryError, match="larger than 1 MB"):
        read(b"a" * (LARGEST + 1), "s")


@given(st.text("aЖ \n*_[]()<>#`-|!\\&;:", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found, _ = read(text.encode(), "s")
    except StoryError:
        return
    assert found.strip()
