"""The terminal itself, and the program that plays sound: what a person's screen and ears can take."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TextIO

from broadcast.errors import MissingProgram
from broadcast.model.examination import Line
from broadcast.terminal.console import console_for
from broadcast.terminal.glyphs import ASCII, glyphs_for

_NARROW = 80
_LETTERS = "Әә Ққ Ұұ"


def surroundings(stream: TextIO | None = None) -> Iterator[Line]:
    """Encoding, width, colour, and the player; `stream` is standard output by default."""
    stream = stream or sys.stdout
    yield _encoding(getattr(stream, "encoding", None) or "ascii")
    if stream.isatty():
        yield from _screen(stream)
    else:
        yield _line("screen", "the output goes to a file or a program: no colour, 80 columns")
    yield _player()


def _encoding(name: str) -> Line:
    try:
        _LETTERS.encode(name)
    except (UnicodeEncodeError, LookupError):
        remedy = "set PYTHONUTF8=1, and a font with Kazakh letters in the terminal"
        said = f"{name}: Kazakh letters are shown as ?"
        return Line(area="terminal", subject="encoding", state="doubt", message=said, remedy=remedy)
    lines = ", lines are drawn in ASCII" if glyphs_for(name) is ASCII else ""
    return _line("encoding", f"{name}{lines}")


def _screen(stream: TextIO) -> Iterator[Line]:
    console = console_for(stream)
    if console.width < _NARROW:
        said = f"{console.width} columns: the timeline and the suite want {_NARROW}"
        remedy = "make the window wider"
        yield Line(area="terminal", subject="screen", state="doubt", message=said, remedy=remedy)
    else:
        yield _line("screen", f"{console.width} columns, {console.height} lines")
    colour = "NO_COLOR is set: no colour" if "NO_COLOR" in os.environ else (console.color_system or "no colour")
    yield _line("colour", colour)


def _player() -> Line:
    from broadcast.terminal.suite.sound import find_player

    try:
        return _line("player", f"{find_player().program}: the suite can be heard")
    except MissingProgram as error:
        return Line(area="terminal", subject="player", state="missing", message=error.what, remedy=error.remedy)


def _line(subject: str, message: str) -> Line:
    return Line(area="terminal", subject=subject, state="ok", message=message)
