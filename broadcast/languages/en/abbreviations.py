"""English abbreviations and capitals: in full, letter by letter, or as a word."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk
from broadcast.languages.en.words import words

_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_CAPITALS = re.compile(r"(?P<stem>[A-Z]{2,})(?P<ending>['’]?s|['’])?")
_AS_WORD = re.compile(r"[AEIOU]?(?:[BCDFGHJKLMNPQRSTVWXZ][AEIOUY]){1,3}[BCDFGHJKLMNPQRSTVWXZ]?")
_SAINT = "St"


def abbreviation(chunks: list[Chunk], at: int) -> str | None:
    """What stands for an abbreviation or a word in capitals; None if the chunk is neither."""
    chunk = chunks[at]
    stopped = chunk.tail.startswith(".")
    following = chunks[at + 1].core if at + 1 < len(chunks) else ""
    if stopped and words().months.get(chunk.lower) and chunk.core[0].isupper():
        return words().months[chunk.lower]
    if chunk.core == _SAINT and stopped and not following[:1].isupper():
        return "Street"
    if chunk.core in {"No", "Nos", "nos"}:
        stopped = stopped or not _counts(chunks, at + 2)  # No 10, but not: No 10 people are alike
        return words().abbreviations[chunk.core] if stopped and following[:1].isdigit() else None
    known = words().abbreviations.get(chunk.core)
    named = following[:1].isupper() and not following.isupper() and chunk.core in words().before_name
    if known and (stopped or "." in chunk.core or named or chunk.core in words().without_stop):
        return known
    if _DOTTED.fullmatch(chunk.core):
        return " ".join(chunk.core.replace(".", "").upper())
    return _capitals(chunks, at)


def _counts(chunks: list[Chunk], at: int) -> bool:
    """Whether a word in small letters stands at a place, so that the number before it may count."""
    return at < len(chunks) and chunks[at].core[:1].islower()


def _capitals(chunks: list[Chunk], at: int) -> str | None:
    core = chunks[at].core
    parts = core.split("-")
    found = [_CAPITALS.fullmatch(p) for p in parts]
    if not any(found):
        return None
    said = [
        _with_ending(_said(chunks, at, f["stem"]), f["ending"]) if f else p for f, p in zip(found, parts, strict=True)
    ]
    return "-".join(said)


def _with_ending(said: str, ending: str | None) -> str:
    """A plural of letters gets an apostrophe, so that no voice reads «As» as a word."""
    return f"{said}'s" if ending == "s" and " " in said else said + (ending or "")


def _said(chunks: list[Chunk], at: int, stem: str) -> str:
    if stem in words().words or len(stem) > 5 or (len(stem) > 3 and _AS_WORD.fullmatch(stem)) or _shouted(chunks, at):
        return stem.capitalize()
    return " ".join(stem)


def _shouted(chunks: list[Chunk], at: int) -> bool:
    """Whether a word around is in capitals too and too long for an abbreviation, so that capitals mean nothing."""
    if not re.search("[AEIOUY]", chunks[at].core):
        return False
    around = [c.core for c in chunks[max(0, at - 1) : at + 2] if c is not chunks[at]]
    return any(len(c) > 5 and c.isalpha() and c.isupper() for c in around)
