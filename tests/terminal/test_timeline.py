from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from broadcast.model.edition import Edition
from broadcast.model.script import Finding, Severity, Speaker
from broadcast.terminal.glyphs import BOXES
from broadcast.terminal.timeline import TimelineView
from broadcast.timing import FrameRate
from tests import samples
from tests.terminal.programmes import DOUBTS, PARK, programme

GOLDEN = Path(__file__).parent / "golden"
ANY_TEXT = st.text(max_size=40) | st.text(
    st.sampled_from("[bold]/\x1b[2J\n\u202e世é\u0301Ж \u200d\ufe0f❤"), max_size=40
)


def shown(view: TimelineView, width: int, encoding: str = "utf-8") -> str:
    return "".join("".join(text for text, _ in line) + "\n" for line in view.lines(width, encoding))


def _park() -> TimelineView:
    return TimelineView(programme())


def _zoomed() -> TimelineView:
    return TimelineView(programme(), start=Fraction(30), end=Fraction(50), scale=Fraction(1, 4))


def _hour() -> TimelineView:
    return TimelineView(programme(PARK * 24), estimated=True)


CASES: dict[str, tuple[Callable[[], TimelineView], int, str]] = {
    "sample-80": (lambda: TimelineView(samples.edition()), 80, "utf-8"),
    "park-40": (_park, 40, "utf-8"),
    "park-80": (_park, 80, "utf-8"),
    "park-160": (_park, 160, "utf-8"),
    "park-80-ascii": (_park, 80, "ascii"),
    "park-80-cp1251": (_park, 80, "cp1251"),
    "zoomed-80": (_zoomed, 80, "utf-8"),
    "hour-160-estimated": (_hour, 160, "utf-8"),
}


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str) -> None:
    make, width, encoding = CASES[case]
    assert shown(make(), width, encoding) == (GOLDEN / f"{case}.txt").read_text(encoding="utf-8")


def test_golden_holds_no_file_without_a_case() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    voices = draw(st.lists(st.sampled_from(["narration", "a", "b", "voice-1"]), max_size=8))
    lengths = [(voice, draw(st.integers(0, 400))) for voice in voices]
    speakers = {v: Speaker(id=v, name=draw(ANY_TEXT), role=draw(ANY_TEXT)) for v in set(voices) & {"a", "b"}}
    places = st.sampled_from(["", "s1", "s2", "s7", "elsewhere"])
    severities: st.SearchStrategy[Severity] = st.sampled_from(["note", "warning", "error"])
    finding = st.builds(Finding, severity=severities, code=st.just("c"), message=ANY_TEXT, segment=places)
    made = programme(lengths, speakers=speakers, findings=tuple(draw(st.lists(finding, max_size=6))))
    story = replace(made.script.story, slug=draw(ANY_TEXT), headline=draw(ANY_TEXT))
    return replace(made, script=replace(made.script, story=story))


TIMES = st.none() | st.fractions(0, 900, max_denominator=25)


@settings(max_examples=100, deadline=None)
@given(editions(), st.integers(40, 300), TIMES, TIMES, st.none() | st.fractions(1, 60, max_denominator=4))
def test_no_line_is_wider_than_the_terminal(
    edition: Edition, width: int, start: Fraction | None, end: Fraction | None, scale: Fraction | None
) -> None:
    text = shown(TimelineView(edition, start=start, end=end, scale=scale), width)
    assert "\x1b" not in text
    assert all(cell_len(line) <= width for line in text.split("\n"))


