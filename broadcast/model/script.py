"""A broadcast script: the story as narration and quotes, in the order in which they are heard."""

from __future__ import annotations

from typing import Literal

import msgspec

from broadcast.errors import UnknownName
from broadcast.model.story import Story
from broadcast.model.text import Sentence, TextSpan

Kind = Literal["narration", "quote"]
Gender = Literal["m", "f"]
Severity = Literal["note", "warning", "error"]

NEW_SPEAKER = "speaker-new"
"""The code of a finding: an edited script lets somebody speak whom its list of speakers does not have."""


class Speaker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person, office or body that is quoted.

    `id` is the romanised last name in ASCII (``zhylkybaeva``); `name` and `role` stand in the nominative, as a lower
    third shows them; `gender` is None where the text does not tell.
    """

    id: str
    name: str
    role: str = ""
    gender: Gender | None = None
    language: str = ""


class Attribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words that give a quote to its speaker, with the marks around them: ``- деді Сергей Мальцев.``"""

    text: str
    source: TextSpan


class Segment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of the story in one voice.

    `source` covers the segment in `Story.text`, quote marks included; `text` is what viewers read, without the outer
    marks; `spoken` is what a voice says, and `sentences` ties the two word by word.  `evidence` holds the words that
    decided who speaks, `confidence` how sure that is in [0, 1].  `id` comes from content, so that an edit elsewhere
    leaves it as it is.
    """

    id: str
    kind: Kind
    source: TextSpan
    text: str
    language: str
    spoken: str = ""
    sentences: tuple[Sentence, ...] = ()
    speaker: Speaker | None = None
    attribution: Attribution | None = None
    evidence: str = ""
    confidence: float = 1.0


class Finding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An editorial doubt or a check that fell short; `segment` is a segment's id or empty for the whole story."""

    severity: Severity
    code: str
    message: str
    segment: str = ""


class Script(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="script/1"):
    """The story and its segments, in order."""

    story: Story
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Everyone who is quoted, once, in order of appearance."""
        found = {s.speaker.id: s.speaker for s in reversed(self.segments) if s.speaker}
        return tuple(reversed(found.values()))

    def segment(self, name: str) -> Segment:
        """A segment by its number (from 1, as people see it) or its id.

        :raises UnknownName: there is none; the error tells how many there are.
        """
        by_name = {segment.id: segment for segment in self.segments}
        by_name |= {str(number): segment for number, segment in enumerate(self.segments, 1)}
        found = by_name.get(name.strip().lstrip("0"))
        if found is None:
            numbers = f"segments are numbered 1 to {len(self.segments)}"
            raise UnknownName(f"there is no segment {name!r}", remedy=numbers)
        return found
