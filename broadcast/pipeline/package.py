"""The package on disk: made beside its place and swapped in, so that nothing half-written is ever seen there."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from broadcast.errors import BroadcastError, OutputError, UsageError
from broadcast.model.documents import from_json, to_json
from broadcast.model.report import FileEntry, Manifest

MANIFEST = "manifest.json"
_SHOWN = 3
_PART = ".part"
_ABANDONED = 86_400.0  # seconds after which a half package is nobody's, where there are no locks
_SWAPS = 50  # other builds of the same story that may come between


class PackageWriter:
    """Files written into a hidden folder beside `folder`, each hashed on its way."""

    def __init__(self, folder: Path, staging: Path) -> None:
        self.folder = folder
        self._staging = staging
        self.files: list[FileEntry] = []

    def write(self, path: str, blocks: Iterable[bytes]) -> None:
        """Write a file at a path inside the package (with ``/``)."""
        target = self._staging / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with target.open("xb") as stream:
            for block in blocks:
                if block == bytes(len(block)):
                    stream.seek(len(block), os.SEEK_CUR)  # silence is a hole in the file, where the disk has them
                else:
                    stream.write(block)
                digest.update(block)
                size += len(block)
            stream.truncate(size)
        self.files.append(FileEntry(path=path, bytes=size, sha256=digest.hexdigest()))

    def written(self, path: str) -> Path:
        """Where a file that was written lies until the package is finished."""
        return self._staging / path

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, and put the folder in its place."""
        (self._staging / MANIFEST).write_bytes(to_json(manifest))
        _swap(self._staging, self.folder)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[PackageWriter]:
    """A writer of a package; whatever goes wrong, the old package stays and no half one is left.

    :raises OutputError: the folder cannot be written, or the disk is full.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        restore(folder)
        sweep(folder)
        with _staging(folder) as staging:
            yield PackageWriter(folder, staging)
    except OSError as error:
        raise _told(error, folder) from error


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A new folder beside a package's place, held until it is swapped in or removed."""
    with contextlib.ExitStack() as held:
        for _ in range(_SWAPS):
            staging = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}{_PART}")
            staging.mkdir()  # with the permissions that anybody's new folder has here, which mkdtemp would not give
            held.callback(shutil.rmtree, staging, ignore_errors=True)
            if held.enter_context(_held(staging, wait=True)):  # else another build swept it before it was held
                break
        yield staging


@contextlib.contextmanager
def _held(staging: Path, *, wait: bool) -> Iterator[bool]:
    """Whether a folder is this build's alone; the system lets go of it when the build ends, however it ends."""
    try:
        handle = os.open(staging, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0))
    except (FileNotFoundError, PermissionError):  # Windows opens no folders
        yield staging.exists() if wait else _is_abandoned(staging)
        return
    try:
        yield _locked(handle, staging, wait=wait)
    finally:
        os.close(handle)


def _locked(handle: int, staging: Path, *, wait: bool) -> bool:
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # a network's file system may know no locks
        return wait or _is_abandoned(staging)
    return staging.exists()


def _is_abandoned(staging: Path) -> bool:
    try:
        return time.time() - staging.stat().st_mtime > _ABANDONED
    except OSError:
        return False


def sweep(folder: Path) -> None:
    """Remove what builds of a package left beside it that were killed."""
    old, half = _put_aside(folder), sorted(folder.parent.glob(f".{folder.name}.*{_PART}"))
    if folder.exists():  # else the one that was put aside is the package
        for each in old:
            shutil.rmtree(each, ignore_errors=True)
    for each in half:
        with contextlib.suppress(OSError), _held(each, wait=False) as abandoned:
            if abandoned:
                shutil.rmtree(each, ignore_errors=True)


def _told(error: OSError, folder: Path) -> OutputError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            "the disk is full", str(folder.parent), "make room, or name another --output; the old package is untouched"
        )
    return OutputError(
        f"the package cannot be written: {error.strerror or error}",
        str(error.filename or folder.parent),
        "check the permissions, or name another --output",
    )


def _put_aside(folder: Path) -> list[Path]:
    """Packages of this name that a swap put aside; a slug has no dot, so that they are no other's."""
    return sorted(folder.parent.glob(f".{folder.name}.*old"))


def _swap(new: Path, folder: Path) -> None:
    """Put `new` where `folder` is.

    Two renames: should the machine stop between them, `restore` undoes the first.  Where another build puts its package
    there between them, that one is put aside in turn: the last one stays.
    """
    for last in (*[False] * _SWAPS, True):
        with contextlib.suppress(FileNotFoundError):
            folder.replace(folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.old"))
        try:
            new.replace(folder)
            break
        except OSError as error:
            restore(folder)
            if last or error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
    for old in _put_aside(folder):
        shutil.rmtree(old, ignore_errors=True)


def restore(folder: Path) -> None:
    """Bring back a package that an interrupted swap left aside."""
    with contextlib.suppress(OSError):  # another build was quicker
        for old in _put_aside(folder)[:1]:
            if not folder.exists():
                old.replace(folder)


def look(folder: Path) -> tuple[Manifest | None, list[str]]:
    """The manifest of a package, and what in it was changed by hand; both of one package.

    Where another build swaps in its own meanwhile, it is looked at again.
    """
    for _ in range(_SWAPS):
        before = _identity(folder)
        manifest = read_manifest(folder)
        try:
            changed = changed_files(folder, manifest) if manifest else []
        except OSError as error:
            if _identity(folder) == before:
                raise _told(error, folder) from error
            continue
        if _identity(folder) == before:
            break
    return manifest, changed


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        stat = folder.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a package; None where there is none that can be read."""
    path = folder / MANIFEST
    try:
        return from_json(path.read_bytes(), Manifest, str(path))
    except (OSError, BroadcastError):
        return None


def changed_files(folder: Path, manifest: Manifest) -> list[str]:
    """Paths in a package that are not what its manifest says: changed, missing, or added by somebody."""
    expected = {entry.path: entry for entry in manifest.files}
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST}
    odd = [path for path in expected.keys() ^ found.keys() if not Path(path).name.startswith(".")]
    for path in expected.keys() & found.keys():
        entry, file = expected[path], found[path]
        if file.stat().st_size != entry.bytes or _sha256(file) != entry.sha256:
            odd.append(path)
    return sorted(odd)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def refuse_to_lose(folder: Path, manifest: Manifest | None, changed: list[str]) -> None:
    """Stop before a folder is replaced that a person worked in.

    :raises UsageError: `folder` is no package, or files in it were changed since it was built.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if manifest is None and read_manifest(folder) is None:  # asked again: another build may just have put it there
        raise UsageError(
            "this folder was not made by broadcast build", str(folder), "name another --output, or use --force"
        )
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        names = ", ".join(changed[:_SHOWN]) + more
        raise UsageError(
            f"files were changed by hand since the last build: {names}",
            str(folder),
            "move the folder away to keep them, or use --force to replace it",
        )
