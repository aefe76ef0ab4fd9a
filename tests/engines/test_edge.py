"""Microsoft Edge's reader: the real library against its protocol on this machine; faults are in test_faults.py."""

from __future__ import annotations

import sys
from fractions import Fraction

import numpy as np
import pytest

from broadcast.engines.edge import Edge
from broadcast.errors import EngineError, LanguageNotSpoken, MissingExtra, TemporaryFailure
from tests.engines.edge_service import Asked, EdgeService, Word
from tests.engines.services import Online
from tests.engines.sounds import RATE, mp3

KK = {"language": "kk", "voice": "kk-KZ-AigulNeural", "rate": 181}


def asked(edge: Online) -> list[Asked]:
    assert isinstance(edge.service, EdgeService)
    return edge.service.asked


def test_the_voices_that_a_newsroom_here_looks_for() -> None:
    voices = {v.id: v for v in Edge().voices()}
    assert voices["kk-KZ-AigulNeural"].gender == "f"
    assert voices["kk-KZ-DauletNeural"].gender == "m"
    assert {v.language for v in voices.values()} == {"kk", "ru", "en"}
    assert all(v.online for v in voices.values())


def test_voice_rate_and_pitch_go_along(edge: Online) -> None:
    edge.speak("Қала.", **KK)
    edge.speak("Қала.", **KK | {"rate": 155, "pitch": 1.2, "voice": "kk-KZ-DauletNeural"})
    edge.speak("Қала.", **KK | {"rate": 1000, "pitch": 0.9})
    assert [(a.rate, a.pitch) for a in asked(edge)] == [("+0%", "+0Hz"), ("-14%", "+23Hz"), ("+100%", "-20Hz")]
    assert asked(edge)[0].voice == "Microsoft Server Speech Text to Speech Voice (kk-KZ, AigulNeural)"


def test_a_voice_that_no_list_has_is_asked_for(edge: Online) -> None:
    edge.speak("Şehir güzel.", language="tr", voice="tr-TR-EmelNeural")
    assert "EmelNeural" in asked(edge)[0].voice


@pytest.mark.parametrize("voice", ["", "Aigul", "kk-KZ-Aigul", "kk-KZ-Aigul' x='Neural", "kk+m3"])
def test_a_name_that_is_no_voice_is_not_sent(edge: Online, voice: str) -> None:
    with pytest.raises(EngineError, match="no voice"):
        edge.speak("Қала.", **KK | {"voice": voice})
    assert not asked(edge)


def test_a_voice_of_another_language_is_refused(edge: Online) -> None:
    with pytest.raises(LanguageNotSpoken):
        edge.speak("Қала.", **KK | {"voice": "ru-RU-DmitryNeural"})
    assert edge.speak("City.", language="en", voice="en-US-AvaMultilingualNeural").marks


def test_text_is_escaped_once_and_comes_back_with_its_places(edge: Online) -> None:
    text = "«AT&T» <мен> 'Q' \x0b қала\ud83d салды."
    speech = edge.speak(text, **KK)
    assert asked(edge)[0].text == "«AT&T» <мен> 'Q'   қала  салды."
    assert [m.source.of(text) for m in speech.marks] == ["«AT&T»", "<мен>", "'Q'", "қала", "салды."]


def test_a_text_over_the_limit_goes_in_pieces_and_comes_back_in_place(
    edge: Online, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadcast.engines.edge._LONGEST", 400)
    text = " ".join(["Жаңа көпір & жаңа жол, қала тұрғындары қуанды."] * 10)
    speech = edge.speak(text, **KK)
    sent = [a.text for a in asked(edge)]
    assert len(sent) > 1
    assert " ".join(sent) == text
    assert all(piece.endswith(".") for piece in sent)
    assert speech.marks[-1].source.of(text) == "қуанды."
    assert speech.timing == "exact"
    first = next(m for m in speech.marks if m.source.start > len(sent[0]))
    pieces = [len(edge.speak(piece, **KK).samples) for piece in sent]
    assert first.start == Fraction(pieces[0], speech.sample_rate)


def test_a_mark_is_where_its_sound_is(edge: Online) -> None:
    """Bursts stand where words are said to be; MP3 moves them all by 46 ms, which the engine takes back."""
    words: list[Word] = [("Бүгін", 0.1, 0.3), ("қалада", 0.7, 0.3), ("көпір", 1.3, 0.3)]
    samples = np.zeros(RATE * 2, np.float32)
    for _, start, length in words:
        at, end = round(start * RATE), round((start + length) * RATE)
        samples[at:end] = 0.5 * np.sin(2 * np.pi * 500 * np.arange(end - at) / RATE)
    assert isinstance(edge.service, EdgeService)
    edge.service.speech = lambda _: (mp3(samples), words)
    speech = edge.speak("Бүгін қалада көпір.", **KK)
    loud = np.abs(speech.samples) > 0.1
    for mark in speech.marks:
        near = round(float(mark.start - Fraction(1, 10)) * speech.sample_rate)
        onset = near + int(loud[max(near, 0) :].argmax()) if near > 0 else int(loud.argmax())
        assert onset / speech.sample_rate == pytest.approx(float(mark.start), abs=0.005)


def test_words_that_come_after_the_sound_mean_that_some_is_missing(edge: Online) -> None:
    sound = mp3(np.full(RATE, 0.1, np.float32))
    assert isinstance(edge.service, EdgeService)
    edge.service.speech = lambda _: (sound, [("Бүгін", 0.1, 0.3), ("қала", 3.0, 0.3)])
    with pytest.raises(TemporaryFailure, match="part"):
        edge.speak("Бүгін қала.", **KK)


def test_sound_without_words_is_not_believed(edge: Online) -> None:
    sound = mp3(np.full(RATE, 0.1, np.float32))
    assert isinstance(edge.service, EdgeService)
    edge.service.speech = lambda _: (sound, [])
    with pytest.raises(TemporaryFailure):
        edge.speak("Бүгін қала.", **KK)


def test_without_its_package(monkeypatch: pytest.MonkeyPatch, edge: Online) -> None:
    monkeypatch.setitem(sys.modules, "edge_tts", None)
    with pytest.raises(MissingExtra) as caught:
        edge.speak("Қала.", **KK)
    assert caught.value.remedy == "pip install 'broadcast[edge]'"
    assert Edge().voices()
