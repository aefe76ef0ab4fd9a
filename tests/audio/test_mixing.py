"""Sounds on a time axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.audio import mixing
from broadcast.audio.mixing import Placed, laid, mixed
from broadcast.audio.pcm import from_pcm, to_pcm

if TYPE_CHECKING:
    from broadcast.model.speech import Samples


def placed(start: int, samples: Samples) -> Placed:
    return Placed(start, len(samples), lambda: to_pcm(samples))


def joined(blocks: object) -> Samples:
    return from_pcm(b"".join(blocks))  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=8), st.integers(0, 9))
def test_laid_sounds_are_where_they_belong(gaps: list[tuple[int, int]], rest: int) -> None:
    expected, sounds = [], []
    for number, (gap, length) in enumerate(gaps, 1):
        expected += [0.0] * gap
        sounds.append(placed(len(expected), np.full(length, number / 16, np.float32)))
        expected += [number / 16] * length
    expected += [0.0] * rest
    assert joined(laid(reversed(sounds), len(expected))).tolist() == expected
    assert joined(mixed(sounds, len(expected))).tolist() == expected


def test_overlapping_sounds_add_up_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixing, "_BLOCK", 4)
    sounds = [placed(1, np.full(9, 0.25, np.float32)), placed(6, np.full(3, 0.5, np.float32))]
    assert joined(mixed(sounds, 12)).tolist() == [0, *[0.25] * 5, *[0.75] * 3, 0.25, 0, 0]


def test_gain_is_in_decibels() -> None:
    assert joined(mixed([placed(0, np.full(2, 0.25, np.float32))], 2, 20 * np.log10(2))) == pytest.approx(0.5)


@pytest.mark.parametrize("starts", [(0, 3), (0, 7)])
def test_sounds_that_overlap_or_stand_out_are_refused(starts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        list(laid([placed(s, np.ones(4, np.float32)) for s in starts], 10))


def test_sound_is_fetched_when_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixing, "_BLOCK", 4)
    fetched: list[int] = []

    def fetch(number: int) -> bytes:
        fetched.append(number)
        return bytes(3)

    blocks = mixed([Placed(0, 1, lambda: fetch(0)), Placed(9, 1, lambda: fetch(1))], 10)
    next(blocks)
    assert fetched == [0]
