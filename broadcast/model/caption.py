"""Captions: cues of one or two lines, on the frame grid."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from broadcast.timing import Span

SpeakerLabels = Literal["none", "dash", "name", "colour"]
"""How captions tell who speaks: not at all, a dash where the voice changes, a name before a quote, or a colour."""


class TimedWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A written word and when it is heard, on the timeline's clock; several spoken words may stand behind it.

    `broken` marks a piece of a word that was too long for a line: it goes on in the next word.
    """

    text: str
    start: Fraction
    end: Fraction
    ends_sentence: bool = False
    broken: bool = False


class TimedSegment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one segment in order; `segment` is its id, `speaker` the speaker's id or empty for narration."""

    segment: str
    language: str
    words: tuple[TimedWord, ...]
    speaker: str = ""


class CaptionProfile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a broadcaster allows: characters a line, lines a cue, characters a second, seconds a cue, frames between.

    A gap between cues is `gap_frames` or at least `pause`; what lies between is closed.  A cue comes up to `lead_in`
    before its first word where a pause leaves room, and may stay at most `hang` after its last.  Two lines are
    `bottom-heavy` (the lower one rather the longer) or `even`.  Figures: Netflix Timed Text Style Guide; BBC Subtitle
    Guidelines.

    :raises ValueError: figures that no caption can meet (in a document: DocumentError).
    """

    name: str
    characters: int
    lines: int
    reading_speed: float
    shortest: Fraction
    longest: Fraction
    gap_frames: int
    pause: Fraction
    hang: Fraction
    lead_in: Fraction = Fraction(0)
    balance: Literal["bottom-heavy", "even"] = "bottom-heavy"
    speaker_labels: SpeakerLabels = "none"

    def __post_init__(self) -> None:
        if min(self.characters, self.lines) < 1 or self.reading_speed <= 0:
            raise ValueError("characters, lines and reading_speed must be above zero")
        if not 0 < self.shortest <= self.longest:
            raise ValueError("shortest must be above zero and at most longest")
        if self.gap_frames < 0 or min(self.pause, self.hang, self.lead_in) < 0:
            raise ValueError("gap_frames, pause, hang and lead_in must not be below zero")


class Tie(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two neighbours that grammar holds together: what the left word is or ends in, what the right one is or has.

    A side without any entry stands for every word.  Punctuation between the two unties them.  A `loose` tie is better
    not parted, a `firm` one only in need, a `hard` one must not be.
    """

    left_words: frozenset[str] = frozenset()
    left_ends: tuple[str, ...] = ()
    right_words: frozenset[str] = frozenset()
    right_starts: tuple[str, ...] = ()
    right_ends: tuple[str, ...] = ()
    strength: Literal["loose", "firm", "hard"] = "loose"


class GlueRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that a line or cue break must not part from their neighbour, in lower case.

    `to_next`: must not end a line (prepositions, articles, conjunctions); `to_previous`: must not begin one
    (postpositions, particles, auxiliaries); `units`: stay with the number before them; `numerals`: number words, stay
    with what they count; `titles`: beginnings of roles and titles that stay with a name after them; `ties`: grammar.
    """

    to_next: frozenset[str] = frozenset()
    to_previous: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    numerals: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One caption: lines without markup, shown over `[start, end)` on the timeline's clock, on its frame grid.

    `language` is the segment's own; empty stands for the captions' language.
    """

    start: Fraction
    end: Fraction
    lines: tuple[str, ...]
    segment: str
    speaker: str = ""
    words: tuple[TimedWord, ...] = ()
    language: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Captions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cues of a programme in order; `language` is that of the most of it.

    `speaker_labels` is the profile's: ``colour`` asks the formats that have colours to show the speakers by them.
    """

    language: str
    profile: str
    cues: tuple[Cue, ...]
    speaker_labels: SpeakerLabels = "none"
