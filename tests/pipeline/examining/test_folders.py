"""Folders: the store of takes, and a newsroom as it is found."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from broadcast.model.examination import Line
from broadcast.pipeline.examining import folders
from broadcast.pipeline.founding import found


def told(folder: Path) -> dict[str, Line]:
    return {line.subject: line for line in folders.newsroom(folder)}


def takes() -> Line:
    return next(line for line in folders.folders() if line.subject == "takes")


def test_a_new_newsroom_is_in_order(tmp_path: Path) -> None:
    found(tmp_path, "kk")
    lines = told(tmp_path)
    assert {line.state for line in lines.values()} == {"ok"}
    assert lines["scripts/"].message == "1 story, 0 edited scripts"
    assert lines["cast.toml"].message == "engine espeak"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cast.toml", b"engine = 3\n"),
        ("cast.toml", b"[pauses\n"),
        ("lexicon.ru.toml", b'[words]\n"a" = ""\n'),
        ("lexicon.kk.toml", b"\xff\xfe"),
        ("captions.toml", b"[kk]\nreading_speed = 'fast'\n"),
        ("retakes.toml", b"x = 1\n"),
    ],
)
def test_a_file_that_a_build_would_refuse_is_named(name: str, content: bytes, tmp_path: Path) -> None:
    found(tmp_path, "en")
    (tmp_path / "voices" / name).write_bytes(content)
    wrong = [line for line in told(tmp_path).values() if line.state == "wrong"]
    assert [line.subject for line in wrong] == [name]
    assert wrong[0].message.startswith(str(tmp_path / "voices" / name))
    assert wrong[0].remedy


def test_a_folder_that_is_none_is_told_how_to_begin(tmp_path: Path) -> None:
    (line,) = told(tmp_path).values()
    assert (line.state, line.remedy) == ("missing", "broadcast new FOLDER")


def test_files_that_are_not_there_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    lines = told(tmp_path)
    assert lines["scripts/"].state == "missing"
    assert lines["cast.toml"].message.startswith("not there")


def test_the_store_is_told_with_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "abc.wav").write_bytes(b"0" * 3_000_000)
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path))
    line = takes()
    assert line.state == "ok"
    assert line.message.endswith("1 file, 3 MB")
    assert [path.name for path in tmp_path.iterdir()] == ["ab"]  # nothing is left of the trial


def test_a_store_that_cannot_be_written_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path / "file" / "takes"))
    line = takes()
    assert line.state == "wrong"
    assert "BROADCAST_TAKES" in line.remedy


def test_a_shared_store_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADCAST_TAKES", "s3://station/takes")
    assert takes().state == "ok"
    assert "not asked" in takes().message


def test_a_disk_that_is_nearly_full_is_a_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=5 << 20))
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path))
    line = takes()
    assert line.state == "doubt"
    assert "only 0.0 GB free" in line.message
