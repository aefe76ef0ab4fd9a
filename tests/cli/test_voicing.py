"""``broadcast cast`` and ``broadcast takes``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE


def run(*arguments: object, folder: Path, code: int = 0) -> str:
    environment = os.environ | {"BROADCAST_TAKES": str(folder / "takes")}
    command = [sys.executable, "-m", "broadcast", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=environment)
    assert done.returncode == code, done.stderr
    return done.stdout + (done.stderr if code else "")


def test_cast_shows_who_will_sound_like_whom(tmp_path: Path) -> None:
    table = run("cast", SAMPLE, folder=tmp_path)
    assert "maltsev" in table
    assert "the narrator" in table
    roles = json.loads(run("cast", SAMPLE, "--json", folder=tmp_path))["roles"]
    assert len({role["casting"]["voice"]["id"] for role in roles}) == len(roles) == 4
    assert not (tmp_path / "takes").exists()  # nothing was spoken


def test_a_person_is_pinned_in_the_cast_file(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/cast.toml").write_text('[people]\nmaltsev = { voice = "kk+max", pitch = 0.9 }\n')
    roles = json.loads(run("cast", SAMPLE, "--json", folder=tmp_path))["roles"]
    (pinned,) = (role for role in roles if role["pinned"])
    assert (pinned["casting"]["track"], pinned["casting"]["voice"]["id"]) == ("maltsev", "kk+max")


def test_takes_are_counted_and_cleaned(tmp_path: Path) -> None:
    assert "0 takes" in run("takes", folder=tmp_path)
    (tmp_path / "s.txt").write_text("Көпір ашылды. Жол да дайын.", encoding="utf-8")
    run("build", "s.txt", "--quiet", folder=tmp_path)
    assert "2 takes" in run("takes", folder=tmp_path)
    assert "would be removed: 2 takes" in run("takes", "--keep", "1k", "--dry-run", folder=tmp_path)
    assert json.loads(run("takes", "--keep", "1k", "--json", folder=tmp_path))["removed"] == 2
    assert not list((tmp_path / "takes").rglob("*.wav"))


@pytest.mark.parametrize("option", ["--older-than", "--keep"])
def test_what_is_no_size_or_age_is_told(tmp_path: Path, option: str) -> None:
    assert "next:" in run("takes", option, "many", folder=tmp_path, code=2)
