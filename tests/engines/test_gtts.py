"""Google Translate's voice, against a double of its service."""

from __future__ import annotations

from typing import Any

import gtts
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.engines.gtts import GoogleTranslate, pieces
from broadcast.errors import EngineError, LanguageNotSpoken, MissingExtra, NetworkError
from broadcast.model.speech import SpeechRequest

REQUEST = SpeechRequest(text="Сегодня, как сказал А. Б. Петров, открыли мост.", language="ru", voice="ru", rate=140)


def test_kazakh_is_refused_with_the_engine_that_speaks_it() -> None:
    with pytest.raises(LanguageNotSpoken) as caught:
        GoogleTranslate().speak(SpeechRequest(text="Сәлем", language="kk", voice="kk", rate=140))
    assert "espeak" in caught.value.remedy
    assert caught.value.exit_code == 3


def test_times_are_called_a_guess(google: list[str]) -> None:
    speech = GoogleTranslate().speak(REQUEST)
    assert speech.timing == "estimated"
    assert google == [REQUEST.text]


@given(st.text(alphabet="абв .,;А", max_size=500))
def test_pieces_lose_nothing_and_cut_no_word(text: str) -> None:
    found = pieces(text)
    assert " ".join(found).split() == text.split()
    assert all(len(p) <= 100 or " " not in p for p in found)


@pytest.mark.parametrize(
    ("error", "said"), [(OSError("unreachable"), "unreachable"), (AssertionError("No text to send"), "No text")]
)
def test_a_failure_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception, said: str) -> None:
    def fail(self: Any, stream: Any) -> None:
        raise error

    monkeypatch.setattr(gtts.gTTS, "write_to_fp", fail)
    with pytest.raises(NetworkError, match=said):
        GoogleTranslate().speak(REQUEST)


def test_too_many_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    class Answer:
        status_code = 429
        reason = "Too Many Requests"

    def fail(self: Any, stream: Any) -> None:
        raise gtts.gTTSError(tts=self, response=Answer())

    monkeypatch.setattr(gtts.gTTS, "write_to_fp", fail)
    with pytest.raises(NetworkError, match="429"):
        GoogleTranslate().speak(REQUEST)


@pytest.mark.parametrize("answer", [b"", b"<html>blocked</html>"])
def test_what_is_no_sound_is_no_success(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(gtts.gTTS, "write_to_fp", lambda self, stream: stream.write(answer))
    with pytest.raises(EngineError):
        GoogleTranslate().speak(REQUEST)


def test_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "gtts", None)
    with pytest.raises(MissingExtra) as caught:
        GoogleTranslate().speak(REQUEST)
    assert caught.value.remedy == "pip install 'broadcast[gtts]'"
