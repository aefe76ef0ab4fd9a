"""The table of broken rules, as wide as the terminal and as whole as a pipe."""

from __future__ import annotations

import io

from broadcast.model.subtitles import SubtitleReport, Violation
from broadcast.terminal.screen import Screen
from broadcast.terminal.violations import print_violations, violation_lines

LONG = Violation(
    cue=12,
    timecode="00:01:02:03",
    start=62.12,
    end=69.2,
    severity="warning",
    code="caption-long",
    message="7.08 s; 7 is the longest",
    text="Қалада\nкөпір \x1b[31mашылды.",
)
NOTE = Violation(
    cue=13,
    timecode="00:01:10:00",
    start=70,
    end=72,
    severity="note",
    code="caption-hang",
    message="it stays",
    text="Иә.",
)


def report(*remaining: Violation, repaired: bool = False) -> SubtitleReport:
    return SubtitleReport(
        file="film.srt",
        format="srt",
        language="kk",
        profile="kk",
        frame_rate="25",
        cues=20,
        violations=(LONG, *remaining),
        repaired=repaired,
        remaining=remaining,
        written="",
        notes=(),
    )


def drawn(found: SubtitleReport, width: int, encoding: str = "utf-8") -> list[str]:
    return ["".join(text for text, _ in line) for line in violation_lines(found, Screen.of(width, encoding))]


def test_a_table() -> None:
    assert drawn(report(LONG, NOTE), 70) == [
        "film.srt: 20 cues, profile kk, 25 frames a second",
        "  CUE  IN           RULE  WHAT                      TEXT",
        "▲  12  00:01:02:03  long  7.08 s; 7 is the longest  Қалада көпір �[31…",
        "long 1",
    ]


def test_a_narrow_terminal_loses_the_text_first() -> None:
    lines = drawn(report(LONG), 40, "ascii")
    assert lines[1] == "  CUE  IN           RULE  WHAT"
    assert lines[2] == "!  12  00:01:02:03  long  7.08 s; 7 is~"
    assert max(map(len, lines)) <= 40


def test_a_repair_and_a_sound_file() -> None:
    assert drawn(report(NOTE, repaired=True), 80)[1:] == [
        "repaired: 1 broken rules before, 0 now",
        "no rule is broken",
    ]


def test_many_are_counted_and_the_first_shown() -> None:
    lines = drawn(report(*[LONG] * 250), 80)
    assert len(lines) == 2 + 200 + 2
    assert lines[-2:] == ["... and 50 more", "long 250"]


def test_a_pipe_gets_whole_lines_without_escapes() -> None:
    stream = io.StringIO()
    print_violations(report(LONG), stream)
    text = stream.getvalue()
    assert "Қалада көпір �[31mашылды." in text
    assert "\x1b" not in text
    assert not any(line.endswith(" ") for line in text.splitlines())
