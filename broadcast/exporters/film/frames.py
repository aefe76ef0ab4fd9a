"""The frames of a film: its stills, on which only the play-head and the timecode move."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from broadcast.exporters.film.canvas import Canvas, font
from broadcast.exporters.film.stills import BAR, WAVE, Painter, stills
from broadcast.exporters.layout import first_frame
from broadcast.model.edition import Edition

if TYPE_CHECKING:
    from broadcast.exporters.film.canvas import Plane

_DIGITS = "0123456789:;"
_WHITE = 235  # of luma, in video range
WIDTH, HEIGHT = 768, 432  # whole macroblocks of 16 by 16
_FASTEST = 30  # frames a second: a preview at 50 shows every second frame


class Frames:
    """Frames as 4:2:0 planes, one after the other; `step` frames of the programme pass from one to the next."""

    def __init__(self, edition: Edition, peaks: bytes, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.width, self.height = width, height
        rate = edition.timeline.frame_rate
        self.step = 2 if rate.nominal > _FASTEST else 1
        self.rate: Fraction = rate.rate / self.step
        self._edition = edition
        self._painter = Painter(edition, width, height, peaks)
        self._digits = _digits(height)

    def __iter__(self) -> Iterator[bytes]:
        line = self._edition.timeline
        first, total = first_frame(line), max(1, line.frame_rate.nearest(line.duration))
        top, bottom = (round(at * self.height / 480) for at in WAVE)
        for still in stills(self._edition):
            luma, chroma = self._painter.canvas(still).planes()
            colours = chroma.tobytes()
            for frame in range(-(-still.start // self.step) * self.step, still.end, self.step):
                picture = luma.copy()
                x = min(frame * self.width // total, self.width - 2)
                picture[top:bottom, x : x + 2] = _WHITE
                self._write(picture, line.frame_rate.timecode(first + frame))
                yield picture.tobytes() + colours

    def _write(self, picture: Plane, timecode: str) -> None:
        wide = self._digits["0"].shape[1]
        left = self.width - (len(timecode) * wide) - round(12 * self.height / 480)
        top = round(8 * self.height / 480)
        for number, character in enumerate(timecode):
            glyph = self._digits[character]
            at = left + number * wide
            place = picture[top : top + glyph.shape[0], at : at + wide]
            np.maximum(place, glyph, out=place)


def _digits(height: int) -> dict[str, Plane]:
    """The luma of each character of a timecode, all as wide as the widest, so that it does not dance."""
    size = round(20 * height / 480)
    face = font("bold", size)
    wide = max(round(face.getlength(each)) for each in _DIGITS)
    tall = round((BAR - 12) * height / 480)
    found = {}
    for each in _DIGITS:
        canvas = Canvas(wide + wide % 2, tall + tall % 2, (0, 0, 0))
        canvas.lines([each], face, (wide - round(face.getlength(each))) // 2, 0, (255, 255, 255))
        found[each] = canvas.planes()[0]
    return found
