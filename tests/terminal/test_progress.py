from __future__ import annotations

import re
import subprocess
import sys
import time
from io import StringIO
from typing import get_args

import pytest

from broadcast.model.progress import Progress, Step
from broadcast.terminal import progress
from broadcast.terminal.progress import LABELS, watching
from tests.terminal.test_messages import Terminal


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


def _until(stream: StringIO, words: str) -> None:
    """Wait for the timer's picture; fail after five seconds."""
    for _ in range(500):
        if words in stream.getvalue():
            return
        time.sleep(0.01)
    raise AssertionError(f"{words!r} was not drawn in {stream.getvalue()!r}")


def test_every_step_has_a_label() -> None:
    assert set(LABELS) == set(get_args(Step))


def test_where_nobody_watches_nothing_is_written() -> None:
    stream = StringIO()
    with watching(stream) as listen:
        listen(Progress("read", 1, 1))
    assert not stream.getvalue()


def test_verbose_writes_a_line_when_a_step_is_done() -> None:
    stream = Terminal()
    with watching(stream, verbose=True) as listen:
        for done in range(4):
            listen(Progress("voice", done, 3, "s1"))
        listen(Progress("mix", 0, 1))
        listen(Progress("mix", 1, 1))
    first, second = stream.getvalue().splitlines()
    assert re.fullmatch(r"Recording voices \(3\): \d+\.\d\d s", first)
    assert re.fullmatch(r"Mixing: \d+\.\d\d s", second)


def test_a_build_that_is_over_before_the_bars_would_appear_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 60.0)
    stream = Terminal()
    with watching(stream) as listen:
        listen(Progress("read", 1, 1))
        listen(Progress("voice", 2, 3))
    assert not stream.getvalue()


def test_bars_appear_without_a_further_event_and_are_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    stream = Terminal()
    with watching(stream) as listen:
        listen(Progress("read", 1, 1))
        listen(Progress("voice", 2, 30, "[bold]\x1b[2JҚала"))
        _until(stream, "2/30")
        assert "Recording voices" in stream.getvalue()
        assert "[bold]\ufffd[2JҚала" in stream.getvalue()
    assert stream.getvalue().rstrip().endswith("\x1b[2K")


def test_bars_are_wiped_after_a_failure_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    stream = Terminal()

    def fail() -> None:
        with watching(stream) as listen:
            listen(Progress("read", 0, 1))
            _until(stream, "0/1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert "\x1b[?25h" in stream.getvalue()


def test_many_events_make_few_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    stream = Terminal()
    with watching(stream) as listen:
        for done in range(5000):
            listen(Progress("voice", done, 5000))
        _until(stream, "4999/5000")
    assert stream.getvalue().count("Recording voices") < 30


def test_a_dumb_terminal_is_left_in_peace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    with watching(stream) as listen:
        listen(Progress("read", 0, 1))
        time.sleep(0.05)
    assert not stream.getvalue()


def test_rich_is_not_imported_where_nobody_watches() -> None:
    code = (
        "import io, sys\n"
        "from broadcast.terminal.progress import watching\n"
        "with watching(io.StringIO()) as listen: pass\n"
        "sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
