"""Start timecode and frame rate: the same first frame in every file of a package."""

from __future__ import annotations

import json
import re
import struct
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest
from lxml import etree

from broadcast.audio.waves import read_chunks
from broadcast.pipeline.build import build
from broadcast.pipeline.order import Order
from broadcast.timing import FrameRate
from tests.cli.test_commands import broadcast

STORY = """The bridge is open
The new bridge opened to cars this morning.
"We finished a month early," said chief engineer Anna Reed.
"""
RATES = ("23.976", "24", "25", "29.97", "29.97df", "30", "50", "59.94", "59.94df")
STARTS = ("00:00:00:00", "01:00:00:00", "10:00:00:00")
# Frames from zero to 01:00:00:00 (SMPTE ST 12-1): 108 numbers an hour are dropped at 29.97, 216 at 59.94.
HOUR = {
    "23.976": 86_400,
    "24": 86_400,
    "25": 90_000,
    "29.97": 108_000,
    "29.97df": 107_892,
    "30": 108_000,
    "50": 180_000,
    "59.94": 216_000,
    "59.94df": 215_784,
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "bridge.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def reference(path: Path) -> int:
    with path.open("rb") as stream:
        return int(struct.unpack_from("<Q", read_chunks(stream, path.name)[b"bext"], 338)[0])


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("rate", RATES)
def test_the_first_frame_is_the_same_everywhere(story: Path, tmp_path: Path, rate: str, start: str) -> None:
    grid = FrameRate.parse(rate)
    first = HOUR[rate] * int(start[:2])
    order = Order(
        story=story, output=tmp_path, engine="silence", frame_rate=grid, start=grid.seconds(grid.frames(start))
    )
    build(order)
    folder = tmp_path / "bridge"
    shown = start[:8] + (";" if grid.drop_frame else ":") + start[9:]

    xmeml = etree.parse(str(folder / "timeline/bridge.xml"))
    assert xmeml.findtext("sequence/timecode/string") == shown
    assert int(xmeml.findtext("sequence/timecode/frame")) == first
    fcpxml = etree.parse(str(folder / "timeline/bridge.fcpxml")).find(".//sequence")
    assert Fraction(fcpxml.get("tcStart").removesuffix("s")) * grid.rate == first
    mlt = etree.parse(str(folder / "timeline/bridge.mlt"))
    assert mlt.xpath("string(//tractor/property[@name='broadcast:start_timecode'])") == shown
    edl = (folder / "timeline/bridge.edl").read_text(encoding="ascii")
    assert re.findall(r"^001 .* (\S+) \S+$", edl, re.MULTILINE) == [shown]
    timeline = otio.adapters.read_from_file(str(folder / "timeline/bridge.otio"))
    assert round(timeline.global_start_time.value) == first
    table = json.loads((folder / "titles/bridge.lower-thirds.json").read_bytes())
    (title,) = table["titles"]
    assert grid.frames(title["start"]) == first + title["start_frame"]

    samples = round(first / grid.rate * 48_000)
    assert reference(folder / "audio/bridge.mix.wav") == samples
    assert {reference(p) for p in (folder / "audio/stems").iterdir()} == {samples}
    assert {reference(p) for p in (folder / "audio/takes").iterdir()} == {0}
    assert abs(Fraction(samples, 48_000) - first / grid.rate) <= Fraction(1, 96_000)


def test_the_command_starts_between_seconds_too(story: Path, tmp_path: Path) -> None:
    options = ("--engine", "silence", "--fps", "29.97", "--start", "09:59:50:12", "--output", tmp_path)
    assert "starts 09:59:50:12" in broadcast("build", story, *options).stdout
    edl = (tmp_path / "bridge/timeline/bridge.edl").read_text(encoding="ascii")
    assert " 09:59:50:12 " in edl
    assert "starts 09:59:50:12" in broadcast("preview", tmp_path / "bridge").stdout
