"""Tracks as asked, slates, mutes and beds in a package: built, moved, exported again, checked, and played by melt."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

import numpy as np
import pytest
import soundfile
from lxml import etree

from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.audio.waves import read_chunks
from broadcast.errors import MissingExtra
from broadcast.exporters.film.canvas import font
from broadcast.model.edition import Edition
from broadcast.pipeline.build import build
from broadcast.pipeline.export import export
from broadcast.pipeline.inspecting import inspect
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.order import Order
from broadcast.pipeline.package import changed_files, read_manifest
from broadcast.pipeline.relocate import moved_from, relocate
from broadcast.timing import FrameRate
from tests.exporters.test_mlt import needs_melt, play

STORY = """The bridge is open
The new bridge opened to cars this morning.
"We finished a month early," said chief engineer Anna Reed.
"My way to work is shorter now," said driver Peter Hall.
Buses will cross it from Monday.
"""
FPS = FrameRate.parse("29.97df")


@pytest.fixture(scope="module")
def made(takes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with everything that can be asked of its timelines, at 29.97 drop-frame from ten hours on."""
    pytest.importorskip("PIL")
    folder = tmp_path_factory.mktemp("arranged")
    story, bed = folder / "bridge.txt", folder / "river.wav"
    story.write_text(STORY, encoding="utf-8")
    soundfile.write(bed, np.random.default_rng(5).standard_normal(3 * SAMPLE_RATE) * 0.03, SAMPLE_RATE)
    order = Order(
        story=story,
        output=folder / "made",
        frame_rate=FPS,
        start=FPS.seconds(FPS.frames("10:00:00:00")),
        quotes_on="one",
        mute_quotes=True,
        slates=True,
        bed=bed,
        room_tone=bed,
    )
    build(order)
    return folder / "made/bridge"


def copied(made: Path, place: Path) -> Path:
    subprocess.run(["cp", "-r", made, place], check=True)
    return place


def links(folder: Path, name: str) -> list[Path]:
    document = etree.parse(str(folder / "timeline" / name))
    urls = [e.get("src") or e.text for e in document.iter("media-rep", "pathurl")]
    return [Path(unquote(urlparse(url).path)) for url in urls]


def test_a_slate_a_clip_is_in_the_package(made: Path) -> None:
    from PIL import Image

    clips = read_edition(made).timeline.clips
    assert [c.slate for c in clips] == [f"slates/{Path(c.media).stem}.png" for c in clips]
    pictures = [Image.open(made / clip.slate) for clip in clips]
    assert {(p.size, p.format) for p in pictures} == {((1920, 1080), "PNG")}
    assert len({p.tobytes() for p in pictures}) == len(clips)
    manifest = read_manifest(made)
    assert manifest
    assert {c.slate for c in clips} <= {f.path for f in manifest.files}


def test_check_has_nothing_to_say(made: Path) -> None:
    told = [(c.subject, c.message) for c in inspect(made).checks if c.verdict != "ok"]
    assert told == []


def test_a_bed_that_is_not_as_long_as_the_programme(made: Path, tmp_path: Path) -> None:
    folder = copied(made, tmp_path / "bridge")
    soundfile.write(folder / "audio/beds/bed.wav", np.zeros(SAMPLE_RATE), SAMPLE_RATE, subtype="PCM_24")
    told = [c.message for c in inspect(folder).checks if c.verdict == "wrong"]
    assert any(m.startswith("audio/beds/bed.wav: it lasts 1.000 s") for m in told)


@pytest.mark.parametrize("name", ["otio", "fcpxml", "xmeml", "mlt", "edl", "edition"])
def test_an_export_keeps_what_was_asked(name: str, made: Path, tmp_path: Path) -> None:
    again = export(made, name, tmp_path)
    assert again.read_bytes() == (made / "timeline" / again.name).read_bytes()


def test_a_moved_package_finds_its_slates_and_beds(made: Path, tmp_path: Path) -> None:
    (tmp_path / "Менің дискім & 100% #1").mkdir()
    folder = copied(made, tmp_path / "Менің дискім & 100% #1" / "көпір")
    assert moved_from(folder)
    done = relocate(folder)
    many = len(read_edition(folder).timeline.clips) * 2 + 2
    assert [f.addresses for f in done.files] == [many, many]
    assert done.missing == ()
    for name in ("bridge.xml", "bridge.fcpxml"):
        found = links(folder, name)
        assert len(found) == many
        assert all(path.is_file() and path.is_relative_to(folder) for path in found)
    manifest = read_manifest(folder)
    assert manifest
    assert changed_files(folder, manifest) == []
    assert [c for c in inspect(folder).checks if c.verdict != "ok"] == []


def test_without_a_typeface_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "font_source_sans_pro", None)
    font.cache_clear()
    with pytest.raises(MissingExtra, match="drawing pictures"):
        build(Order(story=tmp_path / "none.txt", output=tmp_path / "x", slates=True))
    assert not (tmp_path / "x").exists()


def test_a_bed_claims_no_voice(made: Path) -> None:
    for name in ("bed", "room-tone"):
        with (made / f"audio/beds/{name}.wav").open("rb") as stream:
            chunks = read_chunks(stream, name)
        told = chunks[b"bext"] + chunks[b"iXML"]
        assert b"ynthetic" not in told
        assert b"voice" not in told
        assert b"algorithmicMedia" not in told
        assert chunks[b"bext"].startswith(name.replace("-", " ").capitalize().encode() + b". The bridge is open")
        assert int.from_bytes(chunks[b"bext"][338:346], "little") == round(read_edition(made).timeline.start * 48_000)


def heard(folder: Path, edition: Edition, played: Path) -> dict[str, float]:
    """How loud each clip is where the timeline is played, against the loudness of its stem; the bed taken away."""
    sound, _ = soundfile.read(played)
    for bed in edition.timeline.beds:
        under, _ = soundfile.read(folder / bed.media)
        sound = sound[: len(under)] - under[: len(sound)]
    found = {}
    for clip in edition.timeline.clips:
        start, end = (round(at * SAMPLE_RATE) for at in (clip.start, clip.end))
        own, _ = soundfile.read(folder / clip.media)
        found[clip.media] = float(np.std(sound[start:end]) / np.std(own))
    return found


@needs_melt
def test_melt_plays_beds_and_no_muted_quote(made: Path, tmp_path: Path) -> None:
    edition, played = read_edition(made), tmp_path / "played.wav"
    play(made / "timeline/bridge.mlt", played)
    for media, level in heard(made, edition, played).items():
        assert level == pytest.approx(1.0 if "narration" in media else 0.0, abs=0.02)


@needs_melt
def test_melt_shows_the_slates(made: Path, tmp_path: Path) -> None:
    from PIL import Image

    clip = read_edition(made).timeline.clips[1]
    at = FPS.nearest(clip.start + clip.duration / 2)
    command = ["melt", str(made / "timeline/bridge.mlt"), f"in={at}", f"out={at}"]
    target = tmp_path / "frame.png"
    command += ["-consumer", f"avformat:{target}", "vcodec=png", "f=image2", "an=1", "update=1"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=20, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        pytest.skip("melt hung before its first frame")
    shown = np.asarray(Image.open(io.BytesIO(target.read_bytes())).convert("RGB"), np.int16)
    slates = [np.asarray(Image.open(made / c.slate), np.int16) for c in read_edition(made).timeline.clips]
    assert shown.shape == slates[1].shape
    far = [float(np.abs(shown - slate).mean()) for slate in slates]
    assert min(range(len(far)), key=far.__getitem__) == 1
    assert far[1] < 2
