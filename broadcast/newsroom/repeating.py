"""Words of a story that stand apart and again in a quote with its speaker: a page sets them large."""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadcast.newsroom.utterances import Utterance

_WORD = re.compile(r"[^\W_]+")
_ENOUGH = 5  # words that nobody says twice by chance


def repeated(text: str, found: Sequence[Utterance]) -> dict[int, int]:
    """The number of the attributed quote that holds the words of one that stands alone, by the number of that one."""
    told = [k for k, u in enumerate(found) if u.attribution or u.speaker]
    words = {k: _WORD.findall(found[k].inner.of(text).lower()) for k in told}
    where: dict[tuple[str, ...], tuple[int, int]] = {}
    for k, said in words.items():
        for at in range(len(said) - _ENOUGH + 1):
            where.setdefault(tuple(said[at : at + _ENOUGH]), (k, at))
    again: dict[int, int] = {}
    for k, u in enumerate(found):
        alone = _WORD.findall(u.inner.of(text).lower()) if u.way == "none" and k not in words else []
        first = where.get(tuple(alone[:_ENOUGH]))
        if first and words[first[0]][first[1] : first[1] + len(alone)] == alone:
            again[k] = first[0]
    return again
