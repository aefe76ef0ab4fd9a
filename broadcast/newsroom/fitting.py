"""Fitting: how fast a programme has to be read to last as long as was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from broadcast.model.edition import Casting
from broadcast.model.script import Script
from broadcast.model.speech import Take
from broadcast.newsroom.casting import track_of

LIMIT = Fraction(1, 10)
"""How far a reading rate may be moved before it sounds hurried or slow (our own figure)."""

_PASSES = 4
_MOST_ROUNDED = 10
_NEAR = Fraction(1, 10_000)

Voice = tuple[str, str]
"""A track's id and a language: what a casting is of."""

Speech = Mapping[Voice, Fraction]


class Read(NamedTuple):
    """A programme as it was read: its running time, and the seconds of speech of each voice that can be paced."""

    duration: Fraction
    speech: Speech


def speech_of(
    script: Script, castings: Iterable[Casting], takes: Mapping[str, tuple[Take, ...]]
) -> dict[Voice, Fraction]:
    """Seconds that each voice speaks; what a person recorded, or an engine without a rate said, is not counted."""
    voices = {(c.track, c.language): c.voice for c in castings if c.rate}
    total: dict[Voice, Fraction] = {}
    for segment in script.segments:
        key = track_of(segment), segment.language
        for take in takes.get(segment.id, ()):
            if key in voices and take.voice == voices[key]:
                total[key] = total.get(key, Fraction(0)) + take.duration
    return total


def fit(read: Callable[[Mapping[Voice, int]], Read], base: Mapping[Voice, int], target: Fraction) -> dict[Voice, int]:
    """Words a minute for each voice that bring a programme nearest to a target: one factor on all, within the limit.

    `read` reads the programme at given rates.  No engine is exactly linear, so that it is read a few times; whole words
    a minute are coarse, so that some voices are rounded up and some down.
    """
    rates = dict(base)
    best, missed = rates, None
    seen: set[tuple[int, ...]] = set()
    for _ in range(_PASSES):
        if tuple(rates.values()) in seen:
            break
        seen.add(tuple(rates.values()))
        found = read(rates)
        off = abs(found.duration - target)
        if missed is None or off < missed:
            best, missed = rates, off
        if off <= target * _NEAR:
            break
        wanted = target - (found.duration - sum(found.speech.values()))
        rates = _paced(base, {key: rates[key] * time for key, time in found.speech.items() if key in base}, wanted)
    return best


def factor(base: Mapping[Voice, int], rates: Mapping[Voice, int], speech: Speech) -> Fraction:
    """How many times faster than at `base` a programme is read, whose voices speak so long at `rates`."""
    now = sum(speech.values(), Fraction(0))
    before = sum((time * rates[key] / base[key] for key, time in speech.items() if key in base), Fraction(0))
    return before / now if now and before else Fraction(1)


def _paced(base: Mapping[Voice, int], work: Speech, wanted: Fraction) -> dict[Voice, int]:
    """Rates at which each voice's `work` (rate times seconds) takes `wanted` seconds together."""
    alone = sum((time / base[key] for key, time in work.items()), Fraction(0))
    factor = min(max(alone / wanted, 1 - LIMIT), 1 + LIMIT) if wanted > 0 else 1 + LIMIT
    near = {key: _around(rate, factor) for key, rate in base.items()}
    rounded = [key for key in base if key in work][:_MOST_ROUNDED]
    plain = {key: rates[-1] for key, rates in near.items()}

    def missed(some: tuple[int, ...]) -> Fraction:
        rates = plain | dict(zip(rounded, some, strict=True))
        return abs(sum((time / rates[key] for key, time in work.items()), Fraction(0)) - wanted)

    best = min(product(*(near[key] for key in rounded)), key=missed)
    return plain | dict(zip(rounded, best, strict=True))


def _around(rate: int, factor: Fraction) -> tuple[int, ...]:
    """The whole rates beside an exact one that are within the limit."""
    exact = rate * factor
    both = {exact.__floor__(), exact.__ceil__()}
    inside = [r for r in sorted(both) if rate * (1 - LIMIT) <= r <= rate * (1 + LIMIT)]
    return tuple(inside) or (rate,)
