"""When cues come and go, once it is known which words they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadcast.newsroom.captioning.pace import Pace

LATE_FRAMES, EARLY_FRAMES = 2, 1  # a word begins up to one frame after the frame that it is on: two in all


@dataclass(frozen=True, slots=True)
class Spoken:
    """A cue before its times: the frame of its first word, the one after its last, and the frames it needs."""

    first: int
    last: int
    need: int
    pace: Pace


def cue_times(cues: Sequence[Spoken], end: int) -> list[tuple[int, int]]:
    """In-cue and out-cue of each cue in frames: in order, apart, each at least a frame long.

    `end` is the end of the programme; only cues whose words lie there go beyond it.
    """
    starts = _in_cues(cues)
    for k in range(len(cues)):
        _borrow(cues, starts, k)
    last = max(end, starts[-1] + 1, cues[-1].last) if cues else end
    times = []
    for k, cue in enumerate(cues):
        if k + 1 < len(cues):
            out = cue.pace.out_cue(starts[k], cue.last, cue.need, starts[k + 1])
        else:
            # nothing follows: no pause is asked for, but there is nothing to show it on after the end
            out = min(last, cue.pace.out_cue(starts[k], cue.last, cue.need, last + cue.pace.longest))
        times.append((starts[k], out))
    return times


def _in_cues(cues: Sequence[Spoken]) -> list[int]:
    starts: list[int] = []
    earliest = 0
    for cue in cues:
        start = max(cue.first, earliest)
        starts.append(start)
        earliest = start + 1 + cue.pace.gap
    return starts


def _spare(cues: Sequence[Spoken], starts: Sequence[int], k: int) -> int:
    """Frames that cue k can give away, below zero where it lacks them; the last one has the end of the programme."""
    if k + 1 == len(cues):
        return 0
    return starts[k + 1] - cues[k].pace.gap - starts[k] - cues[k].need


def _borrow(cues: Sequence[Spoken], starts: list[int], k: int) -> None:
    """Give a cue that is a few frames short those that its neighbours can do without."""
    lack = -_spare(cues, starts, k)
    if lack <= 0 or k + 1 == len(cues):
        return
    late = max(0, min(lack, cues[k + 1].first + LATE_FRAMES - starts[k + 1], _spare(cues, starts, k + 1)))
    early = 0
    if k and late < lack:
        early = max(0, min(lack - late, starts[k] - cues[k].first + EARLY_FRAMES, _spare(cues, starts, k - 1)))
    if late + early >= lack:
        starts[k + 1] += late
        starts[k] -= early
