"""Editions that exporters are tried on: the sample, an empty one, a hostile one, any layout on the grid."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from broadcast.exporters import EXPORTERS
from broadcast.model.edition import Edition
from broadcast.model.script import Speaker
from broadcast.model.speech import RECORDED
from broadcast.model.timeline import BedTrack, Clip, Marker, Track
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


def long(segments: int) -> Edition:
    """A programme of so many segments, by turns on both tracks of the sample; every fourth has a doubt."""
    made = sample()
    written = made.script.segments[:2]
    found = [replace(written[n % 2], id=f"s{n:06d}") for n in range(segments)]
    clips = laid_out("25", 0, [(5, 100)] * segments).timeline.clips
    named = [replace(clip, segment=each.id) for clip, each in zip(clips, found, strict=True)]
    tracks = tuple(replace(t, clips=tuple(named[i::2])) for i, t in enumerate(made.timeline.tracks))
    cues = tuple(
        replace(made.captions.cues[n % 2], start=c.start, end=c.end, segment=c.segment) for n, c in enumerate(named)
    )
    return replace(
        made,
        script=replace(made.script, segments=tuple(found)),
        timeline=replace(made.timeline, tracks=tracks),
        captions=replace(made.captions, cues=cues),
        findings=tuple(replace(made.findings[0], segment=each.id) for each in found[::4]),
    )


def two_speakers(rate: str = "25", start: int = 0) -> Edition:
    """The sample, its last segment said by a second person."""
    made = sample(rate, start)
    other = Speaker(id="ospanov", name="Марат Оспанов", role="тұрғын", gender="m")
    first, quote, last = made.script.segments
    narration, serikova = made.timeline.tracks
    said = replace(narration.clips[1], media="audio/takes/003-ospanov.wav")
    tracks = (
        replace(narration, clips=narration.clips[:1]),
        serikova,
        Track(id="ospanov", name=other.name, kind="quote", clips=(said,), speaker=other),
    )
    voice = replace(made.credits.castings[1], track="ospanov")
    return replace(
        made,
        script=replace(made.script, segments=(first, quote, replace(last, kind="quote", speaker=other))),
        timeline=replace(made.timeline, tracks=tracks),
        credits=replace(made.credits, castings=(*made.credits.castings, voice)),
    )


def arranged(edition: Edition) -> Edition:
    """An edition with everything that is asked for beside its voices: one track of quotes, slates, mutes, beds."""
    line = edition.timeline
    tracks = tuple(
        replace(t, clips=tuple(replace(c, slate=f"slates/{c.number:03d} ә.png") for c in t.clips)) for t in line.tracks
    )
    beds = tuple(BedTrack(name=name, media=f"audio/beds/{name}.wav") for name in ("bed", "room-tone"))
    return replace(edition, timeline=replace(line, tracks=tracks, beds=beds, quotes_together=True, quotes_muted=True))


def recorded(edition: Edition, number: int) -> Edition:
    """An edition one of whose clips a person recorded."""

    def own(clip: Clip) -> Clip:
        parts = (replace(p, take=replace(p.take, voice=replace(p.take.voice, engine=RECORDED))) for p in clip.parts)
        return replace(clip, parts=tuple(parts)) if clip.number == number else clip

    tracks = tuple(replace(t, clips=tuple(map(own, t.clips))) for t in edition.timeline.tracks)
    return replace(edition, timeline=replace(edition.timeline, tracks=tracks))


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
