"""Google Translate's voice, through gTTS: online, one voice a language, no Kazakh, no word times.

A text leaves the machine when this engine is chosen, so it is never chosen by itself.  gTTS knows the languages and
what a request looks like; it is sent from here, because gTTS does not check the certificate of who it sends to, has no
end to its patience, and keeps to itself how long Google asks to be left alone.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Mapping
from typing import Any, Final

from broadcast.errors import EngineError, LanguageNotSpoken, MissingExtra, TemporaryFailure
from broadcast.model.speech import Speech, SpeechRequest, Voice
from broadcast.newsroom.pieces import joined, pieces, sayable, shortest
from broadcast.newsroom.refusing import not_spoken
from broadcast.posting import Answer, Limits, ask, failure

_SERVICE = "https://translate.google.com/_/TranslateWebserverUi/data/batchexecute"
_WHO: Final = "Google Translate"
_LONGEST: Final = 100  # characters that the service takes at a time
_LIMITS = Limits(silence=20, whole=60, size=16 << 20)
_INSTEAD: Final = "check the network, or use --engine espeak"
_FIRST: Final = ("ru", "en")  # in lists: what a newsroom here looks for


class _Throttle:
    """Lets requests of a process go some time apart, whatever thread they come from."""

    def __init__(self, apart: float) -> None:
        self.apart = apart
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        with self._lock:
            now = time.monotonic()
            mine = max(now, self._next)
            self._next = mine + self.apart
        time.sleep(mine - now)


_THROTTLE = _Throttle(0.5)


def _vendor() -> Any:
    try:
        import gtts
    except ImportError as error:
        raise MissingExtra.of("gtts", "the engine gtts") from error
    return gtts


def _languages() -> Mapping[str, str]:
    """What gTTS lists, without asking anybody; Russian and English first."""
    _vendor()
    from gtts.lang import tts_langs

    listed: dict[str, str] = tts_langs()
    return {code: listed[code] for code in (*_FIRST, *sorted(listed.keys() - set(_FIRST)))}


class GoogleTranslate:
    """Online speech for the languages of Google Translate."""

    name = "gtts"
    audible = True
    parallel = 2

    def voices(self) -> tuple[Voice, ...]:
        """One a language; its speaker is a woman in Russian and English, unknown elsewhere.

        :raises MissingExtra: gTTS is not installed.
        """
        return tuple(
            Voice(
                engine=self.name,
                id=code,
                language=code,
                gender="f" if code in _FIRST else None,
                licence="Google terms of service",
                credit="Google Translate",
                online=True,
            )
            for code in _languages()
        )

    def fingerprint(self, voice: str) -> str:
        return f"gtts {_vendor().__version__}"

    def speak(self, request: SpeechRequest) -> Speech:
        """Say one sentence, at the service's own pace; a pitch makes it as much faster or slower.

        :raises LanguageNotSpoken: Kazakh, among others; the error names who speaks it.
        :raises TemporaryFailure: too many requests, a fault of the service, no answer in time, a part of one.
        :raises NetworkError: no connection, no trust in the certificate, a refusal.
        """
        languages = _languages()
        if request.language not in languages:
            raise not_spoken(self.name, request.language, languages)
        from broadcast.audio.received import pitched, received

        text = request.text
        spans = sayable(self.name, text, pieces(text, _LONGEST))
        parts = (
            (span, received(_mp3(said, request.language), _WHO, shortest(said)))
            for span in spans
            if (said := span.of(text))
        )
        return joined(text, parts, pitched(request.pitch))


def _mp3(text: str, language: str) -> bytes:
    """What Google sends for one piece of text."""
    gtts = _vendor().gTTS
    made = gtts(text, lang=language, lang_check=False, pre_processor_funcs=[])
    try:
        (body,) = made.get_bodies()
    except (AssertionError, ValueError) as error:
        raise EngineError(f"gtts cannot say «{text}»", remedy="write it in words") from error
    _THROTTLE.wait()
    answer = ask(_WHO, _SERVICE, body.encode("ascii"), gtts.GOOGLE_TTS_HEADERS, _LIMITS)
    if not isinstance(answer, Answer):
        remedy = "wait an hour, or use --engine espeak" if answer.status == 429 else _INSTEAD
        raise failure(_WHO, answer.status, answer.said, answer.wait, remedy)
    return _sound(answer.data, gtts.GOOGLE_TTS_RPC, language)


def _sound(answer: bytes, call: str, language: str) -> bytes:
    """The MP3 in an answer: a line of it is JSON, ``[["wrb.fr", call, "[\\"base64\\"]", ...]]``."""
    if not answer.strip():
        raise TemporaryFailure(f"{_WHO} sent an empty answer", remedy="try again")
    lines = [line for line in answer.splitlines() if call.encode() in line]
    if not lines:
        raise EngineError(f"{_WHO} answers with something that is no speech", remedy=_INSTEAD)
    try:
        said = next(entry[2] for entry in json.loads(lines[0]) if entry[1] == call)
        if not said:
            raise LanguageNotSpoken(
                f"{_WHO} answers 200 (OK) without a sound: it does not speak {language!r}, or not this text",
                remedy="use --engine espeak",
            )
        return base64.b64decode(json.loads(said)[0], validate=True)
    except (ValueError, LookupError, TypeError, StopIteration) as error:
        raise EngineError(f"{_WHO} answers in a form that is not known", remedy=_INSTEAD) from error
