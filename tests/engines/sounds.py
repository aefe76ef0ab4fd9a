"""Sound for services to send: tones in files of ffmpeg's making."""

from __future__ import annotations

import functools
import io
import wave
from typing import TYPE_CHECKING

import ffmpeg
import numpy as np

from broadcast.audio.ffmpeg import program

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

RATE = 24_000


def tone(seconds: float) -> Samples:
    return (0.3 * np.sin(2 * np.pi * 300 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def wav(samples: Samples) -> bytes:
    """16-bit mono at 24 kHz."""
    with io.BytesIO() as file:
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes((samples * 32767).astype("<i2").tobytes())
        return file.getvalue()


def mp3(samples: Samples) -> bytes:
    """As Microsoft and Google send it: 24 kHz mono, 48 kbit/s, no word of the encoder's delay."""
    source = ffmpeg.input("pipe:0", format="f32le", ar=RATE, ac=1)
    target = source.output("pipe:1", format="mp3", ar=RATE, ac=1, audio_bitrate="48k", write_xing=0, id3v2_version=0)
    out, _ = target.run(cmd=program(), input=samples.tobytes(), capture_stdout=True, capture_stderr=True)
    return bytes(out)


@functools.cache
def second_of_mp3() -> bytes:
    return mp3(tone(1.0))


@functools.cache
def second_of_silence() -> bytes:
    return mp3(np.zeros(RATE, np.float32))


def spoken_mp3(text: str) -> tuple[bytes, int]:
    """A tone as long as a text takes, and its seconds."""
    seconds = max(1, round(0.08 * len(text)))
    return second_of_mp3() * seconds, seconds


def spoken_wav(text: str) -> bytes:
    return wav(tone(max(0.6, 0.08 * len(text))))
