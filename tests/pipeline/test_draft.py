"""From a file to a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import StoryError, UnknownName
from broadcast.newsroom.segmenting import uncovered
from broadcast.pipeline import draft as drafting
from broadcast.pipeline.draft import draft, estimate, read_story, slug_of, story_bytes
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from tests.conftest import SAMPLE

NEWSROOM = NewsroomFolder(SAMPLE.parents[1])


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("zhetisu", "zhetisu"),
        ("Жетісу ауданы", "zhetisu-audany"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\nb\t\"c\"'d'", "a-b-c-d"),
        ("..", "story"),
        ("", "story"),
        ("日本", "story"),
        ("CON", "con-story"),
        ("x" * 300, "x" * 64),
        ("2026_05_01", "2026_05_01"),
    ],
)
def test_a_slug_is_a_safe_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text(max_size=80))
def test_any_name_gives_a_slug_that_is_its_own(name: str) -> None:
    slug = slug_of(name)
    assert re.fullmatch(r"[a-z0-9_-]{1,70}", slug)
    assert slug_of(slug) == slug


def test_the_sample() -> None:
    script = draft(SAMPLE, NEWSROOM)
    story = script.story
    assert story.language == "kk"
    assert story.headline == "Аудан әкімі өндіріс ошағына жұмыс сапарымен барды"
    assert story.credits == ("Гүлмарал Изатқызы", "Ғани Қалуов")
    assert story.outlet == "«Алматы» телеарнасы"
    assert [(left.reason, left.text[:12]) for left in story.left_out] == [("related link", "Оқи отырыңыз")]
    assert uncovered(script) == ()
    quotes = [s for s in script.segments if s.kind == "quote"]
    assert [(s.speaker.id, s.speaker.name, s.speaker.role, s.speaker.gender) for s in quotes if s.speaker] == [
        ("maltsev", "Сергей Мальцев", "кәсіпорын директорының орынбасары", "m"),
        ("zhardan", "Валерия Жардан", "кәсіпорынның қаржы директоры орынбасары", "f"),
        ("zhylkybaeva", "Ләззат Жылқыбаева", "Жетісу ауданының әкімі", "f"),
    ]
    assert all(s.attribution and s.attribution.text.strip(" ,-").startswith("деді") for s in quotes)
    indirect = [s for s in script.segments if "айтуынша" in s.text]
    assert [s.kind for s in indirect] == ["narration"] * 3
    assert all(s.evidence for s in indirect)
    assert [f.code for f in script.findings] == ["mixed-script"]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("572", "бес жүз жетпіс екі"),
        ("50-ден", "елуден"),
        ("15%-ға", "он бес пайызға"),
        ("30", "отыз"),
        ("2010", "екі мың оныншы"),
        ("3 мың тоннадан", "үш мың тоннадан"),
        ("170-тен", "жүз жетпістен"),
        ("52-сі", "елу екісі"),
    ],
)
def test_the_sample_is_said_right(written: str, spoken: str) -> None:
    script = draft(SAMPLE, NEWSROOM)
    words = [w for segment in script.segments for sentence in segment.sentences for w in sentence.words]
    count = len(written.split())
    runs = (words[i : i + n] for i in range(len(words)) for n in range(1, count + 1))
    said = {" ".join(w.spoken for w in run).rstrip(",.") for run in runs if " ".join(w.text for w in run) == written}
    assert said == {spoken}


def test_attributions_are_read_when_asked_for() -> None:
    script = draft(SAMPLE, NEWSROOM, read_attributions=True)
    assert uncovered(script) == ()
    read = [s.text for s in script.segments if s.text.startswith("Деді")]
    assert [r.split()[-2] for r in read] == ["Сергей", "Валерия", "Ләззат"]


def test_an_estimate_is_marked_so() -> None:
    edition = estimate(SAMPLE)
    assert edition.credits.timing == "estimated"
    assert edition.loudness is None
    assert 120 < edition.timeline.duration < 240
    assert len(edition.captions.cues) > 30


def test_an_encoding_other_than_utf_8_is_read_and_said(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes("Город получил новый мост.\nМост открыли сегодня.\n".encode("cp1251"))
    script = draft(story, NEWSROOM)
    assert script.story.language == "ru"
    assert [f.code for f in script.findings] == ["encoding"]


def test_a_story_without_quotes_is_narration(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Қалада көпір ашылды\nҚалада жаңа көпір ашылды. Оның ұзындығы 300 метр.\n", encoding="utf-8")
    assert {s.kind for s in draft(story, NEWSROOM).segments} == {"narration"}


def test_an_unclosed_quote_is_a_finding(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "Қалада көпір ашылды\n«Көпір бізге керек еді, - деді тұрғын Айгүл Серікова.\nКөпір ұзын.\n", encoding="utf-8"
    )
    script = draft(story, NEWSROOM)
    assert "unclosed-quote" in {f.code for f in script.findings}
    assert uncovered(script) == ()


@pytest.mark.parametrize("name", ["nope.txt", "no\0pe.txt", "x" * 5000 + ".txt"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoryError):
        story_bytes(tmp_path / name)


def test_a_folder_is_no_story(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="is a folder"):
        story_bytes(tmp_path)


def test_a_huge_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "LARGEST_STORY", 1 << 20)
    (tmp_path / "s.txt").write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(StoryError, match="larger than 1 MB"):
        story_bytes(tmp_path / "s.txt")


def test_an_unknown_language_and_an_unknown_kind_of_file(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="'fr'"):
        read_story(SAMPLE, "fr")
    (tmp_path / "s.xyz").write_text("текст", encoding="utf-8")
    with pytest.raises(UnknownName, match="'xyz'"):
        read_story(tmp_path / "s.xyz")
