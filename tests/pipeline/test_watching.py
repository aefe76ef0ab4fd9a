"""Watching real files, look by look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcast.errors import StoryError
from broadcast.pipeline.order import Order
from broadcast.pipeline.watching import Rebuilt, Watch

TEXT = "Көпір ашылды\n\nҚалада көпір ашылды.\n"
_CLOCK: Iterator[int] = iter(range(1_700_000_000, 1_800_000_000))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("scripts", "voices"):
        Path(name).mkdir()
    return tmp_path


def save(path: str, text: str = TEXT) -> Path:
    """Write a file, a second later than the one before."""
    file, now = Path(path), next(_CLOCK)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (now, now))
    return file


def watch(*places: str) -> Watch:
    return Watch([Path(p) for p in places or ("scripts",)], Order(story="", engine="silence"))


def told(found: Iterator[Rebuilt]) -> list[tuple[str, str, str]]:
    """What was built: the file, why, and how it went."""

    def how(each: Rebuilt) -> str:
        return type(each.error).__name__ if each.error else "current" if each.unchanged else "built"

    return [(each.story.name, ", ".join(each.because), how(each)) for each in found]


FIRST = "seen for the first time"


def test_everything_is_built_first_and_then_what_came_to_rest(room: Path) -> None:
    save("scripts/a.txt")
    save("scripts/b.txt")
    looked = watch()
    assert told(looked.look()) == [("a.txt", FIRST, "built"), ("b.txt", FIRST, "built")]
    assert told(looked.look()) == []
    save("scripts/b.txt", TEXT + "Жаңа сөйлем.\n")
    assert told(looked.look()) == []  # it may still be written
    save("scripts/b.txt", TEXT + "Жаңа сөйлем. Тағы бірі.\n")
    assert told(looked.look()) == []  # it was
    found = list(looked.look())
    assert told(iter(found)) == [("b.txt", "b.txt changed", "built")]
    assert found[0].report is not None
    assert found[0].report.folder == str(Path("output/b"))
    assert told(looked.look()) == []


def test_what_is_current_is_found_so(room: Path) -> None:
    save("scripts/a.txt")
    assert told(watch().look()) == [("a.txt", FIRST, "built")]
    assert told(watch().look()) == [("a.txt", FIRST, "current")]


def test_a_script_stands_for_the_story_of_its_name_as_long_as_it_is_there(room: Path) -> None:
    save("scripts/a.txt")
    looked = watch()
    list(looked.look())
    save("scripts/a.fountain", "Language: kk\nSlug: a\n\nҚалада екі көпір ашылды.\n")
    list(looked.look())
    assert told(looked.look()) == [("a.fountain", FIRST, "built")]
    save("scripts/a.txt", TEXT + "Бұл естілмейді.\n")
    assert told(looked.look()) + told(looked.look()) == []
    Path("scripts/a.fountain").unlink()
    assert told(looked.look()) + told(looked.look()) == [("a.txt", FIRST, "built")]


def test_the_stations_files_are_for_all(room: Path) -> None:
    save("scripts/a.txt")
    save("scripts/b.txt")
    looked = watch()
    list(looked.look())
    lexicon = save("voices/lexicon.kk.toml", '[words]\n"көпір" = "көбір"\n')
    list(looked.look())
    because = "lexicon.kk.toml is new"
    assert told(looked.look()) == [("a.txt", because, "built"), ("b.txt", because, "built")]
    save("voices/lexicon.kk.toml", "[words\n")
    list(looked.look())
    because = "lexicon.kk.toml changed"
    assert told(looked.look()) == [("a.txt", because, "DocumentError"), ("b.txt", because, "DocumentError")]
    lexicon.unlink()
    because = "lexicon.kk.toml is gone"
    assert told(looked.look()) == [("a.txt", because, "built"), ("b.txt", because, "built")]


def test_a_broken_story_is_told_and_does_not_stop_the_others(room: Path) -> None:
    save("scripts/a.txt", "")
    save("scripts/b.txt")
    looked = watch()
    assert told(looked.look()) == [("a.txt", FIRST, "StoryError"), ("b.txt", FIRST, "built")]
    assert told(looked.look()) == []  # not again and again
    save("scripts/a.txt")
    list(looked.look())
    assert told(looked.look()) == [("a.txt", "a.txt changed", "built")]


def test_what_is_no_story_is_left_alone(room: Path) -> None:
    for name in (".hidden.txt", "~lock.txt", "notes.pdf", "a.txt.part", ".a.fountain.part"):
        save(f"scripts/{name}")
    Path("scripts/folder.txt").mkdir()
    assert watch().stories() == []


def test_single_files_and_the_newest_of_one_name(room: Path) -> None:
    save("scripts/a.md")
    save("scripts/a.txt")
    assert watch().stories() == [Path("scripts/a.txt")]
    save("scripts/a.md")
    assert watch().stories() == [Path("scripts/a.md")]
    assert watch("scripts/a.txt").stories() == [Path("scripts/a.txt")]


def test_a_folder_that_goes_and_comes(room: Path) -> None:
    save("scripts/a.txt")
    looked = watch()
    list(looked.look())
    Path("scripts").rename("elsewhere")
    assert told(looked.look()) == []
    Path("elsewhere").rename("scripts")
    assert told(looked.look()) == [("a.txt", FIRST, "current")]


def test_nothing_to_watch(room: Path) -> None:
    with pytest.raises(StoryError, match="no such file or folder"):
        watch("nowhere")


def test_a_fault_of_ours_does_not_end_the_watch(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*arguments: object) -> None:
        raise ZeroDivisionError("by nothing")

    save("scripts/a.txt")
    monkeypatch.setattr("broadcast.pipeline.watching.build", breaks)
    (found,) = watch().look()
    assert "ZeroDivisionError: by nothing" in str(found.error)
