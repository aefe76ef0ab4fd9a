"""Final Cut Pro 7 XML (xmeml 4), which Premiere Pro and DaVinci Resolve import most safely.

What they insist on: a ``<format>`` with rate and size though there is no picture, mono clips on mono tracks, clipitem
ids that no other track uses, a ``<duration>`` for sequence, clip and file, each file described once.
"""

from __future__ import annotations

from typing import BinaryIO, ClassVar, NamedTuple
from xml.etree import ElementTree as ET

from broadcast.exporters.elements import add, document
from broadcast.exporters.layout import Placed, first_frame, lanes, marked, pictured, total
from broadcast.exporters.links import absolute, file_name
from broadcast.exporters.marking import markers
from broadcast.exporters.placeholders import muted, placeholder, title
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature
from broadcast.model.timeline import BedTrack
from broadcast.timing import FrameRate

_WIDTH, _HEIGHT = 1920, 1080
_OUTPUTS = 2


class _Use(NamedTuple):
    """All of a file on a track, in frames; `timecode` is that of the file's first frame, `id` no other use has."""

    id: str
    name: str
    start: int
    duration: int
    media: str
    url: str
    enabled: bool = True
    still: bool = False
    timecode: int = 0


class Xmeml:
    """One sequence: mono audio tracks in a stereo programme, and the slates' video track; markers are lower thirds."""

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
        _pictures(edition, media)
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


def _pictures(edition: Edition, media: ET.Element) -> None:
    """A format, from which programs take the sequence's rate and size, and a track where there are slates."""
    video = add(media, "video")
    _frame(add(video, "format"), edition.timeline.frame_rate)
    if slates := pictured(edition):
        track = add(video, "track")
        add(track, "name", "Slates")
        add(track, "enabled", "TRUE")
        add(track, "locked", "FALSE")
        for item in slates:
            _slate(edition, item, track)


def _frame(parent: ET.Element, rate: FrameRate) -> None:
    about = add(parent, "samplecharacteristics")
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
    for lane in lanes(edition):
        track = _track(audio, lane.name)
        for item in lane.items:
            _clipitem(edition, item, track)
        add(track, "outputchannelindex", 1)
    for bed in edition.timeline.beds:
        track = _track(audio, bed.name)
        _bed(edition, bed, track)
        add(track, "outputchannelindex", 1)


def _track(audio: ET.Element, name: str) -> ET.Element:
    element = add(audio, "track", premiereTrackType="Mono", currentExplodedTrackIndex="0", totalExplodedTrackCount="1")
    add(element, "name", name)
    add(element, "enabled", "TRUE")
    add(element, "locked", "FALSE")
    return element


def _place(track: ET.Element, use: _Use, rate: FrameRate) -> ET.Element:
    """A clip of all of a file, and the file."""
    clip = add(track, "clipitem", id=f"clipitem-{use.id}", **({} if use.still else {"premiereChannelType": "mono"}))
    add(clip, "masterclipid", f"masterclip-{use.id}")
    add(clip, "name", use.name)
    add(clip, "enabled", "TRUE" if use.enabled else "FALSE")
    add(clip, "duration", use.duration)
    _rate(clip, rate)
    for tag, value in (("start", use.start), ("end", use.start + use.duration), ("in", 0), ("out", use.duration)):
        add(clip, tag, value)
    if use.still:
        add(clip, "stillframe", "TRUE")
        add(clip, "alphatype", "none")
    _file(clip, use, rate)
    source = add(clip, "sourcetrack")
    add(source, "mediatype", "video" if use.still else "audio")
    add(source, "trackindex", 1)
    return clip


def _clipitem(edition: Edition, item: Placed, track: ET.Element) -> None:
    use = _Use(
        id=str(item.clip.number),
        name=title(item),
        start=item.start,
        duration=item.duration,
        media=item.clip.media,
        url=absolute(item.clip.media, edition),
        enabled=not muted(item, edition),
    )
    clip = _place(track, use, edition.timeline.frame_rate)
    cast, speaker = castings(edition, item.track.id, item.clip), item.track.speaker
    notes = add(clip, "comments")
    add(notes, "mastercomment1", item.text)
    add(notes, "mastercomment2", f"{speaker.name}, {speaker.role}".rstrip(", ") if speaker else item.track.name)
    add(notes, "mastercomment3", f"{statement(cast)} {source_type(cast)}")
    if quote := placeholder(item):
        add(notes, "mastercomment4", quote.note)


def _bed(edition: Edition, bed: BedTrack, track: ET.Element) -> None:
    """A bed from the first frame to the last; the timecode of its recording is the programme's."""
    line = edition.timeline
    use = _Use(
        id=bed.name,
        name=bed.name,
        start=0,
        duration=total(line),
        media=bed.media,
        url=absolute(bed.media, edition),
        timecode=first_frame(line),
    )
    _place(track, use, line.frame_rate)


def _slate(edition: Edition, item: Placed, track: ET.Element) -> None:
    use = _Use(
        id=f"slate-{item.clip.number}",
        name=title(item),
        start=item.start,
        duration=item.duration,
        media=item.clip.slate,
        url=absolute(item.clip.slate, edition),
        still=True,
    )
    _place(track, use, edition.timeline.frame_rate)


def _file(clip: ET.Element, use: _Use, rate: FrameRate) -> None:
    file = add(clip, "file", id=f"file-{use.id}")
    add(file, "name", file_name(use.media))
    add(file, "pathurl", use.url)
    _rate(file, rate)
    add(file, "duration", use.duration)
    _timecode(file, rate, use.timecode)
    media = add(file, "media")
    if use.still:
        _frame(add(media, "video"), rate)
        return
    audio = add(media, "audio")
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
