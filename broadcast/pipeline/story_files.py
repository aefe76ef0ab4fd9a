"""Which files in folders are stories: those that a reader takes, and that no program has hidden away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from broadcast.readers import READERS


def story_files(places: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and those in folders that are named for which there is a reader, in order.

    :raises OSError: a folder cannot be read.
    """
    suffixes = {f".{name}" for name in READERS.names()}
    for place in places:
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
        named = (p for p in inside if not p.name.startswith((".", "~")))
        yield from (p for p in named if p == place or (p.suffix.lower() in suffixes and p.is_file()))
