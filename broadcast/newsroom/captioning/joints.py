"""What lies between two words: how well the text comes apart there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from broadcast.model.caption import GlueRules, Tie, TimedWord

Strength = Literal["none", "loose", "firm", "hard"]
Ending = Literal["sentence", "clause", "phrase", "plain"]

_ORDER: dict[Strength, int] = {"none": 0, "loose": 1, "firm": 2, "hard": 3}
_DASHES = frozenset("-–—―")
_CLAUSE = frozenset(",;:.!?…)")
_CLOSING = frozenset('»”"')
_OPENING = frozenset("«“„([")
_MARKS = ",;:.!?…()[]«»\"“”„‘’'*–—―-"
_DIGIT_ENDS = frozenset("0123456789.,")
_QUOTES = '«»"“”„'
_NUMBER = re.compile(r"[^\w\s]?\d[\d\s.,:/–-]*")
_ROMAN = re.compile(r"[IVXLC]+")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_ACRONYM = 4  # characters; longer words in capitals are a headline, where capitals tell nothing
_NAME_WIDTH = 28  # characters of a quoted name that is better kept whole


def stronger(one: Strength, other: Strength) -> Strength:
    """The firmer of two ties."""
    return max(one, other, key=_ORDER.__getitem__)


def ends_in_digits(word: TimedWord) -> bool:
    """Whether a line that ends with the word ends in bare digits, which ask for more even after a full stop."""
    text = word.text.strip(_QUOTES)
    return text[-1:] in _DIGIT_ENDS and _NUMBER.fullmatch(text) is not None


def quoted_names(words: Sequence[TimedWord]) -> list[int]:
    """The joints (index of the word after each) inside short names in quotation marks or brackets."""
    inside: list[int] = []
    opened, width = -1, 0
    for i, word in enumerate(words):
        text = word.text
        width += len(text) + 1
        if text[0] == '"' or "«" in text or "“" in text or "(" in text:
            opened, width = i, len(text)
        if opened >= 0 and text.rstrip(".,;:!?…")[-1:] in ("»", "”", ")", '"'):
            if width <= _NAME_WIDTH:
                inside += range(opened + 1, i + 1)
            opened = -1
    return inside


def closes_quote(word: TimedWord) -> bool:
    """Whether a word ends with a closing quotation mark and nothing after it."""
    return word.text[-1] in _CLOSING


class Joints:
    """The joints of a language; words that were met once are remembered."""

    def __init__(self, glue: GlueRules) -> None:
        self.glue = glue
        self._keys: dict[str, str] = {}
        self._ties: dict[tuple[str, str], Strength] = {}

    def between(self, left: TimedWord, right: TimedWord, *, first: bool = False) -> tuple[Ending, Strength]:
        """How well two neighbours come apart: what ends with `left`, and how firmly `right` holds to it.

        `first` says that `left` begins a sentence, where a capital letter tells nothing.
        """
        ending = self._ending(left, right)
        if left.broken:
            return ending, "hard"
        if ending == "sentence":
            return ending, "none"
        after = self._key(right.text)
        if after in self.glue.to_previous or (not after and right.text[0] not in _OPENING):
            return ending, "hard"  # also after a comma; a dash or a stray mark begins no line either
        if ending == "clause":
            return ending, "none"
        before = self._key(left.text)
        if before in self.glue.to_next:
            return ending, "hard"
        found = stronger(self._count(left.text, before, after), self._name(left.text, right.text, before, first))
        return ending, found if found == "hard" else stronger(found, self._tie(before, after))

    def _key(self, text: str) -> str:
        key = self._keys.get(text)
        if key is None:
            key = self._keys[text] = text.casefold().strip(_MARKS)
        return key

    def _ending(self, left: TimedWord, right: TimedWord) -> Ending:
        if left.ends_sentence:
            return "sentence"
        last = left.text.rstrip(_QUOTES)[-1:]
        if last in _CLAUSE or left.text in _DASHES:
            return "plain" if last == "." and left.text[-1] == "." and self._abbreviated(left.text) else "clause"
        if self._key(right.text) in self.glue.to_next or self._key(left.text) in self.glue.to_previous:
            return "phrase"
        return "plain"

    def _abbreviated(self, text: str) -> bool:
        key = self._key(text)
        return key in self.glue.units or key in self.glue.to_next or _INITIAL.fullmatch(text) is not None

    def _count(self, left: str, before: str, after: str) -> Strength:
        """A number and what it counts."""
        if before[-1:].isdigit() and _NUMBER.fullmatch(left):
            return "hard"
        if after in self.glue.units and (
            before[-1:].isdigit() or _ROMAN.fullmatch(left) or before in self.glue.numerals
        ):
            return "hard"
        return "firm" if before in self.glue.numerals else "none"

    def _name(self, left: str, right: str, before: str, first: bool) -> Strength:
        """First and last name, initials, a role and its holder, ``Boeing 737``, a quoted name and what bears it."""
        if _INITIAL.fullmatch(left) and right[0].isupper():
            return "hard"
        if left[-1] in _CLOSING:
            return "loose"
        if right[0].isdigit():
            return "loose" if left[0].isupper() and not first else "none"
        if not right[0].isupper():
            return "none"
        if before.startswith(self.glue.titles) or _INITIAL.fullmatch(right):
            return "firm"
        if left[0].isupper() and not (left.isupper() and right.isupper() and len(right) > _ACRONYM):
            return "loose" if first else "firm"
        return "none"

    def _tie(self, before: str, after: str) -> Strength:
        pair = (before, after)
        found = self._ties.get(pair)
        if found is None:
            found = "none"
            for tie in self.glue.ties:
                if _matches(tie, before, after):
                    found = stronger(found, tie.strength)
            self._ties[pair] = found
        return found


def _matches(tie: Tie, left: str, right: str) -> bool:
    if (tie.left_words or tie.left_ends) and left not in tie.left_words and not left.endswith(tie.left_ends):
        return False
    if not (tie.right_words or tie.right_starts or tie.right_ends):
        return True
    return right in tie.right_words or right.startswith(tie.right_starts) or right.endswith(tie.right_ends)
