"""FCPXML 1.10 (Apple) for Final Cut Pro and DaVinci Resolve, whose version 18.6 refuses a later one.

The primary storyline is one gap as long as the programme; each voice is a lane of clips connected to it, below, with
the beds under them, and the slates are a lane above.  Times are rational seconds on the frame grid, the gap's own clock
runs in timecode, and media are linked by ``file://`` URL.
"""

from __future__ import annotations

from typing import BinaryIO, ClassVar
from xml.etree import ElementTree as ET

from broadcast.exporters.elements import add, document
from broadcast.exporters.layout import Placed, first_frame, lanes, marked, pictured, total
from broadcast.exporters.links import absolute, file_name
from broadcast.exporters.marking import CHAPTER, markers
from broadcast.exporters.placeholders import muted, placeholder, title
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature
from broadcast.model.timeline import BedTrack
from broadcast.timing import FrameRate

_WIDTH, _HEIGHT = 1920, 1080


class Fcpxml:
    """An event with one project; roles (``dialogue.narration``) group the voices, markers are lower thirds."""

    name: ClassVar[str] = "fcpxml"
    suffix: ClassVar[str] = ".fcpxml"
    folder: ClassVar[str] = "timeline"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "tracks", "audio", "frames", "timecode", "markers", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        root = ET.Element("fcpxml", version="1.10")
        resources = add(root, "resources")
        add(
            resources,
            "format",
            id="r1",
            name=_format_name(edition.timeline.frame_rate),
            frameDuration=_seconds(1, edition.timeline.frame_rate),
            width=str(_WIDTH),
            height=str(_HEIGHT),
            colorSpace="1-1-1 (Rec. 709)",
        )
        title = edition.script.story.headline or edition.script.story.slug
        event = add(add(root, "library"), "event", name=title)
        self._sequence(edition, add(event, "project", name=title), resources)
        stream.write(document(root, "fcpxml"))

    def _sequence(self, edition: Edition, project: ET.Element, resources: ET.Element) -> None:
        line, cast = edition.timeline, castings(edition)
        rate, origin = line.frame_rate, first_frame(line)
        length = _seconds(total(line), rate)
        sequence = add(
            project,
            "sequence",
            format="r1",
            duration=length,
            tcStart=_seconds(origin, rate),
            tcFormat="DF" if rate.drop_frame else "NDF",
            audioLayout="mono",
            audioRate="48k",
        )
        add(sequence, "note", f"{statement(cast)} {source_type(cast)}")
        spine = add(sequence, "spine")
        if line.tracks and total(line):
            start = _seconds(origin, rate)
            gap = add(spine, "gap", name="Gap", offset=start, start=start, duration=length)
            _picture(edition, gap, resources)
            voices = lanes(edition)
            for number, lane in enumerate(voices, 1):
                for item in lane.items:
                    _connect(edition, item, -number, gap, resources)
            for number, bed in enumerate(line.beds, len(voices) + 1):
                _lay(edition, bed, -number, gap, resources)
            _mark(edition, gap)
        metadata = add(sequence, "metadata")
        _describe(metadata, "digitalsourcetype", source_type(cast), "Digital source type")


def _connect(edition: Edition, item: Placed, lane: int, gap: ET.Element, resources: ET.Element) -> None:
    """A recording among the resources, and a clip of it on a lane."""
    rate = edition.timeline.frame_rate
    cast = castings(edition, item.track.id, item.clip)
    length = _seconds(item.duration, rate)
    asset = _recording(edition, item.clip.media, "0s", length, resources)
    metadata = add(asset, "metadata")
    _describe(metadata, "digitalsourcetype", source_type(cast), "Digital source type")
    _describe(metadata, "speaker", item.track.name, "Speaker")
    if item.track.speaker and item.track.speaker.role:
        _describe(metadata, "role", item.track.speaker.role, "Role")
    clip = add(
        gap,
        "asset-clip",
        ref=asset.attrib["id"],
        lane=str(lane),
        offset=_seconds(first_frame(edition.timeline) + item.start, rate),
        name=title(item),
        start="0s",
        duration=length,
        audioRole=f"dialogue.{item.track.id}",
    )
    if muted(item, edition):
        clip.set("enabled", "0")
    quote = placeholder(item)
    add(clip, "note", f"{quote.note if quote else item.track.name}: {item.text} [{statement(cast)}]")


