"""What holds for every language and every text: nothing is lost, and nothing that no voice can say is left."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from broadcast.languages.en import reading as en
from broadcast.languages.kk import reading as kk
from broadcast.languages.kk.numerals import cardinal
from broadcast.languages.kk.suffixes import attach
from broadcast.languages.ru import reading as ru

LANGUAGES = {"kk": kk, "ru": ru, "en": en}
_NEWS_WORDS = """
қала көпір жыл жылы мамыр «Дала» ЖШС АҚ-ға БТС т.б. % км м² млрд мың теңге тг №5 XX ғасыр город года мая в на до с по
тыс. руб. 2-й 33-летний А. Б. NATO U.S. YouTube Wi-Fi Аlма info@dala.kz www.dala.kz/a?b=1 bridge in of May p.m. Dr.
3rd 1990s $2.5m £40 – - … ! , (жаңа) "мост" ½ +7 ₸ & § +25°C 8 (727) 250-00-10 COVID-19 18+
"""
_WORDS = st.sampled_from(_NEWS_WORDS.split())
_NUMBERS = st.one_of(
    st.integers(0, 10**19).map(str),
    st.decimals(0, 10**6, places=2).map(lambda d: str(d).replace(".", ",")),
    st.tuples(st.integers(0, 3000), st.sampled_from("-–:./,×"), st.integers(0, 3000)).map(
        lambda t: f"{t[0]}{t[1]}{t[2]}"
    ),
    st.tuples(st.integers(0, 3000), st.sampled_from(["-ға", "-ден", "-ші", "-сынып", "-го", "-летний", "%", "km"])).map(
        lambda t: f"{t[0]}{t[1]}"
    ),
)
TEXTS = st.lists(st.one_of(_WORDS, _NUMBERS, st.text(max_size=8)), max_size=8).map(" ".join)
NEWS = st.lists(st.one_of(_WORDS, _NUMBERS), max_size=8).map(" ".join)
_UNSAYABLE = re.compile(r"[\d%№§$€£₽₸°«»\"“”()\[\]{}_&+=×@#/\\|<>]")


def _said(language: ModuleType, text: str) -> str:
    return " ".join(w.spoken for w in language.read(text)[0] if w.spoken)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_written_word_is_there_in_order(language: ModuleType, text: str) -> None:
    words, _ = language.read(text)
    assert " ".join(w.text for w in words) == " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_digit_and_no_sign_reaches_a_voice(language: ModuleType, text: str) -> None:
    assert not _UNSAYABLE.search(_said(language, text))


@pytest.mark.parametrize("language", [kk, ru], ids=["kk", "ru"])
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_latin_letter_reaches_a_cyrillic_voice(language: ModuleType, text: str) -> None:
    assert not re.search(r"[A-Za-z]", _said(language, text))


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
@given(text=NEWS)
@settings(max_examples=150, deadline=None)
def test_a_reading_reads_as_itself(language: ModuleType, text: str) -> None:
    once = _said(language, text)
    assert _said(language, once) == once


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [(kk, "кәсіпорын", 4), (kk, "үш", 1), (kk, "т", 1), (ru, "предприятие", 5), (en, "bridge", 1), (en, "people", 2)],
)
def test_syllables(language: ModuleType, word: str, count: int) -> None:
    assert language.syllables(word) == count


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        (kk, "Саны 6-ге жетті", "suffix-mismatch"),
        (kk, "Салмағы 50 кг-ге жетті", "suffix-mismatch"),
        (kk, "Аlmaty арнасы", "mixed-script"),
        (ru, "Mосква растёт", "mixed-script"),
        (kk, "жаңа ♻ белгі", "unread"),
    ],
)
def test_a_doubt_is_told(language: ModuleType, text: str, code: str) -> None:
    assert code in {f.code for f in language.read(text)[1]}


def test_a_fitting_ending_raises_no_doubt() -> None:
    assert kk.read("Саны 6-ға, 15%-ке, 50-ден, 2-ші, 77-сі")[1] == ()


@given(
    number=st.integers(0, 10**7),
    ending=st.sampled_from(
        [
            ("genitive",),
            ("dative",),
            ("accusative",),
            ("locative",),
            ("ablative",),
            ("instrumental",),
            ("third",),
            ("third", "genitive"),
            ("third", "dative"),
            ("third", "ablative"),
            ("locative", "relational"),
            ("plural", "dative"),
            ("like",),
        ]
    ),
)
@settings(max_examples=300, deadline=None)
def test_a_kazakh_ending_that_fits_is_read_as_written(number: int, ending: tuple[str, ...]) -> None:
    stem = cardinal(number)
    word = attach(stem, ending)
    assume(word.startswith(stem))  # not қырқы
    words, findings = kk.read(f"{number}-{word.removeprefix(stem)}")
    assert (words[0].spoken, findings) == (word, ())
