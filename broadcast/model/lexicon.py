"""How a station says its names: ``voices/lexicon.<language>.toml``."""

from __future__ import annotations

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The spoken form of a word or phrase, and phonemes for the engines that take them (``[[...]]``)."""

    spoken: str
    phonemes: str = ""


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words and phrases as they are written, and how they are said.

    An entry is the spoken form alone or a table with `spoken` and `phonemes`.  Inflected forms of the last word are
    found by the language's own rules.  A word all in capitals is found only in capitals.
    """

    words: dict[str, str | Entry] = {}

    def __post_init__(self) -> None:
        for text, entry in self.words.items():
            if not text.strip():
                raise ValueError("a word in [words] is empty")
            spoken = entry if isinstance(entry, str) else entry.spoken
            if not any(c.isalpha() for c in spoken):
                raise ValueError(f"the spoken form of {text!r} has no letters")

    def spoken(self, text: str) -> str:
        """The spoken form of an entry."""
        entry = self.words[text]
        return entry if isinstance(entry, str) else entry.spoken

    def phonemes(self, text: str) -> str:
        """The phonemes of an entry, or nothing."""
        entry = self.words[text]
        return entry.phonemes if isinstance(entry, Entry) else ""
