"""The online engines, each with a service of its own on this machine."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import pytest

from broadcast.engines import ENGINES
from broadcast.model.speech import Engine, Speech, SpeechRequest
from tests.engines import edge_service, web_service
from tests.engines.edge_service import EdgeService
from tests.engines.sounds import second_of_silence, spoken_mp3, spoken_wav, tone, wav
from tests.engines.web_service import WebService

NAMES = ("edge", "gtts", "http")
SENTENCE = "Сегодня в городе открыли новый мост, жители рады."
KEY = "sk-not-to-be-seen-0123456789"


class Online(NamedTuple):
    """An engine, and the service that it asks."""

    engine: Engine
    service: WebService | EdgeService

    def speak(self, text: str = SENTENCE, **changes: Any) -> Speech:
        return self.engine.speak(request_for(self.engine, text, **changes))


def request_for(engine: Engine, text: str = SENTENCE, **changes: Any) -> SpeechRequest:
    voice = {"edge": "ru-RU-DmitryNeural", "gtts": "ru", "http": "alloy"}[engine.name]
    values: dict[str, Any] = {"text": text, "language": "ru", "voice": voice, "rate": 120} | changes
    return SpeechRequest(**values)


def google_text(body: bytes) -> tuple[str, str]:
    """Text and language of a request to Google Translate."""
    call = json.loads(parse_qs(body.decode())["f.req"][0])[0][0]
    assert call[0] == "jQ1olc"
    text, language, *_ = json.loads(call[1])
    return text, language


def _google_answer(mp3: bytes) -> tuple[bytes, str]:
    sound = json.dumps([base64.b64encode(mp3).decode()]) if mp3 else None
    line = json.dumps([["wrb.fr", "jQ1olc", sound, None, None, None, "generic"], ["di", 42]], separators=(",", ":"))
    return f')]}}\'\n\n{len(line)}\n{line}\n25\n[["e",4]]\n'.encode(), "application/json; charset=utf-8"


def google_speech(body: bytes) -> tuple[bytes, str]:
    if body == b"garbage":
        return _google_answer(b"ID3" + bytes(range(256)) * 16)
    text, language = google_text(body)
    return _google_answer(spoken_mp3(text)[0] if language != "xx" else b"")


def openai_speech(body: bytes) -> tuple[bytes, str]:
    if body == b"garbage":
        return b"RIFF\xff\xff\xff\xffWAVE" + bytes(range(256)) * 16, "audio/wav"
    order = json.loads(body)
    assert order["response_format"] == "wav"
    return spoken_wav(order["input"]), "audio/wav"


def _silence(name: str) -> Callable[[], tuple[bytes, str]]:
    if name == "gtts":
        return lambda: _google_answer(second_of_silence() * 5)
    return lambda: (wav(tone(5) * 0), "audio/wav")


@contextlib.contextmanager
def online(name: str, monkeypatch: pytest.MonkeyPatch, *, secure: bool = False) -> Iterator[Online]:
    """An engine that asks a service on this machine; waits are short."""
    if name == "edge":
        with edge_service.served(EdgeService(), secure=secure) as edge:
            monkeypatch.setattr("edge_tts.communicate.WSS_URL", edge.url)
            yield Online(ENGINES.get(name)(), edge)
        return
    speech = google_speech if name == "gtts" else openai_speech
    with web_service.served(WebService(speech, _silence(name)), secure=secure) as service:
        point_at(name, service.url, monkeypatch)
        yield Online(ENGINES.get(name)(), service)


def point_at(name: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an engine ask at an address."""
    if name == "edge":
        monkeypatch.setattr(
            "edge_tts.communicate.WSS_URL", url.replace("http", "ws") + "/edge/v1?TrustedClientToken=none"
        )
    elif name == "gtts":
        monkeypatch.setattr("broadcast.engines.gtts._SERVICE", f"{url}/batchexecute")
        monkeypatch.setattr("broadcast.engines.gtts._THROTTLE.apart", 0.0)
    else:
        monkeypatch.setenv("BROADCAST_HTTP_URL", url)
        monkeypatch.setenv("BROADCAST_HTTP_KEY", KEY)


def hurry(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an engine lose its patience soon."""
    if name == "edge":
        monkeypatch.setattr("broadcast.engines.edge._SILENCE", 0.7)
        monkeypatch.setattr("broadcast.engines.edge._WHOLE", 1.5)
        monkeypatch.setattr("broadcast.engines.edge._SIZE", 1 << 18)
        return
    from broadcast.posting import Limits

    monkeypatch.setattr(f"broadcast.engines.{name}._LIMITS", Limits(silence=0.7, whole=1.5, size=1 << 18))
