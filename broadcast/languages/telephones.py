"""Telephone numbers, as they are written in Kazakhstan and Russia: eleven digits in groups."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk

_TELEPHONE = re.compile(r"\+?\d[\d\s()‑–-]{5,18}\d")


def groups(core: str) -> list[str]:
    """The groups of digits of a telephone number; empty if the word is none."""
    found = re.findall(r"\d+", core)
    count = sum(map(len, found))
    if not _TELEPHONE.fullmatch(core) or len(found) < 3 or count not in {6, 7, 10, 11, 12, 13}:
        return []
    if count != 11 and not re.search(r"[()+‑–-]", core):
        return []  # 1 000 000
    return found


def chunks_of(chunks: list[Chunk], at: int) -> int:
    """How many chunks from `at` on make one number of eleven digits (thirteen after a plus); 0 if they make none."""
    for count in range(2, 7):
        part = chunks[at : at + count]
        text = " ".join(c.text for c in part).rstrip(".,;")
        if len(part) < count or re.search(r"[^\d\s()+–-]", text):
            return 0
        more = at + count < len(chunks) and chunks[at + count].core[:1].isdigit() and not part[-1].tail
        digits = sum(c.isdigit() for c in text)
        if digits == 11 or (text[0] == "+" and 11 < digits < 14 and not more):
            return count if groups(text) else 0
    return 0
