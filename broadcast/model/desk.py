"""What came of many stories that were built together."""

from __future__ import annotations

from typing import Literal

import msgspec

from broadcast.errors import BroadcastError
from broadcast.model.rundown import TimedRundown
from broadcast.model.script import Severity

State = Literal["built", "unchanged", "failed"]


class Failure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a story was not built: the error's name, what, where, what to do next, and its exit code."""

    error: str
    what: str
    where: str = ""
    next: str = ""
    exit_code: int = 2

    @classmethod
    def of(cls, error: BroadcastError) -> Failure:
        return cls(
            error=type(error).__name__,
            what=error.what,
            where=error.where,
            next=error.remedy,
            exit_code=error.exit_code,
        )


class StoryResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A story: its TRT, and the seconds that it took; findings by severity; `failure` where it was not built."""

    story: str
    slug: str
    state: State
    seconds: float
    folder: str = ""
    language: str = ""
    trt: float | None = None
    trt_timecode: str = ""
    segments: int = 0
    quotes: int = 0
    takes_spoken: int = 0
    findings: dict[Severity, int] = {}
    failure: Failure | None = None

    @property
    def doubts(self) -> int:
        """Findings that are more than notes."""
        return sum(count for severity, count in self.findings.items() if severity != "note")


class DeskReport(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="desk/1"
):
    """Every story that was asked for, in that order.

    `exit_code` is that of the worst failure; 1 where the check was strict and a story has findings; else 0.
    """

    output: str
    jobs: int
    scheduler: str
    seconds: float
    built: int
    unchanged: int
    failed: int
    exit_code: int
    stories: tuple[StoryResult, ...]
    rundown: TimedRundown | None = None
