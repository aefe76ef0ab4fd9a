"""Files that are there whole or as they were."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broadcast.errors import OutputError
from broadcast.pipeline.whole import deliver, put


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_file_is_written_over_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", [b"one"])
    put(tmp_path / "a.txt", [b"t", b"wo"])
    assert (tmp_path / "a.txt").read_bytes() == b"two"
    assert names(tmp_path) == {"a.txt"}


def test_what_stops_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def blocks() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        put(tmp_path / "a.txt", blocks())
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert names(tmp_path) == {"a.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are others there")
def test_mode_and_link_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    put(link, [b"new"])
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="modes are others there")
def test_a_new_file_may_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        put(tmp_path / "a.txt", [b"new"])
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


def test_many_writers_leave_one_whole_file(tmp_path: Path) -> None:
    texts = [bytes([65 + number]) * 100_000 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda text: put(tmp_path / "a.txt", [text]), texts))
    assert (tmp_path / "a.txt").read_bytes() in texts
    assert names(tmp_path) == {"a.txt"}


def test_what_a_person_asked_for_gets_its_folders_or_an_error_with_the_next_step(tmp_path: Path) -> None:
    deliver(tmp_path / "for" / "air" / "a.txt", [b"new"])
    assert (tmp_path / "for" / "air" / "a.txt").read_bytes() == b"new"
    with pytest.raises(OutputError, match="cannot be written") as caught:
        deliver(tmp_path / "for" / "air" / "a.txt" / "b.txt", [b"new"])
    assert "--output" in caught.value.remedy
