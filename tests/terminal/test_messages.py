from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest

from broadcast.errors import BroadcastError, StoryError, UsageError
from broadcast.model.script import Finding
from broadcast.terminal.messages import print_error, print_findings
from tests import samples


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def _error(error: BroadcastError) -> str:
    stream = StringIO()
    print_error(error, stream)
    return stream.getvalue()


def test_an_error_says_what_where_and_what_next() -> None:
    error = StoryError("the file is empty", "scripts/kopir.txt", "put the story into it")
    assert _error(error) == "error: the file is empty\n  where: scripts/kopir.txt\n  next: put the story into it\n"


def test_an_error_without_place_and_remedy_is_one_line() -> None:
    assert _error(UsageError("nothing to do")) == "error: nothing to do\n"


def test_lines_of_an_error_stand_under_each_other_and_controls_are_harmless() -> None:
    assert _error(UsageError("one\ntwo\x1b[31m\n\nthree")) == ("error: one\n       two\ufffd[31m\n       three\n")


def test_elsewhere_than_in_a_terminal_lines_are_whole() -> None:
    assert _error(UsageError("word " * 100)).count("\n") == 1


def test_in_a_terminal_lines_are_wrapped_and_heads_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    print_error(UsageError("word " * 20, remedy="[bold]less[/bold]"), stream)
    first, *rest = stream.getvalue().splitlines()
    assert "\x1b[1;31merror: " in first
    assert all(line.startswith("       word") for line in rest[:-1])
    assert rest[-1].endswith("[bold]less[/bold]")


def test_no_color_sends_no_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    print_error(UsageError("a", "b", "c"), stream)
    assert stream.getvalue() == "error: a\n  where: b\n  next: c\n"


def test_an_encoding_without_the_letters_does_not_fail() -> None:
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding="ascii")
    print_error(UsageError("Қала"), stream)
    stream.flush()
    assert raw.getvalue().splitlines() == [b"error: ????"]


def test_findings_go_by_severity_and_the_same_words_are_said_once() -> None:
    script = samples.script().segments
    findings = (
        Finding(severity="note", code="n", message="an aside"),
        Finding(severity="warning", code="w", message="too long", segment="aaaa0001"),
        Finding(severity="error", code="e", message="no speaker", segment="bbbb0002"),
        Finding(severity="warning", code="w", message="too long", segment="cccc0003"),
    )
    stream = StringIO()
    print_findings(findings, stream, script)
    assert stream.getvalue().splitlines() == [
        "error: segment 2: no speaker",
        "warning: segments 1, 3: too long",
        "note: an aside",
    ]


def test_no_findings_no_words() -> None:
    stream = StringIO()
    print_findings((), stream)
    assert not stream.getvalue()
