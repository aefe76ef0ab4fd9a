"""The README of a packed package: what an editor must know who has nothing but the ZIP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import msgspec

from broadcast.errors import UnknownName
from broadcast.exporters.characters import one_line
from broadcast.exporters.layout import first_frame
from broadcast.exporters.placeholders import minutes
from broadcast.languages import pack_for
from broadcast.model.documents import from_toml
from broadcast.model.edition import Edition, Loudness
from broadcast.model.report import Manifest
from broadcast.model.script import Finding

NAME = "README.txt"
_ENGLISH = "en"
_LINE_END = "\r\n"  # the Notepad of Windows before 10 knows no other
_MOST = 200


class _Program(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    file: str
    text: str


class _Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language's file under ``readmes/``."""

    text: str
    offline: str
    placed: str
    synthetic: str
    replaced: str
    voice: str
    finding: str
    segment: str
    none: str
    unknown: str
    narration: str
    severities: dict[str, str]
    programs: tuple[_Program, ...]


class Wrapping(msgspec.Struct, frozen=True, kw_only=True):
    """What the README tells of the packing: the folder in the ZIP, the paths in it, recordings replaced by hand.

    `address` is the folder's URL in the timelines; `placed` says that it was chosen for the one who unpacks.
    """

    folder: str
    paths: frozenset[str]
    replaced: tuple[str, ...]
    address: str
    placed: bool


def readme(edition: Edition, manifest: Manifest, wrapping: Wrapping) -> bytes:
    """The text in the story's language, English where Broadcast has no README in it; UTF-8 as Windows likes it."""
    story, line = edition.script.story, edition.timeline
    told = _template(story.language)
    title = one_line(story.headline) or story.slug
    rate = line.frame_rate
    links = told.placed if wrapping.placed else told.offline
    values: dict[str, Any] = {
        "headline": title,
        "rule": "=" * min(len(title), 84),
        "slug": story.slug,
        "folder": f'"{wrapping.folder}"' if " " in wrapping.folder else wrapping.folder,
        "version": manifest.version,
        "created": manifest.created.replace("T", " ").replace("Z", " UTC"),
        "trt": minutes(line.duration) if line.duration else "0:00",
        "trt_timecode": rate.timecode(rate.nearest(line.duration)),
        "start": rate.timecode(first_frame(line)),
        "frame_rate": str(rate),
        "loudness": _loudness(edition.loudness, told),
        "segments": len(edition.script.segments),
        "quotes": sum(s.kind == "quote" for s in edition.script.segments),
        "credits": one_line(", ".join(filter(None, (*story.credits, story.outlet)))) or "-",
        "voices": "\n".join(_synthetic(edition, wrapping, told)),
        "programs": "\n".join(_programs(edition, wrapping, told)),
        "links": links.format(address=wrapping.address),
        "credits_of_voices": "\n".join(_voices(edition, manifest, told)) or told.none,
        "findings": "\n".join(_findings(edition, told)) or told.none,
    }
    text = told.text.lstrip("\n").format(**values)
    return text.replace("\n", _LINE_END).encode("utf-8-sig", "replace")


def _template(language: str) -> _Template:
    folder = files("broadcast.pipeline").joinpath("readmes")
    try:
        pack_for(language)
    except UnknownName:
        language = _ENGLISH
    path = folder.joinpath(f"{language}.toml")
    path = path if path.is_file() else folder.joinpath(f"{_ENGLISH}.toml")
    return from_toml(path.read_bytes(), _Template, str(path))


def _loudness(found: Loudness | None, told: _Template) -> str:
    if found is None:
        return told.unknown
    return f"{found.integrated_lufs:.1f} LUFS, {found.true_peak_dbtp:.1f} dBTP ({found.target})"


def _programs(edition: Edition, wrapping: Wrapping, told: _Template) -> Iterator[str]:
    """The lines of the programs whose file is there."""
    slug = edition.script.story.slug
    language = edition.captions.language or "und"
    for program in told.programs:
        file = program.file.format(slug=slug, language=language)
        if file in wrapping.paths:
            yield program.text.format(file=file)


def _synthetic(edition: Edition, wrapping: Wrapping, told: _Template) -> Iterator[str]:
    """Which recordings are synthetic, track by track, and which are no longer."""
    for track in edition.timeline.tracks:
        media = [clip.media for clip in track.clips if clip.media not in wrapping.replaced]
        if media:
            name = told.narration if track.kind == "narration" else one_line(track.name)
            yield told.synthetic.format(tracks=name, files=_numbered(media))
    if wrapping.replaced:
        yield told.replaced.format(files=_numbered(wrapping.replaced))


def _numbered(media: Iterable[str]) -> str:
    return ", ".join(path.rpartition("/")[2] for path in sorted(media))


def _voices(edition: Edition, manifest: Manifest, told: _Template) -> Iterator[str]:
    names = {t.id: told.narration if t.kind == "narration" else one_line(t.name) for t in edition.timeline.tracks}
    for voice in manifest.voices:
        yield told.voice.format(
            tracks=", ".join(names.get(track, one_line(track)) for track in voice.tracks),
            engine=one_line(voice.engine),
            voice=one_line(voice.voice),
            licence=one_line(voice.licence),
            credit=f" ({one_line(voice.credit)})" if voice.credit else "",
        )


def _findings(edition: Edition, told: _Template) -> Iterator[str]:
    """The doubts of the build, the severe ones first; what is only noted is left to the report."""
    numbers = {segment.id: number for number, segment in enumerate(edition.script.segments, 1)}
    doubts = [f for f in edition.findings if f.severity != "note"]
    for finding in sorted(doubts, key=lambda f: f.severity)[:_MOST]:
        yield _finding(finding, numbers, told)


def _finding(finding: Finding, numbers: dict[str, int], told: _Template) -> str:
    number = numbers.get(finding.segment)
    return told.finding.format(
        severity=told.severities[finding.severity],
        place=told.segment.format(number=number) if number else "",
        message=one_line(finding.message),
    )
