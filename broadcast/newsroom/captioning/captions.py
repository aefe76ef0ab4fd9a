"""From timed words to captions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from broadcast.model.caption import CaptionProfile, Captions, Cue, GlueRules, TimedSegment
from broadcast.newsroom.captioning.breaking import Block, Breaker
from broadcast.newsroom.captioning.costs import house_costs
from broadcast.newsroom.captioning.cueing import Spoken, cue_times
from broadcast.newsroom.captioning.joints import Joints
from broadcast.newsroom.captioning.pace import Pace
from broadcast.newsroom.captioning.words import Run, prepare
from broadcast.timing import FrameRate


def caption(
    segments: Sequence[TimedSegment],
    frame_rate: FrameRate,
    profile_for: Callable[[str], CaptionProfile],
    glue_for: Callable[[str], GlueRules],
    end: Fraction,
) -> Captions:
    """Cues for all segments, in order; each segment by the rules of its own language, none in a cue with another.

    `end` is the duration of the programme in seconds.  Every word is there once; lines, characters, order and the
    frame grid hold always; what speech is too fast for, :func:`broadcast.newsroom.checking.check_captions` reports.
    """
    spoken = [s for s in segments if any(w.text.strip() for w in s.words)]
    if not spoken:
        return Captions(language="", profile="", cues=())
    desks = {code: _Desk(profile_for(code), glue_for(code), frame_rate) for code in {s.language for s in spoken}}
    runs = [prepare(s, desks[s.language].profile.characters, frame_rate) for s in spoken]
    last = max(frame_rate.floor(end), runs[-1].ends[-1])
    made: list[tuple[Run, Block]] = []
    times: list[Spoken] = []
    for k, run in enumerate(runs):
        desk = desks[run.segment.language]
        following = runs[k + 1].starts[0] if k + 1 < len(runs) else last + desk.pace.gap
        for block in desk.breaker(run, following).blocks():
            made.append((run, block))
            need = desk.pace.reading[run.offsets[block.last] - run.offsets[block.first] - 1]
            silent_from = times[-1].last if times else -desk.pace.pause
            start = max(0, desk.pace.in_cue(run.starts[block.first], silent_from))
            times.append(Spoken(start, run.ends[block.last - 1], need, desk.pace))
    cues = tuple(
        _cue(run, block, frame_rate.seconds(start), frame_rate.seconds(out))
        for (run, block), (start, out) in zip(made, cue_times(times, last), strict=True)
    )
    first = spoken[0].language
    used = desks[first].profile
    return Captions(language=first, profile=used.name, cues=cues, speaker_labels=used.speaker_labels)


class _Desk:
    """What is looked up once for a language."""

    def __init__(self, profile: CaptionProfile, glue: GlueRules, frame_rate: FrameRate) -> None:
        self.profile = profile
        self.pace = Pace.of(profile, frame_rate)
        self.joints = Joints(glue)
        self.rate = float(frame_rate.rate)

    def breaker(self, run: Run, following: int) -> Breaker:
        return Breaker(run, self.profile, self.pace, self.joints, house_costs(), following, self.rate)


def _cue(run: Run, block: Block, start: Fraction, end: Fraction) -> Cue:
    words = run.words[block.first : block.last]
    edges = [block.first, *block.lines, block.last]
    return Cue(
        start=start,
        end=end,
        lines=tuple(" ".join(w.text for w in run.words[a:b]) for a, b in pairwise(edges)),
        segment=run.segment.segment,
        speaker=run.segment.speaker,
        words=words,
        language=run.segment.language,
    )
