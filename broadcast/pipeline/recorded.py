"""Recorded takes: a person's own file stands in for a segment, levelled as drafts are, its words found in the sound."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from broadcast.audio.pcm import BYTES, SAMPLE_RATE, to_pcm
from broadcast.errors import BroadcastError, InputError
from broadcast.model.documents import to_json
from broadcast.model.edition import Casting
from broadcast.model.progress import Listener, Progress, unheard
from broadcast.model.script import Finding, Script, Segment
from broadcast.model.speech import RECORDED, Mark, Phonemes, Speech, Take, Timing, Voice
from broadcast.model.text import TextSpan
from broadcast.newsroom.casting import track_of
from broadcast.newsroom.pacing import paced
from broadcast.pipeline.aligning import Aligner, spoken_request
from broadcast.pipeline.lines import phonemes_of
from broadcast.pipeline.recordings import chosen
from broadcast.pipeline.voice import Voiced
from broadcast.takes import TakeStore

if TYPE_CHECKING:
    from broadcast.audio.pauses import Pause
    from broadcast.model.speech import Samples

DIFFERS = "recording-differs"
"""The code of the finding that a recording is not of the script's words."""

LONGEST = 600
"""Seconds of the longest recording of a segment."""

_VERSION = 1  # raise it when what is done to a recording before it is kept changes
_SHORTEST = 0.1  # seconds of sound
_HEAD, _TAIL = 0.1, 0.2  # seconds of the room that are kept before the first sound and after the last
_SEARCHED = Fraction(3, 2)  # seconds around a guessed end of a sentence in which its pause is looked for


class Recorded(NamedTuple):
    """Takes by segment id, who is heard in them, and what is doubtful about them."""

    takes: dict[str, tuple[Take, ...]]
    castings: tuple[Casting, ...]
    findings: tuple[Finding, ...]


def recorded(
    script: Script,
    named: Sequence[tuple[str, Path]],
    folder: Path | None,
    store: TakeStore,
    aligner: Aligner | None = None,
    listen: Listener = unheard,
) -> Recorded:
    """Takes of recordings, one for each sentence; laid end to end they are the recording, its own pauses included.

    :raises UnknownName: the script has no such segment.
    :raises InputError: a file is no recording, or too long; the segment is named.
    """
    files, aligner = chosen(script, named, folder), aligner or Aligner()
    takes: dict[str, tuple[Take, ...]] = {}
    castings, findings = [], []
    for number, segment in enumerate(script.segments, 1):
        if segment.id not in files:
            continue
        path = files[segment.id]
        listen(Progress(step="voice", done=len(takes), total=len(files), note=f"{number}. {path.name}"))
        voice = Voice(
            engine=RECORDED, id=path.name, language=segment.language, gender=None, licence="recorded by a person"
        )
        try:
            digest = _digest(path)
            takes[segment.id] = _found(segment, digest, voice, store) or _made(
                segment, path, digest, voice, store, aligner
            )
        except BroadcastError as error:
            where = f"segment {number}: {error.where or path}"
            raise type(error)(error.what, where, error.remedy) from error
        castings.append(Casting(track=track_of(segment), voice=voice, language=segment.language, rate=0))
        if any(take.timing == "estimated" for take in takes[segment.id]):
            message = f"{path.name} does not sound like the words of the script: its times are estimated"
            findings.append(Finding(severity="warning", code=DIFFERS, message=message, segment=segment.id))
    return Recorded(takes, tuple(dict.fromkeys(castings)), tuple(findings))


def stood_in(script: Script, drafts: Voiced, recordings: Recorded) -> Voiced:
    """Drafts with recordings in place of those that they stand in for; a draft that was spoken keeps its place."""
    if not recordings.takes:
        return drafts
    spoken = {(track_of(s), s.language) for s in script.segments if s.id not in recordings.takes}
    castings = tuple(c for c in drafts.castings if (c.track, c.language) in spoken)
    return drafts._replace(
        takes=drafts.takes | recordings.takes,
        castings=(*castings, *recordings.castings),
        places={key: drafts.takes[key] for key in recordings.takes if drafts.takes[key]},
        doubts=recordings.findings,
    )


def _texts(segment: Segment) -> list[str]:
    return [normalize("NFC", s.spoken) for s in segment.sentences if s.is_said]


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path), "check the path") from error


def _key(segment: Segment, digest: str, voice: Voice, number: int) -> str:
    """SHA-256 of all that a take of a recording depends on."""
    parts = {
        "version": _VERSION,
        "engine": RECORDED,
        "recording": digest,
        "name": voice.id,
        "language": segment.language,
        "texts": _texts(segment),
        "gender": segment.speaker.gender if segment.speaker else None,
        "sentence": number,
    }
    return hashlib.sha256(to_json(parts, indent=0)).hexdigest()


def _found(segment: Segment, digest: str, voice: Voice, store: TakeStore) -> tuple[Take, ...]:
    found = [store.find(_key(segment, digest, voice, i)) for i in range(len(_texts(segment)))]
    return tuple(take for take in found if take) if all(found) else ()


