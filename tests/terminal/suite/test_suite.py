"""The suite, key by key."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from textual.pilot import Pilot

from broadcast.model.script import Speaker
from broadcast.pipeline.editing.workbench import Workbench
from broadcast.terminal.suite.app import Suite
from broadcast.terminal.suite.panes import ListPane
from broadcast.terminal.suite.sound import Player
from broadcast.terminal.suite.timeline import Timeline
from tests import samples
from tests.conftest import Built
from tests.terminal.programmes import PARK, programme
from tests.terminal.suite.suites import Use, estimate, screen, used

GOLDEN = Path(__file__).parent / "golden"
HOURS = programme(PARK * 72)


def pressed(*keys: str) -> Use:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await pilot.pause()

    return use


def shown(size: tuple[int, int], *keys: str) -> str:
    """The park's programme after some keys."""
    seen: list[str] = []

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await pressed(*keys)(suite, pilot)
        seen.append(screen(suite))

    used(estimate(programme()), use, size)
    return seen[0]


CASES = {
    "park-80": ((80, 24), ()),
    "park-80-quote": ((80, 24), ("down", "down", "right", "right")),
    "park-80-zoomed": ((80, 24), ("down", "plus", "plus", "w")),
    "park-120": ((120, 40), ("n", "n")),
    "park-200": ((200, 60), ("end",)),
    "park-80-who": ((80, 24), ("down", "down", "s")),
    "park-40": ((40, 12), ()),
}


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str) -> None:
    size, keys = CASES[case]
    assert shown(size, *keys) == (GOLDEN / f"{case}.txt").read_text(encoding="utf-8")


def test_golden_holds_no_file_without_a_case() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


MOVES = {
    "right right": "24/25",  # half a second is not a whole number of frames
    "right left left": "0",
    "full_stop full_stop comma": "1/25",
    "down": "14",
    "down down up": "14",
    "down right up": "14",
    "up": "0",
    "end": "3738/25",
    "end right": "3738/25",
    "end home": "0",
    "pagedown": "837/25",
    "pagedown pageup": "0",
    "n": "14",
    "n n": "63",
    "end N": "123",
    "N": "0",
}


def test_keys_move_the_play_head() -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        for keys, at in MOVES.items():
            await pilot.press("home", *keys.split())
            assert (keys, suite.at) == (keys, Fraction(at))
            assert suite.window.start <= suite.at <= suite.window.end

    used(estimate(programme()), use, scale=Fraction(1, 2))


def test_zoom_keeps_the_play_head_and_shows_less() -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        before = suite.window.scale
        await pilot.press("down", "down", "plus", "plus")
        assert suite.at == 32
        assert suite.window.start <= 32 < suite.window.end
        assert suite.window.scale < before
        await pilot.press("minus", "minus", "minus")
        assert suite.window.scale > before
        await pilot.press("plus", "0")
        assert suite.window.start == 0
        assert suite.window.end >= suite.programme.duration

    used(estimate(programme()), use)


def test_the_mouse_goes_there_scrubs_and_zooms() -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        gutter = suite._shape.gutter
        await pilot.click("#timeline", offset=(gutter + 20, 3))
        assert suite.at == suite.window.time(20)
        last = suite._shape.height - 1
        await pilot.click("#timeline", offset=(gutter + suite._shape.columns - 1, last))
        assert suite.at > suite.programme.duration * Fraction(9, 10)
        await pilot.click("#timeline", offset=(2, 3))  # a name is no place
        assert suite.at > suite.programme.duration * Fraction(9, 10)
        await pilot.mouse_down("#timeline", offset=(gutter + 5, 2))
        await pilot.hover("#timeline", offset=(gutter + 9, 2))
        await pilot.mouse_up("#timeline", offset=(gutter + 9, 2))
        assert suite.at == suite.window.time(9) or suite.at == suite.window.time(5)
        timeline, before = suite.query_one(Timeline), suite.window
        timeline.post_message(Timeline.Zoomed(1, before.time(10)))
        await pilot.pause()
        assert suite.window.scale < before.scale
        timeline.post_message(Timeline.Scrolled(4))
        await pilot.pause()
        assert suite.window.start > 0

    used(estimate(programme()), use)


def test_a_click_in_a_list_goes_to_the_segment_or_the_finding() -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await pilot.click("#segments", offset=(5, 4))
        assert suite.at == suite.programme.rows[4].start
        await pilot.click("#findings", offset=(12, 1))
        assert suite.at == suite.programme.doubts[1].at
        assert "the soundbite runs 24 s" in screen(suite)

    used(estimate(programme()), use, (120, 40))


def test_the_word_that_sounds_is_marked_and_its_reading_told() -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        suite.seek(Fraction(1))
        await pilot.pause()
        words = suite.query_one("#words")
        lines = [words.render_line(y) for y in range(words.size.height)]
        marked = [s.text for line in lines for s in line if s.style and s.style.reverse]
        assert marked == ["3"]
        assert "said: үш" in "".join(line.text for line in lines)

    used(estimate(samples.edition()), use)


