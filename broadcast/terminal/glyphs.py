"""The signs that the timeline is drawn with, in box characters or in ASCII.

Each voice has a fill and a colour of its own, so that voices differ without colour too.  All signs take one cell.
"""

from __future__ import annotations

from typing import NamedTuple

from broadcast.model.script import Severity


class Glyphs(NamedTuple):
    """`fills` go round the speakers; `cue` begins a caption, `cues` stands where several begin in one column."""

    narration: str
    fills: str
    cue: str
    cues: str
    cue_line: str
    title: str
    unknown: str
    tick: str
    half_tick: str
    severities: dict[Severity, str]
    ellipsis: str
    dot: str
    minus: str
    rule: str


BOXES = Glyphs(
    narration="░",
    fills="█▓▒▚▤▞▥",
    cue="┠",
    cues="═",
    cue_line="─",
    title="▂",
    unknown="?",
    tick="╷",
    half_tick="·",
    severities={"error": "✖", "warning": "▲", "note": "●"},
    ellipsis="…",
    dot="·",
    minus="−",
    rule="─",
)

ASCII = Glyphs(
    narration="-",
    fills="#=%@+*&",
    cue="[",
    cues="=",
    cue_line="-",
    title="_",
    unknown="?",
    tick="|",
    half_tick=".",
    severities={"error": "X", "warning": "!", "note": "*"},
    ellipsis="~",
    dot="|",
    minus="-",
    rule="-",
)

COLOURS = ("cyan", "magenta", "green", "blue", "bright_magenta", "bright_blue")
NARRATION_COLOUR = "default"
SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def glyphs_for(encoding: str) -> Glyphs:
    """Box characters where the encoding carries every one of them, otherwise ASCII."""
    signs = "".join(sign for field in BOXES for sign in (field if isinstance(field, str) else field.values()))
    try:
        signs.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return BOXES
