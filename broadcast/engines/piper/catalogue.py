"""The voices of Piper that Broadcast knows by name, installed or not: ``voices.toml`` beside this file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from broadcast.model.documents import from_toml
from broadcast.model.script import Gender

_KEY = re.compile(r"(([a-z]{2,3})_[A-Z]{2})-([^\W_](?:\w*[^\W_])?)-(x_low|low|medium|high)")
_LICENCE = re.compile(r"^\* *Licen[cs]e: *(\S.*)$", re.MULTILINE)
_SOURCE = re.compile(r"^\* *URL: *(\S.*)$", re.MULTILINE)


class StoredFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file on the server: bytes, and the MD5 that the server's list gives."""

    size: int
    md5: str


class KnownVoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A voice of the catalogue; `source` is where its recordings come from, `speakers` tells several apart."""

    licence: str
    credit: str
    source: str
    sample_rate: int
    model: StoredFile
    config: StoredFile
    gender: Gender | None = None
    speakers: dict[str, Gender] = {}


class Catalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`base` is the address under which the files lie."""

    base: str
    voices: dict[str, KnownVoice]


@cache
def catalogue() -> Catalogue:
    path = Path(__file__).with_name("voices.toml")
    return from_toml(path.read_bytes(), Catalogue, str(path))


def parts(key: str) -> tuple[str, str, str] | None:
    """Language, quality and folder on the server of a key such as ``kk_KZ-issai-high``; None where it is no key."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    locale, language, name, quality = found.groups()
    return language, quality, f"{language}/{locale}/{name}/{quality}"


def from_card(card: str) -> tuple[str, str]:
    """Licence and source of the recordings as a MODEL_CARD gives them; ``unknown`` and nothing where it does not."""
    licence, source = _LICENCE.search(card), _SOURCE.search(card)
    said = licence[1].strip() if licence else ""
    return ("unknown" if said.casefold() in ("", "unknown", "see url") else said), source[1].strip() if source else ""
