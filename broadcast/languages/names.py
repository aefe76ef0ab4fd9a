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
_OF_FATHERS = ("ов", "ев", "ова", "ева")  # Перуашев is none of Перу
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
def figures() -> dict[str, Gender]:
    """Folded last names that the news writes alone, and the gender of who bears each: Трамп, Merkel."""
    found: dict[str, Gender] = {}
    parts = data("broadcast.languages", "figures.toml")
    for gender in ("m", "f"):
        found.update(dict.fromkeys(map(fold, parts[gender].split()), gender))
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


@lru_cache(maxsize=16384)
def beyond_place(word: str) -> tuple[str, ...]:
    """What a word has behind the stem of a place's name with which it begins, at most four letters (folded)."""
    folded = fold(word)
    stems = _places_by_start().get(folded[:2], ())
    rests = (folded[len(stem) :] for stem in stems if folded.startswith(stem) and len(folded) - len(stem) <= 4)
    return tuple(rest for rest in rests if rest not in _IN_NAMES and not rest.endswith(_OF_FATHERS))


def is_place(word: str) -> bool:
    """Whether a word is a form of a place's name: a known stem and at most an ending of four letters."""
    return bool(beyond_place(word))
