"""A rundown on paper: a Word document, A4 across, a row an item."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from broadcast.exporters.characters import one_line
from broadcast.model.rundown import TimedItem, TimedRundown
from broadcast.pipeline.desk.rundowns import clock_time, length

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_HEADS = ("#", "Begins", "Must begin", "Slug", "Form", "Target", "Length", "Over")
_WIDTHS_MM = (10, 26, 34, 85, 24, 26, 26, 24)
_RIGHT = frozenset({0, 5, 6, 7})
_LINE = "A0A0A0"
_LATE = "FFF2CC"  # the ground of an item that is over its target
_MADE = datetime(1980, 1, 1, tzinfo=UTC)  # the same rundown gives the same bytes


def as_docx(rundown: TimedRundown) -> bytes:
    """The document; a planned length is in brackets, and what is over its target stands out."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    from broadcast.exporters.word import cell, pack_again, paragraph, row, run, table

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    document.add_heading(rundown.title, level=1)
    for line in _facts(rundown):
        document.add_paragraph(line)
    widths = [width / 25.4 * 72 for width in _WIDTHS_MM]
    style = document.styles["No Spacing"].style_id

    def made(texts: tuple[str, ...], *, bold: bool = False, tint: str = "", head: bool = False) -> BaseOxmlElement:
        cells = []
        for number, (width, text) in enumerate(zip(widths, texts, strict=True)):
            block = paragraph(style, run(one_line(text), bold=bold))
            if number in _RIGHT:
                _to_the_right(block)
            cells.append(cell(width, [block], tint))
        return row(cells, whole=True, head=head)

    rows = [made(_HEADS, bold=True, head=True)]
    rows += [made(_texts(item), tint=_LATE if (item.over or 0) >= 0.5 else "") for item in rundown.items]
    rows.append(made(_total(rundown), bold=True))
    document.element.body.insert_element_before(table(widths, rows, _LINE), "w:sectPr")
    properties = document.core_properties
    properties.title, properties.author, properties.comments = rundown.title[:255], "", ""
    properties.created = properties.modified = _MADE
    stream = io.BytesIO()
    document.save(stream)
    again = io.BytesIO()
    pack_again(stream, _MADE, again)
    return again.getvalue()


def _facts(rundown: TimedRundown) -> Iterator[str]:
    hours = [
        f"{name} {clock_time(hour)}"
        for name, hour in (("on air", rundown.start), ("off air", rundown.end))
        if hour is not None
    ]
    if hours:
        yield ", ".join(hours)


def _texts(item: TimedItem) -> tuple[str, ...]:
    lasts = f"({length(item.length)})" if item.planned else length(item.length)
    times = (clock_time(item.at), clock_time(item.back))
    return (str(item.number), *times, item.slug, item.form, length(item.target), lasts, length(item.over, sign=True))


def _total(rundown: TimedRundown) -> tuple[str, ...]:
    over = length(rundown.over, sign=True)
    return (
        "",
        clock_time(rundown.start),
        clock_time(rundown.end),
        "Total",
        "",
        length(rundown.room),
        length(rundown.total),
        over,
    )


def _to_the_right(block: BaseOxmlElement) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.text.paragraph import Paragraph

    Paragraph(block, None).alignment = WD_ALIGN_PARAGRAPH.RIGHT  # type: ignore[arg-type]
