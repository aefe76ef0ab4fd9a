"""Reading a sentence word by word: what every pack does, around what its own grammar says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from broadcast.languages.chunks import Chunk, split, words
from broadcast.languages.scripts import cleaned, mended
from broadcast.model.script import Finding
from broadcast.model.text import Word


class WordReader(NamedTuple):
    """A language's part in reading.

    `gather` joins what is written apart and said as one; `ordinary` matches words that are said as they are written,
    unless `is_special` knows better; `say` gives what is said for the others, or None for the word itself;
    `abbreviates` tells whether the stop after a word belongs to it; `signs` are the names of single signs; `script` is
    that of the language's letters.
    """

    gather: Callable[[list[Chunk]], None]
    ordinary: re.Pattern[str]
    is_special: Callable[[str], bool]
    say: Callable[[list[Chunk], int, list[Finding]], str | None]
    abbreviates: Callable[[Chunk], bool]
    signs: Callable[[], dict[str, str]]
    script: str = "cyrillic"

    def read(self, text: str) -> tuple[tuple[Word, ...], tuple[Finding, ...]]:
        """The words of one sentence with the way they are said, and what is doubtful about it."""
        chunks = split(text)
        self.gather(chunks)
        findings: list[Finding] = []
        for at, chunk in enumerate(chunks):
            if chunk.spoken is None and not chunk.dash and not self._is_ordinary(chunk):
                chunk.core = mended(chunk.core, findings)
                said = self.say(chunks, at, findings)
                chunk.spoken = cleaned(chunk, chunk.core if said is None else said, self.signs(), findings, self.script)
                if chunk.tail.startswith(".") and at + 1 < len(chunks) and self.abbreviates(chunk):
                    chunk.tail = chunk.tail[1:]
        return words(chunks), tuple(findings)

    def _is_ordinary(self, chunk: Chunk) -> bool:
        stopped = chunk.tail.startswith(".")
        return (
            chunk.plain
            and not stopped
            and not self.is_special(chunk.core)
            and bool(self.ordinary.fullmatch(chunk.core))
        )
