"""The stills of a film: who speaks, under which captions, over the waveform of the whole programme."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from broadcast.exporters.characters import one_line
from broadcast.exporters.clock import cue_text
from broadcast.exporters.film.canvas import Canvas, Colour, font, wrapped
from broadcast.exporters.layout import Placed, programme
from broadcast.exporters.synthetic import is_synthetic
from broadcast.exporters.wording import wording
from broadcast.model.caption import Cue
from broadcast.model.edition import Edition

_GROUND: Colour = (18, 22, 30)
_BAR: Colour = (30, 36, 48)
_WHITE: Colour = (245, 245, 245)
_SOFT: Colour = (170, 178, 190)
_WARNING: Colour = (176, 38, 30)
_NARRATION: Colour = (122, 132, 148)
_SPEAKERS: tuple[Colour, ...] = ((232, 176, 66), (96, 176, 232), (128, 200, 120), (216, 128, 200), (232, 132, 104))

BAR = 40
"""Height of the bar at the top, in units of a picture 480 lines high; the timecode stands at its right end."""

WAVE = (424, 472)
"""Between which heights the waveform stands."""


class Still(NamedTuple):
    """A picture that stands from one frame to another: the clip that is heard or was heard last, and the caption."""

    start: int
    end: int
    item: Placed | None
    cue: Cue | None


def stills(edition: Edition) -> Iterator[Still]:
    """The stills of an edition in order, without a gap, from its first frame to its last."""
    rate = edition.timeline.frame_rate
    items = programme(edition)
    cues = [(rate.nearest(c.start), rate.nearest(c.end), c) for c in edition.captions.cues]
    end = rate.nearest(edition.timeline.duration)
    edges = {0, end, *(i.start for i in items), *(e for start, stop, _ in cues for e in (start, stop))}
    starts, shown = [i.start for i in items], [start for start, _, _ in cues]
    marks = sorted(e for e in edges if 0 <= e <= end)
    for start, stop in pairwise(marks):
        heard = bisect_right(starts, start) - 1
        number = bisect_right(shown, start) - 1
        cue = cues[number][2] if number >= 0 and cues[number][1] > start else None
        yield Still(start, stop, items[max(heard, 0)] if items else None, cue)


class Painter:
    """Draws the stills of one edition; `peaks` is the outline of its mix, a byte each, 127 for full scale."""

    def __init__(self, edition: Edition, width: int, height: int, peaks: bytes = b"") -> None:
        self.edition, self.width, self.height = edition, width, height
        self._words = wording(edition.script.story.language)
        self._items = programme(edition)
        tracks = [t.id for t in edition.timeline.tracks if t.speaker]
        self._colours = {t: _SPEAKERS[n % len(_SPEAKERS)] for n, t in enumerate(tracks)}
        self._wave = self._waveform(peaks)

    def canvas(self, still: Still) -> Canvas:
        """A still with all that does not move."""
        canvas = Canvas(self.width, self.height, _GROUND)
        self._bar(canvas, still.item)
        if still.item:
            self._who(canvas, still.item)
        if still.cue:
            self._caption(canvas, still.cue)
        canvas.image.paste(self._wave.image, (0, canvas.px(WAVE[0])))
        return canvas

    def slate(self, item: Placed) -> bytes:
        """A clip's slate as a PNG file: who speaks, and that it is a draft."""
        canvas = Canvas(self.width, self.height, _GROUND)
        self._bar(canvas, item)
        self._who(canvas, item)
        target = io.BytesIO()
        canvas.image.save(target, "PNG", optimize=False)
        return target.getvalue()

    def _colour(self, item: Placed) -> Colour:
        return self._colours.get(item.track.id, _NARRATION)

    def _bar(self, canvas: Canvas, item: Placed | None) -> None:
        px = canvas.px
        canvas.box(0, 0, canvas.width, px(BAR), _BAR)
        left = px(12)
        if item is None or is_synthetic(item.clip):
            face = font("bold", px(18))
            words = self._words["draft"]
            right = left + round(face.getlength(words)) + px(16)
            canvas.box(left, px(8), right, px(BAR - 8), _WARNING)
            canvas.lines([words], face, left + px(8), px(8), _WHITE)
            left = right + px(16)
        face = font("regular", px(18))
        room = canvas.width - left - px(170)
        title = one_line(self.edition.script.story.headline) or self.edition.script.story.slug
        canvas.lines(wrapped(title, face, room, 1), face, left, px(8), _SOFT)

    def _who(self, canvas: Canvas, item: Placed) -> None:
        px, left = canvas.px, canvas.px(48)
        room = canvas.width - 2 * left
        speaker = item.track.speaker
        colour = self._colour(item)
        kind = self._words["sot"] if item.segment and item.segment.kind == "quote" else self._words["vo"]
        count = f"{kind}   {item.clip.number} / {len(self._items)}"
        canvas.box(px(28), px(112), px(34), px(280), colour)
        at = canvas.lines([count], font("bold", px(20)), left, px(112), colour)
        name = one_line(speaker.name) if speaker else self._words["narration"]
        face = font("bold", px(44))
        at = canvas.lines(wrapped(name, face, room, 2), face, left, at + px(6), _WHITE, 1.12)
        if speaker:
            face = font("regular", px(24))
            canvas.lines(wrapped(one_line(speaker.role), face, room, 2), face, left, at + px(6), _SOFT)

    def _caption(self, canvas: Canvas, cue: Cue) -> None:
        """The lines of a cue as viewers see them: centred, each on its own box, above the waveform."""
        px, face = canvas.px, font("regular", canvas.px(27))
        room = canvas.width - px(60)
        lines = [part for line in cue_text(cue).split("\n") for part in wrapped(line, face, room, 2)]
        step = px(38)
        top = px(WAVE[0] - 10) - step * len(lines)
        for number, line in enumerate(lines):
            width = round(face.getlength(line))
            left, at = (canvas.width - width) // 2, top + number * step
            canvas.box(left - px(10), at, left + width + px(10), at + step, (0, 0, 0))
            canvas.lines([line], face, left, at + px(2), _WHITE)

    def _waveform(self, peaks: bytes) -> Canvas:
        """The outline of the whole programme, in the colour of whoever speaks."""
        height = round(WAVE[1] * self.height / 480) - round(WAVE[0] * self.height / 480)
        strip = Canvas(self.width, height, _BAR)
        line = self.edition.timeline
        frames = max(1, line.frame_rate.nearest(line.duration))
        starts = [i.start for i in self._items]
        for x in range(self.width):
            frame = x * frames // self.width
            number = bisect_right(starts, frame) - 1
            colour = self._colour(self._items[number]) if number >= 0 else _NARRATION
            tall = max(1, round(_loudest(peaks, x, self.width) * (height - 4) / 2))
            strip.box(x, height // 2 - tall, x + 1, height // 2 + tall, colour)
        return strip


def _loudest(peaks: Sequence[int], x: int, width: int) -> float:
    """The highest peak of a column, 0 to 1."""
    first = x * len(peaks) // width
    return max(peaks[first : max(first + 1, (x + 1) * len(peaks) // width)], default=0) / 127
