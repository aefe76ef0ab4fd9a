"""24-bit little-endian PCM, the form in which takes are kept and files are written, and float32 samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

SAMPLE_RATE = 48_000
BYTES = 3
_FULL_SCALE = 1 << 23


def to_pcm(samples: Samples) -> bytes:
    """Float samples `[shape=(n,)]` as 24-bit PCM; what lies outside [-1, 1) is clipped."""
    scaled = samples * np.float32(_FULL_SCALE)
    np.rint(scaled, out=scaled)
    np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1, out=scaled)
    wide = scaled.astype("<i4").view(np.uint8)
    pcm = np.empty(len(samples) * BYTES, np.uint8)
    for byte in range(BYTES):  # byte by byte is five times as fast as row by row
        pcm[byte::BYTES] = wide[byte::4]
    return pcm.tobytes()


def from_pcm(pcm: bytes) -> Samples:
    """The float samples `[shape=(n,)]` of 24-bit PCM, in [-1, 1)."""
    narrow = np.frombuffer(pcm, np.uint8)
    wide = np.zeros(len(pcm) // BYTES * 4, np.uint8)
    for byte in range(BYTES):
        wide[byte + 1 :: 4] = narrow[byte::BYTES]
    return wide.view("<i4").astype(np.float32) * np.float32(1 / (_FULL_SCALE << 8))
