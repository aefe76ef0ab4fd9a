"""The first commands of a newcomer: new, doctor, --help."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from broadcast.cli.app import COMMANDS
from broadcast.cli.grouping import TASKS
from tests.cli.test_commands import broadcast


def test_new_makes_a_folder_and_says_what_comes_next(tmp_path: Path) -> None:
    done = broadcast("new", "my newsroom", "-l", "ru", cwd=tmp_path)
    assert done.returncode == 0
    made = done.stdout.splitlines()
    assert str(Path("my newsroom/scripts/zhetisu.txt")) in made
    assert all((tmp_path / name).is_file() for name in made)
    quoted = '"my newsroom"' if sys.platform == "win32" else "'my newsroom'"
    assert f"  cd {quoted}\n  broadcast build scripts/zhetisu.txt\n" in done.stderr
    again = broadcast("new", ".", cwd=tmp_path / "my newsroom")
    assert again.returncode == 0
    assert again.stdout == ""
    assert len(re.findall("^kept as it was: ", again.stderr, re.MULTILINE)) == len(made)
    assert "cd " not in again.stderr


def test_new_refuses_what_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = broadcast("new", "file", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "next: name another folder" in done.stderr


def test_the_doctor_finds_this_machine_ready(tmp_path: Path) -> None:
    done = broadcast("doctor", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert (done.returncode, found["schema"], found["ready"]) == (0, "doctor/1", True)
    assert [line["area"] for line in found["lines"]] == sorted(
        (line["area"] for line in found["lines"]),
        key=["program", "sound", "voices", "extras", "programs", "folders", "newsroom", "terminal"].index,
    )
    assert all(line["remedy"] for line in found["lines"] if line["state"] in ("wrong", "doubt"))
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_ends_with_4_where_a_build_would_fail(tmp_path: Path) -> None:
    assert broadcast("new", ".", cwd=tmp_path).returncode == 0
    (tmp_path / "voices/cast.toml").write_text("engine = [", encoding="utf-8")
    done = broadcast("doctor", cwd=tmp_path, BROADCAST_TAKES=str(tmp_path / "takes"))
    assert done.returncode == 4
    assert re.search(
        r"^✖ cast.toml +wrong +voices.cast.toml: not valid TOML: .*\n +next: correct", done.stdout, re.MULTILINE
    )
    assert done.stdout.splitlines()[-1].startswith("not ready: 1 wrong")
    assert done.stderr == ""


def test_every_command_stands_under_a_task_once() -> None:
    named = [name for names in TASKS.values() for name in names]
    assert sorted(named) == sorted(COMMANDS)
    shown = broadcast("--help").stdout
    places = [shown.index(f"{task}:\n") for task in TASKS]
    assert places == sorted(places)
    assert "More:" not in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_eighty_columns_and_explains_everything(name: str) -> None:
    shown = broadcast(name, "--help", COLUMNS="80", TERMINAL_WIDTH="80").stdout
    assert max(map(len, shown.splitlines())) <= 80
    lines = shown.split("Examples:")[1].splitlines()
    options = [(line, below) for line, below in pairwise([*lines, ""]) if re.match(r"  (-\w, )?--[a-z]", line)]
    assert options
    for line, below in options:
        assert re.search(r"\S {2,}\S", line) or re.match(r" {10,}\S", below), line


def test_many_options_are_shown_in_groups() -> None:
    shown = broadcast("build", "--help").stdout
    sections = re.findall(r"^([A-Z][a-z ]+):$", shown, re.MULTILINE)
    assert sections == ["Arguments", "Voices", "Sound", "Time", "Files", "The run"]
    assert "Options:" in broadcast("cast", "--help").stdout


def test_the_first_commands_load_little() -> None:
    code = (
        "import sys; from broadcast.cli.run import run; run(['completion', 'bash']); run(['new', '--help']);"
        "heavy = {'numpy', 'opentimelineio', 'pydub', 'rich', 'num2words', 'textual', 'jinja2', 'ffmpeg'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stderr.strip() == "[]"
