"""What a break costs: the figures in ``costs.toml``."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from broadcast.model.documents import from_toml


class BreakCosts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cost of a break by what stands before it: the end of a sentence, of a clause, of a phrase, or a word.

    `stranded` is added for a single word that is parted from the clause that it begins or ends.
    """

    sentence: float
    clause: float
    phrase: float
    plain: float
    stranded: float


class TieCosts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What parting two words adds, by how firmly they hold together."""

    none: float
    loose: float
    firm: float
    hard: float


class Costs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of them; none is below zero, so that a part of a sum is a lower bound of it."""

    cue: float
    limit: float
    limit_frame: float
    flash: float
    stretch_frame: float
    margin: float
    margin_part: float
    short: float
    ideal: float
    lone_word: float
    quote_mark: float
    inner_sentence: float
    pause: float
    pause_free: float
    second_line: float
    balance: float
    top_heavy: float
    orphan: float
    orphan_part: float
    cue_break: BreakCosts
    line_break: BreakCosts
    tie: TieCosts


@cache
def house_costs() -> Costs:
    """The costs that come with Broadcast."""
    file = resources.files(__package__).joinpath("costs.toml")
    return from_toml(file.read_bytes(), Costs, "costs.toml")
