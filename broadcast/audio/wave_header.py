"""The head of any WAV file: what it says of its samples, without reading them.

RIFF, and RF64 (EBU Tech 3306); PCM and WAVE_FORMAT_EXTENSIBLE.  The file may be anybody's: nothing in it is believed
that its size does not bear out, and no chunk is read that no one asks for.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from broadcast.errors import DocumentError

_UNKNOWN_SIZE = 0xFFFF_FFFF  # in RF64 the real one is in ds64; who streamed RIFF never came back to fill it in
_MOST_CHUNKS = 256
_LARGEST_CHUNK = 1 << 20
_KEPT = (b"fmt ", b"ds64", b"bext", b"iXML")
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_TIME_REFERENCE = struct.Struct("<338xQ")  # EBU Tech 3285, clause 2.3


class WaveHeader(NamedTuple):
    """`length` is in samples a channel; they are `data_bytes` bytes from `data_at`; `chunks` holds bext."""

    channels: int
    sample_rate: int
    bits: int
    is_float: bool
    length: int
    data_at: int
    data_bytes: int
    chunks: dict[bytes, bytes]

    @property
    def form(self) -> str:
        """``48000 Hz, 24 bit, mono``."""
        channels = {1: "mono", 2: "stereo"}.get(self.channels, f"{self.channels} channels")
        return f"{self.sample_rate} Hz, {self.bits} bit{' float' if self.is_float else ''}, {channels}"

    @property
    def time_reference(self) -> int:
        """Samples from midnight to the first sample; 0 where the file does not say."""
        bext = self.chunks.get(b"bext", b"")
        return int(_TIME_REFERENCE.unpack_from(bext)[0]) if len(bext) >= _TIME_REFERENCE.size else 0


def read_header(stream: BinaryIO, where: str = "") -> WaveHeader:
    """The header of a WAV file that is open for reading.

    :raises DocumentError: empty, no WAV file, no samples that could be counted, or one cut short.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if not size:
        raise DocumentError("the file is empty", where)
    start = stream.read(12)
    if len(start) < 12 or start[:4] not in (b"RIFF", b"RF64") or start[8:] != b"WAVE":
        raise DocumentError("not a WAV file", where)
    kept: dict[bytes, bytes] = {}
    for name, at, length in _chunks(stream):
        if name == b"data":
            if length == _UNKNOWN_SIZE:
                length = _long_size(kept) if start[:4] == b"RF64" else size - at
            return _header(kept, at, length, size, where)
        if name in _KEPT and length <= _LARGEST_CHUNK:
            kept.setdefault(name, stream.read(length))
    raise DocumentError("the file is cut short: it has no samples", where)


def _chunks(stream: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and length of each chunk."""
    for _ in range(_MOST_CHUNKS):
        head = stream.read(8)
        if len(head) < 8:
            return
        at, length = stream.tell(), struct.unpack("<I", head[4:])[0]
        yield head[:4], at, length
        stream.seek(at + length + length % 2)


def _long_size(kept: dict[bytes, bytes]) -> int:
    about = kept.get(b"ds64", b"")
    return int(struct.unpack_from("<Q", about, 8)[0]) if len(about) >= 16 else 0


def _header(kept: dict[bytes, bytes], at: int, length: int, size: int, where: str) -> WaveHeader:
    form = kept.get(b"fmt ", b"")
    if len(form) < 16:
        raise DocumentError("the file does not say what its samples are", where)
    tag, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", form)
    if tag == _EXTENSIBLE and len(form) >= 26:
        tag = struct.unpack_from("<H", form, 24)[0]
    if tag not in (_PCM, _FLOAT) or not (channels and rate and bits) or block != channels * -(-bits // 8):
        raise DocumentError("its samples are not plain PCM", where)
    if at + length > size:
        raise DocumentError(f"the file is cut short: {size - at} of {length} bytes of samples are there", where)
    return WaveHeader(channels, rate, bits, tag == _FLOAT, length // block, at, length, kept)
