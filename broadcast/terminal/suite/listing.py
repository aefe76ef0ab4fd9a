"""The lists beside the caption: segments and findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from broadcast.terminal.doubts import Doubt
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.screen import Look, Screen
from broadcast.terminal.suite.programme import Programme
from broadcast.terminal.text import Line, Run, clock, fit, short_name, wrap

_WIDE_FROM = 60
_TIME = 7  # cells of a time before a finding
_SIGN = 2

Listed = tuple[Sequence[int], Callable[[int], Line]]


def segments(programme: Programme, width: int) -> Listed:
    """A line a segment: the sign of its worst doubt, number, in, duration where there is room, who, first words."""
    screen, rows = Screen.of(width, "utf-8"), programme.rows
    worst = {d.finding.segment: d for d in sorted(programme.doubts, key=lambda d: -d.rank)}
    digits = len(str(rows[-1].number)) if rows else 1
    times = [clock(row.start) if row.start is not None else "untimed" for row in rows]
    longest = max(map(len, times), default=0)
    wide = width >= _WIDE_FROM
    who = 20 if wide else 9

    def line(place: int) -> Line:
        row = rows[place]
        look = programme.looks.get(row.track) or Look(screen.plain(row.track), "", "")
        cells = f"{row.number:>{digits}} {times[place]:>{longest}} "
        if wide and row.start is not None and row.end is not None:
            cells += f"{clock(row.end - row.start, 1):>6}  "
        name = fit(short_name(look.name, who, screen.glyphs.ellipsis), who)
        words = screen.clip(screen.plain(row.words[: 4 * width]), max(width - len(cells) - who - _SIGN - 1, 0))
        doubt = worst.get(row.segment)
        return [_sign(doubt, screen) if doubt else ("  ", ""), (cells, ""), (f"{name} ", look.colour), (words, "")]

    return range(len(rows)), line


def findings(programme: Programme, width: int) -> Listed:
    """Sign, time and message of each, wrapped under the message."""
    screen = Screen.of(width, "utf-8")
    rows: list[tuple[int, str, str]] = []
    for place, doubt in enumerate(programme.doubts):
        time = clock(doubt.at) if doubt.at is not None else "story"
        for i, part in enumerate(wrap(screen.plain(doubt.finding.message), max(width - _TIME - _SIGN - 1, 10))):
            rows.append((place, "" if i else time, part))

    def line(row: int) -> Line:
        place, time, text = rows[row]
        doubt = programme.doubts[place]
        sign = _sign(doubt, screen) if time else ("  ", "")
        return [sign, (f"{time:>{_TIME}} ", SEVERITY_STYLES[doubt.finding.severity]), (text, "")]

    return [place for place, _, _ in rows], line


def _sign(doubt: Doubt, screen: Screen) -> Run:
    severity = doubt.finding.severity
    return (f"{screen.glyphs.severities[severity]} ", SEVERITY_STYLES[severity])
