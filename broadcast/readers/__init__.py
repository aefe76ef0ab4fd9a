"""What a story comes in, by suffix: a reader makes a text, or a whole script, of bytes and of nothing else."""

from __future__ import annotations

from collections.abc import Callable

from broadcast.model.script import Finding, Script
from broadcast.registry import Registry

Reader = Callable[[bytes, str], tuple[str, tuple[Finding, ...]] | Script]
"""Bytes, and where they come from for messages, become a text and what was noticed, or a script.

A text has a paragraph a line, and the headline first.
"""

READERS: Registry[Reader] = Registry(
    "reader",
    {
        **dict.fromkeys(("txt", "text"), "broadcast.readers.text:read"),
        "fountain": "broadcast.readers.fountain:read",
        "docx": "broadcast.readers.docx:read",
        "rtf": "broadcast.readers.rtf:read",
        **dict.fromkeys(("html", "htm"), "broadcast.readers.html:read"),
        **dict.fromkeys(("md", "markdown"), "broadcast.readers.markdown:read"),
    },
)
