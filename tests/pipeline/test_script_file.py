"""A script's file is never taken from who edited it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from broadcast.errors import BroadcastError
from broadcast.model.script import Script
from broadcast.pipeline.script_file import keep_script
from broadcast.readers.fountain import read
from tests import samples


def changed(script: Script) -> Script:
    first, *others = script.segments
    return replace(script, segments=(replace(first, text="Қалада 4 көпір ашылды."), *others))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "scripts" / "kopir.fountain"


def edit(path: Path) -> bytes:
    data = path.read_text(encoding="utf-8").replace("бас инженері)", "инженері)").encode()
    path.write_bytes(data)
    return data


def test_it_is_written_where_scripts_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept = keep_script(samples.script())
    assert (kept.state, kept.path) == ("written", Path("scripts/kopir.fountain"))
    assert [p.name for p in (tmp_path / "scripts").iterdir()] == ["kopir.fountain"]
    found = read(kept.path.read_bytes(), "s")
    assert [s.id for s in found.segments] == [s.id for s in samples.script().segments]


def test_it_follows_the_story_while_nobody_edits_it(path: Path) -> None:
    script = samples.script()
    states = [keep_script(s, path).state for s in (script, script, changed(script), script)]
    assert states == ["written", "current", "written", "written"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_editor_that_saves_without_a_change_changes_nothing(path: Path, line_end: str) -> None:
    keep_script(samples.script(), path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_text(encoding="utf-8").replace("\n", line_end).encode())
    assert keep_script(samples.script(), path).state == "current"
    assert keep_script(changed(samples.script()), path).state == "written"


def test_an_edited_script_is_kept(path: Path) -> None:
    keep_script(samples.script(), path)
    edited = edit(path)
    kept = keep_script(samples.script(), path)
    assert (kept.state, kept.difference) == ("edited", ())
    assert path.read_bytes() == edited


def test_an_edited_script_of_a_story_that_changed_is_kept_and_the_difference_told(path: Path) -> None:
    keep_script(samples.script(), path)
    edited = edit(path)
    kept = keep_script(changed(samples.script()), path)
    assert kept.state == "differs"
    assert path.read_bytes() == edited
    assert kept.difference == (
        "- Қалада 3 көпір ашылды.",
        "+ Қалада 4 көпір ашылды.",
        "- (құрылыс компаниясының инженері)",
        "+ (құрылыс компаниясының бас инженері)",
    )


def test_a_difference_is_short_and_begins_where_it_is(path: Path) -> None:
    script = samples.script()
    long = replace(script.segments[0], text="Көпір ұзын. " * 50 + "Соңы.")
    script = replace(script, segments=(long,) * 40)
    keep_script(script, path)
    edit(path)
    path.write_text(path.read_text(encoding="utf-8").replace("Соңы", "Аяғы"), encoding="utf-8")
    kept = keep_script(replace(script, segments=script.segments[:-1]), path)
    assert len(kept.difference) == 20
    assert all(len(line) < 110 for line in kept.difference)
    assert "Аяғы" in kept.difference[0]
    assert "Соңы" in kept.difference[1]


def test_force_writes_it_anew(path: Path) -> None:
    keep_script(samples.script(), path)
    edit(path)
    assert keep_script(samples.script(), path, force=True).state == "written"
    assert keep_script(samples.script(), path).state == "current"


def test_a_file_that_is_no_script_of_ours_is_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\x00 somebody's own")
    assert keep_script(samples.script(), path).state == "differs"
    assert path.read_bytes() == b"\xff\x00 somebody's own"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(BroadcastError) as caught:
        keep_script(samples.script(), tmp_path)
    assert caught.value.where == str(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BroadcastError):
        keep_script(samples.script(), tmp_path / "file" / "s.fountain")
