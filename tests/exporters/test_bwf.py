"""The chunks of Broadcast Wave files, read field by field as EBU Tech 3285 lays them out."""

from __future__ import annotations

import io
import struct
from fractions import Fraction

import pytest
import soundfile as sf
from lxml import etree
from msgspec.structs import replace

from broadcast.audio.waves import header, read_chunks
from broadcast.exporters.bwf import bed_chunks, chunks, time_reference
from broadcast.model.edition import Edition, Loudness
from tests.exporters.editions import HOSTILE, RATES, hostile, sample

_FIELDS = (
    ("description", "256s"),
    ("originator", "32s"),
    ("reference", "32s"),
    ("date", "10s"),
    ("time", "8s"),
    ("samples", "Q"),
    ("version", "H"),
    ("umid", "64s"),
    ("loudness", "h"),
    ("range", "h"),
    ("peak", "h"),
    ("momentary", "h"),
    ("short_term", "h"),
    ("reserved", "180s"),
)


def wave(data: bytes) -> io.BytesIO:
    """A file of two samples with these chunks."""
    return io.BytesIO(header(2, data) + bytes(6))


def bext(data: bytes) -> dict[str, object]:
    raw = read_chunks(wave(data), "x")[b"bext"]
    layout = "<" + "".join(size for _, size in _FIELDS)
    assert struct.calcsize(layout) == 602
    values = struct.unpack(layout, raw[:602])
    found: dict[str, object] = {
        name: value.rstrip(b"\0").decode("ascii") if isinstance(value, bytes) else value
        for (name, _), value in zip(_FIELDS, values, strict=True)
    }
    return found | {"history": raw[602:].decode("ascii")}


def ixml(data: bytes) -> etree._Element:
    return etree.fromstring(read_chunks(wave(data), "x")[b"iXML"])


def test_bext_of_a_mix() -> None:
    found = bext(chunks(sample("25", 3600), "Көпір жөнделді"))
    assert found["description"] == (
        "Synthetic voice. Kopir zhondeldi. (narration: silence kk-1; serikova: silence kk-2)"
    )
    assert found["originator"] == "Broadcast"
    assert str(found["reference"]).startswith("kopir-")
    assert (found["date"], found["time"]) == ("2026-01-15", "12:00:00")
    assert found["samples"] == 3600 * 48000
    assert found["version"] == 2
    assert (found["loudness"], found["range"], found["peak"]) == (-2300, 300, -400)
    assert found["momentary"] == found["short_term"] == 0x7FFF
    assert found["umid"] == found["reserved"] == ""
    assert found["history"] == "A=PCM,F=48000,W=24,M=mono,T=broadcast 0.1.0 silence\r\n"


def test_a_stem_has_no_loudness_of_the_mix_and_names_its_voice() -> None:
    found = bext(chunks(sample(), "Көпір жөнделді", "serikova"))
    assert found["loudness"] == found["peak"] == 0x7FFF
    assert "serikova" in str(found["description"])
    assert "narration" not in str(found["description"])


def test_references_differ() -> None:
    edition = sample()
    made = [chunks(edition, "x"), chunks(edition, "x", "narration"), chunks(edition, "y", "narration")]
    assert len({bext(c)["reference"] for c in made}) == 3


@pytest.mark.parametrize(
    ("rate", "samples"),
    [("25", 172_800_000), ("29.97", 172_972_800), ("29.97df", 172_799_827), ("23.976", 172_972_800)],
)
def test_time_reference_runs_in_real_time(rate: str, samples: int) -> None:
    assert time_reference(sample(rate, 3600)) == samples
    assert time_reference(sample(rate)) == 0


@pytest.mark.parametrize("rate", RATES)
def test_ixml(rate: str) -> None:
    edition = sample(rate, 3600)
    root = ixml(chunks(edition, "Көпір", "serikova"))
    assert root.findtext("PROJECT") == "Көпір жөнделді"
    assert root.findtext("TRACK_LIST/TRACK/NAME") == "Айгүл Серікова"
    assert Fraction(root.findtext("SPEED/TIMECODE_RATE")) == edition.timeline.frame_rate.rate
    assert root.findtext("SPEED/TIMECODE_FLAG") == ("DF" if rate.endswith("df") else "NDF")
    assert int(root.findtext("SPEED/TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO")) == time_reference(edition)
    assert root.findtext("USER/DIGITAL_SOURCE_TYPE").endswith("/algorithmicMedia")
    assert root.findtext("USER/SYNTHETIC_VOICE").startswith("synthetic voice")


def test_a_take_starts_at_zero() -> None:
    edition = sample("25", 3600)
    clip = edition.timeline.tracks[0].clips[1]
    data = chunks(edition, clip.name, "narration", clip)
    assert bext(data)["samples"] == 0
    assert ixml(data).findtext("TAKE") == "3"


def test_hostile_names_and_lengths() -> None:
    edition: Edition = replace(hostile(), loudness=replace(loud(), integrated_lufs=float("-inf")))
    data = chunks(edition, HOSTILE * 40)
    assert len(str(bext(data)["description"])) <= 256
    assert str(bext(data)["description"]).startswith("Synthetic voice. A<b> &")
    assert bext(data)["loudness"] == 0x7FFF
    assert ixml(data).findtext("SCENE") == "kopir"
    assert len(sf.read(wave(data))[0]) == 2


def loud() -> Loudness:
    found = sample().loudness
    assert found
    return found


def test_a_bed_has_no_voice_even_where_a_speaker_has_its_name() -> None:
    edition = sample("25", 3600)
    narration, quote = edition.timeline.tracks
    line = replace(edition.timeline, tracks=(narration, replace(quote, id="bed")))
    voices = tuple(replace(c, track="bed") for c in edition.credits.castings)
    data = bed_chunks(replace(edition, timeline=line, credits=replace(edition.credits, castings=voices)), "bed")
    assert bext(data)["description"] == "Bed. Kopir zhondeldi"
    assert bext(data)["history"] == "A=PCM,F=48000,W=24,M=mono,T=broadcast 0.1.0\r\n"
    assert bext(data)["samples"] == 3600 * 48000
    root = ixml(data)
    assert root.findtext("TRACK_LIST/TRACK/NAME") == "bed"
    assert root.findtext("NOTE") == "Bed. Көпір жөнделді"
    assert root.find("USER") is None
