"""An edition made ready for quick questions: what lies in a window, what sounds at a time.

A programme of three hours has thousands of cues.  Whatever is asked here costs as much as the screen is wide, not as
the programme is long: places are found by bisection, and where several things begin in one column only the first and
the last of them are handed out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from msgspec.structs import replace

from broadcast.model.caption import Cue, TimedWord
from broadcast.model.edition import Edition
from broadcast.model.script import Segment
from broadcast.model.text import Word
from broadcast.model.timeline import Clip, Track
from broadcast.terminal.doubts import Doubt, doubts
from broadcast.terminal.screen import Look, Screen, looks
from broadcast.terminal.suite.window import Window
from broadcast.terminal.table import Row, rows


class Timed(Protocol):
    @property
    def start(self) -> Fraction: ...

    @property
    def end(self) -> Fraction: ...


T = TypeVar("T", bound=Timed)


class Shelf(Generic[T]):
    """Things in order of time."""

    def __init__(self, things: Sequence[T]) -> None:
        self.things = sorted(things, key=lambda thing: thing.start)
        self.starts = [float(thing.start) for thing in self.things]
        self.ends = list(accumulate((float(thing.end) for thing in self.things), max))

    def at(self, when: float) -> int:
        """The place of the last thing that has begun; -1 before the first."""
        return bisect_right(self.starts, when) - 1

    def within(self, window: Window) -> tuple[T, ...]:
        """What lies in a window: all of it, or the first and the last that begin in each column."""
        start, scale = float(window.start), float(window.scale)
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, float(window.end))
        if last - first <= 2 * window.columns:
            return tuple(self.things[first:last])
        kept: list[int] = []
        edge = first
        for column in range(window.columns + 1):
            begin, edge = edge, bisect_left(self.starts, start + (column + 0.5) * scale, edge, last)
            kept += sorted({begin, edge - 1}) if edge > begin else ()
        return tuple(self.things[place] for place in kept)


class Programme:
    """An edition, its segments, words and doubts by time."""

    def __init__(self, edition: Edition, *, colour: bool = True) -> None:
        self.edition = edition
        self.screen = Screen.of(80, "utf-8")
        self.duration = edition.timeline.duration
        self.frame = edition.timeline.frame_rate.frame
        self.looks: dict[str, Look] = looks(edition.timeline.tracks, self.screen)
        if not colour:  # a colour as a shade of grey may be as dark as what is behind it
            self.looks = {track: look._replace(colour="default") for track, look in self.looks.items()}
        self.clips: Shelf[Clip] = Shelf([c for t in edition.timeline.tracks for c in t.clips])
        self.tracks: dict[str, Track] = {c.segment: t for t in edition.timeline.tracks for c in t.clips}
        self.cues: Shelf[Cue] = Shelf(edition.captions.cues)
        self.rows: list[Row] = list(rows(edition, Fraction(0), self.duration))
        self.doubts: list[Doubt] = doubts(edition, Fraction(0), self.duration)
        self.segments: dict[str, Segment] = {s.id: s for s in edition.script.segments}
        self._shelves = {t.id: Shelf(t.clips) for t in edition.timeline.tracks}
        self._doubt_times = [float(d.at) for d in self.doubts if d.at is not None]
        self._row_of = {row.segment: place for place, row in reversed(list(enumerate(self.rows)))}
        self._words: defaultdict[str, list[TimedWord]] = defaultdict(list)
        for cue in self.cues.things:
            self._words[cue.segment] += cue.words

    def part(self, window: Window) -> Edition:
        """The edition with nothing on its lanes but what a window shows."""
        timeline, captions = self.edition.timeline, self.edition.captions
        tracks = tuple(replace(t, clips=self._shelves[t.id].within(window)) for t in timeline.tracks)
        return replace(
            self.edition,
            timeline=replace(timeline, tracks=tracks),
            captions=replace(captions, cues=self.cues.within(window)),
        )

    def doubts_in(self, window: Window) -> list[Doubt]:
        """The doubts whose place lies in a window."""
        first = bisect_left(self._doubt_times, float(window.start))
        return self.doubts[first : bisect_left(self._doubt_times, float(window.end))]

    def clip_at(self, at: Fraction) -> Clip | None:
        """The segment that sounds, or that sounded last; the first one before it."""
        things = self.clips.things
        return things[max(self.clips.at(float(at)), 0)] if things else None

    def row_at(self, at: Fraction) -> int:
        """The place of that segment in :attr:`rows`."""
        clip = self.clip_at(at)
        return self._row_of.get(clip.segment, 0) if clip else 0

    def cue_at(self, at: Fraction) -> Cue | None:
        """The caption that is on screen."""
        place = self.cues.at(float(at))
        cue = self.cues.things[place] if place >= 0 else None
        return cue if cue and at < cue.end else None

    def words(self, segment: str) -> list[TimedWord]:
        """The words of a segment and when each is heard."""
        return self._words.get(segment, [])

    def word_at(self, segment: str, at: Fraction) -> int | None:
        """The place of the word that sounds, in :meth:`words`; the last one through a pause behind it."""
        place = bisect_right(self.words(segment), at, key=lambda word: word.start) - 1
        return place if place >= 0 else None

    def readings(self, segment: str) -> list[Word]:
        """The words of a segment as they are written and said."""
        found = self.segments.get(segment)
        return [word for sentence in found.sentences for word in sentence.words] if found else []

    def reading_of(self, segment: str, place: int) -> int | None:
        """The place in :meth:`readings` of a timed word; the two are matched by their letters."""
        letters = len("".join(w.text for w in self.words(segment)[:place]).replace(" ", ""))
        for i, word in enumerate(self.readings(segment)):
            letters -= len(word.text.replace(" ", ""))
            if letters < 0:
                return i
        return None

    def next_doubt(self, at: Fraction, step: int) -> Doubt | None:
        """The nearest doubt behind a time, or before it; of several at one time the first."""
        times = self._doubt_times
        place = bisect_right(times, float(at)) if step > 0 else bisect_left(times, float(at)) - 1
        return self.doubts[place] if 0 <= place < len(times) else None
