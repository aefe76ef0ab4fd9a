"""Caption profiles on their way through a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcast.errors import DocumentError, UnknownName
from broadcast.model.edition import Edition
from broadcast.pipeline.build import build
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.order import Order
from tests.conftest import SAMPLE

STATION = """
[kk]
reading_speed = 15.0

[evening]
base = "vertical"
characters = 30
lead_in = "2/25"
speaker_labels = "name"
"""


@pytest.fixture
def station(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/captions.toml").write_text(STATION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(folder: Path, captions: str) -> tuple[Edition, bool]:
    report, edition = build(Order(story=SAMPLE, output=folder / "out", engine="silence", captions=captions))
    assert report.run is not None
    return edition, report.run.unchanged


def test_a_build_takes_the_profile_that_is_asked_for(station: Path) -> None:
    plain, _ = built(station, "")
    evening, unchanged = built(station, "evening")
    assert not unchanged
    assert (plain.captions.profile, evening.captions.profile) == ("kk", "evening")
    assert max(len(line) for cue in evening.captions.cues for line in cue.lines) <= 30
    assert max(len(cue.lines) for cue in evening.captions.cues) == 3
    labels = {cue.lines[0].split(":")[0] for cue in evening.captions.cues if cue.speaker and ":" in cue.lines[0]}
    assert "Мальцев" in labels
    assert built(station, "evening")[1]


def test_another_figure_makes_another_package(station: Path) -> None:
    assert not built(station, "teletext")[1]
    assert built(station, "teletext")[1]
    (station / "voices/captions.toml").write_text(STATION.replace("15.0", "16.0"), encoding="utf-8")
    assert not built(station, "teletext")[1]


def test_a_wrong_name_or_key_stops_before_anything_is_voiced(station: Path) -> None:
    with pytest.raises(UnknownName) as unknown:
        built(station, "cinema")
    assert "evening" in unknown.value.remedy
    (station / "voices/captions.toml").write_text("[evening]\ncolour = 1\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="colour"):
        built(station, "")
    assert not (station / "out").exists()


def test_each_language_keeps_its_own_figures(station: Path) -> None:
    profile_for = NewsroomFolder(station).captions("evening")
    assert (profile_for("kk").reading_speed, profile_for("ru").reading_speed, profile_for("en").reading_speed) == (
        15,
        17,
        20,
    )
    assert {profile_for(code).characters for code in ("kk", "ru", "en")} == {30}
    assert NewsroomFolder(station).captions()("en").characters == 42
