"""CMX 3600 edit decision list: the oldest form, for Avid and for whatever reads nothing else.

An EDL knows no files, only reels and timecode, and has few channels.  So a voice is a reel, and its tape is its stem,
which is as long as the programme and begins at the programme's timecode: source and record times are the same, and an
editor relinks one file a voice.  The take that replaces a clip is named in a comment.

Narration is on channel ``A``, quotes on ``A2``: audio-only events, which Avid, Premiere and OpenTimelineIO's reader
take; picture channels (``B``, ``AA/V``) would ask for pictures that do not exist.  The rate of an EDL is not in the
file; ``FCM`` states drop-frame only, so a comment names it.  Nothing in an EDL switches a cut off, and it has neither
stills nor a third channel: that a draft is muted elsewhere is a comment, slates and beds are left out.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar

from broadcast.exporters.characters import ascii_line
from broadcast.exporters.layout import Placed, first_frame, marked, programme
from broadcast.exporters.links import file_name
from broadcast.exporters.marking import markers
from broadcast.exporters.placeholders import muted, placeholder
from broadcast.exporters.synthetic import NO_WORDS, WORDS, castings, source_type
from broadcast.model.edition import Edition, Feature
from broadcast.model.timeline import Track

_TITLE, _COMMENT, _REEL = 70, 60, 8
_RESERVED = frozenset({"AX", "BL", "BLACK", "BARS"})


class Edl:
    """One cut a segment, in record order; all text is romanised, for an EDL is ASCII."""

    name: ClassVar[str] = "edl"
    suffix: ClassVar[str] = ".edl"
    folder: ClassVar[str] = "timeline"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"speakers", "tracks", "audio", "frames", "timecode", "markers", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        story, rate = edition.script.story, edition.timeline.frame_rate
        reels = reel_names(edition.timeline.tracks)
        lines = [
            f"TITLE: {ascii_line(story.headline, _TITLE) or story.slug}",
            f"FCM: {'DROP FRAME' if rate.drop_frame else 'NON-DROP FRAME'}",
        ]
        notes = deque(_locators(edition))
        items = programme(edition)
        for number, item in enumerate(items, 1):
            lines += ["", *_event(edition, number, item, reels)]
            # A locator stands below the event in which, or after which, it lies.
            while notes and (number == len(items) or notes[0][0] < items[number].start):
                lines.append(notes.popleft()[1])
        stream.write(("\r\n".join(lines) + "\r\n").encode("ascii"))


def reel_names(tracks: Iterable[Track]) -> dict[str, str]:
    """A name of at most eight letters and digits for each track id, no two alike and none with a meaning of its own."""
    names: dict[str, str] = {}
    for track in tracks:
        stem = re.sub("[^A-Z0-9]", "", ascii_line(track.id, 128).upper())[:_REEL] or "VOICE"
        name, number = stem, 1
        while name in _RESERVED or name in names.values():
            number += 1
            name = stem[: _REEL - len(str(number))] + str(number)
        names[track.id] = name
    return names


def _event(edition: Edition, number: int, item: Placed, reels: dict[str, str]) -> Iterator[str]:
    rate, origin = edition.timeline.frame_rate, first_frame(edition.timeline)
    times = " ".join(rate.timecode(origin + frame) for frame in (item.start, item.end))
    channel = "A" if item.track.kind == "narration" else "A2"
    cast = castings(edition, item.track.id, item.clip)
    yield f"{number:03d}  {reels[item.track.id]:<8} {channel:<5} C        {times} {times}"
    yield f"* FROM CLIP NAME: {ascii_line(item.track.id, _COMMENT)}.wav"
    yield f"* COMMENT: TAKE {ascii_line(file_name(item.clip.media), _COMMENT)}"
    yield f"* COMMENT: SPEAKER {ascii_line(item.track.name, _COMMENT)}"
    if quote := placeholder(item):
        yield f"* COMMENT: TRT {quote.trt} IN {ascii_line(quote.in_words, _COMMENT)}"
        yield f"* COMMENT: OUT {ascii_line(quote.out_words or quote.in_words, _COMMENT)}"
    if muted(item, edition):
        yield "* COMMENT: DRAFT VOICE, MUTED IN THE OTHER TIMELINES"
    voice = (WORDS if cast else NO_WORDS).upper()
    yield f"* COMMENT: {voice}, {source_type(cast).rpartition('/')[2]}, {rate} FPS"


def _locators(edition: Edition) -> Iterator[tuple[int, str]]:
    """The frame and the line of each marker, in order, in the form that Avid writes and reads."""
    rate, origin = edition.timeline.frame_rate, first_frame(edition.timeline)
    for marker in markers(edition):
        start, _ = marked(marker, edition.timeline)
        name = ascii_line(marker.name, _COMMENT)
        yield start, f"* LOC: {rate.timecode(origin + start)} {marker.colour.upper():<7} {name}"
