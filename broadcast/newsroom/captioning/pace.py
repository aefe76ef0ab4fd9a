"""A profile's times in frames, and when a cue leaves the screen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from broadcast.model.caption import CaptionProfile
from broadcast.timing import FrameRate


@dataclass(frozen=True, slots=True)
class Pace:
    """Frames: between cues, of a visible pause, after the last word, of the shortest and longest cue, before the first.

    `reading[n]` is how long n characters must stay on screen, the shortest duration included.
    """

    gap: int
    pause: int
    hang: int
    shortest: int
    longest: int
    reading: list[int]
    lead: int = 0

    @classmethod
    def of(cls, profile: CaptionProfile, frame_rate: FrameRate) -> Pace:
        shortest = max(1, frame_rate.ceil(profile.shortest))
        speed = Fraction(str(profile.reading_speed)) / frame_rate.rate
        room = profile.lines * (profile.characters + 1)
        return cls(
            gap=profile.gap_frames,
            pause=max(profile.gap_frames, frame_rate.ceil(profile.pause)),
            hang=frame_rate.floor(profile.hang),
            shortest=shortest,
            longest=max(shortest, frame_rate.floor(profile.longest)),
            reading=[max(shortest, (n / speed).__ceil__()) for n in range(room)],
            lead=frame_rate.floor(profile.lead_in),
        )

    def in_cue(self, heard: int, silent_from: int) -> int:
        """When a cue comes whose first word is heard at a frame, after a silence that began at another.

        It comes early only in a pause that stays a visible one before it.
        """
        return max(heard - self.lead, min(heard, silent_from + self.pause)) if self.lead else heard

    def natural_out(self, spoken: int, following: int) -> int:
        """The out-cue of a cue that has time enough.

        It hangs after its last word (which ends at `spoken`), or runs up to the next in-cue (`following`) where less
        than a pause would be left, or where speech goes on without a break.
        """
        chained = following - self.gap
        if chained - spoken <= self.hang or following - self.pause < spoken:
            return chained
        return min(spoken + self.hang, following - self.pause)

    def out_cue(self, start: int, spoken: int, need: int, following: int) -> int:
        """When a cue that came at `start` goes, always after it.

        A cue that needs more time than its words gave takes it from the pause, as a visible one or all of it.
        """
        out = self.natural_out(spoken, following)
        if out < start + need:
            out = start + need
            if following - out < self.pause:
                out = following - self.gap
        if out > start + self.longest:
            out = start + self.longest
            if self.gap < following - out < self.pause:
                out = following - self.pause
        return max(out, start + 1)
