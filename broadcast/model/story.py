"""A story as it came in: its text verbatim, and what was found around it."""

from __future__ import annotations

import msgspec

from broadcast.model.text import TextSpan

CUE = "production cue"
"""Why a person's own note to the makers is left out of the voice."""


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Text that is kept out of the voice, and why: ``related link``, ``photo caption``, ``reporter's sign-off``."""

    text: str
    reason: str
    source: TextSpan


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A news story.

    `text` is the whole text, unchanged but for line ends (``\\n``) and a byte-order mark.  Ranges count its characters.
    `slug` names files: ASCII letters, digits and hyphens.  A reader fills `slug` and `text` (and `language` where it
    is known); segmenting finds the rest.  `embargo` is what a person wrote: until when the story must not be aired.
    """

    slug: str
    text: str
    language: str = ""
    headline: str = ""
    headline_source: TextSpan | None = None
    credits: tuple[str, ...] = ()
    outlet: str = ""
    credits_source: tuple[TextSpan, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    embargo: str = ""
