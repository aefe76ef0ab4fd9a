"""Loudness targets by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from broadcast.errors import UnknownName
from broadcast.model.documents import from_toml

DEFAULT = "r128"


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Figures in LUFS, dBTP, dB and seconds; ``targets.toml`` says what each is."""

    source: str
    lufs: float
    peak_dbtp: float
    limiting_db: float
    short_term: float | None = None
    momentary: float | None = None
    longest: float | None = None

    def excess(self, short_term: float, momentary: float, seconds: float) -> float:
        """LU by which the loudest moments are over what a short programme may have; 0 where one of the two holds."""
        if self.short_term is None or self.momentary is None or (self.longest is not None and seconds > self.longest):
            return 0.0
        return max(0.0, min(short_term - self.short_term, momentary - self.momentary))


@cache
def _targets() -> dict[str, Target]:
    return from_toml(files("broadcast.audio").joinpath("targets.toml").read_bytes(), dict[str, Target])


def names() -> tuple[str, ...]:
    """Every target's name."""
    return tuple(_targets())


def target(name: str) -> Target:
    """The target of a name.

    :raises UnknownName: there is none; the error lists the names.
    """
    found = _targets().get(name)
    if found is None:
        raise UnknownName.among("loudness target", name, _targets())
    return found
