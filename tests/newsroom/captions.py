"""Words, segments and profiles of every kind for the tests of captions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from broadcast.languages.captions import glue
from broadcast.model.caption import CaptionProfile, GlueRules, TimedSegment, TimedWord
from broadcast.timing import FrameRate

RATES = tuple(map(FrameRate.parse, ("23.976", "24", "25", "29.97df", "30", "50", "59.94")))

HOUSE = CaptionProfile(
    name="house",
    characters=39,
    lines=2,
    reading_speed=17.0,
    shortest=Fraction(5, 6),
    longest=Fraction(7),
    gap_frames=2,
    pause=Fraction(1, 2),
    hang=Fraction(1, 2),
)

PROFILES = st.builds(
    CaptionProfile,
    name=st.just("random"),
    characters=st.integers(6, 45),
    lines=st.integers(1, 3),
    reading_speed=st.sampled_from((9.5, 15.0, 17.0, 20.0)),
    shortest=st.sampled_from((Fraction(1, 2), Fraction(5, 6), Fraction(1))),
    longest=st.sampled_from((Fraction(5), Fraction(7))),
    gap_frames=st.integers(0, 4),
    pause=st.sampled_from((Fraction(1, 2), Fraction(1))),
    hang=st.sampled_from((Fraction(0), Fraction(1, 2), Fraction(1))),
)

TEXTS = st.one_of(
    st.sampled_from(
        (
            "және",
            "үшін",
            "в",
            "the",
            "10 000",
            "2,5",
            "млн",
            "–",
            "Айгүл",
            "Серікова,",
            "қала.",
            "«Нұр",
            "жолы»",
            "бара",
        )
    ),
    st.text(alphabet="аәбвгғдежзиійкқabc-.,", min_size=1, max_size=14),
    st.text(alphabet="ұүһ-й\u0306", min_size=30, max_size=60),
)
PAUSES = st.sampled_from([Fraction(n, 100) for n in (0, 0, 0, -2, 33, 200, 900)])


def plain_glue(_: str) -> GlueRules:
    return glue("kk")


@st.composite
def segments(draw: st.DrawFn, most: int = 30) -> list[TimedSegment]:
    """One to three segments; speech at any speed, with pauses, overlaps and words without length."""
    made = []
    at = draw(st.fractions(0, 3, max_denominator=1000))
    for number in range(draw(st.integers(1, 3))):
        words = []
        slowness = draw(st.sampled_from((0, 20, 60, 75, 110, 400)))
        for text in draw(st.lists(TEXTS, max_size=most)):
            length = Fraction(len(text) * slowness, 1000)
            words.append(TimedWord(text=text, start=at, end=at + length, ends_sentence=text.endswith(".")))
            at = max(Fraction(0), at + length + draw(PAUSES))
        made.append(TimedSegment(segment=f"s{number}", language="kk", words=tuple(words), speaker="x" * (number % 2)))
    return made
