"""Where the links of the timelines lead."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from broadcast.errors import BroadcastError
from broadcast.model.inspection import Check, Verdict
from broadcast.pipeline.inspecting.inventory import Inventory
from broadcast.pipeline.inspecting.references import READERS, Reference, edl_names, references
from broadcast.pipeline.relocate import RELOCATED, leads

_FOLDER = "timeline/"
_NAME = 60  # characters of a track's id in an EDL
_DEEPEST = 100
_SHOWN = 3


def linked(found: Inventory) -> Iterator[Check]:
    """A check for each timeline file: whether all that it links to is there."""
    for path in sorted(p for p in found.files if p.startswith(_FOLDER)):
        suffix = PurePosixPath(path).suffix
        try:
            if suffix in READERS:
                yield _timeline(found, path)
            elif suffix == ".edl":
                yield _edl(found, path)
            elif suffix == ".aaf":
                yield _aaf(found, path)
        except (BroadcastError, OSError) as error:
            what = error.what if isinstance(error, BroadcastError) else f"the file cannot be read: {error}"
            remedy = "build the story again, or copy the package again"
            yield Check(subject=path, verdict="wrong", message=what, remedy=remedy, paths=(path,))


class _Places:
    """Links by where they lead: into the package, to its old place, elsewhere, nowhere."""

    def __init__(self, found: Inventory) -> None:
        self._found = found
        self._here = os.path.abspath(found.folder)  # noqa: PTH100 - a link in the way stays a link
        self.inside = 0
        self.moved: list[str] = []
        self.elsewhere: list[str] = []
        self.missing: list[str] = []

    def add(self, link: Reference) -> None:
        if link.path is None:
            self.elsewhere.append(link.written)
            return
        place = Path(os.path.normpath(link.path))
        if place.is_relative_to(self._here):
            if place.relative_to(self._here).as_posix() in self._found.files:
                self.inside += 1
            else:
                self.missing.append(link.written)
        elif link.path.is_absolute() and (before := self._before(place)):
            self.moved.append(before)
        else:
            (self.elsewhere if _is_file(place) else self.missing).append(link.written)

    def _before(self, place: Path) -> str:
        """Where the package was, of a place elsewhere that ends in the path of one of its files; else nothing."""
        parts = place.parts
        for first in range(max(1, len(parts) - _DEEPEST), len(parts) - 1):
            if "/".join(parts[first:]) in self._found.files:
                return str(Path(*parts[:first]))
        return ""


def _timeline(found: Inventory, path: str) -> Check:
    file = Path(os.path.abspath(found.folder)) / path  # noqa: PTH100
    places = _Places(found)
    for link in references(file, found.read(path)):
        places.add(link)
    if places.missing:
        remedy = "put the media in their places, or link them anew in the editing program"
        return _check(path, "wrong", f"{len(places.missing)} links lead to nothing", places.missing, remedy)
    if places.moved:
        relocates = PurePosixPath(path).suffix in RELOCATED
        remedy = f"broadcast relocate {found.folder}" if relocates else "link the media anew in the editing program"
        message = f"{len(places.moved)} links lead to where the package was before"
        return _check(path, "wrong", message, sorted(set(places.moved)), remedy)
    if places.elsewhere:
        remedy = "copy those media too: the package does not hold them"
        return _check(path, "doubt", f"{len(places.elsewhere)} links lead out of the package", places.elsewhere, remedy)
    return Check(subject=path, verdict="ok", message=f"{places.inside} links, all to recordings in the package")


def _edl(found: Inventory, path: str) -> Check:
    names = edl_names(found.read(path))
    files = map(PurePosixPath, found.files)
    known = {f"{file.stem[:_NAME].rstrip()}{file.suffix}" for file in files}
    unknown = [name for name in names if name not in known]
    if unknown:
        remedy = "copy those media too: the package does not hold them"
        return _check(path, "doubt", f"{len(unknown)} clip names of no file of the package", unknown, remedy)
    return Check(subject=path, verdict="ok", message=f"{len(names)} reels, each a stem of the package")


def _aaf(found: Inventory, path: str) -> Check:
    found.read(path)
    if leads(found.folder / path, Path(os.path.abspath(found.folder)).as_uri()):  # noqa: PTH100
        return Check(subject=path, verdict="ok", message="its links lead here")
    remedy = f"broadcast export {found.folder} --to aaf --force"
    return Check(subject=path, verdict="wrong", message="its links lead elsewhere", remedy=remedy, paths=(path,))


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except (OSError, ValueError):
        return False


def _check(path: str, verdict: Verdict, what: str, links: list[str], remedy: str) -> Check:
    more = f" and {len(links) - _SHOWN} more" if len(links) > _SHOWN else ""
    message = f"{what}: {', '.join(links[:_SHOWN])}{more}"
    return Check(subject=path, verdict=verdict, message=message, remedy=remedy, paths=(path,))
