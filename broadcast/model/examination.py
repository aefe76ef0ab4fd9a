"""What ``broadcast doctor`` finds on a machine: a line for each thing, and the command that brings what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

State = Literal["ok", "missing", "doubt", "wrong"]

STATES: tuple[State, ...] = ("wrong", "doubt", "missing", "ok")
"""The worst first: `wrong` keeps a story from being built, `doubt` may spoil something, `missing` is optional."""


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that was looked at: the area it belongs to, its state, and what makes it ready, empty where it is."""

    area: str
    subject: str
    state: State
    message: str
    remedy: str = ""


class Examination(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="doctor/1"
):
    """The document of ``broadcast doctor --json``; `ready` says that nothing is wrong."""

    ready: bool
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Examination:
        found = tuple(lines)
        return cls(ready=all(line.state != "wrong" for line in found), lines=found)
