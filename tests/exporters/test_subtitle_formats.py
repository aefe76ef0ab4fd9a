"""TTML, ASS, Avid DS, the transcript and the table of cues, read back by other programs."""

from __future__ import annotations

import csv
import io
import os
import re
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pysubs2
import pytest
import ttconv.imsc.reader
import ttconv.vtt.reader
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from ttconv.model import Br, ContentDocument, P, Text

from broadcast.errors import UnknownName, UsageError
from broadcast.exporters import exporter_for
from broadcast.exporters.ass import Ass
from broadcast.exporters.characters import cell
from broadcast.exporters.clock import cue_text
from broadcast.exporters.ttml import Ttml
from broadcast.exporters.vtt import Vtt
from broadcast.model.edition import Edition
from tests.exporters.editions import HOSTILE, RATES, empty, hostile, sample, write

TEXTS = ["Қалада 3 көпір ашылды.", "Жұмыс аяқталды", "Көлік қозғалысы қалпына келді."]
SCHEMAS = os.environ.get("BROADCAST_SCHEMAS", "")
TTML = "{http://www.w3.org/ns/ttml}"
STYLING = "{http://www.w3.org/ns/ttml#styling}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def written(exporter: Any, edition: Edition) -> bytes:
    stream = io.BytesIO()
    exporter.write(edition, stream)
    return stream.getvalue()


def coloured() -> Edition:
    """The sample, speakers told by colour, its quote in another language."""
    made = sample()
    quote = replace(made.captions.cues[1], language="ru")
    cues = (made.captions.cues[0], quote, made.captions.cues[2])
    return replace(made, captions=replace(made.captions, cues=cues, speaker_labels="colour"))


def model(data: bytes) -> ContentDocument:
    found = ttconv.imsc.reader.to_model(ET.ElementTree(ET.fromstring(data)))  # noqa: S314 our own
    assert found is not None
    return found


def spoken(document: ContentDocument) -> list[tuple[Fraction, Fraction, str]]:
    body = document.get_body()
    return [
        (e.get_begin() or Fraction(0), e.get_end(), "".join(_parts(e)))
        for e in (body.dfs_iterator() if body else ())
        if isinstance(e, P)
    ]


def _parts(element: Any) -> list[str]:
    return [x.get_text() if isinstance(x, Text) else "\n" for x in element.dfs_iterator() if isinstance(x, Text | Br)]


@pytest.mark.parametrize("rate", RATES)
def test_ttconv_reads_ttml(rate: str) -> None:
    edition = sample(rate)
    found = model(write("ttml", edition))
    assert found.get_lang() == "kk"
    assert [text for *_, text in spoken(found)] == TEXTS
    for (begin, end, _), cue in zip(spoken(found), edition.captions.cues, strict=True):
        assert abs(begin - cue.start) <= Fraction(1, 2000)
        assert abs(end - cue.end) <= Fraction(1, 2000)


def test_ttml_holds_speakers_colours_and_languages() -> None:
    root = etree.fromstring(write("ttml", coloured()))
    narration, quote, _ = root.iter(f"{TTML}p")
    styles = {s.get("{http://www.w3.org/XML/1998/namespace}id"): s for s in root.iter(f"{TTML}style")}
    assert quote.get(LANG) == "ru"
    assert narration.get(LANG) is None
    (span,) = quote.iter(f"{TTML}span")
    assert styles[span.get("style")].get(f"{STYLING}color") == "#ffff00ff"
    assert styles["s0"].get(f"{STYLING}color") == "#ffffffff"
    agent = quote.get("{http://www.w3.org/ns/ttml#metadata}agent")
    (known,) = root.iter("{http://www.w3.org/ns/ttml#metadata}agent")
    assert known.get("{http://www.w3.org/XML/1998/namespace}id") == agent


def test_hostile_text_stays_text() -> None:
    edition = hostile()
    texts = [cue_text(cue) for cue in edition.captions.cues]
    assert [text for *_, text in spoken(model(write("ttml", edition)))] == texts
    assert [
        e.plaintext.replace("＼", "\\") for e in pysubs2.SSAFile.from_string(write("ass", edition).decode())
    ] == texts
    rows = list(csv.DictReader(io.StringIO(write("captions-csv", edition).decode("utf-8-sig"), newline="")))
    assert [row["text"] for row in rows] == texts
    assert write("avid-ds", edition).decode().count("<") == 2


@pytest.mark.skipif(not SCHEMAS, reason="BROADCAST_SCHEMAS names no folder with ebuttd/ebutt_d.xsd and ttml2/ttml2.xsd")
@pytest.mark.parametrize("edition", [sample(), sample("29.97df", 3600), coloured(), empty(), hostile()])
def test_ttml_is_valid_by_the_schemas(edition: Edition) -> None:
    tree = etree.fromstring(write("ttml", edition))
    ebu = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / "ebuttd/ebutt_d.xsd")))
    assert ebu.validate(tree), ebu.error_log
    kept = ("http://www.w3.org/ns/ttml", "http://www.w3.org/XML/")  # TTML2, 4: foreign vocabulary is left out first
    for element in list(tree.iter()):
        if not element.tag.startswith(f"{{{kept[0]}"):
            element.getparent().remove(element)
            continue
        for name in [n for n in element.attrib if n.startswith("{") and not n[1:].startswith(kept)]:
            del element.attrib[name]
    w3c = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / "ttml2/ttml2.xsd")))
    assert w3c.validate(tree), w3c.error_log


