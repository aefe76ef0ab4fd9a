"""The voices there are, a line each, by engine; below them what makes the others ready."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TextIO

from broadcast.model.voice_list import ListedVoice, VoiceList
from broadcast.terminal.console import console_for, segments
from broadcast.terminal.glyphs import SEVERITY_STYLES
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import Line, fit, measure, wrap

_UNCLIPPED = 1 << 20
_HEADS = ("VOICE", "LANG", "", "WHERE", "READY", "QUALITY", "LICENCE")  # the last are left out first
_GENDERS = {"m": "man", "f": "woman", None: ""}


def print_voices(voices: VoiceList, stream: TextIO | None = None) -> None:
    """Print the list to a stream, standard output by default: clipped to a terminal's width, whole lines elsewhere."""
    from rich.segment import Segments

    stream = stream or sys.stdout
    console = console_for(stream)
    width = console.width if stream.isatty() else _UNCLIPPED
    lines = list(voice_lines(voices, Screen.of(width, console.encoding)))
    if not stream.isatty():
        print("\n".join("".join(text for text, _ in line).rstrip() for line in lines), file=stream)
        return
    console.print(Segments(segments(lines, console)), end="")


def voice_lines(voices: VoiceList, screen: Screen) -> Iterator[Line]:
    """A table for each engine, what stands in the way of the others, and what else there is."""
    rows = {v: _cells(v, screen) for v in voices.voices}
    sizes = [max(map(measure, column)) for column in zip(_HEADS, *rows.values(), strict=True)]
    while len(sizes) > 1 and sum(sizes) + 2 * len(sizes) > screen.width:
        sizes.pop()  # a column that does not fit is left out whole
    for engine, members in groupby(voices.voices, key=lambda v: v.engine):
        yield [(screen.clip(f"{engine:<{sizes[0] + 2}}  {_row(_HEADS[1:], sizes[1:])}".rstrip(), screen.width), "bold")]
        for voice in members:
            row = screen.clip(f"  {_row(rows[voice], sizes)}".rstrip(), screen.width)
            yield [(row, "" if voice.ready else "dim")]
    if not voices.voices:
        yield [("no voice of that engine and language", "")]
    yield from _next(voices, screen)


def _cells(voice: ListedVoice, screen: Screen) -> tuple[str, ...]:
    return (
        screen.plain(voice.voice),
        voice.language or "any",
        _GENDERS[voice.gender],
        "online" if voice.online else "offline",
        "ready" if voice.ready else _way(voice.command),
        screen.plain(voice.quality),
        screen.plain(voice.licence),
    )


def _way(command: str) -> str:
    return "install" if command.startswith("broadcast") else "pip"


def _row(cells: Sequence[str], sizes: Sequence[int]) -> str:
    return "  ".join(fit(cell, size) for cell, size in zip(cells, sizes, strict=False))


def _next(voices: VoiceList, screen: Screen) -> Iterator[Line]:
    """The commands that make voices ready, each once, the troubles, and how many voices are not shown."""
    commands = dict.fromkeys(v.command for v in voices.voices if _way(v.command) == "install" and v.command)
    if commands:
        yield [("", "")]
        yield [(screen.clip("install: broadcast voices install NAME, without the part after #", screen.width), "dim")]
    for trouble in voices.troubles:
        said = screen.plain(f"{trouble.engine}: {trouble.what}; next: {trouble.remedy}")
        yield from ([(piece, SEVERITY_STYLES["warning"])] for piece in wrap(said, screen.width))
    if voices.elsewhere:
        yield [(screen.clip(f"{voices.elsewhere} voices of other languages: --language all", screen.width), "dim")]
