"""What a view is drawn on, and how each voice looks there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from broadcast.model.timeline import Track
from broadcast.terminal.glyphs import COLOURS, NARRATION_COLOUR, Glyphs, glyphs_for
from broadcast.terminal.text import clip, fit, plain


class Screen(NamedTuple):
    """`width` in cells, and the signs that the encoding carries."""

    width: int
    encoding: str
    glyphs: Glyphs

    @classmethod
    def of(cls, width: int, encoding: str) -> Screen:
        return cls(width, encoding, glyphs_for(encoding))

    def plain(self, text: str) -> str:
        """Text from outside, made harmless."""
        return plain(text, self.encoding)

    def clip(self, text: str, cells: int) -> str:
        return clip(text, cells, self.glyphs.ellipsis)

    def fit(self, text: str, cells: int) -> str:
        return fit(text, cells, self.glyphs.ellipsis)


class Look(NamedTuple):
    """The name, the colour and the fill of a voice."""

    name: str
    colour: str
    fill: str


def looks(tracks: Iterable[Track], screen: Screen) -> dict[str, Look]:
    """How each track looks, by its id: colours and fills go round in the order of the tracks."""
    found: dict[str, Look] = {}
    speakers = 0
    for track in tracks:
        if track.kind == "narration":
            name = "NARRATION" if track.id == "narration" else _name(track, screen)
            found[track.id] = Look(name, NARRATION_COLOUR, screen.glyphs.narration)
            continue
        fills = screen.glyphs.fills
        look = Look(_name(track, screen), COLOURS[speakers % len(COLOURS)], fills[speakers % len(fills)])
        found[track.id] = look
        speakers += 1
    return found


def _name(track: Track, screen: Screen) -> str:
    """The speaker's name; the track's id, which is ASCII, where there is none or the encoding cannot carry it."""
    name = track.speaker.name if track.speaker else track.name
    shown = screen.plain(name)
    return shown if shown and shown == plain(name) else screen.plain(track.id) or "no name"
