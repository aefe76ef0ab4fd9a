"""A change, and the package that comes of it: only what changed is spoken."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from broadcast.errors import DocumentError, UsageError
from broadcast.model.progress import Progress
from broadcast.model.script import Segment
from broadcast.pipeline.build import build
from broadcast.pipeline.draft import estimate
from broadcast.pipeline.editing.workbench import Workbench
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.order import Order, ordered_again
from broadcast.timing import FrameRate

STORY = """Көпір жөнделді
Қалада 3 көпір ашылды. Жөндеу 15%-ға арзандады.
«Жұмыс аяқталды», - деді құрылыс компаниясының бас инженері Айгүл Серікова.
Көлік қозғалысы қалпына келді.
«Жол енді кең», - деді жүргізуші Данияр Омаров.
"""


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    monkeypatch.chdir(tmp_path)
    Path("scripts").mkdir()
    Path("scripts/kopir.txt").write_text(STORY, encoding="utf-8")
    order = Order(story="scripts/kopir.txt", engine="silence", frame_rate=FrameRate.parse("50"), start=Fraction(36000))
    build(order)
    return Workbench(Path("output/kopir"), read_edition(Path("output/kopir")))


def quote(bench: Workbench, name: str) -> Segment:
    return next(s for s in bench.edition.script.segments if s.speaker and s.speaker.name == name)


def test_a_change_is_built_with_the_options_of_before_and_speaks_only_itself(bench: Workbench) -> None:
    before = bench.edition
    heard: list[Progress] = []
    change = bench.recast(quote(bench, "Данияр Омаров"), "quote", quote(bench, "Айгүл Серікова").speaker)
    assert change.what == "Айгүл Серікова: «Жол енді кең»"
    assert bench.rebuild(heard.append) == "built; 1 sentence spoken anew"
    after = read_edition(Path("output/kopir"))
    assert [t.id for t in after.timeline.tracks] == ["narration", "serikova"]
    assert after.timeline.frame_rate == before.timeline.frame_rate
    assert after.timeline.start == before.timeline.start
    assert {c.voice.engine for c in after.credits.castings} == {"silence"}
    assert heard[-1] == Progress(step="package", done=1, total=1)
    assert bench.undo() is change
    assert bench.rebuild() == "built; 0 sentences spoken anew"
    assert bench.edition.timeline == before.timeline
    assert bench.undo() is None


def test_every_option_of_an_order_is_kept_in_the_package() -> None:
    order = Order(
        story="a.txt",
        engine="silence",
        captions="teletext",
        frame_rate=FrameRate.parse("29.97df"),
        start=Fraction(18018, 5),
        takes=(("3", Path("real voice.wav")),),
        takes_from=Path("takes"),
        bed=Path("bed.wav"),
        leader=True,
        also=("mp4", "aaf"),
        trt=Fraction(90),
        fit=True,
        force=True,
    )
    record = json.loads(json.dumps(order.recorded()))
    assert ordered_again(record, Path("b.fountain"), Path("out")) == replace(
        order, story=Path("b.fountain"), output=Path("out"), force=False
    )
    assert Order(story="a.txt").recorded() == {}


@pytest.mark.parametrize("record", [{"nonsense": 1}, {"trt": "soon"}, {"fit": "yes"}, {"frame_rate": 5}])
def test_options_of_another_world_are_told(record: dict[str, object]) -> None:
    with pytest.raises(DocumentError, match="options"):
        ordered_again(record, Path("b.fountain"), Path("out"))


def test_a_word_is_said_otherwise(bench: Workbench) -> None:
    bench.say("kk", "15%-ға", "он бес процентке")
    assert bench.rebuild() == "built; 1 sentence spoken anew"
    assert "он бес процентке" in bench.edition.script.segments[0].spoken
    bench.undo()
    bench.rebuild()
    assert "процентке" not in bench.edition.script.segments[0].spoken


def test_voices_are_those_of_the_engine_and_language_the_speakers_gender_first(bench: Workbench) -> None:
    segment = quote(bench, "Айгүл Серікова")
    voices = bench.voices(segment)
    assert {(v.engine, v.language) for v in voices} == {("silence", "kk")}
    assert voices[0].gender == "f"
    bench.give_voice(segment, voices[-1])
    bench.give_voice(bench.edition.script.segments[0], voices[0])
    bench.rebuild()
    assert bench.casting(quote(bench, "Айгүл Серікова")) is not None
    found = {c.track: c.voice.id for c in bench.edition.credits.castings}
    assert found["serikova"] == voices[-1].id
    assert found["narration"] == voices[0].id


def test_what_a_person_changed_in_the_package_is_not_lost(bench: Workbench) -> None:
    subtitles = next(Path("output/kopir/subtitles").glob("*.srt"))
    subtitles.write_text("mine", encoding="utf-8")
    before = bench.edition
    bench.recast(quote(bench, "Данияр Омаров"), "narration", None)
    with pytest.raises(UsageError, match="changed by hand"):
        bench.rebuild()
    assert bench.edition is before
    assert subtitles.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_was_renamed_is_not_built_beside_itself(bench: Workbench) -> None:
    Path("output/kopir").rename("output/old")
    moved = Workbench(Path("output/old"), bench.edition)
    with pytest.raises(UsageError, match="not named kopir"):
        moved.rebuild()


def test_an_estimate_is_made_anew_from_the_script_and_then_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kopir.txt").write_text(STORY, encoding="utf-8")
    Path("voices").mkdir()
    Path("voices/cast.toml").write_text('engine = "silence"\n', encoding="utf-8")
    bench = Workbench("kopir.txt", estimate("kopir.txt"), estimated=True)
    assert (bench.folder, bench.mix) == (None, None)
    bench.recast(quote(bench, "Данияр Омаров"), "narration", None)
    assert bench.rebuild() == "estimated anew"
    assert [s.kind for s in bench.edition.script.segments].count("quote") == 1
    assert not Path("output").exists()
    bench.rebuild(package=True)
    assert bench.folder == Path("output/kopir")
    assert bench.mix == Path("output/kopir/audio/kopir.mix.wav")
    assert not bench.estimated


def test_a_package_that_another_program_built_is_read_again(bench: Workbench) -> None:
    assert not bench.outdated()
    time.sleep(0.02)
    Path("scripts/kopir.txt").write_text(STORY + "Жаңа сөйлем.\n", encoding="utf-8")
    build(Order(story="scripts/kopir.txt", engine="silence"))
    assert bench.outdated()
    bench.reload()
    assert bench.edition.script.segments[-1].text.endswith("Жаңа сөйлем.")
    assert not bench.outdated()


def test_an_edition_file_stands_for_its_package(bench: Workbench) -> None:
    path = Path("output/kopir/timeline/kopir.edition.json")
    assert Workbench(path, bench.edition).folder == Path("output/kopir")
