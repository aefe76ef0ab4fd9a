"""Letters of two alphabets: look-alikes in one word, and Latin words for a voice that speaks with Cyrillic letters."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from broadcast.model.documents import from_toml

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_RUN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_TWINS = ("aceopxyiABCEHIKMOPTXYh", "асеорхуіАВСЕНІКМОРТХУһ")
_TO_CYRILLIC = str.maketrans(*_TWINS)
_TO_LATIN = str.maketrans(_TWINS[1], _TWINS[0])
_PRONOUNCED = re.compile(r"[aeiouy]?(?:[bcdfghjklmnpqrstvwxyz][aeiouy]+){1,4}[bcdfghjklmnpqrstvwxz]{0,2}", re.I)
_PLAIN_CAPS = re.compile(r"[A-Z]{1,5}")
_KAZAKH_2021 = frozenset("äğñöūüşı")
_KAZAKH_2018 = frozenset("áǵńóúýı")
_HARD_Q = re.compile(r"q(?!u)")
_WORD_END_E = re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])e$")
_SOFT_C = re.compile(r"c(?=[eiy])")


class Latin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The tables of ``latin.toml``."""

    words: dict[str, str]
    letters: dict[str, str]
    domains: dict[str, str]
    sounds: dict[str, str]
    kazakh_2021: dict[str, str]
    kazakh_2018: dict[str, str]


@cache
def latin() -> Latin:
    """The tables, read on first use."""
    path = Path(__file__).with_name("latin.toml")
    return from_toml(path.read_bytes(), Latin, path.name)


def mixed(word: str) -> bool:
    """Whether one stretch of letters holds both alphabets."""
    return any(LATIN.search(run) and _CYRILLIC.search(run) for run in re.findall(r"[^\W\d_]+", word))


def mend(word: str) -> str:
    """The word in one alphabet, if all letters of the other have a twin in it; else as it is."""
    cyrillic, roman = len(_CYRILLIC.findall(word)), len(LATIN.findall(word))
    as_cyrillic, as_latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    whole_cyrillic, whole_latin = not LATIN.search(as_cyrillic), not _CYRILLIC.search(as_latin)
    if whole_cyrillic and (cyrillic >= roman or not whole_latin):
        return as_cyrillic
    return as_latin if whole_latin else word


@lru_cache(maxsize=2048)
def cyrillic(text: str, *, kazakh: bool = False) -> str:
    """Latin words as a Cyrillic voice should say them; what is Cyrillic already stays.

    `kazakh` lets the letters of the Kazakh Latin alphabets decide.
    """
    known = latin().words.get(text.lower())
    if known:
        return _cased(text, known)
    return _RUN.sub(lambda found: _cyrillic(found[0], kazakh=kazakh), text)


def _cyrillic(word: str, *, kazakh: bool) -> str:
    tables = latin()
    lower = word.replace("İ", "i").replace("I", "ı" if kazakh and _kazakh_letters(word) else "i").lower()
    lower = lower.replace("\u0307", "")
    if word.lower() in tables.words:
        return _cased(word, tables.words[word.lower()])
    if kazakh and (_kazakh_letters(word) or _HARD_Q.search(lower)):
        old = bool(set(lower) & (_KAZAKH_2018 - {"ı"})) and not set(lower) & (_KAZAKH_2021 - {"ı"})
        return _cased(word, _kazakh(lower, tables.kazakh_2018 if old else tables.kazakh_2021))
    if _PLAIN_CAPS.fullmatch(word) and (len(word) < 4 or not _PRONOUNCED.fullmatch(word)):
        return "-".join(tables.letters[c] for c in lower)
    sounded = _SOFT_C.sub("s", _WORD_END_E.sub("", lower) if len(lower) > 3 else lower)
    return _cased(word, _sounds(sounded, tables.sounds))


def _kazakh_letters(word: str) -> bool:
    return bool(set(word.lower()) & (_KAZAKH_2021 | _KAZAKH_2018))


def _kazakh(lower: str, table: dict[str, str]) -> str:
    said = _sounds(lower, table)
    said = re.sub(r"(?<=[аәеоөұүыі])и", "й", said)
    return re.sub(r"йа", "я", re.sub(r"йу", "ю", said))


def _sounds(lower: str, table: dict[str, str]) -> str:
    said, at = [], 0
    while at < len(lower):
        for size in (4, 3, 2, 1):
            sound = table.get(lower[at : at + size])
            if sound is not None and len(lower[at : at + size]) == size:
                said.append("э" if sound == "е" and at == 0 else sound)
                at += size
                break
        else:
            at += 1
    return "".join(said)


def _cased(written: str, said: str) -> str:
    return said[:1].upper() + said[1:] if written[:1].isupper() else said


_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<user>[\w.+-]+@)?(?P<host>@?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.[A-Za-z]{2,6})"
    r"(?P<path>[/?#]\S*)?(?:-(?P<ending>[^\W\d_a-zA-Z]+))?"
)


def address(text: str) -> re.Match[str] | None:
    """A web or mail address, if the text is one: its end is a known domain or it begins like one."""
    found = _ADDRESS.fullmatch(text) if "." in text else None
    if found and (text.startswith(("http", "www.")) or found["host"].rpartition(".")[2].lower() in latin().domains):
        return found
    return None
