"""An edition: all that an exporter may see."""

from __future__ import annotations

from typing import BinaryIO, ClassVar, Literal, Protocol

import msgspec

from broadcast.model.caption import Captions
from broadcast.model.running_time import RunningTime
from broadcast.model.script import Finding, Script
from broadcast.model.speech import Timing, Voice
from broadcast.model.timeline import Timeline

Feature = Literal[
    "text",  # the words of the script
    "cyrillic",  # letters beyond ASCII, as they are
    "speakers",  # who says what, by name
    "roles",  # what the speakers are, for lower thirds
    "tracks",  # a track for each voice
    "audio",  # links to the recordings
    "frames",  # edges to the frame
    "timecode",  # the timecode of the first frame
    "markers",  # lower thirds and warnings on the timeline
    "captions",  # cues
    "words",  # when each word sounds
    "loudness",  # what was measured
    "synthetic",  # the mark that the voices are synthetic
]


class Loudness(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Measured by EBU R128: LUFS, dBTP, LU; the target that was aimed at, and the gain that reached it.

    `short_term_lufs` and `momentary_lufs` are the loudest 3 and 0.4 seconds; `limited` says that peaks were turned
    down, so that the mix is not its stems times a gain.
    """

    integrated_lufs: float
    true_peak_dbtp: float
    range_lu: float
    target_lufs: float
    gain_db: float
    target: str = "r128"
    short_term_lufs: float | None = None
    momentary_lufs: float | None = None
    limited: bool = False


class Casting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who sounds like whom: a track's id, the voice in a language, words a minute, a factor on pitch."""

    track: str
    voice: Voice
    language: str
    rate: int
    pitch: float = 1.0


class Credits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who made the edition: the tool, its version, the voices; `created` is ISO 8601 in UTC."""

    tool: str
    version: str
    created: str
    castings: tuple[Casting, ...]
    timing: Timing


class Edition(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="edition/1"
):
    """Script, timeline and captions of one programme, with its loudness and makers.

    `folder` is the ``file://`` URL of the package, for formats that need absolute paths.  `running_time` is there where
    one was asked for.
    """

    script: Script
    timeline: Timeline
    captions: Captions
    credits: Credits
    findings: tuple[Finding, ...] = ()
    loudness: Loudness | None = None
    folder: str = ""
    running_time: RunningTime | None = None


class Exporter(Protocol):
    """A file format: one file under ``broadcast/exporters``; its options are the fields of its class.

    `suffix` follows the slug in the file's name, `folder` is where the file lies in a package (empty for its top);
    `carries` names what the format can hold.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]
    folder: ClassVar[str]
    carries: ClassVar[frozenset[Feature]]

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the whole file; opens no path."""
