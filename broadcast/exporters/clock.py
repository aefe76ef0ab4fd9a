"""Times of subtitle files: whole milliseconds, rounded once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from broadcast.errors import DocumentError
from broadcast.exporters.characters import printable
from broadcast.model.caption import Captions, Cue


def milliseconds(seconds: Fraction) -> int:
    """The nearest millisecond; a tie goes to the later one, as on the frame grid."""
    return (seconds * 1000 + Fraction(1, 2)).__floor__()


def timestamp(ms: int, point: str) -> str:
    """``HH:MM:SS.mmm``, with as many digits of hours as it takes."""
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{rest:03d}"


def cue_text(cue: Cue) -> str:
    """The lines of a cue without blank ones: a blank line ends a cue in every text format."""
    lines = (line.strip() for line in printable(cue.text).split("\n"))
    return "\n".join(line for line in lines if line)


def checked(captions: Captions) -> Iterator[tuple[int, Cue, str]]:
    """Cues with their number, from 1, and text.

    :raises DocumentError: a cue without text or without length, which players and writers drop in silence.
    """
    for number, cue in enumerate(captions.cues, 1):
        text = cue_text(cue)
        if not text or milliseconds(cue.start) >= milliseconds(cue.end):
            lack = "length" if text else "text"
            raise DocumentError(f"a cue has no {lack}", f"cue {number}", "correct the segment it belongs to")
        yield number, cue, text
