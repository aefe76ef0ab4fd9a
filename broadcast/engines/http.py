"""Any server that speaks OpenAI's ``/v1/audio/speech``: on this machine, in the newsroom, or at a vendor.

============================ =========================================================================
``BROADCAST_HTTP_URL``       where it is: ``http://127.0.0.1:8880``, ``https://api.example.com/v1``
``BROADCAST_HTTP_MODEL``     the model to ask for; ``tts-1`` where nothing is said
``BROADCAST_HTTP_VOICES``    its voices, with language and gender if known: ``aigul:kk:f, onyx:m, alloy``
``BROADCAST_HTTP_KEY``       the key; without it the keyring is asked (service ``broadcast-http``, user: the host)
============================ =========================================================================

The key stays in the request: it is in no message, no log, no file, and goes to no other address.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from broadcast.errors import EngineError, NetworkError, SetupError, UsageError
from broadcast.model.script import Gender
from broadcast.model.speech import ANY_LANGUAGE, Speech, SpeechRequest, Voice
from broadcast.newsroom.pieces import joined, pieces, sayable, shortest
from broadcast.posting import Answer, Limits, Refusal, ask, failure, is_loopback, shortened

_LONGEST: Final = 4096  # characters of `input`, in OpenAI's API reference
_LIMITS = Limits(silence=60, whole=110, size=64 << 20)
_LISTING = Limits(silence=5, whole=5, size=1 << 20)
_NORMAL: Final = {"kk": 155, "ru": 120, "en": 150}  # words a minute that are speed 1: what the built-in cast asks for
_SLOWEST, _FASTEST = 0.25, 4.0
_PCM_RATE: Final = 24_000
_GENDERS: Final[dict[str, Gender]] = {"m": "m", "f": "f"}
_KEY: Final = re.compile(r"[\x21-\x7e]+")
_PATHS: Final = ("/v1/audio/speech", "/audio/speech")


class _Server(NamedTuple):
    """Where speech is asked for, and how the server is called in messages."""

    url: str
    host: str
    model: str

    @property
    def who(self) -> str:
        return f"the speech server at {self.host}"

    @property
    def is_here(self) -> bool:
        return is_loopback(urlsplit(self.url).hostname or "")


def _server() -> _Server:
    """:raises SetupError: no address is set.

    :raises UsageError: what is set is no address.
    """
    example = "set BROADCAST_HTTP_URL to its address, for example http://127.0.0.1:8880"
    address = os.environ.get("BROADCAST_HTTP_URL", "").strip()
    if not address:
        raise SetupError("the engine http has no server", remedy=example)
    try:
        url = urlsplit(address)
        port = url.port
    except ValueError as error:
        raise UsageError("what stands there is no address", "BROADCAST_HTTP_URL", example) from error
    if "@" in url.netloc:
        raise UsageError("an address holds no key", "BROADCAST_HTTP_URL", "put the key into BROADCAST_HTTP_KEY")
    if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
        raise UsageError("what stands there is no address of a server", "BROADCAST_HTTP_URL", example)
    path = url.path.rstrip("/")
    if not path.endswith(_PATHS[1]):
        path += _PATHS[1] if path.endswith("/v1") else _PATHS[0]
    host = f"{url.hostname}:{port}" if port else url.hostname
    model = os.environ.get("BROADCAST_HTTP_MODEL", "").strip() or "tts-1"
    return _Server(f"{url.scheme}://{url.netloc}{path}", host, model)


def _key(host: str) -> str:
    """The key for a host, from the environment or the keyring; none is needed for most servers of one's own.

    :raises UsageError: what is set cannot be a key; it is not shown.
    """
    key = os.environ.get("BROADCAST_HTTP_KEY", "").strip() or _from_keyring(host)
    if key and not _KEY.fullmatch(key):
        raise UsageError("what is set holds spaces or letters that no key has", "BROADCAST_HTTP_KEY", "set it again")
    return key


def _from_keyring(host: str) -> str:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return ""
    with suppress(keyring.errors.KeyringError):  # a machine without one, or one that stays locked: no key
        return keyring.get_password("broadcast-http", host) or ""
    return ""


def _voice(name: str, server: _Server) -> Voice:
    """A voice as BROADCAST_HTTP_VOICES writes it: its name, then a language and a gender if they are known."""
    voice, *labels = name.split(":")
    gender = next((_GENDERS[label] for label in labels if label in _GENDERS), None)
    return Voice(
        engine=Http.name,
        id=voice,
        language=next((label for label in labels if label not in _GENDERS), ANY_LANGUAGE),
        gender=gender,
        licence="that of the model",
        credit=f"{server.model} at {server.host}",
        online=not server.is_here,
    )


class Http:
    """Speech from a server of one's own choice."""

    name = "http"
    audible = True
    parallel = 4

    def voices(self) -> tuple[Voice, ...]:
        """What BROADCAST_HTTP_VOICES names, or ``alloy``; the server is not asked.

        :raises SetupError: no server is set.
        """
        server = _server()
        named = [name.strip() for name in os.environ.get("BROADCAST_HTTP_VOICES", "").split(",")]
        found = {voice.id: voice for name in named if name and (voice := _voice(name, server)).id}
        return tuple(found.values()) or (_voice("alloy", server),)

    def fingerprint(self, voice: str) -> str:
        server = _server()
        return f"{server.model} at {server.url}"

    def speak(self, request: SpeechRequest) -> Speech:
        """Say one sentence, in whatever language it is.

        Such servers know no pitch: the sound is played faster or slower, and asked for at a speed that makes up for it.

        :raises TemporaryFailure: too many requests, a fault of the server, no answer in time, a part of one.
        :raises NetworkError: no connection, a refusal, a redirect.
        :raises EngineError: an answer that is no sound.
        """
        from broadcast.audio.pcm import SAMPLE_RATE
        from broadcast.audio.received import pitched, received

        server = _server()
        sample_rate = pitched(request.pitch)
        pace = request.rate / _NORMAL.get(request.language, request.rate or 1)
        speed = min(max(pace * SAMPLE_RATE / sample_rate, _SLOWEST), _FASTEST)
        spans = sayable(self.name, request.text, pieces(request.text, _LONGEST))
        parts = (
            (span, received(_sound(server, said, request.voice, speed), server.who, shortest(said, max(speed, 1))))
            for span in spans
            if (said := span.of(request.text))
        )
        return joined(request.text, parts, sample_rate)


