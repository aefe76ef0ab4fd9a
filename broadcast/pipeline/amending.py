"""Amending a package in its place: some files of it are written again, and the manifest still tells the truth."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from broadcast.errors import OutputError, UsageError
from broadcast.model.documents import from_json, to_json
from broadcast.model.report import FileEntry, Manifest, Report
from broadcast.pipeline.package import MANIFEST, read_manifest

REPORT = "report.json"


def package_manifest(folder: Path) -> Manifest:
    """The manifest of a package folder.

    :raises UsageError: the folder is no package, or its manifest cannot be read.
    """
    manifest = read_manifest(folder) if folder.is_dir() else None
    if manifest is None:
        raise UsageError(
            "this is no built package: its manifest.json is missing or cannot be read",
            str(folder),
            "name a folder that broadcast build made, such as output/<slug>",
        )
    return manifest


def amend(folder: Path, manifest: Manifest, files: Mapping[str, bytes], *, anew: bool = False) -> None:
    """Put files into a package: each appears whole, report and manifest last, the manifest after all others.

    A file that a person changed since the build keeps its old entry, so that it is still known as changed, unless it
    is made `anew` and nothing of the old one is left.

    :raises OutputError: the package cannot be written.
    """
    fresh = {path: _entry(path, data) for path, data in files.items() if anew or _ours(folder, manifest, path)}
    written = dict(files)
    entries = _amended(manifest.files, fresh)
    try:
        if fresh and _ours(folder, manifest, REPORT):
            report = from_json((folder / REPORT).read_bytes(), Report, str(folder / REPORT))
            data = to_json(replace(report, files=_amended(report.files, fresh)))
            written[REPORT] = data
            entries = _amended(entries, {REPORT: _entry(REPORT, data)})
        written[MANIFEST] = to_json(replace(manifest, files=entries))
        _put(folder, written)
    except OSError as error:
        raise OutputError(
            f"the package cannot be written: {error.strerror or error}", str(folder), "check the permissions"
        ) from error


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write everything beside its place, then move all of it, in order."""
    waiting: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            mode = (target if target.exists() else folder / MANIFEST).stat().st_mode
            number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
            waiting.append((name, target))
            with os.fdopen(number, "wb") as stream:
                stream.write(data)
            Path(name).chmod(mode)
        for name, target in waiting:
            Path(name).replace(target)
    finally:
        for name, _ in waiting:
            Path(name).unlink(missing_ok=True)


def _ours(folder: Path, manifest: Manifest, path: str) -> bool:
    """Whether a file is as it was made, or not there yet."""
    target = folder / path
    known = next((e for e in manifest.files if e.path == path), None)
    if not target.exists():
        return True
    return known is not None and _entry(path, target.read_bytes()) == known


def _entry(path: str, data: bytes) -> FileEntry:
    return FileEntry(path=path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def _amended(entries: Iterable[FileEntry], fresh: Mapping[str, FileEntry]) -> tuple[FileEntry, ...]:
    known = {e.path: e for e in entries}
    return tuple({**known, **fresh}.values())
