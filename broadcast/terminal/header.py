"""The head of the timeline: what programme this is, how long, and how far its times can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from broadcast.model.edition import Edition
from broadcast.model.speech import Timing
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import Line, Run, clock, measure

_HALF = Fraction(1, 2)
_TRUST: dict[Timing, str] = {
    "exact": "times exact",
    "aligned": "times found in the audio",
    "estimated": "times estimated",
}


def header(edition: Edition, part: str, estimated: bool, screen: Screen) -> Iterator[Line]:
    """Slug, headline and TRT on one line; timecode, frame rate, loudness, timing and the shown part below."""
    story, timeline, loudness = edition.script.story, edition.timeline, edition.loudness
    rate = timeline.frame_rate
    yield _title(story.slug, story.headline, running(edition, estimated=estimated), screen)
    facts: list[Run] = [(f"starts {rate.timecode(rate.nearest(timeline.start))}", "dim"), (f"{rate} fps", "dim")]
    if loudness:
        levels = f"{loudness.integrated_lufs:.1f} LUFS, {loudness.true_peak_dbtp:.1f} dBTP"
        facts.append((levels.replace("-", screen.glyphs.minus), "dim"))
    if estimated:
        facts.append(("not built: all times are an estimate", "bold yellow"))
    else:
        timing = edition.credits.timing
        facts.append((_TRUST[timing], "bold yellow" if timing == "estimated" else "dim"))
    if part:
        facts.append((part, "bold"))
    yield from _joined(facts, screen)


def running(edition: Edition, *, estimated: bool) -> str:
    """``TRT 1:36, 6 s over``: the running time, and how it stands against the one that was asked for."""
    trt = f"{'about ' if estimated else ''}TRT {clock(edition.timeline.duration + _HALF)}"
    found = edition.running_time
    if found is None:
        return trt
    off = round(abs(found.over))
    return f"{trt}, {_length(off)} {'over' if found.over > 0 else 'under'}" if off else f"{trt}, on time"


def _length(seconds: int) -> str:
    return f"{seconds} s" if seconds < 60 else clock(Fraction(seconds))


def _title(slug: str, headline: str, trt: str, screen: Screen) -> Line:
    name = screen.clip(screen.plain(slug), max(screen.width // 3, 8))
    room = screen.width - measure(name) - len(trt) - 4
    return [(name, "bold"), (f"  {screen.fit(screen.plain(headline), room)}  ", ""), (trt, "bold")]


def _joined(facts: list[Run], screen: Screen) -> Iterator[Line]:
    """Facts with a dot between them, on as many lines as they need."""
    dot = f" {screen.glyphs.dot} "
    line: Line = []
    used = 0
    for fact, style in facts:
        text = screen.clip(fact, screen.width)
        if line and used + len(dot) + len(text) > screen.width:
            yield line
            line, used = [], 0
        if line:
            line.append((dot, "dim"))
            used += len(dot)
        line.append((text, style))
        used += len(text)
    yield line
