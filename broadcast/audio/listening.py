"""A programme to listen to in a browser: its mix packed small, and its outline as a waveform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

import numpy as np

from broadcast.audio.ffmpeg import run
from broadcast.audio.pcm import BYTES, SAMPLE_RATE
from broadcast.audio.wave_header import read_header

_SPEECH_RATE = 16_000
LAME_DELAY = 576 + 529
"""Samples that a player is behind in an MP3 file of LAME's: what the encoder and the decoder's filter bank need."""
MP3_LEAD = LAME_DELAY / _SPEECH_RATE
"""Seconds that a player is behind in a file of :func:`mp3`."""
PEAKS_A_SECOND = 20
_STEP = SAMPLE_RATE // PEAKS_A_SECOND
_READ = 1 << 18


class Listening(NamedTuple):
    """`sound` is an MP3 file, empty where the programme is too long for one; `peaks` as :func:`peaks` gives them."""

    sound: bytes
    peaks: bytes


def listening(mix: BinaryIO, where: str, longest: int) -> Listening:
    """The listening copy of a mix, a WAV file as Broadcast writes it; no sound of one over `longest` seconds.

    :raises DocumentError: not such a file.
    """
    header = read_header(mix, where)
    start, size = header.data_at, header.data_bytes
    outline = peaks(_blocks(mix, start, size))
    if size > longest * SAMPLE_RATE * BYTES:
        return Listening(b"", outline)
    return Listening(mp3(_blocks(mix, start, size)) if size else b"", outline)


def mp3(blocks: Iterable[bytes]) -> bytes:
    """24-bit PCM at 48 kHz as an MP3 for listening: mono, 16 kHz, 32 kbit/s; the same samples give the same bytes.

    A constant bit rate and no header of its own let every player find a time by counting bytes.
    """
    import ffmpeg

    source = ffmpeg.input("pipe:0", format="s24le", ar=SAMPLE_RATE, ac=1)
    packed = {"acodec": "libmp3lame", "ar": _SPEECH_RATE, "audio_bitrate": "32k", "compression_level": 9}
    plain = {"fflags": "+bitexact", "id3v2_version": 0, "write_xing": 0, "map_metadata": -1, "flush_packets": 0}
    out, _ = run(source.output("pipe:1", format="mp3", **packed, **plain), blocks, "pack the mix")
    return out


def peaks(blocks: Iterable[bytes]) -> bytes:
    """How far 24-bit PCM at 48 kHz swings, 20 times a second: a byte each, 0 to 127 for full scale.

    Only the highest byte of each sample is looked at: a picture shows no more.
    """
    found, rest = bytearray(), b""
    for block in blocks:
        joined = rest + block
        whole = len(joined) // (_STEP * BYTES) * _STEP * BYTES
        found += _outline(joined[:whole])
        rest = joined[whole:]
    whole = len(rest) // BYTES * BYTES
    return bytes(found + (_outline(rest[:whole] + bytes(_STEP * BYTES - whole)) if whole else b""))


def _outline(pcm: bytes) -> bytes:
    tops = np.frombuffer(pcm, np.int8)[BYTES - 1 :: BYTES].reshape(-1, _STEP)
    if not len(tops):
        return b""
    # A sample a little below zero has -1 as its highest byte, so the lower side counts from there.
    return bytes(np.maximum(tops.max(axis=1), -1 - tops.min(axis=1)).astype(np.uint8))


def _blocks(stream: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    stream.seek(start)
    while size > 0 and (block := stream.read(min(_READ, size))):
        size -= len(block)
        yield block
