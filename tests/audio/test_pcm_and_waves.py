"""PCM and WAV files."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from broadcast.audio.pcm import from_pcm, to_pcm
from broadcast.audio.waves import chunk, file_blocks, header, read_chunks
from broadcast.errors import DocumentError

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

SOUND = arrays.arrays(np.float32, st.integers(0, 200), elements=st.floats(-1.5, 1.5, width=32))


@given(SOUND)
def test_samples_survive_24_bits(samples: Samples) -> None:
    back = from_pcm(to_pcm(samples))
    assert len(back) == len(samples)
    assert np.all(np.abs(back - np.clip(samples, -1, 1)) <= 1 / (1 << 23))


@given(st.binary(max_size=300).filter(lambda b: len(b) % 3 == 0))
def test_pcm_survives_samples(pcm: bytes) -> None:
    assert to_pcm(from_pcm(pcm)) == pcm


@given(SOUND, st.binary(max_size=9))
def test_a_file_is_read_by_libsndfile(samples: Samples, note: bytes) -> None:
    data = b"".join(file_blocks(len(samples), [to_pcm(samples)], chunk(b"note", note)))
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    read, rate = soundfile.read(io.BytesIO(data), dtype="float32")
    assert rate == 48000
    assert np.array_equal(read, from_pcm(to_pcm(samples)))
    assert read_chunks(io.BytesIO(data), "file")[b"note"] == note


def test_a_file_that_would_lie_about_its_length_is_not_finished() -> None:
    with pytest.raises(ValueError, match="for a length of 2"):
        list(file_blocks(2, [b"\0" * 3]))


def test_more_than_four_gigabytes_are_rf64(tmp_path: Path) -> None:
    length = 1_500_000_000
    path = tmp_path / "long.wav"
    with path.open("wb") as stream:
        stream.write(header(length))
        stream.truncate(stream.tell() + length * 3)  # a sparse file: no disk is used
    info = soundfile.info(path)
    assert (info.format, info.frames, info.subtype) == ("RF64", length, "PCM_24")


@pytest.mark.parametrize("cut", [0, 3, 11, 20, 47, 60])
def test_a_file_cut_short_is_an_error(cut: int) -> None:
    whole = b"".join(file_blocks(10, [bytes(30)]))
    with pytest.raises((DocumentError, KeyError)):
        read_chunks(io.BytesIO(whole[:cut]), "file")[b"data"]
