"""MLT XML for Shotcut, Kdenlive and ``melt``, which plays it as it is.

A playlist a voice, a bed, and one for the slates, over one black picture as long as the programme, in a tractor that
adds up all sound.  Frames count from zero and `out` is the last frame, not the one after it.  Resources are paths from
the file itself, as MLT reads them where the document names no root: the package may move.  What MLT has no word for are
properties of Shotcut and Kdenlive, or, under ``broadcast:``, our own: such a document has no timecode but a name for
it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, ClassVar
from xml.etree import ElementTree as ET

from broadcast.exporters.characters import one_line
from broadcast.exporters.elements import add, document
from broadcast.exporters.layout import Lane, Placed, first_frame, lanes, marked, pictured, total
from broadcast.exporters.links import plain
from broadcast.exporters.marking import markers
from broadcast.exporters.placeholders import muted, placeholder, title
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature
from broadcast.model.timeline import BedTrack, Colour
from broadcast.timing import FrameRate

_WIDTH, _HEIGHT = 1920, 1080
_COLOURS: dict[Colour, str] = {"red": "#ff0000", "yellow": "#ffd700", "green": "#008000", "blue": "#0000ff"}


class Mlt:
    """One tractor: a black picture, slates, then an audio track for each voice and bed; markers are Shotcut's."""

    name: ClassVar[str] = "mlt"
    suffix: ClassVar[str] = ".mlt"
    folder: ClassVar[str] = "timeline"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "tracks", "audio", "frames", "timecode", "markers", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        line, story = edition.timeline, edition.script.story
        title = one_line(story.headline) or story.slug
        root = ET.Element("mlt", LC_NUMERIC="C", version="7.0.0", producer="programme", title=title)
        _profile(root, line.frame_rate)
        _black(root, max(1, total(line)))
        if slates := pictured(edition):
            _slates(slates, root)
        for lane in lanes(edition):
            _playlist(edition, lane, root)
        for bed in line.beds:
            _bed(edition, bed, root)
        _tractor(edition, root)
        stream.write(document(root))


def _property(parent: ET.Element, name: str, value: str | int) -> None:
    add(parent, "property", value, name=name)


def _profile(root: ET.Element, rate: FrameRate) -> None:
    add(
        root,
        "profile",
        description=f"HD 1080p {rate} fps",
        width=str(_WIDTH),
        height=str(_HEIGHT),
        progressive="1",
        sample_aspect_num="1",
        sample_aspect_den="1",
        display_aspect_num="16",
        display_aspect_den="9",
        frame_rate_num=str(rate.rate.numerator),
        frame_rate_den=str(rate.rate.denominator),
        colorspace="709",
    )


def _black(root: ET.Element, length: int) -> None:
    """The picture that an editor lays pictures over; in the form that ``melt`` writes, else it converts every frame."""
    black = add(root, "producer", id="black", in_="0", out=str(length - 1))
    for name, value in (
        ("length", length),
        ("mlt_service", "color"),
        ("resource", "black"),
        ("mlt_image_format", "yuv422"),
    ):
        _property(black, name, value)
    background = add(root, "playlist", id="background")
    add(background, "entry", producer="black", in_="0", out=str(length - 1))


def _playlist(edition: Edition, lane: Lane, root: ET.Element) -> None:
    for item in lane.items:
        _producer(edition, item, root)
    _fill(_sounding(root, f"track-{lane.id}", lane.name), lane.items, "clip")


def _sounding(root: ET.Element, identity: str, name: str) -> ET.Element:
    """An empty playlist for sound."""
    playlist = add(root, "playlist", id=identity)
    _property(playlist, "shotcut:audio", 1)
    _property(playlist, "shotcut:name", name)
    _property(playlist, "kdenlive:audio_track", 1)
    _property(playlist, "kdenlive:track_name", name)
    return playlist


def _fill(playlist: ET.Element, items: Iterable[Placed], kind: str) -> None:
    """Put clips, or their slates, in their places, with blanks between."""
    at = 0
    for item in items:
        if item.start > at:
            add(playlist, "blank", length=str(item.start - at))
        add(playlist, "entry", producer=f"{kind}-{item.clip.number}", in_="0", out=str(item.duration - 1))
        at = item.end


