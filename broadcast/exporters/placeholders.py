"""Quotes as placeholders: what an editor must know to lay the person's own words over the draft voice."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from broadcast.exporters.characters import one_line
from broadcast.exporters.layout import Placed
from broadcast.exporters.synthetic import DRAFT, is_synthetic
from broadcast.model.edition import Edition

CUE_WORDS = 3
"""Words of an in-cue and of an out-cue: enough to find the place in a transcript (our own figure)."""

_UNKNOWN = "?"


class Placeholder(NamedTuple):
    """Who speaks, the words that the soundbite begins and ends with, and how long it runs by the draft (m:ss)."""

    name: str
    role: str
    in_words: str
    out_words: str
    trt: str

    @property
    def title(self) -> str:
        """A clip's name: ``Anna Reed: We finished early … from next week (0:12)``."""
        words = f"{self.in_words} … {self.out_words}" if self.out_words else self.in_words
        return f"{self.name}: {words} ({self.trt})"

    @property
    def note(self) -> str:
        who = f"{self.name}, {self.role}" if self.role else self.name
        return f"{who}. IN: {self.in_words}. OUT: {self.out_words or self.in_words}. TRT: {self.trt}. {DRAFT}"


def placeholder(item: Placed) -> Placeholder | None:
    """What a clip holds the place of; None for narration, and where the person's own words are heard.

    A short quote is all in-words.
    """
    if item.segment is None or item.segment.kind != "quote" or not is_synthetic(item.clip):
        return None
    words = one_line(item.text).split()
    short = len(words) <= 2 * CUE_WORDS
    speaker = item.track.speaker
    return Placeholder(
        name=one_line(speaker.name) if speaker else _UNKNOWN,
        role=one_line(speaker.role) if speaker else "",
        in_words=" ".join(words if short else words[:CUE_WORDS]),
        out_words="" if short else " ".join(words[-CUE_WORDS:]),
        trt=minutes(item.clip.duration),
    )


def title(item: Placed) -> str:
    """The name of a clip in a timeline."""
    found = placeholder(item)
    return found.title if found else item.clip.name


def muted(item: Placed, edition: Edition) -> bool:
    """Whether a clip is switched off: a draft voice that the edition mutes.  A recording never is."""
    return edition.timeline.quotes_muted and placeholder(item) is not None


def minutes(seconds: Fraction) -> str:
    """``1:05``: whole seconds, at least one."""
    whole = max(1, (seconds + Fraction(1, 2)).__floor__())
    return f"{whole // 60}:{whole % 60:02d}"
