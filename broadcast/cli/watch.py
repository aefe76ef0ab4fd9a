"""``broadcast watch``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadcast.cli import options

if TYPE_CHECKING:
    from broadcast.model.progress import Listener
    from broadcast.pipeline.watching import Rebuilt, Watch


def watch(
    places: Annotated[
        list[Path], typer.Argument(help="Folders of stories and scripts, or single files.", show_default=False)
    ],
    output: options.Output = Path("output"),
    engine: options.Engine = "",
    language: options.Language = "",
    captions: options.CaptionProfile = "",
    loudness: options.Loudness = "r128",
    fps: options.FramesASecond = "25",
    start: options.Start = "00:00:00:00",
    also: options.Also = None,
    once: Annotated[bool, typer.Option("--once", help="Build what is not current, and end.")] = False,
) -> int:
    """Build stories again as soon as they are saved, until Ctrl-C.

    Stories, edited scripts (.fountain, which stand for the story of the same name) and voices/*.toml are watched, and a
    line tells what was built. A story that cannot be built is told, and tried again when it is saved again. A preview
    that is open in another terminal shows the new package by itself.

    \b
    Examples:
      broadcast watch scripts
      broadcast watch scripts/zhetisu.fountain --engine silence
      broadcast watch scripts --fps 50 --start 10:00:00:00 --also mp4
      broadcast watch scripts --once
    """
    from broadcast.pipeline.order import Order
    from broadcast.pipeline.watching import INTERVAL, Watch
    from broadcast.timing import FrameRate

    rate = FrameRate.parse(fps)
    order = Order(
        story="",
        output=output,
        engine=engine,
        language=language,
        captions=captions,
        loudness=loudness,
        frame_rate=rate,
        start=rate.seconds(rate.frames(start)),
        also=tuple(also or ()),
    )
    watched = Watch(places, order)
    failed = 0
    _say(f"watching {_stories(watched.stories())}; Ctrl-C ends" if not once else "")
    while True:
        for each in _looked(watched):
            _tell(each)
            failed = max(failed, each.error.exit_code if each.error else 0)
        if once:
            return failed
        try:
            time.sleep(INTERVAL)
        except KeyboardInterrupt:  # between two builds it is the way to end, and nothing is lost
            return 0


def _looked(watched: Watch) -> Iterator[Rebuilt]:
    """What one look built; the bars of a build are gone before its line is printed."""
    from broadcast.terminal.progress import watching

    heard: list[Listener] = []
    looked = watched.look(lambda event: heard[-1](event))
    while True:
        with watching() as listen:
            heard[:] = [listen]
            found = next(looked, None)
        if found is None:
            return
        yield found


def _say(text: str) -> None:
    if text:
        print(text, file=sys.stderr, flush=True)


def _stories(found: list[Path]) -> str:
    return f"{len(found)} {'story' if len(found) == 1 else 'stories'}"


def _tell(rebuilt: Rebuilt) -> None:
    """One line on standard output, or the error."""
    from broadcast.terminal.text import plain

    because = ", ".join(rebuilt.because)
    head = f"{time.strftime('%H:%M:%S')} {rebuilt.story}: {because}"
    encoding = sys.stdout.encoding or "utf-8"
    if rebuilt.error:
        from broadcast.terminal.messages import print_error

        _say(plain(head, encoding))
        print_error(rebuilt.error)
    elif rebuilt.report and not rebuilt.unchanged:
        print(plain(f"{head}; {_result(rebuilt)}", encoding), flush=True)


def _result(rebuilt: Rebuilt) -> str:
    report = rebuilt.report
    if report is None or report.run is None:
        return ""
    doubts = sum(finding.severity != "note" for finding in report.findings)
    warned = f"{doubts} {'warning' if doubts == 1 else 'warnings'}" if doubts else "no warnings"
    spoken = f"takes spoken: {report.run.takes_spoken}"
    return f"built in {rebuilt.seconds:.1f} s; {report.trt:.1f} s long, {spoken}, {warned}"
