"""XML documents: small writers on top of ElementTree."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from broadcast.exporters.characters import one_line


def add(parent: ET.Element, tag: str, text: str | int = "", **attributes: str) -> ET.Element:
    """A child with text and attributes on one line each and fit for XML; a final ``_`` of a name is left out."""
    values = {name.rstrip("_"): one_line(value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, values)
    if text != "":
        child.text = one_line(str(text))
    return child


def document(root: ET.Element, doctype: str = "") -> bytes:
    """A whole file in UTF-8."""
    ET.indent(root, " ")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' + (f"<!DOCTYPE {doctype}>\n" if doctype else "")
    return (head + ET.tostring(root, encoding="unicode") + "\n").encode()
