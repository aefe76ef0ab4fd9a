"""File formats: what an edition is written to, and where each file lies in a package."""

from __future__ import annotations

from typing import NamedTuple

from broadcast.errors import UsageError
from broadcast.model.edition import Edition, Exporter, Feature
from broadcast.registry import Registry

EXPORTERS: Registry[type[Exporter]] = Registry(
    "exporter",
    {
        "script": "broadcast.exporters.script_json:ScriptJson",
        "fountain": "broadcast.exporters.fountain:Fountain",
        "srt": "broadcast.exporters.srt:Srt",
        "vtt": "broadcast.exporters.vtt:Vtt",
        "ttml": "broadcast.exporters.ttml:Ttml",
        "otio": "broadcast.exporters.otio:Otio",
        "fcpxml": "broadcast.exporters.fcpxml:Fcpxml",
        "xmeml": "broadcast.exporters.xmeml:Xmeml",
        "edl": "broadcast.exporters.edl:Edl",
        "mlt": "broadcast.exporters.mlt:Mlt",
        "aaf": "broadcast.exporters.aaf:Aaf",
        "lower-thirds": "broadcast.exporters.lower_thirds:LowerThirds",
        "lower-thirds-json": "broadcast.exporters.lower_thirds_json:LowerThirdsJson",
        "edition": "broadcast.exporters.edition_json:EditionJson",
        "mp4": "broadcast.exporters.film.mp4:Mp4",
        "mp3": "broadcast.exporters.compressed:Mp3",
        "m4a": "broadcast.exporters.compressed:M4a",
        "ass": "broadcast.exporters.ass:Ass",
        "avid-ds": "broadcast.exporters.avid_ds:AvidDs",
        "transcript": "broadcast.exporters.transcript:Transcript",
        "captions-csv": "broadcast.exporters.captions_csv:CaptionsCsv",
        "script-docx": "broadcast.exporters.script_docx:ScriptDocx",
        "script-html": "broadcast.exporters.script_html:ScriptHtml",
        "prompter": "broadcast.exporters.prompter:Prompter",
        "page": "broadcast.exporters.page:Page",
    },
)

ON_DEMAND = frozenset(
    {"mp4", "mp3", "m4a", "aaf", "ass", "avid-ds", "transcript", "captions-csv", "script-html", "prompter"}
)
"""The formats that are written where they are asked for."""

IN_PACKAGE = tuple(name for name in EXPORTERS.built_in if name not in ON_DEMAND)
"""The formats that every package holds."""

REFUSED = {
    "stl": "EBU STL (Tech 3264) cannot hold Kazakh letters: its Cyrillic is ISO 8859-5, without ә ғ қ ң ө ұ ү һ",
}
"""Formats that are asked for and not written, and why."""


def exporter_for(name: str) -> type[Exporter]:
    """The exporter of a format.

    :raises UsageError: the format cannot hold what it would have to; the error says what, and what else there is.
    :raises UnknownName: nothing is registered under the name.
    """
    if name in REFUSED:
        raise UsageError(REFUSED[name], remedy="ask for ttml, which holds all letters: EBU-TT-D is its successor")
    return EXPORTERS.get(name)


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
