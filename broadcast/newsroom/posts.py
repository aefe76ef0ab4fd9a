"""Posts that a page embeds between its paragraphs: the words, the account under them, the frame around them.

A post stands in a story as a picture does: a viewer sees it, nobody reads it aloud.  One that the narrator introduces
(«Ол желіде былай деп жазды:») is a quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ACCOUNT = re.compile(r"[—–-]\s*(?P<name>[^()\n]{1,60}?)\s*\((?P<handle>@[\w.]+)\)\s*(?P<date>.{0,40})\Z")
_LINKED = re.compile(r"(?:https?://t\.co/|pic\.twitter\.com/)\S+\s*\Z")
_CAPTION = re.compile("#[^\\W\\d]|(?<!\\w)@\\w|[\u2600-\u27bf\U0001f300-\U0001faff]")
_FRAME = 8
OUT = "embedded post"


def account_of(line: str) -> str:
    """The name in a line that closes a post: ``— Name (@handle) May 5``; empty for any other line."""
    found = _ACCOUNT.match(line)
    return found["name"] if found else ""


def embedded(
    lines: Sequence[str], kinds: Sequence[str], opens: tuple[str, ...], closes: tuple[str, ...]
) -> dict[int, str]:
    """Which lines belong to posts and what they are: left out, or ``posted`` and ``post`` for one that is a quote.

    :param kinds: what each line is taken for so far; only ``body`` and what belongs to posts already changes.
    :param opens: beginnings, in small letters, of lines that open a page's frame around a post.
    :param closes: beginnings of those that close it.
    """
    found: dict[int, str] = {}
    for i, line in enumerate(lines):
        lower = line.lower()
        if lower.startswith(opens):
            found.update(_framed(lines, i, opens, closes))
        if kinds[i] not in ("body", OUT):
            continue
        if account_of(line) and not lower.startswith(closes):
            found.update(_posted(lines, kinds, i))
        elif lower.startswith(closes):
            found.setdefault(i, OUT)
            if i and kinds[i - 1] == "body" and _CAPTION.search(lines[i - 1]):
                found.setdefault(i - 1, OUT)
        elif _LINKED.search(line) and not (i and lines[i - 1].rstrip().endswith(":")):
            found.setdefault(i, OUT)
    return found


def _framed(lines: Sequence[str], start: int, opens: tuple[str, ...], closes: tuple[str, ...]) -> dict[int, str]:
    """The lines from the one that opens a frame to the one that closes it, if that comes soon."""
    for end in range(start + 1, min(start + _FRAME, len(lines))):
        lower = lines[end].lower()
        if lower.startswith(opens):
            break
        if lower.startswith(closes):
            return dict.fromkeys(range(start, end + 1), OUT)
    return {start: OUT}


def _posted(lines: Sequence[str], kinds: Sequence[str], at: int) -> dict[int, str]:
    """The account's line and the words above it; those that a line ending in a colon introduces are a quote."""
    if not at or kinds[at - 1] not in ("body", "subheading"):
        return {at: OUT}
    words = len(lines[at - 1].split()) > 4
    if words and at > 1 and lines[at - 2].rstrip().endswith(":"):
        return {at - 1: "posted", at: "post"}
    return {at - 1: OUT, at: OUT}
