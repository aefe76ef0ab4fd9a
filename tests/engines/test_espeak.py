"""The embedded voice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from msgspec.structs import replace

from broadcast.engines.espeak import Espeak
from broadcast.errors import EngineError
from broadcast.model.speech import Phonemes, SpeechRequest
from broadcast.model.text import TextSpan

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

TEXT = "Бүгін қалада жаңа көпір ашылды."


def request(voice: str = "kk+m3", rate: int = 140, pitch: float = 1.0) -> SpeechRequest:
    return SpeechRequest(text=TEXT, language="kk", voice=voice, rate=rate, pitch=pitch)


def pitch_hz(samples: Samples, rate: int) -> float:
    """The median fundamental frequency, by autocorrelation."""
    found = []
    for at in range(0, len(samples) - 1024, 512):
        frame = samples[at : at + 1024].astype(np.float64)
        frame -= frame.mean()
        if np.sqrt((frame**2).mean()) < 0.03:
            continue
        lags = np.correlate(frame, frame, "full")[1023:]
        low = rate // 400
        lag = low + int(lags[low : rate // 60].argmax())
        if lags[lag] > lags[0] / 2:
            found.append(rate / lag)
    return float(np.median(found))


def test_rate_and_pitch_do_what_they_say() -> None:
    engine = Espeak()
    slow, fast = (engine.speak(request(rate=r)) for r in (110, 170))
    assert len(slow.samples) > 1.3 * len(fast.samples)
    low, high = (engine.speak(request("kk+f4", pitch=p)) for p in (0.7, 1.4))
    assert pitch_hz(high.samples, high.sample_rate) > 1.3 * pitch_hz(low.samples, low.sample_rate)


def test_men_and_women_sound_like_it() -> None:
    engine = Espeak()
    for voice in engine.voices():
        if voice.language == "kk":
            speech = engine.speak(request(voice.id))
            pitch = pitch_hz(speech.samples, speech.sample_rate)
            assert (pitch < 145) == (voice.gender == "m"), f"{voice.id}: {pitch:.0f} Hz"


def test_nothing_is_clipped() -> None:
    engine = Espeak()
    for voice in engine.voices():
        if voice.language == "kk":
            assert np.abs(engine.speak(request(voice.id)).samples).max() < 0.99, voice.id


def test_a_word_begins_where_its_sound_does() -> None:
    speech = Espeak().speak(request())
    step = speech.sample_rate // 200
    power = (speech.samples[: len(speech.samples) // step * step].reshape(-1, step) ** 2).mean(1)
    first_loud = int((power > power.max() / 1000).argmax()) * step / speech.sample_rate
    assert float(speech.marks[0].start) == pytest.approx(first_loud, abs=0.05)


def test_a_word_ends_before_the_pause_after_it() -> None:
    text = "Қала таза, көше кең."
    speech = Espeak().speak(SpeechRequest(text=text, language="kk", voice="kk+m3", rate=140))
    comma = next(m for m in speech.marks if m.source.of(text).startswith("таза"))
    after = next(m for m in speech.marks if m.source.of(text) == "көше")
    assert after.start - comma.end > 0.1


def test_threads_take_turns() -> None:
    engine = Espeak()
    alone = engine.speak(request())
    with ThreadPoolExecutor(4) as pool:
        for speech in pool.map(lambda _: engine.speak(request()), range(8)):
            assert np.array_equal(speech.samples, alone.samples)
            assert speech.marks == alone.marks


def test_a_voice_that_it_does_not_have() -> None:
    with pytest.raises(EngineError, match="no voice 'xx'"):
        Espeak().speak(request("xx"))


def test_phonemes_are_said_and_marked_as_the_word_that_they_stand_for() -> None:
    text = "Қала Dala көпір ашты."
    plain = SpeechRequest(text=text, language="kk", voice="kk+m3", rate=140)
    said = replace(plain, phonemes=(Phonemes(source=TextSpan(5, 9), text="d'AlAqAzAqst'An"),))
    engine = Espeak()
    before, after = engine.speak(plain), engine.speak(said)
    assert [m.source.of(text) for m in after.marks] == ["Қала", "Dala", "көпір", "ашты"]
    lengths = [m.end - m.start for speech in (before, after) for m in speech.marks if m.source == TextSpan(5, 9)]
    assert lengths[1] > 1.5 * lengths[0]


def test_a_story_cannot_speak_in_phonemes() -> None:
    engine = Espeak()
    request = SpeechRequest(text="Қала [[m'ost]] ашты.", language="kk", voice="kk+m3", rate=140)
    blanked = replace(request, text="Қала   m'ost   ашты.")
    assert np.array_equal(engine.speak(request).samples, engine.speak(blanked).samples)
