"""Words of a text and where they stand: what every grammar reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from broadcast.languages.scripts import mend

_WORD = re.compile(
    r"(?:(?<![^\W_])[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.)"  # an initial
    r"|(?:Mrs?|Ms|Dr|Sens?|Reps?|Govs?|Gen|Profs?|Rev|Lt|Col|Sgt|Capt|Maj|Det|Insp|Supt|Cmdr|Adm"  # a title
    r"|Del|Ofc|Atty|Asst|Amb|Cpl|Pfc|Pvt|Brig)\."
    r"|(?:St\. (?=[A-Z]))?[^\W_]+(?:[-‑’‘'.&_][^\W_]+)*"  # «St. Bride» is one word
)


_MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_RUN = re.compile(r"[A-Za-z\u0400-\u04ff]+")


class Token(NamedTuple):
    """A word, where it stands, and the characters between it and the word before."""

    text: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def initial(self) -> bool:
        return len(self.text) == 2 and self.text[1] == "." and self.capital

    @property
    def acronym(self) -> bool:
        """Capitals only: ФТБ, ҚР, МЧС; so are their forms with an ending after a hyphen."""
        stem = self.text.split("-")[0]
        return len(stem) > 1 and stem.isupper() and not self.initial

    @property
    def joined(self) -> bool:
        """Whether nothing but a space (or nothing, after an initial) parts it from the word before."""
        return self.gap in _JOINTS


def over_marks(gap: str) -> bool:
    """Whether a gap is a space with quote marks or a number's sign, or a stroke: «Даму» қоры, школа № 5, АП-162/4."""
    return gap == "/" or (0 < len(gap) <= 3 and all(c in ' «»“”„"№\u00a0' for c in gap))


def in_brackets(tokens: list[Token], i: int) -> bool:
    """Whether an acronym in brackets is all that parts a word from the one before: «the Food Agency (FA) chief»."""
    inside = tokens[i - 1] if tokens[i].gap == ") " else tokens[i]
    return inside.acronym and inside.gap == " ("


_JOINTS = frozenset((" ", "\u00a0", "\u202f", "  ", ""))


def words(text: str) -> list[Token]:
    """The words of a text in order; an initial (``А.``) keeps its full stop.

    A word with letters of another script that look alike is read as one of its own: «cообщили», «Тwitter».
    """
    if _MIXED.search(text):
        text = _RUN.sub(lambda m: mend(m[0]), text)
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    last = 0
    for found in _WORD.finditer(text):
        yield Token(found[0], found.start(), found.end(), text[last : found.start()])
        last = found.end()
