"""Caption profiles and glue words, read from TOML when they are asked for.

``<language>/captions.toml`` holds a language's own profile and its glue; ``profiles/<name>.toml`` a profile for a
screen: teletext, vertical video.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from broadcast.errors import UnknownName
from broadcast.model.caption import CaptionProfile, GlueRules
from broadcast.model.documents import from_toml

LANGUAGES = ("en", "kk", "ru")
SCREENS = ("teletext", "vertical")


class _CaptionRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    profile: CaptionProfile
    glue: GlueRules


def profile(code: str) -> CaptionProfile:
    """The profile of a language, or of a screen by its name.

    :raises UnknownName: neither; the error lists the known ones.
    """
    if code in SCREENS:
        return _screen(code)
    if code not in LANGUAGES:
        raise UnknownName.among("caption profile", code, (*LANGUAGES, *SCREENS))
    return _language(code).profile


def glue(code: str) -> GlueRules:
    """The words of a language that hold together on screen.

    :raises UnknownName: no rules for the language; the error lists the known ones.
    """
    if code not in LANGUAGES:
        raise UnknownName.among("language with caption rules", code, LANGUAGES)
    return _language(code).glue


@cache
def _language(code: str) -> _CaptionRules:
    file = resources.files("broadcast.languages").joinpath(code, "captions.toml")
    return from_toml(file.read_bytes(), _CaptionRules, f"{code}/captions.toml")


@cache
def _screen(name: str) -> CaptionProfile:
    file = resources.files("broadcast.languages").joinpath("profiles", f"{name}.toml")
    return from_toml(file.read_bytes(), CaptionProfile, f"profiles/{name}.toml")
