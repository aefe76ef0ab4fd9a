"""Roman numerals up to 89, in Latin letters or in the Cyrillic ones that look like them."""

from __future__ import annotations

import re

_ROMAN = re.compile(r"(XL|LX{0,3}|X{0,3})(IX|IV|V?I{0,3})")
_FROM_CYRILLIC = str.maketrans("ІХ", "IX")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman(text: str) -> int | None:
    """The value of a numeral; None if the text is none: ``XIX`` and ``ХІХ`` are 19."""
    letters = text.translate(_FROM_CYRILLIC)
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    values = [_VALUES[c] for c in letters]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
