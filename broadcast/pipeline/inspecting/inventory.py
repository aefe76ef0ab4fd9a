"""The files of a package against its manifest.

A package may come from anywhere: a path in its manifest may lead out of it, a file may be a link, a pipe or a device.
Nothing is opened that is not a regular file inside the folder.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from broadcast.audio.wave_header import read_header
from broadcast.errors import BroadcastError, DocumentError
from broadcast.model.documents import from_json
from broadcast.model.inspection import Check, Verdict
from broadcast.model.report import FileEntry, Manifest
from broadcast.pipeline.package import MANIFEST

LARGEST_DOCUMENT = 1 << 28
"""Bytes of a document that is read whole; that of a programme of three hours has a tenth of it."""

TAKES = "audio/takes/"
_STEMS = ("audio/stems/", "audio/beds/")
_MADE = ("report.json", ".mix.wav", ".script.json", ".edition.json")
_BLOCK = 1 << 20
_SHOWN = 6


class Inventory(NamedTuple):
    """What lies in a folder: regular files and their sizes, links and where they lead, and what is neither.

    Names that begin with a dot are a system's own and left out.
    """

    folder: Path
    files: dict[str, int]
    links: dict[str, str]
    odd: tuple[str, ...]

    def read(self, path: str) -> bytes:
        """The bytes of a document.

        :raises DocumentError: it is not there, no regular file, too large, or cannot be read.
        """
        where = str(self.folder / path)
        if path not in self.files:
            raise DocumentError("the file is missing, or no regular file", where)
        if self.files[path] > LARGEST_DOCUMENT:
            raise DocumentError(f"the file is larger than {LARGEST_DOCUMENT >> 20} MB", where)
        try:
            return (self.folder / path).read_bytes()
        except OSError as error:
            raise DocumentError(f"the file cannot be read: {error.strerror or error}", where) from error


def inventory(folder: Path) -> Inventory:
    """List a folder without following any link in it."""
    files: dict[str, int] = {}
    links: dict[str, str] = {}
    odd: list[str] = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted([*names, *(f for f in folders if (Path(here) / f).is_symlink())]):
            path = Path(here) / name
            key = path.relative_to(folder).as_posix()
            if name.startswith("."):
                continue
            try:
                about = path.lstat()
                if stat.S_ISREG(about.st_mode):
                    files[key] = about.st_size
                elif stat.S_ISLNK(about.st_mode):
                    links[key] = str(path.readlink())
                else:
                    odd.append(key)
            except OSError:
                odd.append(key)
    return Inventory(folder, files, links, tuple(odd))


def manifest_in(found: Inventory) -> Manifest:
    """The manifest.

    :raises DocumentError: there is none, or it is not a valid one.
    """
    where = str(found.folder / MANIFEST)
    try:
        return from_json(found.read(MANIFEST), Manifest, where)
    except RecursionError as error:
        raise DocumentError("it is nested too deeply", where) from error


def is_safe(path: str) -> bool:
    """Whether a path of a manifest is one inside a package, on every system."""
    parts = PurePosixPath(path).parts
    plain = "\\" not in path and "\0" not in path and not PureWindowsPath(path).drive
    return plain and bool(parts) and not path.startswith("/") and ".." not in parts and path == "/".join(parts)


class Compared(NamedTuple):
    """Paths of a package that differ from its manifest; `changed` holds those whose bytes are not the ones built."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    unsafe: tuple[str, ...]
    twice: tuple[str, ...]


def compared(found: Inventory, manifest: Manifest, heard: Callable[[int], None]) -> Compared:
    """Hash every file; `heard` is told the bytes as they are read."""
    unsafe = tuple(e.path for e in manifest.files if not is_safe(e.path))
    entries = {e.path: e for e in manifest.files if is_safe(e.path)}
    missing = [path for path in entries if path not in found.files]
    changed = [
        path for path, entry in entries.items() if path in found.files and not _as_built(found, path, entry, heard)
    ]
    added = [path for path in found.files if path not in entries and path != MANIFEST]
    twice = [path for path, times in Counter(e.path for e in manifest.files).items() if times > 1]
    return Compared(tuple(missing), tuple(changed), tuple(added), unsafe, tuple(twice))


