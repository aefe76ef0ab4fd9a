"""How speakers show in subtitle formats that can tell them apart, and which cues make way for a lower third."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import NamedTuple

from broadcast.exporters.characters import one_line
from broadcast.exporters.titling import supers
from broadcast.model.edition import Edition

NARRATOR = "Narration"
WHITE = "ffffff"
# In the order in which BBC Subtitle Guidelines give them away, after white; by the name that WebVTT has for each.
COLOURS = {"yellow": "ffff00", "cyan": "00ffff", "lime": "00ff00"}


class Look(NamedTuple):
    """A speaker's name and colour: `rgb` in hexadecimal, `colour` as WebVTT names it."""

    name: str
    colour: str
    rgb: str


def looks(edition: Edition) -> dict[str, Look]:
    """By speaker's id in order of appearance, narration first under an empty one.

    All are white unless the captions' profile tells speakers by colour; there are three colours, which come round.
    """
    found = {"": Look(NARRATOR, "white", WHITE)}
    coloured = edition.captions.speaker_labels == "colour"
    for number, speaker in enumerate(edition.script.speakers):
        colour = list(COLOURS)[number % len(COLOURS)] if coloured else "white"
        found[speaker.id] = Look(one_line(speaker.name) or speaker.id, colour, COLOURS.get(colour, WHITE))
    return found


def raised(edition: Edition) -> frozenset[int]:
    """The numbers, from 1, of cues that are on screen while a lower third is."""
    rate, titles = edition.timeline.frame_rate, list(supers(edition))  # in order of their beginnings
    begins = [rate.seconds(t.start) for t in titles]
    ends = list(accumulate((rate.seconds(t.end) for t in titles), max))
    return frozenset(
        number
        for number, cue in enumerate(edition.captions.cues, 1)
        if (before := bisect_left(begins, cue.end)) and cue.start < ends[before - 1]
    )
