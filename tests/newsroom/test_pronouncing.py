"""The station's lexicon: words, phrases, their forms, phonemes, and what breaks the file's form."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcast.errors import DocumentError
from broadcast.languages import pack_for
from broadcast.model.documents import from_toml
from broadcast.model.lexicon import Entry, Lexicon
from broadcast.newsroom.pronouncing import Pronunciation
from broadcast.newsroom.reading import read_text

VOICES = Path(__file__).parents[2] / "voices"
LEXICON = Lexicon(
    words={
        "Dala.kz": "Дала",
        "Жаңа қала": "Новый город",
        "КМТ": "көлік мекемесі тобы",
        "кітап": "кітап-пап",
        "Степьком": "Стэпком",
        "Dala News": "Dahla News",
        "Kasym": Entry(spoken="Kah-sim", phonemes="k'A:sIm"),
    }
)


def _said(text: str, language: str, lexicon: Lexicon = LEXICON) -> str:
    pack = pack_for(language)
    sentences, _ = read_text(text, pack, Pronunciation(lexicon, pack))
    return " ".join(s.spoken for s in sentences)


@pytest.mark.parametrize(
    ("language", "text", "spoken"),
    [
        ("kk", "Бұл «Dala.kz» тілшісі.", "Бұл Дала тілшісі."),
        ("kk", "Dala.kz-ке айтты", "Далаға айтты"),
        ("kk", "Жаңа қалада, таңда", "Новый городта, таңда"),
        ("kk", "КМТ-ның үйі", "көлік мекемесі тобының үйі"),
        ("kk", "кмт емес", "кмт емес"),
        ("kk", "Кітапқа енді", "кітап-папқа енді"),
        ("ru", "Глава Степькома сказал", "Глава Стэпкома сказал"),
        ("ru", "Степькомитет сказал", "Степькомитет сказал"),
        ("en", "Dala News's office", "Dahla News's office"),
        ("kk", "Dаlа.kz тілшісі", "Дала тілшісі"),
    ],
)
def test_a_form_of_an_entry_is_said_as_the_lexicon_has_it(language: str, text: str, spoken: str) -> None:
    assert _said(text, language) == spoken


def test_a_phrase_becomes_one_word_of_the_map() -> None:
    pack = pack_for("kk")
    sentences, _ = read_text("Бұл Жаңа қала.", pack, Pronunciation(LEXICON, pack))
    assert [(w.text, w.spoken) for w in sentences[0].words] == [("Бұл", "Бұл"), ("Жаңа қала.", "Новый город.")]


def test_phonemes_go_with_the_word_as_it_stands_in_the_lexicon_only() -> None:
    pack = pack_for("en")
    sentences, _ = read_text("Kasym met Kasym's friend.", pack, Pronunciation(LEXICON, pack))
    assert [w.phonemes for w in sentences[0].words] == ["k'A:sIm", "", "", ""]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_lexicons_of_this_newsroom_are_valid(language: str) -> None:
    path = VOICES / f"lexicon.{language}.toml"
    lexicon = from_toml(path.read_bytes(), Lexicon, path.name)
    pack = pack_for(language)
    for text in lexicon.words:
        assert _said(f"{text} {text}", language, lexicon) == f"{lexicon.spoken(text)} {lexicon.spoken(text)}"
        assert pack.read(lexicon.spoken(text))[0]


@pytest.mark.parametrize("content", ['[words]\n"" = "а"', '[words]\n"а" = "12"', '[words]\n"а" = 1', "[word]"])
def test_a_broken_lexicon_is_refused_with_the_reason(content: str) -> None:
    with pytest.raises(DocumentError) as raised:
        from_toml(content.encode(), Lexicon, "voices/lexicon.kk.toml")
    assert raised.value.where == "voices/lexicon.kk.toml"
