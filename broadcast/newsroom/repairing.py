"""Repairing subtitles from elsewhere: no more than their profile asks for.

A cue that keeps the rules stays as it is, on the frame grid.  One that does not is cut and timed again as if it were
spoken, its words spread over its time where nothing tells when they are heard.  Where that is not enough it takes the
time that its reading needs from the pause after it; and where that is not enough it is joined with its nearer
neighbour, and the two are cut anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from msgspec.structs import replace

from broadcast.model.caption import CaptionProfile, Captions, Cue, GlueRules, TimedSegment, TimedWord
from broadcast.model.text import TextSpan
from broadcast.newsroom.captioning import caption
from broadcast.newsroom.checking import violations
from broadcast.newsroom.pacing import paced
from broadcast.timing import FrameRate

ROUNDS = 8
_DASHES = ("-", "–", "—", "―", "‐")
_FAR = Fraction(2)  # seconds; cues farther apart are not joined
_MARGIN = Fraction(21, 20)  # of the time that reading needs: cuts do not fall where the seconds do


@dataclass(frozen=True, slots=True)
class Desk:
    """What captions are repaired by: the frame grid, and for each language profile, glue and sentences."""

    frame_rate: FrameRate
    profile_for: Callable[[str], CaptionProfile]
    glue_for: Callable[[str], GlueRules]
    sentences_for: Callable[[str], Callable[[str], Sequence[TextSpan]]]

    def exact(self, language: str) -> CaptionProfile:
        """The profile without lead-in and hang: a file's times already hold them."""
        return replace(self.profile_for(language), hang=Fraction(0), lead_in=Fraction(0), speaker_labels="none")


@dataclass(frozen=True, slots=True)
class _Unit:
    """Cues that are cut together, in one language; a `slow` one may take more time than it had, up to `limit`."""

    cues: tuple[Cue, ...]
    language: str
    slow: bool = False
    limit: Fraction = Fraction(0)

    @property
    def end(self) -> Fraction:
        return max(cue.end for cue in self.cues)


def repaired(captions: Captions, desk: Desk) -> Captions:
    """Captions on the frame grid that break as few rules as can be; no word is lost, none is added.

    Cues without text are dropped.  The cues have no word times afterwards.
    """
    rate = desk.frame_rate
    kept = [_snapped(cue, rate) for cue in captions.cues if cue.text.strip()]
    units = [_Unit((cue,), cue.language or captions.language) for cue in kept]
    if not units:
        return replace(captions, cues=())
    for _ in range(ROUNDS):
        units = _limited(units, desk)
        made = _cut(units, captions, desk)
        found = violations(made, rate, desk.profile_for)
        faulty = {int(made.cues[v.cue - 1].segment) for v in found if _bad(v.severity, v.code)}
        slowed = [_slowed(u, slow=u.slow or n in faulty) for n, u in enumerate(units)]
        after = slowed if slowed != units else _joined(units, faulty)
        if after == units:
            break
        units = after
    else:
        units = _limited(units, desk)
        made = _cut(units, captions, desk)
    own = (units[int(cue.segment)].cues[0] for cue in made.cues)
    cues = (replace(c, segment=o.segment, language=o.language) for c, o in zip(made.cues, own, strict=True))
    return replace(made, cues=tuple(cues))


def _bad(severity: str, code: str) -> bool:
    return severity != "note" and code != "caption-word-broken"


def _slowed(unit: _Unit, *, slow: bool) -> _Unit:
    return _Unit(unit.cues, unit.language, slow, unit.limit)


def _snapped(cue: Cue, rate: FrameRate) -> Cue:
    start = rate.seconds(max(0, rate.nearest(cue.start)))
    return replace(cue, start=start, end=max(start, rate.seconds(rate.nearest(cue.end))))


def _limited(units: list[_Unit], desk: Desk) -> list[_Unit]:
    """Units with the time up to which each may go on: the next one's start, or as long as the last one needs."""
    starts = [unit.cues[0].start for unit in units[1:]]
    last = units[-1]
    needed = sum((_need(cue, desk.exact(last.language), desk.frame_rate) for cue in last.cues), Fraction(0))
    limits = [*starts, max(last.end, last.cues[0].start + needed)]
    return [_Unit(u.cues, u.language, u.slow, limit) for u, limit in zip(units, limits, strict=True)]


def _cut(units: list[_Unit], captions: Captions, desk: Desk) -> Captions:
    """The cues of all units; `segment` is the index of the unit."""
    segments = [_segment(number, unit, desk) for number, unit in enumerate(units)]
    end = units[-1].limit + desk.profile_for(units[-1].language).shortest
    made = caption(segments, desk.frame_rate, desk.exact, desk.glue_for, end)
    groups: list[list[Cue]] = [[] for _ in units]
    for cue in made.cues:
        groups[int(cue.segment)].append(replace(cue, words=()))
    pairs = zip(units, groups, strict=True)
    cues = (cue for unit, group in pairs for cue in _kept(unit, group, desk.profile_for(unit.language)))
    return replace(captions, cues=tuple(cues))


