"""The listening copy: an MP3 that a player finds its way in, and an outline of the mix."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from broadcast.audio.ffmpeg import decoded
from broadcast.audio.listening import MP3_LEAD, PEAKS_A_SECOND, listening, mp3, peaks
from broadcast.audio.pcm import SAMPLE_RATE, to_pcm
from broadcast.audio.waves import file_blocks
from broadcast.errors import DocumentError

STEP = SAMPLE_RATE // PEAKS_A_SECOND


def sweep(seconds: float) -> bytes:
    """24-bit PCM of a tone that rises and swells: no two moments of it are alike."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return to_pcm((0.5 * np.sin(2 * np.pi * (200 + 150 * t) * t) * (0.2 + 0.8 * t / seconds)).astype(np.float32))


def wav(pcm: bytes, chunks: bytes = b"") -> io.BytesIO:
    return io.BytesIO(b"".join(file_blocks(len(pcm) // 3, [pcm], chunks)))


def test_the_mp3_is_behind_by_what_is_said_and_the_same_again() -> None:
    pcm = sweep(4)
    packed = mp3([pcm])
    assert packed == mp3([pcm[:1000], pcm[1000:]])
    assert not packed.startswith(b"ID3")
    assert b"Lavf" not in packed
    assert b"Xing" not in packed[:400]
    assert b"Info" not in packed[:400]
    heard, said = decoded(packed, "it"), soundfile.read(wav(pcm), dtype="float32")[0]
    size = len(heard) + len(said)
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    assert int(np.argmax(match)) / SAMPLE_RATE == pytest.approx(MP3_LEAD, abs=1e-3)
    assert len(packed) == pytest.approx((4 + MP3_LEAD) * 4000, rel=0.03)  # 32 kbit/s all the way


def test_a_reader_that_is_not_ours_opens_it() -> None:
    info = soundfile.info(io.BytesIO(mp3([sweep(2)])))
    assert (info.samplerate, info.channels) == (16_000, 1)
    assert info.duration == pytest.approx(2 + MP3_LEAD, abs=0.06)


@given(
    st.lists(st.integers(-(1 << 23), (1 << 23) - 1), max_size=40),
    st.lists(st.integers(1, 5000), max_size=4),
)
def test_peaks_see_the_loudest_sample_of_each_stretch(values: list[int], cuts: list[int]) -> None:
    samples = np.repeat(np.array(values, dtype=np.int64), STEP // 3)
    pcm = b"".join(int(v).to_bytes(3, "little", signed=True) for v in samples)
    blocks, at = [], 0
    for cut in cuts:
        blocks.append(pcm[at : at + cut])
        at += cut
    found = peaks([*blocks, pcm[at:]])
    assert len(found) == -(-len(samples) // STEP)
    for n, peak in enumerate(found):
        loudest = max(v if v >= 0 else -v - 1 for v in map(int, samples[n * STEP : (n + 1) * STEP]))
        assert peak == loudest >> 16


def test_a_mix_is_read_from_its_file() -> None:
    pcm = sweep(1.5)
    heard = listening(wav(pcm, b"junk\x04\0\0\0abcd"), "mix.wav", longest=2)
    assert heard.sound == mp3([pcm])
    assert heard.peaks == peaks([pcm])
    assert len(heard.peaks) == 30
    long = listening(wav(pcm), "mix.wav", longest=1)
    assert (long.sound, long.peaks) == (b"", heard.peaks)
    with pytest.raises(DocumentError) as caught:
        listening(io.BytesIO(b"no sound at all"), "mix.wav", longest=1)
    assert caught.value.where == "mix.wav"
