"""Rich Text Format."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import StoryError
from broadcast.readers.rtf import read

HEAD = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fnil\fcharset204 Arial;}{\f1\fnil\fcharset0 Times;}}\f0 "


def rtf(text: str) -> bytes:
    """A document as word processors write it: what is not ASCII by code units of UTF-16."""
    units = memoryview(text.encode("utf-16-le")).cast("H")
    body = "".join(
        chr(u) if 32 <= u < 127 and chr(u) not in "\\{}" else f"\\u{u - (u > 32767) * 65536}?" for u in units
    )
    return HEAD + body.replace("\\u10?", "\\par ").encode() + b"}"


def test_a_paragraph_is_a_line() -> None:
    text = "Көпір ашылды\nҚалада жаңа көпір 😀 ашылды.\n"
    assert read(rtf(text), "s") == (text, ())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\'ca\'e0\'eb\'e0", "Кала"),
        ("Кала".encode("cp1251"), "Кала"),
        (rb"{\b a}{\i b}", "ab"),
        (rb'{\field{\*\fldinst{HYPERLINK "http://a.kz/"}}{\fldrslt{a}}} b', "a b"),
        (rb"a {\*\generator Word 1;}b", "a b"),
        (rb"a\line b\tab c", "a\nb c"),
    ],
)
def test_what_stands_in_documents(body: bytes, text: str) -> None:
    assert read(HEAD + body + b"}", "s")[0] == text + "\n"


@pytest.mark.parametrize("data", [b"", b"text", b"PK\x03\x04", rb"{\rtf1 \u99999999 ?}", rb"{\rtf1}"])
def test_what_is_no_document(data: bytes) -> None:
    with pytest.raises(StoryError):
        read(data, "s")


@given(st.binary(max_size=60))
def test_anything_inside_is_read_or_refused(body: bytes) -> None:
    try:
        text, _ = read(HEAD + body + b"}", "s")
    except StoryError:
        return
    text.encode("utf-8")


@pytest.mark.parametrize("part", [b"{", b"}{", b"{\\fonttbl\\f1", b"\\f1", b"HYPERLINK ", b"{\\pict\\bin9 ", b"\\'e0"])
def test_time_grows_with_length_and_not_with_its_square(part: bytes) -> None:
    data = b"{\\rtf1{\\fonttbl" + part * (200_000 // len(part))
    began = time.process_time()
    with suppress(StoryError):
        read(data, "s")
    assert time.process_time() - began < 5
