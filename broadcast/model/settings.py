"""A station's choices: who sounds like whom, how fast, with what pauses."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

import msgspec
from msgspec.structs import replace


class VoiceChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A voice, a factor on its pitch, and words a minute where they differ from the language's rate.

    `engine` is left empty for the cast's own engine.
    """

    voice: str
    engine: str = ""
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


class Bed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Natural sound under the programme, in the mix only: its loudness alone (LUFS), the dB by which it goes down under
    a voice, and the seconds that going down and coming up take.

    :raises ValueError: a negative time, or a duck that would make it louder.
    """

    level_lufs: float
    duck_db: float = 0.0
    down: float = 0.0
    up: float = 0.0

    def __post_init__(self) -> None:
        if min(self.duck_db, self.down, self.up) < 0:
            raise ValueError("duck_db, down and up must not be below zero")


class Leader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Before a finished programme: seconds of line-up tone, seconds of slate with the 2-pop, and the tone's dBFS.

    :raises ValueError: a slate that is too short for the pop, or a tone above full scale.
    """

    tone: int
    slate: int
    level_dbfs: float

    def __post_init__(self) -> None:
        if not (self.tone >= 0 and self.slate >= 3 and self.tone + self.slate <= 3600 and self.level_dbfs <= 0):
            raise ValueError("tone must be 0 or more, slate 3 or more seconds, level_dbfs at most 0")


class Cast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``voices/cast.toml``.

    `fallbacks` are the engines that speak what `engine` cannot, in the order in which they are tried.  `rates` are
    words a minute by language; `people` pins speakers by id; `pools` are by engine, then language.
    """

    engine: str
    pauses: Pauses
    rates: dict[str, int]
    pools: dict[str, dict[str, Pool]]
    bed: Bed
    room_tone: Bed
    leader: Leader
    fallbacks: tuple[str, ...] = ()
    people: dict[str, VoiceChoice] = {}
    titles: Titles = Titles()

    @property
    def chain(self) -> tuple[str, ...]:
        """The engines that may speak, first choice first."""
        return tuple(dict.fromkeys((self.engine, *self.fallbacks)))

    def only(self, engine: str) -> Cast:
        """This cast with one engine; people who are pinned to another one's voice are cast anew."""
        own = {key: choice for key, choice in self.people.items() if choice.engine in {"", engine}}
        return replace(self, engine=engine, fallbacks=(), people=own)

    def without(self, broken: AbstractSet[str]) -> Cast:
        """This cast with those of its fallbacks that are left."""
        engine, *rest = [name for name in self.chain if name not in broken] or [self.engine]
        own = {key: choice for key, choice in self.people.items() if (choice.engine or self.engine) not in broken}
        return replace(self, engine=engine, fallbacks=tuple(rest), people=own)
