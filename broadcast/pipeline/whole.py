"""Files that are there whole or as they were: written beside their place, and moved into it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from broadcast.errors import OutputError


def put(path: Path, blocks: Iterable[bytes]) -> None:
    """Write a file whole into a folder that is there; who writes it at the same moment does not get in the way.

    A link stays one, and a file that was there keeps its mode.

    :raises OSError: it cannot be written; what was there stays.
    """
    path = path.resolve()
    with tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=path.parent) as beside:
        made = Path(beside) / "whole"
        with made.open("wb") as stream:
            stream.writelines(blocks)
        with suppress(FileNotFoundError):
            made.chmod(path.stat().st_mode)
        made.replace(path)


def deliver(path: Path, blocks: Iterable[bytes]) -> None:
    """Write a file that a person asked for, and the folders above it.

    :raises OutputError: it cannot be written; what was there stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, blocks)
    except OSError as error:
        what = f"the file cannot be written: {error.strerror or error}"
        raise OutputError(what, str(path), "name another --output") from error
