"""What lies under a mix: recordings that a person gives, at the station's levels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from broadcast.audio.ffmpeg import decoded_file, loudness
from broadcast.audio.pcm import SAMPLE_RATE, to_pcm
from broadcast.audio.underlay import LONGEST, Underlay
from broadcast.errors import InputError
from broadcast.model.settings import Bed, Cast
from broadcast.model.timeline import Timeline
from broadcast.pipeline.order import Order

_BLOCK = 1 << 19


class Lying(NamedTuple):
    """A recording under the mix: the name of its stem, as it is mixed, and as the stem has it: never ducked.

    Its stem does not lie with those of the voices, which add up to the mix without it.
    """

    name: str
    mixed: Underlay
    stem: Underlay

    @property
    def media(self) -> str:
        return f"audio/beds/{self.name}.wav"


def beds(order: Order, cast: Cast, timeline: Timeline) -> tuple[Lying, ...]:
    """The recordings that an order puts under the mix of a timeline.

    :raises InputError: a file cannot be read, or nothing is to be heard in it.
    """
    wanted = (("bed", order.bed, cast.bed), ("room-tone", order.room_tone, cast.room_tone))
    return tuple(_lying(name, path, bed, timeline) for name, path, bed in wanted if path)


def _lying(name: str, path: Path, bed: Bed, timeline: Timeline) -> Lying:
    samples = decoded_file(path, path.name, LONGEST / SAMPLE_RATE)
    blocks = (to_pcm(samples[start : start + _BLOCK]) for start in range(0, len(samples), _BLOCK))
    heard = loudness(blocks)
    if heard is None:
        raise InputError("there is nothing to be heard in it", str(path), "give a recording with sound")
    gain = bed.level_lufs - heard.integrated
    length = round(timeline.duration * SAMPLE_RATE)
    down, up = (round(seconds * SAMPLE_RATE) for seconds in (bed.down, bed.up))
    voices = tuple(_voices(timeline))
    ducked = Underlay(samples, length, gain, duck_db=bed.duck_db, voices=voices, down=down, up=up)
    return Lying(name, ducked, Underlay(samples, length, gain))


def _voices(timeline: Timeline) -> Iterator[tuple[int, int]]:
    """Where somebody speaks, in samples."""
    for clip in timeline.clips:
        for part in clip.parts:
            start = clip.start + part.start
            yield _sample(start), _sample(start + part.take.duration)


def _sample(seconds: Fraction) -> int:
    return round(seconds * SAMPLE_RATE)
