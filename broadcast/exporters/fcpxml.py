"""FCPXML 1.10 (Apple) for Final Cut Pro and DaVinci Resolve, whose version 18.6 refuses a later one.

The primary storyline is one gap as long as the programme; each voice is a lane of clips connected to it, below.  Times
are rational seconds on the frame grid, the gap's own clock runs in timecode, and media are linked by ``file://`` URL.
"""

from __future__ import annotations

from typing import BinaryIO, ClassVar
from xml.etree import ElementTree as ET

from broadcast.exporters.elements import add, document
from broadcast.exporters.layout import Placed, first_frame, marked, placed, total
from broadcast.exporters.links import absolute
from broadcast.exporters.marking import CHAPTER, markers
from broadcast.exporters.placeholders import placeholder, title
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature
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
            for lane, track in enumerate(line.tracks, 1):
                for item in placed(edition, track):
                    _connect(edition, item, -lane, gap, resources)
            _mark(edition, gap)
        metadata = add(sequence, "metadata")
        _describe(metadata, "digitalsourcetype", source_type(cast), "Digital source type")


def _connect(edition: Edition, item: Placed, lane: int, gap: ET.Element, resources: ET.Element) -> None:
    """A recording among the resources, and a clip of it on a lane."""
    rate = edition.timeline.frame_rate
    cast = castings(edition, item.track.id)
    length = _seconds(item.duration, rate)
    asset = add(
        resources,
        "asset",
        id=f"r{len(resources) + 1}",
        name=item.clip.media.rpartition("/")[2].removesuffix(".wav"),
        start="0s",
        duration=length,
        hasAudio="1",
        audioSources="1",
        audioChannels="1",
        audioRate="48000",
    )
    add(asset, "media-rep", kind="original-media", src=absolute(item.clip, edition))
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
    quote = placeholder(item)
    add(clip, "note", f"{quote.note if quote else item.track.name}: {item.text} [{statement(cast)}]")


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
