"""``check``, ``pack`` and a running time as they are typed."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_commands import broadcast
from tests.conftest import SAMPLE, Built


def test_check_tells_each_check_and_its_verdict(sample: Built, tmp_path: Path) -> None:
    done = broadcast("check", sample.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].endswith("checks, all ok")
    assert "loudness" in done.stdout
    both = broadcast("check", sample.folder, tmp_path, "--json")
    found = json.loads(both.stdout)
    assert (both.returncode, found["schema"], found["verdict"]) == (2, "check/1", "wrong")
    assert [p["is_package"] for p in found["packages"]] == [True, False]


def test_check_exits_by_what_it_finds(sample: Built, tmp_path: Path) -> None:
    shutil.copytree(sample.folder, tmp_path / "zhetisu", copy_function=lambda a, b: Path(b).hardlink_to(a))
    (tmp_path / "zhetisu/notes.txt").write_text("mine", encoding="utf-8")
    done = broadcast("check", tmp_path / "zhetisu")
    assert "doubt: added since it was built: notes.txt" in done.stdout
    assert "next: broadcast relocate" in done.stdout  # it was copied, and its timelines lead to the first one
    assert done.returncode == 1
    assert broadcast("relocate", tmp_path / "zhetisu").returncode == 0
    assert broadcast("check", tmp_path / "zhetisu").returncode == 0
    assert broadcast("check", tmp_path / "zhetisu", "--strict").returncode == 1


def test_pack_prints_the_file_and_refuses_a_second_time(sample: Built, tmp_path: Path) -> None:
    target = tmp_path / "zhetisu.zip"
    done = broadcast("pack", sample.folder, "-o", target, "--store")
    assert (done.returncode, done.stdout) == (0, f"{target}\n")
    with zipfile.ZipFile(target) as archive:
        assert "Гүлмарал" in archive.read("zhetisu/README.txt").decode()
    again = broadcast("pack", sample.folder, "-o", target)
    assert again.returncode == 2
    assert "use --force" in again.stderr
    told = json.loads(broadcast("pack", sample.folder, "-o", target, "--store", "--force", "--json").stdout)
    assert (told["schema"], told["file"]) == ("pack/1", str(target))
    nothing = broadcast("pack", tmp_path)
    assert nothing.returncode == 2
    assert "this is no package" in nothing.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", SAMPLE, "--fit"], "--fit needs a running time"),
        (["build", SAMPLE, "--trt", "soon"], "'soon' is not a running time"),
        (["preview", SAMPLE, "--trt", "0"], "'0' is not a running time"),
    ],
)
def test_a_running_time_that_is_none(arguments: list[str | Path], said: str, tmp_path: Path) -> None:
    done = broadcast(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (tmp_path / "output").exists()


def test_preview_tells_what_is_over(sample: Built) -> None:
    shown = broadcast("preview", SAMPLE, "--trt", "2:30").stdout
    assert " s over" in shown.splitlines()[0]
    assert "without these it would fit" in " ".join(shown.split())
    built = broadcast("preview", sample.folder, "--trt", "3:30").stdout
    assert " s under" in built.splitlines()[0]
    heading = next(line for line in built.splitlines() if line.startswith("  #"))
    assert "DUR  OVER" in heading.replace("DUR   OVER", "DUR  OVER")


def test_a_zip_is_to_be_unpacked_first_and_names_stay_harmless(small_names: Path) -> None:
    packed = broadcast("pack", small_names)
    assert packed.returncode == 0
    assert "\x1b" not in packed.stdout + packed.stderr
    assert Path(packed.stdout.strip()).name == "zhetisu.zip"
    done = broadcast("check", packed.stdout.strip())
    assert done.returncode == 2
    assert "unpack it" in done.stdout


@pytest.fixture
def small_names(tmp_path: Path) -> Path:
    """A package of nothing but a manifest, whose slug and file name would move a terminal's cursor."""
    folder = tmp_path / "zhetisu"
    folder.mkdir()
    manifest = {
        "schema": "manifest/1",
        **dict.fromkeys(("tool", "version", "created", "language", "inputs", "notice", "digital_source_type"), ""),
        "slug": "\x1b[2J",
        "synthetic_voice": True,
        "voices": [],
        "files": [],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "\x1b[31mred").write_text("", encoding="utf-8")
    return folder
