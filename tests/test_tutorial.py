"""The tutorial is what happens: its commands are run in order, and what it shows is what they print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = ROOT / "docs/tutorial.md"
_BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANYTHING = "..."
_FIGURE = re.compile(r"\d+\.\d+ MB")


def steps(page: str) -> Iterator[tuple[str, str]]:
    """Each block of commands, and what is shown below it; empty where nothing is."""
    blocks = [(match[1], match[2]) for match in _BLOCK.finditer(page)]
    for number, (kind, block) in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
        if kind == "sh":
            yield block, following[1] if following[0] == "text" else ""


def is_shown(wanted: str, printed: str) -> bool:
    """Whether the lines come in this order, one right after the other but where ``...`` stands between them.

    Sizes in megabytes may differ: archives are packed by the system's own zlib.
    """
    pieces = [piece.strip("\n") for piece in re.split(rf"^{re.escape(_ANYTHING)}$", _even(wanted), flags=re.MULTILINE)]
    rest = f"\n{_even(printed)}\n"
    for piece in pieces:
        _, found, rest = rest.partition(f"\n{piece}\n")
        if not found:
            return False
        rest = f"\n{rest}"
    return True


def _even(text: str) -> str:
    return "\n".join(_FIGURE.sub("x MB", line.rstrip()) for line in text.splitlines())


@pytest.mark.parametrize(
    ("wanted", "printed", "shown"),
    [
        ("a\n", "a\n", True),
        ("a\n...\nc\n", "a\nb\nc\n", True),
        ("a\n...\nb\n", "a\nb\n", True),
        ("a\nc\n", "a\nb\nc\n", False),
        ("c\n...\na\n", "a\nb\nc\n", False),
        ("a\n", "ab\n", False),
        ("1.0 MB\n", "1.1 MB  \n", True),
    ],
)
def test_what_counts_as_shown(wanted: str, printed: str, shown: bool) -> None:
    assert is_shown(wanted, printed) is shown


def test_a_newcomer_needs_less_than_ten_commands() -> None:
    commands = "".join(commands for commands, _ in steps(PAGE.read_text(encoding="utf-8")))
    called = re.findall(r"^broadcast (\w+)", commands, re.MULTILINE)
    assert called == ["new", "build", "preview", "script", "cast", "build", "check", "pack"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="the page is written for bash")
def test_the_tutorial_is_what_happens(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "broadcast").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m broadcast "$@"\n', encoding="utf-8")
    (programs / "broadcast").chmod(0o755)
    where = tmp_path / "desk"
    where.mkdir()
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "BROADCAST_TAKES": str(tmp_path / "takes"),
        "COLUMNS": "80",
    }
    for commands, shown in steps(PAGE.read_text(encoding="utf-8")):
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f'{commands}\npwd > "{tmp_path}/pwd"'],
            cwd=where,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}"
        assert not shown or is_shown(shown, done.stdout), f"{commands}\n{done.stdout}"
        where = Path((tmp_path / "pwd").read_text(encoding="utf-8").strip())
    assert (where / "output/zhetisu.zip").is_file()
    assert "kk+max" in (where / "output/zhetisu/manifest.json").read_text(encoding="utf-8")
