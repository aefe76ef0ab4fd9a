from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from broadcast.terminal.suite.window import Window

FRAME = Fraction(1, 25)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    duration = draw(st.integers(0, 3 * 3600 * 25)) * FRAME
    made = Window.on(duration, FRAME, draw(st.integers(1, 400)))
    steps, columns = draw(st.integers(-30, 30)), draw(st.integers(-5000, 5000))
    return made.zoomed(steps, duration * draw(st.fractions(0, 1))).moved(columns)


def sound(window: Window) -> bool:
    """Inside the programme, and neither finer than a frame nor coarser than all of it."""
    last = max(window.duration - window.span, Fraction(0))
    return 0 <= window.start <= last and FRAME <= window.scale <= window.coarsest


@given(windows(), st.integers(-40, 40), st.fractions(0, 1), st.integers(1, 500))
def test_no_way_leads_out_of_the_programme(window: Window, steps: int, share: Fraction, columns: int) -> None:
    at = window.duration * share
    for after in (
        window,
        window.zoomed(steps, at),
        window.moved(steps),
        window.sized(columns),
        window.showing(at),
        window.whole(),
        window.at(at),
    ):
        assert sound(after)
        assert after.grid.total <= after.columns


@given(windows(), st.fractions(0, 1))
def test_what_is_to_be_shown_is_shown(window: Window, share: Fraction) -> None:
    at = window.bounded(window.duration * share)
    after = window.showing(at)
    assert after.start <= at < after.end or at == after.end == window.duration or not window.duration
    assert after.showing(at) == after


@given(windows(), st.integers(0, 399))
def test_a_column_is_found_again_from_its_time(window: Window, column: int) -> None:
    column = min(column, window.grid.total - 1)
    at = window.time(column)
    assert abs(window.column(at) - column) <= 1  # a column may begin between two frames
    assert (at / FRAME).denominator == 1
    assert 0 <= at <= window.duration


@given(windows())
def test_closer_and_back_again(window: Window) -> None:
    closer = window.zoomed(1, window.start)
    assert closer.scale < window.scale or window.scale == FRAME
    assert window.whole().zoomed(-1, Fraction(0)) == window.whole()


def test_a_short_programme_opens_whole_and_a_long_one_where_captions_can_be_read() -> None:
    assert Window.on(Fraction(60), FRAME, 66).scale == 1
    assert Window.on(Fraction(60), FRAME, 66).end >= 60
    assert Window.on(Fraction(10800), FRAME, 66).scale == Fraction(1, 2)
    assert Window.on(Fraction(10800), FRAME, 66, Fraction(1, 1000)).scale == FRAME


def test_zooming_leaves_the_place_under_the_pointer() -> None:
    window = Window.on(Fraction(3600), FRAME, 100, Fraction(1)).at(Fraction(1000))
    at = window.time(40)
    assert window.zoomed(2, at).column(at) == 40
