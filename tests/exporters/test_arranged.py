"""Tracks, slates, mutes and beds in the timeline files, read back by OpenTimelineIO, its adapters and lxml."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

import aaf2
import opentimelineio as otio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from broadcast.exporters.layout import first_frame, lanes, total
from broadcast.exporters.marking import markers
from broadcast.exporters.titling import supers
from broadcast.model.edition import Edition
from broadcast.timing import FrameRate
from tests.exporters.editions import RATES, arranged, edges, empty, hostile, laid_out, recorded, two_speakers, write
from tests.exporters.test_timelines import read, seconds

READ = {"otio": "otio_json", "xmeml": "fcp_xml"}
Edges = list[tuple[int, int]]


def one_track(edition: Edition) -> Edition:
    return replace(edition, timeline=replace(edition.timeline, quotes_together=True))


def muting(edition: Edition) -> Edition:
    return replace(edition, timeline=replace(edition.timeline, quotes_muted=True))


def spans(track: otio.schema.Track) -> Edges:
    """Where the clips of a track lie, in frames of the programme."""
    ranges = [track.trimmed_range_of_child(clip) for clip in track.find_clips()]
    return [(round(r.start_time.value), round(r.end_time_exclusive().value)) for r in ranges]


def mlt_spans(root: etree._Element, playlist: str) -> Edges:
    found, at = [], 0
    for item in root.find(f"playlist[@id='{playlist}']"):
        if item.tag == "property":
            continue
        length = int(item.get("length") or int(item.get("out")) - int(item.get("in")) + 1)
        if item.tag == "entry":
            found.append((at, at + length))
        at += length
    return found


def fcpxml_spans(edition: Edition, path: str) -> Edges:
    root, rate = etree.fromstring(write("fcpxml", edition)), edition.timeline.frame_rate.rate
    origin = first_frame(edition.timeline)
    found = []
    for clip in root.xpath(path):
        start, length = seconds(clip.get("offset")) * rate - origin, seconds(clip.get("duration")) * rate
        assert start.denominator == length.denominator == 1
        found.append((start.numerator, (start + length).numerator))
    return found


@pytest.mark.parametrize(("name", "adapter"), READ.items())
def test_quotes_are_on_a_track_each_or_on_one(name: str, adapter: str) -> None:
    edition = two_speakers()
    each = read(name, adapter, edition)
    assert [t.name for t in each.tracks] == ["Narration", "Айгүл Серікова", "Марат Оспанов"]
    together = read(name, adapter, one_track(edition))
    assert [(t.name, spans(t)) for t in together.tracks] == [
        ("Narration", [(0, 100)]),
        ("Quotes", [(100, 200), (200, 300)]),
    ]


def test_on_one_track_every_quote_still_has_its_speaker() -> None:
    each = two_speakers()
    together = one_track(each)
    assert list(supers(together)) == list(supers(each))
    assert markers(together) == markers(each)
    assert write("edl", together) == write("edl", each)
    root = etree.fromstring(write("fcpxml", together))
    assert root.xpath("//asset-clip/@audioRole") == ["dialogue.narration", "dialogue.serikova", "dialogue.ospanov"]
    assert root.xpath("//asset-clip/@lane") == ["-1", "-2", "-2"]
    who = etree.fromstring(write("xmeml", together)).xpath("//mastercomment2/text()")
    assert who == ["Narration", "Айгүл Серікова, құрылыс компаниясының бас инженері", "Марат Оспанов, тұрғын"]
    timeline = read("otio", "otio_json", together)
    clips = timeline.tracks[1].find_clips()
    assert [c.metadata["broadcast"]["speaker"] for c in clips] == ["Айгүл Серікова", "Марат Оспанов"]
    playlists = etree.fromstring(write("mlt", together)).xpath("//playlist/@id")
    assert playlists == ["background", "track-narration", "track-quotes"]


def test_a_story_without_quotes_has_no_track_of_them() -> None:
    edition = two_speakers()
    told = replace(edition, timeline=replace(edition.timeline, tracks=edition.timeline.tracks[:1]))
    assert [lane.id for lane in lanes(one_track(told))] == ["narration"]


def switched_off(edition: Edition) -> dict[str, list[bool]]:
    """Which clips are off in each format, in the order in which they are heard."""
    fcpxml, xmeml, mlt = (etree.fromstring(write(name, edition)) for name in ("fcpxml", "xmeml", "mlt"))
    producers = mlt.xpath("//producer[starts-with(@id, 'clip-')]")
    return {
        "fcpxml": [c.get("enabled") == "0" for c in fcpxml.iter("asset-clip")],
        "xmeml": [e.text == "FALSE" for e in xmeml.xpath("//audio//clipitem/enabled")],
        "otio": [not c.enabled for c in read("otio", "otio_json", edition).find_clips()],
        "mlt": [p.xpath("string(property[@name='set.test_audio'])") == "1" for p in producers],
    }


def test_the_draft_on_quotes_is_muted_and_a_recording_never() -> None:
    edition = two_speakers()
    for found, off in (
        (edition, [False, False, False]),
        (muting(edition), [False, True, True]),
        (muting(recorded(edition, 3)), [False, True, False]),
    ):
        told = switched_off(found)
        assert told == dict.fromkeys(told, off)
        comment = b"* COMMENT: DRAFT VOICE, MUTED IN THE OTHER TIMELINES"
        assert write("edl", found).count(comment) == sum(off)


@pytest.mark.parametrize("start", [0, 36000])
@pytest.mark.parametrize("rate", RATES)
def test_slates_lie_where_their_clips_do(rate: str, start: int) -> None:
    edition = arranged(two_speakers(rate, start))
    assert fcpxml_spans(edition, "//video") == edges(edition)
    assert mlt_spans(etree.fromstring(write("mlt", edition)), "slates") == edges(edition)
    for name, adapter in READ.items():
        timeline = read(name, adapter, edition)
        assert round(timeline.global_start_time.value) == FrameRate.parse(rate).frames(f"{start // 3600:02d}:00:00:00")
        (pictures,) = timeline.video_tracks()
        assert spans(pictures) == edges(edition)
        media = [unquote(clip.media_reference.target_url) for clip in pictures.find_clips()]
        assert [m[-16:] for m in media] == [f"slates/{n:03d} ә.png" for n in (1, 2, 3)]


@given(
    st.sampled_from(RATES),
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 2000)), min_size=1, max_size=5),
)
def test_gaps_between_clips_are_gaps_between_slates(rate: str, lengths: list[tuple[int, int]]) -> None:
    edition = arranged(laid_out(rate, 3600, lengths))
    assert fcpxml_spans(edition, "//video") == edges(edition)
    assert mlt_spans(etree.fromstring(write("mlt", edition)), "slates") == edges(edition)
    for name, adapter in READ.items():
        timeline = read(name, adapter, edition)
        assert [spans(t) for t in timeline.video_tracks()] == [edges(edition)]
        assert sorted(e for t in list(timeline.audio_tracks())[:-2] for e in spans(t)) == edges(edition)


@pytest.mark.parametrize("rate", RATES)
def test_a_bed_lies_under_all_and_its_file_begins_at_the_timecode(rate: str) -> None:
    edition = arranged(two_speakers(rate, 36000))
    whole, first = [(0, total(edition.timeline))], first_frame(edition.timeline)
    for name, adapter in READ.items():
        bed, tone = list(read(name, adapter, edition).audio_tracks())[-2:]
        assert (bed.name, tone.name) == ("bed", "room-tone")
        assert spans(bed) == spans(tone) == whole
        (clip,) = bed.find_clips()
        assert clip.media_reference.target_url.endswith("audio/beds/bed.wav")
        assert round(clip.media_reference.available_range.start_time.value) == first
    assert fcpxml_spans(edition, "//asset-clip[@audioRole='effects.bed']") == whole
    root = etree.fromstring(write("fcpxml", edition))
    asset = root.xpath("//asset[@name='bed']")[0]
    assert seconds(asset.get("start")) == seconds(root.find(".//sequence").get("tcStart"))
    assert seconds(asset.get("duration")) * edition.timeline.frame_rate.rate == total(edition.timeline)
    assert root.xpath("//asset-clip/@lane")[-2:] == ["-3", "-4"]
    assert mlt_spans(etree.fromstring(write("mlt", edition)), "under-bed") == whole


def test_every_use_of_a_file_has_an_id_of_its_own() -> None:
    edition = arranged(two_speakers())
    for name in ("xmeml", "mlt", "fcpxml"):
        ids = etree.fromstring(write(name, edition)).xpath("//@id")
        assert len(ids) == len(set(ids))
    root = etree.fromstring(write("mlt", edition))
    assert {*root.xpath("//entry/@producer"), *root.xpath("//track/@producer")} <= set(root.xpath("//@id"))
    assert root.xpath("//tractor/track/@hide") == ["audio", *["video"] * 4]


def test_aaf_holds_the_voices(tmp_path: Path) -> None:
    path = tmp_path / "x.aaf"
    path.write_bytes(write("aaf", arranged(two_speakers())))
    with aaf2.open(str(path)) as file:
        (composition,) = file.content.toplevel()
        assert [s.name for s in composition.slots if s.media_kind == "Sound"] == ["Narration", "Quotes"]
        assert not [s for s in composition.slots if s.media_kind == "Picture"]


@pytest.mark.skipif("FCPXML_DTD" not in os.environ, reason="FCPXML_DTD names Apple's DTD, which is not ours to ship")
@pytest.mark.parametrize("edition", [hostile(), *(two_speakers(rate, 3600) for rate in RATES)])
def test_fcpxml_is_valid(edition: Edition) -> None:
    dtd = etree.DTD(os.environ["FCPXML_DTD"])
    assert dtd.validate(etree.fromstring(write("fcpxml", arranged(edition)))), dtd.error_log


def test_the_mark_names_the_recordings() -> None:
    edition = two_speakers()
    assert "Recorded" not in markers(edition)[0].note
    mark = markers(recorded(edition, 3))[0]
    assert (mark.name, mark.colour) == ("DRAFT - synthetic voice", "yellow")
    assert mark.note.endswith(" Recorded, not synthetic: 003-ospanov.wav")


@pytest.mark.parametrize("edition", [hostile(), empty(), replace(two_speakers(), folder="")])
def test_odd_editions(edition: Edition) -> None:
    full = arranged(edition)
    media = [m for c in full.timeline.clips for m in (c.media, c.slate)] + [b.media for b in full.timeline.beds]
    links = {
        "xmeml": [unquote(u) for u in etree.fromstring(write("xmeml", full)).xpath("//pathurl/text()")],
        "otio": [unquote(c.media_reference.target_url) for c in read("otio", "otio_json", full).find_clips()],
        "mlt": etree.fromstring(write("mlt", full)).xpath("//property[@name='resource'][.!='black']/text()"),
    }
    if full.timeline.tracks:
        links["fcpxml"] = [unquote(u) for u in etree.fromstring(write("fcpxml", full)).xpath("//media-rep/@src")]
    for name, found in links.items():
        assert all(any(link.endswith(f"/{m}") for m in media) for link in found), name
        assert len(found) == len(media), name
