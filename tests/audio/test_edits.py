"""Trimming, fading and levelling."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.audio.edits import LEVEL_LUFS, PEAK_DBFS, finished, sounding
from broadcast.audio.ffmpeg import decoded, loudness, resampled
from broadcast.audio.levels import speech_loudness
from broadcast.audio.pcm import SAMPLE_RATE, to_pcm
from broadcast.audio.waves import file_blocks
from broadcast.errors import InputError

if TYPE_CHECKING:
    from broadcast.model.speech import Samples


def noise(seconds: float, level: float = 0.1) -> Samples:
    made = np.random.default_rng(1).standard_normal(round(seconds * SAMPLE_RATE)) * level
    return np.clip(made, -1, 1).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def test_silence_around_speech_is_cut_and_counted() -> None:
    edited, cut = finished(np.concatenate([silence(0.5), noise(1.0), silence(0.8)]))
    assert cut / SAMPLE_RATE == pytest.approx(0.5, abs=0.006)
    assert len(edited) / SAMPLE_RATE == pytest.approx(1.0, abs=0.03)


def test_ends_do_not_click() -> None:
    edited, _ = finished(noise(1.0))
    assert abs(float(edited[0])) < 0.001
    assert abs(float(edited[-1])) < 0.001


@pytest.mark.parametrize("level", [0.001, 0.05, 0.2])
def test_every_take_has_the_same_loudness(level: float) -> None:
    edited, _ = finished(noise(2.0, level))
    assert speech_loudness(edited) == pytest.approx(LEVEL_LUFS, abs=0.1)


def test_a_loud_click_keeps_the_peak_down() -> None:
    samples = noise(2.0, 0.0005)
    samples[SAMPLE_RATE] = 0.9
    edited, _ = finished(samples)
    assert 20 * np.log10(np.abs(edited).max()) <= PEAK_DBFS + 0.01


def test_silence_stays() -> None:
    edited, cut = finished(silence(0.3))
    assert (len(edited), cut) == (round(0.3 * SAMPLE_RATE), 0)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 5000), st.integers(0, 3000), st.integers(0, 3000))
def test_lengths_are_exact(sound: int, before: int, after: int) -> None:
    samples = np.concatenate([np.zeros(before), np.full(sound, 0.25), np.zeros(after)]).astype(np.float32)
    start, end = sounding(samples)
    edited, cut = finished(samples)
    assert (cut, cut <= before) == (start, True)
    assert 0 <= len(edited) - (end - start) < 48
    assert end >= before + sound or end == len(samples)


@pytest.mark.parametrize("seconds", [0.7, 3.3])
def test_the_quick_loudness_is_near_ebur128(seconds: float) -> None:
    samples = noise(seconds)
    measured = loudness([to_pcm(samples)])
    assert measured
    assert speech_loudness(samples) == pytest.approx(measured[0], abs=0.3)


def test_silence_has_no_loudness() -> None:
    assert loudness([to_pcm(silence(2))]) is None
    assert speech_loudness(silence(2)) == -np.inf


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000])
def test_resampling_keeps_length_and_pitch(rate: int) -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(rate) / rate).astype(np.float32) * np.float32(0.5)
    made = resampled(tone, rate)
    assert len(made) == SAMPLE_RATE
    spectrum = np.abs(np.fft.rfft(made))
    assert int(spectrum.argmax()) == 440


def test_a_sound_file_is_decoded() -> None:
    samples = noise(0.5)
    wav = b"".join(file_blocks(len(samples), [to_pcm(samples)]))
    assert np.allclose(decoded(wav, "it"), soundfile.read(io.BytesIO(wav), dtype="float32")[0], atol=1e-6)


@pytest.mark.parametrize("data", [b"", b"not sound", b"RIFF\0\0\0\0WAVE"])
def test_what_is_no_sound_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError, match="could not decode the thing"):
        decoded(data, "the thing")
