"""Segments that keep the place of another take: what comes after them stays."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.errors import InputError
from broadcast.model.script import Script, Segment
from broadcast.model.settings import Pauses
from broadcast.model.speech import RECORDED, Take, Voice
from broadcast.model.story import Story
from broadcast.model.text import Sentence, TextSpan, Word
from broadcast.newsroom.scheduling import schedule
from broadcast.timing import PAL

RATE = 48_000
PAUSES = Pauses(sentence=Fraction(7, 20), paragraph=Fraction(3, 5), speaker=Fraction(7, 10))
VOICE = Voice(engine="espeak", id="en+m3", language="en", gender="m", licence="GPL-3.0-or-later")


def take(length: int, engine: str = "espeak") -> Take:
    voice = replace(VOICE, engine=engine)
    return Take(
        key=f"{engine}{length}", digest="", length=length, sample_rate=RATE, marks=(), timing="exact", voice=voice
    )


def script(sentences: int = 2) -> Script:
    said = Sentence(words=(Word(text="Well.", spoken="Well."),))
    segments = tuple(
        Segment(
            id=str(i), kind="narration", source=TextSpan(0, 1), text="", language="en", sentences=(said,) * sentences
        )
        for i in range(3)
    )
    return Script(story=Story(slug="s", text="x"), segments=segments)


lengths = st.integers(1, 5 * RATE)


@given(st.tuples(lengths, lengths), st.tuples(lengths, lengths))
def test_what_comes_after_stays_where_the_draft_has_it(drafts: tuple[int, int], own: tuple[int, int]) -> None:
    """Or the recording is too long for its place, and that is said."""
    spoken = {str(i): tuple(map(take, drafts)) for i in range(3)}
    before = schedule(script(), spoken, PAUSES, PAL, RATE, Fraction(0))
    recorded = tuple(take(length, RECORDED) for length in own)
    places = {"1": spoken["1"]}
    room = before.clips[2].start - before.clips[1].start
    if Fraction(sum(own), RATE) > room:
        with pytest.raises(InputError, match=r"too long for its place"):
            schedule(script(), spoken | {"1": recorded}, PAUSES, PAL, RATE, Fraction(0), places)
        return
    after = schedule(script(), spoken | {"1": recorded}, PAUSES, PAL, RATE, Fraction(0), places)
    assert [c.start for c in after.clips] == [c.start for c in before.clips]
    assert after.clips[1].end <= after.clips[2].start
    assert after.duration == before.duration


@given(st.tuples(lengths, lengths))
def test_parts_of_a_recording_lie_end_to_end(own: tuple[int, int]) -> None:
    takes = {str(i): tuple(take(length, RECORDED) for length in own) for i in range(3)}
    for clip in schedule(script(), takes, PAUSES, PAL, RATE, Fraction(0)).clips:
        assert [p.start for p in clip.parts] == [0, Fraction(own[0], RATE)]
