"""Files that are there whole or as they were: written beside their place, and moved into it."""

from __future__ import annotations

import tempfile
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write a file whole into a folder that is there; who writes it at the same moment does not get in the way.

    :raises OSError: it cannot be written; what was there stays.
    """
    with tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=path.parent) as beside:
        made = Path(beside) / "whole"
        made.write_bytes(data)
        made.replace(path)
