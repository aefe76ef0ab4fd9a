"""Packing: a package becomes one ZIP to hand over.

The same package gives the same bytes: files in the order of their names, dated as the manifest says.  Names are UTF-8
(APPNOTE.TXT, appendix D), sizes beyond four gigabytes ZIP64.  What is not a regular file of the folder is left out.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec
from msgspec.structs import replace

from broadcast.errors import BroadcastError, DocumentError, OutputError, UsageError
from broadcast.model.documents import to_json
from broadcast.model.edition import Edition
from broadcast.model.inspection import Check
from broadcast.model.progress import Listener, Progress, unheard
from broadcast.model.report import FileEntry, Manifest
from broadcast.pipeline.inspecting import Contents, edition_in, inspect_files
from broadcast.pipeline.package import MANIFEST
from broadcast.pipeline.readme import NAME, Wrapping, readme
from broadcast.pipeline.relocate import RELOCATED, addressed

_PACKED = frozenset({".mp4", ".mov", ".mp3", ".m4a", ".flac", ".ogg", ".zip", ".docx", ".png", ".jpg", ".jpeg", ".pdf"})
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,128}")
_BLOCK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can tell
_MODE = 0o100644 << 16
_UNIX = 3


class PackOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What to pack: the package; the file to write, or a folder for it, beside the package where none is named.

    `at` is the folder in which the ZIP will be unpacked, where that is known.  With `store` nothing is compressed.
    """

    folder: Path
    output: Path | None = None
    at: str = ""
    store: bool = False
    force: bool = False


class Packed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="pack/1"):
    """The ZIP: its size and SHA-256, the files in it, and what the check of the package found besides."""

    file: str
    bytes: int
    sha256: str
    files: int
    checks: tuple[Check, ...]


def pack(order: PackOrder, listen: Listener = unheard) -> Packed:
    """Make the ZIP; it appears whole or not at all.

    :raises UsageError: no package, a damaged one, or a file that is there already (without `force`).
    :raises OutputError: the file cannot be written.
    """
    folder = Path(os.path.abspath(order.folder))  # noqa: PTH100 - a link in the way stays a link
    contents = inspect_files(folder, listen)
    wrong = [check for check in contents.checks if check.verdict == "wrong"]
    if wrong and not order.force:
        raise UsageError(
            f"the package is damaged: {wrong[0].message}",
            str(order.folder),
            f"{wrong[0].remedy}; --force packs it as it is",
        )
    name = _name(contents, folder)
    target = _target(order, folder, name)
    made = _made(contents, name, order)
    size = _Size(sum(contents.found.files.values()), listen)
    with _replacing(target) as beside:
        count = _write(beside, contents, name, made, size, store=order.store)
        digest = _sha256(beside)
    doubts = tuple(check for check in contents.checks if check.verdict != "ok")
    return Packed(file=str(target), bytes=target.stat().st_size, sha256=digest, files=count, checks=doubts)


def _name(contents: Contents, folder: Path) -> str:
    """The folder in the ZIP: the slug, where the manifest has an honest one."""
    slug = contents.manifest.slug if contents.manifest else ""
    return slug if _SLUG.fullmatch(slug) else folder.name or "package"


def _target(order: PackOrder, folder: Path, name: str) -> Path:
    """Where the ZIP goes.

    :raises UsageError: into the package itself, or over a file that is there.
    """
    target = order.output or folder.parent / f"{name}.zip"
    if target.is_dir():
        target = target / f"{name}.zip"
    if Path(os.path.abspath(target)).is_relative_to(folder):  # noqa: PTH100
        raise UsageError("the ZIP would lie in the package itself", str(target), "name another --output")
    if target.exists() and not order.force:
        raise UsageError("there is such a file already", str(target), "name another --output, or use --force")
    return target


def _made(contents: Contents, name: str, order: PackOrder) -> dict[str, bytes]:
    """The files that the ZIP has anew: README, timelines for another place, and a manifest that knows them."""
    manifest = contents.manifest
    if manifest is None:
        return {}
    here = contents.found.folder.as_uri()
    address = _address(order.at, name) if order.at else here
    files = dict(_addressed(contents, manifest, address)) if order.at else {}
    edition = _edition(contents)
    if edition:
        wrapping = Wrapping(
            folder=name,
            paths=frozenset(contents.found.files),
            replaced=contents.replaced,
            address=address,
            placed=bool(order.at),
        )
        files[NAME] = readme(edition, manifest, wrapping)
    entries = {entry.path: entry for entry in manifest.files}
    for path, data in files.items():
        entries[path] = FileEntry(path=path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
    return {**files, MANIFEST: to_json(replace(manifest, files=tuple(entries.values())))}


def _edition(contents: Contents) -> Edition | None:
    try:
        return edition_in(contents.found)
    except BroadcastError:
        return None


def _address(at: str, name: str) -> str:
    """The URL of the package's folder when it is unpacked in `at`, a folder of any system.

    :raises UsageError: not an absolute path.
    """
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(at).is_absolute():
            return (kind(at) / name).as_uri()
    raise UsageError(f"{at!r} is not an absolute path", remedy="write --at /Volumes/news or --at D:/news")


def _addressed(contents: Contents, manifest: Manifest, address: str) -> Iterator[tuple[str, bytes]]:
    """The timelines whose addresses change; one that a person changed since the build keeps every other change."""
    for path in contents.found.files:
        if path.startswith("timeline/") and path.endswith(RELOCATED):
            text = contents.found.read(path).decode("utf-8", "surrogateescape")
            changed = addressed(text, manifest, address)
            if changed != text:
                yield path, changed.encode("utf-8", "surrogateescape")


def _write(beside: Path, contents: Contents, name: str, made: Mapping[str, bytes], size: _Size, *, store: bool) -> int:
    found = contents.found
    date = _date(contents.manifest)
    paths = sorted({*found.files, *made})
    with zipfile.ZipFile(beside, "w") as archive:
        for path in paths:
            about = zipfile.ZipInfo(f"{name}/{path}", date)
            about.create_system, about.external_attr = _UNIX, _MODE
            packed = store or PurePosixPath(path).suffix.lower() in _PACKED
            about.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            about.file_size = len(made[path]) if path in made else found.files[path]
            with archive.open(about, "w") as stream:
                if path in made:
                    stream.write(made[path])
                else:
                    for block in _blocks(found.folder / path):
                        stream.write(block)
                        size.add(len(block), path)
    return len(paths)


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block
    except OSError as error:
        raise DocumentError(
            f"the file cannot be read: {error.strerror or error}", str(path), "check its permissions"
        ) from error


def _date(manifest: Manifest | None) -> tuple[int, int, int, int, int, int]:
    try:
        made = datetime.fromisoformat(manifest.created if manifest else "")
    except ValueError:
        return _EPOCH
    date = (made.year, made.month, made.day, made.hour, made.minute, made.second)
    return max(_EPOCH, min(date, (2107, 12, 31, 23, 59, 58)))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _Size:
    """Progress in megabytes."""

    def __init__(self, total: int, listen: Listener) -> None:
        self._done, self._total, self._listen = 0, total, listen

    def add(self, size: int, path: str) -> None:
        self._done += size
        self._listen(Progress("pack", min(self._done, self._total) >> 20, self._total >> 20, path))


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A file beside `target` that takes its place once it is whole.

    :raises OutputError: it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
            beside = Path(folder) / target.name
            yield beside
            beside.replace(target)
    except OSError as error:
        raise OutputError(
            f"the file cannot be written: {error.strerror or error}", str(target), "make room, or name another --output"
        ) from error
