"""Caption profiles and glue words, read from TOML when they are asked for.

``<language>/captions.toml`` holds a language's own profile and its glue; ``profiles/<name>.toml`` what a screen
(teletext, vertical video) does otherwise.  A station's ``voices/captions.toml`` has a table for each profile that it
changes or adds; each key of a table stands over the same key of its base.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from broadcast.errors import DocumentError, UnknownName
from broadcast.model.caption import CaptionProfile, GlueRules
from broadcast.model.documents import from_tables, tables

LANGUAGES = ("en", "kk", "ru")
SCREENS = ("teletext", "vertical")

Tables = Mapping[str, Any]
"""A station's own profiles by name, as they stand in its file; `base` names the profile that one stands over."""


def profile(name: str, language: str = "", station: Tables | None = None, where: str = "") -> CaptionProfile:
    """The profile of this name for captions in a language; an empty name is the language's own.

    A screen, or a station's profile without a base, stands over the language's own profile (Kazakh's where no language
    is given).

    :raises UnknownName: nothing of the kind; the error lists the known ones.
    :raises DocumentError: the station's file breaks its form; `where` is its path.
    """
    own = station or {}
    if language and language not in LANGUAGES:
        raise UnknownName.among("language with caption rules", language, LANGUAGES)
    name = name or language
    found = _layers(name, language or "kk", own, where, (*LANGUAGES, *SCREENS, *own))
    return from_tables({**found, "name": name}, CaptionProfile, where and f"{where}, [{name}]")


def _layers(name: str, language: str, station: Tables, where: str, known: tuple[str, ...]) -> dict[str, Any]:
    """The keys of a profile over those of its bases; `known` are the names that were not met on the way."""
    if name not in known:
        raise UnknownName.among("caption profile", name, (*LANGUAGES, *SCREENS, *station))
    rest = tuple(k for k in known if k != name)
    over = station.get(name, {})
    if not isinstance(over, Mapping):
        raise DocumentError(f"[{name}] is not a table", where, f"write [{name}] above its keys")
    if name in LANGUAGES:
        return {**_language(name)["profile"], **over}
    base = over.get("base", language)
    if base != language and base not in rest:
        raise DocumentError(
            f"[{name}] has a base that is not there, or that comes back to it: {base!r}",
            where,
            f"known: {', '.join(sorted((*LANGUAGES, *SCREENS, *station)))}",
        )
    screen = _screen(name) if name in SCREENS else {}
    mine = {key: value for key, value in over.items() if key != "base"}
    return {**_layers(base, language, station, where, rest), **screen, **mine}


def glue(code: str) -> GlueRules:
    """The words of a language that hold together on screen.

    :raises UnknownName: no rules for the language; the error lists the known ones.
    """
    if code not in LANGUAGES:
        raise UnknownName.among("language with caption rules", code, LANGUAGES)
    return _glue(code)


@cache
def _glue(code: str) -> GlueRules:
    return from_tables(_language(code)["glue"], GlueRules, f"{code}/captions.toml")


@cache
def _language(code: str) -> dict[str, Any]:
    return _file(code, "captions.toml")


@cache
def _screen(name: str) -> dict[str, Any]:
    return _file("profiles", f"{name}.toml")


def _file(folder: str, name: str) -> dict[str, Any]:
    file = resources.files("broadcast.languages").joinpath(folder, name)
    return tables(file.read_bytes(), f"{folder}/{name}")
