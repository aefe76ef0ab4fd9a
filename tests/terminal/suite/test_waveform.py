from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from broadcast.terminal.suite.waveform import RATE, drawn, peaks_of
from broadcast.terminal.suite.window import Window


def write(path: Path, samples: np.ndarray, *, width: int = 3, channels: int = 1, rate: int = 48000) -> Path:
    """Samples in [-1, 1] as PCM."""
    whole = np.round(samples * (2 ** (8 * width - 1) - 1)).astype("<i4")
    data = whole.astype("<i4").view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    with wave.open(str(path), "wb") as sound:
        sound.setparams((channels, width, rate, 0, "NONE", ""))
        sound.writeframes(data)
    return path


def window(seconds: int, columns: int, scale: Fraction) -> Window:
    return Window.on(Fraction(seconds), Fraction(1, 25), columns, scale)


@pytest.mark.parametrize(("width", "channels", "rate"), [(3, 1, 48000), (2, 1, 44100), (3, 2, 48000), (4, 1, 22050)])
def test_the_loudest_sample_of_each_fiftieth_of_a_second(tmp_path: Path, width: int, channels: int, rate: int) -> None:
    samples = np.zeros(12 * rate * channels)
    samples[3 * rate * channels + 5] = -1.0
    samples[11 * rate * channels + 5] = 0.5
    parts = list(peaks_of(write(tmp_path / "x.wav", samples, width=width, channels=channels, rate=rate)))
    assert len(parts) == 2  # a long file comes bit by bit
    peaks = np.concatenate(parts)
    assert len(peaks) == 12 * RATE
    assert list(np.flatnonzero(peaks)) == [3 * RATE, 11 * RATE]
    assert peaks[3 * RATE] >= 127
    assert 62 <= peaks[11 * RATE] <= 64


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF\x00\x00\x00\x00WAVEfmt "])
def test_what_is_no_sound_has_no_waveform(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.wav").write_bytes(data)
    assert list(peaks_of(tmp_path / "x.wav")) == []
    assert list(peaks_of(tmp_path / "missing.wav")) == []


def test_eight_bits_are_left_alone(tmp_path: Path) -> None:
    assert list(peaks_of(write(tmp_path / "x.wav", np.zeros(8000), width=1, rate=8000))) == []


def test_blocks_stand_on_each_other() -> None:
    peaks = np.zeros(4 * RATE, np.int16)
    peaks[RATE : 2 * RATE] = 127
    peaks[2 * RATE : 3 * RATE] = 30
    upper, lower = drawn(peaks, window(4, 4, Fraction(1)), 2)
    assert (upper, lower) == (" █  ", " █▆ ")


def test_a_column_finer_than_a_peak_still_has_one() -> None:
    peaks = np.full(4 * RATE, 127, np.int16)
    assert drawn(peaks, window(4, 50, Fraction(1, 25)), 1) == ["█" * 50]


def test_what_is_not_read_yet_is_empty() -> None:
    assert drawn(np.full(RATE, 127, np.int16), window(4, 4, Fraction(1)), 1) == ["█"]
    assert drawn(np.zeros(0, np.int16), window(4, 4, Fraction(1)), 2) == ["", ""]
