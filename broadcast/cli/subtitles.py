"""``broadcast subtitles``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from broadcast.cli import options


def subtitles(
    file: Annotated[
        Path,
        typer.Argument(help="SRT, WebVTT, ASS or TTML; a package's folder; - for standard input.", show_default=False),
    ],
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            "-p",
            help="kk, ru, en, teletext, vertical, or a station's own; that of the language by default.",
            show_default=False,
        ),
    ] = "",
    language: Annotated[
        str, typer.Option("--language", "-l", help="kk, ru or en; what the file says by default.", show_default=False)
    ] = "",
    fps: Annotated[str, typer.Option(help="Frames a second; 25 by default.", show_default=False)] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Repair what breaks a rule, and write a new file.")] = False,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            "-t",
            help="Write srt, vtt, ttml, ass, avid-ds, transcript or captions-csv.",
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; its suffix tells the format.")
    ] = None,
    start: Annotated[
        str,
        typer.Option(help="Timecode of the first frame in the new file.", metavar="HH:MM:SS:FF", show_default=False),
    ] = "",
    bom: Annotated[bool, typer.Option("--bom", help="SRT: begin with a byte-order mark.")] = False,
    crlf: Annotated[bool, typer.Option("--crlf", help="SRT: line ends of Windows.")] = False,
    word_times: Annotated[bool, typer.Option("--word-times", help="WebVTT: tell when each word is heard.")] = False,
    clear_titles: Annotated[
        bool, typer.Option("--clear-titles", help="WebVTT, TTML, ASS: to the top while a lower third is shown.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where a rule is still broken.")] = False,
    force: options.WriteOver = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report (subtitles/1).")] = False,
) -> int:
    """Check subtitles against a profile, repair them, convert them.

    Without --fix, --to or --output nothing is written: the rules that the file breaks are listed with their timecodes.
    A new file goes into this folder; no file is written over unasked.

    \b
    Examples:
      broadcast subtitles film.srt --profile kk
      broadcast subtitles film.srt --fix --output film.kk.vtt
      broadcast subtitles output/zhetisu --to avid-ds --start 10:00:00:00
    """
    from broadcast.pipeline.subtitles import SubtitleOrder, strict_failure
    from broadcast.pipeline.subtitles import subtitles as checked
    from broadcast.timing import FrameRate

    asked = {"bom": bom, "crlf": crlf, "word_times": word_times, "clear_titles": clear_titles}
    options: dict[str, Any] = {name: True for name, wanted in asked.items() if wanted}
    report = checked(
        SubtitleOrder(
            source=file,
            profile=profile,
            language=language,
            frame_rate=FrameRate.parse(fps) if fps else None,
            fix=fix,
            to=to,
            output=output,
            start=start or None,
            force=force,
            options=options,
        )
    )
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(report))
    else:
        from broadcast.terminal.violations import print_violations

        print_violations(report)
    for note in report.notes:
        print(f"note: {note}", file=sys.stderr)
    if report.written:
        print(f"written: {report.written}", file=sys.stderr)
    return 1 if strict and strict_failure(report.remaining) else 0
