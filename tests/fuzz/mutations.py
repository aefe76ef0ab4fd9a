"""Damage: what a sound file becomes when bytes are lost, doubled, put in, or when it nests without an end."""

from __future__ import annotations

import random
from collections.abc import Callable

TOKENS = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0", b"\r", b"\n\n", b"\x1b[2J", b"\x7f\xff\xff\xff"),
    *(b"\xff" * 4, b"\x00" * 4, b"-1", b"0", b"1e999999999", b"999999999999999999999", b"1/0", b"NaN", b"null"),
    *(b'"', b"'", b"\\u0000", b"\\ud800", b"[", b"]", b"{", b"}", b"<", b">", b"</p>", b"-->", b"<!--"),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<![CDATA[", b"../../x", b"/etc/passwd", b"C:\\x", b"%00"),
    *(b"file:///etc/passwd", b"{\\p1}", b"{\\", b"\\'", b"\\u-1?", b"\\bin999999 ", "«".encode(), "»".encode()),
    *("—".encode(), "\u2028".encode(), "\u202e".encode(), "\U0010ffff".encode(), "ß".encode()),
    *(b"[[", b"]]", b"/*", b"*/", b"@", b"***", b"> ", b"| ", b"``", b"= ", b"[[x]]\n"),
    *(b"true", b"00:00:00,000 --> 99:99:99,999"),
)
_DEEP = 20_000


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A seed with one to six injuries."""
    data = seed
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(_INJURIES)(data, chance)
    return data


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randint(0, len(data))


def _lost(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at + chance.choice((1, 2, 16, 256)) :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _put_in(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(TOKENS) + data[at:]


def _overwritten(data: bytes, chance: random.Random) -> bytes:
    at, token = _place(data, chance), chance.choice(TOKENS)
    return data[:at] + token + data[at + len(token) :]


def _noise(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.randbytes(chance.randint(1, 8)) + data[at:]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((_place(data, chance), _place(data, chance)))
    return data[:end] + data[start:end] + data[end:]


def _nested(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(TOKENS) * chance.choice((3, 100, _DEEP)) + data[at:]


_INJURIES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_lost, _cut, _put_in, _put_in, _overwritten, _overwritten, _noise, _doubled, _nested),
)
