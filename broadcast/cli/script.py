"""``broadcast script``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadcast.cli import options

if TYPE_CHECKING:
    from broadcast.pipeline.script_file import Kept


def script(
    story: Annotated[
        str,
        typer.Argument(help="The news story: a file, an http(s) address, or - for standard input.", show_default=False),
    ],
    language: options.Language = "",
    read_attributions: options.ReadAttributions = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write, instead of scripts/<slug>.fountain.", metavar="FILE"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a script that was edited.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the script document (script/1), and write nothing.")] = (
        False
    ),
) -> int:
    """Show who says what in a story, and write the script to scripts/<slug>.fountain, where a person corrects it.

    An edited script is built like a story: broadcast build scripts/<slug>.fountain. It is never written over without
    --force; where the story has changed since, the difference is shown.

    \b
    Examples:
      broadcast script scripts/zhetisu.txt
      broadcast script story.docx --output story.fountain
      broadcast script https://example.kz/news/1 --json
    """
    from broadcast.errors import UsageError
    from broadcast.pipeline.draft import draft
    from broadcast.pipeline.intake import take_in
    from broadcast.pipeline.newsroom_folder import NewsroomFolder

    if json and (output or force):
        raise UsageError("--json prints the script and writes no file", remedy="leave out --output and --force")
    incoming = take_in(story)
    made = draft(incoming, NewsroomFolder(), language=language, read_attributions=read_attributions)
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(made))
        return 0
    if output or incoming.kind != "fountain":
        from broadcast.pipeline.script_file import keep_script

        kept = keep_script(made, output, force=force)
        _tell(kept)
        if kept.state == "differs":
            return 2
    from broadcast.terminal.messages import print_findings
    from broadcast.terminal.script import print_script

    print_script(made)
    print_findings(made.findings, script=made.segments)
    return 0


_TOLD = {
    "written": "written",
    "current": "as it was",
    "edited": "edited by hand, and kept; --force writes it anew",
    "differs": "edited by hand, and the story has changed since; it is kept. --force writes it anew",
}


def _tell(kept: Kept) -> None:
    """One line about the file, and where story and file went different ways, both sides."""
    lines = [f"{kept.path}: {_TOLD[kept.state]}", *kept.difference]
    from broadcast.terminal.text import plain

    for line in lines:
        print(plain(line, sys.stderr.encoding or "utf-8"), file=sys.stderr)
