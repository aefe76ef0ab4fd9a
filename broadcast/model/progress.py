"""What the pipeline tells while it works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

Step = Literal["read", "voice", "time", "mix", "export", "package", "check", "measure", "pack", "download", "stories"]
"""The steps of a build in order, then those of checking a package, of packing one and of fetching a voice (these two in
megabytes), and the stories of a desk.
"""


class Progress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`done` of `total` parts of a step are finished; `note` says what is in hand: a segment, a file.

    A step ends with ``done == total``; a step of one part may be told with 0 and then 1.
    """

    step: Step
    done: int
    total: int
    note: str = ""


Listener = Callable[[Progress], None]


def unheard(event: Progress) -> None:
    """Nobody listens."""
