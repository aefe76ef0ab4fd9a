"""The same story gives the same bytes: in another folder, at another time, in another country, on fewer cores."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from broadcast.pipeline.relocate import relocate
from tests.hard.builds import contents, run, story

pytestmark = pytest.mark.slow
ALSO = ("--also", "mp4", "--also", "ass", "--also", "captions-csv")
# What holds the folder's own address; after `broadcast relocate` in one place these are the same too.
WITH_ADDRESSES = frozenset({".fcpxml", ".xml", ".mlt", ".otio"})
ABROAD = {
    "other seed of hashes": {"PYTHONHASHSEED": "1"},
    "another country": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "77"},
    "no country": {"LC_ALL": "C", "LANG": "C", "TZ": "", "COLUMNS": "40", "NO_COLOR": "1"},
}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the story and its package, film and all."""
    folder = tmp_path_factory.mktemp("first")
    done = run(story(folder), folder / "output", folder / "takes", *ALSO, engine="espeak")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("where", ABROAD)
def test_elsewhere_in_the_world(first: Path, where: str, tmp_path: Path) -> None:
    """Nothing of the first run is there but the place, which stands in the addresses: not even its takes."""
    before = contents(first / "output")
    environment = ABROAD[where]
    done = run(first / "saiabak.txt", first / "output", tmp_path, *ALSO, "--force", engine="espeak", **environment)
    assert done.returncode == 0, done.stderr
    assert contents(first / "output") == before


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be taken away here")
def test_on_one_core(first: Path, tmp_path: Path) -> None:
    before, cores = contents(first / "output"), os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})  # what is started from here on has it too
    try:
        done = run(first / "saiabak.txt", first / "output", tmp_path, *ALSO, "--force", engine="espeak")
    finally:
        os.sched_setaffinity(0, cores)
    assert done.returncode == 0, done.stderr
    assert contents(first / "output") == before


def test_in_another_folder(first: Path, tmp_path: Path) -> None:
    """Only timelines differ, and what counts their bytes; they do not once both have been relocated to one place."""
    done = run(story(tmp_path), tmp_path / "output", tmp_path / "takes", *ALSO, engine="espeak")
    assert done.returncode == 0, done.stderr
    here, there = contents(tmp_path / "output"), contents(first / "output")
    assert here.keys() == there.keys()
    differ = {Path(path) for path in here if here[path] != there[path]}
    assert {p.suffix for p in differ if p.parent.name == "timeline"} <= WITH_ADDRESSES | {".json"}
    assert {p.name for p in differ if p.parent.name != "timeline"} <= {"manifest.json", "report.json"}
    place = tmp_path / "place"
    found = []
    for output in (tmp_path / "output", first / "output"):
        shutil.copytree(output, place)
        relocate(place / "saiabak")
        found.append({p: d for p, d in contents(place).items() if not p.endswith(("manifest.json", "report.json"))})
        shutil.rmtree(place)
    assert found[0] == found[1]
