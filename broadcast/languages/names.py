"""Given names and places, as every pack knows them: a Kazakh story speaks of Sergei and of John."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from broadcast.model.script import Gender
from broadcast.newsroom.romanising import romanise

_MALE = (
    "бек",
    "хан",
    "гали",
    "кали",
    "мурат",
    "болат",
    "даулет",
    "газы",
    "мырза",
    "султан",
    "мухамед",
    "мухамбет",
    "берген",
    "берди",
)
_FEMALE = ("гул", "кул", "сулу", "бике", "жамал", "шолпан")
_IN_NAMES = ("хан", "бек", "баи")  # Самархан is no form of Самара (folded spellings)
_FOLD = str.maketrans("әқғңөұүһіёйәҳ", "акгноуухиеиах")


def data(package: str, name: str) -> dict[str, Any]:
    """A TOML file beside the modules of a package."""
    return tomllib.loads(files(package).joinpath(name).read_text("utf-8"))


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """A word in small letters, with the spellings of one name made equal: Айгүл and Айгуль, Қайрат and Кайрат."""
    return word.lower().translate(_FOLD).replace("ь", "").replace("’", "'")


@cache
def given_names(code: str = "") -> dict[str, Gender | None]:
    """Folded given names of all languages, or of one; None where both women and men bear one."""
    found: dict[str, Gender | None] = {}
    parts = data("broadcast.languages", "names.toml")
    for part in (parts[code],) if code else parts.values():
        for gender in ("m", "f"):
            for name in part[gender].split():
                key = fold(name)
                found[key] = gender if found.get(key, gender) == gender else None
    return found


@cache
def romanised_names() -> dict[str, Gender]:
    """Kazakh and Russian given names in Latin letters, for English: ``askar``, ``zhanar``."""
    parts = data("broadcast.languages", "names.toml")
    found: dict[str, Gender] = {}
    for code in ("ru", "kk"):
        for gender in ("m", "f"):
            found.update(dict.fromkeys(romanise(parts[code][gender]).lower().split(), gender))
    return found


def given_by_form(folded: str) -> Gender | None:
    """The gender that the second part of a Turkic given name tells: Сәлімхан, Бибігүл (folded spellings)."""
    if len(folded) < 6:
        return None
    if folded.endswith(_FEMALE):
        return "f"
    return "m" if folded.endswith(_MALE) else None


@cache
def places() -> frozenset[str]:
    """Folded stems of the names of places."""
    return frozenset(fold(s) for s in data("broadcast.languages", "places.toml")["stems"].split())


@cache
def _places_by_start() -> dict[str, tuple[str, ...]]:
    by_start: dict[str, list[str]] = {}
    for stem in places():
        by_start.setdefault(stem[:2], []).append(stem)
    return {start: tuple(stems) for start, stems in by_start.items()}


def is_place(word: str) -> bool:
    """Whether a word is a form of a place's name: a known stem and at most an ending of four letters."""
    folded = fold(word)
    return any(
        folded.startswith(stem) and len(folded) - len(stem) <= 4 and folded[len(stem) :] not in _IN_NAMES
        for stem in _places_by_start().get(folded[:2], ())
    )
