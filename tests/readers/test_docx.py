"""Word documents."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Written
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.errors import StoryError
from broadcast.readers import docx as reader
from broadcast.readers.docx import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def document(write: Callable[[Written], None]) -> bytes:
    made, stream = Document(), io.BytesIO()
    write(made)
    made.save(stream)
    return stream.getvalue()


def story(made: Written) -> None:
    made.add_heading("Көпір ашылды", 0)
    made.add_paragraph("Қалада жаңа ").add_run("көпір").bold = True
    made.add_paragraph()
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ұзындығы", "300 метр"
    made.add_paragraph("Бір\nекі\tүш")


def with_body(xml: str) -> bytes:
    """A document whose body is replaced."""
    whole = document(story)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "word/document.xml":
                data = xml.encode()
            new.writestr(part.filename, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def body(inner: str) -> bytes:
    return with_body(f"<w:document {W} {MC}><w:body>{inner}</w:body></w:document>")


def test_a_paragraph_is_a_line() -> None:
    text, findings = read(document(story), "s")
    assert text == "Көпір ашылды\nҚалада жаңа көпір\nҰзындығы\n300 метр\nБір\nекі үш\n"
    assert findings == ()


def test_what_others_inserted_is_there_and_what_they_deleted_is_not() -> None:
    inner = (
        "<w:p><w:r><w:t>Бір </w:t></w:r><w:ins><w:r><w:t>екі </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>үш</w:delText><w:t>үш</w:t></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>төрт</w:t></w:r></w:hyperlink></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>бес</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read(body(inner), "s")[0] == "Бір екі төрт\nбес\n"


def test_a_text_box_is_told_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Қорап</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert read(body(f"<w:p><w:r>{both}</w:r><w:r><w:t>Мәтін</w:t></w:r></w:p>"), "s")[0] == "Мәтін\nҚорап\n"


def test_entities_are_refused() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bomb = f"{entities}<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(StoryError, match="declares XML entities"):
        read(with_body(bomb), "s")


def test_a_zip_bomb_is_refused_unopened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (reader.LARGEST + 1))
    assert len(stream.getvalue()) < 100_000
    with pytest.raises(StoryError, match="unpacks to more than 16 MB"):
        read(stream.getvalue(), "s")


def test_too_many_parts_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for n in range(5000):
            package.writestr(str(n), b"")
    with pytest.raises(StoryError, match="unpacks to more"):
        read(stream.getvalue(), "s")


def test_a_part_that_lies_about_its_size() -> None:
    whole = bytearray(body("<w:p><w:r><w:t>" + "ж" * 5000 + "</w:t></w:r></w:p>"))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as package:
        true = package.getinfo("word/document.xml").file_size
        checksum = package.getinfo("word/document.xml").CRC
    xml = zipfile.ZipFile(io.BytesIO(bytes(whole))).read("word/document.xml")[:100]
    for number, lie in ((true, 100), (checksum, zlib.crc32(xml))):
        whole = whole.replace(number.to_bytes(4, "little"), lie.to_bytes(4, "little"))
    with pytest.raises(StoryError, match="no sound Word document"):
        read(bytes(whole), "s")


def test_the_xml_is_damaged_behind_a_sound_package() -> None:
    for xml in ("", "<", "<x/>", f"<w:document {W}/>", f"<w:document {W}><w:body>"):
        with pytest.raises(StoryError):
            read(with_body(xml), "s")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", b"\xd0\xcf\x11\xe0" * 100])
def test_what_is_no_document(data: bytes) -> None:
    with pytest.raises(StoryError, match="no sound Word document"):
        read(data, "s")


def test_a_document_without_words() -> None:
    with pytest.raises(StoryError, match="has no words"):
        read(document(lambda made: None), "s")


WHOLE = document(story)


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_document_is_read_or_refused(place: int, data: bytes) -> None:
    try:
        text, _ = read(WHOLE[:place] + data + WHOLE[place + len(data) :], "s")
    except StoryError:
        return
    assert text.strip()
