"""The signs of Fountain: escapes, emphasis, notes and what was cut out, and the lines that are left."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from broadcast.errors import DocumentError

GAP = "  "
"""A line of two spaces is an empty line inside a block."""

_STRETCHES = re.compile(r"\\[\s\S]|\[\[|\]\]|/\*|\*/")
_SIGNS = re.compile(r"\\([\s\S])|\*+|_")


class Place(NamedTuple):
    """Line and column, both from 1, in a file."""

    where: str
    line: int
    column: int = 1

    def refuse(self, what: str, remedy: str) -> NoReturn:
        """:raises DocumentError: here."""
        raise DocumentError(what, f"{self.where}, line {self.line}, column {self.column}", remedy)


class Note(NamedTuple):
    """``[[body]]``, or ``/* body */`` where `cut`; the body as it is written."""

    place: Place
    body: str
    cut: bool = False


class Line(NamedTuple):
    """A line without the notes in it, and those notes.  A note that runs over lines belongs to its first."""

    place: Place
    text: str
    notes: tuple[Note, ...]

    @property
    def parts_blocks(self) -> bool:
        return not self.notes and not self.text.strip() and self.text != GAP


class _Places:
    def __init__(self, text: str, where: str) -> None:
        self.where = where
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def at(self, offset: int) -> Place:
        line = bisect_right(self.starts, offset)
        return Place(self.where, line, offset - self.starts[line - 1] + 1)


def lines_of(text: str, where: str, start: int = 0) -> Iterator[Line]:
    """The lines of a text from `start` on.

    :raises DocumentError: a note that is not closed, or a mark that closes none.
    """
    places = _Places(text, where)
    place, pieces, at = places.at(start), [""], start
    notes: list[Note] = []
    for opens, closes in (*_stretches(text, start, places), (len(text), len(text))):
        first, *others = text[at:opens].split("\n")
        pieces.append(first)
        for n, line in enumerate(others, 1):
            yield Line(place, _joined(pieces), tuple(notes))
            place = Place(where, places.at(at).line + n)
            pieces, notes = [line], []
        if closes > opens:
            notes.append(Note(places.at(opens), text[opens + 2 : closes - 2], cut=text[opens] == "/"))
        at = closes
    yield Line(place, _joined(pieces), tuple(notes))


def _stretches(text: str, start: int, places: _Places) -> Iterator[tuple[int, int]]:
    """Where notes and cuts lie, marks included."""
    opened = -1
    for sign in _STRETCHES.finditer(text, start):
        if opened < 0:
            if sign[0] in ("[[", "/*"):
                opened = sign.start()
            elif sign[0] == "]]":
                places.at(sign.start()).refuse("]] closes no note", r"take it away, or write ]\] where it is text")
        elif text[opened] == "[" and sign[0] == "[[":
            break
        elif sign[0] == ("]]" if text[opened] == "[" else "*/") and sign.start() >= opened + 2:
            yield opened, sign.end()
            opened = -1
    if opened >= 0:
        mark, end, plain_text = ("[[", "]]", r"[\[") if text[opened] == "[" else ("/*", "*/", r"/\*")
        places.at(opened).refuse(f"{mark} is not closed", f"put {end} at its end, or write {plain_text} for text")


def _joined(pieces: list[str]) -> str:
    """What stood before a note and behind it, without two spaces where the note was."""
    joined = ""
    for piece in pieces:
        joined += piece[1:] if joined.endswith(" ") and piece.startswith(" ") else piece
    return joined


def plain(written: str) -> str:
    """A line as it is read: each backslash goes and the sign after it stays; marks of emphasis go in pairs."""
    found: list[str] = []
    opened: dict[str, int] = {}
    at = 0
    for sign in _SIGNS.finditer(written):
        found.append(written[at : sign.start()])
        at = sign.end()
        if sign[1] is not None:
            found.append(sign[1])
            continue
        mark, before, after = sign[0], written[sign.start() - 1 : sign.start()], written[at : at + 1]
        if mark in opened and before.strip() and not after.isalnum():
            found[opened.pop(mark)] = mark = ""
        elif len(mark) <= 3 and after.strip() and not before.isalnum():
            opened[mark] = len(found)
        found.append(mark)
    return "".join(found) + written[at:]


def plain_lines(written: str) -> str:
    """A text of several lines as it is read; a space that parts a bracket at its end from those of a note goes."""
    if written.endswith(" ") and written.rstrip(" ").endswith("]"):
        written = written[:-1]
    return "\n".join("" if line == GAP else plain(line) for line in written.split("\n"))
