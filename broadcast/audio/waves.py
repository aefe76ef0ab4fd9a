"""WAV files with chunks of their own: RIFF, and RF64 (EBU Tech 3306) where four gigabytes are not enough."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from broadcast.audio.pcm import BYTES, SAMPLE_RATE
from broadcast.errors import DocumentError

_LIMIT = 0xFFFF_FFFF


def chunk(name: bytes, data: bytes) -> bytes:
    """A RIFF chunk, padded to an even length."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def header(length: int, chunks: bytes = b"", sample_rate: int = SAMPLE_RATE) -> bytes:
    """All that stands before the samples of a mono 24-bit file of `length` samples; `chunks` go before the data."""
    size = length * BYTES
    fmt = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, sample_rate, sample_rate * BYTES, BYTES, BYTES * 8))
    total = 4 + len(fmt) + len(chunks) + 8 + size + size % 2
    if total <= _LIMIT:
        return b"RIFF" + struct.pack("<I", total) + b"WAVE" + fmt + chunks + b"data" + struct.pack("<I", size)
    ds64 = chunk(b"ds64", struct.pack("<QQQI", total + 36, size, length, 0))
    start = b"RF64" + struct.pack("<I", _LIMIT) + b"WAVE" + ds64 + fmt + chunks
    return start + b"data" + struct.pack("<I", _LIMIT)


def file_blocks(length: int, pcm: Iterable[bytes], chunks: bytes = b"") -> Iterator[bytes]:
    """A whole WAV file in blocks: header, samples, padding.

    :raises ValueError: the samples are not `length` long; a file would lie about itself.
    """
    yield header(length, chunks)
    written = 0
    for block in pcm:
        written += len(block)
        yield block
    if written != length * BYTES:
        raise ValueError(f"{written} bytes of samples for a length of {length}")
    if written % 2:
        yield b"\0"


def read_chunks(stream: BinaryIO, where: str) -> dict[bytes, bytes]:
    """The chunks of a RIFF file by name; the first of each counts.

    :raises DocumentError: not a RIFF file, or one cut short.
    """
    start = stream.read(12)
    if len(start) < 12 or start[:4] != b"RIFF" or start[8:] != b"WAVE":
        raise DocumentError("not a WAV file", where)
    found: dict[bytes, bytes] = {}
    while len(head := stream.read(8)) == 8:
        name, size = head[:4], struct.unpack("<I", head[4:])[0]
        data = stream.read(size)
        if len(data) < size:
            raise DocumentError("the file is cut short", where)
        found.setdefault(name, data)
        stream.read(size % 2)
    return found
