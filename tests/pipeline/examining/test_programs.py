"""ffmpeg as it says that it is, and programs on the path."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from broadcast.audio import capabilities, ffmpeg
from broadcast.errors import MissingProgram
from broadcast.pipeline.examining import examine, programs


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that says what an ffmpeg without MP3 and without the limiter would say."""
    path = tmp_path / "ffmpeg"
    path.write_text(
        "#!/bin/sh\ncase $2 in\n"
        "-version) echo 'ffmpeg version 4.4.1 Copyright';;\n"
        "-encoders) printf ' ------\\n A....D pcm_s24le PCM\\n A....D aac AAC\\n V....D libx264 H.264\\n';;\n"
        "-filters) printf ' ------\\n .. ebur128 A->N EBU\\n .. aresample A->A R\\n T. alimiter A->A L\\n';;\nesac\n",
        encoding="utf-8",
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(capabilities, "program", lambda: str(path))
    return path


def test_the_embedded_ffmpeg_has_all_that_packages_are_made_with() -> None:
    found = list(programs.sound())
    assert [(line.subject, line.state) for line in found] == [("ffmpeg", "ok"), ("encoders", "ok"), ("filters", "ok")]
    assert ffmpeg.program() in found[0].message


@pytest.mark.skipif(sys.platform == "win32", reason="the double is a shell script")
@pytest.mark.usefixtures("fake")
def test_an_ffmpeg_of_ones_own_that_lacks_parts_is_told() -> None:
    version, encoders, filters = programs.sound()
    assert version.message.startswith("4.4.1, ")
    assert encoders.state == "wrong"
    assert encoders.message == "no libmp3lame, for the sound of the page"
    assert "IMAGEIO_FFMPEG_EXE" in encoders.remedy
    assert filters.state == "ok"


@pytest.mark.skipif(sys.platform == "win32", reason="the double is a shell script")
def test_an_ffmpeg_that_does_not_run_is_told_and_the_rest_goes_on(fake: Path, tmp_path: Path) -> None:
    fake.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    with pytest.raises(MissingProgram, match="does not run"):
        capabilities.capabilities()
    found = examine(tmp_path)
    wrong = [line for line in found if line.state == "wrong"]
    assert [(line.area, line.subject) for line in wrong] == [("sound", "sound")]
    assert "imageio-ffmpeg" in wrong[0].remedy
    assert len({line.area for line in found}) == 7


def test_programs_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/opt/{name}")
    assert [line.state for line in programs.others()] == ["ok"]
    monkeypatch.setattr("shutil.which", lambda name: None)
    (melt,) = programs.others()
    assert (melt.state, bool(melt.remedy)) == ("missing", True)
