"""The leader before a finished programme: tone, silence for the slate, and a pop two seconds before the picture.

Tone is 1 kHz at alignment level, 18 dB below full scale (EBU R 68) or 20 (SMPTE RP 155); the «2-pop» lasts one frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from broadcast.audio.pcm import SAMPLE_RATE, to_pcm

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_HZ = 1000
_POP_BEFORE = 2
"""Seconds, counted in timecode, from the pop to the first frame of the programme."""


def leader(frame: float, nominal: int, tone: int, slate: int, level_dbfs: float) -> tuple[int, Iterator[bytes]]:
    """Frames and 24-bit PCM of a leader: `tone` seconds of tone and `slate` seconds of silence, the pop in it.

    Seconds are counted in timecode: at 29.97 frames a second, two of them are 60 frames.

    :raises ValueError: there is no room for the pop.
    """
    if slate <= _POP_BEFORE:
        raise ValueError(f"the slate must last longer than {_POP_BEFORE} seconds")
    frames = (tone + slate) * nominal
    ends = [round(at * frame * SAMPLE_RATE) for at in (tone * nominal, frames - _POP_BEFORE * nominal, frames)]
    pop_end = round((frames - _POP_BEFORE * nominal + 1) * frame * SAMPLE_RATE)
    return frames, iter(
        [
            to_pcm(_sine(ends[0], level_dbfs)),
            bytes(3 * (ends[1] - ends[0])),
            to_pcm(_sine(pop_end - ends[1], level_dbfs)),
            bytes(3 * (ends[2] - pop_end)),
        ]
    )


def _sine(length: int, level_dbfs: float) -> Samples:
    """A sine whose peaks are at a level: alignment level is that of a sine's peak in digital systems (EBU R 68)."""
    wave = np.sin(2 * np.pi * _HZ / SAMPLE_RATE * np.arange(length)) * 10 ** (level_dbfs / 20)
    samples: Samples = wave.astype(np.float32)
    return samples
