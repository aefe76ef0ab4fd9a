"""``broadcast pack``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def pack(
    folder: Annotated[Path, typer.Argument(help="A built package (output/<slug>).", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write, or a folder for it; beside the package by default."),
    ] = None,
    at: Annotated[
        str,
        typer.Option(
            help="The folder in which the ZIP will be unpacked: its timelines then open without relinking.",
            metavar="FOLDER",
            show_default=False,
        ),
    ] = "",
    store: Annotated[bool, typer.Option("--store", help="Do not compress: faster, and larger.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there; pack a package that is damaged.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was packed as JSON (pack/1).")] = False,
) -> None:
    """Make one ZIP of a package, with a README for the editor in the story's language.

    The files are checked against the manifest first. The same package gives the same ZIP. FCP7 XML and FCPXML hold
    absolute addresses: say with --at where the ZIP will be unpacked, or have them led there by broadcast relocate.

    \b
    Examples:
      broadcast pack output/zhetisu
      broadcast pack output/zhetisu --output ~/Desktop/zhetisu.zip
      broadcast pack output/zhetisu --at /Volumes/news/today
    """
    from broadcast.pipeline.packing import PackOrder
    from broadcast.pipeline.packing import pack as packed
    from broadcast.terminal.progress import watching
    from broadcast.terminal.text import plain

    order = PackOrder(folder=folder, output=output, at=at, store=store, force=force)
    with watching() as listen:
        done = packed(order, listen)
    for check in done.checks:
        print(f"{check.verdict}: {plain(check.message, sys.stderr.encoding)}", file=sys.stderr)
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(done))
    else:
        print(done.file)
        print(f"{done.files} files, {done.bytes / 1e6:.1f} MB", file=sys.stderr)
