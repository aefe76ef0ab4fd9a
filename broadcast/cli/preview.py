"""``broadcast preview``: the timeline of a package, or of a story that is not built yet."""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from broadcast.errors import InputError, UsageError
from broadcast.model.documents import to_json
from broadcast.model.edition import Edition
from broadcast.model.timeline import Timeline
from broadcast.pipeline.opening import read_edition

_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9](?:\.[0-9]{1,9})?)")
_TIMECODE = re.compile(r"[0-9]{2}:[0-5][0-9]:[0-5][0-9][:;][0-9]{2}")
_FORMS = "write seconds (12.5), minutes and seconds (1:05) or a timecode (00:01:05:00)"


def preview(
    target: Annotated[str, typer.Argument(help="A built package (output/<slug>), a story or an edited script.")],
    start: Annotated[str, typer.Option("--from", metavar="TIME", help="Begin here: 12.5, 1:05 or a timecode.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="TIME", help="End here.")] = "",
    scale: Annotated[str, typer.Option("--scale", metavar="SECONDS", help="Seconds a column; less is closer.")] = "",
    width: Annotated[int | None, typer.Option("--width", min=40, max=1000, help="Columns to use.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the edition document, with all times.")] = False,
) -> None:
    """Show a programme's timeline: who speaks when, captions, lower thirds, warnings, and the list of segments.

    A story that is not built is shown with estimated times, and marked so.

    \b
    Examples:
      broadcast preview output/zhetisu
      broadcast preview output/zhetisu --from 0:40 --to 1:10 --scale 0.25
      broadcast preview scripts/zhetisu.txt
    """
    edition, estimated = _open(target)
    if as_json:
        sys.stdout.buffer.write(to_json(edition))
        return
    from broadcast.terminal.console import console_for
    from broadcast.terminal.timeline import TimelineView

    window = _window(start, end, edition.timeline)
    columns = _scale(scale)
    view = TimelineView(edition, start=window[0], end=window[1], scale=columns, estimated=estimated)
    console_for(sys.stdout, width).print(view)
    if Path(target).is_dir():
        _say_if_moved(Path(target))


def _say_if_moved(folder: Path) -> None:
    from broadcast.pipeline.relocate import moved_from

    for old in moved_from(folder):
        print(f"this package was moved from {old}; next: broadcast relocate {folder}", file=sys.stderr)


def _open(target: str) -> tuple[Edition, bool]:
    """The edition, and whether its times are an estimate."""
    path = Path(target)
    if path.is_dir() or path.name.endswith(".edition.json"):
        return read_edition(path), False
    if not (path.exists() or target == "-" or "://" in target):
        raise InputError("there is no such file or folder", target, "give a story file, or a package under output/")
    from broadcast.pipeline.draft import estimate

    return estimate(target), True


def when(text: str, timeline: Timeline) -> Fraction:
    """Seconds from the first frame of the programme.

    Seconds and minutes count from the first frame; a timecode is one of the timeline, which may begin at 01:00:00:00.

    :raises UsageError: none of the three forms, or a timecode before the programme.
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return Fraction(text)
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = found.groups()
        return Fraction(int(hours or 0) * 3600 + int(minutes) * 60) + Fraction(seconds)
    if not _TIMECODE.fullmatch(text):
        raise UsageError(f"{text!r} is not a time", remedy=_FORMS)
    rate = timeline.frame_rate
    at = rate.seconds(rate.frames(text)) - timeline.start
    if at < 0:
        first = rate.timecode(rate.nearest(timeline.start))
        raise UsageError(f"{text} lies before the programme", remedy=f"it begins at {first}")
    return at


def _window(start: str, end: str, timeline: Timeline) -> tuple[Fraction | None, Fraction | None]:
    first = when(start, timeline) if start else None
    last = when(end, timeline) if end else None
    duration = timeline.duration
    if first is not None and duration and first >= duration:
        raise UsageError("--from lies behind the end", remedy=f"the programme lasts {float(duration):.2f} seconds")
    if last is not None and last <= (first or 0):
        raise UsageError("--to must lie behind --from", remedy=_FORMS)
    return first, last


def _scale(text: str) -> Fraction | None:
    if not text:
        return None
    if not _SECONDS.fullmatch(text) or not Fraction(text):
        raise UsageError(f"--scale {text!r} is not a number of seconds above zero", remedy="try --scale 0.5")
    return Fraction(text)
