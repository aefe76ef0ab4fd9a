"""Subtitles from elsewhere: what was read, and what was found wrong with it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec

from broadcast.model.caption import Cue
from broadcast.model.script import Finding, Severity, Speaker


class Subtitles(msgspec.Struct, frozen=True, kw_only=True):
    """A subtitle file as it was read: cues in order of time, each a `segment` of its own by number, from 1.

    `resolution` is how finely the format tells time, in seconds; `language` is empty where the file does not say.
    """

    format: str
    cues: tuple[Cue, ...]
    resolution: Fraction
    language: str = ""
    speakers: tuple[Speaker, ...] = ()
    findings: tuple[Finding, ...] = ()


class Violation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of the profile that a cue breaks; times are in seconds, `timecode` is that of the in-cue."""

    cue: int
    timecode: str
    start: float
    end: float
    severity: Severity
    code: str
    message: str
    text: str

    @classmethod
    def of(cls, number: int, cue: Cue, timecode: str, fault: tuple[Severity, str, str]) -> Violation:
        severity, code, message = fault
        times: dict[str, Any] = {"start": round(float(cue.start), 3), "end": round(float(cue.end), 3)}
        text = cue.text
        return cls(cue=number, timecode=timecode, severity=severity, code=code, message=message, text=text, **times)


class SubtitleReport(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="subtitles/1"
):
    """The document of ``broadcast subtitles --json``.

    `violations` are those of the file that came in, `remaining` those that a repair left; `written` is the new file's
    path, empty where none was asked for.
    """

    file: str
    format: str
    language: str
    profile: str
    frame_rate: str
    cues: int
    violations: tuple[Violation, ...]
    repaired: bool
    remaining: tuple[Violation, ...]
    written: str
    notes: tuple[str, ...]
