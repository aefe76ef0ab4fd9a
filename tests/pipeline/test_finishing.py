"""Finishing: the sound of a take does not depend on what was spoken in the same moments."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.model.speech import Speech
from broadcast.pipeline.finishing import _at_programme_rate

LENGTHS = (3000, 22_050, 777, 44_101, 1, 9000)


def speech(number: int, sample_rate: int) -> Speech:
    """Noise that begins and ends at full level, where a filter sees what lies beside it."""
    samples = np.random.default_rng(number).uniform(-0.9, 0.9, LENGTHS[number]).astype(np.float32)
    return Speech(samples=samples, sample_rate=sample_rate, marks=(), timing="estimated")


def alone(number: int, sample_rate: int) -> npt.NDArray[np.float32]:
    (samples,) = _at_programme_rate([speech(number, sample_rate)])
    return samples


@pytest.mark.parametrize("sample_rate", [22_050, 16_000, 24_000, 44_100])
@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(len(LENGTHS))), cuts=st.sets(st.integers(1, len(LENGTHS) - 1)))
def test_a_take_is_the_same_in_every_batch(sample_rate: int, order: list[int], cuts: set[int]) -> None:
    for start, end in pairwise([0, *sorted(cuts), len(order)]):
        batch = order[start:end]
        for number, samples in zip(batch, _at_programme_rate([speech(n, sample_rate) for n in batch]), strict=True):
            assert samples.tobytes() == alone(number, sample_rate).tobytes()


@pytest.mark.parametrize("sample_rate", [22_050, 16_000, SAMPLE_RATE])
def test_a_take_is_as_long_as_what_was_said(sample_rate: int) -> None:
    for number, length in enumerate(LENGTHS):
        assert len(alone(number, sample_rate)) == -(-length * SAMPLE_RATE // sample_rate)


def test_a_tone_keeps_its_place_and_its_level() -> None:
    time = np.arange(22_050) / 22_050
    sine = (0.5 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)
    tone = Speech(samples=sine, sample_rate=22_050, marks=(), timing="estimated")
    _, samples = _at_programme_rate([speech(0, 22_050), tone])
    wanted = 0.5 * np.sin(2 * np.pi * 440 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)
    inside = slice(2000, -2000)
    assert np.abs(samples[inside] - wanted[inside]).max() < 1e-3
