"""The timeline in whole frames, as the formats of editors' programs count it."""

from __future__ import annotations

import msgspec

from broadcast.model.edition import Edition
from broadcast.model.script import Segment
from broadcast.model.timeline import Clip, Marker, Timeline, Track


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
