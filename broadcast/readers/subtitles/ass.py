"""Advanced SubStation Alpha: the text of its dialogue; styles, effects and drawings are left out."""

from __future__ import annotations

import re
from fractions import Fraction

from broadcast.model.caption import Cue
from broadcast.model.subtitles import Subtitles
from broadcast.readers.subtitles.blocks import clean_lines, dropped, in_order, seconds
from broadcast.readers.subtitles.people import People

_HUNDREDTH = Fraction(1, 100)
_USUAL = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_TIME = re.compile(r"\s*(\d{1,5}):(\d{1,3}):(\d{1,3})[.:,](\d{1,9})\s*")
_OVERRIDE = re.compile(r"\{[^{}]*\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}")


def read(text: str, where: str) -> Subtitles:
    """The dialogue of an ASS or SSA file, in order of time.

    :raises DocumentError: there is none.
    """
    fields: tuple[str, ...] = _USUAL
    cues: list[Cue] = []
    people, marked, in_events = People(), 0, False
    for line in text.split("\n"):
        kind, _, rest = line.strip().partition(":")
        if line.startswith("["):
            in_events = line.strip().lower() == "[events]"
        elif in_events and kind.lower() == "format":
            fields = tuple(name.strip().lower() for name in rest.split(","))
        elif in_events and kind.lower() == "dialogue":
            values = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            times = [_TIME.fullmatch(values.get(key, "")) for key in ("start", "end")]
            written = values.get("text", "")
            if not times[0] or not times[1] or _DRAWING.search(written):
                continue
            plain = _OVERRIDE.sub("", written)
            marked += plain != written
            who = people.named(values.get("name", values.get("actor", "")))
            start, end = (seconds(*found.groups()) for found in times if found)
            lines = clean_lines(plain.replace(r"\N", "\n").replace(r"\n", "\n").replace(r"\h", " "))
            cues.append(Cue(start=start, end=end, lines=lines, segment=str(len(cues) + 1), speaker=who))
    ordered, _ = in_order(cues, where)
    return Subtitles(
        format="ass",
        cues=ordered,
        resolution=_HUNDREDTH,
        speakers=people.all,
        findings=dropped(marked, "markup"),
    )
