"""The sound of a package: its form, its lengths, its place in time, and its loudness measured anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from broadcast.audio.ffmpeg import Measured, loudness
from broadcast.audio.pcm import BYTES, SAMPLE_RATE
from broadcast.audio.targets import target
from broadcast.audio.wave_header import WaveHeader, read_header
from broadcast.errors import BroadcastError
from broadcast.model.edition import Edition, Loudness
from broadcast.model.inspection import Check, Verdict
from broadcast.model.progress import Listener, Progress
from broadcast.pipeline.inspecting.inventory import Inventory, is_safe

_EXACT_LU = 0.5  # EBU R 128, clause (h): the deviation that is tolerated
_EXACT_DB = 0.2  # of a true peak, which meters may tell differently (EBU Tech 3341)
_STEMS = "audio/stems/"
_BLOCK = 3 << 18
_SHOWN = 3
_AGAIN = "build the story again, or copy the package again"


class Expected(NamedTuple):
    """A WAV file of the package: how many samples it should have, and the TimeReference of its first one."""

    path: str
    length: int
    time_reference: int


def expected(edition: Edition) -> dict[str, tuple[Expected, ...]]:
    """The recordings, the stems and the mix that an edition asks for."""
    line = edition.timeline
    rate = line.sample_rate
    start = round(line.start * rate)
    total = round(line.duration * rate)
    takes = (Expected(c.media, round(c.end * rate) - round(c.start * rate), 0) for c in line.clips)
    stems = (*(f"{_STEMS}{track.id}.wav" for track in line.tracks), *(bed.media for bed in line.beds))
    mix = Expected(f"audio/{edition.script.story.slug}.mix.wav", total, start)
    return {"takes": tuple(takes), "stems": tuple(Expected(path, total, start) for path in stems), "mix": (mix,)}


def heard(found: Inventory, edition: Edition, replaced: Iterable[str], listen: Listener) -> Iterator[Check]:
    """A check for recordings, stems, mix, and loudness; the form of what a person `replaced` is no mistake."""
    by_hand = frozenset(replaced)
    for subject, files in expected(edition).items():
        yield from _group(found, subject, files, by_hand)
    yield _loudness(found, edition, listen)


def _group(found: Inventory, subject: str, files: tuple[Expected, ...], by_hand: frozenset[str]) -> Iterator[Check]:
    faults: list[Check] = []
    for file in files:
        own = file.path in by_hand
        for fault in _faults(found, file):
            verdict: Verdict = "doubt" if own else "wrong"
            remedy = "trim or convert it in the editing program, or build the story with it" if own else _AGAIN
            message = f"{file.path}: {fault}"
            faults.append(Check(subject=subject, verdict=verdict, message=message, remedy=remedy, paths=(file.path,)))
    if faults:
        yield from faults
        return
    whole = {"takes": "each as long as its clip", "stems": "each as long as the programme"}
    seconds = f"{files[0].length / SAMPLE_RATE:.2f} s" if files else "none"
    many = f"{len(files)} files, {whole[subject]}" if subject in whole else f"as long as the programme, {seconds}"
    yield Check(subject=subject, verdict="ok", message=f"{many}; {SAMPLE_RATE} Hz, 24 bit, at its timecode")


def _faults(found: Inventory, file: Expected) -> Iterator[str]:
    """What is wrong with one WAV file, in words."""
    if not is_safe(file.path) or file.path not in found.files:
        yield "missing"
        return
    try:
        header = _header(found, file.path)
    except BroadcastError as error:
        yield error.what
        return
    if (header.sample_rate, header.bits, header.is_float) != (SAMPLE_RATE, 8 * BYTES, False):
        yield f"{header.form}; the others are {SAMPLE_RATE} Hz, 24 bit"
    seconds, wanted = header.length / header.sample_rate, file.length / SAMPLE_RATE
    if header.length * SAMPLE_RATE != file.length * header.sample_rate:
        yield f"it lasts {seconds:.3f} s; the timeline has {wanted:.3f} s"
    if header.time_reference != file.time_reference:
        yield f"its TimeReference is {header.time_reference}; the timeline has {file.time_reference}"


def _header(found: Inventory, path: str) -> WaveHeader:
    try:
        with (found.folder / path).open("rb") as stream:
            return read_header(stream)
    except OSError as error:
        raise BroadcastError(f"it cannot be read: {error.strerror or error}") from error


def _loudness(found: Inventory, edition: Edition, listen: Listener) -> Check:
    path = expected(edition)["mix"][0].path
    told = edition.loudness
    try:
        measured = _measured(found, path, listen)
    except BroadcastError as error:
        return Check(subject="loudness", verdict="wrong", message=f"not measured: {error.what}", remedy=_AGAIN)
    if measured is None:
        verdict: Verdict = "doubt" if told is None else "wrong"
        return Check(subject="loudness", verdict=verdict, message="the mix has no sound above the gate", paths=(path,))
    if told is None:
        figures = f"{measured.integrated:.1f} LUFS, {measured.peak:.1f} dBTP"
        remedy = "set the level in the editing program"
        return Check(subject="loudness", verdict="doubt", message=f"{figures}; no target is named", remedy=remedy)
    return _judged(measured, told, path)


def _judged(measured: Measured, told: Loudness, path: str) -> Check:
    try:
        limit = target(told.target).peak_dbtp
    except BroadcastError:
        limit = -1.0
    figures = f"{measured.integrated:.1f} LUFS, {measured.peak:.1f} dBTP"
    asked = f"{told.target} asks for {told.target_lufs:.1f} LUFS and at most {limit:.1f} dBTP"
    off = measured.integrated - told.target_lufs
    if measured.peak > limit + _EXACT_DB or abs(measured.integrated - told.integrated_lufs) > _EXACT_LU:
        return Check(
            subject="loudness",
            verdict="wrong",
            message=f"{figures}; {asked}, and the report says {told.integrated_lufs:.1f} LUFS",
            remedy="build the story again",
            paths=(path,),
        )
    if abs(off) > _EXACT_LU:
        remedy = "set the level in the editing program; the build said why it stays there"
        return Check(subject="loudness", verdict="doubt", message=f"{figures}; {asked}", remedy=remedy, paths=(path,))
    return Check(subject="loudness", verdict="ok", message=f"{figures}; {asked}")


def _measured(found: Inventory, path: str, listen: Listener) -> Measured | None:
    """Loudness of a mono file of 24 bits; told in megabytes as it is read.

    :raises BroadcastError: the file is missing, damaged, or of another form.
    """
    if path not in found.files:
        raise BroadcastError(f"{PurePosixPath(path).name} is missing")
    header = _header(found, path)
    if (header.sample_rate, header.bits, header.channels, header.is_float) != (SAMPLE_RATE, 8 * BYTES, 1, False):
        raise BroadcastError(f"the mix is {header.form}")
    return loudness(_blocks(found, path, header, listen))


def _blocks(found: Inventory, path: str, header: WaveHeader, listen: Listener) -> Iterator[bytes]:
    left, total = header.data_bytes, header.data_bytes >> 20
    try:
        with (found.folder / path).open("rb") as stream:
            stream.seek(header.data_at)
            while left and (block := stream.read(min(_BLOCK, left))):
                left -= len(block)
                listen(Progress(step="measure", done=total - (left >> 20), total=total, note=path))
                yield block
    except OSError as error:
        raise BroadcastError(f"it cannot be read: {error.strerror or error}") from error
