"""File formats: what an edition is written to, and where each file lies in a package."""

from __future__ import annotations

from typing import NamedTuple

from broadcast.model.edition import Edition, Exporter, Feature
from broadcast.registry import Registry

EXPORTERS: Registry[type[Exporter]] = Registry(
    "exporter",
    {
        "script": "broadcast.exporters.script_json:ScriptJson",
        "fountain": "broadcast.exporters.fountain:Fountain",
        "srt": "broadcast.exporters.srt:Srt",
        "vtt": "broadcast.exporters.vtt:Vtt",
        "otio": "broadcast.exporters.otio:Otio",
        "fcpxml": "broadcast.exporters.fcpxml:Fcpxml",
        "xmeml": "broadcast.exporters.xmeml:Xmeml",
        "edl": "broadcast.exporters.edl:Edl",
        "lower-thirds": "broadcast.exporters.lower_thirds:LowerThirds",
        "edition": "broadcast.exporters.edition_json:EditionJson",
    },
)

IN_PACKAGE = tuple(EXPORTERS.built_in)
"""The formats that a package holds unless others are asked for."""


class Row(NamedTuple):
    """A line of the table of formats: the name to ask for, the end of the file's name, what the format can hold."""

    name: str
    suffix: str
    features: frozenset[Feature]


def path_in_package(exporter: type[Exporter] | Exporter, edition: Edition) -> str:
    """Where a file lies in a package, with ``/``: ``timeline/kopir.otio``; subtitles name their language."""
    slug, suffix = edition.script.story.slug, exporter.suffix
    if "captions" in exporter.carries and exporter.folder == "subtitles":
        suffix = f".{edition.captions.language or 'und'}{suffix}"
    return f"{exporter.folder}/{slug}{suffix}" if exporter.folder else f"{slug}{suffix}"


def table() -> tuple[Row, ...]:
    """What each format carries; loads every exporter."""
    found = ((name, EXPORTERS.get(name)) for name in EXPORTERS.names())
    return tuple(Row(name, exporter.suffix, exporter.carries) for name, exporter in found)
