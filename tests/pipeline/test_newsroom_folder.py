"""A station's own choices."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from broadcast.errors import DocumentError
from broadcast.pipeline.newsroom_folder import NewsroomFolder, program_digest
from tests.conftest import ROOT


def newsroom(tmp_path: Path, cast: str | bytes) -> NewsroomFolder:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/cast.toml").write_bytes(cast if isinstance(cast, bytes) else cast.encode())
    return NewsroomFolder(tmp_path)


def test_without_files_the_built_in_cast_counts(tmp_path: Path) -> None:
    cast = NewsroomFolder(tmp_path).cast()
    assert cast.engine == "espeak"
    assert cast.pauses.sentence == Fraction(35, 100)
    assert set(cast.pools["espeak"]) == set(cast.rates) == {"kk", "ru", "en"}
    assert NewsroomFolder(tmp_path).lexicon("kk") is None


def test_a_key_of_the_station_leaves_the_others(tmp_path: Path) -> None:
    cast = newsroom(tmp_path, '[pauses]\nspeaker = 1.25\n[people]\nserikova = { voice = "kk+f4" }\n').cast()
    assert cast.pauses.speaker == Fraction(5, 4)
    assert cast.pauses.sentence == Fraction(35, 100)
    assert cast.people["serikova"].voice == "kk+f4"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pauses = 3", "pauses"),
        ("[pauses]\nsentense = 1\n", "sentense"),
        ("[rates]\nkk = 'fast'\n", "rates"),
        ("[[[", "line 1"),
        (b"\xff\xfe", "utf-8"),
        ("[pauses]\nsentence = 'long'", "long"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        newsroom(tmp_path, text).cast()
    assert caught.value.where.endswith("cast.toml")


def test_the_repository_is_a_newsroom_that_works() -> None:
    newsroom = NewsroomFolder(ROOT)
    assert newsroom.cast() == NewsroomFolder(Path("nowhere")).cast()
    for language in ("kk", "ru", "en"):
        assert newsroom.lexicon(language)


def test_the_digest_changes_with_any_choice(tmp_path: Path) -> None:
    made = newsroom(tmp_path, "engine = 'espeak'")
    before = made.digest()
    (tmp_path / "voices/lexicon.kk.toml").write_text("[words]\n", encoding="utf-8")
    assert made.digest() != before
    assert program_digest() == program_digest()
