"""What comes in: the bytes of a story from a file, an address or standard input, and what they are."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from broadcast.errors import StoryError, UsageError
from broadcast.newsroom.romanising import romanise

LARGEST_STORY = 16 << 20
STDIN = "-"
_LONGEST_SLUG = 64
_NOT_NAMES = re.compile(r"[^a-z0-9_]+")
# Windows opens a device for these, whatever the suffix.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]+://")
_MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "md",
    "text/rtf": "rtf",
    "application/rtf": "rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_TITLE_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?[A-Z][A-Za-z ]*:[^\n]*\n(?:[^\n]+\n)*?(?:Language|Slug):")


class Incoming(NamedTuple):
    """A story's bytes, where they come from (for messages), what names the package, and the reader's name."""

    data: bytes
    where: str
    name: str
    kind: str

    @property
    def slug(self) -> str:
        """The slug on a script's title page, or that of the name."""
        if self.kind == "fountain":
            from broadcast.readers.fountain import slug_in

            return slug_of(slug_in(self.data, self.where) or self.name)
        return slug_of(self.name)


def slug_of(name: str) -> str:
    """A file's name as ASCII letters, digits, hyphens and underscores, at most 64 of them; never empty."""
    slug = _NOT_NAMES.sub("-", romanise(name).casefold()).strip("-_")[:_LONGEST_SLUG].rstrip("-_") or "story"
    return f"{slug}-story" if slug in _DEVICES else slug


def text_story(text: str, name: str) -> Incoming:
    """A story that is no file: its text, the headline first, and what names its package.

    >>> text_story("Bridge opens\\nA new bridge opened on Monday.", "bridge").slug
    'bridge'
    """
    return Incoming(text.encode(), name, name, "txt")


def take_in(story: Path | str | Incoming) -> Incoming:
    """The story behind a path, an http or https address, or ``-``, standard input; one that was taken in stays.

    >>> take_in("scripts/zhetisu.txt").slug
    'zhetisu'

    :raises StoryError: missing, unreadable, or larger than 16 MB.
    :raises BroadcastError: as :func:`broadcast.pipeline.web.fetch` does.
    """
    if isinstance(story, Incoming):
        return story
    if story == STDIN:
        data = standard_input()
        return Incoming(data, "standard input", "stdin", _kind_of(data))
    if isinstance(story, str) and _SCHEME.match(story):
        return _fetched(story)
    path = Path(story)
    kind = path.suffix.lower().removeprefix(".") or "txt"
    return Incoming(story_bytes(path), str(path), path.stem, kind)


def story_bytes(path: Path) -> bytes:
    """The bytes of a story file.

    :raises StoryError: missing, a folder, unreadable, or larger than 16 MB.
    """
    try:
        if path.is_dir():
            raise StoryError("this is a folder, not a story", str(path), "name one file in it")
        with path.open("rb") as file:
            data = file.read(LARGEST_STORY + 1)
    except FileNotFoundError as error:
        raise StoryError("there is no such file", str(path), "check the name, or run `ls scripts`") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoryError(f"the file cannot be read: {reason}", str(path), "check its permissions") from error
    return _bounded(data, str(path))


def standard_input() -> bytes:
    """All of standard input.

    :raises UsageError: it is a terminal.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("there is nothing on standard input", remedy="pipe a story into the command, or name a file")
    return _bounded(sys.stdin.buffer.read(LARGEST_STORY + 1), "standard input")


def _bounded(data: bytes, where: str) -> bytes:
    if len(data) > LARGEST_STORY:
        raise StoryError(f"the file is larger than {LARGEST_STORY >> 20} MB", where, "is it a story? split it")
    return data


def _kind_of(data: bytes) -> str:
    """The reader for bytes that have no name."""
    head = data[:1024].lstrip().lower()
    if head.startswith(b"pk\x03\x04"):
        return "docx"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "fountain" if _TITLE_PAGE.match(data[:65536]) else "txt"


def _fetched(address: str) -> Incoming:
    """A page; its text in UTF-8 where the server named another charset."""
    from broadcast.pipeline.web import Limits, fetch
    from broadcast.readers import READERS

    answer = fetch(address, Limits(size=LARGEST_STORY))
    url = urlsplit(answer.address)
    path = PurePosixPath(unquote(url.path))
    suffix = path.suffix.lower().removeprefix(".")
    kind = _MEDIA_TYPES.get(answer.media_type) or (suffix if suffix in READERS.names() else "")
    kind = kind or ("txt" if answer.media_type == "text/plain" else _kind_of(answer.data))
    return Incoming(_in_utf_8(answer.data, answer.charset), answer.address, path.stem or url.hostname or "page", kind)


def _in_utf_8(data: bytes, charset: str) -> bytes:
    """Text in the charset that a server names; left to the reader where that is wrong, or Windows-1251 (see there)."""
    try:
        named = charset and codecs.lookup(charset).name != "cp1251"
        return data.decode(charset).encode("utf-8") if named else data
    except (LookupError, ValueError):
        return data
