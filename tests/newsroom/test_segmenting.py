from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.languages import pack_for
from broadcast.model.script import Script
from broadcast.model.story import Story
from broadcast.newsroom.attributing import with_attributions_read
from broadcast.newsroom.identifying import speaker_id
from broadcast.newsroom.segmenting import segment, uncovered

SAMPLE = (Path(__file__).parents[2] / "scripts" / "zhetisu.txt").read_text(encoding="utf-8")
PIECES = [
    *("\nФото: порт\n", "\n(\n", "\nRead also: ports\n", "\nАсан Үсенов, әкім:\n"),
    *("«", "»", '"', "“", "”", "'", ", ", " - ", " – ", ". ", ": ", "\n", "!", "?", "…", "(", ")"),
    *("деді ", "дейді ", "деп ", "деп аталады ", "ол ", "әкім ", "Айгүл Серікова", "оның айтуынша "),
    *(
        "сказал ",
        "по словам ",
        "она ",
        "глава ",
        "Ивана Петрова",
        "в полиции ",
        "said ",
        "he ",
        "Ann Hill",
        "the mayor ",
    ),
    *("\n— Ann Hill (@annhill) May 5, 2020\n", "\nWe open the doors at nine on Monday. pic.twitter.com/a1\n"),
    *("Оқи отырыңыз:", "Читайте также", "Photo: ", "Астана", "А. ", "жұмыс аяқталды", "работа идёт", "we are open"),
]


def _script(text: str) -> Script:
    return segment(Story(slug="test", text=text), pack_for)


def test_the_sample_story() -> None:
    script = _script(SAMPLE)
    assert script.story.language == "kk"
    assert script.story.headline == SAMPLE.split("\n")[0]
    assert script.story.credits == ("Гүлмарал Изатқызы", "Ғани Қалуов")
    assert script.story.outlet == "«Алматы» телеарнасы"
    assert [p.reason for p in script.story.left_out] == ["related link"]
    assert [(s.id, s.name, s.gender, s.role) for s in script.speakers] == [
        ("maltsev", "Сергей Мальцев", "m", "кәсіпорын директорының орынбасары"),
        ("zhardan", "Валерия Жардан", "f", "кәсіпорынның қаржы директоры орынбасары"),
        ("zhylkybaeva", "Ләззат Жылқыбаева", "f", "Жетісу ауданының әкімі"),
    ]
    assert sum(s.kind == "quote" for s in script.segments) == 3
    assert [s.evidence for s in script.segments if s.kind == "narration"][:4] == [
        "аудан әкімі Ләззат Жылқыбаева айтты",
        "Оның айтуынша",
        "",
        "Жауаптылардың айтуынша",
    ]
    assert not script.findings
    assert not uncovered(script)


def test_an_edit_elsewhere_keeps_the_ids() -> None:
    before = {s.text: s.id for s in _script(SAMPLE).segments}
    after = {
        s.text: s.id for s in _script(SAMPLE.replace("Айта кетейік, Жетісу ауданында қазір", "Қазір ауданда")).segments
    }
    assert len(set(before.values())) == len(before)
    assert sum(before.get(text) == key for text, key in after.items()) == len(before) - 1


def test_the_same_words_twice_have_two_ids() -> None:
    segments = _script("Бір хабар\nКүн шықты.\nКүн шықты.").segments
    assert len({s.id for s in segments}) == 2


def test_attributions_read_by_the_narrator() -> None:
    script = with_attributions_read(_script(SAMPLE))
    said = [s.text for s in script.segments if s.text.startswith("Деді")]
    assert said[2] == "Деді Жетісу ауданының әкімі Ләззат Жылқыбаева."
    assert not any(s.attribution for s in script.segments)
    assert not uncovered(script)


def test_a_doubt_is_a_finding_that_names_the_people() -> None:
    text = (
        "Жиналыс өтті\nЖиналысқа Марат Оспанов пен Серік Жұмабеков қатысты. Марат Оспанов баяндама жасады.\n"
        "Серік Жұмабеков тыңдады.\n«Бұл дұрыс шешім емес», - деді ол."
    )
    script = _script(text)
    assert 0 < script.segments[-1].confidence < 0.98


def test_nobody_named_is_a_finding() -> None:
    script = _script("Баға түсті\nБазарда алма арзандады.\n«Осы аптада баға екі есе төмендеді», - деді.")
    assert [f.code for f in script.findings] == ["speaker-unknown"]
    assert script.findings[0].segment == script.segments[-1].id


def test_a_quote_keeps_its_paragraphs() -> None:
    script = _script("Сапар\nҒалым Самат Ержанов келді.\n«Көл мөлдір.\nБалығы көп», - деді ғалым.")
    assert script.segments[-1].text == "Көл мөлдір.\nБалығы көп"


def test_an_empty_story_has_no_segments() -> None:
    assert _script("").segments == ()
    assert _script(" \n\n").segments == ()


def test_speaker_ids_are_unique_and_ascii() -> None:
    taken: list[str] = []
    for name in ("Иван Петров", "Анна Петров", "Иван Петров", "Ғ", "«»", "narration", "日本"):
        taken.append(speaker_id(name, taken))
    assert len(set(taken)) == len(taken)
    assert all(t.isascii() and t and t != "narration" for t in taken)


def _check(text: str) -> None:
    script = _script(text)
    assert uncovered(script) == ()
    assert [s.source for s in script.segments] == sorted(s.source for s in script.segments)
    assert len({s.id for s in script.segments}) == len(script.segments)
    for part in script.segments:
        assert part.text.strip()
        assert 0 <= part.confidence <= 1
    for left in script.story.left_out:
        assert left.source.of(text) == left.text


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=150)
def test_every_character_is_accounted_for_in_news(text: str) -> None:
    _check(text)


@given(st.text(max_size=120))
@settings(max_examples=100)
def test_every_character_is_accounted_for_in_any_text(text: str) -> None:
    _check(text)


@pytest.mark.parametrize(
    "unit", ['"', "«", "'a ", ". ", ", - деді ", "Асан ", "сөз ", "глава ", "- А\n", "«а\n", " ", "Оқи отырыңыз\n"]
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        start = time.process_time()
        _script(text)
        return time.process_time() - start

    small = max(min(seconds(4_000) for _ in range(2)), 0.02)
    assert min(seconds(16_000) for _ in range(2)) < small * 14
