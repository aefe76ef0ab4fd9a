"""The loudest sample of each fiftieth of a second, and the block characters that show it."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from broadcast.terminal.suite.window import Window

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Peaks = npt.NDArray[np.int16]

RATE = 50  # peaks a second
_BLOCKS = " ▁▂▃▄▅▆▇█"
_AT_A_TIME = 10 * RATE
_FULL = 127
_LIFT = 0.75
_WIDEST = 4  # bytes of a sample


def peaks_of(path: Path) -> Iterator[Peaks]:
    """Peaks of a WAV file in [0, 128], ten seconds at a time; nothing where it is no PCM of two bytes or more.

    Only the first byte of each sample is looked at: eight levels a row need no more, and a long file is read fast.
    """
    import numpy as np

    try:
        with wave.open(str(path), "rb") as sound:
            size, channels = sound.getsampwidth(), sound.getnchannels()
            frames = sound.getframerate() // RATE
            if not 1 < size <= _WIDEST or frames < 1:
                return
            while data := sound.readframes(frames * _AT_A_TIME):
                whole = len(data) // (size * channels)
                tops = np.frombuffer(data, np.int8)[size - 1 :: size][: whole * channels].astype(np.int16)
                padded = np.zeros(-(-whole // frames) * frames * channels, np.int16)
                padded[: len(tops)] = np.abs(tops)
                yield padded.reshape(-1, frames * channels).max(axis=1)
    except (OSError, EOFError, wave.Error):
        return


def drawn(peaks: Peaks, window: Window, height: int) -> list[str]:
    """`height` rows of block characters over a window's columns, from the top down."""
    import numpy as np

    columns = window.grid.total
    step = float(window.scale) * RATE
    edges = (float(window.start) * RATE + np.arange(columns + 1) * step + 1e-6).astype(int)
    edges[1:] = np.maximum(edges[1:], edges[:-1] + 1)
    known = int(np.searchsorted(edges[:-1], len(peaks)))  # columns that have any
    if not known:
        return [""] * height
    tops = np.maximum.reduceat(peaks[: edges[known]], edges[:known]) / _FULL
    # What is quiet is lifted: speech at -23 LUFS would hardly leave the floor of a linear scale.
    levels = np.ceil(np.minimum(tops, 1) ** _LIFT * height * (len(_BLOCKS) - 1)).astype(int)
    rows = []
    for row in range(height - 1, -1, -1):
        inside = np.clip(levels - row * (len(_BLOCKS) - 1), 0, len(_BLOCKS) - 1)
        rows.append("".join(_BLOCKS[level] for level in inside))
    return rows
