"""Aligning: speech whose engine told no times gets them from the embedded voice, which says the same and knows when."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from broadcast.engines import ENGINES
from broadcast.errors import BroadcastError
from broadcast.model.script import Gender
from broadcast.model.speech import Engine, Mark, Phonemes, Speech, SpeechRequest, Voice

if TYPE_CHECKING:
    from broadcast.audio.aligning import Warped
    from broadcast.model.speech import Samples

_REFERENCE = "espeak"
_ALIKE = 0.66  # strangeness up to which a rendering of the other sex is not tried: it would not do better
_RATE = 150  # words a minute of a rendering where nobody says how fast the speech is


class Aligner:
    """Finds word times.  Making one costs nothing, and threads may share it: the embedded voice has its own lock."""

    @cached_property
    def _engine(self) -> Engine:
        return ENGINES.get(_REFERENCE)()

    @cached_property
    def _voices(self) -> tuple[Voice, ...]:
        return self._engine.voices()

    def aligned(self, request: SpeechRequest, speech: Speech) -> Speech:
        """The same speech with times found in its sound; unchanged where it has better ones, or none can be found."""
        if speech.timing != "estimated":
            return speech
        marks = self.marks(request, speech.samples, speech.sample_rate)
        return replace(speech, marks=marks, timing="aligned") if marks else speech

    def marks(
        self, request: SpeechRequest, samples: Samples, rate: int, gender: Gender | None = None
    ) -> tuple[Mark, ...] | None:
        """When the words of a request (its voice does not matter) sound in samples `[shape=(n,)]`.

        A man's voice is compared with a man's and a woman's with a woman's: the one of `gender` first, the other where
        it does not fit.  None where the embedded voice does not speak the language, or the words are others.
        """
        best: Warped | None = None
        for voice in self._references(request.language, gender):
            found = self._warped(request, voice, samples, rate)
            if found and (best is None or found.strangeness < best.strangeness):
                best = found
            if best and best.strangeness <= _ALIKE:
                break
        return best.marks if best and best.plausible else None

    def _references(self, language: str, gender: Gender | None) -> list[str]:
        own = [v for v in self._voices if v.language == language]
        first = {v.gender: v.id for v in reversed(own)}
        return [first[g] for g in sorted(first, key=lambda g: (g != gender, g != "m"))]

    def _warped(self, request: SpeechRequest, voice: str, samples: Samples, rate: int) -> Warped | None:
        from broadcast.audio.aligning import warped

        try:
            said = self._engine.speak(replace(request, voice=voice, rate=request.rate or _RATE, pitch=1.0))
            return warped(said.marks, said.samples, said.sample_rate, samples, rate)
        except (BroadcastError, ValueError):
            return None  # times are a help: what cannot be found stays estimated


def spoken_request(text: str, language: str, phonemes: tuple[Phonemes, ...] = ()) -> SpeechRequest:
    """What a person was asked to say, for `Aligner.marks`."""
    return SpeechRequest(text=text, language=language, voice="", rate=_RATE, phonemes=phonemes)
