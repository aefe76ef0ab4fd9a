"""The take store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from broadcast.audio.pcm import from_pcm, to_pcm
from broadcast.errors import OutputError
from broadcast.model.speech import Mark, Speech, SpeechRequest, Take, Voice
from broadcast.model.text import TextSpan
from broadcast.takes import TakeStore, default_place, take_key

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

VOICE = Voice(engine="silence", id="kk-m1", language="kk", gender="m", licence="CC0-1.0")
REQUEST = SpeechRequest(text="Сәлем", language="kk", voice="kk-m1", rate=140)
KEY = take_key(REQUEST, "silence", "1")
SAMPLES: Samples = np.linspace(-0.5, 0.5, 4801, dtype=np.float32)


def keep(store: TakeStore) -> Take:
    mark = Mark(source=TextSpan(0, 5), start=Fraction(1, 10), end=Fraction(3, 10))
    speech = Speech(samples=SAMPLES, sample_rate=48000, marks=(mark,), timing="exact")
    return store.keep(KEY, speech, to_pcm(SAMPLES), Fraction(1, 20), VOICE, 48000)


def test_a_take_comes_back(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    assert store.find(KEY) is None
    take = keep(store)
    assert store.find(KEY) == take
    assert np.array_equal(from_pcm(store.pcm(take)), from_pcm(to_pcm(SAMPLES)))
    assert take.duration == Fraction(4801, 48000)


def test_marks_move_with_the_cut_and_stay_inside(tmp_path: Path) -> None:
    (mark,) = keep(TakeStore(tmp_path)).marks
    assert (mark.start, mark.end) == (Fraction(1, 20), Fraction(4801, 48000))


def test_a_take_plays_anywhere(tmp_path: Path) -> None:
    keep(TakeStore(tmp_path))
    (path,) = tmp_path.rglob("*.wav")
    samples, rate = soundfile.read(path, dtype="float32")
    assert (len(samples), rate) == (4801, 48000)


@given(st.integers(0, 10**9), st.integers(0, 255))
def test_a_damaged_take_is_as_good_as_missing(tmp_path_factory: pytest.TempPathFactory, place: int, byte: int) -> None:
    folder = tmp_path_factory.mktemp("takes")
    store = TakeStore(folder)
    take = keep(store)
    (path,) = folder.rglob("*.wav")
    data = bytearray(path.read_bytes())
    data[place % len(data)] = byte
    path.write_bytes(data)
    found = store.find(KEY)
    assert found is None or store.pcm(found) == to_pcm(SAMPLES)
    assert found is None or found.digest == take.digest


@pytest.mark.parametrize("size", [0, 10, 500, 5000])
def test_a_take_cut_short_is_as_good_as_missing(tmp_path: Path, size: int) -> None:
    store = TakeStore(tmp_path)
    keep(store)
    (path,) = tmp_path.rglob("*.wav")
    path.write_bytes(path.read_bytes()[:size])
    assert store.find(KEY) is None


def test_a_take_that_goes_away_is_told(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    take = keep(store)
    next(tmp_path.rglob("*.wav")).unlink()
    with pytest.raises(OutputError, match="cannot be read"):
        store.pcm(take)


def test_side_by_side(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        takes = set(pool.map(lambda _: keep(store), range(32)))
    assert len(takes) == 1
    assert [p.suffix for p in tmp_path.rglob("*") if p.is_file()] == [".wav"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        keep(TakeStore(tmp_path / "file" / "takes"))


@pytest.mark.parametrize(
    "other",
    [
        SpeechRequest(text="Сәлем!", language="kk", voice="kk-m1", rate=140),
        SpeechRequest(text="Сәлем", language="kk", voice="kk-m2", rate=140),
        SpeechRequest(text="Сәлем", language="kk", voice="kk-m1", rate=141),
        SpeechRequest(text="Сәлем", language="kk", voice="kk-m1", rate=140, pitch=1.1),
    ],
)
def test_another_request_is_another_take(other: SpeechRequest) -> None:
    assert take_key(other, "silence", "1") != KEY


def test_the_key_knows_engine_and_number_but_not_the_form_of_unicode() -> None:
    keys = {
        take_key(REQUEST, "espeak", "1"),
        take_key(REQUEST, "silence", "2"),
        take_key(REQUEST, "silence", "1", 2),
        KEY,
    }
    assert len(keys) == 4
    composed, decomposed = (SpeechRequest(text=t, language="ru", voice="v", rate=1) for t in ("й", "и\u0306"))
    assert take_key(composed, "e", "1") == take_key(decomposed, "e", "1")


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROADCAST_TAKES", str(tmp_path))
    assert default_place() == str(tmp_path)
    monkeypatch.delenv("BROADCAST_TAKES")
    assert Path(default_place()).name == "takes"
