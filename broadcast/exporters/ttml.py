"""TTML for broadcasters: IMSC 1.1 Text (W3C) and EBU-TT-D (EBU Tech 3380) in one document.

EBU-TT-D is the narrower of the two, and IMSC players take it (IMSC 1.1, annex "EBU-TT-D"): media time in milliseconds,
text in spans only, sizes in percent.
"""

from __future__ import annotations

from typing import BinaryIO, ClassVar
from xml.etree import ElementTree as ET

import msgspec

from broadcast.exporters.characters import one_line
from broadcast.exporters.clock import checked, milliseconds, timestamp
from broadcast.exporters.elements import add
from broadcast.exporters.speaking import looks, raised
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.caption import Cue
from broadcast.model.edition import Edition, Feature

_NAMESPACES = {
    "xmlns": "http://www.w3.org/ns/ttml",
    "xmlns:ttp": "http://www.w3.org/ns/ttml#parameter",
    "xmlns:tts": "http://www.w3.org/ns/ttml#styling",
    "xmlns:ttm": "http://www.w3.org/ns/ttml#metadata",
    "xmlns:ebuttm": "urn:ebu:tt:metadata",
    "xmlns:ebutts": "urn:ebu:tt:style",
}
_STANDARDS = ("urn:ebu:tt:distribution:2014-01", "http://www.w3.org/ns/ttml/profile/imsc1.1/text")
_CUE_STYLE = {
    "tts:fontFamily": "proportionalSansSerif",
    "tts:fontSize": "80%",  # of a cell, 1/15 of the height: 42 characters are narrower than the safe area
    "tts:lineHeight": "125%",
    "tts:textAlign": "center",
    "ebutts:linePadding": "0.5c",
    "ebutts:multiRowAlign": "center",
}
_BACKGROUND = "#000000c2"
_REGIONS = {"bottom": "after", "top": "before"}
_SAFE_AREA = {"tts:origin": "10% 10%", "tts:extent": "80% 80%"}  # BBC Subtitle Guidelines: the middle 80 %


class Ttml(msgspec.Struct, frozen=True, kw_only=True):
    """Each speaker has a style and is an agent; each cue that is not in the captions' language names its own.

    `clear_titles` puts cues to the top while a lower third is on screen.
    """

    name: ClassVar[str] = "ttml"
    suffix: ClassVar[str] = ".ttml"
    folder: ClassVar[str] = "subtitles"
    carries: ClassVar[frozenset[Feature]] = frozenset({"text", "cyrillic", "speakers", "captions", "synthetic"})

    clear_titles: bool = False

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises DocumentError: a cue without text or length.
        """
        captions = edition.captions
        names = {speaker: f"s{number}" for number, speaker in enumerate(looks(edition))}
        attributes = {"xml:lang": captions.language, "ttp:timeBase": "media", "ttp:cellResolution": "32 15"}
        root = ET.Element("tt", {**_NAMESPACES, **attributes})
        self._head(root, edition, names)
        above = raised(edition) if self.clear_titles else frozenset[int]()
        if captions.cues:
            body = add(add(root, "body"), "div", style="cue")
            for number, cue, text in checked(captions):
                paragraph = _paragraph(body, number, cue, "top" if number in above else "bottom")
                if cue.language and cue.language != captions.language:
                    paragraph.set("xml:lang", cue.language)
                if cue.speaker in names and cue.speaker:
                    paragraph.set("ttm:agent", f"a{names[cue.speaker]}")
                _lines(add(paragraph, "span", style=names.get(cue.speaker, "s0")), text)
        stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{_indented(root)}\n'.encode())

    def _head(self, root: ET.Element, edition: Edition, names: dict[str, str]) -> None:
        shown, cast = looks(edition), castings(edition)
        head = add(root, "head")
        metadata = add(head, "metadata")
        add(metadata, "ttm:title", one_line(edition.script.story.headline) or edition.script.story.slug)
        add(metadata, "ttm:desc", f"{statement(cast)} {source_type(cast)}" if cast else edition.script.story.slug)
        for speaker in list(names)[1:]:
            agent = add(metadata, "ttm:agent", **{"xml:id": f"a{names[speaker]}", "type": "person"})
            add(agent, "ttm:name", shown[speaker].name, type="full")
        about = add(metadata, "ebuttm:documentMetadata")
        for standard in _STANDARDS:
            add(about, "ebuttm:conformsToStandard", standard)
        styling = add(head, "styling")
        add(styling, "style", **{"xml:id": "cue", **_CUE_STYLE})
        for speaker, name in names.items():
            colours = {"tts:color": f"#{shown[speaker].rgb}ff", "tts:backgroundColor": _BACKGROUND}
            add(styling, "style", **{"xml:id": name, **colours})
        layout = add(head, "layout")
        for region, align in _REGIONS.items():
            attributes = {"xml:id": region, **_SAFE_AREA, "tts:displayAlign": align}
            add(layout, "region", **attributes, **{"tts:overflow": "visible"})


def _paragraph(parent: ET.Element, number: int, cue: Cue, region: str) -> ET.Element:
    begin, end = (timestamp(milliseconds(t), ".") for t in (cue.start, cue.end))
    return add(parent, "p", **{"xml:id": f"c{number}", "region": region, "begin": begin, "end": end})


def _lines(span: ET.Element, text: str) -> None:
    first, *rest = text.split("\n")
    span.text = first
    for line in rest:
        ET.SubElement(span, "br").tail = line


def _indented(root: ET.Element) -> str:
    """White space between elements only where it is not text: not inside a paragraph."""
    paragraphs = [(p, list(p)) for p in root.iter("p")]
    for p, children in paragraphs:
        for child in children:
            p.remove(child)
    ET.indent(root, " ")
    for p, children in paragraphs:
        p.extend(children)
    return ET.tostring(root, encoding="unicode")
