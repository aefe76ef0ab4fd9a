"""House-keeping in the take store."""

from __future__ import annotations

import os
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from broadcast.errors import UsageError
from broadcast.model.speech import Speech, SpeechRequest, Voice
from broadcast.takes import TakeStore, keeping, take_key

VOICE = Voice(engine="silence", id="x", language="kk", gender=None, licence="CC0-1.0")
DAY = 86_400.0


def filled(folder: Path, *ages: float) -> TakeStore:
    """A store with a take a given number of days old each; each holds 3,000 bytes of sound."""
    store = TakeStore(folder)
    for number, age in enumerate(ages):
        request = SpeechRequest(text=f"сөз {number}", language="kk", voice="x", rate=150)
        key = take_key(request, "silence", "1")
        speech = Speech(samples=np.zeros(1000, np.float32), sample_rate=48_000, marks=(), timing="exact")
        store.keep(key, speech, bytes(3000), Fraction(0), VOICE, 48_000)
        when = time.time() - age * DAY
        os.utime(folder / key[:2] / f"{key}.wav", (when, when))
    return store


def test_what_was_not_used_for_long_goes_first(tmp_path: Path) -> None:
    store = filled(tmp_path, 40, 1, 20)
    takes = keeping.kept(store)
    old = list(keeping.to_remove(takes, older_than=30 * DAY, keep_bytes=None))
    assert [take.path for take in old] == [takes[0].path]
    most = list(keeping.to_remove(takes, older_than=None, keep_bytes=takes[0].bytes + 1))
    assert [take.path for take in most] == [take.path for take in takes[:2]]
    keeping.remove(store, most)
    result = keeping.inventory(store, takes, most)
    assert (result.takes, result.removed) == (1, 2)
    assert len(keeping.kept(store)) == 1
    assert result.bytes == keeping.kept(store)[0].bytes


def test_a_take_that_is_found_counts_as_used(tmp_path: Path) -> None:
    store = filled(tmp_path, 40)
    (take,) = keeping.kept(store)
    assert store.find(take.path.stem)
    assert time.time() - keeping.kept(store)[0].used < DAY


def test_damaged_takes_are_found(tmp_path: Path) -> None:
    store = filled(tmp_path, 1, 2)
    bad = keeping.kept(store)[0]
    data = bytearray(bad.path.read_bytes())
    data[-10] ^= 1
    bad.path.write_bytes(data)
    assert [take.path for take in keeping.damaged(store, keeping.kept(store))] == [bad.path]


def test_half_written_takes_are_swept_once_they_are_nobodys(tmp_path: Path) -> None:
    store = filled(tmp_path, 1)
    folder = keeping.kept(store)[0].path.parent
    young, old = folder / ".young.part", folder / ".old.part"
    for path in (young, old):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    keeping.remove(store, [])
    assert young.exists()
    assert not old.exists()


def test_an_empty_store(tmp_path: Path) -> None:
    store = TakeStore(tmp_path / "none")
    assert keeping.kept(store) == []
    assert keeping.inventory(store, [], []).oldest_days is None


@pytest.mark.parametrize(
    ("text", "expected"), [("500MB", 500_000_000), ("2 GB", 2 * 10**9), ("1.5g", 1_500_000_000), ("12", 12)]
)
def test_sizes(text: str, expected: int) -> None:
    assert keeping.size_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("12h", DAY / 2), ("30d", 30 * DAY), ("2W", 14 * DAY)])
def test_ages(text: str, expected: float) -> None:
    assert keeping.seconds_of(text) == expected


@pytest.mark.parametrize("text", ["", "-1", "ten", "1e9", "5y", "9" * 99])
def test_odd_sizes_and_ages_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a size"):
        keeping.size_of(text or "x")
    with pytest.raises(UsageError, match="is not an age"):
        keeping.seconds_of(text)
