"""A script as a person reads it: who says what, in which words, and what was left out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from broadcast.model.script import Script, Segment, Speaker
from broadcast.terminal.console import console_for, segments
from broadcast.terminal.glyphs import COLOURS, NARRATION_COLOUR
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import Line, wrap

SURE = 0.8
"""Confidence below which a speaker is shown as doubtful."""


def print_script(script: Script, stream: TextIO | None = None) -> None:
    """Print a script to a stream, standard output by default, wrapped to its width."""
    from rich.segment import Segments

    console = console_for(stream or sys.stdout)
    lines = script_lines(script, Screen.of(console.width, console.encoding))
    console.print(Segments(segments(lines, console)), end="")


def script_lines(script: Script, screen: Screen) -> Iterator[Line]:
    """Slug and headline, credits, the segments with their speakers, and what is not read, with its reason."""
    story = script.story
    yield from _block([(story.slug, "bold"), (story.headline, "")], "", screen)
    makers = [(part, "dim") for part in (story.language, *story.credits, story.outlet) if part]
    yield from _block(makers, "", screen)
    digits = len(str(len(script.segments)))
    colours = {speaker.id: COLOURS[i % len(COLOURS)] for i, speaker in enumerate(script.speakers)}
    for number, segment in enumerate(script.segments, 1):
        yield []
        yield from _segment(segment, f"{number:>{digits}}  ", colours, screen)
    if story.left_out:
        yield []
    for left in story.left_out:
        yield from _wrapped("not read: ", f"{left.text} ({left.reason})", "dim", screen)


def _segment(segment: Segment, head: str, colours: dict[str, str], screen: Screen) -> Iterator[Line]:
    speaker = segment.speaker
    style = colours[speaker.id] if speaker else NARRATION_COLOUR
    indent = " " * len(head)
    facts = [(_who(segment.kind == "narration", speaker), f"bold {style}")]
    if segment.kind == "quote" and segment.confidence < SURE:
        facts.append((f"{segment.confidence:.0%} sure", "bold yellow"))
    yield from _block(facts, head, screen)
    yield from _wrapped(indent, segment.text, "", screen)
    if segment.spoken and segment.spoken.split() != segment.text.split():
        yield from _wrapped(f"{indent}said: ", segment.spoken, "dim", screen)


def _who(narrates: bool, speaker: Speaker | None) -> str:
    if speaker is None:
        return "NARRATION" if narrates else "no name"
    return f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name


def _block(facts: Iterable[tuple[str, str]], head: str, screen: Screen) -> Iterator[Line]:
    """Facts on one line where they fit, otherwise one below the other."""
    shown = [(screen.plain(text), style) for text, style in facts if text]
    room = screen.width - len(head)
    together = "  ".join(text for text, _ in shown)
    if len(shown) > 1 and len(list(wrap(together, room))) == 1:
        gaps = [*["  "] * (len(shown) - 1), ""]
        yield [(head, "dim"), *((text + gap, style) for (text, style), gap in zip(shown, gaps, strict=True))]
        return
    for text, style in shown:
        yield from _wrapped(head, text, style, screen)
        head = " " * len(head)


def _wrapped(head: str, text: str, style: str, screen: Screen) -> Iterator[Line]:
    for i, part in enumerate(wrap(screen.plain(text), max(screen.width - len(head), 1))):
        yield [(head if i == 0 else " " * len(head), "dim"), (part, style)]
