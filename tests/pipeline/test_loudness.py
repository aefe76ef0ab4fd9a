"""The mix at the loudness that was asked for, measured again in the file."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.audio.waves import read_chunks
from broadcast.errors import UnknownName
from broadcast.pipeline.build import build
from broadcast.pipeline.order import Order
from tests.pipeline.test_build import measured

STORY = """The bridge is open
The new bridge opened to cars this morning, and the old one will be taken down in the spring.
"We finished a month early, and nobody was hurt," said chief engineer Anna Reed.
Buses will cross it from Monday.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "lufs", "peak"), [("r128", -23, -1), ("r128-s1", -23, -1), ("atsc-a85", -24, -2), ("web", -16, -1)]
)
def test_targets_are_met_to_a_tenth(story: Path, tmp_path: Path, name: str, lufs: float, peak: float) -> None:
    report, edition = build(Order(story=story, output=tmp_path / "out", loudness=name))
    mix = tmp_path / "out/bridge/audio/bridge.mix.wav"
    loudness, true_peak = measured(mix)
    assert loudness == pytest.approx(lufs, abs=0.11)
    assert true_peak <= peak
    said = report.loudness
    assert said
    assert (said.target, said.target_lufs) == (name, lufs)
    assert (said.integrated_lufs, said.true_peak_dbtp) == pytest.approx((loudness, true_peak), abs=0.11)
    assert said.limited is (name == "web")
    assert not [f for f in report.findings if f.code == "quiet-mix"]
    samples, _ = soundfile.read(mix)
    stems = sum(soundfile.read(p)[0] for p in sorted((tmp_path / "out/bridge/audio/stems").iterdir()))
    assert len(samples) == round(edition.timeline.duration * 48000)
    assert np.corrcoef(samples, stems)[0, 1] > 0.98
    with mix.open("rb") as stream:
        bext = read_chunks(stream, "mix")[b"bext"]
    assert said.momentary_lufs is not None
    assert said.short_term_lufs is not None
    assert struct.unpack_from("<5h", bext, 412) == tuple(
        round(100 * figure)
        for figure in (
            said.integrated_lufs,
            said.range_lu,
            said.true_peak_dbtp,
            said.momentary_lufs,
            said.short_term_lufs,
        )
    )


def test_a_mix_that_cannot_be_that_loud_is_a_finding(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from broadcast.audio import targets

    loud = targets.Target(source="a test", lufs=-9.0, peak_dbtp=-1.0, limiting_db=2.0)
    monkeypatch.setattr(targets, "_targets", lambda: {"r128": loud})
    report, _ = build(Order(story=story, output=tmp_path / "out"))
    (finding,) = (f for f in report.findings if f.code == "quiet-mix")
    assert "r128 asks for -9.0" in finding.message
    assert measured(tmp_path / "out/bridge/audio/bridge.mix.wav")[1] <= -1.0


def test_a_wrong_name_is_told_before_any_work(story: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no loudness target 'loud'"):
        build(Order(story=story, output=tmp_path / "out", loudness="loud"))
    assert not (tmp_path / "out").exists()
