"""Many stories at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from broadcast.errors import OutputError, UnknownName, UsageError
from broadcast.model.desk import DeskReport, StoryResult
from broadcast.model.documents import from_json, to_json
from broadcast.model.progress import Progress
from broadcast.pipeline.build import build
from broadcast.pipeline.desk import DeskOrder, desk
from broadcast.pipeline.desk.journal import NAME
from broadcast.pipeline.order import Order
from tests.conftest import ROOT
from tests.pipeline.desk.conftest import GOOD, contents


def asked(stories: Path, output: Path, *more: Path) -> DeskOrder:
    order = Order(story="", output=output, engine="silence", created="2026-01-01T00:00:00Z")
    return DeskOrder(places=(stories, *more), order=order, jobs=2)


def states(report: DeskReport) -> dict[str, str]:
    return {Path(result.story).name: result.state for result in report.stories}


def test_one_bad_story_never_stops_the_others(stories: Path, tmp_path: Path) -> None:
    events: list[Progress] = []
    heard: list[StoryResult] = []
    missing = stories / "missing.txt"
    report = desk(asked(stories, tmp_path / "out", missing), events.append, heard.append)
    expected = {f"{slug}.txt": "built" for slug in GOOD} | {"empty.txt": "failed", "missing.txt": "failed"}
    assert states(report) == expected
    assert (report.built, report.unchanged, report.failed, report.exit_code) == (3, 0, 2, 2)
    why = {r.slug: r.failure for r in report.stories if r.failure}
    assert why["empty"].what == "the story is empty"
    assert why["missing"].error == "StoryError"
    assert why["missing"].where == str(missing)
    assert all(r.quotes == 1 and r.trt and r.trt > 1 for r in report.stories if r.slug in GOOD)
    assert {r.story for r in heard} == {r.story for r in report.stories}
    assert [e.done for e in events] == sorted(e.done for e in events)
    assert (events[0].done, events[-1].done, events[-1].total) == (0, 5, 5)
    assert events[-1].note == "2 failed"
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(GOOD)
    assert from_json(to_json(report), DeskReport) == report

    again = desk(asked(stories, tmp_path / "out"))
    assert (again.built, again.unchanged, again.failed) == (0, 3, 1)


def test_the_packages_are_those_of_single_builds(stories: Path, tmp_path: Path) -> None:
    order = asked(stories, tmp_path / "out")
    desk(order)
    together = contents(tmp_path / "out")
    for slug in GOOD:
        build(replace(order.order, story=stories / f"{slug}.txt", force=True))
    assert contents(tmp_path / "out") == together


def test_slugs_that_clash_are_told_and_neither_is_built(stories: Path, tmp_path: Path) -> None:
    (stories / "Bridge.md").write_text("Another one\n\nA sentence.\n", encoding="utf-8")
    report = desk(asked(stories, tmp_path / "out"))
    found = {Path(r.story).name: r.failure for r in report.stories}
    for name, other in (("Bridge.md", "bridge.txt"), ("bridge.txt", "Bridge.md")):
        failure = found[name]
        assert failure
        assert other in failure.what
    assert not (tmp_path / "out" / "bridge").exists()
    assert report.built == 2


def test_findings_count_where_it_is_strict(tmp_path: Path) -> None:
    story = tmp_path / "long.txt"
    story.write_text(f'A headline\n"{"It is long, " * 60}yes," said Anna Smith.\n', encoding="utf-8")
    order = asked(story, tmp_path / "out")
    assert desk(order).exit_code == 0
    report = desk(replace(order, strict=True))
    assert report.stories[0].doubts
    assert report.exit_code == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [({"jobs": -1}, UsageError), ({"places": (Path("a.toml"), Path("b"))}, UsageError)],
)
def test_what_makes_no_sense_is_told(change: dict[str, object], error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        desk(replace(asked(tmp_path, tmp_path / "out"), **change))
    assert not (tmp_path / "out").exists()


def test_names_are_checked_before_any_work(stories: Path, tmp_path: Path) -> None:
    order = asked(stories, tmp_path / "out")
    for change in ({"also": ("nothing",)}, {"loudness": "loud"}):
        with pytest.raises(UnknownName):
            desk(replace(order, order=replace(order.order, **change)))


def test_an_output_folder_that_is_a_file(stories: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        desk(asked(stories, stories / "empty.txt"))


def test_a_forced_run_that_was_stopped_goes_on(stories: Path, tmp_path: Path) -> None:
    order = asked(stories, tmp_path / "out")
    desk(order)
    forced = replace(order, order=replace(order.order, force=True), jobs=1)
    seen: list[str] = []

    def stop(result: StoryResult) -> None:
        seen.append(result.slug)
        if result.slug in GOOD:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk(forced, heard=stop)
    assert (tmp_path / "out" / NAME).read_text(encoding="utf-8").split() == [s for s in seen if s in GOOD]
    rest = desk(replace(forced, resume=True))
    assert (rest.built, rest.unchanged) == (2, 1)
    assert not (tmp_path / "out" / NAME).exists()
    assert desk(replace(forced, resume=True)).built == 3  # there is nothing to go on with


def test_a_rundown_builds_its_stories_and_times_them(stories: Path, tmp_path: Path) -> None:
    rundown = stories / "rundown.toml"
    text = '[[item]]\nstory = "most.txt"\ntarget = 3\n[[item]]\nslug = "live"\ntarget = "1:00"\n'
    rundown.write_text(text + '[[item]]\nstory = "bridge.txt"\n', encoding="utf-8")
    report = desk(asked(rundown, tmp_path / "out"))
    assert [r.slug for r in report.stories] == ["most", "bridge"]
    assert report.rundown
    first, live, last = report.rundown.items
    trt = {r.slug: r.trt for r in report.stories}
    assert (first.length, live.length, last.length) == (trt["most"], 60.0, trt["bridge"])
    assert first.over == round((trt["most"] or 0) - 3, 3)
    assert (live.planned, last.planned, last.over) == (True, False, None)
    order = Order(story=stories / "most.txt", output=tmp_path / "out", engine="silence", trt=Fraction(3))
    built, _ = build(order)
    assert built.run
    assert built.run.unchanged  # the target is the running time that was asked for
    assert built.timing


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="workers are found in /proc")
def test_killed_and_run_again(stories: Path, tmp_path: Path) -> None:
    """A run that is killed leaves whole packages, and what it began is swept up by the next one."""
    out = tmp_path / "out"
    command = [sys.executable, "-m", "broadcast", "desk", str(stories), "-o", str(out), "-j", "1", "-v"]
    command += ["--engine", "silence"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ})
    assert process.stderr
    while "built" not in process.stderr.readline():
        assert process.poll() is None
    process.kill()
    process.communicate()
    time.sleep(2)
    packages = [p for p in out.iterdir() if not p.name.startswith(".")]
    assert packages
    assert all((p / "manifest.json").exists() for p in packages)
    done = subprocess.run([*command, "--resume"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2  # the empty story
    assert "unchanged" in done.stdout
    assert sorted(p.name for p in out.iterdir()) == sorted(GOOD)
