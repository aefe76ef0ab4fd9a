from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.newsroom.sentences import split_sentences

SHORT = frozenset(["млн", "ж", "т.б.", "dr", "mr", "p.m."])


def _split(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, SHORT)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Күн шықты. Қар еріді.", ["Күн шықты.", "Қар еріді."]),
        ("А. Б. Серіков келді. Ол шаршады.", ["А. Б. Серіков келді.", "Ол шаршады."]),
        ("Құны 3,5 млн. теңге. Ол арзан.", ["Құны 3,5 млн. теңге.", "Ол арзан."]),
        ("Бұл 2018 ж. болды.", ["Бұл 2018 ж. болды."]),
        ("Алма, өрік т.б. жемістер. Нан т.б. Сүт бар.", ["Алма, өрік т.б. жемістер.", "Нан т.б.", "Сүт бар."]),
        ("«Кел!» деді ол. «Бол!» Сосын кетті.", ["«Кел!» деді ол.", "«Бол!»", "Сосын кетті."]),
        ("Ол күтті… күтті. Кетті… Келмеді.", ["Ол күтті… күтті.", "Кетті…", "Келмеді."]),
        ("1. Бірінші тармақ. 2. Екінші тармақ.", ["1. Бірінші тармақ.", "2. Екінші тармақ."]),
        (
            'Mr. Hill said: "Go." He left at 5 p.m. She stayed.',
            ['Mr. Hill said: "Go."', "He left at 5 p.m.", "She stayed."],
        ),
        ("Бір\nЕкі", ["Бір", "Екі"]),
        ("Неге?! Білмеймін.", ["Неге?!", "Білмеймін."]),
        ("Бағасы\u00a03.5\u00a0теңге.\u00a0Арзан.", ["Бағасы\u00a03.5\u00a0теңге.", "Арзан."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert _split(text) == sentences


@given(st.text(alphabet=st.sampled_from("аәБ. !?…«»\"'\n\u00a01,-") | st.characters(), max_size=200))
def test_every_character_but_white_space_is_in_one_sentence(text: str) -> None:
    spans = split_sentences(text, SHORT)
    at = 0
    for span in spans:
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        at = span.end
    assert not text[at:].strip()


def test_a_run_of_stops_takes_linear_time() -> None:
    assert len(split_sentences("." * 300_000, SHORT)) == 1
