"""Markdown (CommonMark 0.31, with tables): the words without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from broadcast.errors import StoryError
from broadcast.model.script import Finding
from broadcast.readers import text as plain_text
from broadcast.readers.paragraphs import story_of

if TYPE_CHECKING:
    from markdown_it.token import Token

LARGEST: Final = 1 << 20
_FRONT_MATTER = re.compile(r"---\n(?P<keys>(?:[^\n]*\n){0,100}?)---(?:\n|$)")
_TITLE = re.compile(r"^title:[ \t]*(?P<title>[^\n]+)$", re.MULTILINE | re.IGNORECASE)
_WRITTEN = {"text": "", "code_inline": "", "softbreak": " ", "hardbreak": "\n"}


def read(data: bytes, where: str) -> tuple[str, tuple[Finding, ...]]:
    """Headings, paragraphs, quotations, list items and cells, a line each.

    Pictures and the addresses of links go.  A dash at the beginning of a line stays: it may open somebody's speech.
    Of the front matter (``---``), only the title is kept.

    :raises StoryError: no text, no words, or more than 1 MB: some marks take time by the square of their number.
    """
    from markdown_it import MarkdownIt

    if len(data) > LARGEST:
        raise StoryError(f"the file is larger than {LARGEST >> 20} MB", where, "save the story as plain text")
    written, findings = plain_text.read(data, where)
    title = ""
    if front := _FRONT_MATTER.match(written):
        found = _TITLE.search(front["keys"])
        title = found["title"].strip(" \t\"'") if found else ""
        written = written[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(written)
    return story_of(_paragraphs(tokens), where, title), findings


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    mark = ""
    for token in tokens:
        if token.type == "list_item_open":
            # An item's number is its `info`; its `markup` is the sign behind the number, or the bullet.
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "inline":
            yield mark + "".join(_words(token.children or []))
            mark = ""
        elif token.type in {"code_block", "fence"}:
            yield token.content
        elif token.type == "html_block":
            yield _stripped(token.content)


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in _WRITTEN:
            yield token.content or _WRITTEN[token.type]


def _stripped(markup: str) -> str:
    """The words between the tags of a block of HTML."""
    parser = _Words()
    parser.feed(markup)
    parser.close()
    return "\n".join(parser.found)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)