def _kept(unit: _Unit, made: list[Cue], profile: CaptionProfile) -> list[Cue]:
    """The lines that a person broke, where they fit and the cue is still whole."""
    if len(unit.cues) > 1 or len(made) > 1:
        return made
    lines = unit.cues[0].lines
    fits = len(lines) <= profile.lines and max(map(len, lines)) <= profile.characters
    return [replace(made[0], lines=lines)] if fits else made


def _joined(units: list[_Unit], faulty: set[int]) -> list[_Unit]:
    """Units, each faulty one together with its nearer neighbour, but no more than two of them at a time."""
    joins = set()  # with the one after it
    for number in sorted(faulty):
        sides = [(_distance(units, min(number, other)), min(number, other)) for other in (number - 1, number + 1)]
        distance, first = min(sides)
        if distance <= _FAR:
            joins.add(first)
    found: list[_Unit] = []
    number = 0
    while number < len(units):
        unit = units[number]
        if number in joins:
            number += 1
            unit = _Unit((*unit.cues, *units[number].cues), unit.language, slow=True)
        found.append(unit)
        number += 1
    return found


def _distance(units: list[_Unit], first: int) -> Fraction:
    """Seconds of silence between a unit and the next; more than any where the two cannot be joined."""
    if first < 0 or first + 1 >= len(units):
        return _FAR + 1
    one, other = units[first], units[first + 1]
    before, after = one.cues[-1], other.cues[0]
    voices = (before.speaker, one.language) == (after.speaker, other.language)
    if not voices or _is_dialogue(before) or _is_dialogue(after):
        return _FAR + 1
    return max(Fraction(0), after.start - before.end)


def _is_dialogue(cue: Cue) -> bool:
    return any(line.startswith(_DASHES) for line in cue.lines)


def _segment(number: int, unit: _Unit, desk: Desk) -> TimedSegment:
    words = [word for cue in _spoken(unit, desk) for word in _words(cue, desk.exact(unit.language))]
    ends = {span.end for span in desk.sentences_for(unit.language)(" ".join(word.text for word in words))}
    told, at = [], 0
    for i, word in enumerate(words):
        at += len(word.text)
        following = words[i + 1].text if i + 1 < len(words) else _DASHES[0]
        told.append(replace(word, ends_sentence=at in ends or following.startswith(_DASHES)))
        at += 1
    return TimedSegment(segment=str(number), language=unit.language, words=tuple(told), speaker=unit.cues[0].speaker)


def _spoken(unit: _Unit, desk: Desk) -> Iterator[Cue]:
    """The cues of a unit; those of a slow one last as long as reading needs, one after the other, up to its limit."""
    if not unit.slow or any(cue.words for cue in unit.cues):
        yield from unit.cues
        return
    profile, first = desk.exact(unit.language), unit.cues[0].start
    times: list[tuple[Fraction, Fraction]] = []
    free = first
    for cue in unit.cues:
        start = max(free, cue.start)
        free = max(start + _need(cue, profile, desk.frame_rate), min(cue.end, start + profile.longest))
        times.append((start, free))
    room = max(unit.limit, unit.end) - first
    factor = min(Fraction(1), room / (free - first)) if free > first else Fraction(1)
    for cue, (start, end) in zip(unit.cues, times, strict=True):
        yield replace(cue, start=first + (start - first) * factor, end=first + (end - first) * factor)


def _need(cue: Cue, profile: CaptionProfile, rate: FrameRate) -> Fraction:
    """Seconds that reading a cue takes, with the gap after it."""
    reading = len(" ".join(cue.lines)) / Fraction(str(profile.reading_speed)) * _MARGIN
    return max(reading, profile.shortest) + rate.seconds(profile.gap_frames + 1)


def _words(cue: Cue, profile: CaptionProfile) -> list[TimedWord]:
    """The words of a cue with their own times, or spread over it, but no longer than one cue may stay."""
    pieces = [piece for line in cue.lines for piece in _pieces(line)]
    if len(cue.words) == sum(len(line.split()) for line in cue.lines) == len(pieces):
        return [replace(word, text=piece) for word, piece in zip(cue.words, pieces, strict=True)]
    duration = cue.end - cue.start
    if sum(map(len, pieces)) + len(pieces) - 1 <= profile.characters * profile.lines:
        duration = min(duration, profile.longest)
    marks = paced(" ".join(piece.replace(" ", "\u2060") for piece in pieces), duration)
    return [
        TimedWord(text=piece, start=cue.start + mark.start, end=cue.start + mark.end)
        for piece, mark in zip(pieces, marks, strict=True)
    ]


def _pieces(line: str) -> list[str]:
    """The words of a line; a dash at its head, which tells that another speaks, stays with the word after it."""
    words = line.split()
    if len(words) > 1 and words[0] in _DASHES:
        words[:2] = [f"{words[0]} {words[1]}"]
    return words