def _made(
    segment: Segment, path: Path, digest: str, voice: Voice, store: TakeStore, aligner: Aligner
) -> tuple[Take, ...]:
    from broadcast.audio.edits import finished
    from broadcast.audio.pauses import pauses

    samples, _ = finished(_trimmed(_decoded(path)))
    spoken = _spoken(segment)
    gender = segment.speaker.gender if segment.speaker else None
    marks = aligner.marks(spoken_request(spoken.text, segment.language, spoken.phonemes), samples, SAMPLE_RATE, gender)
    timing: Timing = "aligned" if marks else "estimated"
    marks = marks or paced(spoken.text, Fraction(len(samples), SAMPLE_RATE))
    silences = pauses(samples, SAMPLE_RATE)
    reach = Fraction(0) if timing == "aligned" else _SEARCHED
    cuts = [0, *_cuts(marks, spoken.sentences, silences, reach), len(samples)]
    cuts = [min(max(cut, *cuts[:i], 0), len(samples)) for i, cut in enumerate(cuts)]
    pcm = to_pcm(samples)
    takes = []
    for i, sentence in enumerate(spoken.sentences):
        first, last = cuts[i], cuts[i + 1]
        own = tuple(_within(marks, sentence))
        speech = Speech(samples=samples[first:last], sample_rate=SAMPLE_RATE, marks=own, timing=timing)
        key = _key(segment, digest, voice, i)
        piece = pcm[first * BYTES : last * BYTES]
        takes.append(store.keep(key, speech, piece, Fraction(first, SAMPLE_RATE), voice, SAMPLE_RATE))
    return tuple(takes)


def _decoded(path: Path) -> Samples:
    """A file's sound, mono at 48 kHz.

    :raises InputError: it has none, or more than ten minutes of it.
    """
    from broadcast.audio.ffmpeg import decoded_file

    try:
        samples = decoded_file(path, "the recording", LONGEST + 1)
    except InputError as error:
        remedy = error.remedy or "give a recording: WAV, MP3, M4A, FLAC, or a video with sound"
        raise InputError(error.what, error.where, remedy) from error
    if len(samples) > LONGEST * SAMPLE_RATE:
        raise InputError(
            f"the recording is longer than {LONGEST // 60} minutes", str(path), "cut out what belongs to the segment"
        )
    return samples


def _trimmed(samples: Samples) -> Samples:
    """A recording from just before the first sound that is louder than the room to just after the last one.

    :raises InputError: there is no such sound.
    """
    from broadcast.audio.pauses import pauses

    seconds = len(samples) / SAMPLE_RATE
    silences = pauses(samples, SAMPLE_RATE)
    first = silences[0].end if silences and silences[0].start == 0 else 0.0
    last = silences[-1].start if silences and math.isclose(silences[-1].end, seconds) else seconds
    if last - first < _SHORTEST or not samples.any():
        raise InputError("there is no speech in the recording", remedy="check what was recorded, and its level")
    start, end = max(first - _HEAD, 0.0), min(last + _TAIL, seconds)
    return samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]


class _Spoken(NamedTuple):
    """What a segment says as one text, where its sentences lie in it, and its phonemes."""

    text: str
    sentences: tuple[TextSpan, ...]
    phonemes: tuple[Phonemes, ...]


def _spoken(segment: Segment) -> _Spoken:
    at, sentences, phonemes, texts = 0, [], [], []
    for sentence in segment.sentences:
        if sentence.is_said:
            text = sentence.spoken
            phonemes += [
                Phonemes(source=TextSpan(p.source.start + at, p.source.end + at), text=p.text)
                for p in phonemes_of(sentence)
            ]
            sentences.append(TextSpan(at, at + len(text)))
            texts.append(text)
            at += len(text) + 1
    return _Spoken(" ".join(texts), tuple(sentences), tuple(phonemes))


def _within(marks: tuple[Mark, ...], sentence: TextSpan) -> Iterator[Mark]:
    """The marks of a sentence, their sources counted from its own first character."""
    for mark in marks:
        if sentence.start <= mark.source.start < sentence.end:
            end = min(mark.source.end, sentence.end)
            source = TextSpan(mark.source.start - sentence.start, end - sentence.start)
            yield Mark(source=source, start=mark.start, end=mark.end)


def _cuts(
    marks: tuple[Mark, ...], sentences: tuple[TextSpan, ...], silences: list[Pause], reach: Fraction
) -> Iterator[int]:
    """The samples between one sentence and the next: in the middle of the pause that lies there, or is within reach."""
    for before, after in pairwise(sentences):
        ends = [m.end for m in marks if m.source.start < before.end]
        starts = [m.start for m in marks if m.source.start >= after.start]
        low, high = ends[-1] if ends else Fraction(0), starts[0] if starts else (ends[-1] if ends else Fraction(0))
        middle = (low + high) / 2
        near = [p for p in silences if reach and p.end > middle - reach and p.start < middle + reach]
        longest = max(near, key=lambda p: p.duration, default=None)
        if longest:
            middle = Fraction((longest.start + longest.end) / 2)
        yield round(middle * SAMPLE_RATE)
