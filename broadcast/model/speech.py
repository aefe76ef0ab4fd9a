"""Speech: what is asked of a voice engine, what it gives, and how that is kept."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

Timing = Literal["exact", "aligned", "estimated"]

RECORDED = "recorded"
"""What stands for an engine in the voice of a take that a person recorded."""

ANY_LANGUAGE = ""
"""The language of a voice that says whatever it is given."""


class Voice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A voice that an engine has; `id` is the engine's own name for it, `quality` the engine's own word for that."""

    engine: str
    id: str
    language: str
    gender: Gender | None
    licence: str
    credit: str = ""
    online: bool = False
    quality: str = ""


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a stretch of the spoken text (`source`, usually a word) sounds: seconds from the first sample."""

    source: TextSpan
    start: Fraction
    end: Fraction


class Phonemes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a stretch of a spoken text sounds, in espeak-ng's notation."""

    source: TextSpan
    text: str


class SpeechRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence to be said.

    `rate` is in words a minute, as espeak-ng counts them; other engines come near to it. `pitch` is a factor on the
    voice's own; `phonemes` are in order, and an engine that does not take them says the text.
    """

    text: str
    language: str
    voice: str
    rate: int
    pitch: float = 1.0
    phonemes: tuple[Phonemes, ...] = ()


class Speech(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an engine said: float32 mono `[shape=(n,)]` in [-1, 1] at its own rate, and when each word sounds.

    `timing` says where the marks come from: the engine told us (exact), they were found in the audio (aligned), or
    they are a guess (estimated).
    """

    samples: Samples
    sample_rate: int
    marks: tuple[Mark, ...]
    timing: Timing


class Take(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stored speech: trimmed, faded and levelled, at 48 kHz.

    `key` names what was asked for (SHA-256 of the canonical request), `digest` what is stored (SHA-256 of the
    samples); `length` is in samples.
    """

    key: str
    digest: str
    length: int
    sample_rate: int
    marks: tuple[Mark, ...]
    timing: Timing
    voice: Voice

    @property
    def duration(self) -> Fraction:
        return Fraction(self.length, self.sample_rate)


class Engine(Protocol):
    """A voice engine: one file under ``broadcast/engines``.  It knows nothing of the take store.

    `audible` is False for one whose speech is silence on purpose; `parallel` is how many sentences it may be asked for
    at once, each from a thread of its own.
    """

    name: str
    audible: bool
    parallel: int

    def voices(self) -> tuple[Voice, ...]:
        """Every voice that can be used now."""

    def fingerprint(self, voice: str) -> str:
        """What a voice's sound depends on beside the request: engine version, model digest."""

    def speak(self, request: SpeechRequest) -> Speech:
        """Say one sentence.

        It asks once: who calls it decides whether and when to ask again.

        :raises TemporaryFailure: what went wrong may go away by itself (no answer in time, 429, 5xx, a cut answer).
        :raises EngineError: whatever else went wrong at the vendor's side, with the step to take next.
        """
