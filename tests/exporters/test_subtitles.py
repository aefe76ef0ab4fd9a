"""SubRip and WebVTT, read back by other programs."""

from __future__ import annotations

import io
from collections.abc import Callable
from fractions import Fraction

import pysubs2
import pytest
import srt
import ttconv.srt.reader
import ttconv.vtt.reader
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from ttconv.model import Br, ContentDocument, Text

from broadcast.errors import DocumentError
from broadcast.exporters.clock import milliseconds, timestamp
from broadcast.exporters.srt import Srt
from broadcast.exporters.vtt import Vtt
from broadcast.model.caption import Cue, TimedWord
from broadcast.model.edition import Edition
from tests import samples
from tests.exporters.editions import HOSTILE, RATES, hostile, sample, write

TEXTS = ["Қалада 3 көпір ашылды.", "Жұмыс аяқталды", "Көлік қозғалысы қалпына келді."]


def composed(exporter: Srt, edition: Edition) -> bytes:
    stream = io.BytesIO()
    exporter.write(edition, stream)
    return stream.getvalue()


def with_lines(*lines: str, words: tuple[TimedWord, ...] = ()) -> Edition:
    made = sample()
    cue = Cue(start=Fraction(0), end=Fraction(2), lines=lines, segment="aaaa0001", words=words)
    return replace(made, captions=replace(made.captions, cues=(cue,)))


def spoken(document: ContentDocument) -> list[tuple[Fraction, Fraction, str]]:
    """Begin, end and text of each paragraph that ttconv found."""
    found = []
    for element in document.get_body().dfs_iterator():
        if element.get_begin() is not None and element.get_end() is not None:
            parts = (
                x.get_text() if isinstance(x, Text) else "\n" if isinstance(x, Br) else ""
                for x in element.dfs_iterator()
            )
            found.append((element.get_begin(), element.get_end(), "".join(parts)))
    return found


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(("name", "reader"), [("srt", ttconv.srt.reader.to_model), ("vtt", ttconv.vtt.reader.to_model)])
def test_ttconv_reads_it(name: str, reader: Callable[[io.StringIO], ContentDocument], rate: str) -> None:
    edition = sample(rate)
    found = spoken(reader(io.StringIO(write(name, edition).decode())))
    assert [text for *_, text in found] == TEXTS
    for (begin, end, _), cue in zip(found, edition.captions.cues, strict=True):
        assert abs(begin - cue.start) <= Fraction(1, 2000)
        assert abs(end - cue.end) <= Fraction(1, 2000)


@pytest.mark.parametrize("rate", RATES)
def test_pysubs2_reads_srt(rate: str) -> None:
    edition = sample(rate, 3600)
    found = list(pysubs2.SSAFile.from_string(write("srt", edition).decode(), "srt"))
    assert [e.plaintext for e in found] == TEXTS
    assert [(e.start, e.end) for e in found] == [
        (milliseconds(c.start), milliseconds(c.end)) for c in edition.captions.cues
    ]


def test_srt_options() -> None:
    plain = write("srt", sample())
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in plain
    other = composed(Srt(bom=True, crlf=True, offset=Fraction(3600)), sample())
    assert other.startswith(b"\xef\xbb\xbf1\r\n01:00:00,000 --> 01:00:03,000\r\n")
    assert other.count(b"\r\n") == other.count(b"\n")


def test_srt_offset_before_zero() -> None:
    with pytest.raises(DocumentError, match="before zero"):
        composed(Srt(offset=Fraction(-1)), sample())


def test_hostile_text_makes_no_cue_and_loses_none() -> None:
    edition = hostile()
    cues = list(srt.parse(write("srt", edition).decode()))
    assert [c.index for c in cues] == [1, 2, 3]
    assert all(c.content.endswith("\nx") for c in cues)
    text = write("vtt", edition).decode()
    assert text.count("-->") == 3
    assert len(spoken(ttconv.vtt.reader.to_model(io.StringIO(text)))) == 3


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_a_cue_without_text_or_length_is_an_error(name: str) -> None:
    with pytest.raises(DocumentError, match="no text") as error:
        write(name, with_lines("\u2028", " "))
    assert error.value.where == "cue 1"
    still = with_lines("x")
    cue = replace(still.captions.cues[0], end=Fraction(0))
    with pytest.raises(DocumentError, match="no length"):
        write(name, replace(still, captions=replace(still.captions, cues=(cue,))))


def test_vtt_escapes_and_names_the_speaker() -> None:
    text = write("vtt", hostile()).decode()
    voice = text[text.index("<v ") : text.index("</v>")]
    assert voice.startswith('<v A&lt;b&gt; &amp; "c"')
    assert "\n" not in voice[: voice.index(">")]
    assert text.count("</v>") == 1
    assert HOSTILE[1:4] not in text


def words(*pairs: tuple[str, str]) -> tuple[TimedWord, ...]:
    return tuple(TimedWord(text=t, start=Fraction(s), end=Fraction(s)) for t, s in pairs)


def payload(edition: Edition) -> str:
    stream = io.BytesIO()
    Vtt(word_times=True).write(edition, stream)
    return stream.getvalue().decode().split("\n\n")[3].split("\n", 2)[2].rstrip()


def test_vtt_word_times_need_not_follow_the_lines() -> None:
    told = words(("бір", "0"), ("10 000", "1/2"), ("ұзақсөз", "1"), ("—", "1"), ("соң", "3/2"))
    edition = with_lines("бір 10", "000 ұзақ", "сөз — соң", words=told)
    assert payload(edition) == ("бір <00:00:00.500>10\n000 <00:00:01.000>ұзақ\nсөз — <00:00:01.500>соң")


def test_vtt_drops_times_that_would_be_wrong() -> None:
    told = words(("a", "0"), ("b", "1"), ("other", "3/2"), ("d", "7/4"))
    assert payload(with_lines("a b c d", words=told)) == "a <00:00:01.000>b c d"


@given(st.lists(st.text("ab<&>", min_size=1, max_size=4), min_size=1, max_size=8), st.data())
def test_vtt_times_rise_and_text_stays(texts: list[str], data: st.DataObject) -> None:
    times = sorted(
        data.draw(st.lists(st.fractions(0, 2, max_denominator=48000), min_size=len(texts), max_size=len(texts)))
    )
    told = tuple(TimedWord(text=t, start=s, end=s) for t, s in zip(texts, times, strict=True))
    made = payload(with_lines(" ".join(texts), words=told))
    marks = [p.split(">", 1) for p in made.split("<")[1:]]
    assert [m for m, _ in marks] == sorted({m for m, _ in marks})
    assert all("00:00:00.000" < m < "00:00:02.000" for m, _ in marks)
    text = made.split("<")[0] + "".join(t for _, t in marks)
    assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == " ".join(texts)


@given(st.fractions(0, 400_000))
def test_milliseconds_are_the_nearest(seconds: Fraction) -> None:
    ms = milliseconds(seconds)
    assert abs(Fraction(ms, 1000) - seconds) <= Fraction(1, 2000)
    hours, minutes, rest = timestamp(ms, ".").split(":")
    assert (int(hours) * 60 + int(minutes)) * 60_000 + int(rest.replace(".", "")) == ms
    assert len(minutes) == 2
    assert len(rest) == 6


def test_vtt_without_word_times_is_not_torn_apart_by_others() -> None:
    made = pysubs2.SSAFile.from_string(write("vtt", samples.edition()).decode(), format_="vtt")
    assert [e.plaintext for e in made] == [c.text for c in samples.edition().captions.cues]
