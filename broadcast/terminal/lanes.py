"""What stands on each lane of the timeline, in columns: voices, captions, lower thirds, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from broadcast.model.caption import Cue
from broadcast.model.edition import Edition
from broadcast.model.timeline import Clip, Track
from broadcast.terminal.bars import Bar, Lane
from broadcast.terminal.doubts import Doubt
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.scale import Grid
from broadcast.terminal.screen import Look, Screen
from broadcast.terminal.text import measure

LOWER_THIRD = Fraction(5)
"""Seconds that a speaker's title stays, or the quote if that is shorter (our own figure)."""

# Columns from which words are worth the room.
_WORDS_IN_VOICE = 30
_WORDS_IN_CUE = 12
_WORDS_BEHIND = 10


def lanes(
    edition: Edition, looks: dict[str, Look], doubts: Sequence[Doubt], grid: Grid, screen: Screen
) -> Iterator[Lane]:
    """The lanes from top to bottom: narration, speakers, captions, lower thirds, warnings."""
    tracks = edition.timeline.tracks
    speakers = [track for track in tracks if track.kind == "quote"]
    for track in (*(t for t in tracks if t.kind == "narration"), *speakers):
        yield _voice(track, looks[track.id], grid, screen)
    yield _captions(edition.captions.cues, grid, screen)
    yield _titles(speakers, looks, grid, screen)
    yield _warnings(doubts, grid, screen)


def _extent(start: Fraction, end: Fraction, grid: Grid) -> tuple[int, int] | None:
    """The columns of a stretch of time, at least one; None outside the window."""
    first, last = grid.column(start), grid.column(end)
    if last <= first:
        first -= first == grid.total  # an instant at the very end of the window is seen in its last column
        last = first + 1
    return (first, last) if first < grid.total and last > 0 else None


def _voice(track: Track, look: Look, grid: Grid, screen: Screen) -> Lane:
    lane = Lane(look.name, f"bold {look.colour}", always=track.kind == "narration")
    for clip in sorted(track.clips, key=lambda c: c.start):
        if extent := _extent(clip.start, clip.end, grid):
            lane.add(_voice_bar(clip, extent, look, screen), grid)
    return lane


def _voice_bar(clip: Clip, extent: tuple[int, int], look: Look, screen: Screen) -> Bar:
    """The number of the segment, its first words where there is room, and enough fill to know the voice by."""
    first, last = extent
    length = last - first
    number = str(clip.number) if len(str(clip.number)) < length else ""
    words = f" {screen.clip(screen.plain(clip.name), length * 2 // 3)} " if length >= _WORDS_IN_VOICE else ""
    return Bar(
        first=first,
        last=last,
        fill=look.fill,
        style=look.colour,
        head=number,
        again=number,
        head_style=f"bold reverse {look.colour}",
        label=words,
        label_style=look.colour,
    )


def _captions(cues: Sequence[Cue], grid: Grid, screen: Screen) -> Lane:
    """One bar a cue, its text inside where the scale leaves room."""
    lane = Lane("CAPTIONS", "bold", always=True)
    ordered = sorted(cues, key=lambda cue: cue.start)
    shown = [(extent, cue) for cue in ordered if (extent := _extent(cue.start, cue.end, grid))]
    for first, group in groupby(shown, key=lambda pair: pair[0][0]):
        together = list(group)
        last = max(extent[1] for extent, _ in together)
        words = screen.plain(" ".join(together[0][1].lines)) if last - first >= _WORDS_IN_CUE else ""
        head = screen.glyphs.cue if len(together) == 1 else screen.glyphs.cues
        lane.add(Bar(first=first, last=last, fill=screen.glyphs.cue_line, head=head, label=words), grid)
    return lane


def _titles(tracks: Sequence[Track], looks: dict[str, Look], grid: Grid, screen: Screen) -> Lane:
    """Where each speaker's title would be shown, and the role that it would show."""
    lane = Lane("LOWER THIRDS", "bold")
    quotes = [(clip, track) for track in tracks for clip in track.clips]
    for clip, track in sorted(quotes, key=lambda pair: pair[0].start):
        extent = _extent(clip.start, min(clip.end, clip.start + LOWER_THIRD), grid)
        if extent is None:
            continue
        known = track.speaker is not None
        role = screen.plain(track.speaker.role) if track.speaker else "no name"
        bar = Bar(
            first=extent[0],
            last=extent[1],
            fill=screen.glyphs.title if known else screen.glyphs.unknown,
            style=looks[track.id].colour if known else SEVERITY_STYLES["warning"],
            label_style="dim",
            behind=f" {role}",
            behind_from=min(_WORDS_BEHIND, measure(role) + 1),
        )
        lane.add(bar, grid)
    return lane


def _warnings(doubts: Sequence[Doubt], grid: Grid, screen: Screen) -> Lane:
    """A sign where each doubtful segment begins, with the numbers that the list below explains."""
    lane = Lane("WARNINGS", "bold")
    placed = [(extent[0], d) for d in doubts if d.at is not None and (extent := _extent(d.at, d.at, grid))]
    for column, group in groupby(placed, key=lambda pair: pair[0]):
        together = [doubt for _, doubt in group]
        worst = min(together, key=lambda doubt: doubt.rank).finding.severity
        numbers = ",".join(str(doubt.number) for doubt in together)
        bar = Bar(
            first=column,
            last=column + 1,
            fill=screen.glyphs.severities[worst],
            style=SEVERITY_STYLES[worst],
            label_style=SEVERITY_STYLES[worst],
            behind=numbers,
            behind_from=len(numbers),
        )
        lane.add(bar, grid)
    return lane
