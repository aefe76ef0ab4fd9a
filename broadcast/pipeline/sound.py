"""The audio of a programme, rendered from its takes: recordings, stems, mix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache, partial

from broadcast.audio.ffmpeg import loudness
from broadcast.audio.mixing import Placed, laid, mixed
from broadcast.model.edition import Loudness
from broadcast.model.timeline import Clip, Timeline, Track
from broadcast.takes import TakeStore

TARGET_LUFS = -23.0  # EBU R128
HIGHEST_PEAK_DBTP = -1.0
_KEPT = 64  # takes held in memory: each is heard in its recording, its stem, and twice in the mix


class Sound:
    """Renders a timeline.  A second of time becomes samples in one place: here, rounded to the nearest."""

    def __init__(self, timeline: Timeline, store: TakeStore) -> None:
        self.timeline = timeline
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
        """All tracks added up."""
        return mixed(self._on_timeline(self.timeline.tracks), self.length, gain_db)

    def measured(self) -> Loudness | None:
        """The loudness that the mix will have, and the gain that brings it there; None for a silent programme.

        Where the gain would lift a peak over -1 dBTP it stops there, and the mix stays below its target.
        """
        found = loudness(self.mix())
        if found is None:
            return None
        integrated, peak, range_lu = found
        gain = min(TARGET_LUFS - integrated, HIGHEST_PEAK_DBTP - peak)
        return Loudness(
            integrated_lufs=round(integrated + gain, 1),
            true_peak_dbtp=round(peak + gain, 1),
            range_lu=range_lu,
            target_lufs=TARGET_LUFS,
            gain_db=round(gain, 2),
        )
