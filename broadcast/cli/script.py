"""``broadcast script``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def script(
    story: Annotated[Path, typer.Argument(help="The news story: a text file.", show_default=False)],
    language: Annotated[
        str, typer.Option("--language", "-l", help="kk, ru or en; found in the text by default.", show_default=False)
    ] = "",
    read_attributions: Annotated[
        bool, typer.Option("--read-attributions", help="Have «- деді X» after a quote read by the narrator.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the script document (script/1).")] = False,
) -> int:
    """Show who says what in a story, without building it.

    \b
    Examples:
      broadcast script scripts/zhetisu.txt
      broadcast script scripts/zhetisu.txt --json
    """
    from broadcast.model.documents import to_json
    from broadcast.pipeline.draft import draft
    from broadcast.pipeline.newsroom_folder import NewsroomFolder

    made = draft(story, NewsroomFolder(), language=language, read_attributions=read_attributions)
    if json:
        sys.stdout.buffer.write(to_json(made))
        return 0
    from broadcast.terminal.messages import print_findings
    from broadcast.terminal.script import print_script

    print_script(made)
    print_findings(made.findings, script=made.segments)
    return 0
