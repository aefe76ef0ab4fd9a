"""Subtitle files as people and programs leave them; the same files through readers that we did not write."""

from __future__ import annotations

import contextlib
import io
import time
from fractions import Fraction

import pysubs2
import pytest
import srt
import ttconv.imsc.writer
import ttconv.srt.reader
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import DocumentError
from broadcast.exporters.clock import milliseconds
from broadcast.model.caption import Cue
from broadcast.model.subtitles import Subtitles
from broadcast.readers.subtitles import SUBTITLE_READERS, format_of
from tests.exporters.editions import sample, write

FORMATS = SUBTITLE_READERS.names()


def read(text: str) -> Subtitles:
    return SUBTITLE_READERS.get(format_of(text))(text, "x")


def shown(found: Subtitles) -> list[tuple[float, float, str]]:
    return [(float(c.start), float(c.end), c.text) for c in found.cues]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_known_by_what_it_holds_and_read_back(name: str) -> None:
    edition = sample()
    text = write(name, edition).decode()
    assert format_of(text) == format_of("\n\n" + text) == name
    found = read(text)
    assert found.format == name
    assert [(c.start, c.end, c.lines) for c in found.cues] == [(c.start, c.end, c.lines) for c in edition.captions.cues]
    if name != "srt":
        assert [s.name for s in found.speakers] == ["Айгүл Серікова"]
        assert [c.speaker for c in found.cues] == ["", "serikova", ""]
    assert found.language == ("kk" if name in ("vtt", "ttml") else "")


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        # no index, no blank lines, full stops for commas, short hours
        ("00:00:01.0 --> 00:00:02.500\nбір\n0:03 --> 0:04\nекі", [(1, 2.5, "бір"), (3, 4, "екі")]),
        # an index that is not one, and a number that is what is said
        (
            "7\n00:00:01,000 --> 00:00:02,000\n572\n\n7\n00:00:03,000 --> 00:00:04,000\n1000",
            [(1, 2, "572"), (3, 4, "1000")],
        ),
        # a blank line inside a cue
        (
            "1\n00:00:01,000 --> 00:00:02,000\nбір\n\nекі\n\n2\n00:00:03,000 --> 00:00:04,000\nүш",
            [(1, 2, "бір\nекі"), (3, 4, "үш")],
        ),
        # out of order, overlapping, ending before it begins
        (
            "1\n00:00:05,000 --> 00:00:04,000\nекі\n\n2\n00:00:01,000 --> 00:00:09,000\nбір",
            [(1, 9, "бір"), (5, 4, "екі")],
        ),
        # tags, positions, coordinates, spaces around the times
        (
            '1\n 00:00:01,000  -->  00:00:02,000  X1:40 X2:600\n{\\an8}<i>бір</i> <font color="#ff0">екі</font> 2 < 3',
            [(1, 2, "бір екі 2 < 3")],
        ),
    ],
)
def test_subrip_as_it_comes(text: str, cues: list[tuple[float, float, str]]) -> None:
    assert shown(read(text)) == cues


def test_webvtt_as_it_comes() -> None:
    text = """WEBVTT - title
Language: ru

STYLE
::cue { color: red }

NOTE 00:00 is no time

first
00:01.000 --> 00:02.000 line:10% align:start
<v.loud Анна  Ли><c.yellow>да</c> &amp; нет</v>

NOTE a remark

00:00:02.000 --> 00:00:04.000
<b>раз</b> <00:00:03.000>два три
"""
    found = read(text)
    assert shown(found) == [(1, 2, "да & нет"), (2, 4, "раз два три")]
    assert (found.language, [s.name for s in found.speakers]) == ("ru", ["Анна Ли"])
    assert [(w.text, w.start) for w in found.cues[1].words[:2]] == [("раз", Fraction(2)), ("два", Fraction(3))]
    assert found.cues[0].words == ()
    assert [f.code for f in found.findings] == ["dropped"]


def test_ass_as_it_comes() -> None:
    text = """[Script Info]
ScriptType: v4.00+

[Events]
Format: Start, End, Name, Text
Dialogue: 0:00:05.00,0:00:06.00,Анна, {\\i1}екі{\\i0}, \\N{\\pos(1,2)}үш\\hтөрт
Comment: 0:00:00.00,0:00:01.00,,note
Dialogue: 0:00:01.50,0:00:02.50,,бір
Dialogue: 0:00:01.50,0:00:02.50,,{\\p1}m 0 0 l 10 10
Dialogue: broken
"""
    found = read(text)
    assert shown(found) == [(1.5, 2.5, "бір"), (5, 6, "екі,\nүш төрт")]
    assert [c.speaker for c in found.cues] == ["", "anna"]


