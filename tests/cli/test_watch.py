"""Watching as it is typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TEXT = "Көпір ашылды\n\nҚалада көпір ашылды.\n"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def started(room: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "broadcast", "watch", "scripts", "--engine", "silence", *arguments],
        cwd=room,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_once_builds_and_tells_what_went_wrong(room: Path) -> None:
    (room / "scripts" / "empty.txt").write_text("", encoding="utf-8")
    process = started(room, "--once")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "scripts/a.txt: seen for the first time; built in" in out.replace("\\", "/")
    assert "the story is empty" in err
    assert (room / "output" / "a" / "manifest.json").exists()
    process = started(room, "--once")
    out, err = process.communicate(timeout=60)
    assert out == ""  # nothing is built that is current


def test_options_are_those_of_build(room: Path) -> None:
    asked = ["--fps", "50", "--start", "10:00:00:00", "--language", "kk", "--also", "transcript"]
    out, err = started(room, "--once", *asked).communicate(timeout=60)
    assert "built in" in out, err
    build = [sys.executable, "-m", "broadcast", "build", "scripts/a.txt", "--engine", "silence", *asked]
    again = subprocess.run(build, cwd=room, capture_output=True, encoding="utf-8", check=True)
    assert "unchanged since the last build" in again.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_a_change_is_built_and_ctrl_c_ends(room: Path) -> None:
    process = started(room)
    assert process.stdout is not None
    try:
        assert "a.txt: seen for the first time" in process.stdout.readline()
        began = time.monotonic()
        (room / "scripts" / "a.txt").write_text(TEXT + "Жаңа сөйлем.\n", encoding="utf-8")
        line = process.stdout.readline()
        assert "a.txt changed; built in" in line
        assert time.monotonic() - began < 20
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    finally:
        process.kill()  # a watch that does not end would hold the whole run
    assert process.returncode in (0, 130)
    assert "Traceback" not in err
    assert "Жаңа сөйлем" in (room / "output" / "a" / "a.script.json").read_text(encoding="utf-8")