def _recording(edition: Edition, media: str, start: str, length: str, resources: ET.Element) -> ET.Element:
    asset = add(
        resources,
        "asset",
        id=f"r{len(resources) + 1}",
        name=file_name(media).removesuffix(".wav"),
        start=start,
        duration=length,
        hasAudio="1",
        audioSources="1",
        audioChannels="1",
        audioRate="48000",
    )
    add(asset, "media-rep", kind="original-media", src=absolute(media, edition))
    return asset


def _lay(edition: Edition, bed: BedTrack, lane: int, gap: ET.Element, resources: ET.Element) -> None:
    """A bed as long as the programme; its recording begins at the programme's timecode."""
    rate, line = edition.timeline.frame_rate, edition.timeline
    start, length = _seconds(first_frame(line), rate), _seconds(total(line), rate)
    asset = _recording(edition, bed.media, start, length, resources)
    add(
        gap,
        "asset-clip",
        ref=asset.attrib["id"],
        lane=str(lane),
        offset=start,
        name=bed.name,
        start=start,
        duration=length,
        audioRole=f"effects.{bed.name}",
    )


def _picture(edition: Edition, gap: ET.Element, resources: ET.Element) -> None:
    """The slates: stills, which have no rate and no length of their own."""
    slates, line = pictured(edition), edition.timeline
    if not slates:
        return
    size = {"width": str(_WIDTH), "height": str(_HEIGHT)}
    form = add(resources, "format", id=f"r{len(resources) + 1}", name="FFVideoFormatRateUndefined", **size)
    for item in slates:
        asset = add(
            resources,
            "asset",
            id=f"r{len(resources) + 1}",
            name=file_name(item.clip.slate).removesuffix(".png"),
            start="0s",
            duration="0s",
            hasVideo="1",
            videoSources="1",
            format=form.attrib["id"],
        )
        add(asset, "media-rep", kind="original-media", src=absolute(item.clip.slate, edition))
        add(
            gap,
            "video",
            ref=asset.attrib["id"],
            lane="1",
            offset=_seconds(first_frame(line) + item.start, line.frame_rate),
            name=title(item),
            start="0s",
            duration=_seconds(item.duration, line.frame_rate),
            role="video.slates",
        )


def _mark(edition: Edition, gap: ET.Element) -> None:
    rate, origin = edition.timeline.frame_rate, first_frame(edition.timeline)
    for marker in markers(edition):
        start, end = marked(marker, edition.timeline)
        chapter, doubt = marker.colour == CHAPTER, marker.colour == "red"
        element = add(
            gap,
            "chapter-marker" if chapter else "marker",
            start=_seconds(origin + start, rate),
            duration=_seconds(end - start, rate),
            value=marker.name,
            note=marker.note,
        )
        if doubt:
            element.set("completed", "0")  # a thing to do, which Final Cut shows in red


def _describe(metadata: ET.Element, key: str, value: str, shown_as: str) -> None:
    add(metadata, "md", key=f"broadcast.{key}", value=value, type="string", displayName=shown_as)


def _seconds(frames: int, rate: FrameRate) -> str:
    """``104/25s``; a whole number of seconds stands alone."""
    return f"{rate.seconds(frames)}s"


def _format_name(rate: FrameRate) -> str:
    """Final Cut's own name: ``FFVideoFormat1080p25``, ``FFVideoFormat1080p2997``."""
    figure = f"{float(rate.rate):.2f}".replace(".", "") if rate.ntsc else str(rate.nominal)
    return f"FFVideoFormat{_HEIGHT}p{figure}"
