"""Bytes of strangers: whatever they are, a parser takes them or says what is wrong with them, in bounded time."""

from __future__ import annotations

import random
import time
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadcast.errors import BroadcastError
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import targets

NAMES = sorted(targets())
BOUND = 5.0  # seconds of the processor; what is usual is a thousandth of it
MEMORY = 400 << 20
_FEW = frozenset({"docx", "draft", "html"})  # they take ten milliseconds and more
DEEP = 50_000


def refused(name: str, data: bytes) -> BroadcastError | None:
    """What a parser says of bytes; None where it takes them."""
    began = time.process_time()
    try:
        targets()[name].parse(data)
    except BroadcastError as error:
        return error
    finally:
        assert time.process_time() - began < BOUND
    return None


@pytest.mark.parametrize("name", NAMES)
def test_sound_files_are_taken(name: str) -> None:
    for seed in targets()[name].seeds:
        assert refused(name, seed) is None


@pytest.mark.parametrize("name", NAMES)
def test_damaged_files_are_taken_or_refused(name: str) -> None:
    @settings(max_examples=25 if name in _FEW else 80, database=None)
    @given(st.integers(0, 2**64))
    @example(0)
    def tried(number: int) -> None:
        chance = random.Random(number)  # noqa: S311  to be run again
        error = refused(name, mutated(chance.choice(targets()[name].seeds), chance))
        assert error is None or error.what

    tried()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"", b"\0", b"\xff\xfe", b"\n" * 9], ids=repr)
def test_next_to_nothing(name: str, data: bytes) -> None:
    refused(name, data)


# What once broke a parser, by hand or by the fuzzer: each line stays.
FOUND = [
    ("script", b'{"schema":"script/1","story":' + b"[" * DEEP),
    ("manifest", b"[" * DEEP),
    ("report", b'{"run":' * DEEP),
    ("edition", b'{"schema":"edition/1","script":' + b'{"a":' * DEEP),
    ("retakes.toml", b"x = " + b"[" * DEEP),
    ("cast.toml", b"x = " + b"{a=" * 2000),
    ("captions.toml", b".".join([b"a"] * 3000) + b" = 1"),
    ("rundown.toml", b"item = " + b"[" * DEEP),
    ("check.fcpxml", b'<?xml version="1.0" encoding="none-8"?><fcpxml/>'),
    ("check.mlt", b'<?xml version="1.0" encoding="idna"?><mlt/>'),
    ("check.xmeml", b'<?xml version="1.0" encoding="utf-7"?><xmeml/>'),
    ("parcel", targets()["parcel"].seeds[0].replace(b"PK\x05\x06", b"PK\x05\x05")),
    ("parcel", targets()["parcel"].seeds[0][:40] + targets()["parcel"].seeds[0][94:]),
]


@pytest.mark.parametrize(("name", "data"), FOUND, ids=[f"{n}-{name}" for n, (name, _) in enumerate(FOUND)])
def test_what_was_found_before(name: str, data: bytes) -> None:
    assert refused(name, data)


NESTED = {
    "ttml": (b"<tt><body>" + b"<div>" * DEEP, b"<tt>" + b"<span>" * DEEP),
    "html": (b"<div>" * DEEP + b"word", b"<p>" + b"<b>" * DEEP + b"word"),
    "rtf": (b"{\\rtf1 " + b"{" * DEEP + b"word",),
    "md": (b"> " * 5_000 + b"word", b"[" * 9_000 + b"word", b"- " * 2_000 + b"word", b"*" * 9_000 + b"word"),
    "fountain": (b"[[" * DEEP, b"***" * DEEP + b"word", b"(" * DEEP + b"word"),
    "check.fcpxml": (b"<fcpxml>" + b"<spine>" * DEEP,),
    "check.mlt": (b"<mlt>" + b"<property>" * DEEP,),
    "draft": (
        "«".encode() * 2_000 + b" word",
        ("«а " * 1_000 + "»" * 1_000).encode(),
        b"(" * 5_000 + b"word " + b")" * 5_000,
    ),
    "txt": (b"\xff\xfe" + b"\x00\xd8" * DEEP,),
}


@pytest.mark.parametrize(
    ("name", "data"),
    [(name, data) for name, all_ in NESTED.items() for data in all_],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_nesting_without_an_end(name: str, data: bytes) -> None:
    tracemalloc.start()
    try:
        refused(name, data)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
