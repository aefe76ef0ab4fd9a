"""SubRip: numbered cues, UTF-8, for every player and editor's program."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import BinaryIO, ClassVar

import msgspec

from broadcast.errors import DocumentError
from broadcast.exporters.clock import checked, milliseconds
from broadcast.model.edition import Edition, Feature

_BOM = "\ufeff".encode()


class Srt(msgspec.Struct, frozen=True, kw_only=True):
    """Cues from zero, or later by `offset` seconds (an editor's timeline may start at 01:00:00:00).

    `bom` and `crlf` are for old Windows programs.  An arrow ``-->`` in a cue would end it, so it is written ``→``.
    """

    name: ClassVar[str] = "srt"
    suffix: ClassVar[str] = ".srt"
    folder: ClassVar[str] = "subtitles"
    carries: ClassVar[frozenset[Feature]] = frozenset({"text", "cyrillic", "captions"})

    bom: bool = False
    crlf: bool = False
    offset: Fraction = Fraction(0)

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises DocumentError: a cue without text or length, or one that the offset puts before zero.
        """
        import srt

        cues = []
        for number, cue, text in checked(edition.captions):
            start, end = (timedelta(milliseconds=milliseconds(t + self.offset)) for t in (cue.start, cue.end))
            cues.append(srt.Subtitle(number, start, end, text.replace("-->", "→")))
        if cues and cues[0].start < timedelta(0):
            raise DocumentError("the offset puts a cue before zero", "cue 1", "take a smaller offset")
        # Composing would sort and drop: each cue is written as it is instead.
        text = "".join(cue.to_srt(eol="\r\n" if self.crlf else "\n") for cue in cues)
        stream.write((_BOM if self.bom else b"") + text.encode())
