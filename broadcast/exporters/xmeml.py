"""Final Cut Pro 7 XML (xmeml 4), which Premiere Pro and DaVinci Resolve import most safely.

What they insist on: a ``<format>`` with rate and size though there is no picture, mono clips on mono tracks, clipitem
ids that no other track uses, a ``<duration>`` for sequence, clip and file, each file described once.
"""

from __future__ import annotations

from typing import BinaryIO, ClassVar
from xml.etree import ElementTree as ET

from broadcast.exporters.elements import add, document
from broadcast.exporters.layout import Placed, first_frame, marked, placed, total
from broadcast.exporters.links import absolute
from broadcast.exporters.marking import markers
from broadcast.exporters.placeholders import placeholder, title
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature
from broadcast.model.timeline import Track
from broadcast.timing import FrameRate

_WIDTH, _HEIGHT = 1920, 1080
_OUTPUTS = 2


class Xmeml:
    """One sequence of mono audio tracks in a stereo programme; markers are lower thirds."""

    name: ClassVar[str] = "xmeml"
    suffix: ClassVar[str] = ".xml"
    folder: ClassVar[str] = "timeline"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "tracks", "audio", "frames", "timecode", "markers", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        root = ET.Element("xmeml", version="4")
        line, story = edition.timeline, edition.script.story
        sequence = add(root, "sequence", id="sequence-1")
        add(sequence, "name", story.headline or story.slug)
        add(sequence, "duration", total(line))
        _rate(sequence, line.frame_rate)
        _timecode(sequence, line.frame_rate, first_frame(line))
        media = add(sequence, "media")
        _picture(media, line.frame_rate)
        _sound(edition, media)
        _markers(edition, sequence)
        cast = castings(edition)
        notes = add(sequence, "logginginfo")
        add(notes, "description", f"{statement(cast)} {source_type(cast)}")
        stream.write(document(root, "xmeml"))


def _rate(parent: ET.Element, rate: FrameRate) -> None:
    element = add(parent, "rate")
    add(element, "timebase", rate.nominal)
    add(element, "ntsc", "TRUE" if rate.ntsc else "FALSE")


def _timecode(parent: ET.Element, rate: FrameRate, frames: int) -> None:
    element = add(parent, "timecode")
    _rate(element, rate)
    add(element, "string", rate.timecode(frames))
    add(element, "frame", frames)
    add(element, "displayformat", "DF" if rate.drop_frame else "NDF")


def _picture(media: ET.Element, rate: FrameRate) -> None:
    """A format without a track: programs take the sequence's rate and size from it."""
    about = add(add(add(media, "video"), "format"), "samplecharacteristics")
    _rate(about, rate)
    add(about, "width", _WIDTH)
    add(about, "height", _HEIGHT)
    add(about, "anamorphic", "FALSE")
    add(about, "pixelaspectratio", "square")
    add(about, "fielddominance", "none")


def _samples(parent: ET.Element) -> None:
    about = add(parent, "samplecharacteristics")
    add(about, "depth", 24)
    add(about, "samplerate", 48000)


def _sound(edition: Edition, media: ET.Element) -> None:
    audio = add(media, "audio")
    add(audio, "numOutputChannels", _OUTPUTS)
    _samples(add(audio, "format"))
    outputs = add(audio, "outputs")
    for number in range(1, _OUTPUTS + 1):
        group = add(outputs, "group")
        add(group, "index", number)
        add(group, "numchannels", 1)
        add(group, "downmix", 0)
        add(add(group, "channel"), "index", number)
    for track in edition.timeline.tracks:
        _track(edition, track, audio)


def _track(edition: Edition, track: Track, audio: ET.Element) -> None:
    element = add(audio, "track", premiereTrackType="Mono", currentExplodedTrackIndex="0", totalExplodedTrackCount="1")
    add(element, "name", track.name)
    add(element, "enabled", "TRUE")
    add(element, "locked", "FALSE")
    for item in placed(edition, track):
        _clipitem(edition, item, element)
    add(element, "outputchannelindex", 1)


def _clipitem(edition: Edition, item: Placed, track: ET.Element) -> None:
    rate, number = edition.timeline.frame_rate, item.clip.number
    clip = add(track, "clipitem", id=f"clipitem-{number}", premiereChannelType="mono")
    add(clip, "masterclipid", f"masterclip-{number}")
    add(clip, "name", title(item))
    add(clip, "enabled", "TRUE")
    add(clip, "duration", item.duration)
    _rate(clip, rate)
    for tag, value in (("start", item.start), ("end", item.end), ("in", 0), ("out", item.duration)):
        add(clip, tag, value)
    _file(edition, item, clip)
    source = add(clip, "sourcetrack")
    add(source, "mediatype", "audio")
    add(source, "trackindex", 1)
    cast, speaker = castings(edition, item.track.id), item.track.speaker
    notes = add(clip, "comments")
    add(notes, "mastercomment1", item.text)
    add(notes, "mastercomment2", f"{speaker.name}, {speaker.role}".rstrip(", ") if speaker else item.track.name)
    add(notes, "mastercomment3", f"{statement(cast)} {source_type(cast)}")
    if quote := placeholder(item):
        add(notes, "mastercomment4", quote.note)


def _file(edition: Edition, item: Placed, clip: ET.Element) -> None:
    file = add(clip, "file", id=f"file-{item.clip.number}")
    add(file, "name", item.clip.media.rpartition("/")[2])
    add(file, "pathurl", absolute(item.clip, edition))
    _rate(file, edition.timeline.frame_rate)
    add(file, "duration", item.duration)
    _timecode(file, edition.timeline.frame_rate, 0)
    audio = add(add(file, "media"), "audio")
    _samples(audio)
    add(audio, "channelcount", 1)


def _markers(edition: Edition, sequence: ET.Element) -> None:
    for marker in markers(edition):
        start, end = marked(marker, edition.timeline)
        element = add(sequence, "marker")
        add(element, "name", marker.name)
        add(element, "comment", marker.note)
        add(element, "in", start)
        add(element, "out", end)
