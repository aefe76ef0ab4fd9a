"""Captions: what holds for any words, times, profiles and frame rates, and what is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.model.caption import CaptionProfile, Captions, GlueRules, TimedSegment, TimedWord
from broadcast.newsroom.captioning import caption
from broadcast.newsroom.captioning.breaking import Breaker
from broadcast.newsroom.captioning.costs import house_costs
from broadcast.newsroom.captioning.joints import Joints
from broadcast.newsroom.captioning.pace import Pace
from broadcast.newsroom.captioning.words import prepare
from broadcast.newsroom.checking import check_captions
from broadcast.timing import PAL, FrameRate
from tests.newsroom.captions import HOUSE, PROFILES, RATES, plain_glue, segments


def _caption(spoken: list[TimedSegment], rate: FrameRate = PAL, profile: CaptionProfile = HOUSE) -> Captions:
    end = max((w.end for s in spoken for w in s.words), default=Fraction(0)) + 1
    return caption(spoken, rate, lambda _: profile, plain_glue, end)


def _said(texts: str, pace: Fraction = Fraction(3, 40), start: Fraction = Fraction(0)) -> TimedSegment:
    words = []
    for text in texts.split():
        end = start + len(text) * pace
        words.append(TimedWord(text=text, start=start, end=end, ends_sentence=text.endswith(".")))
        start = end + (Fraction(7, 20) if text.endswith(".") else 0)
    return TimedSegment(segment="s", language="kk", words=tuple(words))


@given(segments(), st.sampled_from(RATES), PROFILES)
@settings(max_examples=100, deadline=None)
def test_no_word_is_lost_or_repeated(spoken: list[TimedSegment], rate: FrameRate, profile: CaptionProfile) -> None:
    captions = _caption(spoken, rate, profile)
    for segment in spoken:
        cues = [c for c in captions.cues if c.segment == segment.segment]
        shown = "".join("".join(c.lines) for c in cues).replace(" ", "")
        assert shown == "".join(w.text for w in segment.words).replace(" ", "")
        assert all(" ".join(c.lines) == " ".join(w.text for w in c.words) for c in cues)
        assert all(c.speaker == segment.speaker for c in cues)


@given(segments(), st.sampled_from(RATES), PROFILES)
@settings(max_examples=100, deadline=None)
def test_lines_and_order_and_grid_always_hold(
    spoken: list[TimedSegment], rate: FrameRate, profile: CaptionProfile
) -> None:
    cues = _caption(spoken, rate, profile).cues
    for cue in cues:
        assert 1 <= len(cue.lines) <= profile.lines
        assert all(0 < len(line) <= profile.characters for line in cue.lines)
        assert rate.on_grid(cue.start)
        assert rate.on_grid(cue.end)
        assert 0 < cue.end - cue.start <= profile.longest
    for one, other in pairwise(cues):
        gap = other.start - one.end
        assert gap == rate.seconds(profile.gap_frames) or gap >= profile.pause
    order = [s.segment for s in spoken]
    assert [order.index(c.segment) for c in cues] == sorted(order.index(c.segment) for c in cues)


@given(segments(), st.sampled_from(RATES), PROFILES)
@settings(max_examples=100, deadline=None)
def test_what_falls_short_is_found_by_the_check(
    spoken: list[TimedSegment], rate: FrameRate, profile: CaptionProfile
) -> None:
    captions = _caption(spoken, rate, profile)
    found = check_captions(captions, rate, lambda _: profile)
    at = {int(f.message.split()[1]): f.code for f in found if f.code == "caption-reading-speed"}
    short = {int(f.message.split()[1]) for f in found if f.code == "caption-short"}
    for number, cue in enumerate(captions.cues, 1):
        fast = len(" ".join(cue.lines)) > profile.reading_speed * (cue.end - cue.start)
        assert (number in at) == fast
        assert (number in short) == (cue.end - cue.start < profile.shortest)
    assert not {f.code for f in found} & {"caption-overlap", "caption-off-grid", "caption-gap", "caption-lines"}


@pytest.mark.parametrize("rate", RATES, ids=str)
@given(st.lists(st.sampled_from(("қала", "жолы", "көпірдің", "ашылды.", "және", "жаңа")), min_size=5, max_size=60))
@settings(max_examples=15, deadline=None)
def test_speech_at_a_newsreaders_pace_meets_every_limit(rate: FrameRate, texts: list[str]) -> None:
    segment = _said(" ".join([*texts, "жұмыстың", "соңы."]), Fraction(9, 100))
    assert not check_captions(_caption([segment], rate), rate, lambda _: HOUSE)


@given(segments(most=6), PROFILES)
@settings(max_examples=60, deadline=None)
def test_no_other_cut_is_cheaper(spoken: list[TimedSegment], profile: CaptionProfile) -> None:
    run = prepare(spoken[0], profile.characters, PAL)
    if not 0 < len(run.words) <= 9:
        return
    following = run.ends[-1] + 20
    pace = Pace.of(profile, PAL)
    breaker = Breaker(run, profile, pace, Joints(GlueRules()), house_costs(), following, 25.0)
    chosen = sum(block.cost for block in breaker.blocks())
    assert chosen == pytest.approx(min(_every_cost(breaker, profile)))


def _every_cost(breaker: Breaker, profile: CaptionProfile) -> Iterator[float]:
    count = len(breaker.run.words)
    for cuts in _partitions(0, count):
        cost = 0.0
        for first, last in pairwise(cuts):
            if (last, breaker.run.offsets[last] - breaker.run.offsets[first] - 1) not in breaker.cues_from(first):
                break
            characters = breaker.run.offsets[last] - breaker.run.offsets[first] - 1
            cost += breaker.cost(first, last, characters) + _cheapest_lines(breaker, profile, first, last)
        else:
            yield cost


def _partitions(first: int, last: int) -> Iterator[tuple[int, ...]]:
    inner = range(first + 1, last)
    for size in range(len(inner) + 1):
        for cuts in combinations(inner, size):
            yield first, *cuts, last


def _cheapest_lines(breaker: Breaker, profile: CaptionProfile, first: int, last: int) -> float:
    """All line breaks by brute force, with the costs written out once more."""
    costs, offsets = house_costs(), breaker.run.offsets
    cheapest = float("inf")
    for edges in _partitions(first, last):
        widths = [offsets[b] - offsets[a] - 1 for a, b in pairwise(edges)]
        if len(widths) > profile.lines or max(widths) > profile.characters:
            continue
        if len(widths) == 1:
            return 0.0
        cost = sum(costs.second_line + breaker.weights.lines[m] for m in edges[1:-1])
        for upper, lower in pairwise(widths):
            lean = costs.top_heavy if upper > lower and profile.balance == "bottom-heavy" else 1.0
            cost += costs.balance * ((upper - lower) / profile.characters) ** 2 * lean
        for (a, b), width in zip(pairwise(edges), widths, strict=True):
            cost += costs.orphan if b - a == 1 and width < costs.orphan_part * profile.characters else 0.0
        cheapest = min(cheapest, cost)
    return cheapest


def test_a_cue_comes_with_its_first_word_and_stays_for_its_last() -> None:
    cues = _caption([_said("Жаңа көпір ашылды.", start=Fraction(1001, 1000))]).cues
    assert [c.lines for c in cues] == [("Жаңа көпір ашылды.",)]
    assert cues[0].start == 1
    assert cues[0].end - cues[0].words[-1].end <= HOUSE.hang + PAL.frame
    assert cues[0].end >= cues[0].words[-1].end


def test_an_even_profile_does_not_lean_to_the_lower_line() -> None:
    said = _said("ааааааа ббббббббб ввввввв.")
    profile = msgspec.structs.replace(HOUSE, characters=20)
    widths = {}
    for balance in ("bottom-heavy", "even"):
        (cue,) = _caption([said], profile=msgspec.structs.replace(profile, balance=balance)).cues
        widths[balance] = tuple(map(len, cue.lines))
    assert widths == {"bottom-heavy": (7, 18), "even": (17, 8)}


def test_fast_speech_takes_its_time_from_the_pause_after_it() -> None:
    hasty = _said("Қаладағы жаңа көпір бүгін таңертең ашылды.", Fraction(1, 30))
    calm = _said("Жұмыс бітті.", start=hasty.words[-1].end + 3)
    cues = _caption([hasty, calm]).cues
    assert cues[0].end - cues[0].words[-1].end > HOUSE.hang
    assert {f.code for f in check_captions(Captions(language="kk", profile="", cues=cues), PAL, lambda _: HOUSE)} == {
        "caption-hang"
    }


def test_a_cue_a_frame_short_borrows_it_from_its_neighbour() -> None:
    text = "Қаладағы жаңа көпір бүгін ашылды."  # 33 characters: 49 frames
    first = TimedSegment(
        segment="a",
        language="kk",
        words=(TimedWord(text=text, start=Fraction(0), end=Fraction(2), ends_sentence=True),),
    )
    second = _said("Жұмыс толық аяқталды.", Fraction(1, 10), start=Fraction(2))
    cues = _caption([first, second]).cues
    assert cues[0].end == Fraction(49, 25)
    assert cues[1].start == Fraction(51, 25)
    assert not check_captions(Captions(language="kk", profile="", cues=cues), PAL, lambda _: HOUSE)


def test_a_quote_and_its_narration_never_share_a_cue() -> None:
    narration, quote = _said("Ол айтты."), _said("Иә.", start=Fraction(1))
    cues = _caption([narration, TimedSegment(segment="q", language="kk", words=quote.words, speaker="serikova")]).cues
    assert [(c.segment, c.speaker, c.text) for c in cues] == [("s", "", "Ол айтты."), ("q", "serikova", "Иә.")]


def test_each_segment_keeps_the_rules_of_its_language() -> None:
    profiles = {"kk": HOUSE, "en": msgspec.structs.replace(HOUSE, name="en", characters=12)}
    english = TimedSegment(segment="q", language="en", words=_said("one two three four five").words, speaker="x")
    kazakh = _said("Қаладағы жаңа көпір ашылды.", start=Fraction(5))
    captions = caption([kazakh, english], PAL, profiles.__getitem__, plain_glue, Fraction(12))
    assert (captions.language, captions.profile) == ("kk", "house")
    assert {c.language for c in captions.cues} == {"kk", "en"}
    assert max(len(line) for c in captions.cues if c.language == "en" for line in c.lines) <= 12
    assert max(len(line) for c in captions.cues if c.language == "kk" for line in c.lines) > 12


def test_a_word_wider_than_a_line_breaks_at_a_hyphen_and_is_marked() -> None:
    long = "санитарлық-эпидемиологиялық-профилактикалық"
    (cue,) = _caption([_said(long)]).cues
    assert cue.lines == ("санитарлық-эпидемиологиялық-", "профилактикалық")
    assert [w.broken for w in cue.words] == [True, False]
    assert cue.words[0].start == 0
    assert cue.words[0].end == cue.words[1].start
    assert cue.words[1].end == len(long) * Fraction(3, 40)


def test_white_space_in_words_is_folded_and_empty_words_are_dropped() -> None:
    words = ("10\n000", " ", "үй")
    spoken = TimedSegment(
        segment="s",
        language="kk",
        words=tuple(TimedWord(text=t, start=Fraction(i), end=Fraction(i + 1)) for i, t in enumerate(words)),
    )
    assert [c.lines for c in _caption([spoken]).cues] == [("10 000 үй",)]


@pytest.mark.parametrize("spoken", [[], [TimedSegment(segment="s", language="kk", words=())]])
def test_nothing_said_makes_no_captions(spoken: list[TimedSegment]) -> None:
    assert _caption(spoken).cues == ()
