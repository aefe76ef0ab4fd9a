"""What stands for words in Kazakh writing, read from ``reading.toml`` once."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

import msgspec

from broadcast.model.documents import from_toml


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The tables of ``reading.toml``; the comments there say what each one is for."""

    months: tuple[str, ...]
    kinds_of_year: frozenset[str]
    counting_years: frozenset[str]
    about: frozenset[str]
    measures: tuple[str, ...]
    before_time: frozenset[str]
    around_score: frozenset[str]
    before_unit: frozenset[str]
    numbered: tuple[str, ...]
    streets: tuple[str, ...]
    models: frozenset[str]
    degrees: tuple[str, ...]
    magnitudes: dict[str, str]
    eras: dict[str, str]
    after_era: dict[str, str]
    money: dict[str, str]
    units: dict[str, str]
    second_units: dict[str, str]
    rates: dict[str, tuple[str, str]]
    abbreviations: dict[str, str]
    cut_nouns: dict[str, str]
    cut_short: dict[str, str]
    bodies: dict[str, tuple[str, str]]
    offices: dict[str, str]
    letters: dict[str, str]

    @cached_property
    def known(self) -> frozenset[str]:
        """Abbreviations that say what they stand for, in capitals or not."""
        return frozenset({*self.bodies, *self.offices})

    def after_number(self, unit: str) -> str:
        """The nominative of a unit, a currency, a magnitude or an era; empty if it is none."""
        for table in (self.units, self.money, self.magnitudes, self.eras):
            if unit in table:
                return table[unit]
        return self.magnitudes.get(unit.lower(), "")

    @cached_property
    def month_stems(self) -> tuple[str, ...]:
        """Months as they begin with any ending: қыркүйек, қыркүйегі."""
        return tuple(m.removesuffix("к") for m in self.months)

    @cached_property
    def dotted(self) -> frozenset[str]:
        """Abbreviations of several letters with stops, and how they begin: ``т.с``, ``т.с.с``."""
        keys = [k for k in self.abbreviations if "." in k]
        return frozenset(k[:n] for k in keys for n in range(3, len(k) + 1, 2))

    @cached_property
    def special(self) -> frozenset[str]:
        """Words in small letters that may be more than they seem."""
        return frozenset({*self.abbreviations, *self.units, *self.magnitudes, *self.eras})


@cache
def words() -> Words:
    """The tables, read on first use."""
    path = Path(__file__).with_name("reading.toml")
    return from_toml(path.read_bytes(), Words, path.name)
