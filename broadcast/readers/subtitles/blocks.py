"""What SubRip and WebVTT share: blocks below a line with two times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from broadcast.errors import DocumentError
from broadcast.model.caption import Cue
from broadcast.model.script import Finding

MILLISECOND = Fraction(1, 1000)
_TIME = r"(?:(\d{1,5})\s?:\s?)?(\d{1,3})\s?:\s?(\d{1,3})(?:\s?[,.]\s?(\d{1,9}))?"
_TIMES = re.compile(rf"\s{{0,9}}{_TIME}\s{{0,9}}-{{1,2}}>\s{{0,9}}{_TIME}(?:\s.*)?")
_MARKUP = re.compile(
    r"</?(?:i|b|u|s|em|strong|font|c|v|lang|ruby|rt|span)(?:[\s.][^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE
)


class Block(NamedTuple):
    """A cue as it stands in the file: the number of its time line from 1, its times, the lines below it."""

    line: int
    start: Fraction
    end: Fraction
    lines: list[str]


def blocks(text: str) -> Iterator[Block]:
    """Every line with two times, and the lines up to the next one."""
    current: Block | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = _TIMES.fullmatch(line) if "->" in line and len(line) < 1000 else None
        if found:
            if current:
                yield current
            current = Block(number, seconds(*found.groups()[:4]), seconds(*found.groups()[4:]), [])
        elif current:
            current.lines.append(line)
    if current:
        yield current


def seconds(hours: str | None, minutes: str, secs: str, fraction: str | None) -> Fraction:
    """The time that a clock shows."""
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(secs)
    return Fraction(whole) + (Fraction(int(fraction), 10 ** len(fraction)) if fraction else 0)


def without_markup(text: str) -> str:
    """The text without tags and overrides; a ``<`` that begins no tag stays."""
    return _MARKUP.sub("", text) if "<" in text or "{" in text else text


def clean_lines(text: str) -> tuple[str, ...]:
    """The lines that hold something, their white space folded."""
    return tuple(folded for line in text.split("\n") if (folded := " ".join(line.split())))


def in_order(cues: list[Cue], where: str) -> tuple[tuple[Cue, ...], tuple[Finding, ...]]:
    """Cues by time, and a note where they were not.

    :raises DocumentError: there are none.
    """
    if not cues:
        raise DocumentError(
            "no subtitle was found in the file", where, "it must be SRT, WebVTT, ASS or TTML, with times"
        )
    ordered = sorted(cues, key=lambda cue: cue.start)
    if ordered == cues:
        return tuple(cues), ()
    note = Finding(severity="note", code="cue-order", message="the cues were not in order of time; they were sorted")
    return tuple(ordered), (note,)


def dropped(what: int, kind: str) -> tuple[Finding, ...]:
    """A note on what a cue had and the model does not hold."""
    if not what:
        return ()
    return (Finding(severity="note", code="dropped", message=f"{kind} of {what} cues was left out"),)
