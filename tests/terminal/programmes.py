"""Programmes of any length and cast, made for what they look like: no sound stands behind them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import cycle

from msgspec.structs import replace

from broadcast.model.caption import Captions, Cue
from broadcast.model.edition import Edition
from broadcast.model.script import Finding, Segment, Speaker
from broadcast.model.text import TextSpan
from broadcast.model.timeline import Clip, Track
from tests import samples

SPEAKERS = {
    "omarov": Speaker(id="omarov", name="Данияр Омаров", role="саябақтар басқармасының бас маманы", gender="m"),
    "nurpeisova": Speaker(id="nurpeisova", name="Гүлбаршын Нұрпейісова", role="ғалым", gender="f"),
    "li": Speaker(id="li", name="李娜", role="сәулетші"),
}
WORDS = ["Қалада", "жаңа", "саябақ", "ашылды.", "Тұрғындар", "оны", "көптен", "күткен", "еді,", "балалар", "ойнайды"]
PARK = (
    ("narration", 14),
    ("narration", 18),
    ("omarov", 9),
    ("narration", 22),
    ("nurpeisova", 24),
    ("narration", 12),
    ("li", 8),
    ("narration", 16),
    ("voice-s9", 17),
    ("narration", 10),
)
DOUBTS = (
    Finding(severity="note", code="look-alike", message="a Latin letter in «Аlatau»", segment="s2"),
    Finding(severity="warning", code="soundbite", message="the soundbite runs 24 s; cut it below 20", segment="s5"),
    Finding(severity="error", code="no-speaker", message="nobody is named for this quote", segment="s9"),
    Finding(
        severity="warning",
        code="sources",
        message="the story has two sources that agree with each other and none that does not",
    ),
)
_PAUSE = Fraction(12, 25)


def programme(
    lengths: Sequence[tuple[str, int]] = PARK,
    *,
    speakers: dict[str, Speaker] | None = None,
    findings: tuple[Finding, ...] = DOUBTS,
) -> Edition:
    """Segments ``s1``, ``s2`` ... of a voice and whole seconds each, the last 12 frames of each silent."""
    known = SPEAKERS if speakers is None else speakers
    segments: list[Segment] = []
    clips: dict[str, list[Clip]] = {}
    cues: list[Cue] = []
    at = Fraction(0)
    for number, (voice, length) in enumerate(lengths, 1):
        text = " ".join(WORDS[(number + i) % len(WORDS)] for i in range(len(WORDS)))
        duration = max(length - _PAUSE, Fraction(0))
        segments.append(_segment(number, voice, text, known.get(voice)))
        clip = Clip(segment=f"s{number}", number=number, name=text, media="", start=at, duration=duration, parts=())
        clips.setdefault(voice, []).append(clip)
        cues += _cues(clip)
        at += length
    base = samples.edition()
    return replace(
        base,
        script=replace(base.script, segments=tuple(segments)),
        timeline=replace(base.timeline, tracks=tuple(_track(v, c, known.get(v)) for v, c in clips.items())),
        captions=Captions(language="kk", profile="kk", cues=tuple(cues)),
        findings=findings,
    )


def _segment(number: int, voice: str, text: str, speaker: Speaker | None) -> Segment:
    kind = "narration" if voice == "narration" else "quote"
    empty = TextSpan(0, 0)
    return Segment(id=f"s{number}", kind=kind, source=empty, text=text, language="kk", speaker=speaker)  # type: ignore[arg-type]


def _track(voice: str, clips: list[Clip], speaker: Speaker | None) -> Track:
    if voice == "narration":
        return Track(id=voice, name="Narration", kind="narration", clips=tuple(clips))
    return Track(id=voice, name=speaker.name if speaker else "", kind="quote", clips=tuple(clips), speaker=speaker)


def _cues(clip: Clip) -> list[Cue]:
    """Cues of two and a half to four seconds, two frames apart."""
    cues = []
    at, lengths = clip.start, cycle((Fraction(3), Fraction(5, 2), Fraction(4), Fraction(7, 2)))
    while at < clip.end:
        end = min(at + next(lengths), clip.end)
        cues.append(Cue(start=at, end=max(end - Fraction(2, 25), at), lines=(clip.name,), segment=clip.segment))
        at = end
    return cues
