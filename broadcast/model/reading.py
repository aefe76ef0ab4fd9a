"""The document of ``broadcast read --json``."""

from __future__ import annotations

import msgspec

from broadcast.model.text import Word


class Reading(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="reading/1"
):
    """Every word of a text in order, with the way it is said."""

    language: str
    words: tuple[Word, ...]
