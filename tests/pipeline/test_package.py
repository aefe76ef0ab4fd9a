"""The package on disk: whole or not at all, and never at the cost of what a person did."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcast.errors import OutputError, UsageError
from broadcast.model.report import FileEntry, Manifest
from broadcast.pipeline.package import changed_files, read_manifest, refuse_to_lose, restore, writing


def manifest(files: list[FileEntry]) -> Manifest:
    return Manifest(
        tool="broadcast",
        version="0",
        created="2026-01-01T00:00:00Z",
        slug="s",
        language="kk",
        inputs="x",
        synthetic_voice=True,
        notice="synthetic voice",
        digital_source_type="",
        voices=(),
        files=tuple(files),
    )


def make(folder: Path, **files: bytes) -> None:
    with writing(folder) as package:
        for name, data in files.items():
            package.write(f"sub/{name}.bin", [data])
        package.finish(manifest(package.files))


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_package_appears_whole(tmp_path: Path) -> None:
    make(tmp_path / "out" / "s", a=b"one", b=b"")
    assert names(tmp_path / "out") == ["s"]
    found = read_manifest(tmp_path / "out" / "s")
    assert found
    assert {f.path: (f.bytes, f.sha256) for f in found.files} == {
        "sub/a.bin": (3, hashlib.sha256(b"one").hexdigest()),
        "sub/b.bin": (0, hashlib.sha256(b"").hexdigest()),
    }
    assert changed_files(tmp_path / "out" / "s", found) == []


def test_silence_is_written_whole(tmp_path: Path) -> None:
    data = [b"\0" * 70_000, b"x", b"\0" * 70_000]
    with writing(tmp_path / "s") as package:
        package.write("a", data)
        package.finish(manifest(package.files))
    written = (tmp_path / "s" / "a").read_bytes()
    assert written == b"".join(data)
    assert package.files[0].sha256 == hashlib.sha256(written).hexdigest()


def test_a_new_package_replaces_the_old_one(tmp_path: Path) -> None:
    make(tmp_path / "s", a=b"old", b=b"old")
    make(tmp_path / "s", a=b"new")
    assert (tmp_path / "s/sub/a.bin").read_bytes() == b"new"
    assert names(tmp_path / "s/sub") == ["a.bin"]
    assert names(tmp_path) == ["s"]


class Stop(Exception):
    """Anything that ends a build in the middle."""


@pytest.mark.parametrize("error", [Stop, KeyboardInterrupt, OSError(errno.EACCES, "denied")])
def test_what_goes_wrong_leaves_the_old_package(tmp_path: Path, error: type[BaseException] | BaseException) -> None:
    def blocks() -> Iterator[bytes]:
        yield b"new"
        raise error

    make(tmp_path / "s", a=b"old")
    with pytest.raises((Stop, KeyboardInterrupt, OutputError)), writing(tmp_path / "s") as package:
        package.write("sub/a.bin", blocks())
    assert (tmp_path / "s/sub/a.bin").read_bytes() == b"old"
    assert names(tmp_path) == ["s"]


def test_a_full_disk_in_the_middle(tmp_path: Path) -> None:
    def blocks() -> Iterator[bytes]:
        yield b"some"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    make(tmp_path / "s", a=b"old")
    with pytest.raises(OutputError, match="the disk is full") as caught, writing(tmp_path / "s") as package:
        package.write("sub/a.bin", blocks())
    assert "untouched" in caught.value.remedy
    assert caught.value.exit_code == 4
    assert (tmp_path / "s/sub/a.bin").read_bytes() == b"old"
    assert names(tmp_path) == ["s"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        make(tmp_path / "file" / "s", a=b"x")


def test_a_swap_that_was_cut_in_two_is_undone(tmp_path: Path) -> None:
    make(tmp_path / "s", a=b"old")
    (tmp_path / "s").rename(tmp_path / ".s.old")
    restore(tmp_path / "s")
    assert (tmp_path / "s/sub/a.bin").read_bytes() == b"old"
    assert names(tmp_path) == ["s"]


def test_a_swap_that_fails_brings_the_old_package_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "s", a=b"old")
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise OSError(errno.EACCES, "denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError):
        make(tmp_path / "s", a=b"new")
    assert (tmp_path / "s/sub/a.bin").read_bytes() == b"old"
    assert names(tmp_path) == ["s"]


def test_what_a_person_did_is_noticed(tmp_path: Path) -> None:
    make(tmp_path / "s", a=b"one", b=b"two", c=b"six")
    (tmp_path / "s/sub/a.bin").write_bytes(b"ONE")
    (tmp_path / "s/sub/b.bin").unlink()
    (tmp_path / "s/mine.wav").write_bytes(b"x")
    found = read_manifest(tmp_path / "s")
    assert found
    changed = changed_files(tmp_path / "s", found)
    assert changed == ["mine.wav", "sub/a.bin", "sub/b.bin"]
    with pytest.raises(UsageError, match=r"mine\.wav, sub/a\.bin, sub/b\.bin") as caught:
        refuse_to_lose(tmp_path / "s", found, changed)
    assert "--force" in caught.value.remedy


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    refuse_to_lose(tmp_path / "s", None, [])  # an empty folder is free
    (tmp_path / "s" / "thesis.docx").write_bytes(b"x")
    with pytest.raises(UsageError, match="not made by broadcast build"):
        refuse_to_lose(tmp_path / "s", None, [])


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema": "manifest/9"}', b"\xff\xfe"])
def test_a_manifest_that_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(data)
    assert read_manifest(tmp_path) is None