def _as_built(found: Inventory, path: str, entry: FileEntry, heard: Callable[[int], None]) -> bool:
    if found.files[path] != entry.bytes:
        heard(found.files[path])
        return False
    digest = hashlib.sha256()
    try:
        with (found.folder / path).open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                heard(len(block))
    except OSError:
        return False
    return digest.hexdigest() == entry.sha256


def judged(found: Inventory, manifest: Manifest, differences: Compared) -> Iterator[Check]:
    """A check for each kind of difference, or one that says that there is none."""
    checks = [*_by_manifest(differences), *_by_hand(found, differences), *_odd(found)]
    if differences.added:
        yield _check("doubt", "files", "added since it was built", differences.added, "pack takes them along")
    yield from checks
    if not checks:
        size = sum(e.bytes for e in manifest.files) / 1e6
        message = f"{len(manifest.files)} files, {size:.1f} MB, each as its SHA-256 says"
        yield Check(subject="files", verdict="ok", message=message)


def _by_manifest(differences: Compared) -> Iterator[Check]:
    again = "build the story again, or copy the package again"
    if differences.missing:
        yield _check("wrong", "files", "missing", differences.missing, again)
    if differences.unsafe:
        yield _check("wrong", "manifest", "paths that lead out of the package", differences.unsafe, "do not trust it")
    if differences.twice:
        yield _check("wrong", "manifest", "listed twice", differences.twice, again)


def replaced(found: Inventory, differences: Compared) -> tuple[str, ...]:
    """The recordings that a person put in place of those that were built: whole WAV files."""
    return tuple(p for p in differences.changed if p.startswith(TAKES) and not _damage(found, p))


def _by_hand(found: Inventory, differences: Compared) -> Iterator[Check]:
    """What was changed: what a person may have worked on is told, and no mistake by itself."""
    own = replaced(found, differences)
    damaged = [p for p in differences.changed if p.startswith(TAKES) and p not in own]
    made = [p for p in differences.changed if p.startswith(_STEMS) or p.endswith(_MADE)]
    edited = [p for p in differences.changed if p not in {*own, *damaged, *made}]
    again = "build the story again, or copy the package again"
    for path in damaged:
        yield _check("wrong", "files", _damage(found, path), [path], again)
    if made:
        yield _check("wrong", "files", "not as they were built", made, again)
    if own:
        yield _check("doubt", "files", "recordings replaced since it was built", own, "listen to them in place")
    if edited:
        yield _check("doubt", "files", "changed since it was built", edited, "if nobody did that, copy it again")


def _damage(found: Inventory, path: str) -> str:
    """What makes a recording unusable; empty for a whole WAV file."""
    try:
        with (found.folder / path).open("rb") as stream:
            read_header(stream)
    except BroadcastError as error:
        return error.what
    except OSError as error:
        return f"the file cannot be read: {error.strerror or error}"
    return ""


def _odd(found: Inventory) -> Iterator[Check]:
    out = [p for p, target in found.links.items() if _leads_out(found.folder, p, target)]
    inside = [path for path in found.links if path not in out]
    if out:
        yield _check("wrong", "files", "links that lead out of the package, not followed", out, "put the files there")
    if inside:
        yield _check("doubt", "files", "links, not followed", inside, "put the files themselves there")
    if found.odd:
        yield _check("wrong", "files", "neither file nor folder, or unreadable", found.odd, "remove them")


def _leads_out(folder: Path, path: str, target: str) -> bool:
    place = os.path.realpath((folder / path).parent / target)
    return not Path(place).is_relative_to(os.path.realpath(folder))


def _check(verdict: Verdict, subject: str, what: str, paths: Sequence[str], remedy: str) -> Check:
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    message = f"{what}: {', '.join(paths[:_SHOWN])}{more}"
    return Check(subject=subject, verdict=verdict, message=message, remedy=remedy, paths=tuple(paths))
