"""Words a minute for Piper: how much longer its phonemes must last to take the time that espeak-ng takes.

Each voice has a pace of its own, which is found out once a process: by three sentences, at their phonemes' lengths.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import msgspec

from broadcast.engines.piper.inference import LoadedVoice
from broadcast.engines.piper.phonemes import phonemiser
from broadcast.model.documents import from_toml

_SLOWEST, _FASTEST = 2.5, 0.4  # length scales that still sound like speech
_PROBE = 0.5
_IDS = 2  # of a phoneme: its own, and the padding after it
_USUAL = 150  # words a minute of a voice in a language that pace.toml does not have


class Yardstick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences of a language, for which espeak-ng takes ``fixed + words / rate`` seconds."""

    fixed: float
    words: float
    sentences: tuple[str, ...]


@cache
def _yardsticks() -> dict[str, Yardstick]:
    path = Path(__file__).with_name("pace.toml")
    return from_toml(path.read_bytes(), dict[str, Yardstick], str(path))


def length_scale(voice: LoadedVoice, speaker: int | None, language: str, rate: int, stretch: float) -> float:
    """Piper's factor on the length of phonemes, at which a voice speaks `rate` words a minute, `stretch` times as long.

    A phoneme lasts a whole number of frames, rounded up, so that half a frame of each does not scale.
    """
    yardstick = _yardsticks().get(language)
    own = _own(voice, speaker, yardstick.sentences) if yardstick else None
    if yardstick is None or own is None:
        scale = voice.voice.config.length_scale * stretch * _USUAL / max(rate, 1)
    else:
        seconds, rounding = own
        wanted = yardstick.fixed + yardstick.words / max(rate, 1)
        scale = (wanted * stretch - rounding) / (seconds - rounding)
    return float(min(max(scale, _FASTEST), _SLOWEST))


@lru_cache(maxsize=64)
def _own(voice: LoadedVoice, speaker: int | None, sentences: tuple[str, ...]) -> tuple[float, float] | None:
    """Seconds that a voice takes for sentences at its own pace, and how many of them rounding up adds.

    The sentences are said fast, to be done sooner.
    """
    total = rounding = 0.0
    for text in sentences:
        for phonemes in phonemiser().sentences(voice.espeak_voice, text):
            edges = voice.say(phonemes, speaker, _PROBE).edges
            if edges is None:
                return None
            total += (edges[-1] - edges[0]) / voice.voice.config.sample_rate
            rounding += _IDS * len(phonemes) * voice.frame / 2
    return ((total - rounding) / _PROBE + rounding, rounding) if total > rounding else None
