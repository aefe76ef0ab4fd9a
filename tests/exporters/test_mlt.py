"""MLT XML, read as XML, and played by ``melt``, the engine of Shotcut and Kdenlive."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from lxml import etree

from broadcast.model.edition import Edition
from broadcast.pipeline.build import build
from broadcast.pipeline.order import Order
from broadcast.timing import FrameRate
from tests.exporters.editions import RATES, empty, hostile, sample, write

STORY = """The bridge is open
The new bridge opened to cars this morning.
"We finished a month early," said chief engineer Anna Reed.
Buses will cross it from Monday.
"""
needs_melt = pytest.mark.skipif(not shutil.which("melt"), reason="melt is not installed (Debian: apt install melt)")


def read(edition: Edition) -> etree._Element:
    return etree.fromstring(write("mlt", edition))


def value(element: etree._Element, name: str) -> str:
    return str(element.xpath(f"string(property[@name='{name}'])"))


@pytest.mark.parametrize("rate", RATES)
def test_the_profile_is_the_frame_rate(rate: str) -> None:
    grid, profile = FrameRate.parse(rate), read(sample(rate)).find("profile")
    assert (profile.get("frame_rate_num"), profile.get("frame_rate_den")) == (
        str(grid.rate.numerator),
        str(grid.rate.denominator),
    )


def test_a_playlist_a_voice_mixed_into_one_tractor() -> None:
    root = read(sample("25", 3600))
    tractor = root.find("tractor")
    tracks = [t.get("producer") for t in tractor.iter("track")]
    assert tracks == ["background", "track-narration", "track-serikova"]
    assert {t.get("hide") for t in tractor.findall("track")[1:]} == {"video"}
    mixes = tractor.findall("transition")
    assert [(value(m, "a_track"), value(m, "b_track"), value(m, "sum")) for m in mixes] == [
        ("0", "1", "1"),
        ("0", "2", "1"),
    ]
    assert value(tractor, "broadcast:start_timecode") == "01:00:00:00"
    assert value(root.find("playlist[@id='track-serikova']"), "shotcut:name") == "Айгүл Серікова"


@pytest.mark.parametrize("edition", [hostile(), empty(), sample("29.97df", 36000)])
def test_every_reference_leads_somewhere(edition: Edition) -> None:
    root = read(edition)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {*root.xpath("//entry/@producer"), *root.xpath("//track/@producer")} <= set(ids)
    assert [value(p, "resource") for p in root.findall("producer")[1:]] == [
        f"../{c.media}" for t in edition.timeline.tracks for c in t.clips
    ]
    assert int(root.find("tractor").get("out")) >= 0


def test_markers_are_coloured() -> None:
    marks = read(sample("25", 3600)).xpath("//properties[@name='shotcut:markers']/properties")
    assert [(value(m, "start"), value(m, "end"), value(m, "color")) for m in marks] == [
        ("00:00:00:00", "00:00:00:00", "#ffd700"),
        ("00:00:00:00", "00:00:00:00", "#0000ff"),
        ("00:00:04:00", "00:00:04:00", "#0000ff"),
        ("00:00:04:00", "00:00:07:24", "#008000"),
        ("00:00:04:00", "00:00:04:00", "#ff0000"),
        ("00:00:04:00", "00:00:06:24", "#ff0000"),
        ("00:00:08:00", "00:00:08:00", "#0000ff"),
    ]


def play(timeline: Path, wav: Path) -> None:
    """Render a timeline's sound.

    Now and then melt 7.12 stands still before its first frame, whatever it is to play, even a plain colour: it is
    started again.
    """
    command = ["melt", str(timeline), "-consumer", f"avformat:{wav}", "vn=1", "ar=48000", "ac=1", "acodec=pcm_s24le"]
    for _ in range(5):
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=20, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            assert not wav.exists() or not wav.stat().st_size
        else:
            return
    pytest.skip("melt hung five times before its first frame")


@needs_melt
@pytest.mark.parametrize("rate", ["25", "29.97df", "50"])
def test_melt_plays_the_mix(rate: str, tmp_path: Path) -> None:
    """Its length is the programme's to the frame, and its sound is the mix but for the gain, also after a move."""
    story = tmp_path / "bridge.txt"
    story.write_text(STORY, encoding="utf-8")
    _, edition = build(Order(story=story, output=tmp_path / "made", frame_rate=FrameRate.parse(rate)))
    moved = (tmp_path / "made").rename(tmp_path / "Көшкен бума") / "bridge"
    played = tmp_path / "played.wav"
    play(moved / "timeline/bridge.mlt", played)
    heard, _ = soundfile.read(played)
    mix, _ = soundfile.read(moved / "audio/bridge.mix.wav")
    assert len(edition.timeline.tracks) == 2
    assert abs(len(heard) - len(mix)) <= 1
    length = min(len(heard), len(mix))
    assert np.corrcoef(heard[:length], mix[:length])[0, 1] > 0.99
