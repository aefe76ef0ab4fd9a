"""Which words share a cue: the cheapest cuts of a whole segment, by dynamic programming.

Every cut is weighed against every other, but a cue holds only so many characters and seconds: the work grows with the
words, not with their square.  The shape is that of Knuth and Plass, "Breaking paragraphs into lines" (1981), with cues
for lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from broadcast.model.caption import CaptionProfile
from broadcast.newsroom.captioning.costs import Costs
from broadcast.newsroom.captioning.joints import Joints
from broadcast.newsroom.captioning.layout import Layout, Layouts
from broadcast.newsroom.captioning.pace import Pace
from broadcast.newsroom.captioning.weights import Weights
from broadcast.newsroom.captioning.words import Run


class Block(NamedTuple):
    """Words `first` to `last` (exclusive) of a run, the first word of each further line, and what they cost."""

    first: int
    last: int
    lines: Layout
    cost: float


class Breaker:
    """The costs of every cue that can be made of a run; `following` is the in-cue after its last word."""

    def __init__(
        self, run: Run, profile: CaptionProfile, pace: Pace, joints: Joints, costs: Costs, following: int, rate: float
    ) -> None:
        self.run = run
        self.pace = pace
        self.costs = costs
        count = len(run.words)
        nexts = [*run.starts[1:], following]
        self.weights = Weights.of(run, joints, costs)
        self.sentences = self.weights.sentences
        inner = [0.0] * (count + 1)
        for m in range(1, count):
            silence = (run.starts[m] - run.ends[m - 1]) / rate - costs.pause_free
            inner[m] = (costs.inner_sentence if self.sentences[m] else 0.0) + max(0.0, silence) * costs.pause
        self.inner = list(accumulate(inner, initial=0.0))  # of the joints before m
        self.natural = [0, *(pace.natural_out(e, n) for e, n in zip(run.ends, nexts, strict=True))]
        self.latest = [0, *(n - pace.gap for n in nexts)]
        self.layouts = Layouts(run.offsets, self.weights.lines, profile, costs)
        ideal = costs.ideal * profile.characters
        self._short = [costs.short * max(0.0, 1 - n / ideal) ** 2 for n in range(self.layouts.room + 1)]

    def cues_from(self, first: int) -> Iterator[tuple[int, int]]:
        """Where a cue that begins with a word can end, and its characters; one word is always allowed."""
        offsets, ends = self.run.offsets, self.run.ends
        begin, latest = offsets[first] + 1, self.run.starts[first] + self.pace.longest
        yield first + 1, offsets[first + 1] - begin
        for last in range(first + 2, len(ends) + 1):
            characters = offsets[last] - begin
            if characters > self.layouts.room or ends[last - 1] > latest:
                return
            yield last, characters

    def cost(self, first: int, last: int, characters: int) -> float:
        """The cost of a cue but for its lines."""
        inner = self.inner[last] - self.inner[first + 1]
        if inner and not (self.sentences[first] and self.sentences[last]):
            inner *= 2
        cost = (
            self.costs.cue
            + self.weights.cues[last]
            + self._short[characters]
            + inner
            + self._hurry(first, last, characters)
        )
        if last - first == 1 and not (self.sentences[first] and self.sentences[last]):
            cost += self.costs.lone_word
        return cost

    def _hurry(self, first: int, last: int, characters: int) -> float:
        """The cost of too little time: to be read, to be seen at all, or to stay for the last word."""
        costs, pace = self.costs, self.pace
        need, start = pace.reading[characters], self.run.starts[first]
        natural, latest, early = self.natural[last] - start, self.latest[last] - start, 0
        if natural > pace.longest:  # it must go before its time, and leave a pause
            natural = latest = min(pace.longest, latest + pace.gap - pace.pause)
            early = max(0, self.run.ends[last - 1] - start - natural)
        cost = costs.limit + early * costs.limit_frame if early else 0.0
        if natural >= need:
            margin = need * costs.margin_part
            return cost + costs.margin * max(0.0, 1 - (natural - need) / margin)
        latest = min(latest, pace.longest)
        if latest >= need:
            return cost + costs.margin + (need - natural) * costs.stretch_frame
        flash = costs.flash if latest < pace.shortest else 0.0
        return cost + costs.limit + (need - latest) * costs.limit_frame + flash

    def blocks(self) -> list[Block]:
        """The cheapest cues that hold all words."""
        count = len(self.run.words)
        best = [0.0] + [float("inf")] * count
        chosen = [Block(0, 0, (), 0.0)] * (count + 1)
        for first in range(count):
            base = best[first]
            for last, characters in self.cues_from(first):
                cost = self.cost(first, last, characters)
                if base + cost >= best[last]:
                    continue
                lines, layout = self.layouts.best(first, last)
                if base + cost + lines < best[last]:
                    best[last] = base + cost + lines
                    chosen[last] = Block(first, last, layout, cost + lines)
        found = []
        while count:
            found.append(chosen[count])
            count = chosen[count].first
        return found[::-1]
