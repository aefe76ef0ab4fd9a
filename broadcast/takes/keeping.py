"""House-keeping in a take store: what is there, what has not been used for long, what is damaged."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from fractions import Fraction

import msgspec

from broadcast.errors import OutputError, UsageError
from broadcast.takes.storage import Stored
from broadcast.takes.store import TakeStore

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_SECONDS = {"h": 3600.0, "d": 86_400.0, "w": 604_800.0}
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([kmgt]?)b?", re.IGNORECASE)
_AGE = re.compile(r"(\d{1,6})\s*([hdw])", re.IGNORECASE)


class Inventory(msgspec.Struct, frozen=True, kw_only=True, tag_field="schema", tag="takes/1"):
    """A store: how many takes it holds, their size in bytes, the days since the first and the last of them were used.

    `removed` counts what house-keeping took away.
    """

    folder: str
    takes: int
    bytes: int
    oldest_days: float | None
    newest_days: float | None
    removed: int = 0
    removed_bytes: int = 0


def size_of(text: str) -> int:
    """Bytes in ``500MB``, ``2 GB``, ``1.5g``.

    :raises UsageError: it is no size.
    """
    found = _SIZE.fullmatch(text.strip())
    if not found:
        raise UsageError(f"{text!r} is not a size", remedy="write 500MB or 2GB")
    return int(Fraction(found[1]) * _UNITS[found[2].lower()])


def seconds_of(text: str) -> float:
    """Seconds in ``12h``, ``30d``, ``8w``.

    :raises UsageError: it is no age.
    """
    found = _AGE.fullmatch(text.strip())
    if not found:
        raise UsageError(f"{text!r} is not an age", remedy="write 12h, 30d or 8w")
    return int(found[1]) * _SECONDS[found[2].lower()]


def kept(store: TakeStore) -> list[Stored]:
    """Every take of a store, the one that was not used for longest first.

    :raises OutputError: the store cannot be read.
    """
    try:
        return sorted(store.files.takes(), key=lambda each: (each.used, each.path))
    except OSError as error:
        raise OutputError(f"the take store cannot be read: {error.strerror or error}", store.place) from error


def to_remove(takes: list[Stored], *, older_than: float | None, keep_bytes: int | None) -> Iterator[Stored]:
    """Takes that were not used for `older_than` seconds, then as many of the oldest as bring the rest under a size."""
    now, left = time.time(), sum(take.bytes for take in takes)
    for take in takes:
        old = older_than is not None and now - take.used > older_than
        if old or (keep_bytes is not None and left > keep_bytes):
            left -= take.bytes
            yield take


def damaged(store: TakeStore, takes: list[Stored]) -> Iterator[Stored]:
    """Takes whose sound is not what was kept; a build would speak them again."""
    return (take for take in takes if store.find(take.path.stem) is None)


def remove(store: TakeStore, takes: list[Stored]) -> None:
    """Remove takes, and what interrupted builds left half-written.

    :raises OutputError: the store cannot be written.
    """
    try:
        store.files.remove(take.path for take in takes)
    except OSError as error:
        raise OutputError(f"a take cannot be removed: {error.strerror or error}", store.place) from error


def inventory(store: TakeStore, takes: list[Stored], removed: list[Stored]) -> Inventory:
    """The store in figures, after `removed` went."""
    gone = {take.path for take in removed}
    left = [take for take in takes if take.path not in gone]
    days = [round(max(0.0, time.time() - take.used) / 86_400, 1) for take in left]
    return Inventory(
        folder=store.place,
        takes=len(left),
        bytes=sum(take.bytes for take in left),
        oldest_days=days[0] if days else None,
        newest_days=days[-1] if days else None,
        removed=len(removed),
        removed_bytes=sum(take.bytes for take in removed),
    )
