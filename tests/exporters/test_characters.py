"""Text that files can hold."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadcast.exporters.characters import ascii_line, one_line, printable
from broadcast.exporters.elements import add, document

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_printable_goes_into_xml_and_utf8(text: str) -> None:
    root = ET.Element("a")
    add(root, "b", text, c=text)
    read = etree.fromstring(document(root, "a"))
    assert (read[0].text or "") == one_line(text)
    assert read[0].get("c") == one_line(text)


@given(ANY)
def test_printable_lines_are_lines_everywhere(text: str) -> None:
    made = printable(text)
    assert made.splitlines() == made.removesuffix("\n").split("\n") or made == ""
    assert printable(made) == made


def test_every_line_end_is_one() -> None:
    assert printable("a\r\nb\rc\x0bd\x0ce\x1cf\x1dg\x1eh\x85i\u2028j\u2029k") == "\n".join("abcdefghijk")


@given(st.text("абвқәABC ,.-\n"))
def test_printable_changes_nothing_else(text: str) -> None:
    assert printable(text) == text


@given(ANY, st.integers(0, 40))
def test_ascii_lines(text: str, limit: int) -> None:
    made = ascii_line(text, limit)
    assert made.isascii()
    assert made.isprintable()
    assert len(made) <= limit
