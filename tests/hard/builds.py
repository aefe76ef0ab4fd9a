"""Builds by the command, in processes of their own, that may be killed; and folders told apart by their bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from broadcast.pipeline.package import MANIFEST, changed_files, read_manifest

STORY = """Саябақта жаңа көпір ашылды
Қала саябағында жаңа көпір ашылды. Оның ұзындығы – 40 метр.
«Көпір екі айда салынды», - деді құрылыс компаниясының бас инженері Айгүл Серікова.
Енді тұрғындар өзеннен оңай өтеді.
"""
MOMENT = "1767268800"  # SOURCE_DATE_EPOCH


def story(folder: Path, text: str = STORY) -> Path:
    """A story's file."""
    path = folder / "saiabak.txt"
    path.write_text(text, encoding="utf-8")
    return path


def surroundings(takes: Path, **more: str) -> dict[str, str]:
    """The environment of a build whose bytes are to be compared."""
    own = {"SOURCE_DATE_EPOCH": MOMENT, "BROADCAST_TAKES": str(takes), "PYTHONUTF8": "1", "PYTHONFAULTHANDLER": "1"}
    return {**os.environ, **own, **more}


def command(path: Path, output: Path, *options: str, engine: str = "silence") -> list[str]:
    """``broadcast build`` as it is typed."""
    build = ["build", str(path), "--output", str(output), "--engine", engine, *options]
    return [sys.executable, "-m", "broadcast", *build]


def run(
    path: Path, output: Path, takes: Path, *options: str, engine: str = "silence", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build, and wait."""
    return subprocess.run(
        command(path, output, *options, engine=engine),
        env=surroundings(takes, **environment),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=240,
    )


def contents(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under a folder, hidden ones too, by path; folders end in a slash."""
    return {
        found.relative_to(folder).as_posix() + ("/" if found.is_dir() else ""): (
            "" if found.is_dir() else hashlib.sha256(found.read_bytes()).hexdigest()
        )
        for found in sorted(folder.rglob("*"))
    }


def is_whole(package: Path) -> bool:
    """Whether a package has a manifest, and each file is as it says."""
    manifest = read_manifest(package)
    return manifest is not None and not changed_files(package, manifest) and (package / MANIFEST).exists()
