"""Back-timing: when each item of a rundown begins, and when it must begin for the programme to end in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from broadcast.model.rundown import Item, TimedItem, TimedRundown

DAY = Fraction(24 * 3600)


class Planned(NamedTuple):
    """An item, its slug, and its target in seconds, if it has one."""

    item: Item
    slug: str
    target: Fraction | None


class Hours(NamedTuple):
    """On and off air, in seconds from midnight; each may be missing."""

    start: Fraction | None
    end: Fraction | None

    @property
    def room(self) -> Fraction | None:
        """The time on air; a programme may go past midnight."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start) % DAY or DAY


def back_timed(title: str, items: Sequence[Planned], hours: Hours, lengths: Mapping[int, Fraction]) -> TimedRundown:
    """Time a rundown; `lengths` are seconds by the number of the item, from 1.

    An item of no known length is as long as its target.
    """
    real = [lengths.get(number, planned.target or Fraction(0)) for number, planned in enumerate(items, 1)]
    total = sum(real, Fraction(0))
    targets = [planned.target for planned in items if planned.target is not None]
    room = hours.room if hours.room is not None else (sum(targets, Fraction(0)) if targets else None)
    begin = hours.start if hours.start is not None else (hours.end - total if hours.end is not None else Fraction(0))
    rows, at, left = [], begin, total
    for number, (planned, length) in enumerate(zip(items, real, strict=True), 1):
        rows.append(
            TimedItem(
                number=number,
                slug=planned.slug,
                form=planned.item.form,
                story=planned.item.story,
                target=_seconds(planned.target),
                length=float(round(length, 3)),
                planned=number not in lengths,
                over=_seconds(length - planned.target) if planned.target is not None and number in lengths else None,
                at=float(round(at % DAY, 3)),
                back=_seconds((hours.end - left) % DAY) if hours.end is not None else None,
            )
        )
        at, left = at + length, left - length
    return TimedRundown(
        title=title,
        start=_seconds(hours.start),
        end=_seconds(hours.end),
        total=float(round(total, 3)),
        planned=float(round(sum(targets, Fraction(0)), 3)),
        room=_seconds(room),
        over=_seconds(total - room) if room is not None else None,
        items=tuple(rows),
    )


def _seconds(time: Fraction | None) -> float | None:
    return None if time is None else float(round(time, 3))
