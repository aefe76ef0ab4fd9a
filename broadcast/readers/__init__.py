"""Story files by suffix; a reader makes a Story of bytes, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable

from broadcast.model.script import Finding
from broadcast.registry import Registry

Reader = Callable[[bytes, str], tuple[str, tuple[Finding, ...]]]

READERS: Registry[Reader] = Registry("reader", dict.fromkeys(("txt", "text"), "broadcast.readers.text:read"))
