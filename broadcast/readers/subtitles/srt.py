"""SubRip from anywhere: indices missing or wrong, blank lines inside cues, full stops for commas, tags."""

from __future__ import annotations

from broadcast.model.caption import Cue
from broadcast.model.subtitles import Subtitles
from broadcast.readers.subtitles.blocks import (
    MILLISECOND,
    Block,
    blocks,
    clean_lines,
    dropped,
    in_order,
    without_markup,
)


def read(text: str, where: str) -> Subtitles:
    """The cues of a SubRip file.

    :raises DocumentError: there is none.
    """
    found = list(blocks(text))
    cues, marked = [], 0
    for number, block in enumerate(found, 1):
        lines = _without_index(block, last=number == len(found))
        plain = without_markup(lines)
        marked += plain != lines
        shown = clean_lines(plain)
        cues.append(Cue(start=block.start, end=block.end, lines=shown, segment=str(number)))
    ordered, findings = in_order(cues, where)
    notes = (*findings, *dropped(marked, "markup"))
    return Subtitles(format="srt", cues=ordered, resolution=MILLISECOND, findings=notes)


def _without_index(block: Block, *, last: bool) -> str:
    """The lines of a cue without the number of the next one, which stands right above the next line with times.

    A number that is all the text stays: it may be what is said.
    """
    lines = [line.strip() for line in block.lines]
    if not last and len(lines) > 1 and lines[-1].isdecimal():
        lines.pop()
    return "\n".join(lines)
