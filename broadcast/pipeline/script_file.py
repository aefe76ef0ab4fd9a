"""The script as a file that a person corrects, and that no program takes away from them.

The title page holds a digest of the text as it was written: whoever changes the text does not change the digest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from pathlib import Path
from typing import Literal, NamedTuple

from broadcast.errors import OutputError, StoryError
from broadcast.exporters.fountain import fountain
from broadcast.model.script import Script
from broadcast.pipeline.whole import put

SCRIPTS = Path("scripts")
_DIGEST = re.compile(r"^Digest:[ \t]*([0-9a-f]{16})[ \t]*\n", re.MULTILINE)
_LONGEST_DIFFERENCE = 20  # lines
_WIDTH = 100  # characters of a line of it


class Kept(NamedTuple):
    """What became of a script's file.

    ``written``; ``current``: it was so already; ``edited``: a person's changes were kept; ``differs``: they were kept,
    and the story or its reading has changed since: `difference` holds lines of the file (``-``) and of the script as
    it would be now (``+``).
    """

    path: Path
    state: Literal["written", "current", "edited", "differs"]
    difference: tuple[str, ...] = ()


def keep_script(script: Script, path: Path | None = None, *, force: bool = False) -> Kept:
    """Write a script to ``scripts/<slug>.fountain`` or to `path`; over a file that a person changed only by `force`.

    :raises StoryError: the file that is there cannot be read.
    :raises OutputError: the file cannot be written.
    """
    path = path or SCRIPTS / f"{script.story.slug}.fountain"
    text = fountain(script)
    there = _there(path)
    if there is None:
        return _written(path, text)
    stamp, own = parted(there)
    if own == text:
        return Kept(path, "current")
    if force or stamp == _digest(own):
        return _written(path, text)
    if stamp == _digest(text):
        return Kept(path, "edited")
    return Kept(path, "differs", tuple(islice(_difference(own, text), _LONGEST_DIFFERENCE)))


def _there(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoryError(f"the file cannot be read: {error.strerror or error}", str(path), "name another") from error


def _written(path: Path, text: str) -> Kept:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, [stamped(text, _digest(text)).encode()])
    except OSError as error:
        remedy = "name another with --output"
        raise OutputError(f"the script cannot be written: {error.strerror or error}", str(path), remedy) from error
    return Kept(path, "written")


def stamped(text: str, stamp: str) -> str:
    """A script's text with a digest on its title page, or as it is where the digest is empty.

    A file that says something else than its digest is one that a person edited.
    """
    head, blank, rest = text.removesuffix("\n").partition("\n\n")
    return f"{head}\nDigest: {stamp}{blank}{rest}\n" if stamp else text


def parted(text: str) -> tuple[str, str]:
    """The digest on a title page, and the text without it."""
    end = text.find("\n\n")
    found = _DIGEST.search(text, 0, end + 1 if end >= 0 else len(text))
    return (found[1], text[: found.start()] + text[found.end() :]) if found else ("", text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _difference(own: str, now: str) -> Iterator[str]:
    """Lines that differ, each from shortly before the place where it does."""
    left, right = own.split("\n"), now.split("\n")
    for sign, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if sign != "equal":
            yield from _pairs(left[a:b], right[c:d])


def _pairs(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    for old, new in zip_longest(left, right, fillvalue=""):
        same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        start = max(same - _WIDTH // 4, 0)
        for sign, line in (("-", old), ("+", new)):
            if line.strip():
                cut = line[start : start + _WIDTH]
                yield f"{sign} {'… ' if start else ''}{cut}{' …' if start + _WIDTH < len(line) else ''}"
