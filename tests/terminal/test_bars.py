from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from broadcast.terminal.bars import Bar, Lane
from broadcast.terminal.scale import Grid
from broadcast.terminal.strip import Strip
from broadcast.terminal.text import measure


def _rows(bar: Bar, total: int = 12, columns: int = 5) -> list[str]:
    grid = Grid(Fraction(0), Fraction(1), columns, total)
    lane = Lane("", "")
    lane.add(bar, grid)
    return ["".join(text for text, _ in lane.paint(row, columns, "…")) for row in range(grid.rows)]


def test_a_bar_is_cut_at_row_ends_and_takes_its_number_along() -> None:
    assert _rows(Bar(first=3, last=11, fill="#", head="7", again="7")) == ["   7#", "7####", "7"]


def test_a_label_is_written_once_and_clipped_to_the_bar() -> None:
    assert _rows(Bar(first=0, last=10, fill="-", head="[", label="caption")) == ["[cap…", "-----", ""]
    assert _rows(Bar(first=1, last=4, fill="-", head="[", label="caption")) == [" [c…", "", ""]


def test_a_number_that_does_not_fit_whole_is_left_out() -> None:
    assert _rows(Bar(first=0, last=2, fill="#", head="123")) == ["##", "", ""]


def test_what_stands_behind_a_bar_is_left_out_where_room_is_short() -> None:
    assert _rows(Bar(first=0, last=2, fill="_", behind=" ab", behind_from=3)) == ["__ ab", "", ""]
    assert _rows(Bar(first=0, last=3, fill="_", behind=" ab", behind_from=3)) == ["___", "", ""]
    assert _rows(Bar(first=0, last=7, fill="_", behind=" ab", behind_from=3)) == ["_____", "__ ab", ""]


def test_a_bar_that_begins_before_the_window_or_ends_behind_it_is_cut() -> None:
    assert _rows(Bar(first=-4, last=3, fill="#", head="[", again="7")) == ["7##", "", ""]
    assert _rows(Bar(first=10, last=99, fill="#")) == ["", "", "##"]


def test_half_of_a_wide_letter_is_never_left() -> None:
    strip = Strip(6)
    strip.write(0, "世界世", "")
    strip.fill(1, 3, "#", "")
    assert strip.line() == [(" ## 世", "")]


@given(
    st.lists(st.tuples(st.integers(-3, 20), st.text(st.sampled_from("aж世e\u0301"), max_size=9))), st.integers(1, 20)
)
def test_a_strip_is_never_wider_than_its_width(writes: list[tuple[int, str]], width: int) -> None:
    strip = Strip(width)
    for column, text in writes:
        strip.write(column, text, "bold")
    assert measure("".join(text for text, _ in strip.line())) <= width
