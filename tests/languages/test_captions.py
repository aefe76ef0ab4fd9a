"""Caption profiles and glue words, as they are shipped."""

from __future__ import annotations

from fractions import Fraction

import pytest

from broadcast.errors import DocumentError, UnknownName
from broadcast.languages.captions import LANGUAGES, SCREENS, glue, profile
from broadcast.model.caption import CaptionProfile
from broadcast.model.documents import from_toml


@pytest.mark.parametrize(
    ("name", "characters", "lines", "speed"),
    [("kk", 39, 2, 17), ("ru", 39, 2, 17), ("en", 42, 2, 20), ("teletext", 37, 2, 17), ("vertical", 25, 3, 17)],
)
def test_profiles_hold_the_published_figures(name: str, characters: int, lines: int, speed: float) -> None:
    found = profile(name)
    assert (found.name, found.characters, found.lines, found.reading_speed) == (name, characters, lines, speed)
    assert (found.shortest, found.longest, found.gap_frames) == (Fraction(5, 6), Fraction(7), 2)
    assert (found.pause, found.hang) == (Fraction(1, 2), Fraction(1, 2))


def test_a_screen_keeps_what_is_the_languages_own() -> None:
    assert profile("teletext", "en").reading_speed == profile("en").reading_speed == 20
    assert (profile("vertical", "ru").characters, profile("", "ru").name) == (25, "ru")


STATION = {
    "kk": {"reading_speed": 15.0},
    "teletext": {"lines": 3},
    "evening": {"base": "teletext", "lead_in": "2/25", "speaker_labels": "dash"},
    "late": {"base": "evening", "speaker_labels": "name", "hang": 0.35},
}


def test_a_stations_keys_stand_over_those_of_the_base() -> None:
    late = profile("late", "kk", STATION)
    assert (late.name, late.characters, late.lines, late.reading_speed) == ("late", 37, 3, 15.0)
    assert (late.lead_in, late.hang, late.speaker_labels) == (Fraction(2, 25), Fraction(35, 100), "name")
    assert profile("late", "en", STATION).reading_speed == 20
    assert profile("", "kk", STATION).reading_speed == 15
    assert profile("evening", "ru", STATION).speaker_labels == "dash"


@pytest.mark.parametrize(
    ("station", "said"),
    [
        ({"x": {"base": "y"}}, "has a base that is not there"),
        ({"x": {"base": "y"}, "y": {"base": "x"}}, "comes back to it"),
        ({"x": {"base": "x"}}, "comes back to it"),
        ({"x": 3}, "not a table"),
        ({"x": {"colour": "red"}}, "colour"),
        ({"x": {"speaker_labels": "loud"}}, "loud"),
        ({"x": {"lead_in": -1}}, "lead_in"),
        ({"kk": {"base": "ru"}}, "base"),
    ],
)
def test_a_mistake_of_the_station_names_the_file(station: dict[str, object], said: str) -> None:
    with pytest.raises(DocumentError, match=said) as failed:
        profile(next(iter(station)), "kk", station, "captions.toml")
    assert failed.value.where.startswith("captions.toml")


@pytest.mark.parametrize("code", LANGUAGES)
def test_glue_words_are_written_as_they_are_looked_up(code: str) -> None:
    rules = glue(code)
    words = [rules.to_next, rules.to_previous, rules.units, rules.numerals]
    words += [side for tie in rules.ties for side in (tie.left_words, tie.right_words)]
    for word in frozenset[str]().union(*words):
        assert word == word.casefold().strip(' .,;:!?«»"-')
    assert not rules.to_next & rules.to_previous - {"n't"}


def test_unknown_names_list_the_known_ones() -> None:
    with pytest.raises(UnknownName) as failed:
        profile("cinema")
    assert all(name in failed.value.remedy for name in (*LANGUAGES, *SCREENS))
    with pytest.raises(UnknownName, match="vertical"):
        glue("vertical")


@pytest.mark.parametrize(
    "wrong",
    ["characters = 0", "lines = 0", "reading_speed = 0.0", 'shortest = "8"', "gap_frames = -1", 'hang = "-1/2"'],
)
def test_figures_that_no_caption_can_meet_are_refused(wrong: str) -> None:
    figures = {
        "name": '"house"',
        "characters": "39",
        "lines": "2",
        "reading_speed": "17.0",
        "shortest": '"5/6"',
        "longest": "7",
        "gap_frames": "2",
        "pause": '"1/2"',
        "hang": '"1/2"',
    }
    key, _, value = wrong.partition(" = ")
    document = "\n".join(f"{k} = {v}" for k, v in (figures | {key: value}).items())
    with pytest.raises(DocumentError, match=key) as failed:
        from_toml(document.encode(), CaptionProfile, "captions.toml")
    assert str(failed.value).startswith("captions.toml: ")
