"""A newsroom folder: made whole, and never over anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcast.errors import InputError, UnknownName
from broadcast.pipeline import founding
from broadcast.pipeline.founding import LANGUAGES, found, language_here
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from tests.conftest import ROOT, SAMPLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_holds_the_sample_and_the_choices(language: str, tmp_path: Path) -> None:
    done = found(tmp_path / "newsroom", language)
    made = {p.relative_to(done.folder).as_posix() for p in done.folder.rglob("*") if p.is_file()}
    assert made == set(done.made)
    assert done.kept == ()
    assert (done.folder / "scripts/zhetisu.txt").read_bytes() == SAMPLE.read_bytes()
    assert NewsroomFolder(done.folder).cast() == NewsroomFolder(ROOT).cast()
    readme = (done.folder / "README.md").read_text(encoding="utf-8")
    assert "broadcast build scripts/zhetisu.txt" in readme
    assert "scripts/" in readme


def test_readmes_show_the_same_commands() -> None:
    texts = [Path(founding.__file__).with_name(f"readme.{code}.md") for code in LANGUAGES]
    commands = [
        [line.partition("#")[0].strip() for line in text.read_text(encoding="utf-8").splitlines() if "  #" in line]
        for text in texts
    ]
    assert commands[0] == commands[1] == commands[2]
    assert len(commands[0]) == 6


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/cast.toml").write_bytes(b'engine = "silence"\n')
    (tmp_path / "README.md").symlink_to(tmp_path / "nowhere")
    done = found(tmp_path, "en")
    assert set(done.kept) == {"voices/cast.toml", "README.md"}
    assert (tmp_path / "voices/cast.toml").read_bytes() == b'engine = "silence"\n'
    assert not (tmp_path / "nowhere").exists()
    again = found(tmp_path, "en")
    assert again.made == ()
    assert set(again.kept) == {*done.made, *done.kept}


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "newsroom").write_bytes(b"mine")
    with pytest.raises(InputError) as caught:
        found(tmp_path / "newsroom", "en")
    assert caught.value.where == str(tmp_path / "newsroom")
    assert (tmp_path / "newsroom").read_bytes() == b"mine"


def test_an_unknown_language_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        found(tmp_path / "newsroom", "de")
    assert not (tmp_path / "newsroom").exists()


def test_own_stories_and_retakes_of_a_clone_are_not_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = tmp_path / "clone"
    found(clone, "en")
    (clone / "scripts/secret.txt").write_bytes(b"x")
    (clone / "voices/retakes.toml").write_bytes(b"x")
    monkeypatch.setattr(founding, "_sample", lambda: clone)
    made = found(tmp_path / "newsroom", "en").made
    assert "scripts/zhetisu.txt" in made
    assert not {"scripts/secret.txt", "voices/retakes.toml"} & set(made)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "kk_KZ.UTF-8", "LC_ALL": "ru_RU"}, "ru"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_readme_speaks_the_systems_language(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_here() == language
