"""The timeline: where each take lies, to the frame.

Timeline time counts seconds from the first frame of the programme; `Timeline.start` is the timecode of that frame.
Clips begin and end on the frame grid.  docs/time.md names the coordinate system of every range.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from broadcast.model.script import Kind, Speaker
from broadcast.model.speech import Take
from broadcast.timing import FrameRate, Span

Colour = Literal["red", "yellow", "green", "blue"]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence's take inside a clip's recording; `start` is in seconds from the recording's first sample."""

    take: Take
    start: Fraction


class Clip(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A segment on its track.

    The recording of the segment (`media`, a path inside the package) is as long as the clip; its audio is `parts`
    with silence between.  `slate` is the path of the picture that says who speaks; empty where none was asked for.
    """

    segment: str
    number: int
    name: str
    media: str
    start: Fraction
    duration: Fraction
    parts: tuple[Part, ...]
    slate: str = ""

    @property
    def end(self) -> Fraction:
        return self.start + self.duration

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Track(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One voice: narration, or a speaker.  `id` also names its stem."""

    id: str
    name: str
    kind: Kind
    clips: tuple[Clip, ...]
    speaker: Speaker | None = None


class BedTrack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sound under the voices: its name, and its recording in the package, as long as the programme and never ducked."""

    name: str
    media: str


class Marker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A note on the timeline: a lower third, a warning."""

    start: Fraction
    duration: Fraction
    name: str
    note: str = ""
    colour: Colour = "green"


class Timeline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tracks and markers; `start` is the timecode of the first frame as real time runs, in seconds from 00:00:00:00: at
    29.97 frames a second 01:00:00:00 is 3603.6 s, with drop-frame 01:00:00;00 is 3599.9964 s.

    A track is a voice.  How editors' programs show them is `quotes_together` (all quotes on one track) and
    `quotes_muted` (the draft voice that holds a quote's place is switched off); `beds` are tracks of no voice.
    """

    frame_rate: FrameRate
    sample_rate: int
    start: Fraction
    tracks: tuple[Track, ...]
    markers: tuple[Marker, ...] = ()
    beds: tuple[BedTrack, ...] = ()
    quotes_together: bool = False
    quotes_muted: bool = False

    @property
    def clips(self) -> tuple[Clip, ...]:
        """All clips in the order in which they are heard."""
        return tuple(sorted((c for t in self.tracks for c in t.clips), key=lambda c: c.start))

    @property
    def duration(self) -> Fraction:
        """The total running time (TRT)."""
        return max((c.end for t in self.tracks for c in t.clips), default=Fraction(0))
