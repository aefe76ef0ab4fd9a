"""Recordings that stand in for the draft: which file belongs to which segment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from broadcast.errors import InputError, UsageError
from broadcast.model.script import Script

LARGEST = 500 << 20
"""Bytes of the largest file that is taken."""

_SUFFIXES = frozenset(
    {".wav", ".wave", ".bwf", ".w64", ".aif", ".aiff", ".caf", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".oga"}
    | {".opus", ".mp4", ".mov", ".mkv", ".mxf", ".avi", ".ts"}
)
_NUMBERED = re.compile(r"(\d{1,4})(?!\d)")
_HEAD = 1 << 16  # bytes in which a file of Broadcast's says what it is, before its sound
_SYNTHETIC = re.compile(rb"algorithmicMedia", re.IGNORECASE)


def parse(takes: Iterable[str]) -> tuple[tuple[str, Path], ...]:
    """What ``--take 3=vo_03.wav`` says: segments, by number or id, and files.

    :raises UsageError: no ``=``, or a segment that is named twice.
    """
    found: dict[str, Path] = {}
    for each in takes:
        segment, sign, path = each.partition("=")
        if not (sign and segment.strip() and path.strip()):
            raise UsageError(f"--take {each!r} names no segment and file", remedy="write --take 3=voice.wav")
        if segment.strip() in found:
            raise UsageError(f"--take names segment {segment.strip()} twice", remedy="give one file a segment")
        found[segment.strip()] = Path(path.strip()).expanduser()
    return tuple(found.items())


def in_folder(folder: Path) -> dict[str, Path]:
    """The recordings of a folder by segment number, named as a package's takes are: ``003-maltsev.wav``, ``3.wav``.

    What Broadcast itself spoke is no recording: a package's own folder of takes may be given, where some were replaced.

    :raises InputError: no such folder, or nothing in it is named by a segment's number.
    :raises UsageError: two files for one segment.
    """
    try:
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES and p.is_file())
    except OSError as error:
        where = str(folder)
        raise InputError(f"the folder cannot be read: {error.strerror or error}", where, "check the path") from error
    found: dict[str, Path] = {}
    for path in files:
        number = _NUMBERED.match(path.name)
        if number is None or is_synthetic(path):
            continue
        key = str(int(number[1]))
        if key in found:
            both = f"{found[key].name} and {path.name}"
            raise UsageError(f"two recordings for segment {key}: {both}", str(folder), "leave one of them there")
        found[key] = path
    if not found:
        remedy = "name recordings by their segment: 3.wav, 003-maltsev.wav"
        raise InputError("there is no recording of a segment in the folder", str(folder), remedy)
    return found


def is_synthetic(path: Path) -> bool:
    """Whether a file bears the mark of synthetic speech, as the drafts of a package do.

    :raises InputError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return bool(_SYNTHETIC.search(stream.read(_HEAD)))
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path), "check the path") from error


def chosen(script: Script, takes: Iterable[tuple[str, Path]], folder: Path | None) -> dict[str, Path]:
    """Recordings by segment id; one that is named goes before one of the folder.

    :raises UnknownName: the script has no such segment.
    :raises InputError: a file is none, too large, or spoken by Broadcast.
    """
    named = {script.segment(key).id: path for key, path in takes}
    for path in named.values():
        _check(path)
        if is_synthetic(path):
            raise InputError(
                "the file says that its voice is synthetic: it is a draft and no recording",
                str(path),
                "give the person's own recording, or export it again without the draft's metadata",
            )
    found = {script.segment(key).id: path for key, path in in_folder(folder).items()} if folder else {}
    for path in found.values():
        _check(path)
    return found | named


def _check(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path), "check the path") from error
    if not path.is_file():
        raise InputError("this is not a file", str(path), "give a recording: WAV, MP3, M4A, FLAC")
    if not size:
        raise InputError("the file is empty", str(path), "record or export it again")
    if size > LARGEST:
        raise InputError(f"the file is too large: {size >> 20} MB", str(path), f"give at most {LARGEST >> 20} MB")
