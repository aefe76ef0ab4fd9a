"""Marks of the engines that tell them exactly, against the energy of what they say."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from broadcast.engines import ENGINES
from broadcast.model.speech import Engine, Speech, SpeechRequest

# Words after a pause, or that begin with a stop: where they set in is plain to see in the energy.
TEXTS = {
    "en": [
        "Ten people, ten houses, ten cars.",
        "Bread, tea, coffee, apples, milk, cheese.",
        "Paul came, Peter went, Kate stayed, Tom slept.",
        "Today, the council said, two bridges opened, and people, young and old, came.",
    ],
    "kk": [
        "Бүгін, таңертең, қалада, көпір ашылды.",
        "Нан, тұз, қант, көкөніс, балық, бидай.",
        "Тұрғындар келді, балалар қуанды, кеш батты.",
    ],
    "ru": [
        "Сегодня, утром, в городе, открыли мост.",
        "Хлеб, кофе, картофель, булка, помидоры.",
        "Павел пришёл, Катя осталась, Тимур уехал.",
    ],
}
_STEP = 200  # a second
_QUIET_STEPS = 8
_QUIET_DB = -25.0
_WINDOW = 0.15  # seconds


def onset(speech: Speech, at: float) -> float | None:
    """Where sound sets in near a time: the first step of 5 ms within 25 dB of the loudest one in 150 ms to either side,
    after 40 ms that are all below that; None where there is no such place.
    """
    size = speech.sample_rate // _STEP
    first = max(0, round((at - _WINDOW) * speech.sample_rate))
    window = speech.samples[first : round((at + _WINDOW) * speech.sample_rate)]
    count = len(window) // size
    level = 10 * np.log10((window[: count * size].reshape(count, size).astype(np.float64) ** 2).mean(axis=1) + 1e-12)
    loud = level > level.max() + _QUIET_DB
    for i in range(_QUIET_STEPS, count):
        if loud[i] and not loud[i - _QUIET_STEPS : i].any():
            return (first + i * size) / speech.sample_rate
    return None


def errors(engine: Engine, voice: str, language: str) -> Iterator[float]:
    """Seconds between marks and the onsets beside them."""
    for text in TEXTS[language]:
        speech = engine.speak(SpeechRequest(text=text, language=language, voice=voice, rate=140))
        assert speech.timing == "exact"
        for mark in speech.marks:
            found = onset(speech, float(mark.start))
            if found is not None:
                yield float(mark.start) - found


@pytest.mark.parametrize("voice", ["kk+m3", "kk+f1", "ru+m3", "ru+f1", "en+m3", "en+f1"])
def test_espeak(voice: str) -> None:
    """The median distance of a word's mark from the onset of energy beside it is at most 20 ms.

    The onset is measured without knowing the words: a rise of energy after at least 40 ms of quiet.  So only words
    count that follow a pause or begin with a stop consonant, whose closure is quiet.
    """
    found = list(errors(ENGINES.get("espeak")(), voice, voice[:2]))
    assert len(found) >= 8
    assert statistics.median(map(abs, found)) <= 0.02


def test_piper(joe: Path) -> None:
    """As for espeak; and no mark is far from its onset in one direction: the alignment has no bias."""
    found = list(errors(ENGINES.get("piper")(), joe.stem, "en"))
    assert len(found) >= 15
    assert statistics.median(map(abs, found)) <= 0.02
    assert abs(statistics.median(found)) <= 0.015
