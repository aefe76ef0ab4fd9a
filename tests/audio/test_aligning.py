"""Word times found in sound: against the exact times of another voice that says the same."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.audio.aligning import warped
from broadcast.audio.mfcc import HOP, frames
from broadcast.audio.pauses import pauses
from broadcast.audio.warping import warp
from broadcast.engines.espeak import Espeak
from broadcast.model.speech import Mark, Speech, SpeechRequest
from broadcast.model.text import TextSpan

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

TEXTS = {
    "kk": (
        "Қалада жаңа кітапхана ашылды, оған күніне екі жүзге жуық оқырман келеді.",
        "Жұмыс кестесі бойынша, көпір құрылысы қыркүйек айының соңына дейін аяқталуы керек.",
        "Мектеп асханасында енді ыстық тамақ беріледі.",
    ),
    "ru": (
        "В городе открылась новая библиотека, ежедневно её посещают около двухсот читателей.",
        "По графику строительство моста должно завершиться к концу сентября.",
        "В школьной столовой теперь дают горячие обеды.",
    ),
    "en": (
        "A new library has opened in the town, and about two hundred readers visit it every day.",
        "According to the schedule, the bridge must be finished by the end of September.",
        "The school canteen now serves hot meals.",
    ),
}
OTHERS = (("f1", 140), ("m7", 190), ("klatt2", 160), ("Annie", 125))


@cache
def said(text: str, voice: str, rate: int = 155) -> Speech:
    return Espeak().speak(SpeechRequest(text=text, language=voice[:2], voice=voice, rate=rate))


def errors(found: tuple[Mark, ...], exact: tuple[Mark, ...], moved: float = 0.0) -> list[float]:
    """Milliseconds between where words begin and where they were found to."""
    begins = {mark.source: mark.start for mark in exact}
    return [abs(float(m.start - begins[m.source]) - moved) * 1000 for m in found if m.source in begins]


def found_in(text: str, language: str, samples: Samples, rate: int) -> tuple[Mark, ...]:
    reference = said(text, f"{language}+m3")
    result = warped(reference.marks, reference.samples, reference.sample_rate, samples, rate)
    assert result.plausible, (text, result.strangeness)
    return result.marks


@pytest.mark.parametrize("language", TEXTS)
def test_another_voice_at_another_pace(language: str) -> None:
    """Issue of every engine without times: median at most 40 ms, 95 % within 120 ms; twice as good is asked here."""
    found: list[float] = []
    for voice, rate in OTHERS:
        for text in TEXTS[language]:
            other = said(text, f"{language}+{voice}", rate)
            found += errors(found_in(text, language, other.samples, other.sample_rate), other.marks)
    assert len(found) > 80
    assert np.median(found) <= 20
    assert np.percentile(found, 95) <= 80


def padded(samples: Samples, rate: int, seconds: float) -> Samples:
    silence = np.zeros(round(seconds * rate), np.float32)
    return np.concatenate([silence, samples, silence])


@pytest.mark.parametrize("trouble", ["silence", "breath", "quiet", "noise", "hum"])
def test_what_surrounds_speech_does_not_move_it(trouble: str) -> None:
    chance = np.random.default_rng(3)
    found: list[float] = []
    for language, texts in TEXTS.items():
        for text in texts:
            other = said(text, f"{language}+m7", 140)
            rate = other.sample_rate
            sound = padded(other.samples, rate, 0.7)
            level = float(np.sqrt(np.mean(other.samples**2)))
            if trouble == "breath":
                breath = chance.normal(size=round(0.3 * rate)) * np.hanning(round(0.3 * rate)) * level / 4
                sound[round(0.2 * rate) :][: len(breath)] += breath.astype(np.float32)
            elif trouble == "quiet":
                sound = (sound * 0.03).astype(np.float32)
            elif trouble == "noise":  # 20 dB below speech
                sound = (sound + chance.normal(size=len(sound)) * level / 10).astype(np.float32)
            elif trouble == "hum":
                hum = np.sin(2 * np.pi * 50 * np.arange(len(sound)) / rate) * level / 10
                sound = (sound + hum).astype(np.float32)
            found += errors(found_in(text, language, sound, rate), other.marks, 0.7)
    assert np.median(found) <= 30
    assert np.percentile(found, 95) <= 120


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
def test_the_sample_rate_does_not_matter(rate: int) -> None:
    text = TEXTS["kk"][0]
    other = said(text, "kk+f1", 140)
    at = np.arange(int(len(other.samples) * rate / other.sample_rate)) / rate
    samples = np.interp(at, np.arange(len(other.samples)) / other.sample_rate, other.samples).astype(np.float32)
    assert np.percentile(errors(found_in(text, "kk", samples, rate), other.marks), 95) <= 120


def test_a_pause_inside_is_found() -> None:
    """A person stops where the rendering does not: the word before ends there, and the next one begins after it."""
    text = TEXTS["en"][2]
    other = said(text, "en+m7", 150)
    rate = other.sample_rate
    word = other.marks[3]
    cut = round(float(word.start) * rate)
    stopped = np.concatenate([other.samples[:cut], np.zeros(round(0.8 * rate), np.float32), other.samples[cut:]])
    found = found_in(text, "en", stopped, rate)
    assert abs(float(found[3].start - word.start) - 0.8) < 0.08
    assert float(found[3].start - found[2].end) > 0.6


@pytest.mark.parametrize("language", TEXTS)
def test_other_words_are_told_from_the_same(language: str) -> None:
    texts = TEXTS[language]
    for i, text in enumerate(texts):
        reference = said(text, f"{language}+m3")
        other = said(texts[i - 1], f"{language}+klatt2", 160)
        result = warped(reference.marks, reference.samples, reference.sample_rate, other.samples, other.sample_rate)
        assert not result.plausible, (text, result.strangeness)


def test_noise_is_no_speech() -> None:
    reference = said(TEXTS["ru"][1], "ru+m3")
    noise = (np.random.default_rng(1).normal(size=100_000) / 10).astype(np.float32)
    assert not warped(reference.marks, reference.samples, reference.sample_rate, noise, 22_050).plausible


@pytest.mark.parametrize(
    ("marks", "samples"),
    [((), np.ones(4800, np.float32)), (None, np.zeros(4800, np.float32)), (None, np.zeros(0, np.float32))],
)
def test_nothing_to_compare_is_said(marks: tuple[Mark, ...] | None, samples: Samples) -> None:
    reference = said(TEXTS["en"][2], "en+m3")
    with pytest.raises(ValueError, match="no words or no sound"):
        warped(reference.marks if marks is None else marks, reference.samples, reference.sample_rate, samples, 48_000)


@given(st.integers(1, 3000), st.sampled_from([8_000, 22_050, 48_000]), st.integers(0, 9))
def test_marks_lie_inside_the_sound_and_in_order(length: int, rate: int, seed: int) -> None:
    """Whatever the sound is, down to a single sample."""
    reference = said(TEXTS["en"][2], "en+m3")
    samples = np.random.default_rng(seed).normal(size=length).astype(np.float32)
    found = warped(reference.marks, reference.samples, reference.sample_rate, samples, rate).marks
    assert [m.source for m in found] == [m.source for m in reference.marks]
    times = [t for m in found for t in (m.start, m.end)]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= Fraction(length, rate)


@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 99))
def test_a_path_goes_from_corner_to_corner_in_steps_of_one(rows: int, columns: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    first, second = (chance.normal(size=(n, 5)).astype(np.float32) for n in (rows, columns))
    path = warp(first, second)
    assert (path.first[0], path.second[0]) == (0, 0)
    assert (path.first[-1], path.second[-1]) == (rows - 1, columns - 1)
    steps = {*zip(np.diff(path.first).tolist(), np.diff(path.second).tolist(), strict=True)}
    assert steps <= {(0, 1), (1, 0), (1, 1)}
    exact = np.linalg.norm(first[path.first] - second[path.second], axis=1)
    assert np.allclose(path.distance, exact, atol=1e-2)


def test_a_small_warp_is_the_best_of_all() -> None:
    """Against the textbook's double loop, where the corridor is as wide as the whole."""
    chance = np.random.default_rng(5)
    for rows, columns in ((6, 9), (9, 6), (8, 8), (1, 7)):
        first, second = (chance.normal(size=(n, 3)).astype(np.float32) for n in (rows, columns))
        cost = np.linalg.norm(first[:, None] - second[None], axis=2)
        total = np.full((rows + 1, columns + 1), np.inf)
        total[0, 0] = 0
        for i in range(rows):
            for j in range(columns):
                total[i + 1, j + 1] = cost[i, j] + min(total[i, j], total[i, j + 1], total[i + 1, j])
        assert warp(first, second).distance.sum() == pytest.approx(total[-1, -1], abs=1e-3)


