"""The voices there are, as ``broadcast voices`` shows them."""

from __future__ import annotations

import msgspec

from broadcast.model.script import Gender


class ListedVoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A voice, and whether it can speak now; `command` is what makes it ready, empty where it is.

    `language` is empty for a voice that says whatever it is given.
    """

    engine: str
    voice: str
    language: str
    gender: Gender | None
    quality: str
    licence: str
    credit: str
    online: bool
    ready: bool
    command: str = ""


class Trouble(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An engine that cannot tell its voices, or a voice on this machine that cannot be used, and what to do."""

    engine: str
    what: str
    remedy: str


class VoiceList(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="voices/1"
):
    """The document of ``broadcast voices --json``; `elsewhere` counts the voices of languages that are not shown."""

    voices: tuple[ListedVoice, ...]
    troubles: tuple[Trouble, ...]
    elsewhere: int = 0
