"""A person's own recording in place of a draft."""

from __future__ import annotations

import re
import subprocess
import wave
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
import soundfile

from broadcast.audio.ffmpeg import program
from broadcast.audio.levels import speech_loudness
from broadcast.engines.espeak import Espeak
from broadcast.errors import BroadcastError, InputError, UnknownName, UsageError
from broadcast.exporters.layout import programme
from broadcast.exporters.marking import markers
from broadcast.exporters.placeholders import placeholder
from broadcast.model.documents import from_json
from broadcast.model.edition import Edition
from broadcast.model.report import Manifest
from broadcast.model.speech import SpeechRequest
from broadcast.pipeline.aligning import Aligner
from broadcast.pipeline.build import build
from broadcast.pipeline.order import Order
from broadcast.pipeline.recorded import DIFFERS
from broadcast.pipeline.recordings import LARGEST, in_folder, parse

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

STORY = """New library opens by the river
The town has opened a new library by the river. About two hundred readers visit it every day.
"We began this project three years ago. Most of the work was done by local people," said library director Anna Reed.
A second building will follow in spring. It will hold a workshop for children and a small cinema.
"""
QUOTE = "We began this project three years ago. Most of the work was done by local people."
RATE = 22_050


@cache
def spoken(text: str, voice: str = "en+f4", rate: int = 135) -> Samples:
    return Espeak().speak(SpeechRequest(text=text, language="en", voice=voice, rate=rate)).samples


def person(text: str = QUOTE, lead: float = 1.0, tail: float = 1.5, gap: float = 0.9) -> Samples:
    """What a person might have recorded: sentences with a pause of their own, in a room that is not silent."""
    pause = np.zeros(round(gap * RATE), np.float32)
    pieces = [np.zeros(round(lead * RATE), np.float32)]
    for sentence in re.findall(r"[^.]+\.", text):
        pieces += [spoken(sentence.strip()), pause]
    sound = np.concatenate([*pieces, np.zeros(round(tail * RATE), np.float32)])
    room = np.random.default_rng(7).normal(size=len(sound)) * 2e-4
    return (sound * 0.3 + room).astype(np.float32)


class Package(NamedTuple):
    folder: Path
    edition: Edition
    spoken: int


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "interview.wav"
    soundfile.write(path, np.column_stack([person(), person() * 0.5]), RATE)
    return path


def built(story: Path, **options: object) -> Package:
    order = Order(story=story, output=story.parent / "output", force=True, **options)  # type: ignore[arg-type]
    report, edition = build(order)
    return Package(Path(report.folder), edition, report.run.takes_spoken if report.run else 0)


def test_a_recording_stands_in_and_what_follows_moves(story: Path, recording: Path) -> None:
    draft = built(story)
    real = built(story, takes=(("2", recording),))
    before, after = draft.edition.timeline.clips, real.edition.timeline.clips
    assert after[0] == before[0]
    assert after[1].duration > before[1].duration
    pauses = [float(clips[2].start - clips[1].end) for clips in (before, after)]
    assert pauses[0] == pytest.approx(pauses[1], abs=0.05)
    assert {p.take.voice.engine for p in after[1].parts} == {"recorded"}
    assert after[1].parts[0].take.voice.id == "interview.wav"
    assert real.edition.credits.timing == "aligned"
    assert not [f for f in real.edition.findings if f.code == DIFFERS]


def test_parts_laid_end_to_end_are_the_recording(story: Path, recording: Path) -> None:
    """Nothing of the sound is lost or doubled where it is cut into sentences, and its pause stays inside."""
    clip = built(story, takes=(("2", recording),)).edition.timeline.clips[1]
    first, second = clip.parts
    assert first.start == 0
    assert second.start == first.take.duration
    sound, rate = soundfile.read(story.parent / "output" / "story" / clip.media, dtype="float32")
    assert rate == 48_000
    length = first.take.length + second.take.length
    trimmed = person(lead=0.0, tail=0.0, gap=0.9)
    assert length / 48_000 == pytest.approx(len(trimmed) / RATE - 0.9, abs=0.5)
    last, begins = first.take.marks[-1], second.take.marks[0]
    pause = float(second.start + begins.start - last.end)
    assert pause == pytest.approx(0.9, abs=0.25)
    assert speech_loudness(sound[:length]) == pytest.approx(-23, abs=0.5)
    assert abs(sound[0]) < 1e-3


