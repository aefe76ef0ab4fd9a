"""Avid DS subtitles: the text that SubCap, Media Composer's caption effect, imports.

UTF-8 with a byte-order mark, for older versions take a file without one for the system's 8-bit page; timecodes of the
sequence, one space between them, and no two cues that overlap.
"""

from __future__ import annotations

from typing import BinaryIO, ClassVar

from broadcast.exporters.characters import one_line
from broadcast.exporters.clock import checked
from broadcast.exporters.layout import first_frame
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature

# What stands in angle brackets is a command to the importer.
_SIGNS = str.maketrans({"<": "‹", ">": "›"})


class AvidDs:
    """Cues at the timecode of the sequence; comments, which the importer skips, stand above them."""

    name: ClassVar[str] = "avid-ds"
    suffix: ClassVar[str] = ".avid-ds.txt"
    folder: ClassVar[str] = "subtitles"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "captions", "frames", "timecode", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises DocumentError: a cue without text or length.
        """
        rate, origin, cast = edition.timeline.frame_rate, first_frame(edition.timeline), castings(edition)
        lines = [f"@ {edition.script.story.slug}, {rate} frames a second"]
        lines += [f"@ {one_line(statement(cast))} {source_type(cast)}"] if cast else []
        lines += ["", "<begin subtitles>", ""]
        free = 0
        for _, cue, text in checked(edition.captions):
            start = max(free, rate.nearest(cue.start))
            free = max(start + 1, rate.nearest(cue.end))
            timecodes = " ".join(rate.timecode(origin + frame) for frame in (start, free))
            lines += [timecodes, *text.translate(_SIGNS).split("\n"), ""]
        lines += ["<end subtitles>", ""]
        stream.write("\r\n".join(lines).encode("utf-8-sig"))
