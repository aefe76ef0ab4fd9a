"""What checking a package finds: nothing in a sound one, and each mistake in its place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.errors import UsageError
from broadcast.model.inspection import Inspection
from broadcast.model.progress import Progress
from broadcast.pipeline.inspecting import inspect, inspect_all
from tests.conftest import Built
from tests.pipeline.conftest import FIRST

MIX = "audio/saiabak.mix.wav"
SRT = "subtitles/saiabak.kk.srt"
TITLES = "titles/saiabak.lower-thirds.csv"


def told(found: Inspection) -> dict[str, str]:
    """What is not well, by subject."""
    return {check.subject: f"{check.verdict}: {check.message}" for check in found.checks if check.verdict != "ok"}


def sealed(package: Path, *paths: str) -> None:
    """Have the manifest say that these files were built as they are now."""
    path = package / "manifest.json"
    manifest = json.loads(path.read_bytes())
    for entry in manifest["files"]:
        if entry["path"] in paths:
            data = (package / entry["path"]).read_bytes()
            entry |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_a_package_as_it_was_built(small: Built) -> None:
    events: list[Progress] = []
    found = inspect(small.folder, events.append)
    assert told(found) == {}
    assert found.verdict == "ok"
    subjects = {check.subject for check in found.checks}
    assert subjects >= {"manifest", "files", "report", "takes", "stems", "mix", "loudness", SRT, TITLES}
    assert {f"timeline/saiabak.{kind}" for kind in ("otio", "fcpxml", "xml", "mlt", "edl")} <= subjects
    assert {event.step for event in events} >= {"check", "measure"}
    assert all(event.done <= event.total for event in events)


def test_a_recording_that_an_editor_replaced_is_told_and_no_mistake(package: Path) -> None:
    frames = soundfile.info(package / FIRST).frames
    noise = np.random.default_rng(1).normal(0, 0.05, frames)
    soundfile.write(package / FIRST, noise, 48000, subtype="PCM_24")
    found = inspect(package)
    assert told(found) == {"files": f"doubt: recordings replaced since it was built: {FIRST}"}
    assert [check.paths for check in found.checks if check.verdict == "doubt"] == [(FIRST,)]
    soundfile.write(package / FIRST, noise[: frames // 2], 44100, subtype="PCM_16")
    found = inspect(package)
    assert found.verdict == "doubt"
    faults = [check.message for check in found.checks if check.subject == "takes"]
    assert faults[0] == f"{FIRST}: 44100 Hz, 16 bit, mono; the others are 48000 Hz, 24 bit"
    assert "the timeline has" in faults[1]


def test_files_that_are_missing_added_and_changed(package: Path) -> None:
    (package / FIRST).unlink()
    (package / "notes.txt").write_text("from the editor", encoding="utf-8")
    (package / ".DS_Store").write_bytes(b"of the system")
    (package / SRT).write_bytes((package / SRT).read_bytes().replace("көпір".encode(), "өткел".encode()))
    found = inspect(package)
    files = [(c.verdict, c.paths) for c in found.checks if c.subject == "files"]
    assert files == [("doubt", ("notes.txt",)), ("wrong", (FIRST,)), ("doubt", (SRT,))]
    assert told(found)["takes"] == f"wrong: {FIRST}: missing"
    assert told(found)["timeline/saiabak.otio"].startswith("wrong: 1 links lead to nothing: ../audio/takes/001")
    assert not (package / FIRST).exists()


def test_nothing_is_repaired(package: Path) -> None:
    (package / MIX).write_bytes(b"RIFF")
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in package.rglob("*") if p.is_file()}
    inspect(package)
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in package.rglob("*") if p.is_file()} == before


def test_a_moved_package_names_the_command(package: Path, tmp_path: Path) -> None:
    moved = Path(shutil.move(package, tmp_path / "жаңа орын"))
    found = inspect(moved)
    assert set(told(found)) == {"timeline/saiabak.fcpxml", "timeline/saiabak.xml"}
    remedies = {check.remedy for check in found.checks if check.verdict == "wrong"}
    assert remedies == {f"broadcast relocate {moved}"}


def test_media_elsewhere_are_told(package: Path, tmp_path: Path) -> None:
    picture = tmp_path / "bridge.mov"
    picture.write_bytes(b"moving")
    path = package / "timeline/saiabak.mlt"
    shot = f'<producer id="own"><property name="resource">{picture}</property><filter id="f"/></producer><playlist'
    path.write_text(path.read_text(encoding="utf-8").replace("<playlist", shot, 1), encoding="utf-8")
    assert told(inspect(package))["timeline/saiabak.mlt"] == f"doubt: 1 links lead out of the package: {picture}"
    picture.unlink()
    assert told(inspect(package))["timeline/saiabak.mlt"] == f"wrong: 1 links lead to nothing: {picture}"


def cut_mix(package: Path) -> None:
    data = (package / MIX).read_bytes()
    (package / MIX).write_bytes(data[: len(data) // 2])


def empty_take(package: Path) -> None:
    (package / FIRST).write_bytes(b"")


def moved_in_time(package: Path) -> None:
    data = bytearray((package / MIX).read_bytes())
    at = data.index(b"bext") + 8 + 338
    data[at : at + 8] = struct.pack("<Q", 48000)
    (package / MIX).write_bytes(data)


def louder(package: Path) -> None:
    samples, rate = soundfile.read(package / MIX)
    soundfile.write(package / MIX, samples * 4, rate, subtype="PCM_24")


def shorter_stem(package: Path) -> None:
    path = package / "audio/stems/narration.wav"
    samples, rate = soundfile.read(path)
    soundfile.write(path, samples[:-1], rate, subtype="PCM_24")


def late_caption(package: Path) -> None:
    with (package / SRT).open("a", encoding="utf-8") as stream:
        stream.write("\n90\n00:59:00,000 --> 00:59:02,000\nКеш\n")


def late_title(package: Path) -> None:
    text = (package / TITLES).read_text(encoding="utf-8-sig")
    row = "Айгүл Серікова,бас инженер,00:59:00:00,00:59:05:00,3540.000,3545.000,2,serikova,0000\r\n"
    (package / TITLES).write_text(text + row, encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("spoil", "subject", "words"),
    [
        (cut_mix, "mix", "cut short"),
        (cut_mix, "loudness", "not measured"),
        (empty_take, "takes", "empty"),
        (moved_in_time, "mix", "its TimeReference is 48000; the timeline has 0"),
        (louder, "loudness", "the report says -23.0 LUFS"),
        (shorter_stem, "stems", "the timeline has"),
        (late_caption, SRT, "1 of them outside the programme"),
        (late_title, TITLES, "outside the programme"),
    ],
)
def test_what_is_wrong_is_found_though_the_manifest_agrees(
    package: Path, spoil: Callable[[Path], None], subject: str, words: str
) -> None:
    spoil(package)
    sealed(package, MIX, FIRST, SRT, TITLES, "audio/stems/narration.wav")
    found = told(inspect(package))
    assert found[subject].startswith("wrong: ")
    assert words in found[subject]
    assert found.get("files", "doubt: added").startswith("doubt: added")


@pytest.mark.parametrize("name", ["manifest.json", "report.json", "timeline/saiabak.edition.json"])
@pytest.mark.parametrize("data", [b"", b"{", b"[" * 200_000, b"\xff\xfe", b'{"schema": "x/1"}', b'{"bytes": 1e999999}'])
def test_a_broken_document_is_no_crash(package: Path, name: str, data: bytes) -> None:
    (package / name).write_bytes(data)
    found = inspect(package)
    assert found.is_package
    assert found.verdict == "wrong"


def test_a_hostile_manifest_reaches_nothing_outside(package: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    path = package / "manifest.json"
    manifest = json.loads(path.read_bytes())
    digest = hashlib.sha256(b"secret").hexdigest()
    hostile = [str(secret), "../../secret.txt", "audio/../../../secret.txt", "C:\\secret.txt", "C:/x", "", "a\0b"]
    manifest["files"] += [{"path": p, "bytes": 10**18, "sha256": digest} for p in hostile]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    found = inspect(package)
    check = next(c for c in found.checks if c.verdict == "wrong")
    assert check.subject == "manifest"
    assert set(check.paths) == set(hostile)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes are made otherwise there")
def test_links_and_pipes_are_not_followed(package: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.wav").write_bytes(b"")
    (package / "out").symlink_to(outside, target_is_directory=True)
    (package / "inside.wav").symlink_to(FIRST)
    (package / "loop").symlink_to("loop")
    (package / SRT).unlink()
    (package / SRT).symlink_to("/dev/zero")
    os.mkfifo(package / "subtitles" / "pipe.srt")
    found = inspect(package)
    files = {(c.verdict, c.paths) for c in found.checks if c.subject == "files"}
    assert ("wrong", ("out", SRT)) in files or ("wrong", (SRT, "out")) in files
    assert ("doubt", ("inside.wav", "loop")) in files
    assert ("wrong", ("subtitles/pipe.srt",)) in files
    assert ("wrong", (SRT,)) in files


def test_a_folder_that_is_no_package(tmp_path: Path, small: Built) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(UsageError, match=r"no package|no such folder"):
            inspect(folder)
    found = inspect_all([tmp_path, small.folder])
    assert [p.is_package for p in found.packages] == [False, True]
    assert [p.verdict for p in found.packages] == ["wrong", "ok"]
    assert found.verdict == "wrong"
