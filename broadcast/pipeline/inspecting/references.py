"""The media that a timeline file names, as it names them.

Files may come from anybody: XML with entities of its own is refused (a few lines of them can unfold to gigabytes), and
nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname
from xml.parsers import expat

import msgspec

from broadcast.errors import DocumentError

_EDL_NAME = re.compile(r"^\* FROM CLIP NAME:\s*(.+?)\s*$", re.MULTILINE)
_SPEED = re.compile(r"^[0-9.]+:")  # before a resource that Shotcut plays slower or faster
_FILE_SERVICES = ("", "avformat", "avformat-novalidate", "qimage", "pixbuf", "xml", "timewarp")


class Reference(NamedTuple):
    """A link as it is written, and where it leads; None for a place that is no file of this machine."""

    written: str
    path: Path | None


def references(file: Path, data: bytes) -> tuple[Reference, ...]:
    """Every medium that a timeline file links to, once.

    `file` is where the document lies, of which relative links are told.

    :raises DocumentError: not the document that its suffix says, or one that hides entities.
    """
    reader = READERS[file.suffix]
    try:
        return tuple(dict.fromkeys(reader(file, data)))
    except expat.ExpatError as error:
        raise DocumentError(f"not well-formed XML: {error}", str(file)) from error
    except (LookupError, ValueError) as error:
        raise DocumentError(f"its encoding cannot be read: {error}", str(file)) from error


def edl_names(data: bytes) -> tuple[str, ...]:
    """The clip names of an edit decision list, which knows no paths."""
    return tuple(dict.fromkeys(_EDL_NAME.findall(data.decode("ascii", "replace").replace("\r\n", "\n"))))


def _otio(file: Path, data: bytes) -> Iterator[Reference]:
    try:
        waiting: list[Any] = [msgspec.json.decode(data)]
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise DocumentError(f"not a valid document: {error}", str(file)) from error
    if not (isinstance(waiting[0], dict) and "OTIO_SCHEMA" in waiting[0]):
        raise DocumentError("not an OpenTimelineIO document", str(file))
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            if isinstance(url := node.get("target_url"), str):
                yield Reference(url, _by_url(url, file))
            waiting += reversed(list(node.values()))


def _fcpxml(file: Path, data: bytes) -> Iterator[Reference]:
    for element in _elements(file, data, "fcpxml", ("media-rep", "asset")):
        if url := element.attributes.get("src"):
            yield Reference(url, _by_url(url, file))


def _xmeml(file: Path, data: bytes) -> Iterator[Reference]:
    for element in _elements(file, data, "xmeml", ("pathurl",)):
        yield Reference(element.text, _by_url(element.text, file))


def _mlt(file: Path, data: bytes) -> Iterator[Reference]:
    root = file.parent
    for element in _elements(file, data, "mlt", ("mlt", "producer", "chain")):
        if element.tag == "mlt":
            root = file.parent / element.attributes.get("root", "")
            continue
        service, resource = element.properties.get("mlt_service", ""), element.properties.get("resource", "")
        if resource and service in _FILE_SERVICES:
            yield Reference(resource, root / (_SPEED.sub("", resource) if service == "timewarp" else resource))


READERS = {".otio": _otio, ".fcpxml": _fcpxml, ".xml": _xmeml, ".mlt": _mlt, ".kdenlive": _mlt}
"""By suffix."""


def _by_url(url: str, file: Path) -> Path | None:
    """Where a URL leads: a ``file://`` one of this machine, or one that is relative to the document."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme == "file":
        return Path(url2pathname(parts.path)) if parts.netloc in ("", "localhost") else None
    if parts.scheme or parts.netloc:
        return None
    return file.parent / PurePosixPath(unquote(parts.path))


class _Element(NamedTuple):
    """`properties` are those that MLT has inside an element: the texts of its ``<property name="...">``."""

    tag: str
    attributes: dict[str, str]
    texts: list[str]
    properties: dict[str, str]

    @property
    def text(self) -> str:
        return "".join(self.texts).strip()


def _elements(file: Path, data: bytes, root: str, tags: tuple[str, ...]) -> list[_Element]:
    """The elements of some tags, as they begin.

    :raises DocumentError: another root, or entities.
    """
    reader = _Reader(file, root, tags)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.started
    parser.EndElementHandler = reader.ended
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.entity
    parser.Parse(data, True)
    return reader.found


class _Reader:
    def __init__(self, file: Path, root: str, tags: tuple[str, ...]) -> None:
        self._file, self._root, self._tags = file, root, tags
        self._open: list[_Element] = []
        self.found: list[_Element] = []

    def started(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and tag != self._root:
            raise DocumentError(f"the document is a <{tag[:40]}>, not a <{self._root}>", str(self._file))
        element = _Element(tag, attributes, [], {})
        self._open.append(element)
        if tag in self._tags:
            self.found.append(element)

    def text(self, text: str) -> None:
        self._open[-1].texts.append(text)

    def ended(self, tag: str) -> None:
        element = self._open.pop()
        if tag == "property":
            self._open[-1].properties[element.attributes.get("name", "")] = element.text

    def entity(self, *_: Any) -> None:
        raise DocumentError("it declares entities, which can hide a bomb: it was not read", str(self._file))
