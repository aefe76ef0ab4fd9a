"""What falls short, with its figure: captions against their profiles, soundbites against the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from broadcast.model.caption import CaptionProfile, Captions, Cue
from broadcast.model.script import Finding, Severity
from broadcast.model.subtitles import Violation
from broadcast.model.timeline import Timeline
from broadcast.timing import FrameRate

LONGEST_SOUNDBITE = Fraction(20)  # seconds; newsroom handbooks
_SYNC_FRAMES = 2  # Netflix Timed Text Style Guide: in-cues within two frames of the audio

_Fault = tuple[Severity, str, str]


def check_captions(
    captions: Captions, frame_rate: FrameRate, profile_for: Callable[[str], CaptionProfile]
) -> tuple[Finding, ...]:
    """Every rule of its profile that a cue breaks, in order; `profile_for` is asked for the cue's language.

    Codes: ``caption-empty``, ``-lines``, ``-line-length``, ``-reading-speed``, ``-short``, ``-long``, ``-word-broken``,
    ``-off-grid``, ``-sync``, ``-early-out``, ``-hang``, and for two neighbours ``-overlap``, ``-gap``.
    """
    return tuple(
        Finding(
            severity=found.severity,
            code=found.code,
            message=f"caption {found.cue} at {found.timecode}: {found.message}",
            segment=captions.cues[found.cue - 1].segment,
        )
        for found in violations(captions, frame_rate, profile_for)
    )


def violations(
    captions: Captions, frame_rate: FrameRate, profile_for: Callable[[str], CaptionProfile]
) -> Iterator[Violation]:
    """The same, cue by cue and with their places."""
    previous: Cue | None = None
    for number, cue in enumerate(captions.cues, 1):
        profile = profile_for(cue.language or captions.language)
        timecode = frame_rate.timecode(frame_rate.nearest(cue.start))
        faults = [*_text_faults(cue, profile), *_time_faults(cue, profile), *_sound_faults(cue, profile, frame_rate)]
        if previous is not None:  # how long to stay away is a matter of the cue that goes
            before = profile_for(previous.language or captions.language)
            faults += _gap_faults(previous, cue, before, frame_rate)
        yield from (Violation.of(number, cue, timecode, fault) for fault in faults)
        previous = cue


def check_soundbites(timeline: Timeline) -> tuple[Finding, ...]:
    """Quotes that are longer than a news story bears: ``long-soundbite``."""
    return tuple(
        Finding(
            severity="warning",
            code="long-soundbite",
            message=f"{track.name} speaks for {_seconds(clip.duration)} s; {_seconds(LONGEST_SOUNDBITE)} is the limit",
            segment=clip.segment,
        )
        for track in timeline.tracks
        if track.kind == "quote"
        for clip in track.clips
        if clip.duration > LONGEST_SOUNDBITE
    )


def _text_faults(cue: Cue, profile: CaptionProfile) -> Iterator[_Fault]:
    if not cue.text.strip():
        yield "error", "caption-empty", "it has no text"
    if len(cue.lines) > profile.lines:
        yield "warning", "caption-lines", f"{len(cue.lines)} lines; {profile.lines} are allowed"
    longest = max(map(len, cue.lines), default=0)
    if longest > profile.characters:
        yield "warning", "caption-line-length", f"a line of {longest} characters; {profile.characters} are allowed"
    for word, following in pairwise((*cue.words, None)):
        if word is not None and word.broken:
            rest = f" | {following.text}" if following else ""
            yield "warning", "caption-word-broken", f"a word wider than a line is broken: {word.text}{rest}"


def _time_faults(cue: Cue, profile: CaptionProfile) -> Iterator[_Fault]:
    duration = cue.end - cue.start
    if duration <= 0:
        yield "error", "caption-short", "it ends before it begins"
        return
    characters = len(" ".join(cue.lines))
    if characters > Fraction(str(profile.reading_speed)) * duration:
        speed = f"{float(characters / duration):.1f} characters a second"
        yield "warning", "caption-reading-speed", f"{speed}; {profile.reading_speed:g} are allowed"
    if duration < profile.shortest:
        yield "warning", "caption-short", f"{_seconds(duration)} s; {_seconds(profile.shortest)} is the shortest"
    if duration > profile.longest:
        yield "warning", "caption-long", f"{_seconds(duration)} s; {_seconds(profile.longest)} is the longest"


def _sound_faults(cue: Cue, profile: CaptionProfile, frame_rate: FrameRate) -> Iterator[_Fault]:
    if not (frame_rate.on_grid(cue.start) and frame_rate.on_grid(cue.end)):
        yield "error", "caption-off-grid", f"it does not begin and end on frames of {frame_rate}"
    if not cue.words:
        return
    frame = frame_rate.frame
    late = cue.start - cue.words[0].start
    if late > _SYNC_FRAMES * frame or -late > profile.lead_in + _SYNC_FRAMES * frame:
        side = "after" if late > 0 else "before"
        yield "warning", "caption-sync", f"it comes {_seconds(abs(late))} s {side} its first word"
    hang = cue.end - cue.words[-1].end
    if hang > profile.hang + frame:
        yield "note", "caption-hang", f"it stays {_seconds(hang)} s after its last word, to be read"
    if -hang > (profile.gap_frames + _SYNC_FRAMES) * frame:
        yield "note", "caption-early-out", f"it goes {_seconds(-hang)} s before its last word ends"


def _gap_faults(previous: Cue, cue: Cue, profile: CaptionProfile, frame_rate: FrameRate) -> Iterator[_Fault]:
    gap = cue.start - previous.end
    closed = frame_rate.seconds(profile.gap_frames)
    if gap < 0:
        yield "error", "caption-overlap", f"it begins {_seconds(-gap)} s before the last one ends"
    elif gap < closed or closed < gap < profile.pause:
        frames = f"{float(gap * frame_rate.rate):g} frames after the last one"
        allowed = f"{profile.gap_frames}, or {_seconds(profile.pause)} s and more"
        yield "warning", "caption-gap", f"{frames}; {allowed}, are allowed"


def _seconds(time: Fraction) -> str:
    return f"{float(time):.2f}".rstrip("0").rstrip(".")
