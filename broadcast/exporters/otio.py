"""OpenTimelineIO (``.otio``, ASWF): the form that tools convert from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from broadcast.exporters.characters import one_line, printable
from broadcast.exporters.layout import Lane, Placed, first_frame, lanes, marked, pictured, total
from broadcast.exporters.links import relative
from broadcast.exporters.marking import markers
from broadcast.exporters.placeholders import muted, placeholder, title
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature
from broadcast.model.timeline import BedTrack

if TYPE_CHECKING:
    import opentimelineio as otio


class Otio:
    """An audio track for each voice and bed, above them the slates; gaps between clips, media by relative URL.

    What the format has no field for (who speaks, the text, the synthetic-voice mark) is metadata under ``broadcast``.
    """

    name: ClassVar[str] = "otio"
    suffix: ClassVar[str] = ".otio"
    folder: ClassVar[str] = "timeline"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "tracks", "audio", "frames", "timecode", "markers", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        timeline = timeline_of(edition)
        if slates := pictured(edition):
            timeline.tracks.insert(0, _pictures(edition, slates))
        rate = float(edition.timeline.frame_rate.rate)
        timeline.tracks.extend([_bed(edition, bed, rate) for bed in edition.timeline.beds])
        stream.write(timeline.to_json_string(indent=1).encode() + b"\n")


def timeline_of(edition: Edition) -> otio.schema.Timeline:
    """The timeline of the voices; times are frames, media are linked by relative URL."""
    import opentimelineio as otio

    story, line = edition.script.story, edition.timeline
    rate = float(line.frame_rate.rate)
    timeline = otio.schema.Timeline(
        name=one_line(story.headline) or story.slug,
        global_start_time=otio.opentime.RationalTime(first_frame(line), rate),
        metadata=_about(edition),
    )
    for lane in lanes(edition):
        timeline.tracks.append(_track(edition, lane, rate))
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


def _track(edition: Edition, lane: Lane, rate: float) -> otio.schema.Track:
    import opentimelineio as otio

    made = otio.schema.Track(
        name=one_line(lane.name), kind=otio.schema.TrackKind.Audio, metadata={"broadcast": {"id": lane.id}}
    )
    _fill(made, [(item, _clip(edition, item, rate)) for item in lane.items], rate)
    return made


def _fill(track: otio.schema.Track, clips: Iterable[tuple[Placed, otio.schema.Clip]], rate: float) -> None:
    """Put clips in their places, with gaps between."""
    import opentimelineio as otio

    at = 0
    for item, clip in clips:
        if item.start > at:
            track.append(otio.schema.Gap(source_range=_range(0, item.start - at, rate)))
        track.append(clip)
        at = item.end


def _pictures(edition: Edition, slates: Iterable[Placed]) -> otio.schema.Track:
    """The slates, each as long as its clip."""
    import opentimelineio as otio

    rate = float(edition.timeline.frame_rate.rate)
    made = otio.schema.Track(name="Slates", kind=otio.schema.TrackKind.Video, metadata={"broadcast": {"id": "slates"}})
    pictures = ((each, _linked(title(each), each.clip.slate, _range(0, each.duration, rate))) for each in slates)
    _fill(made, pictures, rate)
    return made


def _bed(edition: Edition, bed: BedTrack, rate: float) -> otio.schema.Track:
    """A bed from the first frame to the last; its recording begins at the programme's timecode."""
    import opentimelineio as otio

    line = edition.timeline
    span = _range(first_frame(line), total(line), rate)
    made = otio.schema.Track(name=bed.name, kind=otio.schema.TrackKind.Audio, metadata={"broadcast": {"id": bed.name}})
    made.append(_linked(bed.name, bed.media, span))
    return made


def _linked(name: str, media: str, span: otio.opentime.TimeRange) -> otio.schema.Clip:
    """A clip of all of a file of the package."""
    import opentimelineio as otio

    reference = otio.schema.ExternalReference(target_url=relative(media), available_range=span)
    return otio.schema.Clip(name=one_line(name), media_reference=reference, source_range=span)


def _clip(edition: Edition, item: Placed, rate: float) -> otio.schema.Clip:
    speaker, quote = item.track.speaker, placeholder(item)
    about = {
        "segment": item.clip.segment,
        "number": item.clip.number,
        "kind": item.track.kind,
        "text": printable(item.text),
        "speaker": printable(speaker.name) if speaker else "",
        "role": printable(speaker.role) if speaker else "",
        "placeholder": quote.note if quote else "",
        "synthetic_voice": statement(castings(edition, item.track.id, item.clip)),
        "digital_source_type": source_type(castings(edition, item.track.id, item.clip)),
    }
    clip = _linked(title(item), item.clip.media, _range(0, item.duration, rate))
    clip.metadata["broadcast"] = about
    clip.enabled = not muted(item, edition)
    return clip
