"""Four small stories, one of them bad."""

from __future__ import annotations

from pathlib import Path

import pytest

GOOD = {
    "kopir": "Жаңа көпір ашылды\nОның ұзындығы – 40 метр.\n«Екі айда салынды», - деді инженер Айгүл Серікова.\n",
    "most": "В парке открыли мост\nЕго длина 40 метров. «Мы строили его два месяца», - сказал инженер Иван Петров.\n",
    "bridge": 'A bridge opens\nIt is 40 metres long. "It took two months," said engineer Anna Smith.\n',
}
"""Text by slug; each has one quote."""


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder with the good stories, and an empty one."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for slug, text in GOOD.items():
        (folder / f"{slug}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
