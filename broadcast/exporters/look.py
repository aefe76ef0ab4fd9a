"""The look of the two-column script in Word: the built-in one, and what a station's template brings of its own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
from docx import Document
from docx.enum.section import WD_HEADER_FOOTER_INDEX
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.shared import Pt

from broadcast.errors import DocumentError
from broadcast.exporters.word import add, field, paragraph, run, tagged
from broadcast.exporters.wording import template_text
from broadcast.model.documents import from_toml

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

LARGEST = 64 << 20  # bytes of all parts of a template together
SCRIPT = "{script}"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_REMEDY = "save it in Word as .docx (not .dotx or .docm), or take it away to have the built-in look"
_A4 = (Pt(595.3), Pt(841.9))


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paragraph style, lengths in points; `tab` is a right tab, `keep` holds the paragraph with the next one."""

    size: float
    bold: bool = False
    color: str = ""
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    tab: float = 0
    keep: bool = False


class Look(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``templates/script.toml``."""

    font: str
    left: int
    right: int
    margin: int
    line: str
    tint: str
    head_tint: str
    whole_words: int
    styles: dict[str, Style]


@cache
def look() -> Look:
    return from_toml(template_text("script.toml").encode(), Look, "script.toml")


@cache
def _blank() -> bytes:
    """python-docx's own empty document."""
    return files("docx").joinpath("templates", "default.docx").read_bytes()


def opened(template: bytes, where: str) -> WordDocument:
    """A document with the look's styles: the station's template, or an empty sheet of A4 with header and footer.

    A style that the template lacks is added.

    :raises DocumentError: the template is no sound Word document.
    """
    document = _sound(template, where) if template else Document(io.BytesIO(_blank()))
    _add_styles(document)
    if not template:
        _furnish(document)
    return document


def _add_styles(document: WordDocument) -> None:
    held = style_ids(document)
    document.styles.element.extend(_style(name, style) for name, style in look().styles.items() if name not in held)


def _sound(template: bytes, where: str) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                limit = f"the template unpacks to more than {LARGEST >> 20} MB"
                raise DocumentError(limit, where, "take the pictures out of it")
        document = Document(io.BytesIO(template))
        document.styles, document.element.body.sectPr  # noqa: B018 - parts that may be broken are read when asked for
    except DocumentError:
        raise
    except Exception as error:
        # What python-docx raises for a part that breaks its form is not its contract: any error of it is the file.
        raise DocumentError("this is no sound Word document", where, _REMEDY) from error
    return document


def style_ids(document: WordDocument) -> dict[str, str]:
    """The ids of the document's styles by name."""
    return {each.name_val: each.styleId for each in document.styles.element.style_lst}


def _style(name: str, style: Style) -> BaseOxmlElement:
    """A paragraph style, written out: python-docx looks through all styles again for each that it adds."""
    made = OxmlElement("w:style")
    made.set(qn("w:type"), "paragraph")
    made.set(qn("w:customStyle"), "1")
    made.set(qn("w:styleId"), name.replace(" ", ""))
    add(made, "w:name", val=name)
    add(made, "w:qFormat")
    form = add(made, "w:pPr")
    if style.keep:
        add(form, "w:keepNext")
    if style.tab:
        add(add(form, "w:tabs"), "w:tab", val="right", pos=_twips(style.tab))
    line = str(round(style.spacing * 240))
    add(form, "w:spacing", before=_twips(style.before), after=_twips(style.after), line=line, lineRule="auto")
    letters = add(made, "w:rPr")
    add(letters, "w:rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), look().font))
    if style.bold:
        add(letters, "w:b")
    if style.color:
        add(letters, "w:color", val=style.color)
    for tag in ("w:sz", "w:szCs"):
        add(letters, tag, val=str(round(style.size * 2)))
    return made


def _twips(points: float) -> str:
    return str(round(points * 20))


def _furnish(document: WordDocument) -> None:
    """A4, and on every page slug and headline, date, running time and page number; below, the draft notice."""
    section, margin = document.sections[0], Pt(look().margin)
    section.page_width, section.page_height = map(int, _A4)  # type: ignore[assignment]
    section.left_margin = section.right_margin = section.bottom_margin = margin
    section.top_margin = Pt(look().margin + 16)
    section.header_distance = section.footer_distance = Pt(look().margin / 2)
    ids = style_ids(document)
    told = [tagged("slug", bold=True), run("   "), tagged("headline"), run("\t"), tagged("date"), run("   ")]
    told += [tagged("trt_label"), run(" "), tagged("trt", bold=True), run("   "), tagged("page_label"), run(" ")]
    told += [field("PAGE"), run(" / "), field("NUMPAGES")]
    head = paragraph(ids["Script Header"], *told)
    foot = paragraph(ids["Script Footer"], tagged("draft"), run("\t"), tagged("embargo"))
    # python-docx's own way to a header opens a file of its own for each
    part, package, primary = document.part, document.part.package, WD_HEADER_FOOTER_INDEX.PRIMARY
    header = HeaderPart(PackURI("/word/header1.xml"), CONTENT_TYPE.WML_HEADER, _holding("w:hdr", head), package)
    section._sectPr.add_headerReference(primary, part.relate_to(header, RELATIONSHIP_TYPE.HEADER))  # noqa: SLF001
    footer = FooterPart(PackURI("/word/footer1.xml"), CONTENT_TYPE.WML_FOOTER, _holding("w:ftr", foot), package)
    section._sectPr.add_footerReference(primary, part.relate_to(footer, RELATIONSHIP_TYPE.FOOTER))  # noqa: SLF001


def _holding(tag: str, content: BaseOxmlElement) -> BaseOxmlElement:
    made = OxmlElement(tag)
    made.append(content)
    return made


def filled(document: WordDocument, values: Mapping[str, str]) -> None:
    """Put the values where header, footer and body ask for them: a content control by its tag, a text by ``{slug}``."""
    rels = document.part.rels.values()
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    parts = [rel.target_part.element for rel in rels if rel.reltype in kinds]
    for root in (*parts, document.element.body):
        for control in list(root.iter(qn("w:sdt"))):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            name = str(tag.get(qn("w:val"))) if tag is not None else ""
            if name in values:
                _put(list(control.iter(qn("w:t"))), values[name])
        for each in root.iter(qn("w:p")):
            _replace(list(each.iter(qn("w:t"))), values)


def _put(texts: list[BaseOxmlElement], value: str) -> None:
    for number, text in enumerate(texts):
        text.text = value if number == 0 else ""
        text.set(qn("xml:space"), "preserve")


def _replace(texts: list[BaseOxmlElement], values: Mapping[str, str]) -> None:
    """Word tears a text into runs where it likes: the whole goes into the first, whose looks it has."""
    whole = "".join(t.text or "" for t in texts)
    if any(found in values for found in _PLACEHOLDER.findall(whole)):
        _put(texts, _PLACEHOLDER.sub(lambda m: values.get(m[1], m[0]), whole))


def place(document: WordDocument) -> Iterator[BaseOxmlElement]:
    """The element that the script's blocks go before: ``{script}`` in the template, else its body is emptied."""
    body = document.element.body
    for each in body.iterchildren(qn("w:p")):
        if "".join(t.text or "" for t in each.iter(qn("w:t"))).strip() == SCRIPT:
            yield each
            body.remove(each)
            return
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    mark = OxmlElement("w:p")
    body.insert(0, mark)
    yield mark
    body.remove(mark)
