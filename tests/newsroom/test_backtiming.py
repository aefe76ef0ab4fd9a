"""Back-timing, as arithmetic."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from broadcast.model.rundown import Item
from broadcast.newsroom.backtiming import DAY, Hours, Planned, back_timed

SECONDS = st.integers(1, 600).map(Fraction)
HOUR = st.none() | st.integers(0, 86_399).map(Fraction)
ITEMS = st.lists(st.tuples(st.none() | SECONDS, st.none() | SECONDS), max_size=12)


@given(ITEMS, HOUR, HOUR)
def test_what_always_holds(
    made: list[tuple[Fraction | None, Fraction | None]], start: Fraction | None, end: Fraction | None
) -> None:
    items = [Planned(Item(), f"s{n}", target) for n, (target, _) in enumerate(made)]
    lengths = {n: real for n, (_, real) in enumerate(made, 1) if real is not None}
    timed = back_timed("t", items, Hours(start, end), lengths)
    assert timed.total == sum(item.length for item in timed.items)
    for before, after in zip(timed.items, timed.items[1:], strict=False):
        assert (before.at + before.length) % DAY == after.at
        if before.back is not None and after.back is not None:
            assert (before.back + before.length) % DAY == after.back
    if timed.items and end is not None:
        last = timed.items[-1]
        assert last.back is not None
        assert (last.back + last.length) % DAY == end
    if timed.items and start is not None:
        assert timed.items[0].at == start
    if start is None and end is not None:
        assert [item.at for item in timed.items] == [item.back for item in timed.items]
    if start is not None and end is not None:
        assert timed.room is not None
        assert 0 < timed.room <= DAY
        assert timed.over == timed.total - timed.room
    for item in timed.items:
        assert (item.over is None) == (item.target is None or item.planned)


def test_a_programme_that_is_over_begins_its_last_item_too_late() -> None:
    items = [Planned(Item(), "a", Fraction(60)), Planned(Item(), "b", Fraction(60))]
    timed = back_timed("t", items, Hours(Fraction(0), Fraction(120)), {1: Fraction(75)})
    assert (timed.over, timed.items[0].over) == (15.0, 15.0)
    assert (timed.items[1].at, timed.items[1].back) == (75.0, 60.0)
