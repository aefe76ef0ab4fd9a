"""What it costs to break a run of words at each of its joints."""

from __future__ import annotations

from dataclasses import dataclass

from broadcast.newsroom.captioning.costs import BreakCosts, Costs
from broadcast.newsroom.captioning.joints import (
    Ending,
    Joints,
    Strength,
    closes_quote,
    ends_in_digits,
    quoted_names,
    stronger,
)
from broadcast.newsroom.captioning.words import Run


@dataclass(frozen=True, slots=True)
class Weights:
    """By the index of the word after the joint, 0 and the last one being the ends of the run.

    `cues` and `lines` are the costs of a new cue or line there; `sentences` tells where sentences end, the ends of the
    run among them.
    """

    cues: list[float]
    lines: list[float]
    sentences: list[bool]

    @classmethod
    def of(cls, run: Run, joints: Joints, costs: Costs) -> Weights:
        endings, strengths = _joints(run, joints)
        count = len(run.words)
        cues, lines = [0.0] * (count + 1), [0.0] * (count + 1)
        for m in range(1, count):
            alone = _stranded(endings, m)
            mark = costs.quote_mark if closes_quote(run.words[m - 1]) and endings[m] != "sentence" else 0.0
            tie = costs.tie.hard if ends_in_digits(run.words[m - 1]) else getattr(costs.tie, strengths[m])
            cues[m] = _cost(costs.cue_break, endings[m], alone) + getattr(costs.tie, strengths[m]) + mark
            lines[m] = _cost(costs.line_break, endings[m], alone) + tie
        return cls(cues, lines, [e == "sentence" for e in endings])


def _joints(run: Run, joints: Joints) -> tuple[list[Ending], list[Strength]]:
    words = run.words
    names = set(quoted_names(words))
    endings: list[Ending] = ["sentence"]
    strengths: list[Strength] = ["none"]
    for m in range(1, len(words)):
        ending, strength = joints.between(words[m - 1], words[m], first=endings[-1] == "sentence")
        endings.append(ending)
        strengths.append(stronger(strength, "firm") if m in names and ending != "sentence" else strength)
    return [*endings, "sentence"], strengths


def _stranded(endings: list[Ending], m: int) -> int:
    """How badly a break leaves a word alone: the one before it, just begun, or the one after it, the last."""
    if endings[m] in ("sentence", "clause"):
        return 0
    return _WEIGHT.get(endings[m - 1], 0) + _WEIGHT.get(endings[m + 1], 0)


def _cost(breaks: BreakCosts, ending: Ending, alone: int) -> float:
    cost: float = getattr(breaks, ending)
    return cost + alone * breaks.stranded


_WEIGHT: dict[Ending, int] = {"sentence": 2, "clause": 1}
