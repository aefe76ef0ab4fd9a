"""``broadcast cast``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from broadcast.cli import options


def cast(
    story: Annotated[
        str, typer.Argument(help="The news story, or an edited script: a file, an address, or -.", show_default=False)
    ],
    engine: options.Engine = "",
    language: options.Language = "",
    json: Annotated[bool, typer.Option("--json", help="Print the castings as JSON (cast/1).")] = False,
) -> None:
    """Show who will sound like whom in a story, before anything is spoken.

    Nobody shares a voice while there are enough, and the same story always casts the same. A person is pinned to a
    voice in voices/cast.toml, under [people], by the id in the first column.

    \b
    Examples:
      broadcast cast scripts/zhetisu.txt
      broadcast cast scripts/zhetisu.fountain --engine piper
      broadcast cast story.txt --json
    """
    from broadcast.pipeline.casting import casting_of

    found = casting_of(story, engine=engine, language=language)
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(found))
        return
    from broadcast.terminal.castings import castings_table
    from broadcast.terminal.console import console_for

    console = console_for(sys.stdout)
    console.print(castings_table(found, console.encoding))
