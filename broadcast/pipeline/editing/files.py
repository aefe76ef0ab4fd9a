"""A change to a file, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from broadcast.errors import OutputError, UsageError
from broadcast.pipeline import whole

_REMEDY = "check the permissions of the folder"


class Change(NamedTuple):
    """What was done, in words for a person; the file, and its bytes before and after (None: there was no file)."""

    what: str
    path: Path
    before: bytes | None
    after: bytes

    def undo(self) -> None:
        """Put back what was there.

        :raises UsageError: somebody changed the file since.
        :raises OutputError: the file cannot be written.
        """
        if read(self.path) != self.after:
            raise UsageError(
                "the file was changed by another hand since", str(self.path), "undo the change in an editor"
            )
        try:
            if self.before is None:
                self.path.unlink()
            else:
                whole.put(self.path, [self.before])
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror or error}", str(self.path), _REMEDY) from error


def read(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none.

    :raises UsageError: it is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", str(path), _REMEDY) from error


def put(what: str, path: Path, data: bytes) -> Change:
    """Write a file whole, and remember what was there.

    :raises OutputError: the file cannot be written; what was there is untouched.
    """
    before = read(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.put(path, [data])
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", str(path), _REMEDY) from error
    return Change(what, path, before, data)
