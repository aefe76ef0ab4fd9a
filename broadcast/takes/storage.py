"""Where takes lie: a folder, or a place that several machines share (:mod:`broadcast.takes.shared`)."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

_DAY = 86_400.0
_ABANDONED = _DAY  # seconds after which a half-written take is nobody's
_ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]+://")


class Stored(msgspec.Struct, frozen=True):
    """A take's file: its size in bytes, and when it was last used, in seconds since 1970.

    Outside a folder `path` is its name in the store.
    """

    path: Path
    bytes: int
    used: float


class Storage(Protocol):
    """Files by name (``ab/abcd.wav``), each written whole or not at all; what goes wrong is an `OSError`."""

    place: str

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file, to be read."""

    def write(self, name: str, blocks: Iterable[bytes]) -> None:
        """Put a file in its place, over one that is there."""

    def used(self, name: str) -> None:
        """Note that a file is in use, once a day at most: what is cleaned away is what nobody uses."""

    def takes(self) -> Iterator[Stored]:
        """Every take."""

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove takes, and what interrupted builds left half-written."""


def storage(place: Path | str) -> Storage:
    """The storage behind a path or an address.

    :raises BroadcastError: as :class:`broadcast.takes.shared.Shared` does.
    """
    if isinstance(place, str) and _ADDRESS.match(place):
        if not place.lower().startswith("file://"):
            from broadcast.takes.shared import Shared

            return Shared(place)
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        place = url2pathname(urlsplit(place).path)
    return Folder(Path(place))


class Folder:
    """A folder, which is made when the first file is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = str(folder)

    def open(self, name: str) -> BinaryIO:
        return (self.folder / name).open("rb")

    def write(self, name: str, blocks: Iterable[bytes]) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(path) as stream:
            for block in blocks:
                stream.write(block)

    def used(self, name: str) -> None:
        path = self.folder / name
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)

    def takes(self) -> Iterator[Stored]:
        for path in self.folder.glob("??/*.wav"):
            with contextlib.suppress(OSError):  # another build or another clean-up was quicker
                stat = path.stat()
                yield Stored(path, stat.st_size, stat.st_mtime)

    def remove(self, paths: Iterable[Path]) -> None:
        abandoned = (p for p in self.folder.glob("??/.*.part") if time.time() - p.stat().st_mtime > _ABANDONED)
        for path in (*paths, *abandoned):
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()  # only where it is empty


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes stand at `path` once they are all written, or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
