"""Reading a script aloud: sentences, paragraphs, word maps, findings, the station's lexicon."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.languages import pack_for
from broadcast.model.lexicon import Lexicon
from broadcast.newsroom.reading import LONGEST, read_aloud, read_text
from tests import samples


def test_every_segment_gets_its_sentences_and_spoken_text() -> None:
    script = read_aloud(samples.script(), pack_for)
    assert [s.spoken for s in script.segments] == [
        "Қалада үш көпір ашылды.",
        "Жұмыс аяқталды",
        "Көлік қозғалысы қалпына келді.",
    ]
    for segment in script.segments:
        assert " ".join(s.text for s in segment.sentences) == segment.text
        assert segment.spoken == " ".join(s.spoken for s in segment.sentences)


def test_reading_twice_changes_nothing() -> None:
    once = read_aloud(samples.script(), pack_for)
    assert read_aloud(once, pack_for) == once


def test_a_line_end_closes_a_paragraph() -> None:
    sentences, _ = read_text("Бір. Екі.\n\nҮш.", pack_for("kk"))
    assert [(s.text, s.ends_paragraph) for s in sentences] == [("Бір.", False), ("Екі.", True), ("Үш.", True)]


def test_findings_name_their_segment() -> None:
    made = samples.script()
    doubtful = replace(made.segments[0], text="Саны 6-ге жетті.")
    script = read_aloud(replace(made, segments=(doubtful, *made.segments[1:])), pack_for)
    assert [(f.code, f.segment) for f in script.findings] == [("suffix-mismatch", doubtful.id)]


def test_segments_are_read_in_their_own_language() -> None:
    made = samples.script()
    russian = replace(made.segments[1], text="Цены выросли на 15%", language="ru")
    script = read_aloud(replace(made, segments=(made.segments[0], russian)), pack_for)
    assert script.segments[1].spoken == "Цены выросли на пятнадцать процентов"


def test_the_lexicon_wins_in_its_language_only() -> None:
    script = read_aloud(samples.script(), pack_for, {"kk": Lexicon(words={"көпір": "мост"}), "ru": Lexicon()})
    assert script.segments[0].spoken == "Қалада үш мост ашылды."


def test_a_long_sentence_is_parted_at_its_commas() -> None:
    sentences, _ = read_text(", ".join(["бес алма, алты өрік және жеті жүзім"] * 30) + ".", pack_for("kk"))
    assert len(sentences) > 2
    assert all(len(s.spoken) <= LONGEST for s in sentences)
    assert all(s.spoken.endswith((",", ".")) for s in sentences)
    assert [s.ends_paragraph for s in sentences] == [False] * (len(sentences) - 1) + [True]


@given(text=st.text("абв 12.,;!?-«»\n", max_size=1500))
@settings(max_examples=80, deadline=None)
def test_nothing_is_lost_and_no_part_is_too_long(text: str) -> None:
    sentences, _ = read_text(text, pack_for("kk"))
    assert " ".join(s.text for s in sentences).split() == text.split()
    assert all(len(s.text) <= LONGEST or len(s.words) == 1 for s in sentences)
