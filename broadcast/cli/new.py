"""``broadcast new``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; . is the one you are in.", show_default=False)],
    language: Annotated[
        str,
        typer.Option(
            "--language", "-l", help="The README's: kk, ru or en; your system's by default.", show_default=False
        ),
    ] = "",
) -> None:
    """Make a newsroom folder: scripts/ with a sample story, voices/ with the station's choices, output/, a README.

    Nothing is written over: a file that is there is kept, and told.

    \b
    Examples:
      broadcast new newsroom
      broadcast new newsroom --language kk
      broadcast new .
    """
    from broadcast.pipeline.founding import found, language_here
    from broadcast.terminal.text import plain

    done = found(folder, language or language_here())
    encoding = sys.stdout.encoding or "utf-8"
    for name in done.kept:
        print(f"kept as it was: {plain(str(folder / name), encoding)}", file=sys.stderr)
    for name in done.made:
        print(plain(str(folder / name), encoding))
    print("\nnext:", file=sys.stderr)
    if folder.resolve() != Path.cwd():
        print(f"  cd {_quoted(plain(str(folder), encoding))}", file=sys.stderr)
    for command in ("build scripts/zhetisu.txt", "preview output/zhetisu", "doctor"):
        print(f"  broadcast {command}", file=sys.stderr)


def _quoted(path: str) -> str:
    """As a person would type it; the quotes of Windows are the double ones."""
    import shlex

    if sys.platform == "win32":
        return f'"{path}"' if " " in path else path
    return shlex.quote(path)
