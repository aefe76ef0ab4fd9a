"""OpenTimelineIO (``.otio``, ASWF): the form that tools convert from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from broadcast.exporters.characters import one_line, printable
from broadcast.exporters.layout import Placed, first_frame, marked, placed
from broadcast.exporters.links import relative
from broadcast.exporters.marking import markers
from broadcast.exporters.placeholders import placeholder, title
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature
from broadcast.model.timeline import Track

if TYPE_CHECKING:
    import opentimelineio as otio


class Otio:
    """An audio track for each voice, gaps between clips, media by relative URL.

    What the format has no field for (who speaks, the text, the synthetic-voice mark) is metadata under ``broadcast``.
    """

    name: ClassVar[str] = "otio"
    suffix: ClassVar[str] = ".otio"
    folder: ClassVar[str] = "timeline"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "tracks", "audio", "frames", "timecode", "markers", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        stream.write(timeline_of(edition).to_json_string(indent=1).encode() + b"\n")


def timeline_of(edition: Edition) -> otio.schema.Timeline:
    """The whole timeline; times are frames, media are linked by relative URL."""
    import opentimelineio as otio

    story, line = edition.script.story, edition.timeline
    rate = float(line.frame_rate.rate)
    timeline = otio.schema.Timeline(
        name=one_line(story.headline) or story.slug,
        global_start_time=otio.opentime.RationalTime(first_frame(line), rate),
        metadata=_about(edition),
    )
    for track in line.tracks:
        timeline.tracks.append(_track(edition, track, rate))
    for marker in markers(edition):
        start, end = marked(marker, line)
        timeline.tracks.markers.append(
            otio.schema.Marker(
                name=one_line(marker.name),
                marked_range=_range(start, end - start, rate),
                color=marker.colour.upper(),
                metadata={"broadcast": {"note": printable(marker.note)}},
            )
        )
    return timeline


def _range(start: int, duration: int, rate: float) -> otio.opentime.TimeRange:
    import opentimelineio as otio

    return otio.opentime.TimeRange(otio.opentime.RationalTime(start, rate), otio.opentime.RationalTime(duration, rate))


def _about(edition: Edition) -> dict[str, Any]:
    cast = castings(edition)
    return {
        "broadcast": {
            "slug": edition.script.story.slug,
            "language": edition.script.story.language,
            "tool": f"{edition.credits.tool} {edition.credits.version}",
            "created": edition.credits.created,
            "frame_rate": str(edition.timeline.frame_rate),
            "synthetic_voice": statement(cast),
            "digital_source_type": source_type(cast),
        }
    }


def _track(edition: Edition, track: Track, rate: float) -> otio.schema.Track:
    import opentimelineio as otio

    made = otio.schema.Track(
        name=one_line(track.name), kind=otio.schema.TrackKind.Audio, metadata={"broadcast": {"id": track.id}}
    )
    at = 0
    for item in placed(edition, track):
        if item.start > at:
            made.append(otio.schema.Gap(source_range=_range(0, item.start - at, rate)))
        made.append(_clip(edition, item, rate))
        at = item.end
    return made


def _clip(edition: Edition, item: Placed, rate: float) -> otio.schema.Clip:
    import opentimelineio as otio

    speaker, span, quote = item.track.speaker, _range(0, item.duration, rate), placeholder(item)
    about = {
        "segment": item.clip.segment,
        "number": item.clip.number,
        "kind": item.track.kind,
        "text": printable(item.text),
        "speaker": printable(speaker.name) if speaker else "",
        "role": printable(speaker.role) if speaker else "",
        "placeholder": quote.note if quote else "",
        "synthetic_voice": statement(castings(edition, item.track.id)),
        "digital_source_type": source_type(castings(edition, item.track.id)),
    }
    return otio.schema.Clip(
        name=one_line(title(item)),
        media_reference=otio.schema.ExternalReference(target_url=relative(item.clip), available_range=span),
        source_range=span,
        metadata={"broadcast": about},
    )
