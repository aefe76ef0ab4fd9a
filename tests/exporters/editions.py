"""Editions that exporters are tried on: the sample, an empty one, a hostile one, any layout on the grid."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from broadcast.exporters import EXPORTERS
from broadcast.model.edition import Edition
from broadcast.model.timeline import Clip, Marker
from broadcast.timing import FrameRate
from tests import samples

RATES = ("23.976", "24", "25", "29.97", "29.97df", "30", "50", "59.94df")
HOSTILE = (
    "A<b> & \"c\" 'd' ]]> --> \x00\x08\x0b\x1b[1m\x85\u2028\ufffe [[x]] /* *y* _z_ */ \\ @ # Ж"
    "\n\n00:00:01,000 --> INT. =1"
)


def write(name: str, edition: Edition) -> bytes:
    """What the exporter of this name writes."""
    stream = io.BytesIO()
    EXPORTERS.get(name)().write(edition, stream)
    return stream.getvalue()


def sample(rate: str = "25", start: int = 0) -> Edition:
    """The sample with a note of three seconds on the quote."""
    made = samples.edition(FrameRate.parse(rate), start)
    begins = made.timeline.tracks[1].clips[0].start
    note = Marker(start=begins, duration=Fraction(3), name="Тексеру керек", note="аты-жөні", colour="red")
    return replace(made, timeline=replace(made.timeline, markers=(note,)))


def empty() -> Edition:
    """A programme without segments."""
    made = sample()
    return replace(
        made,
        script=replace(made.script, segments=()),
        timeline=replace(made.timeline, tracks=(), markers=()),
        captions=replace(made.captions, cues=()),
        findings=(),
    )


def hostile() -> Edition:
    """The sample, every free text of it replaced by signs that break files."""
    made = sample("29.97df", 3600)
    story = replace(made.script.story, headline=HOSTILE, outlet=HOSTILE, credits=(HOSTILE, HOSTILE))
    story = replace(story, left_out=tuple(replace(o, text=HOSTILE, reason=HOSTILE) for o in story.left_out))
    speaker = replace(samples.AIGUL, name=HOSTILE, role=HOSTILE)
    segments = tuple(
        replace(s, text=HOSTILE, speaker=speaker if s.speaker else None, language="ru") for s in made.script.segments
    )
    tracks = tuple(
        replace(
            t,
            name=HOSTILE,
            speaker=speaker if t.speaker else None,
            clips=tuple(replace(c, name=HOSTILE, media=f"audio/takes/{c.number} 100% Ж#?.wav") for c in t.clips),
        )
        for t in made.timeline.tracks
    )
    marker = Marker(start=Fraction(0), duration=Fraction(0), name=HOSTILE, note=HOSTILE, colour="red")
    finding = replace(made.findings[0], message=HOSTILE, code=HOSTILE)
    return replace(
        made,
        script=replace(made.script, story=story, segments=segments, findings=(finding,)),
        timeline=replace(made.timeline, tracks=tracks, markers=(marker,)),
        captions=replace(made.captions, cues=tuple(replace(c, lines=(HOSTILE, "x")) for c in made.captions.cues)),
        folder="file:///C:/%D0%96",
    )


def laid_out(rate: str, start: int, lengths: Sequence[tuple[int, int]]) -> Edition:
    """Clips by turns on both tracks of the sample: frames of silence before each, and frames that it lasts."""
    made, grid = sample(rate, start), FrameRate.parse(rate)
    at, clips = 0, []
    for number, (gap, length) in enumerate(lengths, 1):
        at += gap
        pattern = made.timeline.clips[0]
        clips.append(
            replace(
                pattern,
                number=number,
                media=f"audio/takes/{number:03d}.wav",
                start=grid.seconds(at),
                duration=grid.seconds(length),
            )
        )
        at += length
    tracks = tuple(replace(t, clips=tuple(clips[i::2])) for i, t in enumerate(made.timeline.tracks))
    return replace(made, timeline=replace(made.timeline, tracks=tracks, markers=()))


def edges(edition: Edition) -> list[tuple[int, int]]:
    """Where clips begin and end, in frames of the programme, straight from the model."""
    rate = edition.timeline.frame_rate.rate

    def frames(clip: Clip) -> tuple[int, int]:
        start, end = clip.start * rate, clip.end * rate
        assert start.denominator == end.denominator == 1
        return start.numerator, end.numerator

    return [frames(c) for c in edition.timeline.clips]


def blank(edition: Edition) -> Edition:
    return msgspec.structs.replace(edition, folder="")
