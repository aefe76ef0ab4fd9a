"""Fitting, with engines that are not quite linear, as real ones are not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.newsroom.fitting import LIMIT, Read, Voice, factor, fit

BASE: dict[Voice, int] = {("narration", "kk"): 155, ("maltsev", "kk"): 155, ("zhardan", "ru"): 120}
WORK = {("narration", "kk"): 100, ("maltsev", "kk"): 25, ("zhardan", "ru"): 30}
PAUSES = Fraction(12)


class Engine:
    """Speaks each voice's seconds at its base rate, faster by a power of the factor; counts how often it was asked."""

    def __init__(self, power: float = 1.0, work: Mapping[Voice, int] = WORK) -> None:
        self.power, self.work, self.reads = power, work, 0

    def __call__(self, rates: Mapping[Voice, int]) -> Read:
        self.reads += 1
        speech = {
            voice: Fraction(round(seconds * (BASE[voice] / rates[voice]) ** self.power * 48000), 48000)
            for voice, seconds in self.work.items()
        }
        return Read(sum(speech.values(), PAUSES), speech)


def missed(engine: Callable[[Mapping[Voice, int]], Read], rates: Mapping[Voice, int], target: Fraction) -> Fraction:
    return abs(engine(rates).duration - target)


@given(st.integers(155, 180), st.sampled_from([0.85, 1.0, 1.15]))
def test_it_lasts_as_long_within_half_a_second(target: int, power: float) -> None:
    engine = Engine(power)
    rates = fit(engine, BASE, Fraction(target))
    assert engine.reads <= 4
    assert missed(engine, rates, Fraction(target)) <= Fraction(1, 2)
    assert all(abs(rates[v] - BASE[v]) <= BASE[v] * LIMIT for v in BASE)
    factors = [rates[v] / BASE[v] for v in BASE]
    assert max(factors) - min(factors) <= 0.016  # one factor on all, but for whole words a minute


@pytest.mark.parametrize(("target", "rate"), [(60, 170), (1, 170), (600, 140)])
def test_it_goes_as_near_as_the_limit_allows(target: int, rate: int) -> None:
    rates = fit(Engine(), BASE, Fraction(target))
    assert rates["narration", "kk"] == rate
    assert all(abs(rates[v] - BASE[v]) <= BASE[v] * LIMIT for v in BASE)


def test_voices_without_a_rate_change_nothing() -> None:
    class Deaf(Engine):
        def __call__(self, rates: Mapping[Voice, int]) -> Read:
            return super().__call__(BASE)

    assert fit(Deaf(), BASE, Fraction(150)) == BASE
    assert fit(Engine(work={}), BASE, Fraction(5))["narration", "kk"] in range(140, 171)
    assert fit(lambda _: Read(PAUSES, {}), {}, Fraction(5)) == {}


def test_what_fits_is_left_alone() -> None:
    engine = Engine()
    assert fit(engine, BASE, Fraction(167)) == BASE
    assert engine.reads == 1


def test_the_factor_is_that_of_the_speech() -> None:
    assert factor(BASE, BASE, {("narration", "kk"): Fraction(3)}) == 1
    assert factor(BASE, {**BASE, ("zhardan", "ru"): 132}, {("zhardan", "ru"): Fraction(3)}) == Fraction(11, 10)
    assert factor({}, {}, {}) == 1
