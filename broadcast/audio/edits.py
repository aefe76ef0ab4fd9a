"""What is done to speech before it is kept: trimmed, faded, levelled; pydub cuts and fades, samples stay counted."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from broadcast.audio.levels import speech_loudness
from broadcast.audio.pcm import SAMPLE_RATE

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

LEVEL_LUFS = -23.0
PEAK_DBFS = -2.0
_SILENCE_DB = -45.0
_HEAD, _TAIL = SAMPLE_RATE // 200, SAMPLE_RATE // 50  # kept before the first sound and after the last
_MILLISECOND = SAMPLE_RATE // 1000
_FADE_MS = 5
_WIDTH = 4
_FULL_SCALE = np.float32(1 << 31)
_BELOW_ONE = np.float32(1 - 2**-24)


def _audio_segment() -> Any:
    """pydub's AudioSegment; it warns at import that no ffmpeg is on the PATH, which Broadcast does not need."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment


def sounding(samples: Samples) -> tuple[int, int]:
    """The range `[start, end)` of samples from just before the first sound to just after the last one.

    Sound is what lies within 45 dB of the loudest sample; silence alone gives the whole range.
    """
    level = np.abs(samples)
    loud = level > level.max(initial=0.0) * 10 ** (_SILENCE_DB / 20)
    if not loud.any():
        return 0, len(samples)
    first, last = int(loud.argmax()), len(loud) - int(loud[::-1].argmax())
    return max(0, first - _HEAD), min(len(samples), last + _TAIL)


def finished(samples: Samples) -> tuple[Samples, int]:
    """Speech `[shape=(n,)]` at 48 kHz trimmed, faded at its ends and brought to -23 LUFS; and where it was cut.

    The second value is how many samples went at the head.  Silence comes back as it is.
    """
    start, end = sounding(samples)
    end = start + -(-(end - start) // _MILLISECOND) * _MILLISECOND  # pydub fades by the millisecond
    samples = np.pad(samples, (0, max(0, end - len(samples))))
    loudness = speech_loudness(samples[start:end])
    if loudness == -math.inf:
        return samples, 0
    peak_db = 20 * math.log10(float(np.abs(samples).max()))
    gain = min(LEVEL_LUFS - loudness, PEAK_DBFS - peak_db)
    data = (np.clip(samples, -1, _BELOW_ONE) * _FULL_SCALE).astype("<i4").tobytes()
    whole = _audio_segment()(data=data, sample_width=_WIDTH, frame_rate=SAMPLE_RATE, channels=1)
    take = whole.get_sample_slice(start, end).apply_gain(gain)
    fade = min(_FADE_MS, (end - start) // _MILLISECOND // 2)
    if fade:
        take = take.fade_in(fade).fade_out(fade)
    return np.frombuffer(take.raw_data, "<i4").astype(np.float32) / _FULL_SCALE, start
