"""Cues as a table, for spreadsheets, translators and machines."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, ClassVar

from broadcast.exporters.characters import cell
from broadcast.exporters.clock import checked, milliseconds
from broadcast.exporters.layout import first_frame
from broadcast.exporters.speaking import looks
from broadcast.model.edition import Edition, Feature

_HEADER = ("number", "in", "out", "in_seconds", "out_seconds", "speaker", "language", "text")


class CaptionsCsv:
    """A row a cue, by RFC 4180, in UTF-8 with a byte-order mark, without which Excel misreads Cyrillic.

    Timecodes count from the programme's first frame, seconds from zero; lines of a cue are lines of a cell.
    """

    name: ClassVar[str] = "captions-csv"
    suffix: ClassVar[str] = ".captions.csv"
    folder: ClassVar[str] = "subtitles"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "captions", "frames", "timecode"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises DocumentError: a cue without text or length.
        """
        rate, origin = edition.timeline.frame_rate, first_frame(edition.timeline)
        names = {speaker: look.name for speaker, look in looks(edition).items() if speaker}
        text = io.StringIO(newline="")
        rows = csv.writer(text)
        rows.writerow(_HEADER)
        for number, cue, words in checked(edition.captions):
            timecodes = (rate.timecode(origin + rate.nearest(t)) for t in (cue.start, cue.end))
            seconds = (f"{milliseconds(t) / 1000:.3f}" for t in (cue.start, cue.end))
            language = cue.language or edition.captions.language
            lines = "\n".join(cell(line) for line in words.split("\n"))
            rows.writerow((number, *timecodes, *seconds, cell(names.get(cue.speaker, "")), language, lines))
        stream.write(text.getvalue().encode("utf-8-sig"))
