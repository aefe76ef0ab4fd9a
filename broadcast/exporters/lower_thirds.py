"""Lower thirds as a table: who is to be named, with what role, and when.

UTF-8 with a byte-order mark: without it Excel takes Cyrillic for something else, and titling programs read it either
way.  Commas and CRLF by RFC 4180.
"""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, ClassVar

from broadcast.exporters.characters import cell
from broadcast.exporters.layout import first_frame
from broadcast.exporters.titling import supers
from broadcast.model.edition import Edition, Feature

_HEADER = (
    "name",
    "role",
    "in",
    "out",
    "in_seconds",
    "out_seconds",
    "appearance",
    "speaker",
    "segment",
)


class LowerThirds:
    """A row for each quote with a known speaker, in order.

    `appearance` counts a speaker's quotes: many stations show a title the first time only.  A cell that a spreadsheet
    would take for a formula begins with an apostrophe.
    """

    name: ClassVar[str] = "lower-thirds"
    suffix: ClassVar[str] = ".lower-thirds.csv"
    folder: ClassVar[str] = "titles"
    carries: ClassVar[frozenset[Feature]] = frozenset({"cyrillic", "speakers", "roles", "frames", "timecode"})

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        rate, origin = edition.timeline.frame_rate, first_frame(edition.timeline)
        text = io.StringIO(newline="")
        rows = csv.writer(text)
        rows.writerow(_HEADER)
        for item in supers(edition):
            timecodes = (rate.timecode(origin + frame) for frame in (item.start, item.end))
            seconds = (f"{float(rate.seconds(frame)):.3f}" for frame in (item.start, item.end))
            names = (cell(item.name), cell(item.role))
            rows.writerow((*names, *timecodes, *seconds, item.appearance, cell(item.speaker), cell(item.segment)))
        stream.write(text.getvalue().encode("utf-8-sig"))