@settings(max_examples=50, deadline=None)
@given(editions(), st.sampled_from([40, 80, 160]))
def test_every_segment_stands_in_the_table_and_every_finding_above_it(edition: Edition, width: int) -> None:
    lines = shown(TimelineView(edition), width).splitlines()
    heading = next(i for i, line in enumerate(lines) if re.search(r"^ +# +IN .*DUR +WHO", line))
    numbers = [line[2:].split()[0] for line in lines[heading + 1 :]]
    assert numbers == [str(n) for n in range(1, len(edition.script.segments) + 1)]
    listed = [line for line in lines[:heading] if line[:1] in BOXES.severities.values()]
    assert len(listed) == len(set(edition.findings))


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "cp866", "utf-8"])
def test_printing_to_any_encoding_neither_fails_nor_sends_an_escape(encoding: str) -> None:
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding=encoding)
    Console(file=stream, width=80).print(TimelineView(programme()))
    stream.flush()
    printed = raw.getvalue().decode(encoding)
    assert "\x1b" not in printed
    assert ("█" in printed) == (encoding == "utf-8")


def test_in_a_terminal_voices_have_colours_and_with_no_color_no_escape_is_sent() -> None:
    def printed(**options: bool) -> str:
        stream = StringIO()
        console = Console(file=stream, width=80, force_terminal=True, color_system="standard", **options)  # type: ignore[arg-type]
        console.print(TimelineView(programme()))
        return stream.getvalue()

    assert "\x1b[36m█" in printed()
    assert "\x1b" not in printed(no_color=True)
    assert printed(no_color=True) == shown(_park(), 80)


def test_markup_in_a_name_is_shown_and_not_obeyed() -> None:
    speaker = Speaker(id="x", name="[bold]Х[/bold]", role="[red]рөл")
    stream = StringIO()
    edition = programme([("x", 20)], speakers={"x": speaker})
    Console(file=stream, width=80, force_terminal=True).print(TimelineView(edition))
    assert "[bold]Х[/bold]" in stream.getvalue()
    assert "[red]рөл" in stream.getvalue()


def test_a_programme_without_clips_still_lists_its_segments() -> None:
    edition = samples.edition()
    empty = replace(edition, timeline=replace(edition.timeline, tracks=()), findings=())
    text = shown(TimelineView(empty), 80)
    assert text.count("untimed") == len(edition.script.segments)
    assert "no warnings" in text
    assert "TRT 0:00" in text


def test_a_clip_of_an_unknown_segment_is_listed_by_its_name() -> None:
    edition = samples.edition()
    orphan = replace(edition, script=replace(edition.script, segments=edition.script.segments[:2]))
    assert shown(TimelineView(orphan), 80).splitlines()[-1].endswith("Көлік қозғалысы қалпына…")


def test_the_window_cuts_lanes_findings_and_table() -> None:
    text = shown(TimelineView(programme(), start=Fraction(33), end=Fraction(40)), 100)
    assert "shown: 0:33.0 to 0:40.0" in text
    assert DOUBTS[1].message not in text
    rows = text.split("FIRST WORDS\n")[1].splitlines()
    assert [row.split()[0] for row in rows] == ["3"]


def test_a_finding_about_a_segment_that_began_before_the_window_is_marked_at_its_edge() -> None:
    text = shown(TimelineView(programme(), start=Fraction(70), end=Fraction(80)), 80)
    assert "▲ 1  1:10  warning: the soundbite" in text


def test_timecodes_count_from_the_start_of_the_timeline() -> None:
    edition = samples.edition(FrameRate.parse("29.97df"), start=3600)
    text = shown(TimelineView(edition), 100)
    assert text.count("01:00:00;00") == 3
    assert "01:00:04;00" in text


def test_an_estimate_is_marked() -> None:
    text = shown(TimelineView(samples.edition(), estimated=True), 80)
    assert "about TRT 0:12" in text
    assert "all times are an estimate" in text
    assert "estimate" not in shown(TimelineView(samples.edition()), 80)


def test_the_scale_is_never_finer_than_a_frame() -> None:
    assert TimelineView(samples.edition(), scale=Fraction(1, 10**6)).scale == Fraction(1, 25)


def test_voices_differ_without_colour() -> None:
    lines = shown(_park(), 160).splitlines()
    fills = {next(line for line in lines if line.startswith(name))[-1] for name in ("Данияр", "Гүлбаршын", "李娜")}
    assert len(fills) == 3
