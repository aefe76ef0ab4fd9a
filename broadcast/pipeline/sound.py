"""The audio of a programme, rendered from its takes: recordings, stems, mix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache, partial

from broadcast.audio.ffmpeg import Measured, limited, loudness
from broadcast.audio.mixing import Placed, laid, mixed
from broadcast.audio.targets import DEFAULT, target
from broadcast.audio.underlay import Underlay
from broadcast.model.edition import Loudness
from broadcast.model.timeline import Clip, Timeline, Track
from broadcast.takes import TakeStore

_EXACT_DB = 0.05  # how near to the target is near enough, before rounding
_MARGIN_DB = 0.3  # between the limiter's ceiling and the highest true peak, which filters lift again
_PASSES = 4  # limiting takes loudness away: the gain is set again after each
_KEPT = 64  # takes held in memory: each is heard in its recording, its stem, and twice in the mix


class Sound:
    """Renders a timeline.  A second of time becomes samples in one place: here, rounded to the nearest."""

    def __init__(
        self, timeline: Timeline, store: TakeStore, target: str = DEFAULT, under: Sequence[Underlay] = ()
    ) -> None:
        self.timeline = timeline
        self.target = target
        self._under = under
        takes = {part.take.key: part.take for clip in timeline.clips for part in clip.parts}
        self._pcm = lru_cache(_KEPT)(lambda key: store.pcm(takes[key]))
        self.length = self._samples(timeline.duration)

    def _samples(self, seconds: Fraction) -> int:
        return round(seconds * self.timeline.sample_rate)

    def length_of(self, clip: Clip) -> int:
        """Samples in a clip's recording."""
        return self._samples(clip.end) - self._samples(clip.start)

    def _placed(self, clip: Clip, start: int) -> Iterator[Placed]:
        for part in clip.parts:
            yield Placed(start + self._samples(part.start), part.take.length, partial(self._pcm, part.take.key))

    def _on_timeline(self, tracks: Iterable[Track]) -> Iterator[Placed]:
        for track in tracks:
            for clip in track.clips:
                yield from self._placed(clip, self._samples(clip.start))

    def recording(self, clip: Clip) -> Iterator[bytes]:
        """One segment, as long as its clip."""
        return laid(self._placed(clip, 0), self.length_of(clip))

    def stem(self, track: Track) -> Iterator[bytes]:
        """One track over the whole programme."""
        return laid(self._on_timeline([track]), self.length)

    def mix(self, gain_db: float = 0.0) -> Iterator[bytes]:
        """All tracks added up, over what lies under them."""
        return mixed(self._on_timeline(self.timeline.tracks), self.length, gain_db, self._under)

    def finished(self, loudness: Loudness | None) -> Iterator[bytes]:
        """The mix as `measured` found that it must be."""
        if loudness is None or not loudness.limited:
            return self.mix(loudness.gain_db if loudness else 0.0)
        return self._limited(loudness.gain_db)

    def _limited(self, gain_db: float) -> Iterator[bytes]:
        return limited(self.mix(), gain_db, target(self.target).peak_dbtp - _MARGIN_DB)

    def measured(self) -> Loudness | None:
        """The loudness that the mix will have, and the gain that brings it there; None for a silent programme.

        Where the gain would lift a peak over the ceiling, peaks are turned down, as far as the target allows; where
        that is not enough the mix stays below its target.
        """
        found = loudness(self.mix())
        if found is None:
            return None
        aim = target(self.target)
        wanted = aim.lufs - found.integrated
        seconds = self.length / self.timeline.sample_rate
        wanted -= aim.excess(found.short_term + wanted, found.momentary + wanted, seconds)
        room = aim.peak_dbtp - found.peak
        if wanted <= room:
            return self._told(found, wanted, wanted)
        highest = room + aim.limiting_db
        gain, heard = min(wanted, highest), found
        for _ in range(_PASSES):
            heard = loudness(self._limited(gain)) or found
            short = found.integrated + wanted - heard.integrated
            if short <= _EXACT_DB or gain >= highest:
                break
            gain = min(gain + short, highest)
        return self._told(heard, gain, 0.0, limited=True)

    def _told(self, heard: Measured, gain: float, lift: float, *, limited: bool = False) -> Loudness:
        """The report: `lift` is what is still to be added to what was heard."""
        return Loudness(
            integrated_lufs=round(heard.integrated + lift, 1),
            true_peak_dbtp=round(heard.peak + lift, 1),
            range_lu=heard.range_lu,
            target_lufs=target(self.target).lufs,
            gain_db=round(gain, 2),
            target=self.target,
            short_term_lufs=round(heard.short_term + lift, 1),
            momentary_lufs=round(heard.momentary + lift, 1),
            limited=limited,
        )
