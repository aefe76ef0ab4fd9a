"""Repairing subtitles: what breaks no rule stays, nothing is lost, and little is left broken."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.languages import pack_for
from broadcast.model.caption import CaptionProfile, Captions, Cue, TimedWord
from broadcast.newsroom.checking import violations
from broadcast.newsroom.repairing import Desk, repaired
from broadcast.timing import PAL, FrameRate
from tests.newsroom.captions import HOUSE, PROFILES, RATES, plain_glue


def desk(rate: FrameRate = PAL, profile: CaptionProfile = HOUSE) -> Desk:
    return Desk(rate, lambda _: profile, plain_glue, lambda _: pack_for("kk").sentences)


def cue(start: str, end: str, *lines: str, speaker: str = "") -> Cue:
    return Cue(start=Fraction(start), end=Fraction(end), lines=lines, segment=start, speaker=speaker)


def captions(*cues: Cue) -> Captions:
    return Captions(language="kk", profile="house", cues=cues)


def codes(made: Captions, rate: FrameRate = PAL, profile: CaptionProfile = HOUSE) -> list[str]:
    return [v.code for v in violations(made, rate, lambda _: profile) if v.severity != "note"]


def shown(made: Captions) -> list[tuple[float, float, tuple[str, ...]]]:
    return [(float(c.start), float(c.end), c.lines) for c in made.cues]


def test_what_keeps_the_rules_stays_as_it_is() -> None:
    before = captions(
        cue("1", "3", "Бүгін", "қар жауады"),  # an editor's own line break
        cue("3.08", "5", "– Қашан?", "– Кешке."),
        cue("60", "63.2", "Жолдар ашық."),
    )
    assert repaired(before, desk()) == before


@pytest.mark.parametrize(
    ("cues", "after"),
    [
        # an overlap, a gap that flickers, times between frames
        (
            (cue("1.013", "3.1", "Бүгін қар жауады."), cue("3", "5.51", "Жолдар ашық.")),
            [(1.0, 2.92, ("Бүгін қар жауады.",)), (3.0, 5.52, ("Жолдар ашық.",))],
        ),
        # too short, with a pause after it
        ((cue("1", "1.2", "Иә."), cue("9", "11", "Жоқ.")), [(1.0, 1.84, ("Иә.",)), (9.0, 11.0, ("Жоқ.",))]),
        # too long for its words
        ((cue("1", "21", "Иә."),), [(1.0, 8.0, ("Иә.",))]),
        # a short one in a row goes together with its neighbour
        (
            (
                cue("1", "3", "Бүгін қар жауады,"),
                cue("3.08", "3.2", "дейді"),
                cue("3.28", "6", "ауа райын болжаушылар."),
            ),
            [(1.0, 3.2, ("Бүгін қар жауады, дейді",)), (3.28, 6.0, ("ауа райын болжаушылар.",))],
        ),
        # who speaks to whom stays on lines of its own
        (
            (cue("1", "1.4", "– Қашан?", "– Кешке."), cue("5", "7", "Жоқ.")),
            [(1.0, 2.0, ("– Қашан?", "– Кешке.")), (5.0, 7.0, ("Жоқ.",))],
        ),
    ],
)
def test_repairs(cues: tuple[Cue, ...], after: list[tuple[float, float, tuple[str, ...]]]) -> None:
    made = repaired(captions(*cues), desk())
    assert shown(made) == after
    assert codes(made) == []


def test_a_long_line_is_broken_and_given_the_time_it_needs() -> None:
    text = "Қаланың шығыс бөлігінде салынып жатқан жаңа көпір келесі жылдың көктемінде пайдалануға беріледі."
    made = repaired(captions(cue("1", "2", text), cue("20", "22", "Жолдар ашық.")), desk())
    assert codes(made) == []
    assert " ".join(" ".join(c.lines) for c in made.cues[:-1]) == text
    assert made.cues[-1].start == 20


def test_a_file_too_fast_from_end_to_end_is_repaired_as_far_as_it_goes() -> None:
    cues = [cue(f"{n}", f"{n}.9", "Жүргізушілер жұмыстың дер кезінде") for n in range(1, 200)]
    made = repaired(captions(*cues), desk())
    assert "".join("".join(c.text.split()) for c in made.cues) == "Жүргізушілержұмыстыңдеркезінде" * 199
    assert set(codes(made)) == {"caption-reading-speed"}


def test_voices_are_not_joined() -> None:
    before = captions(
        cue("1", "3", "Бүгін қар жауады,", speaker="a"),
        cue("3.08", "3.2", "дейді", speaker="b"),
        cue("3.28", "6", "ауа райын болжаушылар.", speaker="a"),
    )
    made = repaired(before, desk())
    assert [c.speaker for c in made.cues] == ["a", "b", "a"]
    assert set(codes(made)) == {"caption-short", "caption-reading-speed"}


def test_words_with_times_are_cut_by_them() -> None:
    text = (
        "Қаланың шығыс бөлігінде салынып жатқан жаңа көпір келесі жылдың көктемінде пайдалануға беріледі деп күтілуде."
    )
    words = tuple(
        TimedWord(text=w, start=Fraction(n), end=Fraction(n) + Fraction(1, 2)) for n, w in enumerate(text.split())
    )
    made = repaired(captions(replace(cue("0", "14", text), words=words)), desk())
    assert len(made.cues) > 1
    starts = {word.start for word in words}
    assert {c.start for c in made.cues} <= starts


def test_nothing_comes_of_nothing() -> None:
    assert repaired(captions(), desk()).cues == ()
    assert repaired(captions(cue("1", "2"), cue("2", "3", " ")), desk()).cues == ()


TEXTS = st.lists(st.text("абвқөү .,-–", min_size=1, max_size=90), min_size=1, max_size=3)
TIMES = st.fractions(0, 60, max_denominator=1000)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(TIMES, st.fractions(-1, 30, max_denominator=1000), TEXTS, st.sampled_from("ab")), max_size=12),
    st.sampled_from(RATES),
    PROFILES,
)
def test_whatever_comes_in_nothing_is_lost_and_all_is_in_order(
    given_cues: list[tuple[Fraction, Fraction, list[str], str]], rate: FrameRate, profile: CaptionProfile
) -> None:
    cues = [
        Cue(start=at, end=at + length, lines=tuple(lines), segment=str(n), speaker=speaker)
        for n, (at, length, lines, speaker) in enumerate(sorted(given_cues))
    ]
    made = repaired(captions(*cues), desk(rate, profile))
    before = "".join("".join(c.text.split()) for c in cues)
    assert "".join("".join(c.text.split()) for c in made.cues) == before
    left = codes(made, rate, profile)
    assert not {"caption-off-grid", "caption-overlap", "caption-lines", "caption-line-length", "caption-empty"} & set(
        left
    )
    assert all(c.start < c.end for c in made.cues)
