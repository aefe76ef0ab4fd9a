"""Rich Text Format (Microsoft, version 1.9.1)."""

from __future__ import annotations

import re

from broadcast.errors import StoryError
from broadcast.model.script import Finding
from broadcast.readers.paragraphs import story_of

_HIGH = re.compile(rb"[\x80-\xff]")
# striprtf puts the address of a link behind its words, which nobody wants to hear; it does not know the word parted.
_LINK = re.compile("(hyper)(?=link)", re.IGNORECASE)
_LONGEST_FONT = 8192  # striprtf's pattern for a font goes over its line again and again


def read(data: bytes, where: str) -> tuple[str, tuple[Finding, ...]]:
    """The paragraphs of a document, a line each.

    :raises StoryError: not a sound document.
    """
    from striprtf.striprtf import font_table_group, rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise _unsound(where)
    written = _HIGH.sub(lambda m: b"\\'%02x" % m[0][0], data).decode("ascii").replace("}{", "}\n{")
    written = _LINK.sub(r"\1{}", written)
    if max(map(len, font_table_group(written).split("\n"))) > _LONGEST_FONT:
        raise _unsound(where)
    try:
        text = rtf_to_text(written, errors="replace")
    except (ValueError, OverflowError, TypeError, LookupError) as error:
        raise _unsound(where) from error
    # Signs beyond the basic plane come as two halves.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return story_of(text.splitlines(), where), ()


def _unsound(where: str) -> StoryError:
    return StoryError("this is no sound RTF document", where, "open it in a word processor, and save it as plain text")