def _sound(server: _Server, text: str, voice: str, speed: float) -> bytes:
    """A sound file with one piece of text."""
    order = {"model": server.model, "input": text, "voice": voice, "response_format": "wav", "speed": round(speed, 2)}
    body = json.dumps(order, ensure_ascii=True).encode(
        "ascii"
    )  # half a surrogate pair goes as it is: it is the server's
    answer = _asked(server, server.url, body, _LIMITS)
    if not isinstance(answer, Answer):
        raise failure(server.who, answer.status, answer.said, answer.wait, _remedy(server, answer.status, voice))
    return _file(server, answer)


def _asked(server: _Server, url: str, body: bytes | None, limits: Limits) -> Answer | Refusal:
    key = _key(server.host)
    headers = {"Accept": "audio/wav, audio/*;q=0.9, application/json;q=0.1"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return ask(server.who, url, body, headers, limits, secret=key)


def _file(server: _Server, answer: Answer) -> bytes:
    """The sound file of an answer; bare PCM gets a header, text is shown instead.

    :raises EngineError: it is text.
    """
    from broadcast.audio.received import kind_of, pcm_as_wav

    media_type, _, parameters = answer.content_type.partition(";")
    media_type = media_type.strip().casefold()
    if kind_of(answer.data) or not answer.data:
        return answer.data
    if media_type in ("audio/pcm", "audio/l16", "audio/x-pcm", "audio/raw"):
        rate = re.search(r"rate=(\d{4,6})\b", parameters)
        return pcm_as_wav(answer.data, int(rate[1]) if rate else _PCM_RATE)
    said = shortened(answer.data[:1000].decode("utf-8", "replace"))
    key = _key(server.host)
    shown = said.replace(key, "***") if key else said
    raise EngineError(
        f"{server.who} sent {media_type or 'something'} and no sound: {shown}",
        remedy="check BROADCAST_HTTP_URL and BROADCAST_HTTP_MODEL",
    )


def _remedy(server: _Server, status: int, voice: str) -> str:
    if status in (401, 403):
        return f"set BROADCAST_HTTP_KEY, or: keyring set broadcast-http {server.host}"
    if status in (400, 404, 422) and (known := _known_voices(server)):
        return f"{voice!r} may be no voice of its: it has {', '.join(known)}"
    return "check BROADCAST_HTTP_URL, BROADCAST_HTTP_MODEL and BROADCAST_HTTP_VOICES"


def _known_voices(server: _Server) -> list[str]:
    """The voices that a server lists, where it does (many, but not OpenAI's own, have ``/audio/voices``)."""
    with suppress(NetworkError, ValueError, LookupError, TypeError, AttributeError):
        answer = _asked(server, server.url.removesuffix("/speech") + "/voices", None, _LISTING)
        if isinstance(answer, Answer):
            listed: Any = json.loads(answer.data)
            voices = listed["voices"] if isinstance(listed, dict) else listed
            names = (v if isinstance(v, str) else v.get("id") or v.get("voice_id") or v["name"] for v in voices[:20])
            return [shortened(str(name))[:40] for name in names]
    return []
