"""Google Translate's voice, through gTTS: online, one voice a language, no Kazakh, no word times.

A text leaves the machine when this engine is chosen, so it is never chosen by itself.
"""

from __future__ import annotations

import io
import re
from fractions import Fraction
from typing import Any

from broadcast.errors import EngineError, InputError, LanguageNotSpoken, MissingExtra, NetworkError
from broadcast.model.speech import Speech, SpeechRequest, Voice
from broadcast.newsroom.pacing import paced

_LONGEST = 100  # characters that the service takes at a time
_BREAK = re.compile(r"(?<=[.!?;:,])\s+")
_TIMEOUT = (5, 20)
_INSTEAD = "check the network, or use --engine espeak"
_VOICES = {"ru": "Russian", "en": "English"}


def _vendor() -> Any:
    try:
        import gtts
    except ImportError as error:
        raise MissingExtra.of("gtts", "the engine gtts") from error
    return gtts


def _filled(words: list[str], longest: int) -> list[str]:
    """Words joined again into pieces of at most `longest` characters; a longer word is a piece of its own."""
    pieces: list[str] = []
    for word in words:
        if pieces and len(pieces[-1]) + 1 + len(word) <= longest:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces


def pieces(text: str, longest: int = _LONGEST) -> list[str]:
    """A sentence in pieces that the service takes, cut at its punctuation or between words, never inside one.

    gTTS itself cuts at a hundred characters, drops the punctuation and tears initials apart.
    """
    clauses = [
        c for part in _BREAK.split(text) for c in (_filled(part.split(), longest) if len(part) > longest else [part])
    ]
    return _filled([c for c in clauses if c], longest)


class GoogleTranslate:
    """Online speech for the languages of Google Translate."""

    name = "gtts"
    audible = True
    parallel = 2

    def voices(self) -> tuple[Voice, ...]:
        return tuple(
            Voice(
                engine=self.name,
                id=code,
                language=code,
                gender="f",
                licence="Google terms of service",
                credit="Google Translate",
                online=True,
            )
            for code in _VOICES
        )

    def fingerprint(self, voice: str) -> str:
        return f"gtts {_vendor().__version__}"

    def speak(self, request: SpeechRequest) -> Speech:
        """Say one sentence.

        :raises LanguageNotSpoken: Kazakh, among others.
        :raises NetworkError: no connection, a refusal, or no answer in time.
        """
        if request.language not in _VOICES:
            raise LanguageNotSpoken(
                f"gtts does not speak {request.language!r}; it speaks {', '.join(sorted(_VOICES))}",
                remedy="use --engine espeak, which speaks Kazakh",
            )
        from broadcast.audio.ffmpeg import decoded
        from broadcast.audio.pcm import SAMPLE_RATE

        try:
            samples = decoded(self._mp3(request), "what gtts sent")
        except InputError as error:
            raise EngineError(f"gtts sent no sound: {error.what}", remedy=_INSTEAD) from error
        marks = paced(request.text, Fraction(len(samples), SAMPLE_RATE))
        return Speech(samples=samples, sample_rate=SAMPLE_RATE, marks=marks, timing="estimated")

    def _mp3(self, request: SpeechRequest) -> bytes:
        vendor = _vendor()
        sound = io.BytesIO()
        try:
            for piece in pieces(request.text):
                vendor.gTTS(piece, lang=request.language, lang_check=False, timeout=_TIMEOUT).write_to_fp(sound)
        except vendor.gTTSError as error:
            code = getattr(error.rsp, "status_code", None)
            if code == 429:
                raise NetworkError("Google refuses for now: too many requests (429)", remedy="wait an hour") from error
            raise NetworkError(f"gtts failed: {error.msg}", remedy=_INSTEAD) from error
        except (OSError, ValueError, AssertionError) as error:
            raise NetworkError(f"gtts failed: {error}", remedy=_INSTEAD) from error
        return sound.getvalue()
