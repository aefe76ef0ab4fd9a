"""Which language a text is in: Kazakh, Russian or English."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

LANGUAGES = ("kk", "ru", "en")

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zA-Z]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+")


class _Evidence(NamedTuple):
    letters: re.Pattern[str]
    words: frozenset[str]
    endings: frozenset[str]

    def weigh(self, text: str, words: list[str]) -> int:
        """Letters count once, frequent words three times, endings of longer words once."""
        weight = sum(1 for _ in self.letters.finditer(text))
        for word in words:
            if word in self.words:
                weight += 3
            elif len(word) > 4 and (word[-2:] in self.endings or word[-3:] in self.endings):
                weight += 1
        return weight


@cache
def _evidence() -> dict[str, _Evidence]:
    data = tomllib.loads(files("broadcast.newsroom").joinpath("language.toml").read_text("utf-8"))
    return {
        code: _Evidence(
            re.compile(f"[{part['letters']}]"), frozenset(part["words"].split()), frozenset(part["endings"].split())
        )
        for code, part in data.items()
    }


def detect_language(text: str, otherwise: str = "kk") -> str:
    """The code of the language in which most of a text is written: ``kk``, ``ru`` or ``en``.

    Letters of the Latin alphabet outnumbering Cyrillic ones mean English; between Kazakh and Russian the letters that
    only one of them has, their frequent words and endings decide.  A text that tells nothing is taken for `otherwise`.
    """
    latin = sum(len(m[0]) for m in _LATIN.finditer(text))
    cyrillic = sum(len(m[0]) for m in _CYRILLIC.finditer(text))
    if latin > cyrillic:
        return "en"
    words = [w.lower() for w in _WORD.findall(text)]
    weights = {code: evidence.weigh(text, words) for code, evidence in _evidence().items()}
    if weights["ru"] == weights["kk"]:
        return otherwise if otherwise in weights else "kk"
    return "ru" if weights["ru"] > weights["kk"] else "kk"
