"""A station's choices: who sounds like whom, how fast, with what pauses."""

from __future__ import annotations

from fractions import Fraction

import msgspec


class VoiceChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An engine's voice, a factor on its pitch, and words a minute where they differ from the language's rate."""

    voice: str
    pitch: float = 1.0
    rate: int | None = None


class Pool(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Voices of one engine in one language: the narrator's, men's and women's, in the order in which they are given."""

    narrator: VoiceChoice | None = None
    m: tuple[VoiceChoice, ...] = ()
    f: tuple[VoiceChoice, ...] = ()


class Pauses(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Seconds of silence after a sentence, after a paragraph of the same voice, and where the voice changes."""

    sentence: Fraction
    paragraph: Fraction
    speaker: Fraction


class Titles(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Characters that the lines of the station's lower third hold (our own figures: 1920 pixels, common sizes).

    :raises ValueError: a line that holds nothing.
    """

    name: int = 32
    role: int = 48

    def __post_init__(self) -> None:
        if min(self.name, self.role) < 1:
            raise ValueError("name and role must be above zero")


class Cast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``voices/cast.toml``.

    `rates` are words a minute by language; `people` pins speakers by id; `pools` are by engine, then language.
    """

    engine: str
    pauses: Pauses
    rates: dict[str, int]
    pools: dict[str, dict[str, Pool]]
    people: dict[str, VoiceChoice] = {}
    titles: Titles = Titles()
