"""Takes that several machines share: any file system that fsspec knows (``s3://bucket/takes``, ``sftp://host/takes``)."""

from __future__ import annotations

import contextlib
import io
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from broadcast.errors import MissingExtra, NetworkError, SetupError, UsageError
from broadcast.takes.storage import Stored

# File systems in which a file that is being written can be seen: there it is written beside its place and moved.
# Elsewhere (S3 and its like) an object appears when all of it has arrived.
_SEEN_HALF = frozenset({"file", "local", "sftp", "ssh", "smb", "ftp", "hdfs", "webhdfs", "dir"})


class Shared:
    """A file system behind an address; who may use it, it takes from its own environment (``AWS_ACCESS_KEY_ID`` ...).

    Reading does not change the time of a file there, so that its age counts from when it was spoken.
    """

    def __init__(self, address: str) -> None:
        """Connect.

        :raises SetupError: fsspec or its package for such addresses is not installed, or there is no connection.
        :raises UsageError: no such kind of address.
        """
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise MissingExtra.of("cluster", "a take store behind an address") from error
        self.place = address
        try:
            self._files, self._root = url_to_fs(address)
        except ImportError as error:
            raise SetupError(f"the take store needs an optional package: {error}", address) from error
        except ValueError as error:
            remedy = "name a folder, or an address such as s3://bucket/takes"
            raise UsageError(f"no take store can be there: {error}", address, remedy) from error
        except Exception as error:
            remedy = "check the address, and who may use it"
            raise SetupError(f"the take store cannot be reached: {error}", address, remedy) from error
        protocol = self._files.protocol
        self._moves = bool(_SEEN_HALF & set((protocol,) if isinstance(protocol, str) else protocol))

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextmanager
    def open(self, name: str) -> Iterator[io.BytesIO]:
        """A file, to be read; one that may not be read is as one that is not there.

        :raises NetworkError: the store does not answer: whatever is spoken could not be kept either.
        """
        try:
            data = self._files.cat_file(self._path(name))
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            raise
        except Exception as error:
            remedy = "check the address and the network, or name another place in BROADCAST_TAKES"
            what = f"the take store does not answer: {type(error).__name__}: {error}"
            raise NetworkError(what, self.place, remedy) from error
        yield io.BytesIO(data)

    def write(self, name: str, blocks: Iterable[bytes]) -> None:
        data, path = b"".join(blocks), self._path(name)
        folder, _, last = path.rpartition("/")
        with _told():
            if not self._moves:
                self._files.pipe_file(path, data)
                return
            beside = f"{folder}/.{last}.{secrets.token_hex(4)}.part"
            self._files.makedirs(folder, exist_ok=True)
            try:
                self._files.pipe_file(beside, data)
                self._files.mv(beside, path)
            except BaseException:
                with contextlib.suppress(Exception):
                    self._files.rm_file(beside)
                raise

    def used(self, name: str) -> None:
        """Nothing: there is no way that all of them have."""

    def takes(self) -> Iterator[Stored]:
        with _told():
            found: dict[str, dict[str, Any]] = self._files.find(self._root, detail=True)
        for path, entry in found.items():
            if path.endswith(".wav"):
                folder, name = path.split("/")[-2:]
                yield Stored(Path(folder, name), int(entry.get("size") or 0), _moment(entry))

    def remove(self, paths: Iterable[Path]) -> None:
        with _told():
            for path in paths:
                with contextlib.suppress(FileNotFoundError):
                    self._files.rm_file(self._path(path.as_posix()))


@contextmanager
def _told() -> Iterator[None]:
    """Each file system has errors of its own kind: they all become an `OSError`."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


def _moment(entry: dict[str, Any]) -> float:
    """When a file was written, under the name that its file system has for it."""
    times = (entry.get(name) for name in ("mtime", "LastModified", "modified", "last_modified", "updated", "created"))
    found = next((time for time in times if time is not None), 0.0)
    return found.timestamp() if isinstance(found, datetime) else float(found)
