"""A speech server of one's own, on this machine; its faults are in test_faults.py."""

from __future__ import annotations

import json
import sys
import traceback
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from broadcast.engines.http import Http
from broadcast.errors import BroadcastError, EngineError, NetworkError, SetupError, UsageError
from tests.engines.services import KEY, Online
from tests.engines.sounds import RATE, mp3, tone
from tests.engines.web_service import Asked, WebService


def asked(server: Online) -> list[Asked]:
    assert isinstance(server.service, WebService)
    return server.service.asked


def order(server: Online) -> Any:
    return json.loads(asked(server)[-1].body)


def answer(server: Online, data: bytes, kind: str) -> None:
    assert isinstance(server.service, WebService)
    server.service.speech = lambda _: (data, kind)


def test_what_is_asked_for(server: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADCAST_HTTP_MODEL", "kokoro")
    speech = server.speak("Мост «открыт».", voice="nova", rate=150)
    assert asked(server)[0].path == "/v1/audio/speech"
    assert asked(server)[0].headers["Authorization"] == f"Bearer {KEY}"
    assert order(server) == {
        "model": "kokoro",
        "input": "Мост «открыт».",
        "voice": "nova",
        "response_format": "wav",
        "speed": 1.25,
    }
    assert speech.timing == "estimated"


@pytest.mark.parametrize(("rate", "speed"), [(120, 1.0), (60, 0.5), (1, 0.25), (5000, 4.0)])
def test_rate_is_speed_within_its_bounds(server: Online, rate: int, speed: float) -> None:
    server.speak(rate=rate)
    assert order(server)["speed"] == speed


def test_a_higher_voice_is_asked_for_slower_and_played_faster(server: Online) -> None:
    plain, higher = server.speak(), server.speak(pitch=1.25)
    assert order(server)["speed"] == 0.8
    assert (plain.sample_rate, higher.sample_rate) == (48_000, 60_000)
    assert higher.marks[-1].end == Fraction(len(higher.samples), higher.sample_rate)


@pytest.mark.parametrize(
    ("path", "asks"),
    [
        ("", "/v1/audio/speech"),
        ("/", "/v1/audio/speech"),
        ("/v1", "/v1/audio/speech"),
        ("/openai/v1/", "/openai/v1/audio/speech"),
        ("/v1/audio/speech", "/v1/audio/speech"),
    ],
)
def test_an_address_may_be_written_short(server: Online, monkeypatch: pytest.MonkeyPatch, path: str, asks: str) -> None:
    assert isinstance(server.service, WebService)
    monkeypatch.setenv("BROADCAST_HTTP_URL", server.service.url + path)
    server.speak()
    assert asked(server)[0].path == asks


@pytest.mark.parametrize(
    "address", ["ftp://host", "host", "http://", "http://[", "http://h:x", "http://h/?key=1", "file:///etc/passwd"]
)
def test_what_is_no_address(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("BROADCAST_HTTP_URL", address)
    with pytest.raises(UsageError, match="BROADCAST_HTTP_URL"):
        Http().voices()


def test_a_key_in_the_address_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADCAST_HTTP_URL", f"https://user:{KEY}@example.com")
    with pytest.raises(UsageError) as caught:
        Http().voices()
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_without_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROADCAST_HTTP_URL", raising=False)
    with pytest.raises(SetupError) as caught:
        Http().voices()
    assert "BROADCAST_HTTP_URL" in caught.value.remedy


def test_voices_are_named_by_the_station_and_nobody_is_asked(server: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [v.id for v in server.engine.voices()] == ["alloy"]
    monkeypatch.setenv("BROADCAST_HTTP_VOICES", " aigul:kk:f, onyx:m ,, alloy, aigul:kk:f ,:f")
    found = [(v.id, v.language, v.gender) for v in server.engine.voices()]
    assert found == [("aigul", "kk", "f"), ("onyx", "", "m"), ("alloy", "", None)]
    assert not asked(server)


@pytest.mark.parametrize(
    ("address", "online"),
    [
        ("http://127.0.0.1:8880", False),
        ("http://127.9.9.9", False),
        ("http://localhost:1", False),
        ("http://[::1]:8880", False),
        ("http://192.168.0.7", True),
        ("http://127.0.0.1.example.com", True),
        ("https://api.example.com", True),
    ],
)
def test_only_this_machine_is_offline(monkeypatch: pytest.MonkeyPatch, address: str, online: bool) -> None:
    monkeypatch.setenv("BROADCAST_HTTP_URL", address)
    assert [v.online for v in Http().voices()] == [online]


def test_this_machine_is_not_asked_through_a_proxy(server: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert server.speak().samples.any()


def test_another_machine_is_asked_through_the_proxy_that_is_set(
    server: Online, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(server.service, WebService)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.service.url)
    monkeypatch.setenv("BROADCAST_HTTP_URL", "http://speech.invalid")
    server.speak()
    assert asked(server)[0].path == "http://speech.invalid/v1/audio/speech"
    assert asked(server)[0].headers["User-Agent"].startswith("broadcast/")


@pytest.mark.parametrize("kind", ["audio/pcm", "audio/pcm;rate=24000", "audio/L16; rate=24000; channels=1"])
def test_bare_pcm_is_understood(server: Online, kind: str) -> None:
    answer(server, (tone(2.0) * 32767).astype("<i2").tobytes(), kind)
    speech = server.speak()
    assert len(speech.samples) == 2 * speech.sample_rate
    assert np.abs(speech.samples).max() == pytest.approx(0.3, abs=0.02)


def test_what_came_is_told_by_its_bytes_not_its_name(server: Online) -> None:
    answer(server, mp3(tone(2.0)), "audio/wav")
    assert len(server.speak().samples) == pytest.approx(2 * 48_000, rel=0.1)


@pytest.mark.parametrize(
    "data",
    [b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n", b"ffconcat version 1.0\nfile /etc/passwd\n", b"\x00" * 99],
)
def test_no_file_that_names_other_files_reaches_the_decoder(server: Online, data: bytes) -> None:
    answer(server, data, "audio/wav")
    with pytest.raises(EngineError, match="no sound"):
        server.speak()


def test_sound_that_ends_before_its_header_says_is_not_whole(server: Online) -> None:
    from tests.engines.sounds import wav

    answer(server, wav(tone(3.0))[:90_000], "audio/wav")
    with pytest.raises(NetworkError, match="part"):
        server.speak()


def test_sound_too_short_for_its_text_is_not_believed(server: Online) -> None:
    answer(server, mp3(tone(0.2)), "audio/mpeg")
    with pytest.raises(NetworkError, match="too short"):
        server.speak()


def test_numbers_that_are_none_are_no_sound(server: Online) -> None:
    import io

    import soundfile

    file = io.BytesIO()
    soundfile.write(file, np.full(RATE, np.nan, np.float32), RATE, format="WAV", subtype="FLOAT")
    answer(server, file.getvalue(), "audio/wav")
    with pytest.raises(EngineError, match="no numbers"):
        server.speak()


@pytest.mark.parametrize("fault", ["403", "429", "500", "redirect", "a web page", "reset", "cut"])
def test_the_key_is_seen_nowhere(server: Online, fault: str) -> None:
    assert isinstance(server.service, WebService)
    server.service.fault = fault
    with pytest.raises(BroadcastError) as caught:
        server.speak()
    seen = [
        *traceback.format_exception(caught.value),
        repr(caught.value.args),
        repr(server.engine),
        str(vars(server.engine)),
    ]
    assert KEY not in "".join(seen)
    assert len(asked(server)) == 1  # and nobody else was asked


def test_where_a_redirect_leads_is_said_without_its_query(server: Online) -> None:
    assert isinstance(server.service, WebService)
    server.service.fault = "redirect"
    with pytest.raises(NetworkError, match=r"http://localhost.*/elsewhere") as caught:
        server.speak()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("key", ["a key\r\nX-Evil: 1", "ключ"])
def test_a_key_that_cannot_be_one_is_not_sent_and_not_shown(
    server: Online, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("BROADCAST_HTTP_KEY", key)
    with pytest.raises(UsageError) as caught:
        server.speak()
    assert key not in "".join(traceback.format_exception(caught.value))
    assert not asked(server)


def test_the_keyring_is_asked_where_the_environment_has_no_key(server: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backend import KeyringBackend

    class Drawer(KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            assert isinstance(server.service, WebService)
            return "sk-drawer" if (service, f"http://{username}") == ("broadcast-http", server.service.url) else None

        def set_password(self, service: str, username: str, password: str) -> None:
            raise NotImplementedError

    monkeypatch.delenv("BROADCAST_HTTP_KEY")
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())  # type: ignore[no-untyped-call]
    try:
        server.speak()
    finally:
        keyring.set_keyring(before)
    assert asked(server)[0].headers["Authorization"] == "Bearer sk-drawer"


def test_no_key_is_no_header(server: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROADCAST_HTTP_KEY")
    monkeypatch.setitem(sys.modules, "keyring", None)
    server.speak()
    assert "Authorization" not in asked(server)[0].headers


@pytest.mark.parametrize("listing", [{"voices": ["af_sky", "am_adam"]}, [{"id": "af_sky"}, {"name": "am_adam"}]])
def test_a_refused_voice_is_answered_with_those_that_the_server_has(server: Online, listing: Any) -> None:
    assert isinstance(server.service, WebService)
    server.service.listing = json.dumps(listing).encode()
    server.service.fault = "400"
    with pytest.raises(NetworkError, match="400 no: ") as caught:
        server.speak(voice="nobody")
    assert "'nobody' may be no voice of its: it has af_sky, am_adam" in caught.value.remedy
