"""The sample story, all the way; what the package says is read back by programs that are not ours."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import numpy as np
import opentimelineio as otio
import pysubs2
import pytest
import soundfile
from lxml import etree
from msgspec.structs import replace
from screenplay_tools.fountain.parser import Parser as FountainParser
from ttconv.srt.reader import to_model

from broadcast.audio.ffmpeg import program
from broadcast.engines import ENGINES
from broadcast.errors import BroadcastError, UsageError
from broadcast.exporters import path_in_package
from broadcast.model.progress import Progress
from broadcast.pipeline import build as building
from broadcast.pipeline.build import build
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.order import Order
from broadcast.takes import TakeStore
from broadcast.timing import PAL, FrameRate
from tests.conftest import SAMPLE, Built

PAUSES = {"sentence": 0.35, "speaker": 0.7}


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def wav(path: Path) -> Any:
    samples, rate = soundfile.read(path, dtype="float64")
    assert rate == 48000
    assert soundfile.info(path).subtype == "PCM_24"
    return samples


def measured(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak by ffmpeg, called directly."""
    import subprocess

    command = [program(), "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128=peak=true:framelog=quiet"]
    said = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    integrated = re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1]
    return float(integrated), float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", said)[-1])


def test_the_package_holds_what_the_contract_names(sample: Built) -> None:
    takes = [
        f"audio/takes/{n:03d}-{track}.wav"
        for n, track in enumerate(
            ["narration"] * 4 + ["maltsev", "narration", "zhardan", "zhylkybaeva", "narration"], 1
        )
    ]
    stems = [f"audio/stems/{track}.wav" for track in ("maltsev", "narration", "zhardan", "zhylkybaeva")]
    formats = {path_in_package(exporter, sample.edition) for exporter in building.formats()}
    named = ["otio", "fcpxml", "xml", "edl", "edition.json"]
    assert {f"timeline/zhetisu.{suffix}" for suffix in named} < formats
    assert {"subtitles/zhetisu.kk.srt", "subtitles/zhetisu.kk.vtt", "titles/zhetisu.lower-thirds.csv"} < formats
    assert {"zhetisu.fountain", "zhetisu.script.json"} < formats
    found = {p.relative_to(sample.folder).as_posix() for p in sample.folder.rglob("*") if p.is_file()}
    assert found == {*takes, *stems, *formats, "audio/zhetisu.mix.wav", "report.json", "manifest.json"}


