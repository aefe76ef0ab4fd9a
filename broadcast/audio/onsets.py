"""Where words are first heard."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from broadcast.model.speech import Mark

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_STEP = 400  # a second
_QUIET_DB = -40.0  # against the loudest step
_LONGEST = Fraction(1, 10)  # seconds: what is quiet for longer was not put there by a consonant


def from_first_sound(marks: tuple[Mark, ...], samples: Samples, rate: int) -> tuple[Mark, ...]:
    """Marks on samples `[shape=(n,)]` that begin with the word's first sound.

    A word that begins with a stop begins, for an engine, with its closure: some sixty milliseconds in which the lips or
    the tongue are shut and nothing is heard.  A quiet head of up to 100 ms is not of the word here.
    """
    size = max(rate // _STEP, 1)
    count = len(samples) // size
    if not count:
        return marks
    power = (samples[: count * size].reshape(count, size).astype(np.float64) ** 2).mean(axis=1)
    heard = power > power.max() * 10 ** (_QUIET_DB / 10)
    return tuple(_begun(mark, heard, Fraction(size, rate)) for mark in marks)


def _begun(mark: Mark, heard: np.ndarray[tuple[int], np.dtype[np.bool_]], step: Fraction) -> Mark:
    first, last = mark.start // step, min(mark.end, mark.start + _LONGEST) // step
    quiet = heard[first:last]
    if not quiet.any() or quiet[0]:
        return mark
    return replace(mark, start=(first + int(quiet.argmax())) * step)
