"""Text from outside, made harmless and measured for a terminal.

Names and sentences come from files that others wrote: they may hold escape sequences, line breaks, bidirectional
controls, or what looks like markup.  Everything that is printed goes through :func:`plain`, and is never parsed.
Widths are in cells, as :mod:`rich.cells` counts them: Cyrillic takes one, Chinese two, a combining mark none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from rich.cells import cell_len

Run = tuple[str, str]
"""A stretch of text and the name of its style."""

Line = list[Run]

_MARKS_A_LETTER = 2


def plain(text: str, encoding: str = "utf-8") -> str:
    """One line of printable text that the encoding can carry.

    White space is folded; invisible format characters (bidirectional controls, joiners, variation selectors) are
    dropped; every other control character becomes a replacement mark.
    """
    if not text.isprintable() or "\ufe0e" in text or "\ufe0f" in text:
        text = "".join(map(_shown, text))
    text = " ".join(text.split())
    if not encoding.lower().startswith("utf"):
        text = text.encode(encoding, "replace").decode(encoding, "replace")
    return text


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    if character in "\ufe0e\ufe0f" or unicodedata.category(character) == "Cf":
        return ""
    return character if character.isprintable() else "\ufffd"


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Letters with the marks on them, and the cells that each takes; marks without a letter are left out."""
    letter, width, marks = "", 0, 0
    for character in text:
        cells = cell_len(character)
        if cells:
            if letter:
                yield letter, width
            letter, width, marks = character, cells, 0
        elif letter and marks < _MARKS_A_LETTER:
            letter += character
            marks += 1
    if letter:
        yield letter, width


def clip(text: str, cells: int, ellipsis: str = "…") -> str:
    """As much of a text as fits into `cells`, with an ellipsis where it was cut."""
    kept: list[tuple[str, int]] = []
    used = 0
    for letter, width in clusters(text):
        kept.append((letter, width))
        used += width
        if used > cells:
            break
    else:
        return "".join(letter for letter, _ in kept)
    room = cells - cell_len(ellipsis)
    if room < 0:
        return ""
    while used > room:
        used -= kept.pop()[1]
    return "".join(letter for letter, _ in kept).rstrip() + ellipsis


def fit(text: str, cells: int, ellipsis: str = "…") -> str:
    """A text in exactly `cells` cells: clipped, or filled with spaces."""
    text = clip(text, cells, ellipsis)
    return text + " " * (cells - measure(text))


def measure(text: str) -> int:
    """The cells that a text takes, letter by letter."""
    return sum(width for _, width in clusters(text))


def wrap(text: str, cells: int) -> Iterator[str]:
    """Lines of at most `cells` cells, broken at spaces, and inside a word only where it is wider than a line."""
    line, used = "", 0
    for word in text.split(" "):
        width = measure(word)
        if line and used + 1 + width <= cells:
            line, used = f"{line} {word}", used + 1 + width
            continue
        if line:
            yield line
        *full, line = _pieces(word, cells)
        yield from full
        used = measure(line)
    if line:
        yield line


def _pieces(word: str, cells: int) -> list[str]:
    pieces, piece, used = [], [""], 0
    for letter, width in clusters(word):
        if used and used + width > cells:
            pieces.append("".join(piece))
            piece, used = [], 0
        piece.append(letter)
        used += width
    return [*pieces, "".join(piece)]


def short_name(name: str, cells: int, ellipsis: str = "…") -> str:
    """A person's name where room is short: initials and the last name, the last name, and only then an ellipsis.

    Names with a small letter among their words (``city council``) are no persons' and are only cut.
    """
    words = name.split(" ")
    if measure(name) > cells and len(words) > 1 and all(word[:1].isupper() for word in words):
        initials = " ".join([*(f"{word[0]}." for word in words[:-1]), words[-1]])
        return next((short for short in (initials, words[-1]) if measure(short) <= cells), clip(name, cells, ellipsis))
    return clip(name, cells, ellipsis)


def clock(seconds: Fraction, decimals: int = 0) -> str:
    """``M:SS``, ``M:SS.d`` or ``H:MM:SS`` of a time in seconds, cut to whole units of the last digit."""
    unit = 10**decimals
    whole, rest = divmod((seconds * unit).__floor__(), unit)
    minutes, second = divmod(whole, 60)
    text = f"{minutes // 60}:{minutes % 60:02d}:{second:02d}" if minutes >= 60 else f"{minutes}:{second:02d}"
    return f"{text}.{rest:0{decimals}d}" if decimals else text
