"""Natural sound and room tone under a mix."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.audio.mixing import Placed, mixed
from broadcast.audio.pcm import SAMPLE_RATE, from_pcm, to_pcm
from broadcast.audio.underlay import Underlay, looped

RNG = np.random.default_rng(7)


def noise(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return (RNG.standard_normal(round(seconds * SAMPLE_RATE)) * 0.1).astype(np.float32)


def level(samples: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2)) + 1e-12))


def test_it_is_down_when_a_voice_begins_and_up_when_it_is_over() -> None:
    second = SAMPLE_RATE
    bed = Underlay(
        noise(30), 30 * second, 0.0, duck_db=12.0, voices=[(10 * second, 15 * second)], down=second, up=2 * second
    )
    free = level(bed.block(5 * second, 8 * second))
    assert level(bed.block(10 * second, 15 * second)) == pytest.approx(free - 12, abs=0.2)
    assert level(bed.block(17 * second, 20 * second)) == pytest.approx(free, abs=0.2)
    assert free - 12 < level(bed.block(9 * second + second // 4, 9 * second + 3 * second // 4)) < free


def test_it_stays_down_between_voices_that_are_close() -> None:
    second = SAMPLE_RATE
    voices = [(5 * second, 10 * second), (11 * second, 15 * second)]
    bed = Underlay(noise(20), 20 * second, 0.0, duck_db=12.0, voices=voices, down=second, up=second)
    down = level(bed.block(6 * second, 9 * second))
    assert level(bed.block(10 * second, 11 * second)) == pytest.approx(down, abs=0.3)


def test_a_short_recording_is_heard_again_without_a_gap_or_a_click() -> None:
    tone = np.sin(2 * np.pi * 220 / SAMPLE_RATE * np.arange(5 * SAMPLE_RATE)).astype(np.float32) * 0.2
    bed = Underlay(tone, 60 * SAMPLE_RATE, 0.0)
    heard = bed.block(SAMPLE_RATE, 59 * SAMPLE_RATE)
    assert np.abs(np.diff(heard)).max() < 0.02
    windows = heard[: len(heard) // 4800 * 4800].reshape(-1, 4800)
    assert np.sqrt((windows**2).mean(axis=1)).min() > 0.05


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 200_000), st.integers(1, 300_000), st.lists(st.integers(0, 300_000), max_size=5))
def test_any_cut_into_blocks_gives_the_same_sound(recorded: int, length: int, cuts: list[int]) -> None:
    bed = Underlay(
        noise(recorded / SAMPLE_RATE + 1e-4), length, -3.0, duck_db=6.0, voices=[(100, 5000)], down=50, up=90
    )
    edges = sorted({0, length, *(cut % length for cut in cuts)})
    parts = np.concatenate([bed.block(a, b) for a, b in pairwise(edges)])
    assert np.allclose(parts, bed.block(0, length), atol=1e-6)
    assert sum(map(len, bed.whole())) == length * 3


def test_the_programme_begins_and_ends_softly() -> None:
    bed = Underlay(noise(10), 10 * SAMPLE_RATE, 0.0)
    assert np.abs(bed.block(0, 100)).max() < 0.01
    assert np.abs(bed.block(10 * SAMPLE_RATE - 100, 10 * SAMPLE_RATE)).max() < 0.01


def test_a_mix_is_its_sounds_and_what_lies_under_them() -> None:
    voice, bed = noise(1), Underlay(noise(4), 3 * SAMPLE_RATE, -6.0)
    placed = Placed(SAMPLE_RATE, SAMPLE_RATE, lambda: to_pcm(voice))
    mix = from_pcm(b"".join(mixed([placed], 3 * SAMPLE_RATE, 0.0, [bed])))
    expected = bed.block(0, 3 * SAMPLE_RATE)
    expected[SAMPLE_RATE : 2 * SAMPLE_RATE] += voice
    assert np.allclose(mix, np.clip(expected, -1, 1), atol=1e-6)


def test_a_ring_is_shorter_than_its_recording_and_as_loud() -> None:
    whole = noise(20)
    ring = looped(whole)
    assert len(ring) == len(whole) - 2 * SAMPLE_RATE
    assert level(ring) == pytest.approx(level(whole), abs=0.3)
