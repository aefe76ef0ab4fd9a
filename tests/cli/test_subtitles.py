"""``broadcast subtitles``: check, repair, convert."""

from __future__ import annotations

import json
from pathlib import Path

import pysubs2
import pytest
import srt

from tests.cli.test_commands import broadcast
from tests.conftest import Built

BAD = """1
00:00:01,013 --> 00:00:03,000
Қаланың шығыс бөлігінде салынып жатқан көпір ашылды.

2
00:00:02,980 --> 00:00:03,100
Жолдар ашық.
"""
GOOD = "1\n00:00:01,000 --> 00:00:03,000\nЖолдар ашық.\n"


def lay(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_violations_are_listed_with_their_timecodes(tmp_path: Path) -> None:
    lay(tmp_path, "film.srt", BAD)
    done = broadcast("subtitles", "film.srt", "--profile", "kk", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "film.srt: 2 cues, profile kk, 25 frames a second"
    assert [line.split()[2:4] for line in lines[2:5]] == [
        ["00:00:01:00", "line-length"],
        ["00:00:01:00", "reading-speed"],
        ["00:00:01:00", "off-grid"],
    ]
    assert "a line of 52 characters; 39 are allowed" in lines[2]
    assert lines[2].endswith("көпір ашылды.")
    assert "overlap 1" in lines[-1]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["film.srt"]
    assert broadcast("subtitles", "film.srt", "--strict", cwd=tmp_path).returncode == 1


def test_a_sound_file_says_so(tmp_path: Path) -> None:
    lay(tmp_path, "film.srt", GOOD)
    done = broadcast("subtitles", "film.srt", "--strict", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "no rule is broken")


def test_json_names_each_violation(tmp_path: Path) -> None:
    lay(tmp_path, "film.ru.srt", BAD)
    done = broadcast("subtitles", "film.ru.srt", "--json", "--fps", "29.97df", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (report["schema"], report["language"], report["profile"]) == ("subtitles/1", "ru", "ru")
    assert (report["frame_rate"], report["cues"], report["repaired"], report["written"]) == ("29.97df", 2, False, "")
    first = report["violations"][0]
    assert (first["cue"], first["timecode"], first["code"]) == (1, "00:00:01;00", "caption-line-length")
    assert report["violations"] == report["remaining"]


def test_a_repaired_file_breaks_no_rule_and_loses_no_word(tmp_path: Path) -> None:
    lay(tmp_path, "film.srt", BAD)
    done = broadcast("subtitles", "film.srt", "--fix", "--strict", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stderr == "written: film.fixed.srt\n"
    assert (tmp_path / "film.srt").read_text(encoding="utf-8") == BAD
    text = (tmp_path / "film.fixed.srt").read_text(encoding="utf-8")
    cues = list(srt.parse(text))
    assert " ".join(c.content for c in cues).split() == " ".join(c.content for c in srt.parse(BAD)).split()
    assert broadcast("subtitles", "film.fixed.srt", "--strict", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["srt", "vtt", "ttml", "ass", "avid-ds", "transcript", "captions-csv"])
def test_every_format_is_written_and_nothing_overwritten(name: str, tmp_path: Path) -> None:
    lay(tmp_path, "in.srt", GOOD)
    done = broadcast("subtitles", "in.srt", "--to", name, "--output", "out.x", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "out.x").read_bytes()
    assert "Жолдар ашық." in written.decode()
    again = broadcast("subtitles", "in.srt", "--to", "srt", "--output", "out.x", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (2, "")
    assert "this file is there already" in again.stderr
    assert (tmp_path / "out.x").read_bytes() == written
    forced = broadcast("subtitles", "in.srt", "--to", "srt", "--output", "out.x", "--force", cwd=tmp_path)
    assert forced.returncode == 0
    assert (tmp_path / "out.x").read_text(encoding="utf-8").split() == GOOD.split()


def test_folders_of_the_output_are_made(tmp_path: Path) -> None:
    lay(tmp_path, "in.srt", GOOD)
    assert broadcast("subtitles", "in.srt", "-o", "for/air/out.vtt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "for" / "air" / "out.vtt").is_file()


def test_the_suffix_of_the_output_tells_the_format(tmp_path: Path) -> None:
    lay(tmp_path, "in.srt", GOOD)
    assert broadcast("subtitles", "in.srt", "-o", "out.kk.ass", cwd=tmp_path).returncode == 0
    assert [e.plaintext for e in pysubs2.load(str(tmp_path / "out.kk.ass"))] == ["Жолдар ашық."]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nope.srt"], 2, "No such file"),
        (["."], 2, "no built package"),
        (["empty.srt"], 2, "the file is empty"),
        (["binary.srt"], 2, "binary"),
        (["story.srt"], 2, "no subtitle was found"),
        (["in.srt", "--profile", "cinema"], 2, "known: en, kk, ru, teletext, vertical"),
        (["in.srt", "--language", "fr"], 2, "known: en, kk, ru"),
        (["in.srt", "--to", "stl"], 2, "cannot hold Kazakh letters"),
        (["in.srt", "--to", "edl"], 2, "no subtitle format 'edl'"),
        (["in.srt", "--output", "out.stl"], 2, "cannot hold Kazakh letters"),
        (["in.srt", "--to", "vtt", "--bom"], 2, "vtt has no bom"),
        (["in.srt", "--to", "vtt", "--start", "1:00"], 2, "is not a timecode"),
        (["in.srt", "--to", "vtt", "--output", "in.srt/no-folder.vtt"], 4, "cannot be written"),
        (["in.srt", "--fps", "26"], 2, "not a frame rate"),
    ],
)
def test_what_goes_wrong_is_told_with_the_next_step(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    lay(tmp_path, "in.srt", GOOD)
    lay(tmp_path, "empty.srt", " \n")
    lay(tmp_path, "binary.srt", bytes(range(256)) * 4)
    lay(tmp_path, "story.srt", "Бүгін қар жауды.")
    done = broadcast("subtitles", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1251"])
def test_encodings_that_newsrooms_have(codec: str, tmp_path: Path) -> None:
    russian = GOOD.replace("Жолдар ашық.", "Дороги открыты.").replace("\n", "\r\n")
    lay(tmp_path, "in.srt", russian.encode(codec))
    done = broadcast("subtitles", "in.srt", "--to", "srt", "-o", "out.srt", "--bom", "--crlf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.srt").read_bytes().decode("utf-8-sig").split() == russian.split()
    assert b"\xef\xbb\xbf1\r\n" in (tmp_path / "out.srt").read_bytes()


def test_a_package_in_other_formats_and_from_another_hour(sample: Built, tmp_path: Path) -> None:
    def asked(*arguments: str) -> str:
        done = broadcast("subtitles", sample.folder, *arguments, "-o", "out.x", "--force", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return (tmp_path / "out.x").read_text(encoding="utf-8-sig")

    first = sample.edition.captions.cues[0]
    assert asked("--to", "srt", "--strict") == (sample.folder / "subtitles/zhetisu.kk.srt").read_text(encoding="utf-8")
    assert asked("--to", "srt", "--start", "10:00:00:00").startswith("1\n10:00:00,000 --> ")
    assert "10:00:00:00 10:00:0" in asked("--to", "avid-ds", "--start", "10:00:00:00")
    assert "01:00:00:00  Narration" in asked("--to", "transcript", "--start", "01:00:00:00")
    assert f"{first.words[0].text} <00:00:0" in asked("--to", "vtt", "--word-times")
    assert "line:10%" in asked("--to", "vtt", "--clear-titles")


def test_hour_offsets_of_drop_frame_keep_timecode(tmp_path: Path) -> None:
    lay(tmp_path, "in.srt", "1\n00:00:00,000 --> 00:00:02,002\nЖолдар ашық.\n")
    broadcast("subtitles", "in.srt", "--fps", "29.97df", "-o", "o.srt", "--start", "01:00:00:00", cwd=tmp_path)
    (cue,) = srt.parse((tmp_path / "o.srt").read_text(encoding="utf-8"))
    assert cue.start.total_seconds() == pytest.approx(107892 * 1001 / 30000, abs=0.0006)
    asked = ("subtitles", "in.srt", "--fps", "29.97df", "--to", "avid-ds", "-o", "o.txt", "--start", "01:00:00:00")
    broadcast(*asked, cwd=tmp_path)
    assert "01:00:00;00 01:00:02;00" in (tmp_path / "o.txt").read_text(encoding="utf-8-sig")


def test_a_stations_own_profile(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    lay(tmp_path, "voices/captions.toml", '[evening]\nbase = "teletext"\ncharacters = 8\n')
    lay(tmp_path, "in.srt", GOOD)
    done = broadcast("subtitles", "in.srt", "-p", "evening", cwd=tmp_path)
    assert "a line of 12 characters; 8 are allowed" in done.stdout
