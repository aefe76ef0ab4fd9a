"""Ids of segments and speakers, by which an editor's links hold."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from broadcast.model.script import Kind
from broadcast.newsroom.romanising import romanise


def segment_id(kind: Kind, text: str) -> str:
    """Eight hexadecimal digits from content."""
    return hashlib.sha256(f"{kind}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Numbering:
    """Ids that come again get a number: ``1f0c9a3e``, ``1f0c9a3e-2``."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self.taken = set(taken)
        self.times: dict[str, int] = {}

    def next(self, key: str) -> str:
        """`key`, or `key` with the lowest number that is free."""
        while True:
            self.times[key] = number = self.times.get(key, 0) + 1
            found = key if number == 1 else f"{key}-{number}"
            if found not in self.taken:
                self.taken.add(found)
                return found


def speaker_id(name: str, taken: Collection[str], *, named: bool = True) -> str:
    """The romanised last name (two last words of a noun phrase), longer or numbered where another speaker has it."""
    bare = romanise(name).lower().replace("_", "")  # «lesnik_77» is one word
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    if not words:
        words = ["speaker"]
    first = words[-1] if named else "-".join(words[-2:])
    longer = (first, "-".join(dict.fromkeys((words[0], words[-1]))), "-".join(words[-4:]))
    tries = [each[:40] for each in longer]
    for candidate in tries:
        if candidate not in taken and candidate != "narration":
            return candidate
    number = 2
    while f"{tries[1][:36]}-{number}" in taken:
        number += 1
    return f"{tries[1][:36]}-{number}"
