"""The timeline in whole frames, as the formats of editors' programs count it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from broadcast.model.edition import Edition
from broadcast.model.script import Segment
from broadcast.model.timeline import Clip, Marker, Timeline, Track

QUOTES = "quotes"
"""The id of the lane of all quotes; where it is, no speaker has one."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A clip on its track: frames ``[start, end)`` from the first frame of the programme; its segment if known."""

    clip: Clip
    track: Track
    segment: Segment | None
    start: int
    end: int

    @property
    def duration(self) -> int:
        return self.end - self.start

    @property
    def text(self) -> str:
        return self.segment.text if self.segment else self.clip.name


class Lane(NamedTuple):
    """A track as editors' programs show it: a voice, or all quotes; `id` is ASCII and no other lane's."""

    id: str
    name: str
    items: tuple[Placed, ...]


def lanes(edition: Edition) -> tuple[Lane, ...]:
    """The tracks of voices: narration, and a lane a speaker or one for all of them, as the timeline says."""
    tracks = edition.timeline.tracks
    if not edition.timeline.quotes_together:
        return tuple(Lane(track.id, track.name, placed(edition, track)) for track in tracks)
    own = [Lane(track.id, track.name, placed(edition, track)) for track in tracks if track.kind != "quote"]
    quotes = [item for item in programme(edition) if item.track.kind == "quote"]
    return (*own, Lane(QUOTES, "Quotes", tuple(quotes))) if quotes else tuple(own)


def pictured(edition: Edition) -> tuple[Placed, ...]:
    """The clips that have a slate, in the order in which they are heard."""
    return tuple(item for item in programme(edition) if item.clip.slate)


def placed(edition: Edition, track: Track) -> tuple[Placed, ...]:
    """The clips of a track in order."""
    segments = {s.id: s for s in edition.script.segments}
    nearest = edition.timeline.frame_rate.nearest
    return tuple(
        Placed(clip=c, track=track, segment=segments.get(c.segment), start=nearest(c.start), end=nearest(c.end))
        for c in sorted(track.clips, key=lambda c: c.start)
    )


def programme(edition: Edition) -> tuple[Placed, ...]:
    """The clips of all tracks in the order in which they are heard."""
    found = (p for track in edition.timeline.tracks for p in placed(edition, track))
    return tuple(sorted(found, key=lambda p: p.start))


def first_frame(timeline: Timeline) -> int:
    """The frame that `Timeline.start` names, counted from timecode 00:00:00:00.

    At 29.97 the timecode 01:00:00:00 is frame 108,000 and lies 3,603.6 seconds from zero.
    """
    return timeline.frame_rate.nearest(timeline.start)


def total(timeline: Timeline) -> int:
    """The running time in frames."""
    return timeline.frame_rate.nearest(timeline.duration)


def marked(marker: Marker, timeline: Timeline) -> tuple[int, int]:
    """The frames ``[start, end)`` of a marker, at least one."""
    rate = timeline.frame_rate
    start = rate.nearest(marker.start)
    return start, max(start + 1, rate.nearest(marker.start + marker.duration))