def test_frames_of_a_louder_copy_are_the_same() -> None:
    speech = said(TEXTS["kk"][2], "kk+m3")
    quiet = frames(speech.samples * np.float32(0.1), speech.sample_rate, 7000)
    loud = frames(speech.samples, speech.sample_rate, 7000)
    assert np.allclose(quiet, loud, atol=0.02)
    assert len(loud) == int(len(speech.samples) / speech.sample_rate / HOP) + 1


def test_pauses_are_where_it_is_quiet() -> None:
    rate = 16_000
    tone = np.sin(np.arange(rate) / 7).astype(np.float32)
    sound = np.concatenate([np.zeros(rate // 2, np.float32), tone, np.zeros(rate // 4, np.float32), tone])
    found = pauses(sound, rate)
    assert [(round(p.start, 2), round(p.end, 2)) for p in found] == [(0.0, 0.5), (1.5, 1.75)]
    assert pauses(np.zeros(0, np.float32), rate) == []


def test_a_mark_without_length_stays_in_place() -> None:
    reference = said(TEXTS["en"][2], "en+m3")
    point = (
        *reference.marks,
        Mark(source=TextSpan(99, 100), start=reference.marks[-1].end, end=reference.marks[-1].end),
    )
    found = warped(point, reference.samples, reference.sample_rate, reference.samples, reference.sample_rate).marks
    assert len(found) == len(point)
