"""Loudness targets, the loudest moments, and the limiter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest

from broadcast.audio.ffmpeg import limited, loudness
from broadcast.audio.pcm import BYTES, SAMPLE_RATE, from_pcm, to_pcm
from broadcast.audio.targets import target
from broadcast.errors import UnknownName

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

SECOND = np.arange(SAMPLE_RATE, dtype=np.float32) / SAMPLE_RATE


def tone(level_db: float, seconds: int = 4) -> Samples:
    sound: Samples = np.tile(np.sin(2 * np.pi * 997 * SECOND), seconds).astype(np.float32)
    return sound * np.float32(10 ** (level_db / 20))


def bursts() -> Samples:
    """A quiet tone with a peak ten times as high each half second, as speech has them."""
    sound = tone(-30, 12)
    sound[:: SAMPLE_RATE // 2] = 0.7
    return sound


def blocks(samples: Samples) -> Iterator[bytes]:
    data = to_pcm(samples)
    for start in range(0, len(data), 30_000):
        yield data[start : start + 30_000]


def test_targets_by_name() -> None:
    assert [target(n).lufs for n in ("r128", "r128-s1", "atsc-a85", "web")] == [-23, -23, -24, -16]
    assert [target(n).peak_dbtp for n in ("r128", "r128-s1", "atsc-a85", "web")] == [-1, -1, -2, -1]
    with pytest.raises(UnknownName) as caught:
        target("loud")
    assert caught.value.remedy == "known: atsc-a85, r128, r128-s1, web"


@pytest.mark.parametrize(
    ("short_term", "momentary", "seconds", "excess"),
    [
        (-19, -16, 60, 0),
        (-17, -16, 60, 0),
        (-19, -10, 60, 0),
        (-17, -13, 60, 1),
        (-14, -14.5, 120, 0.5),
        (-9, -9, 121, 0),
    ],
)
def test_a_short_programme_may_not_have_loud_moments(
    short_term: float, momentary: float, seconds: float, excess: float
) -> None:
    assert target("r128-s1").excess(short_term, momentary, seconds) == excess
    assert target("r128").excess(short_term, momentary, seconds) == 0


def test_the_loudest_moments_are_measured() -> None:
    """A mono tone of 997 Hz at -20 dBFS has -23 LUFS (EBU Tech 3341, by its channel)."""
    loud = tone(-20, 5)
    found = loudness(blocks(np.concatenate([tone(-40, 5), loud, tone(-40, 5)])))
    assert found
    assert found.short_term == pytest.approx(-23, abs=0.15)
    assert found.momentary == pytest.approx(-23, abs=0.15)
    assert found.peak == pytest.approx(-20, abs=0.2)


def test_what_is_shorter_than_three_seconds_has_its_momentary_loudness() -> None:
    found = loudness(blocks(tone(-20, 2)))
    assert found
    assert found.short_term == found.momentary == pytest.approx(-23, abs=0.15)


def test_the_limiter_keeps_length_place_and_ceiling() -> None:
    sound = bursts()
    made = from_pcm(b"".join(limited(blocks(sound), 6.0, -1.3)))
    assert len(made) == len(sound)
    peaks = np.flatnonzero(np.abs(made) > 0.5)
    assert set(np.round(peaks / (SAMPLE_RATE // 2))) == set(range(24))
    assert np.abs(peaks - np.round(peaks / (SAMPLE_RATE // 2)) * (SAMPLE_RATE // 2)).max() <= 4
    found = loudness(blocks(made))
    assert found
    assert found.peak <= -1.0
    quiet = slice(SAMPLE_RATE // 4, SAMPLE_RATE // 4 + 4800)  # between the peaks nothing but the gain happens
    assert np.abs(made[quiet]).max() == pytest.approx(np.abs(sound[quiet]).max() * 10 ** (6 / 20), rel=0.02)


def test_what_needs_no_limiting_is_only_louder() -> None:
    sound = tone(-20, 2)
    made = b"".join(limited(blocks(sound), 3.0, -1.0))
    assert len(made) == len(sound) * BYTES
    middle = slice(4800, -4800)
    assert np.corrcoef(from_pcm(made)[middle], sound[middle])[0, 1] > 0.9999
