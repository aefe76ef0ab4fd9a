"""A programme of many stories: what a producer plans, and how it comes out against the clock."""

from __future__ import annotations

from typing import Any

import msgspec


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of a rundown.

    `story` is a file, from the rundown's own folder; an item without one (weather, a live, a break) lasts its `target`,
    ``"1:30"`` or seconds.  `form` is the station's word: PKG, VO, SOT, RDR ...
    """

    slug: str = ""
    story: str = ""
    form: str = ""
    target: str | float = ""


class Rundown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``rundown.toml``: items in the order in which they are aired.

    `start` and `end` are the hours on and off air: ``20:00:00`` or ``"20:00"``; each may be missing.
    """

    title: str = ""
    start: Any = ""
    end: Any = ""
    item: tuple[Item, ...] = ()


class TimedItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item as it comes out; all in seconds.

    `length` is the programme's, or the target where there is none (`planned`).  `over` is by how much it is over its
    target.  `at` is when it begins if everything before it is as long as it is; `back` when it must begin, so that
    everything from here on ends in time: None where the rundown has no end.  Both count from midnight, or, in a rundown
    without hours, from its beginning.
    """

    number: int
    slug: str
    form: str
    story: str
    target: float | None
    length: float
    planned: bool
    over: float | None
    at: float
    back: float | None


class TimedRundown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`room` is the time on air, or the sum of the targets in a rundown without both hours; `over` what is too much.

    `planned` is the sum of the targets, of items that have one.
    """

    title: str
    start: float | None
    end: float | None
    total: float
    planned: float
    room: float | None
    over: float | None
    items: tuple[TimedItem, ...]
