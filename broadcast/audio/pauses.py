"""Pauses in speech, by its energy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_STEP = 0.005  # seconds
_SHORTEST = 0.06
_QUIET_DB = 35.0  # below the loud steps
_ABOVE_NOISE_DB = 6.0
_LOUD, _NOISE = 95, 5  # percentiles


class Pause(NamedTuple):
    """A stretch without speech, in seconds from the first sample."""

    start: float
    end: float

    @property
    def duration(self) -> float:
        return self.end - self.start


def pauses(samples: Samples, rate: int) -> list[Pause]:
    """Where mono samples `[shape=(n,)]` are quiet for 60 ms or more: 35 dB below speech, or as low as its noise."""
    size = max(round(_STEP * rate), 1)
    steps = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size).astype(np.float64)
    level = 10 * np.log10((steps**2).mean(axis=1) + 1e-12)
    if not len(level):
        return []
    threshold = max(
        float(np.percentile(level, _LOUD)) - _QUIET_DB, float(np.percentile(level, _NOISE)) + _ABOVE_NOISE_DB
    )
    edges = np.flatnonzero(np.diff(np.concatenate([[0], level < threshold, [0]])))
    found = (Pause(a * size / rate, min(b * size, len(samples)) / rate) for a, b in edges.reshape(-1, 2).tolist())
    return [pause for pause in found if pause.duration >= _SHORTEST]
