"""Changes of who speaks, in the script's file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from broadcast.errors import UsageError
from broadcast.exporters.fountain import fountain
from broadcast.model.script import Script
from broadcast.pipeline.draft import draft
from broadcast.pipeline.editing.script import kept_script, new_speaker, recast, script_path
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.script_file import keep_script
from broadcast.readers.fountain import read
from tests import samples


@pytest.fixture(autouse=True)
def _room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def made() -> Script:
    Path("kopir.txt").write_text(samples.TEXT, encoding="utf-8")
    return draft("kopir.txt", NewsroomFolder())


def there(script: Script) -> Script:
    return read(script_path(script).read_bytes(), "kopir.fountain")


def kinds(script: Script) -> list[tuple[str, str]]:
    return [(s.kind, s.speaker.name if s.speaker else "") for s in script.segments]


def test_a_quote_becomes_narration_in_a_file_that_is_made() -> None:
    script = made()
    quote = script.segments[1]
    change = recast(script, quote.id, "narration", None)
    assert change.path == Path("scripts/kopir.fountain")
    assert kinds(there(script)) == [("narration", ""), ("narration", ""), ("narration", "")]
    assert [s.text for s in there(script).segments] == [s.text for s in script.segments]
    change.undo()
    assert kinds(there(script)) == kinds(script)


def test_narration_becomes_a_quote_of_somebody_new() -> None:
    script = made()
    person = new_speaker(" Данияр  Омаров ", "жүргізуші", script)
    recast(script, script.segments[2].id, "quote", person)
    last = there(script).segments[2]
    assert last.speaker is not None
    assert (last.kind, last.speaker.id, last.speaker.name, last.speaker.role) == (
        "quote",
        "omarov",
        "Данияр Омаров",
        "жүргізуші",
    )
    assert new_speaker("айгүл серікова", "", script).id == "serikova"


def test_what_was_doubtful_about_the_speaker_is_settled() -> None:
    Path("kopir.txt").write_text("Көпір\n\n«Жұмыс аяқталды», - деді ол.\n", encoding="utf-8")
    script = draft("kopir.txt", NewsroomFolder())
    quote = next(s for s in script.segments if s.kind == "quote")
    assert any(f.segment == quote.id for f in script.findings)
    recast(script, quote.id, "quote", new_speaker("Данияр Омаров", "", script))
    assert "doubt" not in script_path(script).read_text(encoding="utf-8")


def test_a_person_is_not_overwritten_and_the_file_counts_as_edited() -> None:
    script = made()
    path = script_path(script)
    keep_script(script, path)
    text = path.read_text(encoding="utf-8")
    own = text.replace("\n\nКөлік", "\n\n/* бұл жері кейін */\n\n[[панорама]]\n\n\nКөлік")
    path.write_text(own, encoding="utf-8")
    recast(script, script.segments[1].id, "quote", new_speaker("Данияр Омаров", "", script))
    after = path.read_text(encoding="utf-8")
    assert "/* бұл жері кейін */\n\n[[панорама]]\n\n\nКөлік" in after
    assert "@Данияр Омаров\nЖұмыс аяқталды" in after
    assert re.findall("Digest: .*", after) == re.findall("Digest: .*", text)
    assert keep_script(script, path).state == "edited"


def test_line_ends_of_windows_stay() -> None:
    script = made()
    path = kept_script(script)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    recast(script, script.segments[1].id, "narration", None)
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 5


def test_a_form_that_only_a_person_should_change_is_left_alone() -> None:
    script = made()
    path = kept_script(script)
    text = path.read_text(encoding="utf-8").replace("@Айгүл Серікова", "АЙГҮЛ СЕРІКОВА")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="written by hand") as caught:
        recast(script, script.segments[1].id, "narration", None)
    assert "editor" in caught.value.remedy
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_nobody_edited_is_brought_up_to_date_first() -> None:
    old = made()
    kept_script(old)
    Path("kopir.txt").write_text(samples.TEXT.replace("3 көпір", "4 көпір"), encoding="utf-8")
    script = draft("kopir.txt", NewsroomFolder())
    recast(script, script.segments[1].id, "narration", None)
    assert there(script).segments[0].text == "Қалада 4 көпір ашылды."


def test_a_segment_that_a_person_rewrote_since() -> None:
    script = made()
    path = kept_script(script)
    path.write_text(path.read_text(encoding="utf-8").replace("Жұмыс аяқталды", "Бітті"), encoding="utf-8")
    with pytest.raises(UsageError, match="no longer has this segment"):
        recast(script, script.segments[1].id, "narration", None)


def test_undo_stops_where_somebody_else_wrote_since() -> None:
    script = made()
    change = recast(script, script.segments[1].id, "narration", None)
    change.path.write_text("Language: kk\n\nБасқа.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="another hand"):
        change.undo()
    assert "Басқа" in change.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", "  ", "123", "?"])
def test_a_speaker_needs_a_name(name: str) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        new_speaker(name, "", made())


def test_words_that_come_twice_are_told_apart() -> None:
    Path("kopir.txt").write_text("Көпір\n\nИә, солай.\n\nКөпір бар.\n\nИә, солай.\n", encoding="utf-8")
    script = draft("kopir.txt", NewsroomFolder())
    last = script.segments[-1]
    recast(script, last.id, "quote", None)
    found = there(script)
    assert len({s.id for s in found.segments}) == len(found.segments)
    assert found.segments[-1].kind == "quote"
    assert fountain(found).count("@?") == 1
