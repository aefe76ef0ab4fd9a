"""The engine that says nothing, at the pace of speech: for timing a story before it is voiced, and for tests."""

from __future__ import annotations

from fractions import Fraction

from broadcast.model.speech import Speech, SpeechRequest, Voice
from broadcast.newsroom.pacing import paced, weight

_SAMPLE_RATE = 48_000
_SYLLABLES_A_WORD = 3  # what `rate`, in words a minute, is counted in
_LANGUAGES = ("kk", "ru", "en")


class Silence:
    """Digital silence with exact marks."""

    name = "silence"
    audible = False

    def voices(self) -> tuple[Voice, ...]:
        return tuple(
            Voice(engine=self.name, id=f"{language}-{gender}{n}", language=language, gender=gender, licence="CC0-1.0")
            for language in _LANGUAGES
            for gender in ("m", "f")
            for n in range(1, 5)
        )

    def fingerprint(self, voice: str) -> str:
        return "1"

    def speak(self, request: SpeechRequest) -> Speech:
        import numpy as np

        seconds = weight(request.text) * 60 / (request.rate * _SYLLABLES_A_WORD)
        length = round(seconds * _SAMPLE_RATE)
        marks = paced(request.text, Fraction(length, _SAMPLE_RATE))
        return Speech(samples=np.zeros(length, np.float32), sample_rate=_SAMPLE_RATE, marks=marks, timing="exact")
