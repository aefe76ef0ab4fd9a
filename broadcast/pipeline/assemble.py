"""Assembling: takes become a timeline, captions and findings; the edition is whole but for its sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from broadcast import __version__
from broadcast.languages import pack_for
from broadcast.model.caption import CaptionProfile
from broadcast.model.edition import Casting, Credits, Edition
from broadcast.model.script import Script
from broadcast.model.settings import Pauses
from broadcast.model.speech import Take, Timing
from broadcast.newsroom.captioning import caption, labelled
from broadcast.newsroom.checking import check_captions, check_soundbites
from broadcast.newsroom.scheduling import schedule, timed
from broadcast.pipeline.clock import moment
from broadcast.timing import FrameRate

_LEAST_SURE: tuple[Timing, ...] = ("estimated", "aligned", "exact")


def credits_of(castings: tuple[Casting, ...], takes: Mapping[str, tuple[Take, ...]], created: str = "") -> Credits:
    """Who made the edition, now if no other moment is told; its timing is that of the least sure take."""
    timings = {take.timing for some in takes.values() for take in some}
    timing: Timing = next((t for t in _LEAST_SURE if t in timings), "exact")
    made = moment(created)
    return Credits(tool="broadcast", version=__version__, created=made, castings=castings, timing=timing)


def assemble(
    script: Script,
    takes: Mapping[str, tuple[Take, ...]],
    pauses: Pauses,
    frame_rate: FrameRate,
    sample_rate: int,
    start: Fraction,
    credits_line: Credits,
    profile_for: Callable[[str], CaptionProfile],
    places: Mapping[str, tuple[Take, ...]] | None = None,
) -> Edition:
    """Timeline and captions of a script, and every doubt about them; `profile_for` is asked for each language.

    `places` are drafts whose place on the timeline their segments keep.
    """
    timeline = schedule(script, takes, pauses, frame_rate, sample_rate, start, places)
    # A person's last name is a label; of an office (which has no gender) it takes all.
    names = {s.id: s.name.split()[-1] if s.gender and s.name.split() else s.name for s in script.speakers}
    told = tuple(labelled(timed(script, timeline), names, profile_for))
    captions = caption(told, frame_rate, profile_for, lambda code: pack_for(code).glue, timeline.duration)
    checks = (*check_captions(captions, frame_rate, profile_for), *check_soundbites(timeline))
    return Edition(
        script=script,
        timeline=timeline,
        captions=captions,
        credits=credits_line,
        findings=(*script.findings, *checks),
    )
