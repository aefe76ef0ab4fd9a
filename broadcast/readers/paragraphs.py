"""Paragraphs of a document as a story's text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from broadcast.errors import StoryError

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def composed(text: str) -> str:
    """A text with one character a letter, and without those that only tell a page where a word may break."""
    return unicodedata.normalize("NFC", text.translate(_UNSEEN))


def story_of(paragraphs: Iterable[str], where: str, title: str = "") -> str:
    """A line a paragraph, white space folded, empty ones left out; `title` goes first unless the text begins with it.

    :raises StoryError: nothing that could be said.
    """
    lines = [line for p in paragraphs for part in composed(p).splitlines() if (line := " ".join(part.split()))]
    headline = " ".join(title.split())
    if headline and (not lines or lines[0].casefold() != headline.casefold()):
        lines.insert(0, headline)
    if not any(c.isalnum() for line in lines for c in line):
        raise StoryError("the story has no words", where, "is the text in it a picture? type it, or paste it")
    return "\n".join(lines) + "\n"
