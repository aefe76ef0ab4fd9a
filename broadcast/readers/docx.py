"""Word documents (Office Open XML, ECMA-376 part 1), with what others inserted and without what they deleted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from broadcast.errors import StoryError
from broadcast.model.script import Finding
from broadcast.readers.paragraphs import story_of

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST: Final = 16 << 20  # bytes of all parts together
_MOST_PARTS = 4096
_PIECE = 1 << 16
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TEXT = f"{_W}p", f"{_W}t"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", _FALLBACK})
_DECLARATIONS = tuple("<!DOCTYPE".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))


def read(data: bytes, where: str) -> tuple[str, tuple[Finding, ...]]:
    """The paragraphs of a document's body, tables and text boxes included, a line each.

    Headers, footers, comments and footnotes are not the story's.

    :raises StoryError: not a sound document, one that unpacks to more than 16 MB, or one that declares XML entities.
    """
    from docx import Document

    package = _unpacked(data, where)
    try:
        # What python-docx raises for a part that breaks its form is not its contract: any error of it is the file.
        body = Document(package).element.body
        paragraphs = ["".join(_words(p)) for p in body.iter(_PARAGRAPH) if not _in_fallback(p)]
    except Exception as error:
        raise _unsound(where) from error
    return story_of(paragraphs, where), ()


def _unsound(where: str) -> StoryError:
    return StoryError("this is no sound Word document", where, "open it in Word, and save it as .docx or plain text")


def _unpacked(data: bytes, where: str) -> io.BytesIO:
    """The package with nothing in it compressed, so that nobody behind has to fear a bomb.

    A part is read piece by piece and no further than its header says: `ZipFile.read` unpacks more than that first.
    """
    stream = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(stream, "w") as plain:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > LARGEST:
                limit = f"the document unpacks to more than {LARGEST >> 20} MB"
                raise StoryError(limit, where, "take the pictures out, or save the text alone")
            for name in dict.fromkeys(p.filename for p in parts):
                with packed.open(name) as part:
                    content = b"".join(iter(partial(part.read, _PIECE), b""))
                if any(sign in content for sign in _DECLARATIONS) and name.lower().endswith((".xml", ".rels")):
                    raise StoryError("the document declares XML entities", where, "open it in Word, and save it anew")
                plain.writestr(name, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise _unsound(where) from error
    except (NotImplementedError, RuntimeError) as error:  # packed in an unknown way, or encrypted
        raise _unsound(where) from error
    return stream


def _in_fallback(paragraph: _Element) -> bool:
    """Whether the paragraph is the second telling of a text box, for programs that do not know the first."""
    return next(paragraph.iterancestors(_FALLBACK), None) is not None


def _words(element: _Element) -> Iterator[str]:
    """The text of a paragraph, but for the paragraphs inside it."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _GONE and child.tag != _PARAGRAPH:
            yield from _words(child)
