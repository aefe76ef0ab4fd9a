"""What every engine keeps to."""

from __future__ import annotations

import contextlib
import pickle
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from broadcast.errors import EngineError
from broadcast.model.speech import Engine, Speech, SpeechRequest

TEXTS = {
    "kk": "Бүгін қалада жаңа көпір ашылды, тұрғындар қуанды.",
    "ru": "Сегодня в городе открыли новый мост, жители рады.",
    "en": "A new bridge opened in the city today, and people are glad.",
}


def asked(engine: Engine, text: str | None = None, **changes: object) -> SpeechRequest:
    voice = engine.voices()[0]
    said = TEXTS[voice.language] if text is None else text
    values = {"text": said, "language": voice.language, "voice": voice.id, "rate": 140}
    return SpeechRequest(**(values | changes))  # type: ignore[arg-type]


def check(speech: Speech, text: str) -> None:
    assert speech.samples.dtype == np.float32
    assert speech.samples.ndim == 1
    assert np.abs(speech.samples).max(initial=0) <= 1
    length = Fraction(len(speech.samples), speech.sample_rate)
    for mark in speech.marks:
        assert 0 <= mark.source.start < mark.source.end <= len(text)
        assert 0 <= mark.start <= mark.end <= length
    for before, after in pairwise(speech.marks):
        assert before.source.end <= after.source.start
        assert before.end <= after.start


def test_a_voice_says_who_it_is(engine: Engine) -> None:
    voices = engine.voices()
    assert len({v.id for v in voices}) == len(voices) > 0
    for voice in voices:
        assert voice.engine == engine.name
        assert voice.language.isascii()
        assert voice.licence
    assert engine.fingerprint(voices[0].id)


def test_every_language_is_spoken_with_a_mark_for_nearly_every_word(engine: Engine) -> None:
    for language in TEXTS.keys() & {v.language for v in engine.voices()}:
        voice = next(v for v in engine.voices() if v.language == language)
        text = TEXTS[language]
        speech = engine.speak(asked(engine, text, language=language, voice=voice.id))
        check(speech, text)
        assert len(text.split()) - 3 <= len(speech.marks) <= len(text.split())  # «in the» may be one
        assert len(speech.samples) > speech.sample_rate / 2
        assert bool(speech.samples.any()) == engine.audible


@pytest.mark.parametrize(
    "text", ["...", "Ә", "— ? —", "a" * 300, "слово " * 400, "\U0001f600 ok", "1 2 3", "x\u0000y\u202e"]
)
def test_odd_texts_are_spoken_or_refused(engine: Engine, text: str) -> None:
    with contextlib.suppress(EngineError):
        check(engine.speak(asked(engine, text)), text)


def test_a_very_long_text_is_spoken_whole_or_refused(engine: Engine) -> None:
    text = " ".join([TEXTS[engine.voices()[0].language]] * 90)
    with contextlib.suppress(EngineError):
        speech = engine.speak(asked(engine, text))
        check(speech, text)
        assert speech.marks[-1].source.end >= len(text) - 1


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_no_text_is_no_sound_or_refused(engine: Engine, text: str) -> None:
    with contextlib.suppress(EngineError):
        speech = engine.speak(asked(engine, text))
        check(speech, text)
        assert not speech.marks


def test_as_many_as_it_allows_are_spoken_side_by_side(engine: Engine) -> None:
    texts = [" ".join(TEXTS[engine.voices()[0].language].split()[: i + 2]) for i in range(engine.parallel + 1)]
    alone = [engine.speak(asked(engine, text)) for text in texts]
    with ThreadPoolExecutor(max(engine.parallel, 1)) as pool:
        together = list(pool.map(lambda text: engine.speak(asked(engine, text)), texts))
    for text, one, other in zip(texts, alone, together, strict=True):
        check(other, text)
        assert np.array_equal(one.samples, other.samples)
        assert one.marks == other.marks


def test_the_same_request_gives_the_same_sound(engine: Engine) -> None:
    first = engine.speak(asked(engine))
    engine.speak(asked(engine, "1 2 3"))
    second = engine.speak(asked(engine))
    assert np.array_equal(first.samples, second.samples)
    assert first.marks == second.marks


def test_speech_crosses_a_process_border(engine: Engine) -> None:
    speech = engine.speak(asked(engine))
    back = pickle.loads(pickle.dumps(speech))  # noqa: S301  our own bytes
    assert np.array_equal(back.samples, speech.samples)
    assert back.marks == speech.marks
