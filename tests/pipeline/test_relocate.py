"""Packages that were moved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from lxml import etree

from broadcast.errors import UsageError
from broadcast.pipeline.package import changed_files, read_manifest
from broadcast.pipeline.relocate import moved_from, relocate
from tests.cli.test_commands import broadcast
from tests.conftest import Built

PLACE = "Менің дискім & 100% #1/жаңа орын"


@pytest.fixture
def moved(sample: Built, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample.folder, tmp_path / PLACE / "zhetisu"))


def links(folder: Path, name: str) -> list[Path]:
    document = etree.parse(str(folder / "timeline" / name))
    urls = [e.get("src") or e.text for e in document.iter("media-rep", "pathurl")]
    assert all(url.isascii() and " " not in url for url in urls)
    return [Path(unquote(urlparse(url).path)) for url in urls]


def whole(folder: Path) -> bool:
    manifest = read_manifest(folder)
    assert manifest
    return changed_files(folder, manifest) == []


def test_a_moved_package_opens_where_it_is(moved: Path, sample: Built) -> None:
    assert moved_from(moved) == (sample.folder.as_uri(),)
    done = relocate(moved)
    assert [(f.path, f.addresses) for f in done.files] == [
        ("timeline/zhetisu.fcpxml", 9),
        ("timeline/zhetisu.xml", 9),
    ]
    assert done.missing == ()
    for name in ("zhetisu.fcpxml", "zhetisu.xml"):
        found = links(moved, name)
        assert len(found) == 9
        assert all(path.is_file() and path.is_relative_to(moved) for path in found)
    assert whole(moved)
    assert moved_from(moved) == ()
    assert relocate(moved).files == ()
    report = json.loads((moved / "report.json").read_bytes())
    manifest = json.loads((moved / "manifest.json").read_bytes())
    assert {f["path"]: f["sha256"] for f in report["files"]}.items() <= {
        f["path"]: f["sha256"] for f in manifest["files"]
    }.items()


def test_nothing_but_the_addresses_changes(moved: Path, sample: Built) -> None:
    relocate(moved)
    for path in moved.rglob("*.*"):
        was = (sample.folder / path.relative_to(moved)).read_bytes()
        if path.suffix in {".xml", ".fcpxml"}:
            assert path.read_bytes().replace(moved.as_uri().encode(), sample.folder.as_uri().encode()) == was
        elif path.name not in {"manifest.json", "report.json"}:
            assert path.read_bytes() == was


def test_what_a_person_changed_stays_changed(moved: Path) -> None:
    timeline, take = moved / "timeline/zhetisu.xml", moved / "audio/takes/001-narration.wav"
    picture = "file:///D:/archive/bridge.mov"
    timeline.write_text(
        timeline.read_text(encoding="utf-8").replace("</xmeml>", f"<x>{picture}</x></xmeml>"), encoding="utf-8"
    )
    take.write_bytes(b"my own")
    relocate(moved)
    assert picture in timeline.read_text(encoding="utf-8")
    assert all(path.is_relative_to(moved) for path in links(moved, "zhetisu.xml"))
    manifest = read_manifest(moved)
    assert manifest
    assert changed_files(moved, manifest) == ["audio/takes/001-narration.wav", "timeline/zhetisu.xml"]


def test_looking_changes_nothing(moved: Path) -> None:
    assert broadcast("relocate", moved, "--check").returncode == 1
    assert moved_from(moved)
    assert whole(moved)
    done = broadcast("relocate", moved)
    assert (done.returncode, done.stderr) == (0, "")
    assert "9 addresses changed" in done.stdout
    assert broadcast("relocate", moved, "--check").returncode == 0
    assert json.loads(broadcast("relocate", moved, "--json").stdout) == {
        "schema": "relocation/1",
        "folder": moved.as_uri(),
        "files": [],
        "missing": [],
        "again": [],
    }


def test_preview_says_that_a_package_was_moved(moved: Path, sample: Built) -> None:
    assert "next: broadcast relocate" in broadcast("preview", moved).stderr
    assert broadcast("preview", sample.folder).stderr == ""


def test_a_take_that_is_gone_is_told(moved: Path) -> None:
    (moved / "audio/takes/005-maltsev.wav").unlink()
    done = broadcast("relocate", moved)
    assert done.returncode == 1
    assert done.stderr == "missing: audio/takes/005-maltsev.wav\n"


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "timeline").mkdir()
    (tmp_path / "timeline/x.xml").write_text("file:///a/b.wav")
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "timeline/x.xml"):
        with pytest.raises(UsageError, match="no built package"):
            relocate(place)
    assert (tmp_path / "timeline/x.xml").read_text() == "file:///a/b.wav"
