"""What a name tells of who bears it."""

from __future__ import annotations

import pytest

from broadcast.languages.en.grammar import grammar as english
from broadcast.languages.kk.grammar import grammar as kazakh
from broadcast.languages.ru.grammar import grammar as russian


@pytest.mark.parametrize("name", ["Трамп", "Макрон", "Гутерриш"])
def test_a_last_name_that_the_news_writes_alone_tells_a_man(name: str) -> None:
    assert kazakh().gender_of([name]) == russian().gender_of([name]) == "m"


@pytest.mark.parametrize("name", ["Меркель", "Ардерн", "Мелони"])
def test_a_last_name_that_the_news_writes_alone_tells_a_woman(name: str) -> None:
    assert kazakh().gender_of([name]) == russian().gender_of([name]) == "f"


def test_english_knows_them_too_and_a_first_name_tells_more() -> None:
    assert [english().gender_of([name]) for name in ("Merkel", "Macron", "Borland")] == ["f", "m", None]
    assert english().gender_of(["Ivana", "Trump"]) == "f"


def test_an_inflected_one_is_brought_to_the_nominative() -> None:
    (mention,) = russian().mentions("О планах Джо Байдена знали давно.", frozenset())
    assert mention.name == "Джо Байден"
