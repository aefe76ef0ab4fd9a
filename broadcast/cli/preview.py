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
from broadcast.timing import running_time

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
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Open the suite: look, listen, correct; needs a terminal.")
    ] = False,
    static: Annotated[bool, typer.Option("--static", help="Print the timeline, also in a terminal.")] = False,
    no_audio: Annotated[bool, typer.Option("--no-audio", help="At the suite, play nothing.")] = False,
    trt: Annotated[str, typer.Option("--trt", metavar="TIME", help="Tell what is over this running time: 1:30.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the edition document, with all times.")] = False,
) -> int:
    """Show a programme's timeline: who speaks when, captions, lower thirds, warnings, and the list of segments.

    In a terminal it opens as a suite, where the programme is heard and corrected; it needs the extra broadcast[tui].
    Elsewhere, and with --static, it is printed. A story that is not built is shown with estimated times, and marked so.

    \b
    Examples:
      broadcast preview output/zhetisu
      broadcast preview output/zhetisu --static --from 0:40 --to 1:10 --scale 0.25
      broadcast preview scripts/zhetisu.txt
      broadcast preview scripts/zhetisu.txt --trt 2:30
    """
    from broadcast.terminal.suite import opening

    printed = static or as_json or bool(width) or bool(end)
    if interactive and printed:
        wrong = "--interactive opens the suite; --static, --json, --width and --to are for what is printed"
        raise UsageError(wrong, remedy="leave out one of the two")
    if interactive:
        opening.require()
    edition, estimated = _open(target)
    edition = _against(edition, trt) if trt else edition
    if as_json:
        sys.stdout.buffer.write(to_json(edition))
        return 0
    first, last = _window(start, end, edition.timeline)
    columns = _scale(scale)
    if interactive or (not printed and opening.possible()):
        audio = not no_audio
        return opening.open_suite(target, edition, estimated=estimated, audio=audio, start=first, scale=columns)
    from broadcast.terminal.console import console_for
    from broadcast.terminal.timeline import TimelineView

    view = TimelineView(edition, start=first, end=last, scale=columns, estimated=estimated)
    console_for(sys.stdout, width).print(view)
    folder = Path(target)
    if folder.is_dir() and edition.folder != folder.absolute().as_uri():  # the quick answer first
        _say_if_moved(folder)
    return 0


def _against(edition: Edition, trt: str) -> Edition:
    from broadcast.pipeline.fitting import timed_to

    rate = Fraction(str(edition.running_time.rate)) if edition.running_time else Fraction(1)
    return timed_to(edition, running_time(trt), rate)


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
