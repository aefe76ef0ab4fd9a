"""The order: what is to be built, and what tells one order's package from another's."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import msgspec

from broadcast import __version__
from broadcast.audio.targets import DEFAULT
from broadcast.model.documents import to_json
from broadcast.pipeline.intake import Incoming
from broadcast.pipeline.newsroom_folder import NewsroomFolder, program_digest
from broadcast.timing import PAL, FrameRate

_NO_INPUT = frozenset({"story", "output", "force", "retakes"})


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to build: the story (a file, an address, ``-``), where to, and how.

    `engine`, `language` and `captions` may be empty: the cast file's engines, the story's own language, the caption
    profile of each language.  `loudness` names a target.  `start` is the timecode of the first frame, in seconds.
    `retakes` are segments, by number or id, that are to be read another time.
    """

    story: Path | str
    output: Path = Path("output")
    engine: str = ""
    language: str = ""
    captions: str = ""
    loudness: str = DEFAULT
    frame_rate: FrameRate = PAL
    start: Fraction = Fraction(0)
    read_attributions: bool = False
    retakes: tuple[str, ...] = ()
    force: bool = False

    def options(self) -> dict[str, str]:
        """Each option that a package depends on, and its value, for the digest of its inputs."""
        return {name: str(getattr(self, name)) for name in self.__struct_fields__ if name not in _NO_INPUT}


def inputs_of(order: Order, story: Incoming, newsroom: NewsroomFolder) -> str:
    """The SHA-256 of all that a package depends on."""
    parts = {
        "story": hashlib.sha256(story.data).hexdigest(),
        "name": f"{story.name}.{story.kind}",
        "folder": str(order.output.absolute()),
        "options": order.options(),
        "voices": newsroom.digest(),
        "program": program_digest(),
        "version": __version__,
    }
    return hashlib.sha256(to_json(parts, indent=0)).hexdigest()
