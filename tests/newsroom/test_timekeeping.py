"""A programme against the running time that was asked for: the parts add up, and what could go is little and enough."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.model.running_time import RunningTime
from broadcast.model.script import Kind, Script
from broadcast.model.settings import Pauses
from broadcast.model.speech import Take
from broadcast.model.text import Sentence, TextSpan, Word
from broadcast.model.timeline import Timeline
from broadcast.newsroom.scheduling import schedule
from broadcast.newsroom.timekeeping import check_running_time, clock, running_time
from broadcast.timing import PAL
from tests import samples

PAUSES = Pauses(sentence=Fraction(0), paragraph=Fraction(0), speaker=Fraction(0))


def programme(*segments: tuple[Kind, Sequence[int]]) -> tuple[Script, Timeline]:
    """Segments by kind and the seconds of their sentences, with no pause between any two."""
    plain, quote, _ = samples.script().segments
    made, takes = [], {}
    for number, (kind, lengths) in enumerate(segments, 1):
        key = f"{number:08d}"
        words = [
            (Word(text=f"Сөз{number}", spoken="сөз"), Word(text=f"{i}.", spoken="бір")) for i in range(len(lengths))
        ]
        sentences = tuple(Sentence(words=pair) for pair in words)
        made.append(replace(quote if kind == "quote" else plain, id=key, sentences=sentences, source=TextSpan(0, 0)))
        takes[key] = tuple(_take(seconds) for seconds in lengths)
    script = replace(samples.script(), segments=tuple(made))
    return script, schedule(script, takes, PAUSES, PAL, 48000, Fraction(0))


def _take(seconds: int) -> Take:
    return Take(
        key="k",
        digest="d",
        length=seconds * 48000,
        sample_rate=48000,
        marks=(),
        timing="exact",
        voice=samples.VOICES["narration"],
    )


def dropped(found: RunningTime) -> list[tuple[int, float]]:
    return [(cut.number, cut.seconds) for cut in found.cuts]


SEGMENTS = st.lists(
    st.tuples(st.sampled_from(["narration", "quote"]), st.lists(st.integers(1, 20), min_size=1, max_size=4)),
    min_size=1,
    max_size=5,
)


@given(SEGMENTS, st.integers(1, 200))
def test_the_parts_add_up_to_the_whole(segments: list[tuple[Kind, list[int]]], target: int) -> None:
    script, timeline = programme(*segments)
    found = running_time(script, timeline, Fraction(target))
    assert found.trt == sum(sum(lengths) for _, lengths in segments)
    assert sum(s.seconds for s in found.segments) == pytest.approx(found.trt, abs=0.01)
    assert sum(s.share for s in found.segments) == pytest.approx(found.target, abs=0.01)
    assert sum(s.over for s in found.segments) == pytest.approx(found.over, abs=0.01)


@given(SEGMENTS, st.integers(1, 200))
def test_what_could_go_is_the_smallest_set_that_is_enough(segments: list[tuple[Kind, list[int]]], target: int) -> None:
    script, timeline = programme(*segments)
    found = running_time(script, timeline, Fraction(target))
    narration = [
        s for n, (kind, some) in enumerate(segments) for i, s in enumerate(some) if kind == "narration" and n + i
    ]
    quotes = [s for kind, some in segments if kind == "quote" for s in some[1:]]
    pool = narration if sum(narration) >= found.over else narration + quotes
    if found.over <= 0 or sum(pool) < found.over:
        assert found.cuts == ()
        return
    sizes = [cut.seconds for cut in found.cuts]
    sets = (some for k in range(1, len(pool) + 1) for some in combinations(pool, k) if sum(some) >= found.over)
    fewest = next(sets)
    assert len(sizes) == len(fewest)
    assert sum(sizes) == min(sum(some) for some in combinations(pool, len(fewest)) if sum(some) >= found.over)
    assert [(c.number, c.text) for c in found.cuts] == sorted({(c.number, c.text) for c in found.cuts})


def test_narration_goes_before_quotes_and_late_before_early() -> None:
    script, timeline = programme(("narration", [5, 3]), ("quote", [4, 3]), ("narration", [3]))
    assert dropped(running_time(script, timeline, Fraction(16))) == [(3, 3.0)]
    assert dropped(running_time(script, timeline, Fraction(12))) == [(1, 3.0), (3, 3.0)]
    assert dropped(running_time(script, timeline, Fraction(10))) == [(1, 3.0), (2, 3.0), (3, 3.0)]


def test_the_lead_and_the_first_sentence_of_a_quote_stay() -> None:
    script, timeline = programme(("narration", [9]), ("quote", [8]))
    found = running_time(script, timeline, Fraction(10))
    assert found.cuts == ()
    (finding,) = check_running_time(found)
    assert finding.message == "the programme is 7.0 s over its 0:10; no few sentences are enough: shorten the story"


def test_a_recording_in_one_piece_is_not_cut() -> None:
    script, timeline = programme(("narration", [2]), ("narration", [5, 5]))
    clip = timeline.clips[1]
    whole = replace(clip, parts=clip.parts[:1])
    track = replace(timeline.tracks[0], clips=(timeline.clips[0], whole))
    assert running_time(script, replace(timeline, tracks=(track,)), Fraction(6)).cuts == ()


def test_a_long_programme_is_answered_at_once() -> None:
    lengths = [1 + (7 * i) % 19 for i in range(2000)]
    script, timeline = programme(("narration", lengths))
    found = running_time(script, timeline, Fraction(sum(lengths) - 3333))
    total = sum(cut.seconds for cut in found.cuts)
    assert 3333 <= total <= 3334
    assert sum(sorted(lengths[1:])[-len(found.cuts) + 1 :]) < 3333  # one less would not have been enough


@pytest.mark.parametrize(
    ("target", "rate", "code", "words"),
    [
        ("12", "1", "", ""),
        ("12", "1.05", "fitted", "the programme lasts 12.0 s with the voices 5.0% faster"),
        ("20", "0.9", "under-time", "the programme is 8.0 s under its 0:20 with the voices 10.0% slower"),
        (
            "9",
            "1",
            "over-time",
            "the programme is 3.0 s over its 0:09; without these it would fit: 3. «Сөз3 0.» (4.0 s)",
        ),
    ],
)
def test_what_is_told(target: str, rate: str, code: str, words: str) -> None:
    script, timeline = programme(("narration", [4]), ("quote", [4]), ("narration", [4]))
    found = check_running_time(running_time(script, timeline, Fraction(target), Fraction(rate)))
    assert [(f.code, f.message) for f in found] == ([(code, words)] if code else [])
    assert all((f.severity == "warning") == (f.code == "over-time") for f in found)


def test_a_clock_of_seconds() -> None:
    assert [clock(s) for s in (5, 90, 90.5, 3600)] == ["0:05", "1:30", "1:30.5", "60:00"]
