"""The frame grid and SMPTE timecode."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import UsageError
from broadcast.timing import FrameRate, Span, running_time

NAMES = ("23.976", "24", "25", "29.97", "29.97df", "30", "50", "59.94", "59.94df", "60")
RATES = st.sampled_from([FrameRate.parse(name) for name in NAMES])
SECONDS = st.fractions(min_value=0, max_value=90_000, max_denominator=48_000)
A_DAY = 24 * 60 * 60


@pytest.mark.parametrize(
    ("rate", "frames", "timecode"),
    [
        ("25", 0, "00:00:00:00"),
        ("25", 90_000, "01:00:00:00"),
        ("23.976", 24, "00:00:01:00"),
        ("29.97", 1800, "00:01:00:00"),
        ("29.97df", 1799, "00:00:59;29"),
        ("29.97df", 1800, "00:01:00;02"),
        ("29.97df", 17_981, "00:09:59;29"),
        ("29.97df", 17_982, "00:10:00;00"),
        ("29.97df", 107_892, "01:00:00;00"),
        ("59.94df", 3599, "00:00:59;59"),
        ("59.94df", 3600, "00:01:00;04"),
        ("59.94df", 215_784, "01:00:00;00"),
        ("50", 49, "00:00:00:49"),
    ],
)
def test_known_timecodes(rate: str, frames: int, timecode: str) -> None:
    assert FrameRate.parse(rate).timecode(frames) == timecode
    assert FrameRate.parse(rate).frames(timecode) == frames


@given(RATES, st.integers(0, A_DAY * 24 - 1))
def test_timecode_and_back(rate: FrameRate, frames: int) -> None:
    assert rate.frames(rate.timecode(frames)) == frames


@pytest.mark.parametrize(
    "wrong", ["", "1", "00:00:00", "00:60:00:00", "00:00:00:25", "aa:00:00:00", "00:00:00:00\n\n:"]
)
def test_no_timecode(wrong: str) -> None:
    with pytest.raises(UsageError):
        FrameRate.parse("25").frames(wrong)


def test_dropped_numbers_do_not_exist() -> None:
    with pytest.raises(UsageError, match="does not exist"):
        FrameRate.parse("29.97df").frames("00:01:00;00")


@given(RATES, SECONDS)
def test_floor_and_ceil_embrace_a_time(rate: FrameRate, seconds: Fraction) -> None:
    low, high = rate.floor(seconds), rate.ceil(seconds)
    assert rate.seconds(low) <= seconds <= rate.seconds(high)
    assert high - low == (0 if rate.on_grid(seconds) else 1)
    assert low <= rate.nearest(seconds) <= high


@given(RATES, st.integers(0, 10_000_000))
def test_a_frame_is_on_the_grid(rate: FrameRate, frames: int) -> None:
    at = rate.seconds(frames)
    assert rate.on_grid(at)
    assert rate.floor(at) == rate.ceil(at) == rate.nearest(at) == frames


@pytest.mark.parametrize("name", NAMES)
def test_a_rate_prints_its_name(name: str) -> None:
    assert str(FrameRate.parse(name)) == name


@pytest.mark.parametrize("wrong", ["", "0", "25df", "-25", "1e3", "twenty"])
def test_no_frame_rate(wrong: str) -> None:
    with pytest.raises(UsageError, match="not a frame rate"):
        FrameRate.parse(wrong)


def test_a_span_moves_whole() -> None:
    span = Span(Fraction(1), Fraction(3)).shifted(Fraction(1, 2))
    assert (span.start, span.end, span.duration) == (Fraction(3, 2), Fraction(7, 2), Fraction(2))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), (" 1:30 ", 90), ("0:01:30", 90), ("1:30.5", Fraction(181, 2)), ("90:00", 5400), ("24:00:00", A_DAY)],
)
def test_a_running_time_as_people_write_it(text: str, seconds: Fraction) -> None:
    assert running_time(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "0", "0:00", "1:60", "-5", "1:5x", "1:75:00", "24:00:01", "1:2:3:4", "9" * 9, "١:٣٠"]
)
def test_what_is_no_running_time(text: str) -> None:
    with pytest.raises(UsageError, match="is not a running time"):
        running_time(text)


@given(st.integers(1, A_DAY))
def test_each_form_means_the_same(seconds: int) -> None:
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    assert running_time(f"{hour}:{minute:02d}:{second:02d}") == running_time(f"{minutes}:{second:02d}") == seconds
