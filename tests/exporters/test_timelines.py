"""Timeline files, read back by OpenTimelineIO and its adapters and by lxml: the same edges to the frame in each."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from fractions import Fraction
from urllib.parse import unquote

import opentimelineio as otio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from broadcast.exporters.edl import reel_names
from broadcast.exporters.synthetic import source_type
from broadcast.model.edition import Edition
from broadcast.model.timeline import Marker, Track
from broadcast.timing import FrameRate
from tests import samples
from tests.exporters.editions import RATES, edges, empty, hostile, laid_out, sample, write

Edges = list[tuple[int, int]]


def read(name: str, adapter: str, edition: Edition, **options: float) -> otio.schema.Timeline:
    found = otio.adapters.read_from_string(write(name, edition).decode(), adapter, **options)
    return found if isinstance(found, otio.schema.Timeline) else found[0]


def clip_edges(timeline: otio.schema.Timeline) -> Edges:
    found = []
    for track in timeline.tracks:
        assert track.kind == otio.schema.TrackKind.Audio
        for clip in track.find_clips():
            span = track.trimmed_range_of_child(clip)
            found.append((round(span.start_time.value), round(span.end_time_exclusive().value)))
    return sorted(found)


def otio_edges(edition: Edition) -> Edges:
    return clip_edges(read("otio", "otio_json", edition))


def xmeml_edges(edition: Edition) -> Edges:
    return clip_edges(read("xmeml", "fcp_xml", edition))


def fcpxml_edges(edition: Edition) -> Edges:
    root, rate = etree.fromstring(write("fcpxml", edition)), edition.timeline.frame_rate.rate
    found = []
    for gap in root.iter("gap"):
        origin = seconds(gap.get("start"))
        assert origin == seconds(gap.get("offset")) == seconds(gap.getparent().getparent().get("tcStart"))
        for clip in gap.iter("asset-clip"):
            start = (seconds(clip.get("offset")) - origin) * rate
            length = seconds(clip.get("duration")) * rate
            assert start.denominator == length.denominator == 1
            found.append((start.numerator, start.numerator + length.numerator))
    return sorted(found)


def seconds(text: str) -> Fraction:
    assert re.fullmatch(r"\d+(/\d+)?s", text)
    return Fraction(text.removesuffix("s"))


def edl_edges(edition: Edition) -> Edges:
    rate = edition.timeline.frame_rate
    origin = rate.nearest(edition.timeline.start)
    found = []
    for line in write("edl", edition).decode("ascii").splitlines():
        if line[:3].isdigit():
            source_in, source_out, record_in, record_out = line.split()[-4:]
            assert (source_in, source_out) == (record_in, record_out)
            found.append((rate.frames(record_in) - origin, rate.frames(record_out) - origin))
    return found


def mlt_edges(edition: Edition) -> Edges:
    root, found = etree.fromstring(write("mlt", edition)), []
    for playlist in root.findall("playlist")[1:]:
        at = 0
        for item in playlist:
            if item.tag == "blank":
                at += int(item.get("length"))
            elif item.tag == "entry":
                length = int(item.get("out")) - int(item.get("in")) + 1
                found.append((at, at + length))
                at += length
    assert int(root.find("tractor").get("out")) + 1 == max(end for _, end in found)
    return sorted(found)


READERS: dict[str, Callable[[Edition], Edges]] = {
    "otio": otio_edges,
    "fcpxml": fcpxml_edges,
    "xmeml": xmeml_edges,
    "edl": edl_edges,
    "mlt": mlt_edges,
}


@pytest.mark.parametrize("start", [0, 3600])
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("name", READERS)
def test_edges_to_the_frame(name: str, rate: str, start: int) -> None:
    edition = sample(rate, start)
    assert READERS[name](edition) == edges(edition)


@given(
    st.sampled_from(RATES),
    st.sampled_from([0, 3600, 36000]),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 20_000)), min_size=1, max_size=6),
)
def test_any_layout_is_the_same_in_every_format(rate: str, start: int, lengths: list[tuple[int, int]]) -> None:
    edition = laid_out(rate, start, lengths)
    for reader in READERS.values():
        assert reader(edition) == edges(edition)


@pytest.mark.parametrize("rate", RATES)
def test_start_is_the_timecode_of_the_first_frame(rate: str) -> None:
    edition, grid = sample(rate, 3600), FrameRate.parse(rate)
    first = grid.frames("01:00:00:00")
    for name, adapter in (("otio", "otio_json"), ("xmeml", "fcp_xml")):
        assert round(read(name, adapter, edition).global_start_time.value) == first
    sequence = etree.fromstring(write("fcpxml", edition)).find(".//sequence")
    assert seconds(sequence.get("tcStart")) * grid.rate == first
    assert sequence.get("tcFormat") == ("DF" if grid.drop_frame else "NDF")
    mark = ";" if grid.drop_frame else ":"
    assert f" 01:00:00{mark}00 " in write("edl", edition).decode()


@pytest.mark.parametrize("rate", RATES)
def test_the_edl_reader_of_opentimelineio_takes_it(rate: str) -> None:
    edition, grid = sample(rate, 3600), FrameRate.parse(rate)
    timeline = read("edl", "cmx_3600", edition, rate=float(grid.rate))
    assert [track.name for track in timeline.tracks] == ["A1", "A2"]
    assert len(list(timeline.find_clips())) == 3
    lengths = [end - start for start, end in edges(edition)]
    assert [round(c.duration().value) for c in timeline.find_clips()] == [lengths[0], lengths[2], lengths[1]]
    assert timeline.name == "Kopir zhondeldi"


def test_the_edl_can_be_read_at_a_wrong_rate() -> None:
    """Source and record times are the same, so a reader that does not know the rate finds no contradiction."""
    edition = laid_out("25", 3600, [(3, 70), (11, 101), (7, 206)])
    assert len(list(read("edl", "cmx_3600", edition, rate=30).find_clips())) == 3


def test_edl_states_drop_frame() -> None:
    assert b"FCM: DROP FRAME\r\n" in write("edl", sample("29.97df"))
    assert b"FCM: NON-DROP FRAME\r\n" in write("edl", sample("29.97"))


@given(st.lists(st.text("abcdefghijklm-1", min_size=1, max_size=12), unique=True, max_size=30))
def test_reel_names(ids: list[str]) -> None:
    names = reel_names(
        Track(id=i, name=i, kind="quote", clips=()) for i in (*ids, "ax", "bl", "narration", "narrationx")
    )
    assert len(set(names.values())) == len(names)
    assert all(re.fullmatch(r"[A-Z0-9]{1,8}", name) for name in names.values())
    assert not {"AX", "BL", "BLACK", "BARS"} & set(names.values())


@pytest.mark.parametrize("edition", [sample(), hostile(), empty(), sample("23.976", 3600)])
def test_xml_is_well_formed_and_links_are_encoded(edition: Edition) -> None:
    media = [c.media for c in edition.timeline.clips]
    for name, path in (("fcpxml", "//media-rep/@src"), ("xmeml", "//pathurl/text()")):
        urls = etree.fromstring(write(name, edition)).xpath(path)
        assert all(url.isascii() and " " not in url for url in urls)
        assert sorted(unquote(url) for url in urls) == sorted(unquote(f"{edition.folder}/") + m for m in media)
    links = [c.media_reference.target_url for c in read("otio", "otio_json", edition).find_clips()]
    assert sorted(map(unquote, links)) == sorted(f"../{m}" for m in media)


@pytest.mark.skipif("FCPXML_DTD" not in os.environ, reason="FCPXML_DTD names Apple's DTD, which is not ours to ship")
@pytest.mark.parametrize("edition", [hostile(), empty(), *(sample(rate, 3600) for rate in RATES)])
def test_fcpxml_is_valid(edition: Edition) -> None:
    dtd = etree.DTD(os.environ["FCPXML_DTD"])
    assert dtd.validate(etree.fromstring(write("fcpxml", edition))), dtd.error_log


def test_fcpxml_clips_have_assets_lanes_and_roles() -> None:
    root = etree.fromstring(write("fcpxml", sample()))
    assets = {a.get("id") for a in root.iter("asset")}
    clips = list(root.iter("asset-clip"))
    assert {c.get("ref") for c in clips} == assets
    assert [(c.get("lane"), c.get("audioRole")) for c in clips] == [
        ("-1", "dialogue.narration"),
        ("-1", "dialogue.narration"),
        ("-2", "dialogue.serikova"),
    ]
    frame = root.find(".//format").get("frameDuration")
    assert frame == "1/25s"


def test_xmeml_has_what_programs_insist_on() -> None:
    root = etree.fromstring(write("xmeml", sample("29.97")))
    assert root.xpath("string(//video/format/samplecharacteristics/width)") == "1920"
    assert root.xpath("string(//sequence/rate/timebase)") == "30"
    assert root.xpath("string(//sequence/rate/ntsc)") == "TRUE"
    for tag in ("clipitem", "file"):
        ids = root.xpath(f"//{tag}/@id")
        assert len(ids) == len(set(ids)) == 3
        assert len(root.xpath(f"//{tag}/duration")) == 3
    assert root.xpath("//file/media/audio/channelcount/text()") == ["1", "1", "1"]


@pytest.mark.parametrize("name", ["otio", "xmeml"])
def test_markers_are_a_warning_the_lower_third_and_the_timelines_own(name: str) -> None:
    timeline = read(name, {"otio": "otio_json", "xmeml": "fcp_xml"}[name], sample("50", 3600))
    found = [(m.name, m.marked_range.start_time.value, m.marked_range.duration.value) for m in timeline.tracks.markers]
    assert found == [
        ("DRAFT - synthetic voice", 0, 1),
        ("1. Қалада 3 көпір ашылды.", 0, 1),
        ("2. Жұмыс аяқталды", 200, 1),
        ("Айгүл Серікова", 200, 200),
        ("CHECK: example", 200, 1),
        ("Тексеру керек", 200, 150),
        ("3. Көлік қозғалысы қалпына келді.", 400, 1),
    ]


def test_markers_in_fcpxml_and_edl() -> None:
    gap = etree.fromstring(write("fcpxml", sample("25", 3600))).find(".//gap")
    assert [m.get("start") for m in gap.findall("chapter-marker")] == ["3600s", "3604s", "3608s"]
    found = gap.findall("marker")
    assert [m.get("completed") for m in found] == [None, None, "0", "0"]
    assert [(m.get("value"), m.get("start"), m.get("duration")) for m in found] == [
        ("DRAFT - synthetic voice", "3600s", "1/25s"),
        ("Айгүл Серікова", "3604s", "4s"),
        ("CHECK: example", "3604s", "1/25s"),
        ("Тексеру керек", "3604s", "3s"),
    ]
    clips = list(read("edl", "cmx_3600", sample("25", 3600), rate=25).find_clips())
    assert [[m.name for m in c.markers] for c in clips] == [
        ["DRAFT - synthetic voice", "1. Kalada 3 kopir ashyldy."],
        ["3. Kolik kozgalysy kalpyna keldi."],
        ["2. Zhumys ayaktaldy", "Aigul Serikova", "CHECK: example", "Tekseru kerek"],
    ]


def test_every_marker_is_there_wherever_it_lies_and_lasts_a_frame() -> None:
    edition = laid_out("25", 0, [(100, 25), (100, 25)])
    notes = marker_at(Fraction(0)), marker_at(Fraction(7)), marker_at(Fraction(10))
    edition = replace(edition, timeline=replace(edition.timeline, markers=notes))
    assert write("edl", edition).count(b"* LOC: ") == 7
    lengths = [m.marked_range.duration.value for m in read("xmeml", "fcp_xml", edition).tracks.markers]
    assert lengths == [1, 1, 1, 1, 1, 25, 1]


def test_a_thousand_clips() -> None:
    edition = laid_out("29.97df", 3600, [(5, 20)] * 1000)
    for reader in READERS.values():
        assert reader(edition) == edges(edition)


def marker_at(at: Fraction) -> Marker:
    return Marker(start=at, duration=Fraction(0), name="x")


def test_the_kind_of_synthetic_voice() -> None:
    rules = samples.edition().credits.castings
    assert source_type(rules).endswith("/algorithmicMedia")
    neural = replace(rules[0], voice=replace(rules[0].voice, engine="piper"))
    assert source_type((*rules, neural)).endswith("/trainedAlgorithmicMedia")
