"""The checks, each on a cue that breaks one rule, and on one that breaks none."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec
import pytest

from broadcast.model.caption import Captions, Cue, TimedWord
from broadcast.newsroom.checking import check_captions, check_soundbites
from broadcast.timing import PAL
from tests.newsroom.captions import HOUSE
from tests.samples import edition

GOOD = Cue(start=Fraction(1), end=Fraction(3), lines=("Жаңа көпір ашылды.",), segment="aaaa0001")


def _codes(*cues: Cue) -> list[str]:
    return [f.code for f in check_captions(Captions(language="kk", profile="kk", cues=cues), PAL, lambda _: HOUSE)]


def _good(**changes: Any) -> Cue:
    return msgspec.structs.replace(GOOD, **changes)


def _word(start: Fraction, end: Fraction, broken: bool = False) -> TimedWord:
    return TimedWord(text="Жаңа", start=start, end=end, broken=broken)


def test_a_good_cue_passes() -> None:
    assert _codes(GOOD) == []


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("caption-empty", {"lines": ("",)}),
        ("caption-lines", {"lines": ("бір", "екі", "үш")}),
        ("caption-line-length", {"lines": ("қ" * 40,), "end": Fraction(4)}),
        ("caption-reading-speed", {"end": Fraction(2)}),
        ("caption-short", {"lines": ("Иә.",), "end": Fraction(45, 25)}),
        ("caption-short", {"end": Fraction(1)}),
        ("caption-long", {"end": Fraction(8) + PAL.frame}),
        ("caption-off-grid", {"start": Fraction(101, 100)}),
        ("caption-word-broken", {"words": (_word(Fraction(1), Fraction(3), broken=True),)}),
        ("caption-sync", {"words": (_word(Fraction(1) + 3 * PAL.frame, Fraction(3)),)}),
        ("caption-hang", {"words": (_word(Fraction(1), Fraction(2)),)}),
        ("caption-early-out", {"words": (_word(Fraction(1), Fraction(4)),)}),
    ],
)
def test_each_rule_is_checked(code: str, changes: dict[str, Any]) -> None:
    assert _codes(_good(**changes)) == [code]


@pytest.mark.parametrize(
    ("frames", "codes"),
    [(-1, ["caption-overlap"]), (0, ["caption-gap"]), (2, []), (3, ["caption-gap"]), (12, ["caption-gap"]), (13, [])],
)
def test_cues_are_two_frames_apart_or_half_a_second(frames: int, codes: list[str]) -> None:
    start = GOOD.end + frames * PAL.frame
    assert _codes(GOOD, _good(start=start, end=start + 2)) == codes


def test_a_finding_tells_the_figure_the_place_and_the_segment() -> None:
    cues = (_good(end=Fraction(2)),)
    (finding,) = check_captions(Captions(language="kk", profile="kk", cues=cues), PAL, lambda _: HOUSE)
    assert finding.message == "caption 1 at 00:00:01:00: 18.0 characters a second; 17 are allowed"
    assert finding.segment == "aaaa0001"


def test_a_long_soundbite_is_found_and_a_long_narration_is_not() -> None:
    timeline = edition().timeline
    assert check_soundbites(timeline) == ()
    tracks = tuple(
        msgspec.structs.replace(
            track, clips=tuple(msgspec.structs.replace(clip, duration=Fraction(41, 2)) for clip in track.clips)
        )
        for track in timeline.tracks
    )
    (finding,) = check_soundbites(msgspec.structs.replace(timeline, tracks=tracks))
    assert (finding.code, finding.segment) == ("long-soundbite", "bbbb0002")
    assert finding.message == "Айгүл Серікова speaks for 20.5 s; 20 is the limit"
