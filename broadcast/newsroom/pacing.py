"""How long words last where no engine says so: by syllables, with pauses at punctuation.

A word's share is its vowels and a part of a syllable for its consonants; neither Kazakh nor Russian has a published
words-a-minute figure, and counting words times Kazakh's long ones at half their length.
"""

from __future__ import annotations

import re
from fractions import Fraction

from broadcast.model.speech import Mark
from broadcast.model.text import TextSpan

_WORD = re.compile(r"\S+")
_VOWELS = frozenset("аәеёиоөуұүыіэюяaeiouyàâäéèêëîïôöùûü")
_CONSONANTS_A_SYLLABLE = 6
_PAUSES = {
    ",": Fraction(1),
    ";": Fraction(3, 2),
    ":": Fraction(3, 2),
    ".": Fraction(2),
    "!": Fraction(2),
    "?": Fraction(2),
}


def syllables(word: str) -> int:
    """The vowels of a word; at least one where it has a letter or a digit."""
    return max(sum(c in _VOWELS for c in word.casefold()), int(any(c.isalnum() for c in word)))


def _length(word: str) -> tuple[Fraction, Fraction]:
    """A word's own length and the pause after it, in syllables."""
    letters = sum(c.isalpha() for c in word)
    return syllables(word) + Fraction(letters, _CONSONANTS_A_SYLLABLE), _PAUSES.get(word[-1], Fraction(0))


def weight(text: str) -> Fraction:
    """How long a spoken text lasts, in syllables; the pause after its last word does not count."""
    lengths = [_length(m[0]) for m in _WORD.finditer(text)]
    return sum((own + pause for own, pause in lengths), Fraction(0)) - (lengths[-1][1] if lengths else 0)


def paced(text: str, duration: Fraction) -> tuple[Mark, ...]:
    """A mark for every word of a spoken text, spread over a duration."""
    words = list(_WORD.finditer(text))
    lengths = [_length(m[0]) for m in words]
    total = weight(text) or Fraction(1)
    marks, at = [], Fraction(0)
    for word, (own, pause) in zip(words, lengths, strict=True):
        end = at + own
        source = TextSpan(word.start(), word.end())
        marks.append(Mark(source=source, start=at * duration / total, end=min(end / total, Fraction(1)) * duration))
        at = end + pause
    return tuple(marks)
