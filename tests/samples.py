"""A small edition made by hand: two paragraphs of narration and a quote, four seconds each, at 25 frames a second."""

from __future__ import annotations

from fractions import Fraction

from broadcast.model.caption import Captions, Cue, TimedWord
from broadcast.model.edition import Casting, Credits, Edition, Loudness
from broadcast.model.script import Attribution, Finding, Script, Segment, Speaker
from broadcast.model.speech import Mark, Take, Voice
from broadcast.model.story import LeftOut, Story
from broadcast.model.text import Sentence, TextSpan, Word
from broadcast.model.timeline import Clip, Part, Timeline, Track
from broadcast.timing import PAL, FrameRate

TEXT = """Көпір жөнделді
Қалада 3 көпір ашылды.
«Жұмыс аяқталды», - деді құрылыс компаниясының бас инженері Айгүл Серікова.
Көлік қозғалысы қалпына келді.
Марат Оспанов, «Қала» телеарнасы
Оқи отырыңыз: Жаңа жол салынады"""

AIGUL = Speaker(id="serikova", name="Айгүл Серікова", role="құрылыс компаниясының бас инженері", gender="f")
VOICES = {
    "narration": Voice(engine="silence", id="kk-1", language="kk", gender="m", licence="CC0-1.0"),
    "serikova": Voice(engine="silence", id="kk-2", language="kk", gender="f", licence="CC0-1.0"),
}
_LENGTH = Fraction(4)


def _span(part: str) -> TextSpan:
    start = TEXT.index(part)
    return TextSpan(start, start + len(part))


def _sentence(text: str, spoken: str) -> Sentence:
    pairs = zip(text.split(), spoken.split(), strict=True)
    return Sentence(words=tuple(Word(text=t, spoken=s) for t, s in pairs), ends_paragraph=True)


def script() -> Script:
    """Three segments: narration, Айгүл Серікова, narration."""
    attribution = ", - деді құрылыс компаниясының бас инженері Айгүл Серікова."
    credits_line, related = "Марат Оспанов, «Қала» телеарнасы", "Оқи отырыңыз: Жаңа жол салынады"
    story = Story(
        slug="kopir",
        text=TEXT,
        language="kk",
        headline="Көпір жөнделді",
        headline_source=_span("Көпір жөнделді"),
        credits=("Марат Оспанов",),
        outlet="«Қала» телеарнасы",
        credits_source=(_span(credits_line),),
        left_out=(LeftOut(text=related, reason="related link", source=_span(related)),),
    )
    return Script(
        story=story,
        segments=(
            Segment(
                id="aaaa0001",
                kind="narration",
                source=_span("Қалада 3 көпір ашылды."),
                text="Қалада 3 көпір ашылды.",
                spoken="Қалада үш көпір ашылды.",
                sentences=(_sentence("Қалада 3 көпір ашылды.", "Қалада үш көпір ашылды."),),
                language="kk",
            ),
            Segment(
                id="bbbb0002",
                kind="quote",
                source=_span("«Жұмыс аяқталды»"),
                text="Жұмыс аяқталды",
                spoken="Жұмыс аяқталды",
                sentences=(_sentence("Жұмыс аяқталды", "Жұмыс аяқталды"),),
                language="kk",
                speaker=AIGUL,
                attribution=Attribution(text=attribution, source=_span(attribution)),
                evidence="деді",
                confidence=0.98,
            ),
            Segment(
                id="cccc0003",
                kind="narration",
                source=_span("Көлік қозғалысы қалпына келді."),
                text="Көлік қозғалысы қалпына келді.",
                spoken="Көлік қозғалысы қалпына келді.",
                sentences=(_sentence("Көлік қозғалысы қалпына келді.", "Көлік қозғалысы қалпына келді."),),
                language="kk",
            ),
        ),
    )


def _timed(segment: Segment, start: Fraction) -> tuple[TimedWord, ...]:
    words = segment.sentences[0].words
    step = Fraction(3, len(words))
    last = len(words) - 1
    return tuple(
        TimedWord(text=w.text, start=start + i * step, end=start + (i + 1) * step, ends_sentence=i == last)
        for i, w in enumerate(words)
    )


def _take(segment: Segment, voice: Voice) -> Take:
    marks, at, words = [], 0, segment.spoken.split()
    for i, word in enumerate(words):
        step = Fraction(3, len(words))
        marks.append(Mark(source=TextSpan(at, at + len(word)), start=i * step, end=(i + 1) * step))
        at += len(word) + 1
    return Take(
        key=segment.id * 8,
        digest=segment.id * 8,
        length=3 * 48000,
        sample_rate=48000,
        marks=tuple(marks),
        timing="exact",
        voice=voice,
    )


def edition(frame_rate: FrameRate = PAL, start: int = 0, folder: str = "file:///media/kopir") -> Edition:
    """Three clips of about four seconds one after the other, their edges on the grid of any frame rate.

    `start` is a timecode in its own seconds: 3600 is 01:00:00:00 at every rate.
    """
    made = script()
    length = frame_rate.seconds(frame_rate.ceil(_LENGTH))
    clips = []
    for i, segment in enumerate(made.segments):
        track = segment.speaker.id if segment.speaker else "narration"
        take = _take(segment, VOICES[track])
        clips.append(
            Clip(
                segment=segment.id,
                number=i + 1,
                name=segment.text,
                media=f"audio/takes/{i + 1:03d}-{track}.wav",
                start=i * length,
                duration=length,
                parts=(Part(take=take, start=Fraction(0)),),
            )
        )
    cues = tuple(
        Cue(
            start=clip.start,
            end=clip.start + frame_rate.seconds(frame_rate.ceil(Fraction(3))),
            lines=(segment.text,),
            segment=segment.id,
            speaker=segment.speaker.id if segment.speaker else "",
            words=_timed(segment, clip.start),
        )
        for clip, segment in zip(clips, made.segments, strict=True)
    )
    return Edition(
        script=made,
        timeline=Timeline(
            frame_rate=frame_rate,
            sample_rate=48000,
            start=frame_rate.seconds(
                frame_rate.frames(f"{start // 3600:02d}:{start // 60 % 60:02d}:{start % 60:02d}:00")
            ),
            tracks=(
                Track(id="narration", name="Narration", kind="narration", clips=(clips[0], clips[2])),
                Track(id="serikova", name=AIGUL.name, kind="quote", clips=(clips[1],), speaker=AIGUL),
            ),
        ),
        captions=Captions(language="kk", profile="kk", cues=cues),
        credits=Credits(
            tool="broadcast",
            version="0.1.0",
            created="2026-01-15T12:00:00Z",
            castings=tuple(Casting(track=t, voice=v, language="kk", rate=150) for t, v in VOICES.items()),
            timing="exact",
        ),
        findings=(Finding(severity="warning", code="example", message="an example", segment="bbbb0002"),),
        loudness=Loudness(integrated_lufs=-23.0, true_peak_dbtp=-4.0, range_lu=3.0, target_lufs=-23.0, gain_db=1.5),
        folder=folder,
    )
