"""The mix to listen to anywhere: MP3 and M4A, with the mark that its voices are synthetic."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, ClassVar

from broadcast.audio.encoding import Compressed, compressed
from broadcast.errors import InputError
from broadcast.exporters.characters import one_line
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature


def tags(edition: Edition) -> dict[str, str]:
    """What a file says of itself: ID3 frames of an MP3, metadata of an MP4."""
    story, cast = edition.script.story, castings(edition)
    return {
        "title": one_line(story.headline) or story.slug,
        "artist": one_line(story.outlet),
        "comment": statement(cast),
        "encoded_by": f"{edition.credits.tool} {edition.credits.version}",
        "DigitalSourceType": source_type(cast),
    }


class _Sound:
    carries: ClassVar[frozenset[Feature]] = frozenset({"audio", "cyrillic", "synthetic"})
    folder: ClassVar[str] = "audio"
    _kind: ClassVar[Compressed]

    def __init__(self, mix: Path | None = None) -> None:
        self.mix = mix

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the mix, compressed.

        :raises InputError: there is no mix.
        """
        if self.mix is None or not self.mix.is_file():
            where = str(self.mix or "")
            raise InputError("the mix is missing", where, "build the story first: broadcast build STORY")
        stream.write(compressed(self.mix, self._kind, tags(edition)))


class Mp3(_Sound):
    """The mix as MP3."""

    name: ClassVar[str] = "mp3"
    suffix: ClassVar[str] = ".mix.mp3"
    _kind = "mp3"


class M4a(_Sound):
    """The mix as M4A."""

    name: ClassVar[str] = "m4a"
    suffix: ClassVar[str] = ".mix.m4a"
    _kind = "m4a"
