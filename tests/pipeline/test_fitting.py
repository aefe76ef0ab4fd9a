"""A running time that was asked for, from the build to what a person sees."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import soundfile

from broadcast.model.progress import Progress
from broadcast.pipeline.build import build
from broadcast.pipeline.fitting import timed_to
from broadcast.pipeline.inspecting import inspect
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.order import Order
from broadcast.terminal.header import running
from tests.conftest import Built
from tests.pipeline.conftest import STORY


def order(tmp_path: Path, trt: float | None, *, fit: bool) -> Order:
    story = tmp_path / "saiabak.txt"
    story.write_text(STORY, encoding="utf-8")
    target = Fraction(str(trt)) if trt else None
    return Order(story=story, output=tmp_path / "output", trt=target, fit=fit)


def test_a_programme_that_fits_lasts_so_long_and_no_word_is_lost(small: Built, tmp_path: Path) -> None:
    target = round(small.report.trt * 0.95, 1)
    events: list[Progress] = []
    report, edition = build(order(tmp_path, target, fit=True), events.append)
    assert report.timing
    assert abs(report.timing.over) <= 0.3
    assert abs(report.trt - target) <= 0.3
    assert 1.0 < report.timing.rate <= 1.1
    assert [s.spoken for s in edition.script.segments] == [s.spoken for s in small.edition.script.segments]
    assert len({c.rate for c in edition.credits.castings} & {c.rate for c in small.edition.credits.castings}) == 0
    assert {f.code for f in report.findings} >= {"fitted"}
    seconds = soundfile.info(tmp_path / "output/saiabak/audio/saiabak.mix.wav").duration
    assert abs(seconds - report.trt) < 0.001
    kept = json.loads((tmp_path / "output/saiabak/report.json").read_bytes())["timing"]
    assert kept["trt"] == report.trt
    assert inspect(tmp_path / "output/saiabak").verdict == "ok"


def test_what_cannot_fit_is_told_with_what_could_go(small: Built, tmp_path: Path) -> None:
    target = round(small.report.trt * 0.7, 1)
    report, edition = build(order(tmp_path, target, fit=True))
    assert report.timing
    assert report.timing.rate <= 1.1
    assert report.timing.over > 0
    assert report.timing.cuts
    assert sum(cut.seconds for cut in report.timing.cuts) >= report.timing.over
    (finding,) = [f for f in report.findings if f.code == "over-time"]
    assert "without these it would fit" in finding.message
    assert running(edition, estimated=False).endswith(f"{round(report.timing.over)} s over")
    assert read_edition(tmp_path / "output/saiabak").running_time == report.timing


def test_without_fit_nothing_is_read_otherwise(small: Built, tmp_path: Path) -> None:
    report, _ = build(order(tmp_path, 5, fit=False))
    assert report.trt == small.report.trt
    assert report.run
    assert report.run.takes_spoken == 0
    again, _ = build(order(tmp_path, 5, fit=False))
    assert again.run
    assert again.run.unchanged
    assert again.timing == report.timing
    other, _ = build(order(tmp_path, None, fit=False))
    assert other.run
    assert not other.run.unchanged
    assert other.timing is None


def test_another_target_replaces_the_first(small: Built) -> None:
    once = timed_to(small.edition, Fraction(5))
    twice = timed_to(once, Fraction(6))
    assert [f.code for f in twice.findings].count("over-time") == 1
    assert twice.running_time
    assert twice.running_time.target == 6
    near = timed_to(small.edition, small.edition.timeline.duration)
    assert running(near, estimated=True).startswith("about TRT 0:")
    assert running(near, estimated=True).endswith(", on time")
    assert "," not in running(small.edition, estimated=False)
