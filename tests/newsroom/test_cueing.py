"""In-cues that move by a frame or two: by hand, and against every way to move them."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.newsroom.captioning.cueing import EARLY_FRAMES, LATE_FRAMES, Spoken, cue_times
from broadcast.newsroom.captioning.pace import Pace
from broadcast.timing import PAL
from tests.newsroom.captions import HOUSE

PACE = Pace.of(HOUSE, PAL)


def _cue(first: int, last: int, need: int) -> Spoken:
    return Spoken(first, last, need, PACE)


def test_frames_are_lent_through_a_neighbour_that_has_none_to_spare() -> None:
    cues = [_cue(10, 40, 30), _cue(40, 70, 29), _cue(70, 120, 21)]
    # the first lacks two frames (40 - 2 - 10 is 28); the second has none too many, the third has plenty
    assert cue_times(cues, 200) == [(9, 39), (41, 70), (72, 132)]


def test_nothing_moves_where_moving_does_not_help() -> None:
    cues = [_cue(0, 40, 60), _cue(40, 80, 30)]
    assert [start for start, _ in cue_times(cues, 200)] == [0, 40]


@st.composite
def _speech(draw: st.DrawFn) -> list[Spoken]:
    at, cues = draw(st.integers(0, 3)), []
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(21, 40))
        cues.append(_cue(at, at + length, length + draw(st.integers(-6, 4))))
        at += length
    return cues


@given(_speech())
@settings(max_examples=100, deadline=None)
def test_no_other_move_leaves_fewer_cues_short(cues: list[Spoken]) -> None:
    times = cue_times(cues, cues[-1].last)
    shifts = [start - cue.first for (start, _), cue in zip(times, cues, strict=True)]
    assert all(-EARLY_FRAMES <= shift <= LATE_FRAMES for shift in shifts)
    moves = product(range(-EARLY_FRAMES, LATE_FRAMES + 1), repeat=len(cues))
    possible = [m for m in moves if m[0] + cues[0].first >= 0]
    assert _cost(cues, shifts) == min(_cost(cues, list(move)) for move in possible)


def _cost(cues: list[Spoken], shifts: list[int]) -> tuple[int, int]:
    """How many cues stay short, then the frames that they lack and that were moved."""
    starts = [cue.first + shift for cue, shift in zip(cues, shifts, strict=True)]
    edges = pairwise([*starts, cues[-1].last + PACE.gap])
    lacks = [max(0, start + cue.need - (after - PACE.gap)) for cue, (start, after) in zip(cues, edges, strict=True)]
    return sum(lack > 0 for lack in lacks), sum(lacks) + sum(map(abs, shifts))
