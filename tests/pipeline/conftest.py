"""A small package, built once, and a copy of it that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from broadcast.pipeline.build import build
from broadcast.pipeline.order import Order
from tests.conftest import Built

STORY = """Саябақта жаңа көпір ашылды
Қала саябағында жаңа көпір ашылды. Оның ұзындығы – 40 метр.
«Көпір екі айда салынды», - деді құрылыс компаниясының бас инженері Айгүл Серікова.
Енді тұрғындар өзеннен оңай өтеді.
"""
FIRST = "audio/takes/001-narration.wav"


@pytest.fixture(scope="session")
def small(takes: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The package of a story of some ten seconds."""
    folder = tmp_path_factory.mktemp("small")
    story = folder / "saiabak.txt"
    story.write_text(STORY, encoding="utf-8")
    report, edition = build(Order(story=story, output=folder / "output"))
    return Built(folder / "output" / "saiabak", report, edition)


@pytest.fixture
def package(small: Built, tmp_path: Path) -> Path:
    """A copy that lies where the timelines' addresses lead: the old place, in a folder of its own, is this one."""
    from broadcast.pipeline.relocate import relocate

    folder = Path(shutil.copytree(small.folder, tmp_path / "output" / "saiabak"))
    relocate(folder)
    return folder
