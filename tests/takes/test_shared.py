"""A take store behind an address: what fsspec knows, in place of a folder."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from broadcast.audio.pcm import to_pcm
from broadcast.errors import MissingExtra, NetworkError, OutputError, SetupError, UsageError
from broadcast.model.speech import Speech, SpeechRequest, Take, Voice
from broadcast.takes import TakeStore, keeping, take_key

fsspec = pytest.importorskip("fsspec")

VOICE = Voice(engine="silence", id="x", language="kk", gender=None, licence="CC0-1.0")
SAMPLES = np.linspace(-0.5, 0.5, 4801, dtype=np.float32)


def key_of(text: str) -> str:
    return take_key(SpeechRequest(text=text, language="kk", voice="x", rate=150), "silence", "1")


def keep(store: TakeStore, text: str = "сөз") -> Take:
    speech = Speech(samples=SAMPLES, sample_rate=48_000, marks=(), timing="exact")
    return store.keep(key_of(text), speech, to_pcm(SAMPLES), Fraction(0), VOICE, 48_000)


@pytest.fixture(params=["memory", "local", "file"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address: an object store, a file system through fsspec, and a folder that is written as an address."""
    if request.param == "memory":
        return f"memory://{tmp_path.name}/takes"
    return f"{request.param}://{(tmp_path / 'my takes').as_posix()}"


def test_a_take_comes_back(place: str) -> None:
    store = TakeStore(place)
    assert store.find(key_of("сөз")) is None
    take = keep(store)
    assert TakeStore(place).find(take.key) == take
    assert store.pcm(take) == to_pcm(SAMPLES)


def test_its_file_is_that_of_a_folder(place: str, tmp_path: Path) -> None:
    take = keep(TakeStore(place))
    keep(TakeStore(tmp_path / "folder"))
    (path,) = (tmp_path / "folder").rglob("*.wav")
    name = f"{take.key[:2]}/{take.key}.wav"
    with TakeStore(place).files.open(name) as stream:
        assert stream.read() == path.read_bytes()


def test_a_damaged_take_is_as_good_as_missing(place: str) -> None:
    store = TakeStore(place)
    take = keep(store)
    name = f"{take.key[:2]}/{take.key}.wav"
    with store.files.open(name) as stream:
        data = stream.read()
    for bad in (data[:100], data[:-5] + bytes([data[-5] ^ 1]) + data[-4:], b""):
        store.files.write(name, [bad])
        assert store.find(take.key) is None
    with pytest.raises(OutputError):
        store.pcm(take)
    keep(store)
    assert store.find(take.key) == take


def test_side_by_side(place: str, tmp_path: Path) -> None:
    store = TakeStore(place)
    keep(store)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda i: (keep(store), store.find(key_of("сөз")))[i % 2], range(64)))
    assert all(found)
    assert [p.suffix for p in tmp_path.rglob("*") if p.is_file()] in ([], [".wav"])


def test_house_keeping(place: str) -> None:
    store = TakeStore(place)
    takes = [keep(store, text) for text in ("бір", "екі", "үш")]
    found = keeping.kept(store)
    assert {stored.path.stem for stored in found} == {take.key for take in takes}
    assert all(stored.bytes > 14_000 and abs(time.time() - stored.used) < 600 for stored in found)
    assert list(keeping.damaged(store, found)) == []
    keeping.remove(store, found[:2])
    result = keeping.inventory(store, found, found[:2])
    assert (result.takes, result.removed, result.folder) == (1, 2, store.place)
    assert [stored.path for stored in keeping.kept(store)] == [found[2].path]


def test_what_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no take store can be there"):
        TakeStore("nonsense://x")
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        keep(TakeStore(f"local://{tmp_path / 'file' / 'takes'}"))
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(SetupError, match="needs an optional package"):
        TakeStore("s3://bucket/takes")
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(MissingExtra) as caught:
        TakeStore("memory://x")
    assert "broadcast[cluster]" in caught.value.remedy


def test_whatever_a_file_system_throws_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    store = TakeStore("memory://odd/takes")

    def fail(*arguments: Any, **named: Any) -> None:
        raise RuntimeError("the service is in a bad mood")

    for name in ("cat_file", "pipe_file", "find"):
        monkeypatch.setattr(type(store.files._files), name, fail)  # type: ignore[attr-defined]
    with pytest.raises(NetworkError, match="does not answer: RuntimeError: the service is in a bad mood"):
        store.find(key_of("сөз"))
    with pytest.raises(OutputError, match="bad mood"):
        keep(store)
    with pytest.raises(OutputError, match="cannot be read"):
        keeping.kept(store)


@pytest.mark.parametrize("error", [FileNotFoundError, PermissionError, NotADirectoryError])
def test_what_may_not_be_read_is_as_good_as_missing(error: type[OSError], monkeypatch: pytest.MonkeyPatch) -> None:
    store = TakeStore("memory://closed/takes")
    take = keep(store)

    def refuse(*arguments: Any, **named: Any) -> None:
        raise error("no")

    monkeypatch.setattr(type(store.files._files), "cat_file", refuse)  # type: ignore[attr-defined]
    assert store.find(take.key) is None


def test_a_folder_does_not_load_fsspec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    for place in (tmp_path, str(tmp_path), tmp_path.as_uri()):
        keep(TakeStore(place))
    assert len(list(tmp_path.rglob("*.wav"))) == 1
