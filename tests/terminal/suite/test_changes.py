"""Changes at the suite: asked, made, built, taken back; what goes wrong stays on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from broadcast.errors import EngineError
from broadcast.model.progress import Listener, Progress
from broadcast.pipeline.editing.workbench import Workbench
from broadcast.terminal.suite.app import Suite
from broadcast.terminal.suite.dialogs import Choice, Form, Help
from tests.terminal.suite.suites import package, screen, settled, used


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    monkeypatch.chdir(tmp_path)
    return package(tmp_path)


def speakers(suite: Suite) -> list[str]:
    return [s.speaker.name if s.speaker else s.kind for s in suite.bench.edition.script.segments]


async def press(suite: Suite, pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(suite, pilot)
    for _ in range(100):  # a question may first ask the engine, in a thread
        asked = [w for w in suite.workers if w.group == "question" and not w.is_finished]
        if not asked or len(suite.screen_stack) > 1:
            break
        await pilot.pause(0.02)
    await settled(suite, pilot)


def test_another_speaker_and_back(bench: Workbench) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        before = speakers(suite)
        await press(suite, pilot, "down", "s")
        assert isinstance(suite.screen, Choice)
        await press(suite, pilot, "down", "enter")
        assert speakers(suite) == ["narration", "Данияр Омаров", "narration", "Данияр Омаров"]
        assert "Данияр Омаров: «Жұмыс аяқталды»; built; 1 sentence spoken anew" in screen(suite)
        assert "@Данияр Омаров\n(жүргізуші)\nЖұмыс аяқталды" in Path("scripts/kopir.fountain").read_text("utf-8")
        assert suite.programme.edition is suite.bench.edition
        clip = suite.programme.clip_at(suite.at)
        assert clip is not None
        assert clip.number == 2  # the play-head is where it was
        await press(suite, pilot, "u")
        assert speakers(suite) == before
        await press(suite, pilot, "u")
        assert "nothing to take back" in screen(suite)

    used(bench, use)


def test_narration_at_once_and_a_quote_by_asking(bench: Workbench) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await press(suite, pilot, "down", "k")
        assert speakers(suite)[1] == "narration"
        await press(suite, pilot, "k")
        assert isinstance(suite.screen, Choice)
        await press(suite, pilot, "enter")  # somebody else, where it begins
        assert isinstance(suite.screen, Form)
        await press(suite, pilot, *"Ainur", "enter", *"guide", "enter")
        assert speakers(suite)[1] == "Ainur"
        assert "(guide)" in Path("scripts/kopir.fountain").read_text("utf-8")

    used(bench, use)


def test_a_word_is_said_otherwise(bench: Workbench) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await press(suite, pilot, "p")
        assert isinstance(suite.screen, Choice)
        await press(suite, pilot, "down", "enter")  # the second word: 3
        assert isinstance(suite.screen, Form)
        assert [field.value for field in suite.screen.query(Input)] == ["3", "үш"]
        suite.screen.query(Input)[1].value = "төрт"
        await press(suite, pilot, "enter")
        assert '3 = "төрт"' in Path("voices/lexicon.kk.toml").read_text("utf-8")
        assert "төрт" in suite.bench.edition.script.segments[0].spoken

    used(bench, use)


def test_another_voice(bench: Workbench) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await press(suite, pilot, "down", "v")
        assert isinstance(suite.screen, Choice)
        assert "(now)" in screen(suite)
        await press(suite, pilot, "end", "enter")
        assert "serikova" in Path("voices/cast.toml").read_text("utf-8")
        casting = suite.bench.casting(suite.bench.edition.script.segments[1])
        assert casting is not None
        assert casting.voice.id in Path("voices/cast.toml").read_text("utf-8")

    used(bench, use)


@pytest.mark.parametrize("key", ["s", "p", "v"])
def test_escape_changes_nothing(bench: Workbench, key: str) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await press(suite, pilot, "down", key)
        await press(suite, pilot, "escape")
        assert not isinstance(suite.screen, Choice)
        assert suite.bench.changes == []

    used(bench, use)
    assert not Path("scripts/kopir.fountain").exists()


def test_an_error_is_told_and_can_be_taken_back(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: object) -> None:
        raise EngineError("the voice is hoarse", "segment 2", "give it tea")

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        monkeypatch.setattr("broadcast.pipeline.build.build", fails)
        await press(suite, pilot, "down", "k")
        for words in ("the voice is hoarse", "where: segment 2", "next: give it tea"):
            assert words in screen(suite)
        assert not suite.busy
        monkeypatch.undo()
        monkeypatch.chdir(bench_room)
        await press(suite, pilot, "u")
        assert "built" in screen(suite)

    bench_room = Path.cwd()
    used(bench, use)


def test_a_fault_of_ours_does_not_take_the_screen_away(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*arguments: object) -> None:
        raise ZeroDivisionError("by nothing")

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        monkeypatch.setattr("broadcast.pipeline.build.build", breaks)
        await press(suite, pilot, "b")
        assert "ZeroDivisionError: by nothing" in screen(suite)
        assert not suite.busy

    used(bench, use)


def test_while_one_change_is_made_another_waits(bench: Workbench) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        suite.busy = True
        await press(suite, pilot, "k")
        assert "one moment" in screen(suite)
        await press(suite, pilot, "u", "b")
        assert "one moment" in screen(suite)
        assert suite.bench.changes == []

    used(bench, use)


def test_progress_is_shown(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def rebuild(self: Workbench, listen: Listener, *, package: bool = False) -> str:
        listen(Progress(step="voice", done=3, total=12))
        return "built"

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        def told(text: str, *, busy: bool = False) -> None:
            said.append(text)

        monkeypatch.setattr(suite._message, "tell", told)
        await press(suite, pilot, "b")

    monkeypatch.setattr(Workbench, "rebuild", rebuild)
    used(bench, use)
    assert said == ["working ...", "Recording voices 3 of 12", "done; built"]


def test_a_package_that_is_built_elsewhere_is_shown(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    from broadcast.pipeline.build import build
    from broadcast.pipeline.order import Order

    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        story = Path("scripts/kopir.txt")
        story.write_text(story.read_text("utf-8") + "Жаңа сөйлем.\n", encoding="utf-8")
        build(Order(story=story, engine="silence"))
        suite._look()
        await settled(suite, pilot)
        assert "built anew" in screen(suite)
        assert suite.programme.edition.script.segments[-1].text.endswith("Жаңа сөйлем.")

    used(bench, use)


def test_a_package_that_went_bad_is_told_once(bench: Workbench) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        before = suite.programme
        Path("output/kopir/timeline/kopir.edition.json").write_bytes(b"{")
        Path("output/kopir/manifest.json").write_bytes(b"{}")
        suite._look()
        await settled(suite, pilot)
        assert "not a valid document" in screen(suite)
        assert suite.programme is before
        suite._message.tell("quiet")
        suite._look()
        await settled(suite, pilot)
        assert "quiet" in screen(suite)

    used(bench, use)


def test_help_opens_and_closes(bench: Workbench) -> None:
    async def use(suite: Suite, pilot: Pilot[None]) -> None:
        await press(suite, pilot, "question_mark")
        assert isinstance(suite.screen, Help)
        assert "how a word is said" in screen(suite)
        await press(suite, pilot, "escape")
        assert not isinstance(suite.screen, Help)

    used(bench, use, (100, 40))
