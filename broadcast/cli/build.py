"""``broadcast build``."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from broadcast.model.edition import Edition
    from broadcast.model.report import Report
    from broadcast.timing import FrameRate


def build(
    story: Annotated[
        str,
        typer.Argument(
            help="The news story, or an edited script: a file, an http(s) address, or - for standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder in which the package's folder is made.")
    ] = Path("output"),
    engine: Annotated[
        str, typer.Option(help="The voice engine; the cast file's where none is given.", show_default=False)
    ] = "",
    language: Annotated[
        str, typer.Option("--language", "-l", help="kk, ru or en; found in the text by default.", show_default=False)
    ] = "",
    captions: Annotated[
        str,
        typer.Option(
            help="The caption profile: teletext, vertical, a station's own; each language's by default.",
            show_default=False,
        ),
    ] = "",
    loudness: Annotated[str, typer.Option(help="How loud the mix is: r128, r128-s1, atsc-a85 or web.")] = "r128",
    fps: Annotated[str, typer.Option(help="Frames a second: 25, 50, 24, 23.976, 29.97, 29.97df, 30 ...")] = "25",
    start: Annotated[str, typer.Option(help="Timecode of the first frame.", metavar="HH:MM:SS:FF")] = "00:00:00:00",
    read_attributions: Annotated[
        bool, typer.Option("--read-attributions", help="Have «- деді X» after a quote read by the narrator.")
    ] = False,
    retakes: Annotated[
        list[str] | None,
        typer.Option("--retake", metavar="SEGMENT", help="Read a segment another time: its number or id; repeatable."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where a check fell short.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Build again, and replace what was changed by hand in the package.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON instead of the timeline.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print each step and how long it took.")] = False,
) -> int:
    """Build the package of a story in OUTPUT/<slug>/.

    The package holds the script, a guide mix, stems and takes, subtitles, timelines for the editing programs and lower
    thirds. A story that did not change is not built again, and a sentence that did not change is not spoken again.

    \b
    Examples:
      broadcast build scripts/zhetisu.txt
      broadcast build scripts/zhetisu.fountain
      broadcast build story.txt --fps 50 --start 10:00:00:00
      broadcast build story.txt --captions teletext
      broadcast build story.txt --loudness web
      broadcast build story.txt --retake 3 --retake 5
      broadcast build story.txt --json > report.json
    """
    from broadcast.pipeline.build import build as built
    from broadcast.pipeline.order import Order
    from broadcast.terminal.progress import watching
    from broadcast.timing import FrameRate

    rate = FrameRate.parse(fps)
    order = Order(
        story=story,
        output=output,
        engine=engine,
        language=language,
        captions=captions,
        loudness=loudness,
        frame_rate=rate,
        start=_whole_seconds(rate, start),
        read_attributions=read_attributions,
        retakes=tuple(retakes or ()),
        force=force,
    )
    with watching(verbose=verbose) as listen:
        report, edition = built(order, listen)
    _shown(report, edition, as_json=json, quiet=quiet)
    doubtful = any(f.severity != "note" for f in report.findings)
    return 1 if strict and doubtful else 0


def _whole_seconds(rate: FrameRate, timecode: str) -> Fraction:
    return rate.seconds(rate.frames(timecode))


def _shown(report: Report, edition: Edition, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(report))
        return
    if quiet:
        return
    from broadcast.terminal.console import console_for
    from broadcast.terminal.timeline import TimelineView

    console_for(sys.stdout).print(TimelineView(edition))
    run = report.run
    if run:
        state = "unchanged since the last build" if run.unchanged else "built"
        print(f"\n{report.folder}: {state}; takes {run.takes_spoken} spoken, {run.takes_reused} reused")