def test_the_manifest_knows_every_file_and_the_voices(sample: Built) -> None:
    manifest = json.loads((sample.folder / "manifest.json").read_bytes())
    assert manifest["schema"] == "manifest/1"
    assert manifest["synthetic_voice"] is True
    assert manifest["digital_source_type"].endswith("/algorithmicMedia")
    for entry in manifest["files"]:
        data = (sample.folder / entry["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])
    assert len({v["voice"] for v in manifest["voices"]}) == 4
    assert {v["licence"] for v in manifest["voices"]} == {"GPL-3.0-or-later"}


def test_the_mix_is_as_loud_as_a_programme(sample: Built) -> None:
    integrated, peak = measured(sample.folder / "audio/zhetisu.mix.wav")
    assert integrated == pytest.approx(-23, abs=0.5)
    assert peak <= -1
    assert sample.report.loudness
    assert sample.report.loudness.integrated_lufs == pytest.approx(integrated, abs=0.11)
    assert sample.report.loudness.true_peak_dbtp == pytest.approx(peak, abs=0.11)


def test_stems_are_aligned_and_add_up_to_the_mix(sample: Built) -> None:
    mix = wav(sample.folder / "audio/zhetisu.mix.wav")
    stems = [wav(p) for p in sorted((sample.folder / "audio/stems").iterdir())]
    assert {len(s) for s in stems} == {len(mix)} == {round(sample.edition.timeline.duration * 48000)}
    total = np.sum(stems, axis=0)
    gain = 10 ** (sample.report.loudness.gain_db / 20) if sample.report.loudness else 1.0
    assert np.abs(total * gain - mix).max() < 2**-21


def test_a_recording_is_the_stem_over_its_clip(sample: Built) -> None:
    stems = {p.stem: wav(p) for p in (sample.folder / "audio/stems").iterdir()}
    for track in sample.edition.timeline.tracks:
        for clip in track.clips:
            start, end = (round(t * 48000) for t in (clip.start, clip.end))
            assert np.array_equal(wav(sample.folder / clip.media), stems[track.id][start:end])


def test_nothing_clips_and_nothing_clicks(sample: Built) -> None:
    for track in sample.edition.timeline.tracks:
        for clip in track.clips:
            samples = wav(sample.folder / clip.media)
            assert np.abs(samples).max() < 0.9
            for part in clip.parts:
                start = round(part.start * 48000)
                edges = np.abs(samples[[start, start + part.take.length - 1]])
                assert edges.max() < 10 ** (-50 / 20), "a take begins or ends in the middle of a sound"


def test_no_silence_is_longer_than_the_cast_files_pauses(sample: Built) -> None:
    mix = wav(sample.folder / "audio/zhetisu.mix.wav")
    sounding = np.flatnonzero(np.abs(mix) > 10 ** (-70 / 20))
    gaps = np.diff(sounding) / 48000
    assert gaps.max() <= PAUSES["speaker"] + 0.05


def test_four_voices_that_a_listener_tells_apart(sample: Built) -> None:
    from tests.engines.test_espeak import pitch_hz

    pitch = {}
    for track in sample.edition.timeline.tracks:
        samples = wav(sample.folder / track.clips[0].media)[: 48000 * 10]
        pitch[track.id] = pitch_hz((samples[::2] * 2).astype(np.float32), 24000)
    assert pitch["narration"] < pitch["maltsev"] < 160 < pitch["zhardan"] < pitch["zhylkybaeva"]
    heard = sorted(pitch.values())
    assert all(high / low > 1.12 for low, high in pairwise(heard)), pitch  # two semitones


def test_subtitles_are_read_by_others_and_keep_the_rules(sample: Built) -> None:
    path = sample.folder / "subtitles/zhetisu.kk.srt"
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    cues = list(pysubs2.SSAFile.from_string(data.decode(), format_="srt"))
    script = json.loads((sample.folder / "zhetisu.script.json").read_bytes())
    assert letters("".join(c.plaintext for c in cues)) == letters("".join(s["text"] for s in script["segments"]))
    for cue in cues:
        lines = cue.plaintext.split("\n")
        assert len(lines) <= 2
        assert max(map(len, lines)) <= 39
        assert len(" ".join(lines)) / (cue.duration / 1000) <= 17.05
        assert 833 <= cue.duration + 7 <= 7007
        assert cue.start % 40 == cue.end % 40 == 0
    for before, after in pairwise(cues):
        gap = after.start - before.end
        assert gap == 80 or gap >= 500
    with path.open(encoding="utf-8") as stream:
        assert len(list(next(iter(to_model(stream).get_body())))) == len(cues)
    assert len(list(pysubs2.load(str(sample.folder / "subtitles/zhetisu.kk.vtt")))) == len(cues)


def test_a_cue_begins_within_two_frames_of_its_first_word(sample: Built) -> None:
    for cue in sample.edition.captions.cues:
        assert abs(cue.start - cue.words[0].start) <= Fraction(2, 25)


def test_every_timeline_has_the_same_edges(sample: Built) -> None:
    expected = [(PAL.nearest(c.start), PAL.nearest(c.end)) for c in sample.edition.timeline.clips]
    assert expected[0][0] == 0
    folder = sample.folder / "timeline"
    adapters = {"zhetisu.otio": {}, "zhetisu.xml": {"adapter_name": "fcp_xml"}}
    adapters["zhetisu.edl"] = {"adapter_name": "cmx_3600", "rate": 25}  # type: ignore[dict-item]
    for name, options in adapters.items():
        timeline = otio.adapters.read_from_file(str(folder / name), **options)
        found = sorted(
            (round(r.start_time.rescaled_to(25).value), round(r.end_time_exclusive().rescaled_to(25).value))
            for clip in timeline.find_clips()
            for r in [clip.transformed_time_range(clip.trimmed_range(), timeline.tracks)]
        )
        assert found == expected, name
    fcpxml = etree.parse(str(folder / "zhetisu.fcpxml"))
    clips = [(_frames(c.get("offset")), _frames(c.get("duration"))) for c in fcpxml.iter("asset-clip")]
    assert sorted((start, start + length) for start, length in clips) == expected


def _frames(rational: str | None) -> int:
    assert rational
    frames = Fraction(rational.removesuffix("s")) * 25
    assert frames.denominator == 1
    return int(frames)


@pytest.mark.parametrize("name", ["zhetisu.fcpxml", "zhetisu.xml"])
def test_no_media_is_offline(sample: Built, name: str) -> None:
    document = etree.parse(str(sample.folder / "timeline" / name))
    urls = [e.get("src") or e.text for e in document.iter("media-rep", "pathurl")]
    assert len(urls) == 9
    for url in urls:
        assert url
        assert url.isascii()
        assert Path(unquote(urlparse(url).path)).is_file()


def test_the_script_is_read_by_a_fountain_parser(sample: Built) -> None:
    parser = FountainParser()
    parser.add_text((sample.folder / "zhetisu.fountain").read_text(encoding="utf-8"))
    elements = [(e.type.name, e.text_raw) for e in parser.script.elements]
    assert [text for kind, text in elements if kind == "CHARACTER"]
    spoken = [text for kind, text in elements if kind == "DIALOGUE"]
    quotes = [s.text for s in sample.edition.script.segments if s.kind == "quote"]
    assert [letters(s) for s in spoken] == [letters(q) for q in quotes]


def test_every_quoted_person_has_a_lower_third(sample: Built) -> None:
    text = (sample.folder / "titles/zhetisu.lower-thirds.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(r["name"], r["role"]) for r in rows] == [(s.name, s.role) for s in sample.edition.script.speakers]


def test_the_synthetic_voice_is_marked_in_every_sound_file(sample: Built) -> None:
    for path in sample.folder.rglob("*.wav"):
        head = path.read_bytes()[:8000]
        assert b"digitalsourcetype/algorithmicMedia" in head
        description = head[head.index(b"bext") + 8 :][:256].rstrip(b"\0")
        assert b"synthetic" in description.lower()
        assert description.isascii()


def test_a_second_build_speaks_nothing_and_changes_nothing(sample: Built) -> None:
    before = {p: p.stat().st_mtime_ns for p in sample.folder.rglob("*")}
    report, edition = build(Order(story=SAMPLE, output=sample.folder.parent))
    assert report.run
    assert (report.run.unchanged, report.run.takes_spoken, report.run.takes_reused) == (True, 0, 27)
    assert edition == sample.edition
    assert {p: p.stat().st_mtime_ns for p in sample.folder.rglob("*")} == before


def test_the_same_story_gives_the_same_files(sample: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    orders = [Order(story=SAMPLE, output=tmp_path / "a" / "output", force=True) for _ in range(2)]
    first, second = ([(f.path, f.sha256) for f in build(order)[0].files] for order in orders)
    assert first == second


def test_a_changed_sentence_speaks_only_itself(sample: Built, tmp_path: Path) -> None:
    story = tmp_path / "zhetisu.txt"
    text = SAMPLE.read_text(encoding="utf-8")
    story.write_text(text.replace("Уақыт өткен сайын дамып келеміз.", "Біз дамып келеміз."), encoding="utf-8")
    report, edition = build(Order(story=story, output=tmp_path))
    assert report.run
    assert (report.run.takes_spoken, report.run.takes_reused) == (1, 26)
    ids = [s.id for s in edition.script.segments]
    changed = [
        i for i, (a, b) in enumerate(zip(ids, [s.id for s in sample.edition.script.segments], strict=True)) if a != b
    ]
    assert changed == [6]


@pytest.mark.parametrize("rate", ["29.97df", "50", "23.976"])
def test_other_frame_rates(sample: Built, tmp_path: Path, rate: str) -> None:
    made = FrameRate.parse(rate)
    start = made.seconds(made.frames("01:00:00:00" if not made.drop_frame else "01:00:00;00"))
    report, edition = build(Order(story=SAMPLE, output=tmp_path, frame_rate=made, start=start))
    assert not [f for f in report.findings if f.code.startswith("caption-") and f.severity != "note"]
    for clip in edition.timeline.clips:
        assert made.on_grid(clip.start)
        samples = soundfile.info(tmp_path / "zhetisu" / clip.media).frames
        assert samples == round(clip.end * 48000) - round(clip.start * 48000)


def test_progress_is_told_step_by_step(sample: Built, tmp_path: Path) -> None:
    events: list[Progress] = []
    build(Order(story=SAMPLE, output=tmp_path), events.append)
    steps = list(dict.fromkeys(e.step for e in events))
    assert steps == ["read", "voice", "time", "mix", "export", "package"]
    for step in steps:
        last = [e for e in events if e.step == step][-1]
        assert last.done == last.total


def test_a_package_that_a_person_changed_is_kept(sample: Built, tmp_path: Path) -> None:
    build(Order(story=SAMPLE, output=tmp_path, engine="silence"))
    recording = tmp_path / "zhetisu/audio/takes/001-narration.wav"
    recording.write_bytes(b"the reporter's own voice")
    with pytest.raises(UsageError, match="changed by hand"):
        build(Order(story=SAMPLE, output=tmp_path, engine="silence"))
    assert recording.read_bytes() == b"the reporter's own voice"
    build(Order(story=SAMPLE, output=tmp_path, engine="silence", force=True))
    assert recording.read_bytes()[:4] == b"RIFF"


def test_an_interruption_keeps_the_takes_and_the_old_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path / "takes"))
    build(Order(story=SAMPLE, output=tmp_path / "out", engine="silence"))
    before = (tmp_path / "out/zhetisu/manifest.json").read_bytes()
    kept: list[str] = []
    real = TakeStore.keep

    def interrupted(self: TakeStore, key: str, *rest: Any, **named: Any) -> Any:
        if len(kept) == 5:
            raise KeyboardInterrupt
        kept.append(key)
        return real(self, key, *rest, **named)

    monkeypatch.setattr(TakeStore, "keep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(Order(story=SAMPLE, output=tmp_path / "out"))
    assert (tmp_path / "out/zhetisu/manifest.json").read_bytes() == before
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["zhetisu"]
    store = TakeStore(tmp_path / "takes")
    assert all(store.find(key) for key in kept)


def test_an_engine_that_gives_no_sound_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from broadcast.engines.silence import Silence

    class Broken(Silence):
        name = "broken"
        audible = True

    monkeypatch.setattr(ENGINES, "get", lambda name: Broken)
    with pytest.raises(BroadcastError, match="gave no sound") as caught:
        build(Order(story=SAMPLE, output=tmp_path, engine="broken"))
    assert caught.value.where == "segment 1"
    assert not (tmp_path / "zhetisu").exists()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Бір сөз", id="two words"),
        pytest.param("Тақырып\n***\n!!!\n— ? —\nСоңы.\n", id="paragraphs with nothing to say"),
        pytest.param("Тақырып\n" + "ә" * 500 + "\n", id="a word that fills a minute"),
        pytest.param('Тақырып\n«Сөз», - деді <b>[red]Айгүл</b>; DROP. \x07 \u202e ]]> & "x"\n', id="hostile"),
        pytest.param("Заголовок\n«Мы строим мост», - сказал Иван Петров.\nThe bridge is new.\n", id="three languages"),
        pytest.param("Тақырып\n" + "«Иә», - деді Айгүл Серікова.\n" * 40, id="forty short quotes"),
    ],
)
def test_odd_stories_are_built(tmp_path: Path, text: str) -> None:
    story = tmp_path / "odd.txt"
    story.write_text(text, encoding="utf-8")
    report, _ = build(Order(story=story, output=tmp_path / "out"))
    edition = read_edition(tmp_path / "out/odd")
    assert report.segments == len(edition.script.segments) > 0
    spoken = "".join(s.text for s in edition.script.segments)
    assert letters("".join(c.text for c in edition.captions.cues)) == letters(spoken)


def test_another_read_of_a_line_stays_in_the_builds_that_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path / "takes"))
    monkeypatch.chdir(tmp_path)
    Path("kopir.txt").write_text("Көпір ашылды.\n\n«Бәрі дайын, жол ашық», - деді Айгүл Серікова.\n", encoding="utf-8")
    order = Order(story="kopir.txt", output=tmp_path)
    _, first = build(order)
    again, second = build(replace(order, retakes=("2",)))
    assert again.run is not None
    assert again.run.takes_spoken == 1
    digests = [[part.take.digest for clip in e.timeline.clips for part in clip.parts] for e in (first, second)]
    assert [a == b for a, b in zip(*digests, strict=True)] == [True, False]
    after, third = build(order)
    assert after.run is not None
    assert after.run.unchanged
    assert third == second
    with pytest.raises(UsageError, match="no segment '7'"):
        build(replace(order, retakes=("7",)))


def test_a_package_with_a_fallback_voice_is_not_the_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path / "takes"))
    monkeypatch.chdir(tmp_path)
    Path("voices").mkdir()
    Path("voices/cast.toml").write_text('engine = "gtts"\nfallbacks = ["espeak"]\n', encoding="utf-8")
    Path("story.txt").write_text("The bridge is open again. The mayor came too.\n", encoding="utf-8")

    def refused(self: Any, stream: Any) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr("gtts.gTTS.write_to_fp", refused)
    monkeypatch.setattr("tenacity.nap.time.sleep", lambda seconds: None)
    report, _ = build(Order(story="story.txt", output=tmp_path))
    assert [f.code for f in report.findings] == ["fallback-voice"]
    assert {c.voice.engine for c in report.castings} == {"espeak"}
    again, _ = build(Order(story="story.txt", output=tmp_path))
    assert again.run is not None
    assert not again.run.unchanged
