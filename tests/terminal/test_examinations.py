"""What the doctor found, on a screen, and what the screen itself can take."""

from __future__ import annotations

import io

import pytest

from broadcast.model.examination import Examination, Line, State
from broadcast.terminal.examinations import examination_lines, print_examination
from broadcast.terminal.screen import Screen
from broadcast.terminal.surroundings import surroundings


def line(subject: str, state: State, message: str = "here", remedy: str = "", area: str = "program") -> Line:
    return Line(area=area, subject=subject, state=state, message=message, remedy=remedy)


FOUND = Examination.of(
    [
        line("Python", "ok", "3.13.1"),
        line("tui", "missing", "the desk in the terminal", "pip install 'broadcast[tui]'", area="extras"),
        line("takes", "doubt", "only 0.2 GB free", "free the disk", area="folders"),
        line("cast.toml", "wrong", "not valid TOML", "correct the line", area="newsroom"),
    ]
)


class Terminal(io.StringIO):
    """Text that says that it goes to a screen."""

    def __init__(self, encoding: str, *, tty: bool) -> None:
        super().__init__()
        self._encoding = encoding
        self._tty = tty

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._tty


def text(found: Examination, width: int, encoding: str = "utf-8") -> str:
    return "\n".join(
        "".join(piece for piece, _ in line) for line in examination_lines(found, Screen.of(width, encoding))
    )


def test_lines_are_grouped_by_area_with_the_next_step() -> None:
    assert text(FOUND, 80) == (
        "program\n"
        "  Python     ok       3.13.1\n"
        "extras\n"
        "● tui        missing  the desk in the terminal\n"
        "    next: pip install 'broadcast[tui]'\n"
        "folders\n"
        "▲ takes      doubt    only 0.2 GB free\n"
        "    next: free the disk\n"
        "newsroom\n"
        "✖ cast.toml  wrong    not valid TOML\n"
        "    next: correct the line\n"
        "\n"
        "not ready: 1 wrong, 1 in doubt, 1 missing"
    )


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (["ok"], "ready to build"),
        (["ok", "missing", "missing"], "ready to build; 2 missing (optional)"),
        (["missing", "doubt"], "ready to build; 1 in doubt, 1 missing"),
        (["wrong"], "not ready: 1 wrong"),
        ([], "ready to build"),
    ],
)
def test_the_sum(states: list[State], told: str) -> None:
    found = Examination.of(line(str(number), state) for number, state in enumerate(states))
    assert text(found, 80).splitlines()[-1] == told
    assert found.ready is ("wrong" not in states)


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_nothing_is_wider_than_the_screen(width: int) -> None:
    long = line("x" * 50, "missing", "word " * 40, "command " * 20)
    assert max(map(len, text(Examination.of([long, *FOUND.lines]), width).splitlines())) <= width


def test_paths_with_escape_sequences_stay_text() -> None:
    shown = text(Examination.of([line("folder", "ok", "/tmp/\x1b[31mred\x07")]), 80)  # noqa: S108
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_whole_lines_go_into_a_pipe() -> None:
    stream = Terminal("utf-8", tty=False)
    print_examination(Examination.of([line("folder", "ok", "word " * 60)]), stream)
    assert len(stream.getvalue().splitlines()) == 4
    assert "\x1b" not in stream.getvalue()


def test_what_the_terminal_can_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = {each.subject: each for each in surroundings(Terminal("utf-8", tty=True))}
    assert found["encoding"].state == "ok"
    assert found["screen"].state == "doubt"
    assert found["screen"].message.startswith("70 columns")
    assert found["colour"].message == "256"
    monkeypatch.setenv("NO_COLOR", "1")
    found = {each.subject: each for each in surroundings(Terminal("utf-8", tty=True))}
    assert "NO_COLOR" in found["colour"].message


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "latin-1", "nonsense"])
def test_an_encoding_without_kazakh_letters_is_told(encoding: str) -> None:
    (found,) = (each for each in surroundings(Terminal(encoding, tty=False)) if each.subject == "encoding")
    assert (found.state, "PYTHONUTF8" in found.remedy) == ("doubt", True)


def test_the_player_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    (found,) = (each for each in surroundings(Terminal("utf-8", tty=False)) if each.subject == "player")
    assert found.state == "missing"
    assert "ffplay" in found.remedy
