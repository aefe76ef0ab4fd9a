"""Words as a service names and times them, found again in the text that it was given.

A service splits and writes words as it likes: «15%» may come back as three words, «10 000» as one, a dash not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from typing import NamedTuple

from broadcast.model.speech import Mark
from broadcast.model.text import TextSpan

_RUN = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\S+")


class TimedWord(NamedTuple):
    """A word in the service's spelling, and when it sounds, in seconds."""

    text: str
    start: Fraction
    end: Fraction


class _Run(NamedTuple):
    """Letters or digits in a row, and the word that they are of, by number."""

    text: str
    word: int


class _Group(NamedTuple):
    """Words of the text and of the service that sound together: the last of each is in."""

    first: int
    last: int
    first_timed: int
    last_timed: int


def marks_of(text: str, words: Sequence[TimedWord], duration: Fraction) -> tuple[Mark, ...]:
    """A mark for each written word, or for several that cannot be told apart; in order, inside `duration`.

    Every written word with a letter or a digit lies in a mark, as long as the service named any.
    """
    tokens = [TextSpan(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    written = [run for i, token in enumerate(tokens) for run in _runs(token.of(text), i)]
    timed = [run for i, word in enumerate(words) for run in _runs(word.text, i)]
    groups = _joined(_matched(written, timed))
    starts = [min(words[i].start for i in range(g.first_timed, g.last_timed + 1)) for g in groups]
    ends = [max(words[i].end for i in range(g.first_timed, g.last_timed + 1)) for g in groups]
    marks = []
    before = Fraction(0)
    for i, group in enumerate(groups):
        limit = min(starts[i + 1], duration) if i + 1 < len(groups) else duration
        start = min(max(starts[i], before), duration)
        before = max(start, min(ends[i], limit))
        source = TextSpan(tokens[group.first].start, tokens[group.last].end)
        marks.append(Mark(source=source, start=start, end=before))
    return tuple(marks)


def _runs(text: str, word: int) -> Iterator[_Run]:
    for run in _RUN.finditer(text):
        yield _Run(unicodedata.normalize("NFKC", run[0]).casefold(), word)


def _blocks(written: list[_Run], timed: list[_Run]) -> Iterator[tuple[list[_Run], list[_Run]]]:
    """What stands for what, in order: runs that are the same, or as many, one by one; either side may be empty."""
    matcher = SequenceMatcher(None, [r.text for r in written], [r.text for r in timed], autojunk=False)
    for _, i, j, k, n in matcher.get_opcodes():
        if j - i == n - k:
            yield from (([ours], [theirs]) for ours, theirs in zip(written[i:j], timed[k:n], strict=True))
        else:
            yield written[i:j], timed[k:n]


def _matched(written: list[_Run], timed: list[_Run]) -> list[_Group]:
    """Groups in order; what has no like on the other side goes with the group before it, at the start after it."""
    groups: list[_Group] = []
    first: int | None = None
    for ours, theirs in _blocks(written, timed):
        if ours and theirs:
            begins = ours[0].word if first is None else first
            groups.append(_Group(begins, ours[-1].word, theirs[0].word, theirs[-1].word))
            first = None
        elif not groups:  # what the service says before the first word is of no word
            first = ours[0].word if ours else first
        elif ours:
            groups[-1] = groups[-1]._replace(last=ours[-1].word)
        else:
            groups[-1] = groups[-1]._replace(last_timed=theirs[-1].word)
    return groups


def _joined(groups: list[_Group]) -> list[_Group]:
    """Groups that share a written word or a timed one are one."""
    found: list[_Group] = []
    for group in groups:
        while found and (found[-1].last >= group.first or found[-1].last_timed >= group.first_timed):
            last = found.pop()
            group = _Group(
                min(last.first, group.first),
                max(last.last, group.last),
                min(last.first_timed, group.first_timed),
                max(last.last_timed, group.last_timed),
            )
        found.append(group)
    return found
