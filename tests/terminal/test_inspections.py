"""The table of checks, as wide as the terminal and as whole as a pipe."""

from __future__ import annotations

import io

from broadcast.model.inspection import Check, Inspection
from broadcast.terminal.inspections import inspection_lines, print_inspection
from broadcast.terminal.screen import Screen

OK = Check(subject="files", verdict="ok", message="28 files")
DOUBT = Check(subject="timeline/kopir.otio", verdict="doubt", message="1 link leads out", remedy="copy it too")
WRONG = Check(
    subject="mix", verdict="wrong", message="cut short \x1b[31mat \u202e the end", remedy="build the story again"
)
FOUND = Inspection.of("output/kopir", [OK, DOUBT, WRONG])


def drawn(found: Inspection, width: int, encoding: str = "utf-8") -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in inspection_lines(found, Screen.of(width, encoding))]


def test_each_check_has_a_line_and_each_fault_a_next_step() -> None:
    assert drawn(FOUND, 80) == [
        "output/kopir: 3 checks, 1 wrong, 1 in doubt",
        "  files                ok: 28 files",
        "▲ timeline/kopir.otio  doubt: 1 link leads out",
        "                       next: copy it too",
        "✖ mix                  wrong: cut short �[31mat the end",
        "                       next: build the story again",
    ]


def test_a_narrow_terminal_wraps() -> None:
    lines = drawn(FOUND, 40, "ascii")
    assert max(map(len, lines)) <= 40
    assert lines[2] == "! timeline/kop~  doubt: 1 link leads out"
    assert "X mix" in lines[4]


def test_all_well_and_no_package() -> None:
    assert drawn(Inspection.of("a", [OK]), 80)[0] == "a: 1 checks, all ok"
    assert drawn(Inspection.of("a", [WRONG], is_package=False), 80)[0] == "a: no package"


def test_a_pipe_gets_whole_lines() -> None:
    stream = io.StringIO()
    long = Check(subject="files", verdict="wrong", message="word " * 100)
    print_inspection(Inspection.of("a", [long]), stream)
    assert len(stream.getvalue().splitlines()) == 2
    assert "\x1b" not in stream.getvalue()
