"""The voices of Microsoft Edge's reader, through edge-tts: online, neural, Kazakh among them, exact word times.

A text leaves the machine when this engine is chosen, so it is never chosen by itself.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import aclosing
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from broadcast.errors import (
    BroadcastError,
    EngineError,
    LanguageNotSpoken,
    MissingExtra,
    NetworkError,
    TemporaryFailure,
)
from broadcast.model.documents import tables
from broadcast.model.speech import Mark, Speech, SpeechRequest, Voice
from broadcast.newsroom.matching import TimedWord, marks_of
from broadcast.newsroom.pieces import moved, pieces, sayable, shortest
from broadcast.posting import failure, shortened, waiting

_WHO: Final = "Microsoft Edge's reader"
_INSTEAD: Final = "try again later, or use --engine espeak"
_LONGEST: Final = 4096  # bytes of escaped text that the service takes at a time
_CONNECT = 10  # seconds
_SILENCE = 20.0  # seconds without a word or a sound
_WHOLE = 60.0  # seconds for a piece
_SIZE: Final = 64 << 20
_TICKS: Final = 10_000_000  # a second
_SENT: Final = 24_000  # samples a second of what the service sends; it encodes with LAME and says nothing of its delay
_SLOWEST, _FASTEST = -50, 100  # per cent
_NAME: Final = re.compile(r"(?P<language>[a-z]{2,3})-[A-Z]{2}(?:-[a-z]+)?-[A-Za-z]+?(?P<any>Multilingual)?Neural")
# What XML cannot hold, and half surrogate pairs, become blanks: places in the text stay what they are.
_UNSENDABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Heard(NamedTuple):
    """What came for a piece: MP3, and the words of the service."""

    mp3: bytes
    words: list[TimedWord]


def _vendor() -> Any:
    try:
        import edge_tts
    except ImportError as error:
        raise MissingExtra.of("edge", "the engine edge") from error
    return edge_tts


@cache
def _data() -> dict[str, Any]:
    return tables(files("broadcast.engines").joinpath("edge.toml").read_bytes())


class Edge:
    """Online neural voices."""

    name = "edge"
    audible = True
    parallel = 4

    def voices(self) -> tuple[Voice, ...]:
        return tuple(
            Voice(
                engine=self.name,
                id=voice,
                language=voice.partition("-")[0],
                gender=gender,
                licence="Microsoft terms of service",
                credit="Microsoft Edge",
                online=True,
                quality="neural",
            )
            for voice, gender in _data()["voices"].items()
        )

    def fingerprint(self, voice: str) -> str:
        data = _data()
        pace, pitch = data["pace"].get(voice.partition("-")[0]), data["pitch"][_gender(voice)]
        return f"edge-tts {_vendor().__version__}, {pace} words a minute, {pitch} Hz"

    def speak(self, request: SpeechRequest) -> Speech:
        """Say one sentence.

        :raises LanguageNotSpoken: the voice is one of another language.
        :raises TemporaryFailure: no answer in time, a part of one, no sound, too many requests, a fault of the service.
        :raises NetworkError: no connection, no trust in the certificate, a refusal.
        """
        import numpy as np

        from broadcast.audio.listening import LAME_DELAY
        from broadcast.audio.pcm import SAMPLE_RATE
        from broadcast.audio.received import received

        vendor = _vendor()
        options = _options(request)
        text = _UNSENDABLE.sub(" ", request.text)
        sounds, at = [], 0
        marks: list[Mark] = []
        for span in sayable(self.name, text, pieces(text, _LONGEST, lambda c: len(escape(c).encode()))):
            said = span.of(text)
            heard = asyncio.run(_heard(vendor, said, options))
            sound = received(heard.mp3, _WHO, shortest(said, 2.0))[LAME_DELAY * SAMPLE_RATE // _SENT :]
            found = _marks(said, heard.words, Fraction(len(sound), SAMPLE_RATE))
            marks += moved(found, span.start, Fraction(at, SAMPLE_RATE))
            sounds.append(sound)
            at += len(sound)
        return Speech(samples=np.concatenate(sounds), sample_rate=SAMPLE_RATE, marks=tuple(marks), timing="exact")


def _gender(voice: str) -> str:
    return str(_data()["voices"].get(voice, "f"))


def _options(request: SpeechRequest) -> dict[str, str]:
    """Voice, rate and pitch as the service takes them.

    :raises EngineError: no such voice can exist.
    :raises LanguageNotSpoken: the voice speaks another language.
    """
    name = _NAME.fullmatch(request.voice)
    if name is None:
        raise EngineError(
            f"edge has no voice {request.voice!r}", remedy="broadcast voices --engine edge lists those it has"
        )
    data = _data()
    if not name["any"] and name["language"] != request.language:
        raise LanguageNotSpoken(
            f"the voice {request.voice} speaks {name['language']!r}, and not {request.language!r}",
            remedy="choose another in voices/cast.toml: broadcast voices --engine edge",
        )
    rate = round(100 * request.rate / data["pace"].get(request.language, request.rate or 1)) - 100
    return {
        "voice": request.voice,
        "rate": f"{min(max(rate, _SLOWEST), _FASTEST):+d}%",
        "pitch": f"{round(data['pitch'][_gender(request.voice)] * (request.pitch - 1)):+d}Hz",
    }


async def _heard(vendor: Any, text: str, options: dict[str, str]) -> _Heard:
    """Ask once.  What its library does by itself: after a 403 it sets its clock by the server's and asks again.

    The library's own error stays behind: it holds parts of a connection, which do not go from process to process.
    """
    try:
        asked = vendor.Communicate(text, boundary="WordBoundary", connect_timeout=_CONNECT, **options)
        async with asyncio.timeout(_WHOLE):
            return await _collected(asked, len(text))
    except BroadcastError:
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, it is told in our words
        failure = _translated(vendor, error, options["voice"])
    raise failure


async def _collected(asked: Any, length: int) -> _Heard:
    mp3 = bytearray()
    words: list[TimedWord] = []
    async with aclosing(asked.stream()) as stream:
        while True:
            async with asyncio.timeout(_SILENCE):
                part = await anext(stream, None)
            if part is None:
                break
            if part["type"] == "audio":
                mp3 += part["data"]
            else:
                start, end = Fraction(part["offset"], _TICKS), Fraction(part["offset"] + part["duration"], _TICKS)
                words.append(TimedWord(part["text"], start, end))
            if len(mp3) > _SIZE or len(words) > length:
                raise NetworkError(f"the answer of {_WHO} has no end", remedy=_INSTEAD)
    # A line that is closed early looks like an end to the library; only a whole turn moves this.
    if not asked.state["offset_compensation"]:
        raise TemporaryFailure(f"{_WHO} broke off", remedy="try again")
    return _Heard(bytes(mp3), words)


def _marks(text: str, words: list[TimedWord], duration: Fraction) -> tuple[Mark, ...]:
    """:raises TemporaryFailure: words are named that are not heard any more, or none."""
    if not words or words[-1].start > duration:
        raise TemporaryFailure(f"{_WHO} sent a part of the sound", remedy="try again")
    return marks_of(text, words, duration)


def _translated(vendor: Any, error: Exception, voice: str) -> EngineError:
    import ssl

    import aiohttp

    known = vendor.exceptions
    if isinstance(error, TimeoutError):
        return TemporaryFailure(f"{_WHO} does not answer in time", remedy="try again")
    if isinstance(error, aiohttp.WSServerHandshakeError):
        if error.status == 403:
            return NetworkError(
                f"{_WHO} refuses: 403",
                remedy="set the computer's clock, and: pip install -U edge-tts; or use --engine espeak",
            )
        wait = waiting(error.headers.get("Retry-After") if error.headers else None)
        return failure(_WHO, error.status, shortened(error.message), wait, _INSTEAD)
    if isinstance(error, known.NoAudioReceived):
        return TemporaryFailure(f"{_WHO} sent no sound", remedy=f"try again; it may also have no voice {voice!r}")
    if isinstance(error, known.SkewAdjustmentError):
        return NetworkError(f"{_WHO} refuses: 403, and tells no time", remedy="set the computer's clock")
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        return NetworkError(f"{_WHO} cannot prove who it is", remedy="check the clock and the proxy")
    if isinstance(error, aiohttp.ClientConnectorError):
        why = error.os_error.strerror or str(error.os_error)
        return NetworkError(f"{error.host} cannot be reached: {why}", remedy="check the network and the proxy")
    if isinstance(
        error, (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError, known.WebSocketError)
    ):
        return TemporaryFailure(f"{_WHO} broke off", remedy="try again")
    if isinstance(error, (aiohttp.ClientError, OSError)):
        return NetworkError(
            f"{_WHO} cannot be reached: {shortened(str(error))}", remedy="check the network and the proxy"
        )
    return EngineError(
        f"{_WHO} answers with something that is no speech: {shortened(str(error))}",
        remedy="pip install -U edge-tts; or use --engine espeak",
    )
