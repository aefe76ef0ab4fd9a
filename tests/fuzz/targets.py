"""What takes bytes of strangers: each parser by name, and sound examples from which a fuzzer sets out."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from broadcast.audio.wave_header import read_header
from broadcast.audio.waves import chunk, file_blocks, read_chunks
from broadcast.model.documents import from_json, to_json
from broadcast.model.report import FileEntry, Manifest, Report
from broadcast.model.script import Script
from broadcast.pipeline.reporting import report_of
from tests import samples
from tests.exporters import editions

STORY = """Саябақта жаңа көпір ашылды
Қала саябағында 15%-ға ұзын көпір ашылды. Оның ұзындығы – 40 метр, 2026 жылғы 3 мамырда салынды.
«Көпір екі айда салынды», - деді құрылыс компаниясының бас инженері Айгүл Серікова.
– Рақмет! – деді тұрғын.
"Это "мост" в городе", — сказал Иван Петров. He said: “It’s open.”
Оқи отырыңыз: Жаңа жол салынады
"""
TOML: dict[str, str] = {
    "cast.toml": 'engine = "espeak"\n[pauses]\nsentence = 0.35\n[people]\nserikova = { voice = "kk" }\n',
    "captions.toml": '[kk]\nreading_speed = 16.0\n[evening]\nbase = "teletext"\nlead_in = "2/25"\n',
    "retakes.toml": '["kopir"]\n"aaaa0001" = 2\n',
    "rundown.toml": 'start = "20:00"\nend = "20:30"\n[[item]]\nstory = "a.txt"\ntarget = "1:30"\nform = "VO"\n',
    "lexicon.kk.toml": '[words]\n"Жетісу" = "Жетісу"\n',
}
TIMELINES = {"fcpxml": "fcpxml", "xmeml": "xml", "mlt": "mlt", "otio": "otio", "edl": "edl"}


class Target(NamedTuple):
    """A parser, and bytes that it takes."""

    parse: Callable[[bytes], Any]
    seeds: tuple[bytes, ...]


def _story(kind: str, data: bytes) -> None:
    from broadcast.readers import READERS

    READERS.get(kind)(data, "fuzz")


def _draft(data: bytes) -> None:
    from broadcast.pipeline.draft import draft
    from broadcast.pipeline.intake import Incoming

    draft(Incoming(data, "fuzz", "fuzz", "txt"))


def _subtitles(name: str, data: bytes) -> None:
    from broadcast.readers.subtitles import SUBTITLE_READERS
    from broadcast.readers.text import decoded

    SUBTITLE_READERS.get(name)(decoded(data, "fuzz")[0], "fuzz")


def _station(name: str, data: bytes) -> None:
    """A file of a station's choices, read as a build reads it."""
    from broadcast.pipeline.desk.rundowns import read_rundown
    from broadcast.pipeline.newsroom_folder import NewsroomFolder

    with tempfile.TemporaryDirectory() as place:
        newsroom = NewsroomFolder(place)
        newsroom.voices.mkdir()
        path = newsroom.voices / name
        path.write_bytes(data)
        match name:
            case "rundown.toml":
                read_rundown(path).timed({})
            case "cast.toml":
                newsroom.cast()
            case "captions.toml":
                newsroom.captions()("kk")
            case "retakes.toml":
                newsroom.reads("kopir")
            case _:
                newsroom.lexicon("kk")


def _references(suffix: str, data: bytes) -> None:
    from broadcast.pipeline.inspecting.references import edl_names, references

    if suffix == "edl":
        edl_names(data)
    else:
        references(Path(f"/nowhere/timeline/x.{suffix}"), data)


def _package(data: bytes) -> None:
    from broadcast.pipeline.desk.parcel import unpack

    with tempfile.TemporaryDirectory() as place:
        inside = Path(place, "output", "kopir")
        try:
            unpack(data, inside)
        finally:
            assert {p.name for p in Path(place).iterdir()} <= {"output"}, "something was written outside"
            assert {p.name for p in Path(place, "output").glob("*")} <= {"kopir"}, "something was left"


def _edition(data: bytes) -> None:
    from broadcast.pipeline.opening import read_edition

    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "x.edition.json")
        path.write_bytes(data)
        read_edition(path)


def _docx() -> bytes:
    from docx import Document

    made = Document()
    for line in STORY.splitlines():
        made.add_paragraph(line)
    made.add_table(1, 1).cell(0, 0).text = "40"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


MANIFEST = to_json(
    Manifest(
        tool="broadcast",
        version="0",
        created="2026-01-01T00:00:00Z",
        slug="kopir",
        language="kk",
        inputs="x",
        synthetic_voice=True,
        notice="synthetic voice",
        digital_source_type="",
        voices=(),
        files=(FileEntry(path="a/b.txt", bytes=1, sha256=hashlib.sha256(b"x").hexdigest()),),
    )
)


def _parcel() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("manifest.json", MANIFEST)
        packed.writestr("a/b.txt", "x")
    return stream.getvalue()


def _wave() -> bytes:
    return b"".join(file_blocks(100, [b"\1\2\3" * 100], chunk(b"bext", bytes(700)) + chunk(b"take", b"{}")))


@cache
def targets() -> dict[str, Target]:
    """Every parser that reads what a stranger may have written."""
    edition = editions.sample()
    text = STORY.encode()
    html = f"<html><head><title>Көпір</title></head><body><article><p>{STORY * 3}</p></article></body></html>".encode()
    rtf = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 A;}}\f0\u1179 a\par \'e0\b bold\b0{\field{\*\fldinst{HYPERLINK x}}}}"
    made = {
        "txt": Target(partial(_story, "txt"), (text, STORY.encode("utf-16"), STORY.encode("kz1048", "replace"))),
        "fountain": Target(partial(_story, "fountain"), (editions.write("fountain", edition),)),
        "md": Target(
            partial(_story, "md"), (b"---\ntitle: x\n---\n# a\n\n> b *c* [d](e)\n\n|f|g|\n|-|-|\n|h|i|\n" + text,)
        ),
        "html": Target(partial(_story, "html"), (html,)),
        "rtf": Target(partial(_story, "rtf"), (rtf,)),
        "docx": Target(partial(_story, "docx"), (_docx(),)),
        "draft": Target(_draft, (text,)),
        "edition": Target(_edition, (to_json(edition),)),
        "script": Target(lambda data: from_json(data, Script), (to_json(samples.script()),)),
        "manifest": Target(lambda data: from_json(data, Manifest), (MANIFEST,)),
        "report": Target(lambda data: from_json(data, Report), (to_json(report_of(edition, ())),)),
        "take": Target(lambda data: read_chunks(io.BytesIO(data), "fuzz"), (_wave(),)),
        "wav": Target(lambda data: read_header(io.BytesIO(data), "fuzz"), (_wave(),)),
        "parcel": Target(_package, (_parcel(),)),
    }
    made |= {
        name: Target(partial(_subtitles, name), (editions.write(name, edition),))
        for name in ("srt", "vtt", "ass", "ttml")
    }
    made |= {name: Target(partial(_station, name), (seed.encode(),)) for name, seed in TOML.items()}
    made |= {
        f"check.{name}": Target(partial(_references, suffix), (editions.write(name, edition),))
        for name, suffix in TIMELINES.items()
    }
    return made
