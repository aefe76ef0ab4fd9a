"""Formats from a package that was built."""

from __future__ import annotations

import shutil
from pathlib import Path

import aaf2
import pytest

from broadcast.errors import OutputError, UnknownName, UsageError
from broadcast.exporters import EXPORTERS, IN_PACKAGE, path_in_package
from broadcast.pipeline.export import export
from broadcast.pipeline.package import changed_files, read_manifest
from tests.cli.test_commands import broadcast
from tests.conftest import Built


@pytest.fixture
def folder(sample: Built, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample.folder, tmp_path / "zhetisu"))


def changed(folder: Path) -> list[str]:
    manifest = read_manifest(folder)
    assert manifest
    return changed_files(folder, manifest)


@pytest.mark.parametrize("name", EXPORTERS.built_in)
def test_every_format(name: str, sample: Built, tmp_path: Path) -> None:
    made = export(sample.folder, name, tmp_path)
    assert made.parent == tmp_path
    assert made.stat().st_size
    if name in IN_PACKAGE and name != "edition":
        inside = sample.folder / path_in_package(EXPORTERS.get(name), sample.edition)
        assert made.read_bytes() == inside.read_bytes()
    assert changed(sample.folder) == []


def test_into_the_package(folder: Path) -> None:
    made = export(folder, "aaf")
    assert made == folder / "timeline/zhetisu.aaf"
    assert changed(folder) == []
    with aaf2.open(str(made)) as file:
        links = [m.descriptor["Locator"].value for m in file.content.sourcemobs()]
        assert all(str(link[0]["URLString"].value).startswith(folder.as_uri()) for link in links)
    with pytest.raises(UsageError, match="such a file already"):
        export(folder, "aaf")
    made.write_bytes(b"mine")
    assert changed(folder) == ["timeline/zhetisu.aaf"]
    export(folder, "aaf", force=True)
    assert changed(folder) == []


def test_an_aaf_that_was_moved_is_named(folder: Path, tmp_path: Path) -> None:
    export(folder, "aaf")
    moved = folder.rename(tmp_path / "Жаңа орын")
    done = broadcast("relocate", moved)
    assert done.returncode == 1
    assert "timeline/zhetisu.aaf leads elsewhere; next: broadcast export" in done.stderr
    assert broadcast("export", moved, "--to", "aaf", "--force").returncode == 0
    assert broadcast("relocate", moved).returncode == 0


def test_to_a_file_and_never_over_one(sample: Built, tmp_path: Path) -> None:
    target = tmp_path / "new" / "жоба.mlt"
    assert export(sample.folder, "mlt", target) == target
    first = target.read_bytes()
    with pytest.raises(UsageError, match="such a file already"):
        export(sample.folder, "edl", target)
    assert target.read_bytes() == first
    export(sample.folder, "edl", target, force=True)
    assert target.read_bytes().startswith(b"TITLE:")
    assert [p.name for p in target.parent.iterdir()] == [target.name]
    with pytest.raises(OutputError):
        export(sample.folder, "edl", target / "under a file.edl")


def test_what_cannot_be(sample: Built, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no exporter 'doc'"):
        export(sample.folder, "doc", tmp_path)
    with pytest.raises(UsageError, match="no built package"):
        export(tmp_path, "edl")


def test_the_command(folder: Path) -> None:
    done = broadcast("export", folder, "--to", "transcript")
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()).is_file()
    assert changed(folder) == []
    assert broadcast("export", folder, "--to", "transcript").returncode == 2
