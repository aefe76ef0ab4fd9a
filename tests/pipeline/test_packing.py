"""One ZIP of a package, read back by programs that are not ours."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlparse

import opentimelineio as otio
import pytest
from lxml import etree

from broadcast.errors import OutputError, UsageError
from broadcast.pipeline import packing
from broadcast.pipeline.inspecting import inspect
from broadcast.pipeline.packing import PackOrder, pack
from broadcast.pipeline.relocate import relocate
from tests.conftest import Built
from tests.pipeline.conftest import FIRST

PLACE = "Менің дискім & 100% #1"


def unpacked(file: Path | str, folder: Path) -> Path:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder / "saiabak"


def test_the_zip_is_beside_the_package_and_whole(package: Path, tmp_path: Path) -> None:
    done = pack(PackOrder(folder=package))
    assert done.file == str(package.parent / "saiabak.zip")
    assert done.checks == ()
    folder = unpacked(done.file, tmp_path / PLACE)
    for path in package.rglob("*.*"):
        if path.is_file() and path.name != "manifest.json":
            assert (folder / path.relative_to(package)).read_bytes() == path.read_bytes()
    assert inspect(folder).checks[1].message.startswith(f"{done.files - 1} files")
    assert sorted(p.name for p in package.parent.iterdir()) == ["saiabak", "saiabak.zip"]


def test_the_same_package_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    one = pack(PackOrder(folder=package, output=tmp_path / "one.zip"))
    two = pack(PackOrder(folder=package, output=tmp_path / "two.zip"))
    assert one.sha256 == two.sha256
    with zipfile.ZipFile(one.file) as archive:
        entries = archive.infolist()
    created = json.loads((package / "manifest.json").read_bytes())["created"]
    assert {"{}-{:02}-{:02}".format(*e.date_time) for e in entries} == {created[:10]}
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert {e.external_attr >> 16 for e in entries} == {0o100644}


@pytest.mark.parametrize("program", [["unzip", "-q"], ["7z", "x", "-bd"], ["bsdtar", "-xf"]], ids=lambda p: p[0])
def test_other_programs_unpack_it_with_names_in_utf8(program: list[str], package: Path, tmp_path: Path) -> None:
    if not shutil.which(program[0]):
        pytest.skip(f"there is no {program[0]} here")
    (package / "Ескерту ә.txt").write_text("of the editor", encoding="utf-8")
    done = pack(PackOrder(folder=package, output=tmp_path / "saiabak.zip"))
    with zipfile.ZipFile(done.file) as archive:
        flags = {e.filename: e.flag_bits & 0x800 for e in archive.infolist()}
    assert flags["saiabak/Ескерту ә.txt"]
    folder = tmp_path / PLACE
    folder.mkdir()
    subprocess.run([*program, done.file], cwd=folder, check=True, capture_output=True, env={"LC_ALL": "C.UTF-8"})
    assert (folder / "saiabak/Ескерту ә.txt").read_text(encoding="utf-8") == "of the editor"
    assert (folder / "saiabak" / FIRST).read_bytes() == (package / FIRST).read_bytes()


def test_what_was_unpacked_opens_where_it_is(package: Path, tmp_path: Path) -> None:
    folder = unpacked(pack(PackOrder(folder=package)).file, tmp_path / PLACE)
    shutil.rmtree(package)
    timeline = otio.adapters.read_from_file(str(folder / "timeline/saiabak.otio"))
    links = [unquote(clip.media_reference.target_url) for clip in timeline.find_clips()]
    assert len(links) == 3
    assert all((folder / "timeline" / link).is_file() for link in links)
    offline = {c.subject for c in inspect(folder).checks if c.verdict == "wrong"}
    assert offline == {"timeline/saiabak.fcpxml", "timeline/saiabak.xml"}  # the README says what to do
    relocate(folder)
    assert inspect(folder).verdict == "ok"


def test_a_zip_for_a_place_that_is_known(package: Path, tmp_path: Path) -> None:
    place = tmp_path / PLACE
    folder = unpacked(pack(PackOrder(folder=package, at=str(place))).file, place)
    shutil.rmtree(package)
    assert inspect(folder).verdict == "ok"
    assert place.as_uri() in (folder / "README.txt").read_text(encoding="utf-8-sig")


def test_a_place_of_windows_is_known_everywhere(package: Path, tmp_path: Path) -> None:
    folder = unpacked(pack(PackOrder(folder=package, at="D:/news today")).file, tmp_path / "x")
    urls = [e.text for e in etree.parse(str(folder / "timeline/saiabak.xml")).iter("pathurl")]
    assert {urlparse(u).path.rpartition("/audio")[0] for u in urls} == {"/D:/news%20today/saiabak"}
    with pytest.raises(UsageError, match="not an absolute path"):
        pack(PackOrder(folder=package, at="here", force=True))


def test_nothing_is_written_over_unasked(package: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    target.write_bytes(b"mine")
    order = PackOrder(folder=package, output=target)
    with pytest.raises(UsageError, match="such a file already"):
        pack(order)
    assert target.read_bytes() == b"mine"
    pack(PackOrder(folder=package, output=target, force=True))
    assert zipfile.is_zipfile(target)
    assert Path(pack(PackOrder(folder=package, output=tmp_path)).file) == tmp_path / "saiabak.zip"
    with pytest.raises(UsageError, match="in the package itself"):
        pack(PackOrder(folder=package, output=package / "saiabak.zip"))


def test_a_damaged_package_is_refused(package: Path, tmp_path: Path) -> None:
    (package / "audio/saiabak.mix.wav").write_bytes(b"RIFF")
    with pytest.raises(UsageError, match=r"damaged: not as they were built: audio/saiabak\.mix\.wav") as refused:
        pack(PackOrder(folder=package))
    assert "--force" in refused.value.remedy
    assert not (package.parent / "saiabak.zip").exists()
    done = pack(PackOrder(folder=package, force=True))
    assert [c.verdict for c in done.checks] == ["wrong"]
    (package / "manifest.json").write_bytes(b"{")
    done = pack(PackOrder(folder=package, output=tmp_path / "again.zip", force=True))
    with zipfile.ZipFile(done.file) as archive:
        assert archive.read("saiabak/manifest.json") == b"{"


def test_what_a_person_did_goes_along_and_is_told(package: Path, tmp_path: Path) -> None:
    shutil.copy(package / "audio/takes/003-narration.wav", package / FIRST)
    (package / "notes.txt").write_text("from the editor", encoding="utf-8")
    done = pack(PackOrder(folder=package))
    assert {c.verdict for c in done.checks} == {"doubt"}
    folder = unpacked(done.file, tmp_path / "out")
    assert (folder / "notes.txt").exists()
    text = (folder / "README.txt").read_text(encoding="utf-8-sig")
    assert "қолмен ауыстырылған: 001-narration.wav" in text
    assert "кадр сыртындағы мәтін (003-narration.wav)" in text


def test_links_are_left_out(package: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (package / "secret.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(UsageError, match="links that lead out of the package"):
        pack(PackOrder(folder=package))
    done = pack(PackOrder(folder=package, force=True))
    with zipfile.ZipFile(done.file) as archive:
        assert "saiabak/secret.txt" not in archive.namelist()


def test_a_slug_that_leads_out_names_no_folder(package: Path) -> None:
    path = package / "manifest.json"
    manifest = json.loads(path.read_bytes())
    path.write_text(json.dumps({**manifest, "slug": "../../up"}), encoding="utf-8")
    done = pack(PackOrder(folder=package))
    with zipfile.ZipFile(done.file) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"saiabak"}


def test_a_full_disk_leaves_nothing(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "_blocks", full)
    with pytest.raises(OutputError, match="No space left"):
        pack(PackOrder(folder=package, output=tmp_path / "new/saiabak.zip"))
    assert list((tmp_path / "new").iterdir()) == []


def test_zip64_where_the_sizes_ask_for_it(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1 << 16)
    done = pack(PackOrder(folder=package, store=True))
    extra = [e for e in zipfile.ZipFile(done.file).infolist() if e.extra[:2] == struct.pack("<H", 1)]
    monkeypatch.undo()
    assert extra
    folder = unpacked(done.file, tmp_path / "out")
    assert (folder / FIRST).read_bytes() == (package / FIRST).read_bytes()


def test_the_readme_tells_an_editor_everything(package: Path, small: Built, tmp_path: Path) -> None:
    folder = unpacked(pack(PackOrder(folder=package)).file, tmp_path / "out")
    data = (folder / "README.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    text = data.decode("utf-8-sig")
    wanted = (
        "Саябақта жаңа көпір ашылды",
        "СИНТЕТИКАЛЫҚ",
        "Айгүл Серікова (002-serikova.wav)",
        small.report.trt_timecode,
        "00:00:00:00",
        "-23.0 LUFS",
        "GPL-3.0-or-later",
        "broadcast relocate saiabak",
        package.as_uri(),
    )
    assert [words for words in wanted if words not in text] == []
    named = [line.split()[-1] for line in text.splitlines() if "File > " in line and "timeline/" in line]
    assert len(named) >= 4
    assert all((folder / path).is_file() for path in named)
    assert "{" not in text
