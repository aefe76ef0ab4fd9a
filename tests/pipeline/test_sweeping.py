"""What killed builds left beside a package goes, and what running ones hold stays."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from broadcast.pipeline.package import sweep, writing
from tests.pipeline.test_package import make, manifest, names


def _left(package: Path, name: str) -> Path:
    left = package.with_name(name)
    (left / "audio").mkdir(parents=True)
    (left / "audio" / "mix.wav").write_bytes(b"half")
    return left


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there; they go after a day")
def test_the_next_build_takes_away_what_a_killed_one_left(tmp_path: Path) -> None:
    package = tmp_path / "s"
    _left(package, ".s.0123456789abcdef.part")
    other = _left(package, ".t.0123456789abcdef.part")
    make(package, a=b"one")
    assert names(tmp_path) == [other.name, "s"]


def test_after_a_day_it_goes_everywhere(tmp_path: Path) -> None:
    left = _left(tmp_path / "s", ".s.0123456789abcdef.part")
    os.utime(left, (1, 1))
    sweep(tmp_path / "s")
    assert names(tmp_path) == []


def test_what_a_running_build_holds_stays(tmp_path: Path) -> None:
    package = tmp_path / "s"
    with writing(package) as one:
        one.write("a", [b"one"])
        sweep(package)
        make(package, a=b"two")
        assert one.written("a").read_bytes() == b"one"
        one.finish(manifest(one.files))
    assert (package / "a").read_bytes() == b"one"
    assert names(tmp_path) == ["s"]


def test_a_package_that_was_put_aside_is_not_lost(tmp_path: Path) -> None:
    package = tmp_path / "s"
    make(package, a=b"one")
    package.rename(tmp_path / ".s.01234567.old")
    sweep(package)
    assert names(tmp_path) == [".s.01234567.old"]
    make(tmp_path / "s", a=b"two")
    _left(package, ".s.76543210.old")
    sweep(package)
    assert names(tmp_path) == ["s"]


def test_builds_that_sweep_all_the_time(tmp_path: Path) -> None:
    """None loses its folder to another's broom, and nothing is left in the end."""
    package, over, failed = tmp_path / "s", threading.Event(), []

    def build(number: int) -> None:
        try:
            for _ in range(25):
                make(package, a=bytes([number]) * 100)
        except Exception as error:  # noqa: BLE001  told below, in the test's own thread
            failed.append(error)

    def broom() -> None:
        while not over.is_set():
            sweep(package)

    sweeper = threading.Thread(target=broom)
    builders = [threading.Thread(target=build, args=(n,)) for n in range(3)]
    sweeper.start()
    for each in builders:
        each.start()
    for each in builders:
        each.join()
    over.set()
    sweeper.join()
    sweep(package)
    assert failed == []
    assert names(tmp_path) == ["s"]
