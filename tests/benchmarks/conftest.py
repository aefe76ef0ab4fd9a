"""What the benchmarks share."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a figure, past pytest's capture."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n    {line}")

    return say


class Newsroom:
    """A folder to build in, with a take store of its own; `fresh` gives a new one of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()
        self.fresh()

    def fresh(self) -> None:
        self.here = self.folder / str(next(self.numbers))
        self.here.mkdir()

    def broadcast(self, *arguments: str | Path) -> None:
        environment = {**os.environ, "BROADCAST_TAKES": str(self.here / "takes")}
        run([sys.executable, "-m", "broadcast", *map(str, arguments)], cwd=self.here, env=environment)


def run(command: list[str], **options: Any) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)
