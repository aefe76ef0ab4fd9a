"""Finishing: speech is brought to the programme's rate, edited and kept as takes, in batches."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from broadcast.audio.pcm import SAMPLE_RATE, to_pcm
from broadcast.model.speech import Speech, Take
from broadcast.pipeline.aligning import Aligner
from broadcast.pipeline.aside import aside
from broadcast.pipeline.lines import Line
from broadcast.takes import TakeStore

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_BATCH = 60  # seconds of speech that are resampled at a time
_OLD = 1.0  # seconds after which a batch is kept as it is: what a slow engine said is not lost by Ctrl-C
_FINISHERS = 2  # batches that are resampled and edited side by side
_APART = SAMPLE_RATE // 10  # samples of silence at least before, between and after them


class Said(NamedTuple):
    """A line, and what an engine made of it."""

    line: Line
    speech: Speech


def kept(said: Iterable[Said], store: TakeStore) -> Iterator[Take]:
    """A take of each line, in order; while speech comes in, what came before is finished and kept."""
    waiting: deque[Future[list[Take]]] = deque()
    aligner = Aligner()
    with aside(_FINISHERS) as finishers:
        for batch in _batches(said):
            waiting.append(finishers.submit(_kept, batch, store, aligner))
            while waiting and (len(waiting) > _FINISHERS or waiting[0].done()):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _batches(said: Iterable[Said]) -> Iterator[list[Said]]:
    """Speech as it comes in, in batches of one sample rate; what stops it comes after what was said before."""
    batch: list[Said] = []
    seconds, began = 0.0, 0.0
    try:
        for each in said:
            full = seconds > _BATCH or time.monotonic() - began > _OLD
            if batch and (full or each.speech.sample_rate != batch[0].speech.sample_rate):
                yield batch
                batch = []
            if not batch:
                seconds, began = 0.0, time.monotonic()
            batch.append(each)
            seconds += len(each.speech.samples) / each.speech.sample_rate
    except (Exception, KeyboardInterrupt):
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _kept(batch: list[Said], store: TakeStore, aligner: Aligner) -> list[Take]:
    """Resample a batch in one pass of ffmpeg, find its words where no engine told, finish each piece and store it."""
    from broadcast.audio.edits import finished

    takes = []
    for (line, speech), samples in zip(batch, _at_programme_rate([s.speech for s in batch]), strict=True):
        speech = aligner.aligned(line.request, speech)
        edited, cut = finished(samples)
        takes.append(store.keep(line.key, speech, to_pcm(edited), Fraction(cut, SAMPLE_RATE), line.voice, SAMPLE_RATE))
    return takes


def _at_programme_rate(speeches: list[Speech]) -> Iterator[Samples]:
    """The samples of speeches of one rate at 48 kHz.

    They go through ffmpeg as one stream.  Each begins where the two rates have a sample in common, so that none is
    moved by a fraction of a sample, and silence stands on both sides of each, so that it comes out the same whichever
    were said in the same moments: at the edge of a stream ffmpeg's filter sees the sound mirrored.
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
    step, gap = ratio.denominator, _APART * rate // SAMPLE_RATE
    room = [-(-(length + gap) // step) * step for length in (0, *(len(s.samples) for s in speeches))]
    starts = list(accumulate(room))
    stream = np.zeros(starts.pop(), np.float32)
    for speech, start in zip(speeches, starts, strict=True):
        stream[start : start + len(speech.samples)] = speech.samples
    result = resampled(stream, rate)
    for speech, start in zip(speeches, starts, strict=True):
        begin = start // step * ratio.numerator
        yield result[begin : begin + (len(speech.samples) * ratio).__ceil__()]
