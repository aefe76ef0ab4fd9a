"""Which engines speak a language that one does not."""

from __future__ import annotations

from broadcast.engines import ENGINES
from broadcast.newsroom.refusing import engines_for, not_spoken


def test_engines_are_those_of_the_built_in_cast() -> None:
    assert {"espeak", "edge"} <= set(engines_for("kk"))
    assert set(engines_for("kk")) <= set(ENGINES.names())


def test_who_speaks_a_language_is_said() -> None:
    error = not_spoken("gtts", "kk", ("ru", "en"))
    assert str(error) == "the engine gtts does not speak 'kk'; it speaks ru, en"
    assert "--engine edge" in error.remedy


def test_where_nobody_does_the_list_is_named() -> None:
    assert not_spoken("edge", "xx", ("kk",)).remedy == "see what does: broadcast voices -l xx"


def test_of_many_languages_some_are_named() -> None:
    assert str(not_spoken("gtts", "kk", "abcdefgh")).endswith("it speaks a, b, c, d, e, f, 2 more")
    assert str(not_spoken("http", "kk", ())).endswith("it speaks nothing yet")
