"""Scheduling: takes are laid on the timeline, and every written word gets its time."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from fractions import Fraction

from broadcast.errors import InputError
from broadcast.model.caption import TimedSegment, TimedWord
from broadcast.model.script import Script, Segment
from broadcast.model.settings import Pauses
from broadcast.model.speech import RECORDED, Mark, Take
from broadcast.model.text import Sentence, Word
from broadcast.model.timeline import Clip, Part, Timeline, Track
from broadcast.newsroom.casting import NARRATION, track_of
from broadcast.timing import FrameRate

Takes = Mapping[str, tuple[Take, ...]]
_NAME_LENGTH = 60


def schedule(
    script: Script,
    takes: Takes,
    pauses: Pauses,
    frame_rate: FrameRate,
    sample_rate: int,
    start: Fraction,
    places: Takes | None = None,
) -> Timeline:
    """A clip for every segment, one after the other.

    `takes` holds the takes of a segment's sentences by segment id.  Clips begin on the grid, never later than the
    pause asks for; a clip ends on the first frame edge after its sound.  `places` are the drafts whose place a segment
    keeps, whatever its own takes last: what comes after stays where it was.

    :raises InputError: takes are longer than the place that they should keep.
    """
    clips: dict[str, list[Clip]] = {NARRATION: []} if script.segments else {}
    at, free, previous = 0, 0, ""
    sound_end = Fraction(0)
    for number, segment in enumerate(script.segments, 1):
        track = track_of(segment)
        if previous:
            pause = pauses.paragraph if track == previous else pauses.speaker
            at = max(at, frame_rate.floor(sound_end + pause))
        if at < free:
            over = float(frame_rate.seconds(free - at))
            raise InputError(
                f"the recording is {over:.2f} s too long for its place",
                f"segment {number - 1}",
                "shorten it, or let what comes after move: build without --keep-times",
            )
        parts = _parts(segment, takes[segment.id], pauses, sample_rate)
        place = _parts(segment, (places or takes).get(segment.id, takes[segment.id]), pauses, sample_rate)
        begin = frame_rate.seconds(at)
        sound_end = begin + _length(place)
        end = max(frame_rate.ceil(begin + _length(parts)), at + 1)
        clip = Clip(
            segment=segment.id,
            number=number,
            name=_name(segment.text),
            media=f"audio/takes/{number:03d}-{track}.wav",
            start=begin,
            duration=frame_rate.seconds(end - at),
            parts=parts,
        )
        clips.setdefault(track, []).append(clip)
        at, free, previous = max(frame_rate.ceil(sound_end), at + 1), end, track
    speakers = {s.id: s for s in script.speakers}
    tracks = (
        Track(
            id=track,
            name=speakers[track].name if track in speakers else "Narration",
            kind="quote" if track in speakers else "narration",
            clips=tuple(found),
            speaker=speakers.get(track),
        )
        for track, found in clips.items()
    )
    return Timeline(frame_rate=frame_rate, sample_rate=sample_rate, start=start, tracks=tuple(tracks))


def _name(text: str) -> str:
    name = " ".join(text.split())
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1].rstrip() + "…"


def _length(parts: tuple[Part, ...]) -> Fraction:
    return max((p.start + p.take.duration for p in parts), default=Fraction(0))


def _parts(segment: Segment, takes: tuple[Take, ...], pauses: Pauses, sample_rate: int) -> tuple[Part, ...]:
    """Sentences one after the other, each on a sample; nothing is paused after the last.

    A person's recording has pauses of its own: its parts lie end to end.
    """
    parts, at = [], 0
    for sentence, take in zip(_spoken(segment), takes, strict=True):
        parts.append(Part(take=take, start=Fraction(at, sample_rate)))
        pause = pauses.paragraph if sentence.ends_paragraph else pauses.sentence
        at += take.length + (0 if take.voice.engine == RECORDED else round(pause * sample_rate))
    return tuple(parts)


def _spoken(segment: Segment) -> tuple[Sentence, ...]:
    return tuple(s for s in segment.sentences if s.is_said)


def timed(script: Script, timeline: Timeline) -> tuple[TimedSegment, ...]:
    """Every word of the script on the timeline's clock."""
    clips = {clip.segment: clip for clip in timeline.clips}
    return tuple(
        TimedSegment(
            segment=segment.id,
            language=segment.language,
            speaker=segment.speaker.id if segment.speaker else "",
            words=_timed_words(segment, clips[segment.id]),
        )
        for segment in script.segments
    )


def _timed_words(segment: Segment, clip: Clip) -> tuple[TimedWord, ...]:
    words: list[TimedWord] = []
    parts = iter(clip.parts)
    at = clip.start
    for sentence in segment.sentences:
        if sentence.is_said:
            part = next(parts)
            start = clip.start + part.start
            times = word_times(sentence.words, part.take)
            at = start + part.take.duration
        else:
            start, times = at, [(Fraction(0), Fraction(0))] * len(sentence.words)
        last = len(sentence.words) - 1
        words += (
            TimedWord(text=word.text, start=start + begin, end=start + end, ends_sentence=i == last)
            for i, (word, (begin, end)) in enumerate(zip(sentence.words, times, strict=True))
        )
    return tuple(words)


def word_times(words: tuple[Word, ...], take: Take) -> list[tuple[Fraction, Fraction]]:
    """When each written word is heard, in seconds from the take's first sample; in order and never overlapping.

    A word that an engine gave no time (a clitic said with its neighbour) shares the time of the marked word before it,
    by letters; one with nothing to say stands where the word before it ends.
    """
    times: list[tuple[Fraction, Fraction]] = []
    for run, begin, end in _runs(words, take):
        total, before = sum(len(w.spoken) for w in run) or 1, 0
        for word in run:
            after = before + len(word.spoken)
            low, high = (begin + (end - begin) * Fraction(share, total) for share in (before, after))
            times.append((low, high))
            before = after
    return times


def _runs(words: tuple[Word, ...], take: Take) -> list[tuple[list[Word], Fraction, Fraction]]:
    """Words in runs that share a time: a run begins at each word in which a mark begins."""
    runs: list[tuple[list[Word], list[Mark]]] = [([], [])]
    marks = deque(take.marks)
    at = 0
    for word in words:
        stop = at + len(word.spoken)
        own = []
        while marks and marks[0].source.start < stop:
            own.append(marks.popleft())
        if own and runs[-1][1]:
            runs.append(([], []))
        runs[-1][0].append(word)
        runs[-1][1].extend(own)
        at = stop + 1 if word.spoken else at
    timed_runs, free = [], Fraction(0)
    for run, own in runs:
        begin = max(free, own[0].start) if own else free
        free = max(begin, own[-1].end) if own else take.duration
        timed_runs.append((run, begin, free))
    return timed_runs
