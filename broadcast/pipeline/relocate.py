"""Relocating: a package that was moved gets the addresses of its new place.

FCP7 XML and FCPXML know no relative links.  Each ``file://`` address in them that ends in the path of a file of the
package is the package's own; an editor's own pictures and sounds stay where they are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import msgspec

from broadcast.errors import BroadcastError, OutputError
from broadcast.model.report import Manifest
from broadcast.pipeline.amending import amend, package_manifest

_ADDRESS = re.compile(r'file://[^"<>\s]*')
RELOCATED = (".xml", ".fcpxml")
"""Suffixes of the timelines that hold absolute addresses, and are led to a new place."""


class Rewritten(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A timeline file, how many addresses in it were changed, and the folders that they led to."""

    path: str
    addresses: int
    before: tuple[str, ...]


class Relocation(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="relocation/1"
):
    """What was rewritten, the package's address now, linked files that it lacks, files that must be exported again.

    An AAF holds its addresses deep inside, so it is not rewritten but named in `again`.
    """

    folder: str
    files: tuple[Rewritten, ...]
    missing: tuple[str, ...]
    again: tuple[str, ...] = ()


def relocate(folder: Path, *, dry: bool = False) -> Relocation:
    """Lead every address of a package to where the package lies; with `dry`, only say what would be done.

    :raises UsageError: the folder is no package.
    :raises OutputError: a file cannot be read or written.
    """
    manifest = package_manifest(folder)
    here = Path(os.path.abspath(folder)).as_uri()  # noqa: PTH100 - a link in the way stays a link
    files: dict[str, bytes] = {}
    done: list[Rewritten] = []
    linked: set[str] = set()
    for entry in manifest.files:
        if not (entry.path.startswith("timeline/") and entry.path.endswith(RELOCATED)):
            continue
        text = _read(folder / entry.path)
        moved = _Moved(manifest, here)
        changed = _ADDRESS.sub(moved.address, text)
        linked |= moved.linked
        if changed != text:
            files[entry.path] = changed.encode("utf-8", "surrogateescape")
            done.append(Rewritten(path=entry.path, addresses=moved.count, before=tuple(sorted(moved.before))))
    if files and not dry:
        amend(folder, manifest, files)
    missing = tuple(sorted(path for path in linked if not (folder / path).is_file()))
    again = tuple(e.path for e in manifest.files if e.path.endswith(".aaf") and not leads(folder / e.path, here))
    return Relocation(folder=here, files=tuple(done), missing=missing, again=again)


def moved_from(folder: Path) -> tuple[str, ...]:
    """Where a package's links lead, if elsewhere; empty for one that lies where it was built, or is none."""
    try:
        found = relocate(folder, dry=True)
    except BroadcastError:
        return ()
    return tuple(sorted({old for file in found.files for old in file.before}))


def addressed(text: str, manifest: Manifest, here: str) -> str:
    """A timeline's text with every address of the package's own files led to the folder whose URL is `here`."""
    return _ADDRESS.sub(_Moved(manifest, here).address, text)


def leads(path: Path, here: str) -> bool:
    """Whether an AAF links to a place; its text is UTF-16."""
    return not path.is_file() or f"{here}/".encode("utf-16-le") in path.read_bytes()


class _Moved:
    """New addresses for old ones, counted."""

    def __init__(self, manifest: Manifest, here: str) -> None:
        self.paths = {quote(entry.path): entry.path for entry in manifest.files}
        self.here = here
        self.count = 0
        self.before: set[str] = set()
        self.linked: set[str] = set()

    @property
    def address(self) -> Callable[[re.Match[str]], str]:
        return lambda found: self._address(found[0])

    def _address(self, old: str) -> str:
        parts = old.split("/")
        for first in range(3, len(parts)):
            tail = "/".join(parts[first:])
            if tail in self.paths:
                break
        else:
            return old
        self.linked.add(self.paths[tail])
        new = f"{self.here}/{tail}"
        if new != old:
            self.count += 1
            self.before.add("/".join(parts[:first]))
        return new


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise OutputError(
            f"the file cannot be read: {error.strerror or error}", str(path), "build the story again"
        ) from error
