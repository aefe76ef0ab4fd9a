"""What a WAV file says of itself, against libsndfile, and what it must not be believed."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from broadcast.audio.wave_header import read_header
from broadcast.audio.waves import chunk, file_blocks, header
from broadcast.errors import DocumentError

if TYPE_CHECKING:
    import numpy.typing as npt

FORMS = st.sampled_from(
    [("WAV", "PCM_16"), ("WAV", "PCM_24"), ("WAVEX", "PCM_24"), ("WAV", "FLOAT"), ("RF64", "PCM_24")]
)


@given(FORMS, st.integers(1, 4), st.integers(0, 300), st.sampled_from([22050, 44100, 48000]))
def test_files_of_libsndfile(form: tuple[str, str], channels: int, length: int, rate: int) -> None:
    stream = io.BytesIO()
    samples: npt.NDArray[np.float32] = np.zeros((length, channels), np.float32)
    soundfile.write(stream, samples, rate, format=form[0], subtype=form[1])
    found = read_header(stream)
    assert (found.channels, found.length, found.sample_rate) == (channels, length, rate)
    assert found.bits == {"PCM_16": 16, "PCM_24": 24, "FLOAT": 32}[form[1]]
    assert found.is_float == (form[1] == "FLOAT")
    assert found.data_bytes == length * channels * found.bits // 8


def test_the_time_reference_is_that_of_bext() -> None:
    bext = bytes(338) + struct.pack("<Q", 3600 * 48000) + bytes(256)
    data = b"".join(file_blocks(2, [bytes(6)], chunk(b"JUNK", b"odd") + chunk(b"bext", bext)))
    found = read_header(io.BytesIO(data))
    assert found.time_reference == 172_800_000
    assert found.form == "48000 Hz, 24 bit, mono"
    assert data[found.data_at : found.data_at + found.data_bytes] == bytes(6)


def test_a_streamed_file_ends_where_it_ends() -> None:
    data = bytearray(header(0)) + bytes(30)
    data[-34:-30] = b"\xff\xff\xff\xff"
    assert read_header(io.BytesIO(data)).length == 10


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"ID3\x04mp3", "not a WAV"),
        (header(100), "cut short: 0 of 300 bytes"),
        (header(100)[:30], "no samples"),
        (b"RIFF\x24\0\0\0WAVEdata\x06\0\0\0123456", "does not say"),
        (b"RF64\xff\xff\xff\xffWAVE" + header(0)[12:36] + b"data\xff\xff\xff\xff", "cut short|does not"),
    ],
)
def test_what_is_no_whole_file(data: bytes, words: str) -> None:
    if data.startswith(b"RF64"):
        data = data.replace(b"WAVE", b"WAVE" + chunk(b"ds64", struct.pack("<QQQI", 1 << 60, 1 << 60, 1 << 60, 0)))
    with pytest.raises(DocumentError, match=words):
        read_header(io.BytesIO(data))


@given(st.binary(max_size=200))
def test_noise_is_an_error_of_ours(data: bytes) -> None:
    try:
        found = read_header(io.BytesIO(b"RIFF\0\0\0\0WAVE" + data))
    except DocumentError:
        return
    assert found.length * found.channels * (found.bits // 8) <= len(data)