@pytest.mark.parametrize("name", ["srt", "vtt", "ass"])
def test_what_pysubs2_writes(name: str) -> None:
    theirs = pysubs2.SSAFile()
    theirs.events = [
        pysubs2.SSAEvent(1000, 2500, r"{\i1}бір{\i0}\Nекі"),
        pysubs2.SSAEvent(3000, 4000, "үш", name="Анна Ли" if name == "ass" else ""),
    ]
    found = read(theirs.to_string(name))
    assert found.format == name
    assert shown(found) == [(1, 2.5, "бір\nекі"), (3, 4, "үш")]


def test_what_ttconv_writes() -> None:
    document = ttconv.srt.reader.to_model(io.StringIO(write("srt", sample("29.97")).decode()))
    document.set_lang("kk")
    text = io.StringIO()
    ttconv.imsc.writer.from_model(document).write(text, encoding="unicode")
    found = read(text.getvalue())
    assert (found.format, found.language) == ("ttml", "kk")
    assert [(c.start, c.lines) for c in found.cues] == [
        (milliseconds(c.start) * Fraction(1, 1000), c.lines) for c in sample("29.97").captions.cues
    ]


TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
  xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="kk-KZ" ttp:frameRate="25" ttp:tickRate="1000">
 <tt:head><tt:metadata>
  <ttm:agent xml:id="a"><ttm:name type="full">Анна Ли</ttm:name></ttm:agent></tt:metadata></tt:head>
 <tt:body begin="10s"><tt:div begin="1s">
  <tt:p begin="00:00:01:05" dur="2s" ttm:agent="a">бір <tt:span>екі</tt:span><tt:br/>  үш
    төрт<tt:metadata>no text</tt:metadata></tt:p>
  <tt:p begin="5000t" end="0.1m" xml:lang="ru">пять</tt:p>
  <tt:p>without times</tt:p>
 </tt:div></tt:body>
</tt:tt>"""


def test_ttml_as_it_comes() -> None:
    found = read(TTML)
    assert [(c.start, c.end, c.lines) for c in found.cues] == [
        (Fraction(61, 5), Fraction(71, 5), ("бір екі", "үш төрт")),
        (Fraction(16), Fraction(17), ("пять",)),
    ]
    assert found.language == "kk"
    assert [(c.language, c.speaker) for c in found.cues] == [("", "li"), ("ru", "")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no subtitle"),
        ("a story without times", "no subtitle"),
        ("WEBVTT\n\nNOTE nothing", "no subtitle"),
        ("[Script Info]\n[Events]\nDialogue: x", "no subtitle"),
        ('<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY a "b">]><tt>&a;</tt>', "document type"),
        ("<tt><body>", "not well-formed"),
        ("<tt xmlns='http://www.w3.org/ns/ttml'/>", "no subtitle"),
        ("<tt><body>" + "<div>" * 500 + "</div>" * 500 + "</body></tt>", "too deep"),
    ],
)
def test_what_is_no_subtitle_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as refused:
        read(text)
    assert refused.value.where == "x"
    assert refused.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "<" * 200_000 + "\n00:01 --> 00:02\n" + "<i" * 100_000,
        "00:01 --> 00:02\n{\\" * 50_000,
        "1 " * 200_000 + "-->",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 100_000,
        "\n".join("00:01 --> 00:02" for _ in range(10_000)),
        "[Events]\nDialogue: " + "{" * 200_000,
    ],
    ids=range(6),
)
def test_hostile_files_take_no_time(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(DocumentError):
        read(text)
    assert time.process_time() - began < 5


CUES = st.lists(
    st.tuples(
        st.integers(0, 10**7),
        st.integers(1, 10**5),
        st.lists(st.text("абв әғқ!?0", min_size=1, max_size=9), min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=6,
)


@given(CUES)
def test_subrip_is_read_as_the_srt_library_reads_it(cues: list[tuple[int, int, list[str]]]) -> None:
    text = "".join(
        f"{n}\n{srt.timedelta_to_srt_timestamp(srt.timedelta(milliseconds=at))} --> "
        f"{srt.timedelta_to_srt_timestamp(srt.timedelta(milliseconds=at + length))}\nа" + "\nа".join(lines) + "\n\n"
        for n, (at, length, lines) in enumerate(sorted(cues, key=lambda c: c[0]), 1)
    )
    theirs = list(srt.parse(text))
    ours = read(text).cues
    assert [(c.start * 1000, c.end * 1000) for c in ours] == [
        (round(s.start.total_seconds() * 1000), round(s.end.total_seconds() * 1000)) for s in theirs
    ]
    assert [c.text.split() for c in ours] == [s.content.split() for s in theirs]


@given(st.text("-> 0123456789:,.\n<>{}\\abv&;[]", max_size=120))
def test_no_text_breaks_a_reader(text: str) -> None:
    for name in FORMATS:
        try:
            found = SUBTITLE_READERS.get(name)(text, "x")
        except DocumentError:
            continue
        assert all(isinstance(c, Cue) for c in found.cues)
