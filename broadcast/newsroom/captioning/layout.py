"""The words of one cue in lines."""

from __future__ import annotations

from collections.abc import Sequence

from broadcast.model.caption import CaptionProfile
from broadcast.newsroom.captioning.costs import Costs

Layout = tuple[int, ...]  # the index of the first word of each line after the first
_IMPOSSIBLE = float("inf")


class Layouts:
    """The best lines for any stretch of a run, by a profile's lines, characters and balance.

    `offsets` are those of a run; `breaks[m]` is what it costs to begin a line with word m.
    """

    def __init__(self, offsets: Sequence[int], breaks: Sequence[float], profile: CaptionProfile, costs: Costs) -> None:
        characters, lines = profile.characters, profile.lines
        self.offsets = offsets
        self.breaks = breaks
        self.characters = characters
        self.lines = lines
        self.costs = costs
        self.room = lines * (characters + 1) - 1  # no cue is wider, counted with spaces for its line breaks
        # what two lines cost by how much longer the upper one is
        span = range(-characters, characters + 1)
        longer_upper = costs.top_heavy if profile.balance == "bottom-heavy" else 1.0
        self._balance = {d: costs.balance * (d / characters) ** 2 * (longer_upper if d > 0 else 1.0) for d in span}
        self._orphan = costs.orphan_part * characters

    def best(self, first: int, last: int) -> tuple[float, Layout]:
        """Cost and layout of words `first` to `last` (exclusive); an infinite cost where they do not fit.

        One line where it is wide enough, otherwise the cheapest breaks into two, three, ... up to all lines.
        """
        if self.offsets[last] - self.offsets[first] - 1 <= self.characters:
            return 0.0, ()
        return self._broken(first, last, self.lines - 1, None)

    def _broken(self, first: int, last: int, left: int, above: int | None) -> tuple[float, Layout]:
        """The best layout with a break in it and at most `left` of them, under a line of width `above`."""
        offsets, limit = self.offsets, self.characters
        begin, end = offsets[first] + 1, offsets[last] - 1
        cheapest: tuple[float, Layout] = (_IMPOSSIBLE, ())
        if left < 1:
            return cheapest
        for m in range(last - 1, first, -1):
            upper, lower = offsets[m] - begin, end - offsets[m]
            if upper > limit:
                continue
            if lower > left * (limit + 1) - 1:
                break
            cost = self.breaks[m] + self.costs.second_line + self._orphaned(first, m, upper)
            if above is not None:
                cost += self._balance[above - upper]
            if cost >= cheapest[0]:
                continue
            rest, layout = self._rest(m, last, left - 1, upper, lower)
            if cost + rest < cheapest[0]:
                cheapest = (cost + rest, (m, *layout))
        return cheapest

    def _rest(self, first: int, last: int, left: int, above: int, width: int) -> tuple[float, Layout]:
        whole: tuple[float, Layout] = (_IMPOSSIBLE, ())
        if width <= self.characters:
            whole = (self._balance[above - width] + self._orphaned(first, last, width), ())
        return min(whole, self._broken(first, last, left, above)) if left else whole

    def _orphaned(self, first: int, last: int, width: int) -> float:
        return self.costs.orphan if last - first == 1 and width < self._orphan else 0.0
