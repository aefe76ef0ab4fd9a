"""MP4: the programme to look at, made of stills, in a tenth of its length."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, ClassVar

from broadcast.audio.encoding import Picture, film
from broadcast.exporters.compressed import tags
from broadcast.model.edition import Edition, Feature


class Mp4:
    """Slates with name and role, captions, waveform with a play-head, timecode; the mix, where there is one."""

    name: ClassVar[str] = "mp4"
    suffix: ClassVar[str] = ".mp4"
    folder: ClassVar[str] = "preview"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"audio", "captions", "cyrillic", "frames", "roles", "speakers", "synthetic", "timecode"}
    )

    def __init__(self, mix: Path | None = None, peaks: bytes = b"") -> None:
        self.mix, self.peaks = mix, peaks

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the film.

        :raises MissingExtra: what draws the pictures is not installed.
        """
        from broadcast.exporters.film.frames import Frames

        frames = Frames(edition, self.peaks)
        mix = self.mix if self.mix and self.mix.is_file() else None
        picture = Picture(frames.width, frames.height, frames.rate)
        stream.write(film(frames, picture, mix, tags(edition)))
