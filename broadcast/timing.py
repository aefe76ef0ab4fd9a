"""Time: exact fractions of a second, the frame grid, SMPTE timecode.

Nothing here rounds by accident: seconds are :class:`fractions.Fraction`, frames are whole numbers, and the three ways
from one to the other (`floor`, `ceil`, `nearest`) are named where they are used.
"""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from broadcast.errors import UsageError

_TIMECODE = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)([:;])(\d{2})")
_RUNNING_TIME = re.compile(r"(?:(?:([0-9]{1,2}):)?([0-9]{1,4}):)?([0-9]{1,5}(?:\.[0-9]{1,6})?)")


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A half-open range of time ``[start, end)`` in seconds; whoever holds it says which clock it is on."""

    start: Fraction
    end: Fraction

    @property
    def duration(self) -> Fraction:
        return self.end - self.start

    def shifted(self, by: Fraction) -> Span:
        return Span(self.start + by, self.end + by)


class FrameRate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frames a second as an exact ratio; ``drop_frame`` chooses how 29.97 and 59.94 are numbered (SMPTE ST 12-1)."""

    rate: Fraction
    drop_frame: bool = False

    @classmethod
    def parse(cls, text: str) -> FrameRate:
        """Read ``25``, ``50``, ``23.976``, ``29.97``, ``29.97df``, ``30000/1001``.

        :raises UsageError: a rate that no broadcaster uses.
        """
        name = text.strip().lower()
        drop = name.endswith("df")
        rate = _RATES.get(name.removesuffix("df"))
        if rate is None or (drop and rate.denominator == 1):
            known = ", ".join([*(n for n in _RATES if "/" not in n), "29.97df", "59.94df"])
            raise UsageError(f"{text!r} is not a frame rate", remedy=f"known: {known}")
        return cls(rate, drop)

    @property
    def nominal(self) -> int:
        """The whole number that timecode counts to: 30 for 29.97."""
        return -(-self.rate.numerator // self.rate.denominator)

    @property
    def frame(self) -> Fraction:
        """Seconds that one frame lasts."""
        return 1 / self.rate

    @property
    def ntsc(self) -> bool:
        """Whether the rate is a thousandth slower than its nominal one."""
        return self.rate.denominator != 1

    def floor(self, seconds: Fraction) -> int:
        """The frame that is on screen at a time."""
        return (seconds * self.rate).__floor__()

    def ceil(self, seconds: Fraction) -> int:
        """The first frame that begins at a time or after it."""
        return (seconds * self.rate).__ceil__()

    def nearest(self, seconds: Fraction) -> int:
        """The frame boundary nearest to a time; a tie goes to the later one."""
        return (seconds * self.rate + Fraction(1, 2)).__floor__()

    def seconds(self, frames: int) -> Fraction:
        return frames / self.rate

    def on_grid(self, seconds: Fraction) -> bool:
        return (seconds * self.rate).denominator == 1

    def timecode(self, frames: int) -> str:
        """SMPTE timecode of a frame count from 00:00:00:00, ``;`` before the frames where numbers are dropped.

        Drop-frame leaves out the numbers ;00 and ;01 (at 59.94 also ;02 and ;03) of each minute but every tenth.
        """
        base = self.nominal
        number = frames
        if self.drop_frame:
            dropped = base // 15
            minute, ten = 60 * base - dropped, 600 * base - 9 * dropped
            tens, rest = divmod(frames, ten)
            number += 9 * dropped * tens
            if rest >= 60 * base:
                number += dropped * ((rest - 60 * base) // minute + 1)
        seconds, frame = divmod(number, base)
        mark = ";" if self.drop_frame else ":"
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{frame:02d}"

    def frames(self, timecode: str) -> int:
        """The frame count of a timecode: the inverse of :meth:`timecode`.

        :raises UsageError: not a timecode at this rate, or a number that drop-frame leaves out.
        """
        found = _TIMECODE.fullmatch(timecode.strip())
        if not found:
            raise UsageError(f"{timecode!r} is not a timecode", remedy="write HH:MM:SS:FF")
        hours, minutes, seconds, frame = (int(found[i]) for i in (1, 2, 3, 5))
        base = self.nominal
        count = ((hours * 60 + minutes) * 60 + seconds) * base + frame
        if self.drop_frame:
            dropped = base // 15
            total = hours * 60 + minutes
            count -= dropped * (total - total // 10)
        if frame >= base or self.timecode(count).replace(";", ":") != timecode.strip().replace(";", ":"):
            raise UsageError(f"{timecode!r} does not exist at {self}", remedy="check the frame number")
        return count

    def __str__(self) -> str:
        name = f"{self.rate}" if self.rate.denominator == 1 else f"{float(self.rate):.3f}".rstrip("0")
        return f"{name}df" if self.drop_frame else name


_RATES = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30000, 1001),
    "30": Fraction(30),
    "50": Fraction(50),
    "59.94": Fraction(60000, 1001),
    "60": Fraction(60),
    "24000/1001": Fraction(24000, 1001),
    "30000/1001": Fraction(30000, 1001),
    "60000/1001": Fraction(60000, 1001),
}

PAL = FrameRate(Fraction(25))

LONGEST = Fraction(24 * 3600)


def running_time(text: str) -> Fraction:
    """Read a running time: ``90``, ``1:30``, ``0:01:30``, ``1:30.5``, in seconds.

    :raises UsageError: none of these, nothing at all, or more than a day.
    """
    found = _RUNNING_TIME.fullmatch(text.strip())
    hours, minutes, seconds = found.groups() if found else ("", "", "0")
    total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + Fraction(seconds)
    clocked = not minutes or Fraction(seconds) < 60
    if not 0 < total <= LONGEST or not clocked or (hours and int(minutes) >= 60):
        raise UsageError(f"{text!r} is not a running time", remedy="write 1:30 or 90, at most 24 hours")
    return total
