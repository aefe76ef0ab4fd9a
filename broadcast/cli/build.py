"""``broadcast build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from broadcast.cli import options
from broadcast.errors import UsageError

if TYPE_CHECKING:
    from broadcast.model.edition import Edition
    from broadcast.model.report import Report


def build(
    story: Annotated[
        str,
        typer.Argument(
            help="The news story, or an edited script: a file, an http(s) address, or - for standard input.",
            show_default=False,
        ),
    ],
    output: options.Output = Path("output"),
    engine: options.Engine = "",
    language: options.Language = "",
    captions: options.CaptionProfile = "",
    loudness: options.Loudness = "r128",
    fps: options.FramesASecond = "25",
    start: options.Start = "00:00:00:00",
    read_attributions: options.ReadAttributions = False,
    also: options.Also = None,
    quotes_on: Annotated[
        Literal["each", "one"], typer.Option(help="Quotes in the timelines: each speaker on a track, or all on one.")
    ] = "each",
    mute_quotes: Annotated[
        bool, typer.Option("--mute-quotes", help="Mute the draft voice on quotes in the timelines, not in the mix.")
    ] = False,
    slates: Annotated[
        bool, typer.Option("--slates", help="A video track of slates that say who speaks; needs the extra video.")
    ] = False,
    bed: Annotated[
        Path | None,
        typer.Option(help="A recording that lies under the mix and goes down under voices: natural sound, music."),
    ] = None,
    room_tone: Annotated[
        Path | None, typer.Option(help="A recording of a quiet room, heard in the mix where nobody speaks.")
    ] = None,
    leader: Annotated[
        bool, typer.Option("--leader", help="Also write the finished programme: tone, slate and 2-pop before the mix.")
    ] = False,
    trt: Annotated[
        str,
        typer.Option(
            help="The running time to be met: 1:30, 90. What is over, and what could go, is told.",
            metavar="TIME",
            show_default=False,
        ),
    ] = "",
    fit: Annotated[
        bool, typer.Option("--fit", help="With --trt: read faster or slower, by a tenth at most, to meet it.")
    ] = False,
    retakes: Annotated[
        list[str] | None,
        typer.Option("--retake", metavar="SEGMENT", help="Read a segment another time: its number or id; repeatable."),
    ] = None,
    takes: Annotated[
        list[str] | None,
        typer.Option(
            "--take", metavar="SEGMENT=FILE", help="A person's own recording in place of a segment's draft; repeatable."
        ),
    ] = None,
    takes_from: Annotated[
        Path | None,
        typer.Option(help="A folder of such recordings, named by segment: 003-maltsev.wav, 3.wav.", metavar="FOLDER"),
    ] = None,
    keep_times: Annotated[
        bool, typer.Option("--keep-times", help="Recordings take the draft's place; nothing after them moves.")
    ] = False,
    strict: options.Strict = False,
    force: Annotated[
        bool, typer.Option("--force", help="Build again, and replace what was changed by hand in the package.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON instead of the timeline.")] = False,
    quiet: options.Quiet = False,
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
      broadcast build story.txt --also mp4 --also mp3
      broadcast build story.txt --bed market.wav --leader
      broadcast build story.txt --quotes-on one --mute-quotes --slates
      broadcast build story.txt --trt 1:30 --fit
      broadcast build story.txt --retake 3 --retake 5
      broadcast build story.txt --take 3=interview.wav
      broadcast build story.txt --takes-from recordings --keep-times
      broadcast build story.txt --json > report.json
    """
    from broadcast.pipeline.build import build as built
    from broadcast.pipeline.order import Order
    from broadcast.pipeline.recordings import parse
    from broadcast.terminal.progress import watching
    from broadcast.timing import FrameRate, running_time

    rate = FrameRate.parse(fps)
    if fit and not trt:
        raise UsageError("--fit needs a running time", remedy="add --trt, such as --trt 1:30")
    order = Order(
        story=story,
        output=output,
        engine=engine,
        language=language,
        captions=captions,
        loudness=loudness,
        frame_rate=rate,
        start=rate.seconds(rate.frames(start)),
        read_attributions=read_attributions,
        also=tuple(also or ()),
        quotes_on=quotes_on,
        mute_quotes=mute_quotes,
        slates=slates,
        bed=bed,
        room_tone=room_tone,
        leader=leader,
        trt=running_time(trt) if trt else None,
        fit=fit,
        retakes=tuple(retakes or ()),
        takes=parse(takes or ()),
        takes_from=takes_from,
        keep_times=keep_times,
        force=force,
    )
    with watching(verbose=verbose) as listen:
        report, edition = built(order, listen)
    _shown(report, edition, as_json=json, quiet=quiet)
    doubtful = any(f.severity != "note" for f in report.findings)
    return 1 if strict and doubtful else 0


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
