"""``broadcast desk``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadcast.cli import options

if TYPE_CHECKING:
    from broadcast.model.desk import DeskReport, StoryResult


def desk(
    places: Annotated[
        list[Path],
        typer.Argument(
            metavar="STORY|FOLDER...", help="Stories, folders of them, or one rundown (.toml).", show_default=False
        ),
    ],
    output: options.Output = Path("output"),
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", help="Stories built at once, one a core; all cores by default.", show_default=False
        ),
    ] = 0,
    scheduler: Annotated[
        str,
        typer.Option(
            help="A Dask scheduler whose workers build them: tcp://host:8786.", metavar="ADDRESS", show_default=False
        ),
    ] = "",
    engine: options.Engine = "",
    language: options.Language = "",
    captions: options.CaptionProfile = "",
    loudness: options.Loudness = "r128",
    fps: options.FramesASecond = "25",
    start: options.Start = "00:00:00:00",
    also: options.Also = None,
    to_csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the rundown as a table for spreadsheets.")
    ] = None,
    to_docx: Annotated[
        Path | None, typer.Option("--docx", metavar="FILE", help="Write the rundown as a Word document.")
    ] = None,
    strict: options.Strict = False,
    force: Annotated[
        bool, typer.Option("--force", help="Build all again, and replace what was changed by hand; write over files.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was stopped, also one with --force.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what came of each story as JSON (desk/1).")] = False,
    quiet: options.Quiet = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print a line when a story is done.")] = False,
) -> int:
    """Build many stories side by side, and time a rundown.

    Stories that did not change are not built again, and one that fails never stops the others. An edited script
    (.fountain) stands for the story of the same name. Exit code: 0, or that of the worst failure.

    \b
    Examples:
      broadcast desk scripts
      broadcast desk scripts --jobs 4 --verbose
      broadcast desk scripts --json > desk.json
      broadcast desk scripts --force --resume
      broadcast desk rundown.toml --csv rundown.csv --docx rundown.docx
      broadcast desk scripts --scheduler tcp://192.0.2.10:8786
    """
    from broadcast.pipeline.desk import DeskOrder
    from broadcast.pipeline.desk import desk as built
    from broadcast.pipeline.desk.paper import Papers
    from broadcast.pipeline.order import Order
    from broadcast.terminal.progress import watching
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
        force=force,
    )
    papers = Papers(to_csv, to_docx, force=force)
    papers.check(places)
    asked = DeskOrder(places=tuple(places), order=order, jobs=jobs, scheduler=scheduler, strict=strict, resume=resume)
    with watching(verbose=verbose) as listen:
        report = built(asked, listen, _tell if verbose else lambda result: None)
    if report.rundown:
        papers.write(report.rundown)
    _shown(report, as_json=json, quiet=quiet)
    return report.exit_code


def _tell(result: StoryResult) -> None:
    """A line about a story that is done."""
    from broadcast.terminal.text import plain

    why = f": {result.failure.what}" if result.failure else ""
    line = f"{result.slug}: {result.state} in {result.seconds:.1f} s{why}"
    print(plain(line, sys.stderr.encoding or "utf-8"), file=sys.stderr, flush=True)


def _shown(report: DeskReport, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(report))
        return
    from broadcast.errors import BroadcastError
    from broadcast.terminal.messages import print_error

    if quiet:
        for failure in (result.failure for result in report.stories if result.failure):
            print_error(BroadcastError(failure.what, failure.where, failure.next))
        return
    from broadcast.terminal.stories import print_stories

    if report.rundown:
        from broadcast.terminal.rundown import print_rundown

        print_rundown(report.rundown)
        print()
    print_stories(report)