def test_words_are_found_in_it(story: Path, recording: Path) -> None:
    """Against the exact times of the voice that plays the person."""
    clip = built(story, takes=(("2", recording),)).edition.timeline.clips[1]
    own = Espeak().speak(
        SpeechRequest(text="Most of the work was done by local people.", language="en", voice="en+f4", rate=135)
    )
    found = {m.source.start: m.start for m in clip.parts[1].take.marks}
    exact = {m.source.start: m.start for m in own.marks}
    both = found.keys() & exact.keys()
    assert len(both) >= 7
    offset = found[0] - exact[0]
    assert max(abs(float(found[k] - offset - exact[k])) for k in both) < 0.12


def test_what_was_decoded_is_not_decoded_again(story: Path, recording: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(story, takes=(("2", recording),))

    def refuse(*_: object) -> None:
        raise AssertionError("aligned again")

    monkeypatch.setattr(Aligner, "marks", refuse)
    again = built(story, takes=(("2", recording),))
    assert again.edition.timeline == first.edition.timeline


def test_a_changed_recording_is_a_new_package(story: Path, recording: Path) -> None:
    order = Order(story=story, output=story.parent / "output", takes=(("2", recording),))
    build(order)
    assert (build(order)[0].run or pytest.fail("no run")).unchanged
    soundfile.write(recording, person(gap=0.4), RATE)
    assert not (build(order)[0].run or pytest.fail("no run")).unchanged


def test_a_draft_that_nobody_hears_is_not_spoken(story: Path, recording: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADCAST_TAKES", str(story.parent / "own takes"))
    assert built(story, takes=(("2", recording),)).spoken == 4


def test_only_what_is_synthetic_is_marked(story: Path, recording: Path) -> None:
    package = built(story, takes=(("2", recording),))
    manifest = from_json((package.folder / "manifest.json").read_bytes(), Manifest)
    assert manifest.synthetic_voice
    assert {v.engine for v in manifest.voices} == {"espeak"}
    assert "reed" not in manifest.notice
    files = {clip.number: (package.folder / clip.media).read_bytes() for clip in package.edition.timeline.clips}
    assert b"algorithmicMedia" in files[1]
    assert b"algorithmicMedia" not in files[2]
    assert b"digitalCapture" in files[2]
    assert b"Recorded voice. " in files[2]
    quotes = [placeholder(item) for item in programme(package.edition)]
    assert quotes == [None, None, None]
    assert any("synthetic voice" in m.name.lower() for m in markers(package.edition))


def test_a_package_of_recordings_alone_is_not_synthetic(story: Path, tmp_path: Path) -> None:
    texts = [s.spoken for s in built(story).edition.script.segments]
    takes = []
    for number, text in enumerate(texts, 1):
        takes.append((str(number), tmp_path / f"{number}.flac"))
        soundfile.write(takes[-1][1], person(text), RATE)
    package = built(story, takes=tuple(takes))
    manifest = from_json((package.folder / "manifest.json").read_bytes(), Manifest)
    assert not manifest.synthetic_voice
    assert manifest.voices == ()
    assert manifest.digital_source_type.endswith("/digitalCapture")
    assert not any("synthetic voice" in m.name.lower() for m in markers(package.edition))
    assert b"lgorithmicMedia" not in (package.folder / "audio" / "story.mix.wav").read_bytes()


def test_other_words_are_told(story: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.wav"
    soundfile.write(path, person("Two small ships left port before noon. They carry timber, grain and steel."), RATE)
    edition = built(story, takes=(("2", path),)).edition
    [finding] = [f for f in edition.findings if f.code == DIFFERS]
    assert finding.segment == edition.script.segments[1].id
    assert edition.credits.timing == "estimated"
    assert [p.take.timing for p in edition.timeline.clips[1].parts] == ["estimated"] * 2


def test_times_are_kept_where_asked(story: Path, tmp_path: Path) -> None:
    draft = built(story).edition.timeline.clips
    path = tmp_path / "short.wav"
    soundfile.write(path, person(gap=0.1), RATE * 5 // 4)  # a quarter faster
    clips = built(story, takes=(("2", path),), keep_times=True).edition.timeline.clips
    assert clips[1].duration < draft[1].duration
    assert [c.start for c in clips] == [c.start for c in draft]


def test_a_recording_too_long_for_its_place_is_an_error(story: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    soundfile.write(path, person(gap=4.0), RATE)
    with pytest.raises(InputError, match=r"\d\.\d\d s too long") as told:
        built(story, takes=(("2", path),), keep_times=True)
    assert told.value.where == "segment 2"


@pytest.mark.parametrize("kind", ["mp3", "m4a", "flac", "mp4"])
def test_files_of_every_kind(story: Path, recording: Path, kind: str) -> None:
    path = recording.with_suffix(f".{kind}")
    picture = ["-f", "lavfi", "-i", "color=s=64x64:r=25", "-shortest"] if kind == "mp4" else []
    subprocess.run([program(), "-y", "-v", "error", "-i", recording, *picture, path], check=True, timeout=60)
    clip = built(story, takes=(("2", path),)).edition.timeline.clips[1]
    assert {p.take.timing for p in clip.parts} == {"aligned"}


def wav(path: Path, samples: Samples) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def hostile(path: Path) -> Iterator[str]:
    for name, data in {
        "empty": b"",
        "text": b"This is no sound.\n" * 99,
        "cut": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    }.items():
        path.write_bytes(data)
        yield name
    wav(path, np.zeros(48_000, np.float32))
    yield "silence"
    wav(path, np.ones(1, np.float32) * 0.5)
    yield "one sample"
    soundfile.write(path, np.full(48_000, np.nan, np.float32), 48_000, subtype="FLOAT")
    yield "no numbers"
    with path.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    yield "huge"
    path.unlink()
    yield "missing"
    path.mkdir()
    yield "folder"


def test_what_is_no_recording_is_refused(story: Path, tmp_path: Path) -> None:
    whole = built(story)
    manifest = (whole.folder / "manifest.json").read_bytes()
    path = tmp_path / "take.wav"
    for name in hostile(path):
        with pytest.raises(BroadcastError) as told:
            built(story, takes=(("2", path),))
        assert isinstance(told.value, InputError), name
        assert told.value.remedy, name
        assert "take.wav" in str(told.value), (name, str(told.value))
    assert (whole.folder / "manifest.json").read_bytes() == manifest


def test_eleven_minutes_are_refused(story: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.flac"
    soundfile.write(path, np.tile(person(), 100)[: 660 * 8000], 8000)
    with pytest.raises(InputError, match="longer than 10 minutes"):
        built(story, takes=(("2", path),))


def test_a_draft_is_no_recording(story: Path) -> None:
    package = built(story)
    draft = package.folder / package.edition.timeline.clips[1].media
    with pytest.raises(InputError, match="synthetic"):
        built(story, takes=(("2", draft),))
    with pytest.raises(InputError, match="no recording"):
        in_folder(draft.parent)


def test_a_folder_named_as_takes_are(story: Path, recording: Path, tmp_path: Path) -> None:
    folder = tmp_path / "takes"
    folder.mkdir()
    (folder / "002-reed.wav").write_bytes(recording.read_bytes())
    (folder / "notes.txt").write_text("2")
    (folder / "interview.wav").write_bytes(recording.read_bytes())
    assert in_folder(folder) == {"2": folder / "002-reed.wav"}
    clip = built(story, takes_from=folder).edition.timeline.clips[1]
    assert clip.parts[0].take.voice.id == "002-reed.wav"
    (folder / "2.wav").write_bytes(recording.read_bytes())
    with pytest.raises(UsageError, match="two recordings for segment 2"):
        in_folder(folder)


@pytest.mark.parametrize("name", ["9", "nobody"])
def test_a_segment_that_is_not_there(story: Path, recording: Path, name: str) -> None:
    with pytest.raises(UnknownName, match="no segment"):
        built(story, takes=((name, recording),))


@pytest.mark.parametrize("text", ["3", "=file.wav", "3=", " = "])
def test_an_option_that_says_nothing(text: str) -> None:
    with pytest.raises(UsageError, match="names no segment and file"):
        parse([text])
    with pytest.raises(UsageError, match="twice"):
        parse(["3=a.wav", "3=b.wav"])
