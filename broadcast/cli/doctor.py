"""``broadcast doctor``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON (doctor/1).")] = False,
) -> int:
    """Look at this machine and this folder: what works, what is missing, and the command that brings it.

    Nothing is changed, and no network is asked. Exit code: 0, or 4 where something is wrong that a build needs; what is
    optional may be missing.

    \b
    Examples:
      broadcast doctor
      broadcast doctor --json
    """
    from broadcast.model.examination import Examination
    from broadcast.pipeline.examining import examine
    from broadcast.terminal.surroundings import surroundings

    found = Examination.of([*examine(), *surroundings()])
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(found))
    else:
        from broadcast.terminal.examinations import print_examination

        print_examination(found)
    return 0 if found.ready else 4