def _slates(slates: Iterable[Placed], root: ET.Element) -> None:
    """Stills without a service: MLT takes the first reader of pictures that it has, Qt's, GDK's or FFmpeg's."""
    for item in slates:
        producer = add(root, "producer", id=f"slate-{item.clip.number}", in_="0", out=str(item.duration - 1))
        for name, value in (
            ("length", item.duration),
            ("eof", "pause"),
            ("resource", plain(item.clip.slate)),
            ("ttl", 1),
            ("shotcut:caption", title(item)),
            ("kdenlive:clipname", title(item)),
        ):
            _property(producer, name, value)
    playlist = add(root, "playlist", id="slates")
    _property(playlist, "shotcut:video", 1)
    _property(playlist, "shotcut:name", "Slates")
    _property(playlist, "kdenlive:track_name", "Slates")
    _fill(playlist, slates, "slate")


def _bed(edition: Edition, bed: BedTrack, root: ET.Element) -> None:
    last = str(max(1, total(edition.timeline)) - 1)
    producer = add(root, "producer", id=f"bed-{bed.name}", in_="0", out=last)
    for name, value in (
        ("length", total(edition.timeline)),
        ("eof", "pause"),
        ("resource", plain(bed.media)),
        ("mlt_service", "avformat"),
        ("audio_index", 0),
        ("video_index", -1),
        ("shotcut:caption", bed.name),
        ("kdenlive:clipname", bed.name),
    ):
        _property(producer, name, value)
    playlist = _sounding(root, f"under-{bed.name}", bed.name)
    add(playlist, "entry", producer=f"bed-{bed.name}", in_="0", out=last)


def _producer(edition: Edition, item: Placed, root: ET.Element) -> None:
    cast = castings(edition, item.track.id, item.clip)
    producer = add(root, "producer", id=f"clip-{item.clip.number}", in_="0", out=str(item.duration - 1))
    quote, name = placeholder(item), title(item)
    for key, value in (
        ("length", item.duration),
        ("eof", "pause"),
        ("resource", plain(item.clip.media)),
        ("mlt_service", "avformat"),
        ("audio_index", 0),
        ("video_index", -1),
        ("shotcut:caption", name),
        ("shotcut:comment", f"{quote.note if quote else item.track.name}: {item.text}"),
        ("kdenlive:clipname", name),
        ("broadcast:segment", item.clip.segment),
        ("broadcast:synthetic_voice", statement(cast)),
        ("broadcast:digital_source_type", source_type(cast)),
    ):
        _property(producer, key, value)
    if muted(item, edition):
        _property(producer, "set.test_audio", 1)  # what Kdenlive sets for a clip that is switched off


def _tractor(edition: Edition, root: ET.Element) -> None:
    line, cast = edition.timeline, castings(edition)
    tractor = add(root, "tractor", id="programme", in_="0", out=str(max(1, total(line)) - 1))
    _property(tractor, "shotcut", 1)  # without it Shotcut opens a clip and not a timeline
    _property(tractor, "broadcast:start_timecode", line.frame_rate.timecode(first_frame(line)))
    _property(tractor, "broadcast:synthetic_voice", statement(cast))
    _property(tractor, "broadcast:digital_source_type", source_type(cast))
    _markers(edition, tractor)
    add(tractor, "track", producer="background")
    pictures = ["slates"] if pictured(edition) else []
    for name in pictures:
        add(tractor, "track", producer=name, hide="audio")
    sounds = [*(f"track-{lane.id}" for lane in lanes(edition)), *(f"under-{bed.name}" for bed in line.beds)]
    for number, sound in enumerate(sounds, 1 + len(pictures)):
        add(tractor, "track", producer=sound, hide="video")
        mix = add(tractor, "transition", id=f"mix-{number}")
        for name, value in (
            ("a_track", 0),
            ("b_track", number),
            ("mlt_service", "mix"),
            ("always_active", 1),
            ("sum", 1),  # voices add up; without it each would be turned down for the next
        ):
            _property(mix, name, value)


def _markers(edition: Edition, tractor: ET.Element) -> None:
    rate = edition.timeline.frame_rate
    nest = add(tractor, "properties", name="shotcut:markers")
    for number, marker in enumerate(markers(edition)):
        start, end = marked(marker, edition.timeline)
        element = add(nest, "properties", name=str(number))
        _property(element, "text", f"{marker.name}: {marker.note}".removesuffix(": "))
        _property(element, "start", rate.timecode(start))
        _property(element, "end", rate.timecode(end - 1))
        _property(element, "color", _COLOURS[marker.colour])
