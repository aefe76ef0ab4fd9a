"""Lines: every sentence of a script as a request to an engine, under the key of the take that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from broadcast.model.edition import Casting
from broadcast.model.script import Script, Segment
from broadcast.model.speech import Phonemes, SpeechRequest, Voice
from broadcast.model.text import Sentence, TextSpan
from broadcast.newsroom.casting import track_of
from broadcast.pipeline.engine_room import EngineRoom
from broadcast.takes import take_key

_STOPS = ".,!?:;…"
_READS = ((1.0, 1.0), (0.96, 1.03), (1.04, 0.97), (0.93, 1.0), (1.06, 1.02))  # rate and pitch of one read and another


class Line(NamedTuple):
    """A sentence to be spoken: the segment it is of, the request, the voice, the take's key."""

    segment: Segment
    number: int
    request: SpeechRequest
    voice: Voice
    key: str


def lines_of(
    script: Script, castings: tuple[Casting, ...], room: EngineRoom, reads: Mapping[str, int] | None = None
) -> Iterator[Line]:
    """Every sentence that is said, in order; `reads` tells which read of a segment is wanted where it is not the first.

    Engines say the same text the same way, so another read is a little slower or faster, higher or lower.
    """
    cast = {(c.track, c.language): c for c in castings}
    for number, segment in enumerate(script.segments, 1):
        casting = cast[track_of(segment), segment.language]
        read = (reads or {}).get(segment.id, 1)
        rate, pitch = _READS[(read - 1) % len(_READS)]
        for sentence in segment.sentences:
            if sentence.is_said:
                request = SpeechRequest(
                    text=sentence.spoken,
                    language=segment.language,
                    voice=casting.voice.id,
                    rate=round(casting.rate * rate),
                    pitch=round(casting.pitch * pitch, 3),
                    phonemes=tuple(phonemes_of(sentence)),
                )
                key = take_key(request, casting.voice.engine, room.fingerprint(casting.voice), read)
                yield Line(segment, number, request, casting.voice, key)


def phonemes_of(sentence: Sentence) -> Iterator[Phonemes]:
    """Where the lexicon's phonemes stand in what a sentence says; the punctuation after a word stays text."""
    at = 0
    for word in sentence.words:
        if word.phonemes:
            length = len(word.spoken.rstrip(_STOPS))
            yield Phonemes(source=TextSpan(at, at + length), text=word.phonemes)
        at += len(word.spoken) + bool(word.spoken)
