"""What stands for words in Russian writing, read from ``reading.toml`` once."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import msgspec

from broadcast.model.documents import from_toml


class Noun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that numbers count.

    `kind` is its declension: m (hard), ь (soft masculine), f, ия, fь (soft feminine), 0 (indeclinable), phrase
    (adjective and noun of the feminine); `many` the genitive plural where the rule does not give it; `after` follows
    unchanged.
    """

    noun: str
    kind: Literal["m", "ь", "f", "ия", "fь", "0", "phrase"] = "m"
    adjective: str = ""
    after: str = ""
    many: str = ""

    @property
    def gender(self) -> str:
        return "f" if self.kind in {"f", "ия", "fь", "phrase"} else "m"


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The tables of ``reading.toml``; the comments there say what each one is for."""

    months: tuple[str, ...]
    transparent: frozenset[str]
    before_time: frozenset[str]
    numbered: frozenset[str]
    score: frozenset[str]
    masculine: frozenset[str]
    masculine_soft: frozenset[str]
    feminine: frozenset[str]
    feminine_prepositional: tuple[str, ...]
    takes_object: tuple[str, ...]
    after_distance: frozenset[str]
    no_dative: frozenset[str]
    masculine_in_a: tuple[str, ...]
    kinds_of_year: tuple[str, ...]
    numbered_nouns: frozenset[str]
    unchanged: frozenset[str]
    after_group: tuple[str, ...]
    models: frozenset[str]
    women: frozenset[str]
    endings: dict[str, str]
    government: dict[str, str]
    governing_stems: dict[str, str]
    magnitudes: dict[str, Noun]
    money: dict[str, Noun]
    units: dict[str, Noun]
    abbreviations: dict[str, str]
    declined: dict[str, tuple[str, str, str, str, str, str]]
    acronyms: dict[str, str]
    letters: dict[str, str]

    @cached_property
    def dotted(self) -> frozenset[str]:
        """Abbreviations of several letters with stops, and how they begin: ``т.с``, ``т.с.с``."""
        keys = [k for k in self.abbreviations if "." in k]
        return frozenset(k[:n] for k in keys for n in range(3, len(k) + 1, 2))

    @cached_property
    def special(self) -> frozenset[str]:
        """Words in small letters that may be more than they seem."""
        return frozenset(
            {*self.abbreviations, *self.declined, *self.units, *self.magnitudes, "г", "гг", "г.р", "в", "вв"}
        )

    def counted(self, unit: str) -> Noun | None:
        """The noun behind a unit, a currency sign or a magnitude."""
        return self.units.get(unit) or self.money.get(unit) or self.magnitudes.get(unit)


@cache
def words() -> Words:
    """The tables, read on first use."""
    path = Path(__file__).with_name("reading.toml")
    return from_toml(path.read_bytes(), Words, path.name)
