"""A power cut at any moment of a build: nothing half is ever seen, and the next build is as if nothing had been."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hard import killed
from tests.hard.builds import STORY, contents, is_whole, run, story, surroundings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL"),
]
CHANCE = random.Random(9)  # noqa: S311  the same moments in every run
EARLIER = STORY.replace("40 метр", "30 метр")
# Parts of the way: ten of all that Python does, ten of what changes the disk, the last of which are the swap.
MOMENTS = [("all", CHANCE.random()) for _ in range(10)] + [("disk", 1 - CHANCE.random() ** 2) for _ in range(10)]


class Undisturbed(NamedTuple):
    """A build that nobody killed: what it leaves, its folder, and how many events it takes."""

    after: dict[str, str]
    output: Path
    path: Path
    events: dict[str, int]


def _killed_at(count: int, kinds: str, path: Path, output: Path, takes: Path) -> subprocess.CompletedProcess[str]:
    build = ["build", str(path), "--output", str(output), "--engine", "silence"]
    return subprocess.run(
        [sys.executable, killed.__file__, str(count), kinds, *build],
        env=surroundings(takes),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("killed")
    path, output = story(folder, EARLIER), folder / "output"
    assert run(path, output, folder / "first").returncode == 0
    shutil.copytree(output, folder / "before")
    story(folder)
    events = {}
    for kinds in ("all", "disk"):
        done = _killed_at(0, kinds, path, output, folder / f"takes-{kinds}")
        assert done.returncode == 0, done.stderr
        events[kinds] = int(done.stderr.split()[-1])
        after = contents(output)
        _back(folder)
    return Undisturbed(after, output, path, events)


def _back(folder: Path) -> None:
    """The package of the earlier story, where it was."""
    shutil.rmtree(folder / "output")
    shutil.copytree(folder / "before", folder / "output")


@contextmanager
def _watched(package: Path) -> Iterator[list[str]]:
    """Whoever looks at a package while it is built finds it whole; what they found instead is told."""
    wrong: list[str] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            time.sleep(0.01)
            before = _identity(package)
            whole = is_seen_whole(package)
            if not whole and before and _identity(package) == before:
                wrong.append(f"half a package at {time.monotonic()}")

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield wrong
    finally:
        over.set()
        watcher.join()


def _identity(package: Path) -> int:
    try:
        return package.stat().st_ino
    except OSError:
        return 0


def is_seen_whole(package: Path) -> bool:
    """Whole; a package that went away while it was looked at is not for this one to judge."""
    try:
        return is_whole(package)
    except OSError:
        return False


@pytest.mark.parametrize(("kinds", "part"), MOMENTS, ids=[f"{kinds}-{part:.3f}" for kinds, part in MOMENTS])
def test_a_build_killed_at_any_moment_and_run_again(
    undisturbed: Undisturbed, kinds: str, part: float, tmp_path: Path
) -> None:
    package = undisturbed.output / "saiabak"
    _back(undisturbed.output.parent)
    count = 1 + int(part * undisturbed.events[kinds])
    with _watched(package) as wrong:
        done = _killed_at(count, kinds, undisturbed.path, undisturbed.output, tmp_path / "takes")
        assert done.returncode == -signal.SIGKILL, done.stderr
        again = run(undisturbed.path, undisturbed.output, tmp_path / "takes")
    assert again.returncode == 0, again.stderr
    assert wrong == []
    assert contents(undisturbed.output) == undisturbed.after
