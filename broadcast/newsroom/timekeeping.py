"""Keeping time: a programme against the running time that was asked for, and what could go.

Nothing is ever cut here: sentences are named, a person drops them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import comb
from typing import NamedTuple

from broadcast.model.running_time import Cut, RunningTime, SegmentTime
from broadcast.model.script import Finding, Script, Segment
from broadcast.model.timeline import Timeline

TOLERANCE = Fraction(1, 2)
"""Seconds by which a programme may miss its target: nobody hears them (our own figure)."""

CODES = frozenset({"over-time", "under-time", "fitted"})
"""The codes of the findings about the running time."""

_MOST_SETS = 50_000
_MILLISECONDS = 1000
_SHOWN = 48


class _Sentence(NamedTuple):
    """A spoken sentence and the time from its start to the start of the next."""

    number: int
    segment: Segment
    place: int
    text: str
    slot: Fraction


def running_time(script: Script, timeline: Timeline, target: Fraction, rate: Fraction = Fraction(1)) -> RunningTime:
    """How a programme stands against a target, in seconds."""
    over = timeline.duration - target
    cuts = _cuts(list(_sentences(script, timeline)), over) if over > 0 else ()
    return RunningTime(
        target=_seconds(target),
        trt=_seconds(timeline.duration),
        over=_seconds(over),
        rate=round(float(rate), 4),
        segments=tuple(_segments(script, timeline, target)),
        cuts=tuple(cuts),
    )


def check_running_time(found: RunningTime) -> tuple[Finding, ...]:
    """Whether a programme misses its target by more than half a second: ``over-time``, ``under-time``.

    A note, ``fitted``, tells of one that was fitted.
    """
    paced = f" with the voices {abs(found.rate - 1):.1%} {'faster' if found.rate > 1 else 'slower'}"
    paced = paced if found.rate != 1 else ""
    if abs(found.over) <= TOLERANCE:
        message = f"the programme lasts {found.trt:.1f} s{paced}"
        return (Finding(severity="note", code="fitted", message=message),) if paced else ()
    if found.over < 0:
        message = f"the programme is {-found.over:.1f} s under its {clock(found.target)}{paced}"
        return (Finding(severity="note", code="under-time", message=message),)
    told = "; ".join(f"{c.number}. «{_clipped(c.text)}» ({c.seconds:.1f} s)" for c in found.cuts)
    advice = f"without these it would fit: {told}" if told else "no few sentences are enough: shorten the story"
    message = f"the programme is {found.over:.1f} s over its {clock(found.target)}{paced}; {advice}"
    return (Finding(severity="warning", code="over-time", message=message),)


def clock(seconds: float) -> str:
    """``1:30``, ``1:30.5``."""
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:04.1f}".removesuffix(".0") if rest % 1 else f"{int(minutes)}:{int(rest):02d}"


def _seconds(time: Fraction) -> float:
    return round(float(time), 3)


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _segments(script: Script, timeline: Timeline, target: Fraction) -> Iterator[SegmentTime]:
    """Each segment to the start of the next, so that all of them add up to the running time."""
    segments, clips = {s.id: s for s in script.segments}, timeline.clips
    words = {c.segment: _words(segments.get(c.segment)) for c in clips}
    total = sum(words.values()) or 1
    ends = [c.start for c in clips[1:]] + [timeline.duration]
    for at, (clip, end) in enumerate(zip(clips, ends, strict=True)):
        begin = clip.start if at else Fraction(0)
        share = target * Fraction(words[clip.segment], total)
        yield SegmentTime(
            segment=clip.segment,
            number=clip.number,
            seconds=_seconds(end - begin),
            share=_seconds(share),
            over=_seconds(end - begin - share),
        )


def _words(segment: Segment | None) -> int:
    """Words that are said; at least one, so that a segment of one sign has a share."""
    if segment is None:
        return 1
    return sum(len(s.spoken.split()) for s in segment.sentences if s.is_said) or 1


def _sentences(script: Script, timeline: Timeline) -> Iterator[_Sentence]:
    """Every sentence that is said, with its slot; none of a segment whose recording does not tell them apart."""
    segments = {s.id: s for s in script.segments}
    found: list[tuple[Fraction, int, Segment, int, str]] = []
    for clip in timeline.clips:
        segment = segments.get(clip.segment)
        said = [s for s in segment.sentences if s.is_said] if segment else []
        if segment is None or len(said) != len(clip.parts):
            found += [(clip.start, clip.number, segment, -1, "")] if segment else []
            continue
        for place, (sentence, part) in enumerate(zip(said, clip.parts, strict=True)):
            found.append((clip.start + part.start, clip.number, segment, place, sentence.text))
    ends = [start for start, *_ in found[1:]] + [timeline.duration]
    for (start, number, segment, place, text), end in zip(found, ends, strict=True):
        yield _Sentence(number, segment, place, text, end - start)


def _cuts(sentences: list[_Sentence], over: Fraction) -> Iterator[Cut]:
    """Narration if it is enough, else quotes too; never the lead, never the first sentence of a quote."""
    whole = [s for s in sentences[1:] if s.place >= 0]
    narration = [s for s in whole if s.segment.kind == "narration"]
    quotes = [s for s in whole if s.segment.kind == "quote" and s.place > 0]
    for candidates in (narration, narration + quotes):
        if sum(s.slot for s in candidates) >= over:
            for each in sorted(_fewest(candidates, over), key=lambda s: (s.number, s.place)):
                yield Cut(segment=each.segment.id, number=each.number, text=each.text, seconds=_seconds(each.slot))
            return


def _fewest(candidates: list[_Sentence], over: Fraction) -> list[_Sentence]:
    """The fewest sentences that are enough, and of those sets the one that takes the least; late ones before early."""
    longest = sorted(candidates, key=lambda s: (-s.slot, -s.number, -s.place))
    sizes = [(s.slot * _MILLISECONDS).__floor__() for s in longest]
    wanted = min((over * _MILLISECONDS).__ceil__(), sum(sizes))
    count, total = 0, 0
    while total < wanted:
        total += sizes[count]
        count += 1
    if comb(len(longest), count) <= _MOST_SETS:
        sets = combinations(range(len(longest)), count)
        best = min((sum(sizes[i] for i in some), some) for some in sets if sum(sizes[i] for i in some) >= wanted)[1]
        return [longest[i] for i in best]
    chosen, spare = list(range(count)), total - wanted
    for at in reversed(range(count)):  # the shortest that still does, for one after the other
        shorter = [i for i in range(count, len(longest)) if i not in chosen and sizes[chosen[at]] - sizes[i] <= spare]
        if shorter:
            better = min(shorter, key=sizes.__getitem__)
            spare -= sizes[chosen[at]] - sizes[better]
            chosen[at] = better
    return [longest[i] for i in chosen]
