"""Russian abbreviations, initials and words in capitals: in full, by letter names, or as a word."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk
from broadcast.languages.ru.context import governed
from broadcast.languages.ru.words import words
from broadcast.languages.scripts import LATIN

_CAPITALS = re.compile(r"(?P<stem>[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,})(?P<ending>[а-яё]{0,3})")
_INITIALS = re.compile(r"(?P<letters>[А-ЯЁӘҒҚҢӨҰҮҺІ](?:\.[А-ЯЁӘҒҚҢӨҰҮҺІ])*)(?:\.(?P<name>[А-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+.*))?")
_VOWEL, _OTHER = "[АЕЁИОУЫЭЮЯ]", "[БВГДЖЗЙКЛМНПРСТФХЦЧШЩ]"
_AS_WORD = re.compile(rf"{_VOWEL}?(?:{_OTHER}{_VOWEL}){{1,3}}{_OTHER}?|{_OTHER}{{2}}{_VOWEL}{_OTHER}{{2}}")
_HAS_VOWEL = re.compile(_VOWEL)
_SQUARE = {"кв": "квадратн", "куб": "кубическ"}
_CITY = {"g": "города", "d": "городу", "a": "город", "i": "городом", "p": "городе", "n": "город"}


def spell(letters: str) -> str:
    """Letter names: ``ТВ`` is «тэ-вэ»."""
    names = words().letters
    return "-".join(names.get(c.lower(), c) for c in letters)


def abbreviation(chunks: list[Chunk], at: int) -> str | None:
    """What stands for an abbreviation or a word in capitals; None if the chunk is neither."""
    chunk = chunks[at]
    if chunk.core == "г" and chunk.tail.startswith("."):
        return _city(chunks, at)
    if chunk.core in _SQUARE and chunk.tail == "." and at + 1 < len(chunks):
        measured = _square(chunk.core, chunks[at + 1].lower)
        if measured:
            return measured
    known = words().abbreviations.get(chunk.core) or words().abbreviations.get(chunk.lower)
    if known and (chunk.tail.startswith(".") or "." in chunk.core or not _HAS_VOWEL.search(chunk.core.upper())):
        return known
    return _acronym(chunks, at)


def _city(chunks: list[Chunk], at: int) -> str:
    """«в г. Семей» is «в городе Семей»."""
    previous = chunks[at - 1].lower if at else ""
    return _CITY["p" if previous in {"в", "во"} else governed(chunks, at)]


def _square(stem: str, unit: str) -> str:
    """«кв.» before «метров»: an adjective in the form of the noun."""
    if not unit.startswith(("метр", "километр", "сантиметр")):
        return ""
    ending = unit.partition("метр")[2]
    soft = _SQUARE[stem].endswith("к")
    forms = {"": "ий" if soft else "ый", "ами": "ими" if soft else "ыми", "ам": "им" if soft else "ым"}
    return _SQUARE[stem] + forms.get(ending, "их" if soft else "ых")


def _acronym(chunks: list[Chunk], at: int) -> str | None:
    chunk = chunks[at]
    parts = chunk.core.split("-")
    found = [_CAPITALS.fullmatch(p) for p in parts]
    if not any(found) or LATIN.search(chunk.core):
        return None
    return "-".join(_said(chunks, at, f["stem"], f["ending"]) if f else p for f, p in zip(found, parts, strict=True))


def _said(chunks: list[Chunk], at: int, stem: str, ending: str) -> str:
    """One run of capitals, with the ending of a form: МИДа."""
    known = words().acronyms.get(stem)
    if known:
        return known + ending
    if ending or len(stem) > 5 or (_AS_WORD.fullmatch(stem) and len(stem) > 2) or _shouted(chunks, at):
        return (stem + ending).capitalize()
    return spell(stem)


def _shouted(chunks: list[Chunk], at: int) -> bool:
    """Whether a word around is in capitals too and too long for an abbreviation, so that capitals mean nothing."""
    if not _HAS_VOWEL.search(chunks[at].core):
        return False
    around = [c.core for c in chunks[max(0, at - 1) : at + 2] if c is not chunks[at]]
    return any(len(c) > 4 and c.isalpha() and c.isupper() for c in around)


def initial(core: str) -> bool:
    """Whether a word can be initials: a capital, or several with stops between."""
    return bool(_INITIALS.fullmatch(core))


def initials(chunk: Chunk, following: Chunk | None) -> str | None:
    """``А. Б. Серов``: letter names, without the stops."""
    found = _INITIALS.fullmatch(chunk.core)
    if not found:
        return None
    said = " ".join(spell(c) for c in found["letters"].split("."))
    if found["name"]:
        return f"{said} {found['name']}"
    if not chunk.tail.startswith(".") or following is None or not following.core[:1].isupper():
        return None
    return said
