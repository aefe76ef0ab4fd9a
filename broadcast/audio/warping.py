"""Dynamic time warping: which frame of one sound belongs to which of another.

Sakoe and Chiba, 1978 (IEEE TASSP 26/1); coarse first and then within a corridor around what was found, as in Salvador
and Chan's FastDTW, 2007, so that what grows with the square of the length is small.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Frames = npt.NDArray[np.float32]
    Indices = npt.NDArray[np.intp]

_COARSE = 4  # frames that are taken together at first
_RADIUS = 8  # frames on either side of the coarse path
_ROWS = 32  # rows whose distances are computed at once
_UP, _DIAGONAL, _LEFT = 0, 1, 2
_FAR = 1e30


class Path(NamedTuple):
    """Pairs of frames in order, `[shape=(n,)]` each, and the distance of each pair."""

    first: Indices
    second: Indices
    distance: npt.NDArray[np.float64]


def warp(first: Frames, second: Frames) -> Path:
    """The path of least distance through two sequences of features, from their beginnings to their ends."""
    a, b = _pooled(first, _COARSE), _pooled(second, _COARSE)
    path = _path(a, b, np.zeros(len(a), np.intp), np.full(len(a), len(b)))
    return _path(first, second, *_corridor(path, len(first), len(second)))


def _pooled(frames: Frames, size: int) -> Frames:
    """The means of `size` frames each; the last one may be of fewer."""
    starts = np.arange(0, len(frames), size)
    counts = np.minimum(size, len(frames) - starts)
    return (np.add.reduceat(frames, starts, axis=0) / counts[:, None]).astype(np.float32)


def _corridor(path: Path, rows: int, columns: int) -> tuple[Indices, Indices]:
    """For each row the half-open range of columns near a coarse path."""
    factor = _COARSE
    coarse = int(path.first[-1]) + 1
    low, high = np.full(coarse, columns), np.zeros(coarse, np.intp)
    np.minimum.at(low, path.first, path.second * factor)
    np.maximum.at(high, path.first, (path.second + 1) * factor)
    reach = -(-_RADIUS // factor)
    low = np.concatenate([np.full(reach, low[0]), low[:-reach]]) if coarse > reach else np.full(coarse, low[0])
    high = np.concatenate([high[reach:], np.full(reach, high[-1])]) if coarse > reach else np.full(coarse, high[-1])
    low = np.clip(np.repeat(low, factor)[:rows] - _RADIUS, 0, columns - 1)
    high = np.clip(np.repeat(high, factor)[:rows] + _RADIUS, low + 1, columns)
    low[0], high[-1] = 0, columns
    return low.astype(np.intp), high.astype(np.intp)


def _path(a: Frames, b: Frames, low: Indices, high: Indices) -> Path:
    """Row by row: what is reached from the row above by steps down and across, then along the row by a running minimum.

    ``total[j] = cost[j] + min(above[j], above[j - 1], total[j - 1])``; with the row's own costs added up to `sums`,
    the last of the three is ``sums[j] + min over k <= j of (entry[k] - sums[k - 1])``.
    """
    total = np.zeros(1)
    before = -1
    steps = []
    for start, stop, cost in _costs(a, b, low, high):
        above = np.full(stop - start + 1, _FAR)  # from column start - 1 on
        shift = start - 1 - before
        part = total[max(shift, 0) : stop - before]
        above[max(-shift, 0) : max(-shift, 0) + len(part)] = part
        diagonal, straight = above[:-1], above[1:]
        sums = np.cumsum(cost)
        lead = np.minimum(diagonal, straight) - (sums - cost)
        best = np.minimum.accumulate(lead)
        step = (diagonal <= straight).view(np.uint8)
        step[best < lead] = _LEFT
        total, before = best + sums, start
        steps.append(step)
    rows, columns = _traced(steps, low)
    return Path(rows, columns, np.linalg.norm(a[rows] - b[columns], axis=1).astype(np.float64))


def _costs(a: Frames, b: Frames, low: Indices, high: Indices) -> Iterator[tuple[int, int, npt.NDArray[np.float64]]]:
    """For each row of the corridor its range of columns and the distances in it."""
    for first in range(0, len(a), _ROWS):
        rows = a[first : first + _ROWS]
        starts, stops = low[first : first + _ROWS].tolist(), high[first : first + _ROWS].tolist()
        left = starts[0]
        columns = b[left : stops[-1]]
        squares = (rows * rows).sum(axis=1)[:, None] + (columns * columns).sum(axis=1) - 2 * (rows @ columns.T)
        distances = np.sqrt(np.maximum(squares, 0)).astype(np.float64)
        for start, stop, row in zip(starts, stops, distances, strict=True):
            yield start, stop, row[start - left : stop - left]


def _traced(steps: list[npt.NDArray[np.uint8]], low: Indices) -> tuple[Indices, Indices]:
    """Back from the last corner to the first."""
    starts = low.tolist()
    row = len(steps) - 1
    column = starts[row] + len(steps[row]) - 1
    rows, columns = [], []
    while row >= 0:
        rows.append(row)
        columns.append(column)
        step = steps[row][column - starts[row]]
        if step != _UP:
            column -= 1
        if step != _LEFT:
            row -= 1
    return np.array(rows[::-1]), np.array(columns[::-1])
