"""Sound that a service sent: looked at before it is believed."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import numpy as np

from broadcast.audio.ffmpeg import decoded
from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.errors import EngineError, InputError, TemporaryFailure

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_QUIET: Final = 10 ** (-60 / 20)
_STREAMED: Final = frozenset({0, 0x7FFFFFFF, 0xFFFFFFFF})  # what writers put where they do not know the length yet


def kind_of(data: bytes) -> str:
    """``wav``, ``mp3``, ``ogg``, ``flac``, ``aac``, or nothing where the first bytes are of none of them.

    Only these reach ffmpeg, which would also take a playlist and open what it names.
    """
    if data[:4] in (b"RIFF", b"RF64") and data[8:12] == b"WAVE":
        return "wav"
    for magic, kind in ((b"ID3", "mp3"), (b"OggS", "ogg"), (b"fLaC", "flac")):
        if data.startswith(magic):
            return kind
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return "mp3" if data[1] & 0x06 else "aac"
    return ""


def pcm_as_wav(data: bytes, sample_rate: int) -> bytes:
    """16-bit little-endian mono PCM in a WAV file."""
    data = data[: len(data) // 2 * 2]
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, sample_rate, sample_rate * 2, 2, 16)
    return (
        struct.pack("<4sI4s", b"RIFF", 36 + len(data), b"WAVE") + form + struct.pack("<4sI", b"data", len(data)) + data
    )


def pitched(pitch: float) -> int:
    """The sample rate at which sound of 48 kHz is so much higher or lower, and shorter or longer.

    In steps of 2.5 %, so that it is easily converted.
    """
    return SAMPLE_RATE // 40 * round(40 * min(max(pitch, 0.5), 2.0))


def received(data: bytes, who: str, at_least: float) -> Samples:
    """The samples of a sound file that somebody sent, mono at 48 kHz, in [-1, 1].

    :param at_least: seconds below which it cannot be all that was asked for.
    :raises TemporaryFailure: nothing, silence, or a part.
    :raises EngineError: no sound.
    """
    if not data:
        raise TemporaryFailure(f"{who} sent an empty answer", remedy="try again")
    kind = kind_of(data)
    if not kind:
        raise EngineError(f"{who} sent no sound", remedy="ask another engine")
    if kind == "wav" and _is_cut(data):
        raise TemporaryFailure(f"{who} sent a part of the sound", remedy="try again")
    try:
        samples = decoded(data, f"what {who} sent")
    except InputError as error:
        raise EngineError(f"{who} sent no sound: {error.what}", remedy="ask another engine") from error
    if not np.isfinite(samples).all():
        raise EngineError(f"{who} sent sound with values that are no numbers", remedy="ask another engine")
    if np.abs(samples).max(initial=0) < _QUIET:
        raise TemporaryFailure(f"{who} sent silence", remedy="try again, or ask another engine")
    seconds = len(samples) / SAMPLE_RATE
    if seconds < at_least:
        raise TemporaryFailure(f"{who} sent {seconds:.2f} seconds: too short for the text", remedy="try again")
    return np.clip(samples, -1, 1)


def _is_cut(wav: bytes) -> bool:
    """Whether a WAV file ends before its header says."""
    at = 12
    while at + 8 <= len(wav):
        name, size = wav[at : at + 4], int.from_bytes(wav[at + 4 : at + 8], "little")
        if not (name.isascii() and name.decode("ascii").isprintable()):
            return False  # no WAV file at all: ffmpeg says so
        if name == b"data":
            return size not in _STREAMED and at + 8 + size > len(wav)
        at += 8 + size + size % 2
    return True
