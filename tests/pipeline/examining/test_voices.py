"""The embedded voices are asked to speak, the others are counted."""

from __future__ import annotations

import numpy as np
import pytest

from broadcast.engines.espeak import Espeak
from broadcast.errors import MissingProgram
from broadcast.model.examination import Line
from broadcast.model.speech import Speech, SpeechRequest
from broadcast.model.voice_list import Trouble, VoiceList
from broadcast.pipeline import voice_list
from broadcast.pipeline.examining.voices import voices


def told() -> dict[str, Line]:
    return {line.subject: line for line in voices()}


def test_kazakh_russian_and_english_are_heard() -> None:
    found = told()
    for language in ("kk", "ru", "en"):
        assert found[f"espeak {language}"].state == "ok"
    assert "nothing is heard" in found["silence"].message
    assert found["http"].state == "missing"
    assert "BROADCAST_HTTP_URL" in found["http"].remedy


def test_a_voice_that_is_silent_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def mute(self: Espeak, request: SpeechRequest) -> Speech:
        return Speech(samples=np.zeros(100, np.float32), sample_rate=22_050, marks=(), timing="exact")

    monkeypatch.setattr(Espeak, "speak", mute)
    assert told()["espeak kk"].state == "wrong"
    assert "was silent" in told()["espeak kk"].message


def test_a_library_that_does_not_load_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Espeak, request: SpeechRequest) -> Speech:
        raise MissingProgram("the speech library does not load", "x.so", "install it")

    monkeypatch.setattr(Espeak, "speak", broken)
    line = told()["espeak ru"]
    assert (line.state, line.remedy) == ("wrong", "install it")


def test_what_keeps_an_engine_from_speaking_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Trouble(engine="piper", what="the voice's config is missing", remedy="fetch it")
    monkeypatch.setattr(voice_list, "voice_list", lambda: VoiceList(voices=(), troubles=(broken,)))
    monkeypatch.setattr(voice_list, "missing_extra", lambda name: "pip install x" if name == "edge" else "")
    found = [line for line in voices() if line.subject in ("piper", "edge")]
    assert [(line.subject, line.state, line.remedy) for line in found] == [
        ("piper", "missing", "fetch it"),
        ("edge", "missing", "pip install x"),
    ]
