"""Paragraphs of a document as a story's text."""

from __future__ import annotations

from collections.abc import Iterable

from broadcast.errors import StoryError


def story_of(paragraphs: Iterable[str], where: str, title: str = "") -> str:
    """A line a paragraph, white space folded, empty ones left out; `title` goes first unless the text begins with it.

    :raises StoryError: nothing that could be said.
    """
    lines = [line for p in paragraphs for part in p.splitlines() if (line := " ".join(part.split()))]
    headline = " ".join(title.split())
    if headline and (not lines or lines[0].casefold() != headline.casefold()):
        lines.insert(0, headline)
    if not any(c.isalnum() for line in lines for c in line):
        raise StoryError("the story has no words", where, "is the text in it a picture? type it, or paste it")
    return "\n".join(lines) + "\n"
