"""Findings with their place on the timeline, numbered in the order in which they are met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from broadcast.model.edition import Edition
from broadcast.model.script import Finding
from broadcast.terminal.glyphs import SEVERITIES, SEVERITY_STYLES
from broadcast.terminal.scale import visible
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import Line, clock, wrap


class Doubt(NamedTuple):
    """A finding, its number, and where its segment begins to be seen.

    `at` is None where it is about the whole story, or about a segment that is not on the timeline.
    """

    number: int
    finding: Finding
    at: Fraction | None

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return SEVERITIES.index(self.finding.severity)


def doubts(edition: Edition, start: Fraction, end: Fraction) -> list[Doubt]:
    """What is doubtful in a stretch of the timeline and about the whole story, once each, in order of time."""
    clips = {clip.segment: clip for clip in reversed(edition.timeline.clips)}
    timed, whole = [], []
    for finding in dict.fromkeys((*edition.findings, *edition.script.findings)):
        clip = clips.get(finding.segment)
        if clip is None:
            whole.append(finding)
        elif visible(clip, start, end):
            timed.append((max(clip.start, start), finding))
    timed.sort(key=lambda pair: pair[0])
    places = [*timed, *((None, finding) for finding in whole)]
    return [Doubt(number, finding, at) for number, (at, finding) in enumerate(places, 1)]


def listed(found: Sequence[Doubt], screen: Screen) -> Iterator[Line]:
    """Sign, number, time and message of each, wrapped under the message."""
    digits = len(str(len(found)))
    times = [clock(doubt.at) if doubt.at is not None else "" for doubt in found]
    longest = max(map(len, times), default=0)
    for doubt, time in zip(found, times, strict=True):
        severity = doubt.finding.severity
        head = f"{screen.glyphs.severities[severity]} {doubt.number:<{digits}}  {time:>{longest}}  "
        message = f"{severity}: {screen.plain(doubt.finding.message)}"
        for i, part in enumerate(wrap(message, screen.width - len(head))):
            yield [(head if i == 0 else " " * len(head), SEVERITY_STYLES[severity]), (part, "")]
