"""Arranging: how the timelines show a programme, and the pictures that this takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from broadcast.model.edition import Edition
from broadcast.model.timeline import BedTrack, Clip, Timeline
from broadcast.pipeline.order import Order

if TYPE_CHECKING:
    from broadcast.pipeline.beds import Lying

_WIDTH, _HEIGHT = 1920, 1080


def arranged(timeline: Timeline, order: Order) -> Timeline:
    """A timeline with what an order asks of its tracks."""
    tracks = timeline.tracks
    if order.slates:
        tracks = tuple(replace(t, clips=tuple(replace(c, slate=_slate(c)) for c in t.clips)) for t in tracks)
    return replace(timeline, tracks=tracks, quotes_together=order.quotes_on == "one", quotes_muted=order.mute_quotes)


def with_beds(timeline: Timeline, lying: Iterable[Lying]) -> Timeline:
    """A timeline that shows what lies under its mix."""
    return replace(timeline, beds=tuple(BedTrack(name=each.name, media=each.media) for each in lying))


def _slate(clip: Clip) -> str:
    return f"slates/{PurePosixPath(clip.media).stem}.png"


def can_paint() -> None:
    """Tell before any work what drawing would lack.

    :raises MissingExtra: what draws slates is not installed.
    """
    from broadcast.exporters.film.canvas import font

    font("regular", 1)


def slates(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """A picture for each clip that has a slate: its path in the package, and a PNG file."""
    from broadcast.exporters.layout import pictured

    if items := pictured(edition):
        from broadcast.exporters.film.stills import Painter

        painter = Painter(edition, _WIDTH, _HEIGHT)
        for item in items:
            yield item.clip.slate, painter.slate(item)
