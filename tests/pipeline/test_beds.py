"""Natural sound, room tone and the leader in a package."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.errors import InputError
from broadcast.pipeline.build import build
from broadcast.pipeline.order import Order
from broadcast.pipeline.package import read_manifest
from broadcast.timing import FrameRate
from tests.pipeline.test_timecode import reference

STORY = "Көпір ашылды, тұрғындар риза болды.\n\n«Жұмыс ертерек бітті, енді жол ашық», - деді Айгүл Серікова.\n"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path / "takes"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.txt").write_text(STORY, encoding="utf-8")
    noise = np.random.default_rng(3).standard_normal((SAMPLE_RATE * 3, 2)) * 0.05
    soundfile.write(tmp_path / "nature.flac", noise, SAMPLE_RATE)
    return tmp_path


def samples(path: Path) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    found, rate = soundfile.read(path, dtype="float32")
    assert rate == SAMPLE_RATE
    return np.asarray(found)


def test_a_bed_is_in_the_mix_at_its_loudness_and_its_stem_is_not_ducked(newsroom: Path) -> None:
    report, edition = build(Order(story="s.txt", output=newsroom, bed=Path("nature.flac")))
    assert report.loudness is not None
    assert abs(report.loudness.integrated_lufs + 23) <= 0.1
    mix = samples(newsroom / "s/audio/s.mix.wav")
    bed = samples(newsroom / "s/audio/beds/bed.wav")
    voices = sum(samples(newsroom / f"s/audio/stems/{t.id}.wav") for t in edition.timeline.tracks)
    under = mix / np.float32(10 ** (report.loudness.gain_db / 20)) - voices
    first = edition.timeline.clips[0]
    start, end = (round(float(at) * SAMPLE_RATE) for at in (first.start + 1, first.start + 2))
    ratio = np.sqrt((bed[start:end] ** 2).mean() / (under[start:end] ** 2).mean())
    assert 20 * np.log10(ratio) == pytest.approx(14.0, abs=0.2)


def test_room_tone_is_heard_where_nobody_speaks(newsroom: Path) -> None:
    _, edition = build(Order(story="s.txt", output=newsroom, room_tone=Path("nature.flac")))
    mix = samples(newsroom / "s/audio/s.mix.wav")
    gap = edition.timeline.clips[1].start - Fraction(1, 10)
    at = round(float(gap) * SAMPLE_RATE)
    assert 0 < np.abs(mix[at : at + 2400]).max() < 0.01


def test_another_recording_under_the_same_name_is_another_package(newsroom: Path) -> None:
    order = Order(story="s.txt", output=newsroom, bed=Path("nature.flac"))
    build(order)
    assert build(order)[0].run.unchanged  # type: ignore[union-attr]
    soundfile.write(newsroom / "nature.flac", np.ones(SAMPLE_RATE) * 0.1 * np.sin(np.arange(SAMPLE_RATE)), SAMPLE_RATE)
    assert not build(order)[0].run.unchanged  # type: ignore[union-attr]


@pytest.mark.parametrize("content", [b"", b"not sound at all", b"#EXTM3U\n#EXTINF:2,\nnature.flac\n"])
def test_a_bed_that_is_no_recording(newsroom: Path, content: bytes) -> None:
    build(Order(story="s.txt", output=newsroom))
    before = read_manifest(newsroom / "s")
    Path("bad.wav").write_bytes(content)
    with pytest.raises(InputError):
        build(Order(story="s.txt", output=newsroom, bed=Path("bad.wav")))
    with pytest.raises(InputError, match="cannot be read"):
        build(Order(story="s.txt", output=newsroom, bed=Path("missing.wav")))
    assert read_manifest(newsroom / "s") == before


def test_silence_is_no_bed(newsroom: Path) -> None:
    soundfile.write(newsroom / "silence.wav", np.zeros(SAMPLE_RATE), SAMPLE_RATE)
    with pytest.raises(InputError, match="nothing to be heard"):
        build(Order(story="s.txt", output=newsroom, bed=Path("silence.wav")))


@pytest.mark.parametrize("rate", ["25", "29.97df"])
def test_a_finished_programme_has_tone_and_a_pop_two_seconds_before_it(newsroom: Path, rate: str) -> None:
    frame_rate = FrameRate.parse(rate)
    start = frame_rate.seconds(frame_rate.frames("10:00:00:00"))
    build(Order(story="s.txt", output=newsroom, leader=True, frame_rate=frame_rate, start=start))
    whole = samples(newsroom / "s/audio/s.programme.wav")
    mix = samples(newsroom / "s/audio/s.mix.wav")
    before = len(whole) - len(mix)
    assert before == round(float(frame_rate.seconds(30 * frame_rate.nominal)) * SAMPLE_RATE)
    assert np.array_equal(whole[before:], mix)
    tone = whole[: 10 * SAMPLE_RATE]
    assert 20 * np.log10(np.abs(tone).max()) == pytest.approx(-18, abs=0.01)
    spectrum = np.abs(np.fft.rfft(tone))
    assert np.argmax(spectrum) == 1000 * 10
    pop = np.flatnonzero(np.abs(whole[21 * SAMPLE_RATE : before]) > 0.01) + 21 * SAMPLE_RATE
    frame = float(frame_rate.frame) * SAMPLE_RATE
    assert pop[0] == pytest.approx(before - 2 * frame_rate.nominal * frame, abs=8)
    assert pop[-1] - pop[0] == pytest.approx(frame, abs=50)

    assert reference(newsroom / "s/audio/s.programme.wav") == round(float(start) * SAMPLE_RATE) - before
