"""What speech sounds like, frame by frame: mel-frequency cepstral coefficients, alike for different voices and levels.

After Davis and Mermelstein, 1980 (IEEE TASSP 28/4), with the mel scale of O'Shaughnessy; mean and variance over what is
speech are taken out, so that a voice's timbre, a room and a microphone weigh little.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from broadcast.model.speech import Samples

    Frames = npt.NDArray[np.float32]

HOP = 0.02
"""Seconds from one frame to the next; frame n is centred on n * HOP."""

_WINDOW = 0.032  # seconds
_LOWEST_HZ = 100.0
_BANDS = 26
_COEFFICIENTS = 10
_FLOOR = 5e-4  # of the loud frames' energy: what is 33 dB below is as good as silence, whatever noise is in it
_LOUD = 95  # the percentile of frames that counts as loud: a click does not
_SPEECH = 30.0  # times the floor: 15 dB
_SLOPE = np.array([-2, -1, 0, 1, 2], np.float32) / 10
_LEVEL_WEIGHT, _SLOPE_WEIGHT = np.float32(6.0), np.float32(3.5)
_TINY = 1e-30
_FULL = 1.5  # times the level of speech: from two thirds of it on the cepstrum counts in full
_BLOCK = 1 << 11  # frames at a time: memory stays small on long recordings


def frames(samples: Samples, rate: int, ceiling_hz: float) -> Frames:
    """Features `[shape=(n, 22)]` of mono samples: level, cepstrum, and the slopes of both.

    The cepstrum has unit variance over speech and fades to nothing in silence, so that one silence is like another.

    `ceiling_hz` is the highest frequency that counts; two sounds are comparable with the same one.
    """
    energy = _mel_energy(samples, rate, ceiling_hz)
    mean = energy.mean(axis=1)
    floor = np.float32(max(float(np.percentile(mean, _LOUD)) * _FLOOR, _TINY))
    cepstrum = np.log(energy / floor + 1) @ _cosines()
    level = np.log(mean / floor + 1)
    speech = mean > floor * _SPEECH
    if speech.any():
        cepstrum = (cepstrum - cepstrum[speech].mean(axis=0)) / (cepstrum[speech].std(axis=0) + np.float32(1e-3))
        level = level / level[speech].mean()
    cepstrum *= np.minimum(level * _FULL, 1)[:, None]
    features = np.hstack([level[:, None] * _LEVEL_WEIGHT, cepstrum])
    padded = np.pad(features, ((2, 2), (0, 0)), mode="edge")
    slope = sum(w * padded[i : i + len(features)] for i, w in enumerate(_SLOPE))
    return np.hstack([features, slope * _SLOPE_WEIGHT]).astype(np.float32)


def _mel_energy(samples: Samples, rate: int, ceiling_hz: float) -> Frames:
    """Energy `[shape=(n, 26)]` in each band around each frame's centre."""
    size = round(_WINDOW * rate)
    centres = np.rint(np.arange(int(len(samples) / rate / HOP) + 1) * (HOP * rate)).astype(int)
    padded = np.pad(samples.astype(np.float32), (size // 2, size))
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)
    taper = np.hanning(size).astype(np.float32)
    filters = _filters(rate, size, ceiling_hz)
    length = _good_length(size)
    blocks = []
    for first in range(0, len(centres), _BLOCK):
        spectrum = np.fft.rfft(windows[centres[first : first + _BLOCK]] * taper, length)
        blocks.append((spectrum.real**2 + spectrum.imag**2).astype(np.float32) @ filters)
    return np.concatenate(blocks)


def _good_length(size: int) -> int:
    """The next even length that is quick to transform: no prime factor above 5."""
    while True:
        rest = size
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1 and size % 2 == 0:
            return size
        size += 1


@lru_cache(8)
def _filters(rate: int, size: int, ceiling_hz: float) -> Frames:
    """The triangular mel bands as a matrix `[shape=(bins, 26)]`, each of unit area."""
    bins = _good_length(size) // 2 + 1
    edges = _hz(np.linspace(_mel(_LOWEST_HZ), _mel(ceiling_hz), _BANDS + 2))
    at = np.arange(bins) * (rate / _good_length(size))
    rising = (at[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - at[:, None]) / (edges[2:] - edges[1:-1])
    bands = np.clip(np.minimum(rising, falling), 0, None)
    weights: Frames = (bands / (bands.sum(axis=0) + 1e-9)).astype(np.float32)
    return weights


@lru_cache(1)
def _cosines() -> Frames:
    """The discrete cosine transform (type 2) of the bands, `[shape=(26, 10)]`."""
    band, order = np.arange(_BANDS)[:, None], np.arange(1, _COEFFICIENTS + 1)
    return np.cos(np.pi * order * (band + 0.5) / _BANDS).astype(np.float32)


def _mel(hz: float) -> float:
    return float(2595 * np.log10(1 + hz / 700))


def _hz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    hz: npt.NDArray[np.float64] = 700 * (10 ** (mel / 2595) - 1)
    return hz
