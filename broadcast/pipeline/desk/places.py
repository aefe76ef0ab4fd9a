"""Which stories are meant: files, and folders of them; one for each slug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from broadcast.errors import BroadcastError, UsageError
from broadcast.pipeline.intake import slug_of, take_in
from broadcast.pipeline.story_files import story_files
from broadcast.readers import READERS

_SCRIPT = ".fountain"


class Named(NamedTuple):
    """A story's file and its slug; `clash` are other files of this slug, of which none may stand for the other."""

    story: Path
    slug: str
    clash: tuple[Path, ...] = ()


def files_at(places: Sequence[Path]) -> list[Path]:
    """The stories that are named, and those in folders.

    :raises UsageError: there is none at all, or a folder cannot be read.
    """
    try:
        files = list(dict.fromkeys(story_files(places)))
    except OSError as error:
        where = str(error.filename or "")
        raise UsageError(f"the folder cannot be read: {error.strerror or error}", where, "check the folder") from error
    if not files:
        where = ", ".join(map(str, places))
        kinds = ", ".join(f".{name}" for name in READERS.names())
        raise UsageError("there is no story here", where, f"name files, or a folder of {kinds}")
    return files


def named(files: Iterable[Path]) -> list[Named]:
    """Stories by slug.  An edited script (``.fountain``) stands for the other files of its slug."""
    slugs = {path: slug_for(path) for path in files}
    together: dict[str, list[Path]] = defaultdict(list)
    for path, slug in slugs.items():
        together[slug].append(path)
    stand = {path for some in together.values() for path in _standing(some)}
    return [Named(p, slugs[p], tuple(_others(p, together[slugs[p]], stand))) for p in slugs if p in stand]


def _standing(files: list[Path]) -> list[Path]:
    scripts = [path for path in files if path.suffix.lower() == _SCRIPT]
    return scripts or files


def _others(path: Path, files: list[Path], stand: set[Path]) -> Iterator[Path]:
    return (other for other in files if other != path and other in stand)


def slug_for(path: Path) -> str:
    """What names the package of a story."""
    if path.suffix.lower() != _SCRIPT:
        return slug_of(path.stem)
    try:
        return take_in(path).slug
    except BroadcastError:  # it is told where the story is built
        return slug_of(path.stem)
