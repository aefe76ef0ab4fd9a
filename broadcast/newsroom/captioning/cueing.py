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
    if not cues:
        return []
    final = cues[-1]
    starts = _in_cues(cues)
    end = max(end, starts[-1] + 1, final.last)
    starts.append(end + final.pace.gap)  # as if another cue came when the programme is over
    for k in range(len(cues)):
        _borrow(cues, starts, k)
    times = [
        (starts[k], cue.pace.out_cue(starts[k], cue.last, cue.need, starts[k + 1])) for k, cue in enumerate(cues[:-1])
    ]
    # after the last cue no pause is asked for
    out = final.pace.out_cue(starts[-2], final.last, final.need, end + final.pace.gap + final.pace.longest)
    return [*times, (starts[-2], min(out, end))]


def _in_cues(cues: Sequence[Spoken]) -> list[int]:
    starts: list[int] = []
    earliest = 0
    for cue in cues:
        start = max(cue.first, earliest)
        starts.append(start)
        earliest = start + 1 + cue.pace.gap
    return starts


def _spare(cue: Spoken, start: int, following: int) -> int:
    """Frames that a cue can give away, below zero where it lacks them."""
    return following - cue.pace.gap - start - cue.need


def _borrow(cues: Sequence[Spoken], starts: list[int], k: int) -> None:
    """Give a cue that is a few frames short those that its neighbours can do without."""
    cue = cues[k]
    lack = -_spare(cue, starts[k], starts[k + 1])
    if lack <= 0:
        return
    late = early = 0
    if k + 1 < len(cues):
        following = cues[k + 1]
        spare = _spare(following, starts[k + 1], starts[k + 2])
        late = max(0, min(lack, following.first + LATE_FRAMES - starts[k + 1], spare))
    if k and late < lack:
        spare = _spare(cues[k - 1], starts[k - 1], starts[k])
        early = max(0, min(lack - late, starts[k] - cue.first + EARLY_FRAMES, spare))
    if late + early >= lack:
        starts[k + 1] += late
        starts[k] -= early
