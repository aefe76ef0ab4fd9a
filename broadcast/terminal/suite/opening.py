"""Whether there is a suite to work at, and how it is opened."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from broadcast.errors import MissingExtra, MissingProgram, UsageError

if TYPE_CHECKING:
    from broadcast.model.edition import Edition


def possible() -> bool:
    """Whether a person sits at both ends of a terminal, and what draws the suite is installed."""
    return _in_terminal() and _drawable()


def require() -> None:
    """Be sure that the suite can be opened.

    :raises UsageError: input or output is no terminal.
    :raises MissingExtra: Textual is not installed.
    """
    if not _in_terminal():
        raise UsageError("the suite needs a terminal, for what it shows and for its keys", remedy="use --static")
    if not _drawable():
        raise MissingExtra.of("tui", "the interactive preview")


def _drawable() -> bool:
    """Whether Textual is installed; it is not imported, nor is what looks for it, where the timeline is printed."""
    from importlib.util import find_spec

    return find_spec("textual") is not None


def _in_terminal() -> bool:
    """Textual draws on standard error, so that it has to be one as well."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def open_suite(
    target: Path | str,
    edition: Edition,
    *,
    estimated: bool = False,
    audio: bool = True,
    start: Fraction | None = None,
    scale: Fraction | None = None,
) -> int:
    """Show an edition until the person leaves; 0, or what a fault of the suite itself ends with.

    Without a player the play-head moves in silence, and a message says so.
    """
    import gc

    from broadcast.pipeline.editing.workbench import Workbench
    from broadcast.terminal.suite.app import Suite
    from broadcast.terminal.suite.sound import find_player

    bench = Workbench(target, edition, estimated=estimated)
    player, notice = None, ""
    if audio and bench.mix:
        try:
            player = find_player()
        except MissingProgram as error:
            notice = f"{error.what}: the play-head moves in silence. To hear the mix, {error.remedy}"
    gc.freeze()  # an edition of hours is a hundred thousand objects: searching them for garbage is felt at the keys
    suite = Suite(bench, player, start=start, scale=scale, notice=notice)
    suite.run()
    return suite.return_code or 0