@pytest.mark.parametrize("rate", RATES)
def test_pysubs2_reads_ass(rate: str) -> None:
    edition = sample(rate, 3600)
    found = pysubs2.SSAFile.from_string(write("ass", edition).decode())
    assert [e.plaintext for e in found] == TEXTS
    assert [e.style for e in found] == ["Narration", "Айгүл Серікова", "Narration"]
    assert set(found.styles) == {"Narration", "Айгүл Серікова"}
    for event, cue in zip(found, edition.captions.cues, strict=True):
        for ms, time in ((event.start, cue.start), (event.end, cue.end)):
            frame = edition.timeline.frame_rate
            assert frame.floor(Fraction(ms, 1000)) == frame.nearest(time)  # on screen from this very frame


def test_ass_colours_the_speakers() -> None:
    found = pysubs2.SSAFile.from_string(write("ass", coloured()).decode())
    assert found.styles["Айгүл Серікова"].primarycolor == pysubs2.Color(255, 255, 0, 0)
    assert found.styles["Narration"].primarycolor == pysubs2.Color(255, 255, 255, 0)


def test_webvtt_holds_colours_and_languages() -> None:
    text = write("vtt", coloured()).decode()
    assert "<v Айгүл Серікова><c.yellow><lang ru>Жұмыс аяқталды</lang></c></v>" in text
    assert [t for *_, t in spoken(ttconv.vtt.reader.to_model(io.StringIO(text)))] == TEXTS


def test_cues_make_way_for_lower_thirds() -> None:
    edition = sample()
    assert b"line:10%\n<v " in written(Vtt(clear_titles=True), edition)
    assert written(Vtt(clear_titles=True), edition).count(b"line:") == 1
    assert written(Ttml(clear_titles=True), edition).count(b'region="top"') == 1
    assert written(Ass(clear_titles=True), edition).count(rb"{\an8}") == 1
    for name in ("vtt", "ttml", "ass"):
        assert not re.search(rb'line:|region="top"|an8', write(name, edition))


@pytest.mark.parametrize("rate", RATES)
def test_avid_ds_counts_in_the_sequences_timecode(rate: str) -> None:
    edition = sample(rate, 3600)
    data = write("avid-ds", edition)
    assert data.startswith(b"\xef\xbb\xbf@ ")
    assert data.count(b"\r\n") == data.count(b"\n")
    body = data.decode("utf-8-sig").split("<begin subtitles>\r\n\r\n")[1].split("<end subtitles>")[0]
    cues = [block.split("\r\n") for block in body.split("\r\n\r\n") if block.strip()]
    assert [lines[1:] for lines in cues] == [[text] for text in TEXTS]
    grid = edition.timeline.frame_rate
    origin = grid.frames("01:00:00:00")
    for lines, cue in zip(cues, edition.captions.cues, strict=True):
        times = [grid.frames(timecode) - origin for timecode in lines[0].split(" ")]
        assert times == [grid.nearest(cue.start), grid.nearest(cue.end)]


def test_avid_ds_cues_that_overlap_are_moved_apart() -> None:
    made = sample()
    cues = tuple(replace(c, start=Fraction(n), end=Fraction(n + 2)) for n, c in enumerate(made.captions.cues))
    text = write("avid-ds", replace(made, captions=replace(made.captions, cues=cues))).decode()
    assert re.findall(r"[\d:]{11} [\d:]{11}", text) == [
        "00:00:00:00 00:00:02:00",
        "00:00:02:00 00:00:03:00",
        "00:00:03:00 00:00:04:00",
    ]


def test_the_transcript_joins_the_cues_of_a_segment() -> None:
    made = sample("25", 36000)
    first, *others = made.captions.cues
    halves = (
        replace(first, end=Fraction(1), lines=("Қалада",)),
        replace(first, start=Fraction(2), lines=("3", "көпір")),
    )
    text = write("transcript", replace(made, captions=replace(made.captions, cues=(*halves, *others)))).decode()
    paragraphs = text.split("\n\n")
    assert paragraphs[0].startswith("Көпір жөнделді\nsynthetic voice")
    assert paragraphs[1] == "10:00:00:00  Narration\nҚалада 3 көпір"
    assert paragraphs[2] == "10:00:04:00  Айгүл Серікова, құрылыс компаниясының бас инженері\nЖұмыс аяқталды"


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_ebu_stl_is_refused_with_the_reason() -> None:
    with pytest.raises(UsageError, match="Kazakh letters") as refused:
        exporter_for("stl")
    assert "ttml" in refused.value.remedy
    with pytest.raises(UnknownName):
        exporter_for("scc")
    assert exporter_for("ttml") is Ttml


def test_hostile_names_make_styles_apart() -> None:
    found = pysubs2.SSAFile.from_string(write("ass", hostile()).decode())
    assert len(found.styles) == 2
    assert {e.style for e in found} <= set(found.styles)
    assert HOSTILE not in write("ass", hostile()).decode()
