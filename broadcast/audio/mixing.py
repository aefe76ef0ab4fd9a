"""Takes laid on a time axis: one track byte for byte, or all of them added up, in blocks of bounded size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from broadcast.audio.pcm import BYTES, from_pcm, to_pcm
from broadcast.audio.underlay import Underlay

_BLOCK = 1 << 19


class Placed(NamedTuple):
    """Recorded sound on a time axis: its first sample, its length, and a way to its 24-bit PCM when it is needed."""

    start: int
    length: int
    pcm: Callable[[], bytes]

    @property
    def end(self) -> int:
        return self.start + self.length


def _start(sound: Placed) -> int:
    return sound.start


def _silence(samples: int) -> Iterator[bytes]:
    whole, rest = divmod(samples, _BLOCK)
    for _ in range(whole):
        yield bytes(_BLOCK * BYTES)
    if rest:
        yield bytes(rest * BYTES)


def laid(sounds: Iterable[Placed], length: int) -> Iterator[bytes]:
    """24-bit PCM of sounds that do not overlap, with silence between, `length` samples in all.

    :raises ValueError: two sounds overlap, or one lies outside.
    """
    at = 0
    for sound in sorted(sounds, key=_start):
        if sound.start < at or sound.end > length:
            raise ValueError(f"a sound at {sound.start} does not fit between {at} and {length}")
        yield from _silence(sound.start - at)
        yield sound.pcm()
        at = sound.end
    yield from _silence(length - at)


def mixed(
    sounds: Iterable[Placed], length: int, gain_db: float = 0.0, under: Sequence[Underlay] = ()
) -> Iterator[bytes]:
    """24-bit PCM of the sum of sounds that may overlap and of what lies under them, `length` samples, times a gain."""
    waiting = sorted(sounds, key=_start, reverse=True)
    if not under and not gain_db and all(after.end <= before.start for before, after in pairwise(waiting)):
        yield from laid(waiting, length)
        return
    active: list[tuple[Placed, np.ndarray[tuple[int], np.dtype[np.float32]]]] = []
    gain = np.float32(10 ** (gain_db / 20))
    for start in range(0, length, _BLOCK):
        end = min(start + _BLOCK, length)
        while waiting and waiting[-1].start < end:
            sound = waiting.pop()
            active.append((sound, from_pcm(sound.pcm())))
        block = np.zeros(end - start, np.float32)
        for sound, samples in active:
            first, last = max(start, sound.start), min(end, sound.end)
            block[first - start : last - start] += samples[first - sound.start : last - sound.start]
        for each in under:
            block += each.block(start, end)
        active = [(sound, samples) for sound, samples in active if sound.end > end]
        yield to_pcm(block * gain)
