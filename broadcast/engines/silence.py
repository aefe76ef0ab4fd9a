"""The engine that says nothing, at the pace of speech: for timing a story before it is voiced, and for tests."""

from __future__ import annotations

from fractions import Fraction

from broadcast.model.speech import Speech, SpeechRequest, Voice
from broadcast.newsroom.pacing import paced, weight

_SAMPLE_RATE = 48_000
# What a word of `rate` weighs, measured on the embedded voice: the middle of seventy sentences of news each.
_SYLLABLES_A_WORD = {"kk": 2.76, "ru": 3.80, "en": 3.04}


class Silence:
    """Digital silence with exact marks."""

    name = "silence"
    audible = False
    parallel = 1

    def voices(self) -> tuple[Voice, ...]:
        return tuple(
            Voice(engine=self.name, id=f"{language}-{gender}{n}", language=language, gender=gender, licence="CC0-1.0")
            for language in _SYLLABLES_A_WORD
            for gender in ("m", "f")
            for n in range(1, 5)
        )

    def fingerprint(self, voice: str) -> str:
        return "1"

    def speak(self, request: SpeechRequest) -> Speech:
        import numpy as np

        seconds = float(weight(request.text)) * 60 / (request.rate * _SYLLABLES_A_WORD[request.language])
        length = round(seconds * _SAMPLE_RATE)
        marks = paced(request.text, Fraction(length, _SAMPLE_RATE))
        return Speech(samples=np.zeros(length, np.float32), sample_rate=_SAMPLE_RATE, marks=marks, timing="exact")
