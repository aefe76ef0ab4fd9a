"""Voicing: every sentence of a script becomes a take; what was spoken before is not spoken again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from broadcast.audio.pcm import SAMPLE_RATE, to_pcm
from broadcast.errors import BroadcastError, EngineError
from broadcast.model.edition import Casting
from broadcast.model.progress import Listener, Progress
from broadcast.model.script import Script, Segment
from broadcast.model.settings import Cast
from broadcast.model.speech import Engine, Phonemes, Speech, SpeechRequest, Take, Voice
from broadcast.model.text import Sentence, TextSpan
from broadcast.newsroom.casting import cast_script, track_of
from broadcast.takes import TakeStore, take_key

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_BATCH = 30  # seconds of speech that are resampled at a time
_STOPS = ".,!?:;…"
_FINISHERS = 2  # batches that are resampled and edited side by side
_APART = SAMPLE_RATE // 10  # samples of silence at least between two of them


class Line(NamedTuple):
    """A sentence to be spoken: the segment it is of, the request, the voice, the take's key."""

    segment: Segment
    number: int
    request: SpeechRequest
    voice: Voice
    key: str


class Voiced(NamedTuple):
    """Takes by segment id, and how many were spoken and found."""

    takes: dict[str, tuple[Take, ...]]
    spoken: int
    reused: int


def lines_of(script: Script, castings: tuple[Casting, ...], engine: Engine) -> Iterator[Line]:
    """Every sentence that is said, in order."""
    cast = {(c.track, c.language): c for c in castings}
    fingerprints = {c.voice.id: engine.fingerprint(c.voice.id) for c in castings}
    for number, segment in enumerate(script.segments, 1):
        casting = cast[track_of(segment), segment.language]
        for sentence in segment.sentences:
            if sentence.is_said:
                request = SpeechRequest(
                    text=sentence.spoken,
                    language=segment.language,
                    voice=casting.voice.id,
                    rate=casting.rate,
                    pitch=casting.pitch,
                    phonemes=tuple(_phonemes(sentence)),
                )
                key = take_key(request, engine.name, fingerprints[casting.voice.id])
                yield Line(segment, number, request, casting.voice, key)


def _phonemes(sentence: Sentence) -> Iterator[Phonemes]:
    """Where the lexicon's phonemes stand in what a sentence says; the punctuation after a word stays text."""
    at = 0
    for word in sentence.words:
        if word.phonemes:
            length = len(word.spoken.rstrip(_STOPS))
            yield Phonemes(source=TextSpan(at, at + length), text=word.phonemes)
        at += len(word.spoken) + bool(word.spoken)


def voice(script: Script, castings: tuple[Casting, ...], engine: Engine, store: TakeStore, listen: Listener) -> Voiced:
    """A take for every sentence.

    Takes are kept as they are made, so that what was spoken before an interruption is not lost.

    :raises EngineError: a sentence could not be spoken, or came back without sound; the segment is named.
    """
    lines = list(lines_of(script, castings, engine))
    listen(Progress(step="voice", done=0, total=len(lines)))
    found = {line.key: store.find(line.key) for line in lines}
    missing = {line.key: line for line in lines if found[line.key] is None}
    made: dict[str, Take] = {key: take for key, take in found.items() if take}
    done = len(made)
    for take in _spoken(list(missing.values()), engine, store):
        made[take.key] = take
        done += 1
        listen(Progress(step="voice", done=done, total=len(made.keys() | missing.keys())))
    listen(Progress(step="voice", done=len(lines), total=len(lines)))
    takes: dict[str, tuple[Take, ...]] = {segment.id: () for segment in script.segments}
    for line in lines:
        takes[line.segment.id] += (made[line.key],)
    return Voiced(takes, len(missing), len(lines) - len(missing))


