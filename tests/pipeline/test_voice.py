"""Voicing with engines that fail in every way that engines fail."""

from __future__ import annotations

import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from broadcast.engines import ENGINES
from broadcast.engines.espeak import Espeak
from broadcast.engines.silence import Silence
from broadcast.errors import BroadcastError, EngineError, NetworkError, TemporaryFailure, UsageError
from broadcast.model.progress import Progress
from broadcast.model.script import Script
from broadcast.model.settings import Cast, VoiceChoice
from broadcast.model.speech import Speech, SpeechRequest, Voice
from broadcast.newsroom.pacing import paced
from broadcast.pipeline import speaking
from broadcast.pipeline import voice as voicing
from broadcast.pipeline.draft import draft
from broadcast.pipeline.embargo import lifted
from broadcast.pipeline.engine_room import EngineRoom
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.voice import FALLBACK, Voiced, voice
from broadcast.takes import TakeStore

STORY = """Қалада жаңа көпір ашылды.

«Жұмыс мерзімінен бұрын аяқталды, тұрғындар риза», - деді бас инженер Айгүл Серікова.

Көпірдің ұзындығы екі жүз метр. Құрылыс екі жылға созылды.
"""


class Double:
    """An engine that answers as a test wants: a tone as long as silence would be, or an error."""

    name = "double"
    audible = True
    parallel = 1
    online = True

    def __init__(self, answer: Callable[[int, SpeechRequest], BaseException | None]) -> None:
        self.asked: list[str] = []
        self._answer = answer
        self._lock = threading.Lock()

    def voices(self) -> tuple[Voice, ...]:
        ids = (("double-m", "m"), ("double-f", "f"))
        return tuple(
            Voice(engine=self.name, id=i, language="kk", gender=g, licence="CC0-1.0", online=self.online)  # type: ignore[arg-type]
            for i, g in ids
        )

    def fingerprint(self, voice: str) -> str:
        return "1"

    def speak(self, request: SpeechRequest) -> Speech:
        with self._lock:
            self.asked.append(request.text)
            error = self._answer(len(self.asked), request)
        if error:
            raise error
        speech = Silence().speak(replace(request, voice="kk-m1"))
        return replace(speech, samples=np.full_like(speech.samples, 0.1))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits are counted and not waited."""
    import tenacity.nap

    waits: list[float] = []
    monkeypatch.setattr(tenacity.nap, "time", type("Clock", (), {"sleep": staticmethod(waits.append)}))
    monkeypatch.setattr(voicing, "PATIENCE", 5.0)
    return waits


@pytest.fixture
def script(tmp_path: Path) -> Script:
    (tmp_path / "kopir.txt").write_text(STORY, encoding="utf-8")
    return draft(tmp_path / "kopir.txt", NewsroomFolder(tmp_path))


def spoken(
    script: Script, folder: Path, double: Double, *fallbacks: str, people: dict[str, VoiceChoice] | None = None
) -> Voiced:
    cast: Cast = replace(NewsroomFolder(folder).cast(), engine="double", fallbacks=fallbacks, people=people or {})
    room = EngineRoom(script.story.embargo)
    room._engines["double"] = double
    return voice(script, cast, room, TakeStore(folder / "takes"), lambda event: None)


def engines(voiced: Voiced) -> list[str]:
    return [take.voice.engine for takes in voiced.takes.values() for take in takes]


def test_a_failure_that_passes_is_asked_again_after_the_wait_that_was_asked_for(
    script: Script, tmp_path: Path, quick: list[float]
) -> None:
    double = Double(lambda n, _: TemporaryFailure("busy", wait=7.0) if n <= 2 else None)
    voiced = spoken(script, tmp_path, double)
    assert set(engines(voiced)) == {"double"}
    assert len(double.asked) == voiced.spoken + 2
    assert len(quick) == 2
    assert min(quick) >= 7.0
    assert not voiced.findings


def test_a_failure_that_stays_names_the_segment_and_the_next_step(script: Script, tmp_path: Path) -> None:
    double = Double(lambda n, _: TemporaryFailure("busy", remedy="wait an hour") if n > 1 else None)
    with pytest.raises(TemporaryFailure, match="segment 2: busy") as caught:
        spoken(script, tmp_path, double)
    assert caught.value.remedy == "wait an hour"
    assert len(double.asked) == 1 + 4
    assert len(list((tmp_path / "takes").rglob("*.wav"))) == 1  # what was said before is kept


def test_without_a_network_the_fallback_speaks_and_the_network_is_asked_once(script: Script, tmp_path: Path) -> None:
    double = Double(lambda n, _: NetworkError("no route to host"))
    voiced = spoken(script, tmp_path, double, "espeak")
    assert set(engines(voiced)) == {"espeak"}
    assert len(double.asked) == 1
    assert {f.segment for f in voiced.findings if f.code == FALLBACK} == {s.id for s in script.segments}
    assert {c.voice.engine for c in voiced.castings} == {"espeak"}


def test_one_sentence_that_an_engine_cannot_say_is_one_segment_of_the_fallback(script: Script, tmp_path: Path) -> None:
    double = Double(lambda n, request: EngineError("odd text") if "ұзындығы" in request.text else None)
    voiced = spoken(script, tmp_path, double, "espeak")
    assert engines(voiced) == ["double", "double", "espeak", "espeak"]
    assert [f.segment for f in voiced.findings] == [script.segments[2].id]
    assert [(c.track, c.voice.engine) for c in voiced.castings] == [
        ("narration", "double"),
        ("serikova", "double"),
        ("narration", "espeak"),
    ]


def test_a_pinned_voice_that_fails_falls_back_too(script: Script, tmp_path: Path) -> None:
    double = Double(lambda n, _: NetworkError("gone"))
    cast = NewsroomFolder(tmp_path).cast()
    pinned = {"serikova": VoiceChoice(engine="double", voice="double-f")}
    cast = replace(cast, people=pinned, fallbacks=("silence",))
    room = EngineRoom()
    room._engines["double"] = double
    voiced = voice(script, cast, room, TakeStore(tmp_path / "takes"), lambda event: None)
    assert [take.voice.engine for take in voiced.takes[script.segments[1].id]] == ["espeak"]


@pytest.mark.parametrize("error", [ValueError("out of range"), ZeroDivisionError(), MemoryError()])
def test_an_engine_that_breaks_down(script: Script, tmp_path: Path, error: Exception) -> None:
    with pytest.raises(EngineError, match=f"segment 1: double broke down: {type(error).__name__}"):
        spoken(script, tmp_path, Double(lambda n, _: error))


def test_an_engine_that_hangs(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voicing, "PATIENCE", 0.1)
    forever = threading.Event()

    def hang(number: int, request: SpeechRequest) -> None:
        if "Жұмыс" in request.text:
            forever.wait(20)

    with pytest.raises(EngineError, match="segment 2: double hangs"):
        spoken(script, tmp_path, Double(hang))
    voiced = spoken(script, tmp_path, Double(hang), "espeak")
    assert engines(voiced) == ["double", "espeak", "espeak", "espeak"]  # what hangs once is not asked again
    forever.set()


def test_no_sound_and_half_a_sound_are_failures(script: Script, tmp_path: Path) -> None:
    class Cut(Double):
        share = 0.0

        def speak(self, request: SpeechRequest) -> Speech:
            speech = super().speak(request)
            return replace(speech, samples=speech.samples[: int(len(speech.samples) * self.share)])

    cut = Cut(lambda n, _: None)
    with pytest.raises(EngineError, match="segment 1: double gave no sound"):
        spoken(script, tmp_path, cut)
    cut.share = 0.1
    with pytest.raises(TemporaryFailure, match=r"segment 2: double sent .* it was cut off"):
        spoken(script, tmp_path, cut)


def test_takes_are_found_again_without_the_engine(script: Script, tmp_path: Path) -> None:
    spoken(script, tmp_path, Double(lambda n, _: None))
    gone = Double(lambda n, _: NetworkError("gone"))
    voiced = spoken(script, tmp_path, gone)
    assert (voiced.spoken, gone.asked) == (0, [])


def test_another_read_is_another_take(script: Script, tmp_path: Path) -> None:
    newsroom = NewsroomFolder(tmp_path)
    newsroom.read_again("kopir", [script.segment("2").id])
    newsroom.read_again("kopir", [script.segment("2").id, script.segments[0].id])
    reads = newsroom.reads("kopir")
    assert reads == {script.segments[1].id: 3, script.segments[0].id: 2}
    room = EngineRoom()
    cast = newsroom.cast()
    store = TakeStore(tmp_path / "takes")
    first = voice(script, cast, room, store, lambda event: None)
    other = voice(script, cast, room, store, lambda event: None, reads)
    assert (other.spoken, other.reused) == (2, 2)
    assert [t.digest for s in first.takes.values() for t in s] != [t.digest for s in other.takes.values() for t in s]


def test_progress_ends_and_never_goes_back(script: Script, tmp_path: Path) -> None:
    heard: list[Progress] = []
    room = EngineRoom()
    voice(script, NewsroomFolder(tmp_path).cast(), room, TakeStore(tmp_path / "takes"), heard.append)
    assert [e.done / e.total for e in heard] == sorted(e.done / e.total for e in heard)
    assert heard[-1].done == heard[-1].total


@pytest.mark.parametrize(
    ("embargo", "expected"),
    [
        ("2026-01-01T18:00+05:00", True),
        ("2999-01-01 18:00", False),
        ("31.12.2999 09:00", False),
        ("01.02.2020", True),
        ("18:00", None),
        ("кешке дейін", None),
    ],
)
def test_when_an_embargo_is_lifted(embargo: str, expected: bool | None) -> None:
    assert lifted(embargo) is expected


@pytest.mark.parametrize("embargo", ["2999-01-01 18:00", "18:00"])
def test_an_embargoed_story_does_not_leave_the_house(script: Script, tmp_path: Path, embargo: str) -> None:
    kept_in = replace(script, story=replace(script.story, embargo=embargo))
    double = Double(lambda n, _: None)
    with pytest.raises(UsageError, match="under embargo"):
        spoken(kept_in, tmp_path, double)
    assert double.asked == []
    double.online = False
    assert spoken(kept_in, tmp_path, double).spoken
    lifted_script = replace(script, story=replace(script.story, embargo="2020-01-01 18:00"))
    double.online = True
    assert spoken(lifted_script, tmp_path / "b", double).spoken


def test_an_online_engine_is_chosen_by_a_person_only() -> None:
    """No built-in choice leads to an engine whose voices are online."""
    cast = NewsroomFolder(Path("nowhere")).cast()
    named = {cast.engine, *cast.fallbacks, *(c.engine for c in cast.people.values())} - {""}
    for name in named:
        assert not any(v.online for v in ENGINES.get(name)().voices())


def test_errors_keep_their_kind_on_the_way(script: Script, tmp_path: Path) -> None:
    for kind in (EngineError, NetworkError, TemporaryFailure):
        with pytest.raises(BroadcastError) as caught:
            spoken(script, tmp_path, Double(lambda n, _, kind=kind: kind("x")))  # type: ignore[misc]
        assert type(caught.value) is kind
    assert speaking.PATIENCE > 60


def test_words_of_an_engine_without_times_are_found_in_its_sound(script: Script, tmp_path: Path) -> None:
    embedded = Espeak()

    class Untold(Double):
        def speak(self, request: SpeechRequest) -> Speech:
            speech = embedded.speak(replace(request, voice="kk+f1", rate=170))
            marks = paced(request.text, Fraction(len(speech.samples), speech.sample_rate))
            return replace(speech, marks=marks, timing="estimated")

    voiced = spoken(script, tmp_path, Untold(lambda n, _: None))
    takes = [take for some in voiced.takes.values() for take in some]
    assert {take.timing for take in takes} == {"aligned"}
    exact = embedded.speak(SpeechRequest(text=script.segments[0].spoken, language="kk", voice="kk+f1", rate=170))
    offsets = [b.start - a.start for a, b in zip(exact.marks, takes[0].marks, strict=True)]
    assert max(abs(o - offsets[0]) for o in offsets) < Fraction(12, 100)  # the take is trimmed at its head


def test_other_words_than_were_asked_for_stay_estimated(script: Script, tmp_path: Path) -> None:
    voiced = spoken(script, tmp_path, Double(lambda n, _: None))
    assert {take.timing for some in voiced.takes.values() for take in some} <= {"exact", "estimated"}
