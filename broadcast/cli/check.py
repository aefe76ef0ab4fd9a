"""``broadcast check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def check(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDER...", help="Built packages (output/<slug>).", show_default=False)
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where something is in doubt, too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON (check/1).")] = False,
) -> int:
    """Check packages, whoever made or changed them; nothing is repaired.

    Files against the manifest; links of the timelines; form, length and timecode of the sound; loudness, measured anew;
    captions by their profile; lower thirds. A recording that somebody replaced is told and is no mistake by itself.
    Exit code: 0, or 1 where something is wrong, or 2 where a folder is no package.

    \b
    Examples:
      broadcast check output/zhetisu
      broadcast check output/* --strict
      broadcast check /media/disk/zhetisu --json > check.json
    """
    from broadcast.pipeline.inspecting import inspect_all
    from broadcast.terminal.progress import watching

    with watching() as listen:
        found = inspect_all(folders, listen)
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(found))
    else:
        from broadcast.terminal.inspections import print_inspection

        for number, inspection in enumerate(found.packages):
            if number:
                print()
            print_inspection(inspection)
    if not all(inspection.is_package for inspection in found.packages):
        return 2
    return 1 if found.verdict == "wrong" or (strict and found.verdict == "doubt") else 0
