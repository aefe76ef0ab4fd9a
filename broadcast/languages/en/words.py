"""What stands for words in English writing, read from ``reading.toml`` once."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

import msgspec

from broadcast.model.documents import from_toml


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The tables of ``reading.toml``; the comments there say what each one is for."""

    words: frozenset[str]
    full_months: tuple[str, ...]
    before_year: frozenset[str]
    counted_roman: frozenset[str]
    rulers: frozenset[str]
    before_name: frozenset[str]
    without_stop: frozenset[str]
    dialled: frozenset[str]
    before_score: frozenset[str]
    makers: frozenset[str]
    determiners: frozenset[str]
    after_amount: frozenset[str]
    priced: frozenset[str]
    months: dict[str, str]
    magnitudes: dict[str, str]
    money: dict[str, tuple[str, str, str, str]]
    units: dict[str, tuple[str, str]]
    abbreviations: dict[str, str]

    @cached_property
    def dotted(self) -> frozenset[str]:
        """Abbreviations of several letters with stops, and how they begin: ``т.с``, ``т.с.с``."""
        keys = [k for k in self.abbreviations if "." in k] + ["a.m", "p.m", "U.S", "U.K", "U.N"]
        return frozenset(k[:n] for k in keys for n in range(3, len(k) + 1, 2))

    @cached_property
    def special(self) -> frozenset[str]:
        """Words that look like any other and may be more."""
        return frozenset({*self.abbreviations, *self.units, "vs", "nos", "am", "pm"})

    def month(self, word: str) -> str:
        """The full name of a month, abbreviated or not; empty if the word is none."""
        if word in self.full_months:
            return word.capitalize()
        return self.months.get(word, "")


@cache
def words() -> Words:
    """The tables, read on first use."""
    path = Path(__file__).with_name("reading.toml")
    return from_toml(path.read_bytes(), Words, path.name)