def _spoken(lines: list[Line], engine: Engine, store: TakeStore) -> Iterator[Take]:
    """Speak lines in batches; while one is spoken, those before it are finished and kept."""
    waiting: deque[Future[list[Take]]] = deque()
    with ThreadPoolExecutor(_FINISHERS) as finishers:
        for batch in _batches(lines, engine):
            waiting.append(finishers.submit(_kept, batch, store))
            if len(waiting) > _FINISHERS:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _batches(lines: list[Line], engine: Engine) -> Iterator[list[tuple[Line, Speech]]]:
    """Lines and their speech, spoken as they are asked for, in batches of one sample rate."""
    batch: list[tuple[Line, Speech]] = []
    seconds = 0.0
    for line in lines:
        speech = _speak(line, engine)
        if batch and (seconds > _BATCH or speech.sample_rate != batch[0][1].sample_rate):
            yield batch
            batch, seconds = [], 0.0
        batch.append((line, speech))
        seconds += len(speech.samples) / speech.sample_rate
    if batch:
        yield batch


def _speak(line: Line, engine: Engine) -> Speech:
    where = f"segment {line.number}"
    try:
        speech = engine.speak(line.request)
    except BroadcastError as error:
        raise type(error)(error.what, error.where or where, error.remedy) from error
    if not len(speech.samples) or (engine.audible and not speech.samples.any()):
        raise EngineError(
            f"{engine.name} gave no sound for «{line.request.text[:60]}»", where, "try again, or another --engine"
        )
    return speech


def _kept(batch: list[tuple[Line, Speech]], store: TakeStore) -> list[Take]:
    """Resample a batch in one pass of ffmpeg, finish each piece of speech and store it."""
    from broadcast.audio.edits import finished

    takes = []
    for (line, speech), samples in zip(batch, _at_programme_rate([s for _, s in batch]), strict=True):
        edited, cut = finished(samples)
        takes.append(store.keep(line.key, speech, to_pcm(edited), Fraction(cut, SAMPLE_RATE), line.voice, SAMPLE_RATE))
    return takes


def _at_programme_rate(speeches: list[Speech]) -> Iterator[Samples]:
    """The samples of speeches of one rate at 48 kHz.

    They go through ffmpeg as one stream.  Each begins where the two rates have a sample in common, so that none is
    moved by a fraction of a sample.
    """
    import numpy as np

    from broadcast.audio.ffmpeg import resampled

    if not speeches:
        return
    rate = speeches[0].sample_rate
    if rate == SAMPLE_RATE:
        yield from (s.samples for s in speeches)
        return
    ratio = Fraction(SAMPLE_RATE, rate)
    gap = _APART * rate // SAMPLE_RATE
    lengths = [-(-(len(s.samples) + gap) // ratio.denominator) * ratio.denominator for s in speeches]
    stream = np.zeros(sum(lengths), np.float32)
    at = 0
    for speech, length in zip(speeches, lengths, strict=True):
        stream[at : at + len(speech.samples)] = speech.samples
        at += length
    result = resampled(stream, rate)
    at = 0
    for speech, length in zip(speeches, lengths, strict=True):
        start = at * ratio.numerator // ratio.denominator
        yield result[start : start + (len(speech.samples) * ratio).__ceil__()]
        at += length


def silent_takes(
    script: Script, cast: Cast, engine: Engine
) -> tuple[tuple[Casting, ...], Mapping[str, tuple[Take, ...]]]:
    """Takes that only last, for an estimate; nothing is stored."""
    castings = cast_script(script, cast, engine.name, engine.voices())
    takes: dict[str, tuple[Take, ...]] = {segment.id: () for segment in script.segments}
    for line in lines_of(script, castings, engine):
        speech = engine.speak(line.request)
        take = Take(
            key=line.key,
            digest="",
            length=len(speech.samples),
            sample_rate=speech.sample_rate,
            marks=speech.marks,
            timing="estimated",
            voice=line.voice,
        )
        takes[line.segment.id] += (take,)
    return castings, takes
