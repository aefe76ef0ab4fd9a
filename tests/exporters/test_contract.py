"""One suite over all exporters."""

from __future__ import annotations

import builtins
import io
import os
import re
import zipfile
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from broadcast.exporters import EXPORTERS, IN_PACKAGE, path_in_package, table
from broadcast.model.edition import Edition, Feature
from tests.exporters.editions import RATES, empty, hostile, sample, write

SOUNDING = {"mp3", "m4a", "mp4"}  # these need the mix, and are read back in test_film
NAMES = [name for name in EXPORTERS.names() if name not in SOUNDING]
EDITIONS = [*(sample(rate, start) for rate in RATES for start in (0, 3600)), empty(), hostile()]


@pytest.fixture(params=[n for n in NAMES if n != "aaf"])
def repeatable(request: pytest.FixtureRequest) -> str:
    """All but AAF, each of which has an identity of its own, and is read back in test_aaf."""
    return str(request.param)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def text_of(data: bytes) -> str:
    """The words of a file: those of every part where it is an archive."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [packed.read(n).decode("utf-8") for n in packed.namelist() if n.endswith(".xml")]
    return re.sub(r"<[^>]*>", "", "".join(parts))


def test_says_what_it_is(name: str) -> None:
    exporter = EXPORTERS.get(name)
    assert exporter.name == name
    assert exporter.suffix.startswith(".")
    assert exporter.carries <= set(get_args(Feature))
    assert exporter.write.__doc__ or exporter.__doc__


def test_names_and_files_are_unique() -> None:
    paths = [path_in_package(EXPORTERS.get(name), sample()) for name in IN_PACKAGE]
    assert len(set(paths)) == len(paths)
    assert all(path.isascii() for path in paths)


@pytest.mark.parametrize("edition", EDITIONS, ids=range(len(EDITIONS)))
def test_writes_the_same_bytes_again(repeatable: str, edition: Edition) -> None:
    assert write(repeatable, edition) == write(repeatable, edition)


def test_opens_no_path(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = sample()
    before = write(name, edition)

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("an exporter opened a path")

    with monkeypatch.context() as patch:  # pytest itself opens files when it tells of a failure
        for module, function in ((builtins, "open"), (io, "open"), (os, "open"), (os, "stat"), (os, "mkdir")):
            patch.setattr(module, function, refuse)
        again = write(name, edition)
    assert len(again) == len(before)


def test_carries_what_it_says(repeatable: str) -> None:
    edition = sample("25", 3600)
    carries, text = EXPORTERS.get(repeatable).carries, text_of(write(repeatable, edition))
    plain = text.replace("<00:00:00.750>", "").replace("<00:00:01.500>", "").replace("<00:00:02.250>", "")
    signs: dict[Feature, str] = {
        "text": "Қалада 3 көпір ашылды.",
        "speakers": "Айгүл Серікова" if "cyrillic" in carries else "Aigul Serikova",
        "roles": "құрылыс компаниясының бас инженері",
        "audio": "003-narration.wav",
        "synthetic": "synthetic voice",
    }
    assert plain.isascii() is ("cyrillic" not in carries)
    for feature, sign in signs.items():
        found = sign in (plain.lower() if feature == "synthetic" else plain)
        assert found is (feature in carries), feature


def test_no_path_of_this_machine_but_in_links(name: str) -> None:
    """Only formats that need absolute links hold the package's folder."""
    assert (b"file:///media/kopir" in write(name, sample())) is (name in {"fcpxml", "xmeml"})


def test_without_a_folder_links_are_relative() -> None:
    edition = replace(sample(), folder="")
    for name in ("otio", "fcpxml", "xmeml", "mlt"):
        data = write(name, edition)
        assert data.count(b"../audio/takes/00") == 3
        assert b"file://" not in data


def test_table_has_a_row_for_each() -> None:
    rows = table()
    assert [row.name for row in rows] == list(EXPORTERS.names())
    assert all(row.features for row in rows)


def test_subtitles_name_their_language() -> None:
    assert path_in_package(EXPORTERS.get("srt"), sample()) == "subtitles/kopir.kk.srt"
    assert path_in_package(EXPORTERS.get("script"), sample()) == "kopir.script.json"
    assert path_in_package(EXPORTERS.get("edition"), sample()) == "timeline/kopir.edition.json"
