"""Web pages: the article without what stands around it, as trafilatura finds it."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from broadcast.errors import MissingExtra, StoryError
from broadcast.model.script import Finding
from broadcast.readers import text as plain_text
from broadcast.readers.paragraphs import story_of

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096  # bytes in which HTML wants the charset to be named


def read(data: bytes, where: str) -> tuple[str, tuple[Finding, ...]]:
    """The headline and the paragraphs of the article on a page, a line each.

    :raises MissingExtra: trafilatura is not installed.
    :raises StoryError: no text, or no article in it.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtra.of("web", "reading a web page") from error

    page, findings = _decoded(data, where)
    article = bare_extraction(page, include_comments=False, with_metadata=True, as_dict=False)
    if article is None or isinstance(article, dict) or not article.text:
        raise StoryError("no article was found on this page", where, "copy its text into a file, and give that")
    return story_of(article.text.split("\n"), where, article.title or ""), findings


def _decoded(data: bytes, where: str) -> tuple[str, tuple[Finding, ...]]:
    """The page as text: by its byte-order mark or as UTF-8, by the charset that it names, or as its letters tell."""
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:_HEAD])
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if named and not marked:
        with suppress(LookupError):
            codec = codecs.lookup(named[1].decode("ascii")).name
            # Kazakh pages call themselves Windows-1251 and hold letters that only KZ-1048 has.
            if codec != "cp1251":
                return data.decode(codec, "replace"), ()
    return plain_text.read(data, where)
