"""``broadcast relocate``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def relocate(
    folder: Annotated[Path, typer.Argument(help="A built package (output/<slug>).", show_default=False)],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit with 1 where addresses lead elsewhere.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON (relocation/1).")] = False,
) -> int:
    """Make a package that was moved open again: its timelines' file:// addresses are led to where it lies now.

    Only FCP7 XML and FCPXML need it; the other timelines link relatively. The manifest is brought up to date, and a
    timeline that was changed by hand keeps every other change.

    \b
    Examples:
      broadcast relocate /media/disk/zhetisu
      broadcast relocate output/zhetisu --check
    """
    from broadcast.pipeline.relocate import relocate as relocated

    done = relocated(folder, dry=check)
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(done))
    else:
        would = "to be changed" if check else "changed"
        for file in done.files:
            print(f"{file.path}: {file.addresses} addresses {would}: {', '.join(file.before)} -> {done.folder}")
        if not done.files:
            print(f"every address leads here already: {done.folder}")
    for path in done.missing:
        print(f"missing: {path}", file=sys.stderr)
    for path in done.again:
        print(f"{path} leads elsewhere; next: broadcast export {folder} --to aaf --force", file=sys.stderr)
    return 1 if done.missing or done.again or (check and done.files) else 0
