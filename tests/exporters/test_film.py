"""MP4, MP3 and M4A, read back by programs that did not write them."""

from __future__ import annotations

import io
import re
import subprocess
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import mutagen
import numpy as np
import pytest
from msgspec.structs import replace

from broadcast.audio.ffmpeg import program
from broadcast.audio.waves import file_blocks
from broadcast.errors import InputError
from broadcast.exporters.compressed import M4a, Mp3
from broadcast.exporters.film.canvas import font, wrapped
from broadcast.exporters.film.frames import HEIGHT, WIDTH, Frames
from broadcast.exporters.film.mp4 import Mp4
from broadcast.exporters.film.stills import Painter, stills
from broadcast.model.edition import Edition
from tests.exporters.editions import RATES, empty, hostile, sample

TONE = (np.sin(np.arange(48_000 * 30) * 0.05) * 2_000_000).astype("<i4")


@pytest.fixture
def mix(tmp_path: Path) -> Path:
    length = round(sample().timeline.duration * 48_000)
    pcm = TONE[:length].view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    path = tmp_path / "mix ә.wav"
    path.write_bytes(b"".join(file_blocks(length, [pcm])))
    return path


def written(exporter: Mp3 | M4a | Mp4, edition: Edition) -> bytes:
    stream = io.BytesIO()
    exporter.write(edition, stream)
    return stream.getvalue()


def probed(path: Path) -> str:
    return subprocess.run([program(), "-hide_banner", "-i", path], capture_output=True, text=True).stderr


@pytest.mark.parametrize(("exporter", "suffix"), [(Mp3, ".mp3"), (M4a, ".m4a")])
def test_the_mix_for_people_says_what_it_is(exporter: type[Mp3 | M4a], suffix: str, mix: Path, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(written(exporter(mix), sample()))
    found = mutagen.File(path)
    assert found.info.length == pytest.approx(float(sample().timeline.duration), abs=0.1)
    said = probed(path)
    assert "algorithmicMedia" in said
    assert "synthetic voice (narration: " in said
    assert sample().script.story.headline in said


def test_a_missing_mix_is_no_silent_file(tmp_path: Path) -> None:
    for exporter in (Mp3(), M4a(tmp_path / "none.wav")):
        with pytest.raises(InputError, match="the mix is missing"):
            written(exporter, sample())
    (tmp_path / "bad.wav").write_bytes(b"no sound")
    with pytest.raises(InputError, match="could not make the MP3"):
        written(Mp3(tmp_path / "bad.wav"), sample())


@pytest.mark.parametrize("rate", RATES)
def test_a_film_is_as_long_as_its_programme(rate: str, mix: Path, tmp_path: Path) -> None:
    edition = sample(rate, 3600)
    path = tmp_path / "x.mp4"
    path.write_bytes(written(Mp4(mix, b"\x40" * 200), edition))
    said = probed(path)
    hours, minutes, seconds = re.findall(r"Duration: (\d+):(\d+):([\d.]+)", said)[0]
    lasts = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    assert lasts == pytest.approx(float(edition.timeline.duration), abs=0.1)
    assert "h264" in said
    assert "aac" in said
    assert "algorithmicMedia" in said
    frames = list(Frames(edition, b""))
    assert len(frames) == pytest.approx(edition.timeline.duration * Frames(edition, b"").rate, abs=1)


def test_the_same_edition_gives_the_same_film(mix: Path) -> None:
    assert written(Mp4(mix), sample()) == written(Mp4(mix), sample())


@pytest.mark.parametrize("edition", [sample(), sample("29.97df", 3600), hostile()])
def test_stills_follow_each_other_and_show_every_cue(edition: Edition) -> None:
    found = list(stills(edition))
    assert found[0].start == 0
    assert found[-1].end == edition.timeline.frame_rate.nearest(edition.timeline.duration)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert [c for c in edition.captions.cues if c not in {s.cue for s in found}] == []


def _luma(frame: bytes) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.frombuffer(frame, np.uint8)[: WIDTH * HEIGHT].reshape(HEIGHT, WIDTH)


def test_only_play_head_and_timecode_move() -> None:
    frames = list(Frames(sample(), b"\x30" * 100))
    still = next(s for s in stills(sample()) if s.end - s.start > 10)
    a, b = (_luma(frames[n]) for n in (still.start, still.end - 1))
    moved = np.argwhere(a != b)
    assert ((moved[:, 0] < 36) | (moved[:, 0] >= 380)).all()
    assert (moved[:, 0] >= 380).any()
    heads = [np.argmax(frame[405] == 235) for frame in (a, b)]
    assert heads[0] < heads[1]


def test_nothing_and_odd_stories_are_drawn() -> None:
    for edition in (empty(), hostile()):
        assert written(Mp4(), edition)[4:8] == b"ftyp"


def test_a_draft_says_so_on_the_picture_and_a_recording_does_not() -> None:
    edition = sample()
    painter = Painter(edition, 854, 480)
    first = next(stills(edition))
    red = np.asarray(painter.canvas(first).image)[8:32, 12:40]
    assert (red[..., 0] > 120).mean() > 0.5
    recorded = replace(
        edition,
        timeline=replace(
            edition.timeline,
            tracks=tuple(
                replace(
                    track,
                    clips=tuple(
                        replace(
                            clip,
                            parts=tuple(
                                replace(p, take=replace(p.take, voice=replace(p.take.voice, engine="recorded")))
                                for p in clip.parts
                            ),
                        )
                        for clip in track.clips
                    ),
                )
                for track in edition.timeline.tracks
            ),
        ),
    )
    other = np.asarray(Painter(recorded, 854, 480).canvas(next(stills(recorded))).image)[8:32, 12:40]
    assert (other[..., 0] > 120).mean() < 0.5


def test_text_keeps_to_its_box() -> None:
    face = font("bold", 40)
    for text in ("Ә" * 4000, "бір " * 400, "Құрылыс компаниясының бас инженері", ""):
        lines = wrapped(text, face, 300, 2)
        assert len(lines) <= 2
        assert all(face.getlength(line) <= 300 for line in lines)


def test_the_colours_are_those_of_bt_709() -> None:
    from broadcast.exporters.film.canvas import Canvas

    for colour, luma, blue, red in (
        ((255, 255, 255), 235, 128, 128),
        ((0, 0, 0), 16, 128, 128),
        ((255, 0, 0), 63, 102, 240),
    ):
        y, chroma = Canvas(4, 4, colour).planes()
        assert abs(int(y[0, 0]) - luma) <= 1
        assert abs(int(chroma[0, 0]) - blue) <= 1
        assert abs(int(chroma[2, 0]) - red) <= 1
    assert Fraction(25) == Frames(sample(), b"").rate
