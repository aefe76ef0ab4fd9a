"""When cues come and go, once it is known which words they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from broadcast.newsroom.captioning.pace import Pace

LATE_FRAMES, EARLY_FRAMES = 2, 1  # a word begins up to one frame after the frame that it is on: two in all
_LACK = 1000  # a cue that stays short weighs more than any frames moved


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
    starts = _lend(cues, starts, end + final.pace.gap)  # as if another cue came when the programme is over
    times = [
        (start, cue.pace.out_cue(start, cue.last, cue.need, following))
        for cue, (start, following) in zip(cues, pairwise(starts), strict=False)
    ]
    # after the last cue no pause is asked for
    out = final.pace.out_cue(starts[-1], final.last, final.need, end + final.pace.gap + final.pace.longest)
    return [*times, (starts[-1], min(out, end))]


def _in_cues(cues: Sequence[Spoken]) -> list[int]:
    starts: list[int] = []
    earliest = 0
    for cue in cues:
        start = max(cue.first, earliest)
        starts.append(start)
        earliest = start + 1 + cue.pace.gap
    return starts


def _lend(cues: Sequence[Spoken], starts: Sequence[int], end: int) -> list[int]:
    """Move in-cues by a frame or two where that gives a cue the frames that it lacks.

    A cue takes them from its neighbours, and these from theirs: the fewest cues that stay short, then the fewest frames
    moved, by dynamic programming over the shifts of each in-cue.
    """
    reached: dict[int, int] = {}  # cost by in-cue of the cue at hand
    came: list[dict[int, int]] = []  # for each cue the in-cue of the one before, by its own
    for k, cue in enumerate(cues):
        here: dict[int, int] = {}
        origin: dict[int, int] = {}
        for start in _shifts(cue, starts[k]):
            best = _previous(cues[k - 1], reached, start) if k else (0, 0)
            if best is not None:
                here[start] = best[0] + abs(start - starts[k])
                origin[start] = best[1]
        reached = here
        came.append(origin)
    last = _previous(cues[-1], reached, end)
    at = last[1] if last else starts[-1]
    chosen = []
    for origin in reversed(came):
        chosen.append(at)
        at = origin[at]
    return chosen[::-1]


def _shifts(cue: Spoken, start: int) -> Iterable[int]:
    """The in-cues near enough to the sound, the given one first."""
    yield start
    for shifted in range(cue.first - EARLY_FRAMES, cue.first + LATE_FRAMES + 1):
        if shifted >= 0 and shifted != start and start <= cue.first + LATE_FRAMES:
            yield shifted


def _previous(cue: Spoken, reached: dict[int, int], following: int) -> tuple[int, int] | None:
    """The cheapest cost of a cue that is followed at a frame, and its in-cue; None where it has no frame left."""
    out = following - cue.pace.gap
    best: tuple[int, int] | None = None
    for start, cost in reached.items():
        lack = start + cue.need - out
        if lack > 0:
            cost += _LACK + lack
        if start < out and (best is None or cost < best[0]):
            best = cost, start
    return best
