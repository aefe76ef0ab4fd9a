from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.terminal.scale import ROWS, lay_out

SECONDS = st.integers(0, 24 * 3600 * 25).map(lambda frames: Fraction(frames, 25))
SCALES = st.none() | st.integers(1, 36000).map(lambda n: Fraction(n, 60))


@given(SECONDS, SECONDS, st.integers(11, 290), SCALES)
def test_the_grid_holds_the_whole_window(start: Fraction, length: Fraction, area: int, scale: Fraction | None) -> None:
    grid = lay_out(start, start + length, area, scale)
    assert 1 <= grid.columns <= area
    assert grid.total * grid.scale >= length
    assert sum(grid.width(row) for row in range(grid.rows)) == grid.total
    if scale is None:
        assert grid.rows <= ROWS
    else:
        assert grid.scale >= scale


@given(SECONDS, SECONDS, st.integers(11, 290), SCALES)
def test_labels_of_the_ruler_never_touch(start: Fraction, length: Fraction, area: int, scale: Fraction | None) -> None:
    grid = lay_out(start, start + length, area, scale)
    for row in range(min(grid.rows, 3)):
        ticks = list(grid.ticks(row))
        for one, other in pairwise(ticks):
            assert one.column + len(one.label) < other.column


@pytest.mark.parametrize(
    ("seconds", "area", "scale", "row_seconds", "rows"),
    [
        (20, 63, "1/3", 20, 1),
        (20, 138, "1/5", 20, 1),
        (150, 63, "1", 60, 3),
        (150, 138, "3/4", 90, 2),
        (150, 67, "1", 60, 3),
        (1800, 63, "5", 300, 6),
        (1800, 138, "5/2", 300, 6),
        (3 * 3600, 63, "30", 1800, 6),
    ],
)
def test_default_scales(seconds: int, area: int, scale: str, row_seconds: int, rows: int) -> None:
    grid = lay_out(Fraction(0), Fraction(seconds), area)
    assert (grid.scale, grid.columns * grid.scale, grid.rows) == (Fraction(scale), Fraction(row_seconds), rows)


def test_ticks_stand_at_whole_seconds_of_the_programme_wherever_the_window_begins() -> None:
    grid = lay_out(Fraction(37, 10), Fraction(337, 10), 60)
    assert [(t.column, t.label) for t in grid.ticks(0)][:3] == [(3, "0:05"), (13, "0:10"), (23, "0:15")]


def test_a_tiny_scale_does_not_make_endless_rows() -> None:
    assert lay_out(Fraction(0), Fraction(10**9), 60, Fraction(1, 25)).rows <= 5000
