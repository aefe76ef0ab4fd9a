"""Who is to be named on screen, and when: what the table of lower thirds and the timelines' markers share."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from broadcast.exporters.layout import programme
from broadcast.model.edition import Edition

LONGEST = Fraction(5)
"""Seconds that a title stays, or the quote if that is shorter: time to read two lines twice (our own figure)."""


class Super(NamedTuple):
    """One lower third: frames ``[start, end)`` from the first frame of the programme."""

    name: str
    role: str
    start: int
    end: int
    appearance: int
    speaker: str
    segment: str


def supers(edition: Edition) -> Iterator[Super]:
    """The lower thirds of a programme in order; a quote without a known speaker has none."""
    seen: dict[str, int] = {}
    longest = edition.timeline.frame_rate.nearest(LONGEST)
    for item in programme(edition):
        if speaker := item.track.speaker:
            seen[speaker.id] = seen.get(speaker.id, 0) + 1
            end = min(item.end, item.start + longest)
            yield Super(speaker.name, speaker.role, item.start, end, seen[speaker.id], speaker.id, item.clip.segment)
