"""What a build did, for people and programs."""

from __future__ import annotations

from typing import Any

import msgspec

from broadcast.model.edition import Casting, Loudness
from broadcast.model.running_time import RunningTime
from broadcast.model.script import Finding


class FileEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of the package: its path inside it, its size in bytes, and its SHA-256."""

    path: str
    bytes: int
    sha256: str


class Run(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this build went: takes spoken and reused, seconds by step.

    It differs from run to run, so it is printed and not kept in the package, whose files are the same for the same
    story.
    """

    unchanged: bool
    takes_spoken: int
    takes_reused: int
    timings: dict[str, float]


class Report(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="report/1"):
    """A built package: how long the programme is (seconds and timecode), its loudness, voices, doubts and files.

    `timing` is there where a running time was asked for.
    """

    slug: str
    folder: str
    language: str
    trt: float
    trt_timecode: str
    segments: int
    quotes: int
    cues: int
    loudness: Loudness | None
    castings: tuple[Casting, ...]
    findings: tuple[Finding, ...]
    files: tuple[FileEntry, ...]
    timing: RunningTime | None = None
    run: Run | None = None


class SyntheticVoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A voice that spoke in the package, the tracks it is on, and what its licence asks for."""

    tracks: tuple[str, ...]
    engine: str
    voice: str
    licence: str
    credit: str


class Manifest(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="manifest/1"
):
    """``manifest.json``, the last file of a package.

    `inputs` is the SHA-256 of all that the package was made from: what tells a current package from an outdated one.
    `digital_source_type` is the IPTC term for speech that no person spoke.  `order` holds the options that the package
    was built with, where they are not the usual ones, so that it can be built again in its place.
    """

    tool: str
    version: str
    created: str
    slug: str
    language: str
    inputs: str
    order: dict[str, Any] = {}
    synthetic_voice: bool
    notice: str
    digital_source_type: str
    voices: tuple[SyntheticVoice, ...]
    files: tuple[FileEntry, ...]
