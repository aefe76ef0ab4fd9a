"""The order: what is to be built, and what tells one order's package from another's."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, cast, get_type_hints

import msgspec

from broadcast import __version__
from broadcast.audio.targets import DEFAULT
from broadcast.errors import DocumentError, InputError
from broadcast.model.documents import to_json
from broadcast.pipeline.intake import Incoming
from broadcast.pipeline.newsroom_folder import NewsroomFolder, program_digest
from broadcast.pipeline.recordings import in_folder
from broadcast.timing import PAL, FrameRate

QuotesOn = Literal["one", "each"]

_NO_INPUT = frozenset({"story", "output", "force", "retakes", "newsroom", "store", "created"})


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to build: the story (a file, an address, ``-``, or one that was taken in), where to, and how.

    `engine`, `language` and `captions` may be empty: the cast file's engines, the story's own language, the caption
    profile of each language.  `loudness` names a target.  `start` is the timecode of the first frame, in seconds.
    `retakes` are segments, by number or id, that are to be read another time.  `bed` and `room_tone` are recordings
    that lie under the mix; `leader` asks for the finished programme, with tone and pop before it.  `also` are
    formats that are written where they are asked for.  In the timelines quotes are on a track each speaker or on one,
    their draft voices sound or are muted, and `slates` say who speaks.
    `takes` are people's own recordings by segment number or id, `takes_from` a folder of them; they `keep_times` where
    what comes after them is to stay where it is with the draft.
    `trt` is the running time to be met, in seconds; to `fit` it, voices are read faster or slower.
    `newsroom` is the folder whose ``voices/`` holds the station's choices; `store` is where takes are kept, a folder or
    an address (``s3://...``): by default what ``BROADCAST_TAKES`` names, or the user's cache folder.  `created` is the
    moment (ISO 8601) that the package says it was made at: now, or that of ``SOURCE_DATE_EPOCH``, where it is empty.
    """

    story: Path | str | Incoming
    output: Path = Path("output")
    engine: str = ""
    language: str = ""
    captions: str = ""
    loudness: str = DEFAULT
    frame_rate: FrameRate = PAL
    start: Fraction = Fraction(0)
    read_attributions: bool = False
    retakes: tuple[str, ...] = ()
    takes: tuple[tuple[str, Path], ...] = ()
    takes_from: Path | None = None
    keep_times: bool = False
    bed: Path | None = None
    room_tone: Path | None = None
    leader: bool = False
    also: tuple[str, ...] = ()
    quotes_on: QuotesOn = "each"
    mute_quotes: bool = False
    slates: bool = False
    trt: Fraction | None = None
    fit: bool = False
    force: bool = False
    newsroom: Path = Path()
    store: Path | str = ""
    created: str = ""

    def __post_init__(self) -> None:
        for name in ("output", "newsroom"):  # a program may name them by strings
            msgspec.structs.force_setattr(self, name, Path(getattr(self, name)))

    def files(self) -> tuple[Path, ...]:
        """The files that go into the package beside the story."""
        takes = (*(path for _, path in self.takes), *(in_folder(self.takes_from).values() if self.takes_from else ()))
        return (*(path for path in (self.bed, self.room_tone) if path), *takes)

    def options(self) -> dict[str, str]:
        """Each option that a package depends on, and its value, for the digest of its inputs."""
        return {name: str(getattr(self, name)) for name in self.__struct_fields__ if name not in _NO_INPUT}

    def recorded(self) -> dict[str, Any]:
        """Each option that is not the usual one, as a manifest holds it; :func:`ordered_again` reads it."""
        usual = Order(story="")
        found = {name: getattr(self, name) for name in self.__struct_fields__ if name not in _NO_INPUT}
        changed = {name: value for name, value in found.items() if value != getattr(usual, name)}
        return cast("dict[str, Any]", msgspec.to_builtins(changed, enc_hook=str))


def ordered_again(record: Mapping[str, Any], story: Path, output: Path) -> Order:
    """The order that a manifest holds, for a story and a folder.

    :raises DocumentError: there is something else in it.
    """
    kinds = get_type_hints(Order)
    try:
        options = {name: msgspec.convert(value, kinds[name], dec_hook=_decoded) for name, value in record.items()}
    except (KeyError, ValueError, msgspec.MsgspecError) as error:
        wrong = f"the options that the package was built with cannot be read: {error}"
        raise DocumentError(wrong, str(output), "build it with broadcast build") from error
    return Order(**{**options, "story": story, "output": output})


def _decoded(kind: type, value: object) -> object:
    return kind(value)  # Path and Fraction, from their text


def inputs_of(order: Order, story: Incoming, newsroom: NewsroomFolder) -> str:
    """The SHA-256 of all that a package depends on."""
    parts = {
        "story": hashlib.sha256(story.data).hexdigest(),
        "name": f"{story.name}.{story.kind}",
        "folder": str(order.output.absolute()),
        "options": order.options(),
        "files": {str(path): _digest(path) for path in order.files()},
        "voices": newsroom.digest(),
        "program": program_digest(),
        "version": __version__,
    }
    return hashlib.sha256(to_json(parts, indent=0)).hexdigest()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path), "check the path") from error