def test_three_hours_cost_a_key_no_more_than_a_minute() -> None:
    """Work is counted, not time: a move inside the window draws no picture, and a picture is bounded by the screen."""

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        timeline, segments = suite.query_one(Timeline), suite.query_one("#segments", ListPane)
        before = timeline.pictures
        await pilot.press(*["right"] * 20)
        assert timeline.pictures == before
        await pilot.press("pagedown", "pagedown", "end", "0")
        await pilot.pause()
        assert timeline.pictures <= before + 4
        assert len(suite.programme.rows) == 720
        assert len(segments._strips) < 100  # of 720 segments, those that came into view

    used(estimate(HOURS), use, scale=Fraction(1, 2))


def test_play_starts_the_player_at_the_place_and_a_jump_starts_it_again(sample: Built, tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = tmp_path / "player.py"
    code = f"import sys, time\nopen({str(log)!r}, 'a').write(sys.argv[1] + '\\n')\ntime.sleep(60)\n"
    script.write_text(code, encoding="utf-8")
    player = Player(program=sys.executable, arguments=(str(script), "{at}"), feed="seek")

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        async def lines(many: int) -> list[str]:
            for _ in range(200):
                if log.exists() and len(log.read_text().split()) >= many:
                    break
                await pilot.pause(0.05)
            return log.read_text().split()

        await pilot.press("down", "space")
        start = suite.programme.rows[1].start
        assert start is not None
        assert await lines(1) == [f"{float(start):.3f}"]
        await pilot.pause(0.2)
        assert suite.at > start  # it follows the clock
        assert "▶" in screen(suite)
        for row in (2, 3, 4):
            suite.seek(suite.programme.rows[row].start or Fraction(0))
        found = await lines(2)
        assert len(found) == 2  # three quick jumps start it once
        assert float(found[1]) == pytest.approx(float(suite.programme.rows[4].start or 0), abs=0.05)
        await pilot.press("space")
        assert not suite.sound.playing
        assert "■" in screen(suite)

    used(Workbench(sample.folder, sample.edition), use, player=player)


def test_a_player_that_fails_is_told_on_the_screen(sample: Built) -> None:
    player = Player(program=sys.executable, arguments=("-c", "import sys; sys.exit('no sound card')"), feed="seek")

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await pilot.press("space")
        for _ in range(100):
            if not suite.sound.playing:
                break
            await pilot.pause(0.05)
        assert "no sound card" in screen(suite)
        assert "--no-audio" in screen(suite)

    used(Workbench(sample.folder, sample.edition), use, player=player)


def test_silence_runs_to_the_end_and_stops() -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        suite.seek(suite.programme.duration - Fraction(1, 5))
        await pilot.press("space")
        for _ in range(100):
            if not suite.sound.playing:
                break
            await pilot.pause(0.05)
        assert suite.at == suite.window.bounded(suite.programme.duration)
        assert not suite.sound.playing
        await pilot.press("space")
        assert suite.at < 5  # from the beginning again

    used(estimate(samples.edition()), use)


def test_the_waveform_is_that_of_the_mix(sample: Built) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        rows = [line for line in screen(suite).splitlines() if "█" in line or "▇" in line]
        assert any(line.strip().startswith("WAVEFORM") or line.startswith(" " * 13) for line in rows)

    used(Workbench(sample.folder, sample.edition), use)


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (24, 8), (300, 90)])
def test_any_size_of_terminal(size: tuple[int, int]) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await pilot.press("down", "n", "plus", "minus", "0", "w", "t", "end", "question_mark", "escape")
        await pilot.resize_terminal(80, 24)
        assert all(cell_len(line) <= 80 for line in screen(suite).splitlines())

    used(estimate(programme()), use, size)


def test_a_programme_without_anything() -> None:
    edition = samples.edition()
    empty = replace(
        edition,
        timeline=replace(edition.timeline, tracks=()),
        captions=replace(edition.captions, cues=()),
        script=replace(edition.script, segments=()),
        findings=(),
    )
    suite = used(estimate(empty), pressed("space", "down", "up", "n", "s", "k", "p", "v", "u", "plus", "0", "end"))
    assert suite.at == 0


def test_names_that_are_no_names_stay_text() -> None:
    speaker = Speaker(id="x", name="[bold]Х[/bold]\x1b[2J", role="[red]рөл\x07")
    edition = programme([("x", 20)], speakers={"x": speaker})

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        assert "[bold]Х[/bold]" in screen(suite)
        assert "\x1b" not in screen(suite)
        await pilot.press("s")
        await pilot.pause()
        assert "[bold]Х[/bold]" in screen(suite)

    used(estimate(edition), use)


def test_light_and_dark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert used(estimate(programme()), pressed()).theme == "textual-light"
    monkeypatch.setenv("COLORFGBG", "15;0")
    assert used(estimate(programme()), pressed("t")).theme == "textual-light"


def test_without_colour_no_voice_is_a_shade(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    suite = used(estimate(programme()), pressed("down"))
    assert {look.colour for look in suite.programme.looks.values()} == {"default"}


def test_help_tells_every_key() -> None:
    from broadcast.terminal.suite.keys import KEYS, help_text

    assert all(key.help in help_text() for key in KEYS)
    assert all(hasattr(Suite, f"action_{key.action.partition('(')[0]}") for key in KEYS)
    foot = [f"{key.sign} {key.foot}" for key in KEYS if key.foot]
    assert len(" ".join(foot)) <= 80
