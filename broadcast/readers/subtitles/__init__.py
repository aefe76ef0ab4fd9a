"""Subtitle files by format; a reader makes cues of text, and takes what people and programs have done to it."""

from __future__ import annotations

from collections.abc import Callable

from broadcast.model.subtitles import Subtitles
from broadcast.registry import Registry

SubtitleReader = Callable[[str, str], Subtitles]
"""From the text of a file and its name to its cues.

:raises DocumentError: no cue can be found in it.
"""

SUBTITLE_READERS: Registry[SubtitleReader] = Registry(
    "subtitle_reader",
    {
        "srt": "broadcast.readers.subtitles.srt:read",
        "vtt": "broadcast.readers.subtitles.vtt:read",
        "ass": "broadcast.readers.subtitles.ass:read",
        "ttml": "broadcast.readers.subtitles.ttml:read",
    },
)

_LOOK = 4096


def format_of(text: str) -> str:
    """The format of a subtitle file by what it holds: suffixes are often wrong."""
    head = text[:_LOOK].lstrip()
    if head.startswith("WEBVTT"):
        return "vtt"
    if head.startswith("<") and ("<tt" in head or ":tt" in head):
        return "ttml"
    if head.startswith("[Script Info]") or "\n[Events]" in head:
        return "ass"
    return "srt"
