"""Ids of segments, by which an editor's links hold."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from broadcast.model.script import Kind


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
