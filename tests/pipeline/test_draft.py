"""From a file to a script."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from docx import Document

from broadcast.errors import UnknownName
from broadcast.exporters.fountain import fountain
from broadcast.newsroom.segmenting import uncovered
from broadcast.pipeline.draft import draft, estimate
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from tests.conftest import SAMPLE

NEWSROOM = NewsroomFolder(SAMPLE.parents[1])


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


def test_an_unknown_language_and_an_unknown_kind_of_file(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="'fr'"):
        draft(SAMPLE, NEWSROOM, language="fr")
    (tmp_path / "s.xyz").write_text("текст", encoding="utf-8")
    with pytest.raises(UnknownName, match="'xyz'"):
        draft(tmp_path / "s.xyz", NEWSROOM)


def edited(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The sample's script with words exchanged."""
    text = fountain(draft(SAMPLE, NEWSROOM))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "zhetisu.fountain"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_script_is_drafted_as_it_stands_and_read_aloud_anew(tmp_path: Path) -> None:
    script, story = draft(edited(tmp_path), NEWSROOM), draft(SAMPLE, NEWSROOM)
    assert [(s.id, s.text, s.spoken, s.sentences, s.speaker) for s in script.segments] == [
        (s.id, s.text, s.spoken, s.sentences, s.speaker) for s in story.segments
    ]
    assert uncovered(script) == ()
    assert script.findings == story.findings


def test_what_a_person_wrote_wins_over_every_rule(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        ("maltsev (m) Сергей Мальцев", "maltsev (f) Серик Мальцева"),
        ("@Сергей Мальцев\n(кәсіпорын директорының орынбасары)", "@Мальцева\n(директор)"),
        ("zhardan (f)", "zhardan (?)"),
        ("@Ләззат Жылқыбаева", "@Айгүл Серікова"),
        ("572", "573"),
    )
    script, story = draft(path, NEWSROOM), draft(SAMPLE, NEWSROOM)
    speakers = [(s.speaker.id, s.speaker.name, s.speaker.gender) for s in script.segments if s.speaker]
    assert speakers == [
        ("maltsev", "Серик Мальцева", "f"),
        ("zhardan", "Валерия Жардан", None),
        ("serikova", "Айгүл Серікова", "f"),  # new: the name tells the gender
    ]
    same = [a.id == b.id for a, b in zip(script.segments, story.segments, strict=True)]
    assert same == ["572" not in s.text for s in story.segments]
    assert "бес жүз жетпіс үш" in script.segments[0].spoken


def test_a_new_speaker_whose_name_tells_no_gender(tmp_path: Path) -> None:
    script = draft(edited(tmp_path, ("@Ләззат Жылқыбаева", "@Саша Ким")), NEWSROOM)
    doubts = [(f.code, f.segment) for f in script.findings if f.code in ("speaker-new", "gender-unknown")]
    (segment,) = (s.id for s in script.segments if s.speaker and s.speaker.name == "Саша Ким")
    assert doubts == [("speaker-new", segment), ("gender-unknown", segment)]


def test_a_script_read_in_another_language(tmp_path: Path) -> None:
    script = draft(edited(tmp_path), NEWSROOM, language="ru")
    assert {s.language for s in script.segments} == {script.story.language} == {"ru"}


def test_attributions_of_a_script_are_read_when_asked_for(tmp_path: Path) -> None:
    script = draft(edited(tmp_path), NEWSROOM, read_attributions=True)
    assert sum(s.text.startswith("Деді") for s in script.segments) == 3


@pytest.mark.parametrize("suffix", ["docx", "rtf", "md", "html"])
def test_a_story_in_another_format_is_the_same_story(tmp_path: Path, suffix: str) -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    path = tmp_path / f"zhetisu.{suffix}"
    path.write_bytes(_WRITERS[suffix](lines))
    script, story = draft(path, NEWSROOM), draft(SAMPLE, NEWSROOM)
    assert script.story.headline == story.story.headline
    assert [(s.kind, s.text, s.speaker) for s in script.segments] == [
        (s.kind, s.text, s.speaker) for s in story.segments
    ]


def _docx(lines: list[str]) -> bytes:
    made, stream = Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(stream)
    return stream.getvalue()


def _rtf(lines: list[str]) -> bytes:
    words = "\\par\n".join("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines)
    return f"{{\\rtf1\\ansi {words}}}".encode()


def _html(lines: list[str]) -> bytes:
    head, *others = map(escape, lines)
    body = "".join(f"<p>{line}</p>" for line in others)
    return f"<html><title>{head}</title><body><article><h1>{head}</h1>{body}</article></body></html>".encode()


_WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    "docx": _docx,
    "rtf": _rtf,
    "md": lambda lines: "\n\n".join((f"# {lines[0]}", *lines[1:])).encode(),
    "html": _html,
}
