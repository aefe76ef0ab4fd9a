"""What machines do: disks are full, folders read-only, takes rot, clocks jump, two people build one story."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hard.builds import STORY, command, contents, is_whole, run, story, surroundings

pytestmark = pytest.mark.slow
NEEDS_MOUNT = "a disk of a few kilobytes needs Linux, and the right to mount one"


def _can_mount(tmp: Path) -> bool:
    if sys.platform != "linux" or not shutil.which("mount"):
        return False
    tmp.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", tmp], capture_output=True, check=False)
    if done.returncode == 0:
        subprocess.run(["umount", tmp], check=True)
    return done.returncode == 0


@contextmanager
def _disk(place: Path, options: str) -> Iterator[Path]:
    """A disk of its own at a place, for as long as it is used."""
    if not _can_mount(place.with_name(f"{place.name}-tried")):
        pytest.skip(NEEDS_MOUNT)
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the story, its package in ``output`` and its takes, which take room, in ``takes``."""
    folder = tmp_path_factory.mktemp("sound")
    done = run(story(folder), folder / "output", folder / "takes", engine="espeak")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("kilobytes", [8, 3000])
def test_a_full_disk_under_the_output(sound: Path, tmp_path: Path, kilobytes: int) -> None:
    with _disk(tmp_path / "disk", f"size={kilobytes}k") as disk:
        done = run(story(tmp_path), disk / "output", sound / "takes", engine="espeak")
        assert done.returncode == 4, done.stderr
        assert "the disk is full" in done.stderr
        assert "--output" in done.stderr
        assert contents(disk) == {"output/": ""}


def test_a_full_disk_keeps_the_package_that_is_there(sound: Path, tmp_path: Path) -> None:
    with _disk(tmp_path / "disk", "size=12m") as disk:
        shutil.copytree(sound / "output", disk / "output")
        before = contents(disk)
        done = run(story(tmp_path, STORY * 9), disk / "output", tmp_path / "takes", engine="espeak")
        assert done.returncode == 4, done.stderr
        assert "the old package is untouched" in done.stderr
        assert contents(disk) == before


@pytest.mark.parametrize("kilobytes", [8, 500])
def test_a_full_disk_under_the_takes(tmp_path: Path, kilobytes: int) -> None:
    with _disk(tmp_path / "disk", f"size={kilobytes}k") as disk:
        done = run(story(tmp_path), tmp_path / "output", disk / "takes", engine="espeak")
        assert done.returncode == 4, done.stderr
        assert "the take store cannot be written" in done.stderr
        assert "BROADCAST_TAKES" in done.stderr
        assert list(disk.rglob("*.part")) == []
    assert not (tmp_path / "output").exists() or contents(tmp_path / "output") == {}


def test_folders_that_cannot_be_written(sound: Path, tmp_path: Path) -> None:
    with _disk(tmp_path / "disk", "size=32m") as disk:
        shutil.copytree(sound / "output", disk / "output")
        shutil.copytree(sound / "takes", disk / "takes")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        before = contents(disk)
        refused = run(story(tmp_path, f"{STORY}Тағы бір сөйлем.\n"), disk / "output", tmp_path / "takes")
        unkept = run(tmp_path / "saiabak.txt", tmp_path / "output", disk / "takes")
        used = run(story(tmp_path), tmp_path / "output", disk / "takes", "--json", engine="espeak")
        assert contents(disk) == before
    assert (refused.returncode, unkept.returncode) == (4, 4)
    assert "cannot be written" in refused.stderr
    assert "cannot be written" in unkept.stderr
    assert used.returncode == 0  # what was spoken before can be used from a disk that cannot be written
    assert '"takes_spoken": 0' in used.stdout


CHANCE = random.Random(4)  # noqa: S311  the same damage in every run
PARTS = sorted(CHANCE.random() for _ in range(6))


@pytest.mark.parametrize("engine", ["silence", "espeak"])
def test_takes_that_rot_are_spoken_again(tmp_path: Path, engine: str) -> None:
    path, takes = story(tmp_path), tmp_path / "takes"
    assert run(path, tmp_path / "output", takes, engine=engine).returncode == 0
    package, store = contents(tmp_path / "output"), contents(takes)
    files = [takes / name for name in store if name.endswith(".wav")]
    for number, part in enumerate(PARTS):
        for file in files:
            data = bytearray(file.read_bytes())
            data[int(part * len(data))] ^= 1 << number
            file.write_bytes(data[: len(data) if number % 3 else int(part * len(data))])
    again = run(path, tmp_path / "output", takes, "--force", "--json", engine=engine)
    assert again.returncode == 0, again.stderr
    assert f'"takes_spoken": {len(files)}' in again.stdout
    assert contents(tmp_path / "output") == package
    assert contents(takes) == store


def test_clocks_that_jump(sound: Path, tmp_path: Path) -> None:
    """Takes and packages of the future and of 1970 are what they are; the moment is that of SOURCE_DATE_EPOCH."""
    shutil.copytree(sound / "output", tmp_path / "output")
    shutil.copytree(sound / "takes", tmp_path / "takes")
    path = story(tmp_path)
    for moment in (time.time() + 40 * 365 * 86_400, 0):
        for file in (path, *tmp_path.glob("takes/*/*.wav"), *tmp_path.glob("output/saiabak/**/*")):
            os.utime(file, (moment, moment))
        done = run(path, tmp_path / "output", tmp_path / "takes", "--force", "--json", engine="espeak")
        assert done.returncode == 0, done.stderr
        assert '"takes_spoken": 0' in done.stdout
        assert is_whole(tmp_path / "output" / "saiabak")
    for epoch, year in (("0", "1970"), ("4102444800", "2100")):
        done = run(path, tmp_path / "output", tmp_path / "takes", "--force", SOURCE_DATE_EPOCH=epoch)
        assert done.returncode == 0, done.stderr
        assert f'"created": "{year}-01-01T00:00:00Z"' in (tmp_path / "output/saiabak/manifest.json").read_text()


@pytest.mark.parametrize("epoch", ["yesterday", "-1", "1e99", "99999999999999999999"])
def test_a_moment_that_is_none(sound: Path, tmp_path: Path, epoch: str) -> None:
    done = run(story(tmp_path), tmp_path / "output", sound / "takes", SOURCE_DATE_EPOCH=epoch)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)


def test_several_builds_of_one_story_at_once(tmp_path: Path) -> None:
    """The same one twice, and another version: each ends well, and one of them is in place, whole."""
    path, output, takes = story(tmp_path), tmp_path / "output", tmp_path / "takes"
    (tmp_path / "other").mkdir()
    other = story(tmp_path / "other", STORY.replace("40", "50"))
    building = [
        subprocess.Popen(
            command(each, output, "--force"),
            env=surroundings(takes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for each in (path, other, path)
    ]
    for process in building:
        said = process.communicate(timeout=240)[1]
        assert process.returncode == 0, said
    assert is_whole(output / "saiabak")
    assert [found.name for found in output.iterdir()] == ["saiabak"]
    assert list(takes.rglob("*.part")) == []
    after = contents(output)
    alone = {}
    for each in (path, other):
        assert run(each, output, takes, "--force").returncode == 0
        alone[each] = contents(output)
    assert after in alone.values()
