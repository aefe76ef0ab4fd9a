"""What a Broadcast Wave file says of itself: the chunks `bext` (EBU Tech 3285, version 2) and `iXML` (ixml.info).

`bext` is ASCII, so names are romanised there; `iXML` is UTF-8.  Both carry the mark that the voice is synthetic.
"""

from __future__ import annotations

import hashlib
import math
import struct
from datetime import UTC, datetime
from fractions import Fraction
from xml.etree import ElementTree as ET

from broadcast.audio.waves import chunk
from broadcast.exporters.characters import ascii_line
from broadcast.exporters.elements import add
from broadcast.exporters.layout import first_frame
from broadcast.exporters.synthetic import NO_WORDS, WORDS, castings, source_type, statement
from broadcast.model.edition import Casting, Edition, Loudness
from broadcast.model.timeline import Clip

_UNKNOWN = 0x7FFF  # of a loudness field (clause 2.4)
_BITS = 24


def chunks(edition: Edition, title: str, track: str | None = None, clip: Clip | None = None) -> bytes:
    """The chunks of a mix (no track), of a stem (a track's id), or of a take (its track and clip).

    A mix or a stem starts at the programme's timecode.  A take starts at zero, as the timelines say, so that an
    editor's own recording may replace it; the loudness is the mix's.
    """
    cast = castings(edition, track, clip)
    reference = 0 if clip else time_reference(edition)
    loudness = None if track else edition.loudness
    bext = _bext(edition, _description(title, cast), cast, reference, loudness)
    return chunk(b"bext", bext) + chunk(b"iXML", _ixml(edition, title, track, clip, reference))


def bed_chunks(edition: Edition, name: str) -> bytes:
    """The chunks of a bed: sound of no voice, of which only who gave it knows where it comes from."""
    story, reference = edition.script.story, time_reference(edition)
    title = f"{name.replace('-', ' ').capitalize()}. {story.headline or story.slug}"
    bext = _bext(edition, title, (), reference, None)
    root = _tape(edition, name, 1, title)
    _speed(edition, root, reference)
    _channel(root, name)
    return chunk(b"bext", bext) + chunk(b"iXML", _document(root))


def time_reference(edition: Edition) -> int:
    """Samples from midnight to the programme's first frame, as real time runs (one in a thousand off at 29.97)."""
    line = edition.timeline
    return round(line.frame_rate.seconds(first_frame(line)) * line.sample_rate)


def _description(title: str, cast: tuple[Casting, ...]) -> str:
    said = statement(cast)
    words = WORDS if cast else NO_WORDS
    return f"{words.capitalize()}. {title}. {said.removeprefix(words)}".strip()


def _bext(
    edition: Edition, description: str, cast: tuple[Casting, ...], reference: int, loudness: Loudness | None
) -> bytes:
    made = datetime.fromisoformat(edition.credits.created).astimezone(UTC)
    maker = ascii_line(f"{edition.credits.tool} {edition.credits.version}", 32).replace(",", " ")
    engines = "+".join(sorted({c.voice.engine for c in cast}))
    rate = edition.timeline.sample_rate
    history = f"A=PCM,F={rate},W={_BITS},M=mono,T={maker} {ascii_line(engines, 64)}".rstrip() + "\r\n"
    return (
        struct.pack(
            "<256s32s32s10s8sQH64s5h180x",
            ascii_line(description, 256).encode(),
            b"Broadcast",
            _identity(edition, description).encode(),
            made.strftime("%Y-%m-%d").encode(),
            made.strftime("%H:%M:%S").encode(),
            reference,
            2,
            b"",
            *_measured(loudness),
        )
        + history.encode()
    )


def _identity(edition: Edition, description: str) -> str:
    """A reference that no other recording has: slug and digest, at most 32 characters."""
    told = "\n".join((edition.credits.created, description, *(s.id for s in edition.script.segments)))
    digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
    return f"{ascii_line(edition.script.story.slug, 19)}-{digest[:12]}"


def _measured(loudness: Loudness | None) -> tuple[int, int, int, int, int]:
    """Loudness, range, true peak, momentary and short-term maximum, in hundredths."""
    if loudness is None:
        return (_UNKNOWN,) * 5
    return (
        _hundredths(loudness.integrated_lufs),
        _hundredths(loudness.range_lu),
        _hundredths(loudness.true_peak_dbtp),
        _hundredths(loudness.momentary_lufs),
        _hundredths(loudness.short_term_lufs),
    )


def _hundredths(figure: float | None) -> int:
    if figure is None or not math.isfinite(figure):
        return _UNKNOWN
    return max(-9999, min(9999, round(figure * 100)))


def _ixml(edition: Edition, title: str, track: str | None, clip: Clip | None, reference: int) -> bytes:
    cast = castings(edition, track, clip)
    names = {t.id: t.name for t in edition.timeline.tracks}
    root = _tape(edition, track or "mix", clip.number if clip else 1, f"{title}. {statement(cast)}")
    _speed(edition, root, reference)
    _channel(root, names.get(track, track) if track else "mix")
    user = add(root, "USER")
    if cast:
        add(user, "SYNTHETIC_VOICE", statement(cast))
    add(user, "DIGITAL_SOURCE_TYPE", source_type(cast))
    return _document(root)


def _tape(edition: Edition, name: str, take: int, note: str) -> ET.Element:
    story = edition.script.story
    root = ET.Element("BWFXML")
    add(root, "IXML_VERSION", "2.10")
    add(root, "PROJECT", story.headline or story.slug)
    add(root, "SCENE", story.slug)
    add(root, "TAKE", take)
    add(root, "TAPE", name)
    add(root, "NOTE", note)
    return root


def _channel(root: ET.Element, name: str) -> None:
    tracks = add(root, "TRACK_LIST")
    add(tracks, "TRACK_COUNT", 1)
    about = add(tracks, "TRACK")
    add(about, "CHANNEL_INDEX", 1)
    add(about, "INTERLEAVE_INDEX", 1)
    add(about, "NAME", name)


def _document(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _speed(edition: Edition, root: ET.Element, reference: int) -> None:
    rate, samples = edition.timeline.frame_rate, edition.timeline.sample_rate
    speed = add(root, "SPEED")
    for tag in ("MASTER_SPEED", "CURRENT_SPEED", "TIMECODE_RATE"):
        add(speed, tag, _ratio(rate.rate))
    add(speed, "TIMECODE_FLAG", "DF" if rate.drop_frame else "NDF")
    add(speed, "FILE_SAMPLE_RATE", samples)
    add(speed, "AUDIO_BIT_DEPTH", _BITS)
    add(speed, "DIGITIZER_SAMPLE_RATE", samples)
    add(speed, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", reference >> 32)
    add(speed, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO", reference & 0xFFFF_FFFF)
    add(speed, "TIMESTAMP_SAMPLE_RATE", samples)


def _ratio(rate: Fraction) -> str:
    return f"{rate.numerator}/{rate.denominator}"
