"""Which stories are meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcast.errors import UsageError
from broadcast.pipeline.desk.places import files_at, named


def made(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_text("A headline\nA sentence.\n", encoding="utf-8")
    return [folder / name for name in names]


def test_folders_and_files_in_order_and_once(tmp_path: Path) -> None:
    a, b, _, _ = made(tmp_path, "a.txt", "b.md", ".hidden.txt", "notes.xyz")
    assert files_at([tmp_path, a]) == [a, b]
    assert files_at([b, tmp_path]) == [b, a]


def test_a_file_that_is_named_is_meant_whatever_it_is_called(tmp_path: Path) -> None:
    *_, odd = made(tmp_path, "a.txt", "notes.xyz")
    missing = tmp_path / "missing.txt"
    assert files_at([odd, missing]) == [odd, missing]  # what is wrong with it is told where it is built


def test_nothing_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no story here") as caught:
        files_at([tmp_path])
    assert ".txt" in caught.value.remedy


def test_a_script_stands_for_its_story(tmp_path: Path) -> None:
    files = made(tmp_path, "a.txt", "a.fountain", "b.txt")
    assert [(n.story.name, n.clash) for n in named(files)] == [("a.fountain", ()), ("b.txt", ())]


def test_a_slug_on_the_title_page_counts(tmp_path: Path) -> None:
    story, script = made(tmp_path, "a.txt", "other.fountain")
    script.write_text("Title: A\nSlug: a\nLanguage: en\n\nNARRATOR\nA sentence.\n", encoding="utf-8")
    assert [n.story for n in named([story, script])] == [script]


def test_slugs_that_clash_name_each_other(tmp_path: Path) -> None:
    files = made(tmp_path, "Library.md", "library.txt", "b.txt")
    assert [n.clash for n in named(files)] == [(files[1],), (files[0],), ()]
