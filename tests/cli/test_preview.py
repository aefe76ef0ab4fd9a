from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from broadcast.cli.preview import preview, when
from broadcast.errors import BroadcastError, DocumentError, InputError, MissingExtra, UsageError
from broadcast.model.documents import from_json, to_json
from broadcast.model.edition import Edition
from broadcast.pipeline.opening import read_edition
from broadcast.timing import FrameRate
from tests import samples

Run = Callable[..., str]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "timeline").mkdir()
    (tmp_path / "timeline" / "kopir.edition.json").write_bytes(to_json(samples.edition()))
    return tmp_path


@pytest.fixture
def run() -> Run:
    app = typer.Typer()
    app.command()(preview)

    def run(*arguments: object) -> str:
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        if isinstance(result.exception, BroadcastError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def test_a_package_is_shown(run: Run, package: Path) -> None:
    text = run(package, "--width", 80)
    assert text.startswith("kopir  Көпір жөнделді")
    assert "estimate" not in text
    assert run(package / "timeline" / "kopir.edition.json", "--width", 80) == text


def test_a_part_at_another_scale(run: Run, package: Path) -> None:
    text = run(package, "--from", "4", "--to", "00:00:06:00", "--scale", "0.04", "--width", 80)
    assert "shown: 0:04.0 to 0:06.0" in text
    assert "2 Жұмыс аяқталды" in text


def test_the_width_is_kept(run: Run, package: Path) -> None:
    assert max(map(len, run(package, "--width", 50).splitlines())) <= 50


def test_json_is_the_edition(run: Run, package: Path) -> None:
    text = run(package, "--json")
    assert json.loads(text)["schema"] == "edition/1"
    assert from_json(text, Edition) == samples.edition()


def test_a_story_is_estimated(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = tmp_path / "kopir.txt"
    story.write_text(samples.TEXT, encoding="utf-8")
    asked: list[str] = []

    def estimate(path: str) -> Edition:
        asked.append(path)
        return samples.edition()

    monkeypatch.setitem(sys.modules, "broadcast.pipeline.draft", SimpleNamespace(estimate=estimate))
    assert "all times are an estimate" in run(story)
    assert asked == [str(story)]


def test_nothing_there(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        run(tmp_path / "missing")


def test_a_folder_that_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no built package") as caught:
        read_edition(tmp_path)
    assert "broadcast build" in caught.value.remedy


def test_a_folder_with_two_editions(package: Path) -> None:
    (package / "timeline" / "other.edition.json").write_bytes(b"{}")
    with pytest.raises(DocumentError, match="more than one"):
        read_edition(package)


def test_an_edition_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "timeline" / "x.edition.json").mkdir(parents=True)
    with pytest.raises(DocumentError, match="cannot be read"):
        read_edition(tmp_path)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[]", b'{"schema": "edition/2"}', b"null"])
def test_a_broken_edition(package: Path, data: bytes) -> None:
    (package / "timeline" / "kopir.edition.json").write_bytes(data)
    with pytest.raises(DocumentError, match=r"kopir\.edition\.json"):
        read_edition(package)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("timeline", "frame_rate", "rate"), "0"),
        (("timeline", "start"), "-1"),
        (("timeline", "tracks", 0, "clips", 0, "duration"), "-4"),
        (("timeline", "tracks", 0, "clips", 0, "start"), "-1/25"),
        (("captions", "cues", 0, "end"), "-1"),
        (("timeline", "tracks", 0, "clips", 0, "start"), "1/0"),
    ],
)
def test_times_that_make_no_sense(package: Path, path: tuple[str | int, ...], value: str) -> None:
    document: Any = json.loads(to_json(samples.edition()))
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    (package / "timeline" / "kopir.edition.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(DocumentError):
        read_edition(package)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", "0"),
        ("12.5", "25/2"),
        ("1:05", "65"),
        (" 1:05.25 ", "261/4"),
        ("1:00:00", "3600"),
        ("90:00", "5400"),
        ("10:00:04:12", "112/25"),
    ],
)
def test_times(text: str, seconds: str) -> None:
    assert when(text, samples.edition(start=36000).timeline) == Fraction(seconds)


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "1e9", "nan", "1:60", "1:5", "00:00:04:12", "10:00:00:25", "1::2", "٣"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(UsageError):
        when(text, samples.edition(start=36000).timeline)


@given(st.integers(0, 24 * 3600 * 25 - 1))
def test_every_timecode_is_read_back(frames: int) -> None:
    timeline = samples.edition(FrameRate.parse("29.97df")).timeline
    rate = timeline.frame_rate
    assert when(rate.timecode(frames), timeline) == rate.seconds(frames)


@pytest.mark.parametrize(
    "options", [("--from", "12"), ("--from", "5", "--to", "5"), ("--to", "0"), ("--scale", "0"), ("--scale", "inf")]
)
def test_windows_and_scales_that_show_nothing(run: Run, package: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(package, *options)


def test_help_has_examples(run: Run) -> None:
    assert "--from 0:40 --to 1:10 --scale 0.25" in run("--help")


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the suite was opened with; nothing is drawn."""
    from broadcast.terminal.suite import opening

    opened: list[dict[str, Any]] = []

    def open_suite(target: str, edition: Edition, **options: Any) -> int:
        opened.append({"target": target, **options})
        return 0

    monkeypatch.setattr(opening, "open_suite", open_suite)
    monkeypatch.setattr(opening, "possible", lambda: True)
    monkeypatch.setattr(opening, "require", lambda: None)
    return opened


def test_in_a_terminal_the_suite_opens(run: Run, package: Path, suite: list[dict[str, Any]]) -> None:
    assert run(package, "--from", "4", "--scale", "0.5", "--no-audio") == ""
    assert run(package, "-i") == ""
    asked = {"target": str(package), "estimated": False}
    assert suite == [
        {**asked, "audio": False, "start": Fraction(4), "scale": Fraction(1, 2)},
        {**asked, "audio": True, "start": None, "scale": None},
    ]


@pytest.mark.parametrize("options", [("--static",), ("--width", "80"), ("--json",), ("--to", "5")])
def test_what_is_printed_is_printed_in_a_terminal_too(
    run: Run, package: Path, suite: list[dict[str, Any]], options: tuple[str, ...]
) -> None:
    assert "Көпір жөнделді" in run(package, *options)
    assert suite == []
    with pytest.raises(UsageError, match="--interactive opens the suite"):
        run(package, "--interactive", *options)


def test_a_pipe_is_no_place_for_a_suite(run: Run, package: Path) -> None:
    with pytest.raises(UsageError, match="needs a terminal"):
        run(package, "--interactive")


def test_without_textual_the_timeline_is_printed_and_the_suite_says_what_is_missing(
    run: Run, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from broadcast.terminal.suite import opening

    monkeypatch.setattr(opening, "_in_terminal", lambda: True)
    monkeypatch.setattr(opening, "_drawable", lambda: False)
    assert "Көпір жөнделді" in run(package)
    with pytest.raises(MissingExtra) as caught:
        run(package, "-i")
    assert "broadcast[tui]" in caught.value.remedy


def test_what_is_printed_does_not_load_what_draws_the_suite(package: Path) -> None:
    code = (
        "import sys; from broadcast.cli.run import run; run(['preview', sys.argv[1]]);"
        "heavy = {'textual', 'tomlkit', 'numpy', 'asyncio'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(package)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, stdin=subprocess.DEVNULL)
    assert done.stderr.strip().endswith("[]")
