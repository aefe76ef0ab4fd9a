"""Telephone numbers, as they are written in Kazakhstan and Russia: eleven digits in groups."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk

_TELEPHONE = re.compile(r"\+?\d[\d\s()‑–-]{5,18}\d")


def groups(core: str) -> list[str]:
    """The groups of digits of a telephone number; empty if the word is none."""
    found = re.findall(r"\d+", core)
    if not _TELEPHONE.fullmatch(core) or len(found) < 3 or sum(map(len, found)) not in {6, 7, 10, 11, 12}:
        return []
    return found


def chunks_of(chunks: list[Chunk], at: int) -> int:
    """How many chunks from `at` on make one number of eleven digits written with spaces; 0 if they make none."""
    for count in range(2, 7):
        part = chunks[at : at + count]
        text = " ".join(c.text for c in part).rstrip(".,;")
        if len(part) < count or re.search(r"[^\d\s()+–-]", text):
            return 0
        if sum(c.isdigit() for c in text) == 11:
            return count if groups(text) else 0
    return 0
