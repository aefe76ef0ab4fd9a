"""What an engine says where it does not speak a language: which ones do."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

from broadcast.errors import LanguageNotSpoken
from broadcast.model.documents import tables

_SHOWN = 6


@cache
def engines_for(language: str) -> tuple[str, ...]:
    """The engines that the built-in cast has voices of for a language."""
    cast = tables(files("broadcast.newsroom").joinpath("cast.toml").read_bytes())
    return tuple(engine for engine, pools in cast["pools"].items() if language in pools)


def not_spoken(engine: str, language: str, spoken: Collection[str]) -> LanguageNotSpoken:
    """The error of an engine that is asked for a language that it has not; the first few that it has are named."""
    shown = [*spoken][:_SHOWN] + [f"{len(spoken) - _SHOWN} more"] * (len(spoken) > _SHOWN)
    instead = " or ".join(f"--engine {name}" for name in engines_for(language) if name != engine)
    return LanguageNotSpoken(
        f"the engine {engine} does not speak {language!r}; it speaks {', '.join(shown) or 'nothing yet'}",
        remedy=f"use {instead}" if instead else f"see what does: broadcast voices -l {language}",
    )
