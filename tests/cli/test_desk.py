"""``broadcast desk`` as it is typed."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_commands import broadcast
from tests.conftest import ROOT
from tests.pipeline.desk.conftest import GOOD, stories

__all__ = ["stories"]


def test_a_folder_of_stories(stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = broadcast("desk", stories, "-o", out, "--engine", "silence", "--json", "--verbose")
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert (report["schema"], report["built"], report["failed"], report["exit_code"]) == ("desk/1", 3, 1, 2)
    (why,) = [s["failure"] for s in report["stories"] if s["state"] == "failed"]
    assert (why["error"], why["what"], why["exit_code"]) == ("StoryError", "the story is empty", 2)
    assert why["next"]
    said = done.stderr.splitlines()
    assert len([line for line in said if ": built in " in line]) == 3
    assert [line for line in said if line.startswith("empty: failed in ") and line.endswith("the story is empty")]

    quiet = broadcast("desk", stories, "-o", out, "--engine", "silence", "--quiet")
    assert (quiet.returncode, quiet.stdout) == (2, "")
    assert "the story is empty" in quiet.stderr


def test_a_rundown(stories: Path, tmp_path: Path) -> None:
    (stories / "empty.txt").unlink()
    items = "".join(f'[[item]]\nstory = "{slug}.txt"\nform = "PKG"\n' for slug in GOOD)
    (stories / "evening.toml").write_text(f'start = "20:00"\n{items}', encoding="utf-8")
    files: list[str | Path] = ["--csv", tmp_path / "r.csv", "--docx", tmp_path / "r.docx"]
    command: list[str | Path] = [
        "desk",
        stories / "evening.toml",
        "-o",
        tmp_path / "out",
        "--engine",
        "silence",
        *files,
    ]
    done = broadcast(*command)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith("evening\n#  BEGINS")
    assert "3 built" in done.stdout or "unchanged" in done.stdout
    assert (tmp_path / "r.csv").stat().st_size > 100
    assert (tmp_path / "r.docx").stat().st_size > 10_000
    again = broadcast(*command)
    assert (again.returncode, "such a file already" in again.stderr) == (2, True)
    assert broadcast(*command, "--force").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["desk"], 2, "Missing argument"),
        (["desk", "."], 2, "there is no story here"),
        (["desk", "a.txt", "--csv", "x.csv"], 2, "there is no rundown"),
        (["desk", "a.txt", "--jobs", "-1"], 2, "there must be a worker"),
        (["desk", "a.toml"], 2, "cannot be read"),
        (["desk", "a.txt", "--fps", "26"], 2, "is not a frame rate"),
        (["desk", "a.txt", "--also", "nothing"], 2, "known:"),
        (["desk", "a.txt", "--quiet"], 2, "there is no such file"),
    ],
)
def test_what_goes_wrong_is_told(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    done = broadcast(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals are otherwise there")
def test_ctrl_c_in_a_terminal_keeps_finished_packages_and_leaves_nothing_else(stories: Path, tmp_path: Path) -> None:
    """As a terminal does it: the command and its workers are told at once."""
    lines = (ROOT / "scripts" / "zhetisu.txt").read_text(encoding="utf-8").splitlines()[1:8]
    text = "\n".join(f"{line} {n}" for n in range(40) for line in lines)
    (stories / "long.txt").write_text(text, encoding="utf-8")
    out, takes = tmp_path / "out", tmp_path / "takes"
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "broadcast", "desk", str(stories), "-o", str(out), "-j", "2"],
        env={**os.environ, "BROADCAST_TAKES": str(takes), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    while not list(out.glob("*/manifest.json")) and process.poll() is None:
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    said = b""
    while True:
        try:
            said += os.read(leader, 1 << 16)
        except OSError:  # the last of them closed it
            break
    stdout, _ = process.communicate(timeout=60)
    os.close(leader)
    assert process.returncode == 130, said.decode()
    assert b"Building stories" in said
    assert b"Traceback" not in said
    assert b"run the command again" in said
    assert stdout == b""
    packages = {p.name for p in out.iterdir() if not p.name.startswith(".")}
    assert packages
    assert packages < {*GOOD, "long"}
    assert {p.name for p in out.iterdir()} - packages == {".desk.journal"}
    assert list(takes.rglob("*.part")) == []
