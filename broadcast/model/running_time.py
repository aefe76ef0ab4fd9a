"""The running time of a programme against the one that was asked for; all in seconds."""

from __future__ import annotations

import msgspec


class SegmentTime(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A segment with the pause after it, its share of the target by its words, and by how much it is over that."""

    segment: str
    number: int
    seconds: float
    share: float
    over: float


class Cut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence that could be dropped, and the time that this would give back, its pause included."""

    segment: str
    number: int
    text: str
    seconds: float


class RunningTime(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`over` is how much the TRT is over the target (below zero: under it); the segments' own add up to it.

    `rate` is the factor by which voices are faster than the cast says, to fit.  `cuts` are the fewest sentences that
    would bring the programme under its target, in order; none where it is, or where no such sentences are enough.
    """

    target: float
    trt: float
    over: float
    rate: float
    segments: tuple[SegmentTime, ...]
    cuts: tuple[Cut, ...]
