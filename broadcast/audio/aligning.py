"""Word times in a recording, found by warping a rendering of the same text, whose times are known, onto it.

What the warp tells to a frame or two, pauses tell better: a word beside one begins or ends at the pause's own edge.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from broadcast.audio.mfcc import HOP, frames
from broadcast.audio.pauses import Pause, pauses
from broadcast.audio.warping import Path, warp
from broadcast.model.speech import Mark

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_TOP_HZ = 7000.0
_PAD = 0.1  # seconds of silence at both ends of the rendering, for what the recording has before and after
_NEAR = 0.08  # seconds between a word's edge and the pause that it belongs to
_SURE = 0.1  # seconds from which a silence inside a phrase is a pause, and not the closure of a stop
_SAME = 1e-6  # a distance as good as none
_BROKEN = 0.03  # seconds between two words of the rendering that make it a break
_STRANGEST = 0.72  # of `strangeness`: the same words were measured at 0.69 at most, others at 0.74 at least


class Warped(NamedTuple):
    """Marks found in a recording, and how far it is from the rendering: 0 the same, about 1 other words."""

    marks: tuple[Mark, ...]
    strangeness: float

    @property
    def plausible(self) -> bool:
        """Whether the recording is of the same words."""
        return self.strangeness <= _STRANGEST


def warped(marks: tuple[Mark, ...], reference: Samples, reference_rate: int, samples: Samples, rate: int) -> Warped:
    """The marks of a rendering `reference` moved to where the same words are in `samples`; both mono `[shape=(n,)]`.

    Strangeness compares the way through both with the best way through the recording and the rendering backwards: what
    two voices and rooms have in common or not, other words have as well.

    :raises ValueError: there is nothing to compare: no marks, or no sound in one of the two.
    """
    if not marks or not np.any(reference) or not np.any(samples):
        raise ValueError("no words or no sound to align")
    ceiling = min(_TOP_HZ, 0.45 * min(reference_rate, rate))
    silence = np.zeros(round(_PAD * reference_rate), np.float32)
    first = frames(np.concatenate([silence, reference, silence]), reference_rate, ceiling)
    second = frames(samples, rate, ceiling)
    path = warp(first, second)
    starts, ends = (_moved(path, (edge(m) for m in marks)) for edge in (_start, _end))
    strangeness = path.distance.mean() / max(warp(first[::-1], second).distance.mean(), _SAME)
    found = pauses(samples, rate)
    joined = [float(b.start - a.end) < _BROKEN for a, b in pairwise(marks)]
    starts = [_edge(found, t, "end", whole) for t, whole in zip(starts, [False, *joined], strict=True)]
    ends = [_edge(found, t, "start", whole) for t, whole in zip(ends, [*joined, False], strict=True)]
    times = np.clip(np.column_stack([starts, ends]).ravel(), 0, len(samples) / rate)
    on_samples = np.rint(np.maximum.accumulate(times) * rate).astype(int).clip(0, len(samples)).reshape(-1, 2).tolist()
    return Warped(
        tuple(
            Mark(source=mark.source, start=Fraction(start, rate), end=Fraction(end, rate))
            for mark, (start, end) in zip(marks, on_samples, strict=True)
        ),
        float(strangeness),
    )


def _start(mark: Mark) -> float:
    return float(mark.start)


def _end(mark: Mark) -> float:
    return float(mark.end)


def _moved(path: Path, seconds: Iterable[float]) -> list[float]:
    """Where moments of the rendering are in the recording, in seconds."""
    places = np.bincount(path.first, path.second) / np.bincount(path.first)
    at = (np.array(list(seconds)) + _PAD) / HOP
    moved: list[float] = (np.interp(at, np.arange(len(places)), places) * HOP).tolist()
    return moved


def _edge(found: list[Pause], at: float, side: Literal["start", "end"], joined: bool) -> float:
    """A word's edge: that of the nearest pause beside it, if there is one."""
    shortest = _SURE if joined else 0.0
    edges = [getattr(p, side) for p in found if p.start - _NEAR <= at <= p.end + _NEAR and p.duration >= shortest]
    return min(edges, key=lambda edge: abs(edge - at), default=at)
