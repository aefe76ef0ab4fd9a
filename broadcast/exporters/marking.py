"""The markers of a timeline file."""

from __future__ import annotations

from fractions import Fraction

from broadcast.exporters.synthetic import WORDS, castings, source_type, statement
from broadcast.exporters.titling import supers
from broadcast.model.edition import Edition
from broadcast.model.timeline import Marker


def markers(edition: Edition) -> tuple[Marker, ...]:
    """In order of time: that the voices are synthetic, on the first frame; each lower third; the timeline's own."""
    cast, rate = castings(edition), edition.timeline.frame_rate
    warning = Marker(
        start=Fraction(0),
        duration=rate.frame,
        name=WORDS.upper(),
        note=f"{statement(cast)} {source_type(cast)}",
        colour="yellow",
    )
    titles = (
        Marker(start=rate.seconds(s.start), duration=rate.seconds(s.end - s.start), name=s.name, note=s.role)
        for s in supers(edition)
    )
    return tuple(sorted((warning, *titles, *edition.timeline.markers), key=lambda m: m.start))
