"""Rundowns: read from a file, timed by what was built, written as a table for spreadsheets."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from broadcast.errors import DocumentError, UsageError
from broadcast.exporters.characters import cell, one_line
from broadcast.model.documents import from_toml
from broadcast.model.rundown import Item, Rundown, TimedRundown
from broadcast.newsroom.backtiming import Hours, Planned, back_timed
from broadcast.pipeline.desk.places import slug_for
from broadcast.pipeline.intake import slug_of
from broadcast.timing import running_time

SUFFIX = ".toml"
_LARGEST = 1 << 20
_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")
_HEADER = (
    *("number", "slug", "form", "story", "begins", "must_begin"),
    *("target_seconds", "length_seconds", "over_seconds", "planned"),
)


class OpenRundown(NamedTuple):
    """A rundown that was read: its title, its items with slugs and targets, the hours, and the files of its stories."""

    title: str
    items: tuple[Planned, ...]
    hours: Hours
    stories: dict[int, Path]

    def target_of(self, slug: str) -> Fraction | None:
        """The target of the first item whose story has a slug."""
        own = (self.items[number - 1].target for number, path in self.stories.items() if slug_for(path) == slug)
        return next(own, None)

    def timed(self, lengths: Mapping[int, Fraction]) -> TimedRundown:
        """The rundown with what its stories came to, in seconds by item, from 1."""
        return back_timed(self.title, self.items, self.hours, lengths)


def read_rundown(path: Path) -> OpenRundown:
    """Read a ``rundown.toml``.

    :raises UsageError: the file cannot be read.
    :raises DocumentError: it is no rundown; the key or the item is named.
    """
    where = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"the rundown cannot be read: {error.strerror or error}", where, "check the path") from error
    if len(data) > _LARGEST:
        raise DocumentError("the file is too large for a rundown", where, "1 MB is the most that is read")
    found = from_toml(data, Rundown, where)
    if not found.item:
        raise DocumentError("the rundown has no items", where, 'add some: [[item]] and story = "scripts/..."')
    items = tuple(_planned(item, f"{where}, item {number}") for number, item in enumerate(found.item, 1))
    hours = Hours(_hour(found.start, f"{where}, start"), _hour(found.end, f"{where}, end"))
    stories = {n: path.parent / p.item.story for n, p in enumerate(items, 1) if p.item.story}
    return OpenRundown(one_line(found.title) or path.stem, items, hours, stories)


def _planned(item: Item, where: str) -> Planned:
    target = _target(item.target, where)
    if not item.story and target is None:
        raise DocumentError("it has neither a story nor a target", where, 'add target = "1:30", or a story')
    if "\0" in item.story:
        raise DocumentError("this is no name of a file", where, "correct it")
    slug = one_line(item.slug) or (slug_of(Path(item.story).stem) if item.story else "")
    return Planned(item, slug, target)


def _target(text: str | float, where: str) -> Fraction | None:
    if text == "":
        return None
    try:
        return running_time(text if isinstance(text, str) else f"{text:.6f}".rstrip("0").rstrip("."))
    except UsageError as error:
        raise DocumentError(error.what, where, error.remedy) from error


def _hour(hour: object, where: str) -> Fraction | None:
    if isinstance(hour, dt.time):
        return Fraction(hour.hour * 3600 + hour.minute * 60 + hour.second) + Fraction(hour.microsecond, 1_000_000)
    if hour == "":
        return None
    found = _HOUR.fullmatch(hour.strip()) if isinstance(hour, str) else None
    if not found:
        raise DocumentError(f"{hour!r} is not an hour", where, "write 20:00 or 20:00:00")
    return Fraction(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0))


def clock_time(seconds: float | None) -> str:
    """``HH:MM:SS`` of seconds since midnight, to the nearest; empty for none."""
    if seconds is None:
        return ""
    whole = int(seconds + 0.5) % 86_400
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def length(seconds: float | None, *, sign: bool = False) -> str:
    """``M:SS`` of seconds, to the nearest; with a sign, ``+0:05``.  Empty for none."""
    if seconds is None:
        return ""
    whole = int(abs(seconds) + 0.5)
    mark = ("+" if seconds > 0 else "-") if sign and whole else ""
    return f"{mark}{whole // 60}:{whole % 60:02d}"


def as_csv(rundown: TimedRundown) -> bytes:
    """A row an item, and one for the sum: UTF-8 with a byte-order mark, for Excel; no cell is taken for a formula."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_HEADER)
    for item in rundown.items:
        names = (cell(item.slug), cell(item.form), cell(item.story))
        times = (clock_time(item.at), clock_time(item.back))
        figures = map(_figure, (item.target, item.length, item.over))
        rows.writerow((item.number, *names, *times, *figures, "yes" if item.planned else ""))
    total = map(_figure, (rundown.room, rundown.total, rundown.over))
    rows.writerow(("", "TOTAL", "", "", clock_time(rundown.start), clock_time(rundown.end), *total, ""))
    return text.getvalue().encode("utf-8-sig")


def _figure(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.3f}"
