"""The two-column script in Word: read back by python-docx and LibreOffice; a station's template, and broken ones."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.errors import DocumentError
from broadcast.exporters.characters import one_line
from broadcast.exporters.look import look
from broadcast.exporters.script_docx import ScriptDocx
from broadcast.model.edition import Edition
from tests.conftest import Built
from tests.exporters.editions import empty, hostile, long, sample

SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
HEADER = "kopir   Көпір жөнделді\t15.01.2026   Хронометраж 0:12   Бет 1 / 1"


def script(edition: Edition, template: bytes = b"") -> bytes:
    stream = io.BytesIO()
    ScriptDocx(template=template, template_name="voices/script-template.docx").write(edition, stream)
    return stream.getvalue()


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def words(paragraphs: Iterable[Any]) -> list[str]:
    return ["".join(t.text or "" if t.tag.endswith("}t") else "\t" for t in _signs(p)) for p in paragraphs]


def _signs(paragraph: Any) -> Iterable[Any]:
    signs = ("}t", "}tab")
    return (e for e in paragraph._p.iter() if e.tag.endswith(signs) and not e.getparent().tag.endswith("}tabs"))


def test_two_columns() -> None:
    document = read(script(sample("25", 3600)))
    (table,) = document.tables
    rows = [[words(cell.paragraphs) for cell in row.cells] for row in table.rows]
    assert rows[0] == [["Кадр, титр"], ["Мәтін"]]
    assert rows[1] == [
        ["1  ЗКТ\t0:04", "01:00:00:00\tЖалпы 0:04"],
        ["Қалада 3 көпір ашылды.", "Оқылуы: 3 – үш"],
    ]
    assert rows[2][0] == [
        "2  СНХ\t0:04",
        "01:00:04:00\tЖалпы 0:08",
        "ТИТР  0:04–0:08",
        "Айгүл Серікова",
        "құрылыс компаниясының бас инженері",
        "Басы: Жұмыс аяқталды …",
        "Соңы: … Жұмыс аяқталды",
    ]
    assert rows[2][1] == [
        "Айгүл Серікова, құрылыс компаниясының бас инженері",
        "Жұмыс аяқталды",
        "▲ тексеру керек: an example",
    ]
    styles = [p.style.name for p in table.rows[2].cells[1].paragraphs]
    assert styles == ["Script Speaker", "Script Quote", "Script Doubt"]
    assert words(document.paragraphs)[0] == "Көпір жөнделді"
    assert words(document.paragraphs)[-1] == "Эфирде оқылмайды: Оқи отырыңыз: Жаңа жол салынады (related link)"


def test_every_page_says_what_it_is() -> None:
    document = read(script(sample()))
    (section,) = document.sections
    assert words(section.header.paragraphs) == [HEADER]
    assert words(section.footer.paragraphs) == ["ЖОБА – синтетикалық дауыс\t"]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = [f.get(qn("w:instr")) for f in section.header._element.iter("{*}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]
    properties = document.core_properties
    assert (properties.title, properties.subject, properties.author) == ("Көпір жөнделді", "kopir", "Марат Оспанов")
    assert properties.comments.startswith("synthetic voice (narration: silence kk-1")
    assert properties.created.isoformat() == "2026-01-15T12:00:00+00:00"


def test_the_same_bytes_whenever_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    before = script(sample())
    monkeypatch.setattr(time, "time", lambda: 2e9)
    assert script(sample()) == before
    with zipfile.ZipFile(io.BytesIO(before)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(2026, 1, 15, 12, 0, 0)}
        assert packed.namelist()[0] == "[Content_Types].xml"
    old = sample()
    old = replace(old, credits=replace(old.credits, created="1970-01-01T00:00:00Z"))
    with zipfile.ZipFile(io.BytesIO(script(old))) as packed:
        assert packed.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_a_script_is_a_template_for_the_next() -> None:
    """What a station does: takes any script, changes its looks in Word, and puts it into ``voices/``."""
    changed = read(script(sample("25", 3600)))
    changed.styles["Script Words"].font.size = Pt(22)
    changed.sections[0].left_margin = Pt(99)
    changed.sections[0].footer.paragraphs[0].add_run(" – Қала телеарнасы")
    made = sample()
    story = replace(made.script.story, headline="Басқа тақырып", slug="other", embargo="18:00")
    made = replace(made, script=replace(made.script, story=story))
    document = read(script(made, saved(changed)))
    assert document.styles["Script Words"].font.size == Pt(22)
    assert round(document.sections[0].left_margin.pt) == 99
    assert words(document.sections[0].header.paragraphs) == [
        HEADER.replace("kopir", "other").replace("Көпір жөнделді", "Басқа тақырып")
    ]
    assert words(document.sections[0].footer.paragraphs) == [
        "ЖОБА – синтетикалық дауыс\tЭмбарго: 18:00 – Қала телеарнасы"
    ]
    assert len(document.tables) == 1
    assert words(document.paragraphs)[0] == "Басқа тақырып"


def test_a_template_made_from_nothing() -> None:
    """Names in braces are filled in, even where Word tore them apart; what stands around ``{script}`` stays."""
    own = Document()
    own.sections[0].header.paragraphs[0].text = "{slug} {unknown}"
    torn = own.add_paragraph("«Қала» · ")
    for piece in ("{", "tr", "t} · {date", "}"):
        torn.add_run(piece)
    own.add_paragraph("{script}")
    own.add_paragraph("Redactor: ________")
    document = read(script(sample(), saved(own)))
    assert words(document.sections[0].header.paragraphs) == ["kopir {unknown}"]
    told = words(document.paragraphs)
    assert told[0] == "«Қала» · 0:12 · 15.01.2026"
    assert told[1] == "Көпір жөнделді"
    assert told[-1] == "Redactor: ________"
    assert "{script}" not in told
    assert document.styles["Script Quote"].font.size.pt == look().styles["Script Quote"].size


def bomb() -> bytes:
    stream = io.BytesIO(saved(Document()))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/big.bin", bytes(65 << 20))
    return stream.getvalue()


def without(part: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(Document()))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize(
    "template",
    [b"no document", saved(Document())[:3000], without("word/document.xml"), without("[Content_Types].xml"), bomb()],
    ids=["text", "cut", "no body", "no types", "bomb"],
)
def test_a_broken_template_is_told(template: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        script(sample(), template)
    assert caught.value.where == "voices/script-template.docx"
    assert caught.value.remedy


def test_hostile_text_is_text() -> None:
    document = read(script(hostile()))
    (table,) = document.tables
    told = "\n".join(words(p for row in table.rows for cell in row.cells for p in cell.paragraphs))
    assert "A<b> & \"c\" 'd' ]]> --> [1m [[x]]" in told
    assert "{slug}" not in told


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_words_come_back(text: str) -> None:
    made = sample()
    first = replace(made.script.segments[0], text=text, sentences=())
    document = read(script(replace(made, script=replace(made.script, segments=(first, *made.script.segments[1:])))))
    told = words(document.tables[0].rows[1].cells[1].paragraphs)
    assert told[0] == one_line(text)


def test_text_from_right_to_left_is_set_so() -> None:
    made = sample()
    first = replace(made.script.segments[0], text="الجسر مفتوح", sentences=())
    document = read(script(replace(made, script=replace(made.script, segments=(first, *made.script.segments[1:])))))
    found = document.tables[0].rows[1].cells[1].paragraphs[0]._p
    assert list(found.iter("{*}bidi"))
    assert list(found.iter("{*}rtl"))


def test_empty_and_2000_segments() -> None:
    assert len(read(script(empty())).tables[0].rows) == 1
    began = time.process_time()
    data = script(long(2000))
    assert time.process_time() - began < 30
    assert len(read(data).element.body.findall(".//{*}tr")) == 2001


@pytest.mark.slow
@pytest.mark.skipif(not (SOFFICE and PDFTOTEXT), reason="no LibreOffice on this machine")
def test_libreoffice_prints_it(sample: Built, tmp_path: Path) -> None:
    source = tmp_path / "zhetisu.docx"
    source.write_bytes((sample.folder / "zhetisu.script.docx").read_bytes())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(
        [str(PDFTOTEXT), "-layout", str(source.with_suffix(".pdf")), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = text.split("\f")[:-1]
    assert 2 <= len(pages) <= 4
    for number, page in enumerate(pages, 1):
        assert f"Бет {number} / {len(pages)}" in page
        assert "zhetisu" in page
        assert "Хронометраж 3:00" in page
        assert "ЖОБА – синтетикалық дауыс" in page
        assert "Кадр, титр" in page
    folded = " ".join(text.split())
    for sign in ("5 СНХ", "ТИТР 1:13–1:18", "15%-ға – он бес пайызға", "Сергей Мальцев speaks for 25.4 s"):
        assert sign in folded
