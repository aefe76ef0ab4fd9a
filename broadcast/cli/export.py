"""``broadcast export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from broadcast.cli import options


def export(
    folder: Annotated[Path, typer.Argument(help="A built package (output/<slug>).", show_default=False)],
    to: Annotated[
        str, typer.Option("--to", "-t", help="The format: aaf, mlt, fcpxml ...; a wrong name lists them all.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write, or a folder; its place in the package by default."),
    ] = None,
    force: options.WriteOver = False,
) -> None:
    """Write a built package in one more format.

    AAF, for Avid, needs an optional package: pip install 'broadcast[aaf]'. No file is written over unasked.

    \b
    Examples:
      broadcast export output/zhetisu --to aaf
      broadcast export output/zhetisu --to mlt --output ~/Desktop
    """
    from broadcast.pipeline.export import export as exported

    print(exported(folder, to, output, force=force))
