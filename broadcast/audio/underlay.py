"""What lies under the voices of a mix: natural sound, which goes down while somebody speaks, and room tone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from broadcast.audio.pcm import SAMPLE_RATE, to_pcm

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

LONGEST = 600 * SAMPLE_RATE
"""Samples of a recording that are used; a longer programme hears them again."""

_CROSSFADE = 2 * SAMPLE_RATE  # where the end of a recording meets its beginning
_EDGE = SAMPLE_RATE // 2  # fade at both ends of the programme
_BLOCK = 1 << 19


def looped(samples: Samples) -> Samples:
    """A recording `[shape=(n,)]` whose end goes over into its beginning with equal power: it can be repeated."""
    fade = min(_CROSSFADE, len(samples) // 3)
    if not fade:
        return samples
    up = np.sin(np.linspace(0, np.pi / 2, fade, dtype=np.float32))
    ring = samples[: len(samples) - fade].copy()
    ring[:fade] = ring[:fade] * up + samples[len(samples) - fade :] * up[::-1]
    return ring


class Underlay:
    """A recording under a programme of `length` samples, `gain_db` louder than it is, `duck_db` lower under the voices.

    `voices` are ranges of samples in which somebody speaks.  The sound is down when a voice begins and comes up when
    it has ended; between voices that are close it stays down.
    """

    def __init__(
        self,
        samples: Samples,
        length: int,
        gain_db: float,
        *,
        duck_db: float = 0.0,
        voices: Iterable[tuple[int, int]] = (),
        down: int = 0,
        up: int = 0,
    ) -> None:
        self._ring = samples if len(samples) >= length else looped(samples)
        self.length = length
        self._gain = np.float32(10 ** (gain_db / 20))
        self._at, self._db = _ducking(voices if duck_db else (), duck_db, down, up)

    def block(self, start: int, end: int) -> Samples:
        """Samples ``[start, end)``."""
        places = np.arange(start, end)
        samples = self._ring[places % len(self._ring)] * self._gain
        if len(self._at):
            samples *= 10 ** (np.interp(places, self._at, self._db) / 20).astype(np.float32)
        edge = min(_EDGE, self.length // 2)
        if start < edge or end > self.length - edge:
            samples *= np.clip(np.minimum(places + 1, self.length - places) / max(edge, 1), 0, 1).astype(np.float32)
        return samples.astype(np.float32, copy=False)

    def whole(self) -> Iterator[bytes]:
        """24-bit PCM of all of it, in blocks."""
        for start in range(0, self.length, _BLOCK):
            yield to_pcm(self.block(start, min(start + _BLOCK, self.length)))


def _ducking(
    voices: Iterable[tuple[int, int]], duck_db: float, down: int, up: int
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Where the gain changes its course (samples), and what it is there (dB)."""
    runs: list[list[int]] = []
    for start, end in sorted(voices):
        if runs and start - down <= runs[-1][1] + up:
            runs[-1][1] = max(end, runs[-1][1])
        else:
            runs.append([start, end])
    at = [place for start, end in runs for place in (start - down, start, end, end + up)]
    return np.array(at, np.float64), np.tile(np.array([0.0, -duck_db, -duck_db, 0.0]), len(runs))
