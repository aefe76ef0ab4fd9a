"""Fitting a programme to a running time: it is read again, faster or slower, until it lasts as long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from msgspec.structs import replace

from broadcast.model.edition import Edition
from broadcast.model.script import Script
from broadcast.newsroom.fitting import Read, Voice, factor, fit, speech_of
from broadcast.newsroom.timekeeping import CODES, check_running_time, running_time
from broadcast.pipeline.voice import Voiced

Rates = Mapping[Voice, int]


def fitted(
    script: Script, target: Fraction, speak: Callable[[Rates], Voiced], lasts: Callable[[Voiced], Fraction]
) -> tuple[Voiced, Fraction]:
    """The takes that come nearest to a running time, and how many times faster than the cast says they are.

    `speak` makes the takes at given rates (none: the cast's own), `lasts` tells how long a programme of them is.
    """
    first = speak({})
    base = {(c.track, c.language): c.rate for c in first.castings if c.rate}
    made = {tuple(base.values()): first}

    def read(rates: Rates) -> Read:
        key = tuple(rates.values())
        if key not in made:
            made[key] = speak(rates)
        voiced = made[key]
        return Read(lasts(voiced), speech_of(script, voiced.castings, voiced.takes))

    rates = fit(read, base, target)
    best = made[tuple(rates.values())]
    spoken = sum(voiced.spoken for voiced in made.values())
    return best._replace(spoken=spoken), factor(base, rates, speech_of(script, best.castings, best.takes))


def timed_to(edition: Edition, target: Fraction, rate: Fraction = Fraction(1)) -> Edition:
    """An edition that knows how it stands against a running time, and no other, with a finding where it misses it."""
    found = running_time(edition.script, edition.timeline, target, rate)
    others = (f for f in edition.findings if f.code not in CODES)
    return replace(edition, running_time=found, findings=(*others, *check_running_time(found)))
