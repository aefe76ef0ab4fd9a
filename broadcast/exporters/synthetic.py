"""The mark that a voice is synthetic: for machines a term of IPTC's vocabulary, for people plain words.

Terms: http://cv.iptc.org/newscodes/digitalsourcetype/.  Speech put together by rules is `algorithmicMedia`; speech of
a model trained on recordings is `trainedAlgorithmicMedia`.
"""

from __future__ import annotations

from collections.abc import Iterable

from broadcast.model.edition import Casting, Edition

_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RULE_BASED = frozenset({"espeak", "silence"})

WORDS = "synthetic voice"


def castings(edition: Edition, track: str | None = None) -> tuple[Casting, ...]:
    """The voices of a track, or of all tracks."""
    return tuple(c for c in edition.credits.castings if track is None or c.track == track)


def source_type(cast: Iterable[Casting]) -> str:
    """The IPTC digital source type of what the voices say together, as a URL."""
    rules_only = all(c.voice.engine in _RULE_BASED for c in cast)
    return _VOCABULARY + ("algorithmicMedia" if rules_only else "trainedAlgorithmicMedia")


def statement(cast: Iterable[Casting]) -> str:
    """``synthetic voice (narration: espeak kk+m3; serikova: espeak kk+f2)``."""
    voices = "; ".join(f"{c.track}: {c.voice.engine} {c.voice.id}" for c in cast)
    return f"{WORDS} ({voices})" if voices else WORDS
