"""Pieces of a Word document (ECMA-376 part 1, 17): paragraphs, runs, cells, fields, content controls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from broadcast.exporters.sheet import from_right

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_REGIONS = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}  # the spelling that Word checks by


def add(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """A child whose attributes are in WordprocessingML's own namespace."""
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child


def run(text: str, *, bold: bool = False, language: str = "") -> BaseOxmlElement:
    """A run of text; ``\\t`` is a tab.  It must be printable."""
    made = OxmlElement("w:r")
    properties = add(made, "w:rPr")
    if bold:
        add(properties, "w:b")
    if from_right(text):
        add(properties, "w:rtl")
    if language in _REGIONS:
        add(properties, "w:lang", val=_REGIONS[language])
    for number, piece in enumerate(text.split("\t")):
        if number:
            add(made, "w:tab")
        if piece:
            held = add(made, "w:t")
            held.text = piece
            held.set(qn("xml:space"), "preserve")
    return made


def paragraph(style: str, *runs: BaseOxmlElement) -> BaseOxmlElement:
    """A paragraph of a style (its id); from right to left where its text is."""
    made = OxmlElement("w:p")
    properties = add(made, "w:pPr")
    add(properties, "w:pStyle", val=style)
    if from_right("".join(t.text or "" for r in runs for t in r.iter(qn("w:t")))):
        add(properties, "w:bidi")
    made.extend(runs)
    return made


def field(name: str) -> BaseOxmlElement:
    """A field that Word fills in: ``PAGE``, ``NUMPAGES``."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), name)
    made.append(run("1"))
    return made


def tagged(tag: str, *, bold: bool = False) -> BaseOxmlElement:
    """A content control: text that is found again by its tag, however the document around it was changed."""
    made = OxmlElement("w:sdt")
    properties = add(made, "w:sdtPr")
    add(properties, "w:alias", val=tag)
    add(properties, "w:tag", val=tag)
    add(made, "w:sdtContent").append(run(f"{{{tag}}}", bold=bold))
    return made


def cell(width: float, blocks: Iterable[BaseOxmlElement], tint: str = "") -> BaseOxmlElement:
    """A table cell, its width in points; `tint` is its ground, as RRGGBB."""
    made = OxmlElement("w:tc")
    properties = add(made, "w:tcPr")
    add(properties, "w:tcW", w=str(round(width * 20)), type="dxa")
    if tint:
        add(properties, "w:shd", val="clear", color="auto", fill=tint)
    held = list(blocks)
    made.extend(held or [OxmlElement("w:p")])  # a cell without a paragraph is a broken document
    return made


def row(cells: Sequence[BaseOxmlElement], *, whole: bool = False, head: bool = False) -> BaseOxmlElement:
    """A table row; a `whole` one is not torn at the end of a page, a `head` is repeated on each."""
    made = OxmlElement("w:tr")
    properties = add(made, "w:trPr")
    if whole:
        add(properties, "w:cantSplit")
    if head:
        add(properties, "w:tblHeader")
    made.extend(cells)
    return made


def table(widths: Sequence[float], rows: Iterable[BaseOxmlElement], line: str) -> BaseOxmlElement:
    """A table of fixed widths in points, with a line of a colour (RRGGBB) between and around its rows."""
    made = OxmlElement("w:tbl")
    properties = add(made, "w:tblPr")
    add(properties, "w:tblW", w=str(round(sum(widths) * 20)), type="dxa")
    borders = add(properties, "w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        add(borders, f"w:{side}", val="single", sz="6", space="0", color=line)
    add(properties, "w:tblLayout", type="fixed")
    margins = add(properties, "w:tblCellMar")
    for side, room in (("top", "60"), ("left", "120"), ("bottom", "60"), ("right", "120")):
        add(margins, f"w:{side}", w=room, type="dxa")
    grid = add(made, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", w=str(round(width * 20)))
    made.extend(list(rows))
    return made


def pack_again(saved: io.BytesIO, made: datetime, stream: BinaryIO) -> None:
    """The parts under one date: a document must not tell when the command was run."""
    date = (made.year, made.month, made.day, made.hour, made.minute, made.second)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(part))
