"""The mark that a voice is synthetic: for machines a term of IPTC's vocabulary, for people plain words.

Terms: http://cv.iptc.org/newscodes/digitalsourcetype/.  Speech put together by rules is `algorithmicMedia`; speech of
a model trained on recordings is `trainedAlgorithmicMedia`; where all that is heard was recorded from people, the sound
is a `digitalCapture`.
"""

from __future__ import annotations

from collections.abc import Iterable

from broadcast.model.edition import Casting, Edition
from broadcast.model.speech import RECORDED
from broadcast.model.timeline import Clip

_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RULE_BASED = frozenset({"espeak", "silence"})

WORDS = "synthetic voice"

DRAFT = f"DRAFT - {WORDS}"
"""The mark that people see."""

NO_WORDS = "recorded voice"
"""What is said of sound in which no voice is synthetic."""


def castings(edition: Edition, track: str | None = None, clip: Clip | None = None) -> tuple[Casting, ...]:
    """The synthetic voices of a clip, of a track, or of all tracks; none where people's own recordings are heard."""
    if clip is not None and not is_synthetic(clip):
        return ()
    own = (c for c in edition.credits.castings if track is None or c.track == track)
    return tuple(c for c in own if c.voice.engine != RECORDED)


def is_synthetic(clip: Clip) -> bool:
    """Whether anything in a clip was not recorded from a person."""
    return not clip.parts or any(part.take.voice.engine != RECORDED for part in clip.parts)


def source_type(cast: Iterable[Casting]) -> str:
    """The IPTC digital source type of what the synthetic voices say together, as a URL."""
    engines = {c.voice.engine for c in cast}
    if not engines:
        return _VOCABULARY + "digitalCapture"
    return _VOCABULARY + ("algorithmicMedia" if engines <= _RULE_BASED else "trainedAlgorithmicMedia")


def statement(cast: Iterable[Casting]) -> str:
    """``synthetic voice (narration: espeak kk+m3; serikova: espeak kk+f2)``."""
    voices = "; ".join(f"{c.track}: {c.voice.engine} {c.voice.id}" for c in cast)
    return f"{WORDS} ({voices})" if voices else NO_WORDS
