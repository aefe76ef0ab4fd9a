"""Language packs by ISO 639-1 code; a pack loads what is asked of it, when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadcast.registry import Registry

if TYPE_CHECKING:
    from broadcast.model.language import LanguagePack

LANGUAGES: Registry[LanguagePack] = Registry(
    "language",
    {
        "kk": "broadcast.languages.kk:PACK",
        "ru": "broadcast.languages.ru:PACK",
        "en": "broadcast.languages.en:PACK",
    },
)


def pack_for(code: str) -> LanguagePack:
    """The pack of a language.

    :raises UnknownName: no pack for the code; the error lists the known ones.
    """
    return LANGUAGES.get(code)
