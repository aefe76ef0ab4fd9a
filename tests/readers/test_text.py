"""Plain text, in the encodings that newsrooms have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import StoryError
from broadcast.readers.paragraphs import composed
from broadcast.readers.text import read

KAZAKH = "Қала әкімі жаңа мектептің ашылуына қатысты. Ғимаратта 600 орын бар.\n"
RUSSIAN = "Глава города открыл новую школу. В здании 600 мест — «для всех».\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN, "A new school.\n"])
def test_utf_8_is_read_in_silence(text: str, codec: str) -> None:
    assert read(text.encode(codec), "s")[0] == text


@pytest.mark.parametrize(
    ("text", "codec", "said"),
    [
        (KAZAKH, "utf-16", "UTF-16"),
        (KAZAKH, "utf-16-le", "UTF-16 without a byte-order mark"),
        (KAZAKH, "utf-16-be", "UTF-16 without a byte-order mark"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (KAZAKH, "kz1048", "Windows-1251"),
        (KAZAKH, "ptcp154", "PT-154"),
    ],
)
def test_other_encodings_are_read_and_said(text: str, codec: str, said: str) -> None:
    found, (finding,) = read(text.encode(codec), "s")
    assert found == text
    assert said in finding.message
    assert (finding.severity, finding.code) == ("note", "encoding")


def test_line_ends_become_plain() -> None:
    assert read(b"a\r\nb\rc\n", "s")[0] == "a\nb\nc\n"


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"***\n---"])
def test_an_empty_story(data: bytes) -> None:
    with pytest.raises(StoryError, match=r"^s: the story (is empty|has no words)"):
        read(data, "s")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04" + bytes(range(256)) * 4,
        bytes(range(256)) * 20,
        b"\x01\x02\x03\x04text" * 30,
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8",
    ],
)
def test_binary_is_no_story(data: bytes) -> None:
    with pytest.raises(StoryError):
        read(data, "s")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, _ = read(data, "s")
    except StoryError:
        return
    assert "\r" not in text
    assert "\ufeff" not in text[:1]


@given(st.text(max_size=200).filter(lambda t: any(c.isalnum() for c in t)))
def test_any_text_in_utf_8_is_itself_but_for_what_nobody_sees(text: str) -> None:
    try:
        found, _ = read(text.encode("utf-8", "surrogatepass"), "s")
    except StoryError:
        return
    assert found == composed(text).replace("\r\n", "\n").replace("\r", "\n")


def test_soft_hyphens_go_and_letters_in_two_parts_become_one() -> None:
    assert read("Мә\u00adжі\u00adліс\u200b жай жина\u0438\u0306ды.\n".encode(), "s")[0] == "Мәжіліс жай жинайды.\n"
