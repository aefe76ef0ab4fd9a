"""The two-column script as a Word document: pictures and cues left, words right."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, ClassVar

import msgspec

from broadcast.exporters.characters import one_line
from broadcast.exporters.columns import Block, Column, columns, facts, header_values, remarks
from broadcast.exporters.look import filled, look, opened, place, style_ids
from broadcast.exporters.sheet import Row, sheet
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.exporters.word import cell, pack_again, paragraph, row, run, table
from broadcast.exporters.wording import wording
from broadcast.model.edition import Edition, Feature

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)  # the first day that a ZIP archive knows
_STYLES = {
    "cue": "Script Cue",
    "time": "Script Time",
    "super": "Script Super",
    "words": "Script Words",
    "quote": "Script Quote",
    "speaker": "Script Speaker",
    "said": "Script Note",
    "doubt": "Script Doubt",
    "note": "Script Note",
    "headline": "Script Headline",
    "fact": "Script Facts",
}


class ScriptDocx(msgspec.Struct, frozen=True, kw_only=True):
    """A4, a row a segment.  The same edition gives the same bytes.

    `template` is a Word document whose page, header, footer and styles (``Script …``) the script takes; what it has in
    its body stays if a paragraph there says ``{script}``.  ``{slug}``, ``{headline}``, ``{date}``, ``{trt}`` are filled
    in, and so are content controls with these tags.  `template_name` is what an error calls it.
    """

    name: ClassVar[str] = "script-docx"
    suffix: ClassVar[str] = ".script.docx"
    folder: ClassVar[str] = ""
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "frames", "timecode", "synthetic"}
    )

    template: bytes = b""
    template_name: str = "the template"

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises DocumentError: the template is no sound Word document.
        """
        document = opened(self.template, self.template_name)
        words = wording(edition.script.story.language)
        for mark in place(document):
            for block in _blocks(document, edition, words):
                mark.addprevious(block)
        filled(document, header_values(edition, words))
        _describe(document, edition)
        saved = io.BytesIO()
        document.save(saved)
        pack_again(saved, _made(edition), stream)


def _blocks(document: WordDocument, edition: Edition, words: dict[str, str]) -> Iterator[BaseOxmlElement]:
    named = style_ids(document)
    ids = {kind: named[name] for kind, name in _STYLES.items()}
    column = named["Script Column"]
    told, form = sheet(edition), look()
    widths = (form.left, form.right)
    for block in facts(edition, words):
        yield _paragraph(block, ids)
    heads = (paragraph(column, run(words[f"{side}_column"])) for side in ("picture", "words"))
    first = row([cell(w, [p], form.head_tint) for w, p in zip(widths, heads, strict=True)], head=True)
    body = (_row(each, columns(each, edition, words), ids) for each in told.rows)
    yield table(widths, [first, *body], form.line)
    for block in remarks(told, words):
        yield _paragraph(block, ids)


def _row(each: Row, sides: tuple[Column, Column], ids: dict[str, str]) -> BaseOxmlElement:
    form = look()
    cells = [
        cell(width, [_paragraph(block, ids) for block in side], form.tint if each.quote else "")
        for width, side in zip((form.left, form.right), sides, strict=True)
    ]
    return row(cells, whole=len(each.text.split()) <= form.whole_words)


def _paragraph(block: Block, ids: dict[str, str]) -> BaseOxmlElement:
    runs = [run(part.text, bold=part.strong, language=part.language) for part in block.parts]
    return paragraph(ids[block.kind], *runs)


def _made(edition: Edition) -> datetime:
    try:
        made = datetime.fromisoformat(edition.credits.created)
    except ValueError:
        return _EPOCH
    return max(made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC), _EPOCH)


def _describe(document: WordDocument, edition: Edition) -> None:
    """The document's properties: 255 characters are the most that Word keeps of each."""
    story, cast, properties, made = edition.script.story, castings(edition), document.core_properties, _made(edition)
    properties.title = (one_line(story.headline) or story.slug)[:255]
    properties.subject = story.slug[:255]
    properties.author = one_line(", ".join(story.credits))[:255]
    properties.last_modified_by = one_line(f"{edition.credits.tool} {edition.credits.version}")[:255]
    properties.comments = one_line(f"{statement(cast)} {source_type(cast)}" if cast else "")[:255]
    properties.keywords, properties.language, properties.revision = "", story.language, 1
    properties.created = properties.modified = made
