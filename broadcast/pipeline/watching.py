"""Watching: stories and the station's files are looked at again and again, and what changed is built.

Files are compared by size and time of change, which costs a millisecond for a thousand of them and works on every disk,
also on one in the network that tells of no changes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from broadcast.errors import BroadcastError, StoryError, UsageError
from broadcast.model.progress import Listener, unheard
from broadcast.model.report import Report
from broadcast.pipeline.build import build
from broadcast.pipeline.intake import slug_of
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.order import Order
from broadcast.pipeline.story_files import story_files

INTERVAL = 0.4
"""Seconds between two looks; a file is built when two of them in a row found it the same."""

_SCRIPT = ".fountain"
Stamp = tuple[int, int]
"""Nanoseconds of the last change, and bytes."""


class Rebuilt(NamedTuple):
    """A story that was built, or that could not be: why, in how many seconds, with what result."""

    story: Path
    because: tuple[str, ...]
    seconds: float
    report: Report | None = None
    error: BroadcastError | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the package was as it would be built again."""
        return bool(self.report and self.report.run and self.report.run.unchanged)


class Watch:
    """Stories in folders or given one by one, the station's files, and what was seen of them.

    An edited script (``.fountain``) stands for every other file of its name; of others with one name the one that was
    changed last is built.
    """

    def __init__(self, places: Sequence[Path], order: Order, newsroom: NewsroomFolder | None = None) -> None:
        """`order` says how each story is built; its own `story` is not looked at.

        :raises StoryError: there is no such file or folder.
        """
        for place in places:
            if not place.exists():
                raise StoryError("there is no such file or folder", str(place), "name a folder of stories, or a story")
        self.places = places
        self.order = order
        self.newsroom = newsroom or NewsroomFolder()
        self._seen: dict[Path, Stamp] = {}
        self._built: dict[Path, dict[Path, Stamp]] = {}

    def stories(self) -> list[Path]:
        """The files that are built, one for each slug."""
        chosen: dict[str, Path] = {}
        for path in story_files(self.places):
            slug = slug_of(path.stem)
            if slug not in chosen or _rank(path) > _rank(chosen[slug]):
                chosen[slug] = path
        return sorted(chosen.values())

    def look(self, listen: Listener = unheard) -> Iterator[Rebuilt]:
        """Look once, and build what changed and came to rest since: everything on the first look.

        A story that cannot be built is tried again when one of its files changes.
        """
        try:
            stories = self.stories()
        except OSError:
            return  # the folder is being moved, or the network is away: look again later
        station = sorted(self.newsroom.voices.glob("*.toml"))
        now = {path: stamp for path in (*stories, *station) if (stamp := _stamp(path))}
        first = not self._seen
        resting = {path for path, stamp in now.items() if first or self._seen.get(path) == stamp}
        self._seen = now
        for story in (s for s in stories if s in now):
            needed = {path: now[path] for path in (story, *station) if path in now}
            before = self._built.get(story)
            if needed != before and needed.keys() <= resting:
                self._built[story] = needed
                yield self._rebuilt(story, tuple(_changes(before, needed)), listen)
        for gone in self._built.keys() - set(stories):
            del self._built[gone]

    def _rebuilt(self, story: Path, because: tuple[str, ...], listen: Listener) -> Rebuilt:
        began = time.monotonic()
        try:
            report, _ = build(replace(self.order, story=story), listen)
        except BroadcastError as error:
            return Rebuilt(story, because, time.monotonic() - began, error=error)
        except Exception as error:  # noqa: BLE001 a fault in one story must not end the watch over all
            told = UsageError(f"something unforeseen went wrong: {type(error).__name__}: {error}", str(story))
            return Rebuilt(story, because, time.monotonic() - began, error=told)
        return Rebuilt(story, because, time.monotonic() - began, report)


def _rank(path: Path) -> tuple[bool, int]:
    stamp = _stamp(path)
    return (path.suffix.lower() == _SCRIPT, stamp[0] if stamp else 0)


def _stamp(path: Path) -> Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size)


def _changes(before: dict[Path, Stamp] | None, now: dict[Path, Stamp]) -> Iterator[str]:
    """What a person did, in words."""
    if before is None:
        yield "seen for the first time"
        return
    for path in sorted(before.keys() | now.keys()):
        if path not in now:
            yield f"{path.name} is gone"
        elif path not in before:
            yield f"{path.name} is new"
        elif before[path] != now[path]:
            yield f"{path.name} changed"
