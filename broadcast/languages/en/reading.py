"""Reading English aloud: what viewers read, and what a voice says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadcast.languages import telephones
from broadcast.languages.by_word import WordReader
from broadcast.languages.chunks import NUMERIC, TIMES, Chunk, close_up, join
from broadcast.languages.en import abbreviations, forms, numerals
from broadcast.languages.en.numbers import Number, value
from broadcast.languages.en.words import words as tables
from broadcast.languages.scripts import address
from broadcast.model.script import Finding
from broadcast.newsroom.romanising import romanise

if TYPE_CHECKING:
    from broadcast.model.text import Word

_ORDINARY = re.compile(r"[A-Za-z][a-z]+(?:[-'’][A-Za-z]?[a-z]+)*|[Aa]|[A-Za-z][a-z]*['’][a-z]+")
_RUNS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[A-Z]{2,}(?![a-z])|[^\W\d_]+|[+&%@/×]")
_NUMBER_SIGN = re.compile(r"(?P<sign>[#№§])+\s?(?P<number>\d+(?:\.\d+)*)")
_MODEL = re.compile(r"(?<=[A-Z])\d{3}(?!\d)")
_SIGNS = {"+": "plus", "&": "and", "%": "percent", "@": "at", "/": "slash", "×": "by"}
_GROUPS = re.compile(r"[aeiouy]+")
_HALVES = re.compile(r"[1-9]/[1-9]")
_OTHER = re.compile(r"[^\w'’.-]")
_NOT_LATIN = re.compile(r"[\u0370-\u052f]")


def read(text: str) -> tuple[tuple[Word, ...], tuple[Finding, ...]]:
    """The words of one sentence with the way they are said, and what is doubtful about it."""
    return _READER.read(text)


def syllables(word: str) -> int:
    """Groups of vowel letters, a silent e at the end left out; at least one."""
    lower = word.lower()
    silent = lower.endswith("e") and not lower.endswith(("le", "ee", "ye"))
    return max(1, len(_GROUPS.findall(lower)) - silent)


def inflect(spoken: str, entry: str, written: str) -> str | None:
    """A lexicon's spoken form with the plural or the possessive of `written`; None if it is no form of `entry`."""
    if written[: len(entry)].casefold() != entry.casefold():
        return None
    ending = written[len(entry) :].replace("’", "'")
    return spoken + ending if ending in {"s", "es", "'s", "'"} else None


def _gather(chunks: list[Chunk]) -> None:
    """Join what is written apart and said as one: ``sq km``, telephone numbers."""
    close_up(chunks, tables().dotted)
    at = 0
    while at + 1 < len(chunks):
        chunk, after = chunks[at], chunks[at + 1]
        if not chunk.tail.strip(".") and f"{chunk.core} {after.core}" in tables().units:
            chunk = join(chunks, at, 2)
            chunk.core = chunk.core.replace(".", "")
        elif not chunk.tail and _joins(chunk.core, after.core):
            join(chunks, at, 2)
        elif chunk.core.startswith(("8", "+")) and not chunk.tail:
            count = telephones.chunks_of(chunks, at)
            if count > 1:
                join(chunks, at, count)
        at += 1


def _joins(core: str, after: str) -> bool:
    """``§ 5`` and ``1 1/2``."""
    return (core in {"§", "№", "#"} and after[:1].isdigit()) or (core.isdigit() and bool(_HALVES.fullmatch(after)))


def _abbreviates(chunk: Chunk) -> bool:
    """Whether the stop after a word belongs to it: it is an abbreviation, and said otherwise."""
    if chunk.spoken == chunk.core or chunk.core[-1:].isdigit():
        return False
    return not chunk.core.isupper() or "." in chunk.core


def _special(chunks: list[Chunk], at: int, _: list[Finding]) -> str | None:
    """What is said for a word that is more than letters."""
    chunk = chunks[at]
    said = _half(chunks, at) or forms.roman(chunks, at) or _address(chunk.core)
    if said is None and NUMERIC.search(chunk.core):
        said = _with_digits(chunks, at)
    said = said or _initial(chunks, at) or abbreviations.abbreviation(chunks, at)
    if said is None and _NOT_LATIN.search(chunk.core):
        said = _name(romanise(chunk.core))
    if said is None and _OTHER.search(chunk.core):
        said = _name(chunk.core)
    return said


def _half(chunks: list[Chunk], at: int) -> str | None:
    """``8:45 am`` and ``8:45 a.m.``; «am» on its own is a verb."""
    core = chunks[at].core
    after_time = at > 0 and chunks[at - 1].core[-1:].isdigit()
    return forms.half(core) if after_time or core.lower() != "am" else None


def _initial(chunks: list[Chunk], at: int) -> str | None:
    """``J. K. Brown``: the letters without their stops."""
    chunk = chunks[at]
    alone = len(chunk.core) == 1 and chunk.core.isupper() and chunk.tail.startswith(".") and at + 1 < len(chunks)
    if not alone or not chunks[at + 1].core[:1].isupper():
        return None
    chunk.tail = chunk.tail[1:]
    return chunk.core


def _with_digits(chunks: list[Chunk], at: int) -> str:
    core = chunks[at].core
    number = Number(chunks, at)
    after = chunks[at + 1].core if at + 1 < len(chunks) else ""
    said = forms.date(core) or forms.telephone(core) or _numbered(core)
    said = said or forms.time(core, after) or forms.fraction(core)
    if said is None:
        said = number.read()
    return said if said is not None else _name(core)


def _numbered(core: str) -> str | None:
    found = _NUMBER_SIGN.fullmatch(core)
    if not found:
        return None
    name = "section" if found["sign"] == "§" else "number"
    return f"{name} {' point '.join(map(value, found['number'].split('.')))}"


def _name(core: str) -> str:
    """Letters and digits that are a name: ``COVID-19``, ``G20``, ``B-52``, each run by itself."""
    core = _MODEL.sub(lambda found: f" {numerals.short(int(found[0]))} ", core)
    runs = _RUNS.findall(TIMES.sub("×", core))
    if not NUMERIC.search(core):
        runs = [r for r in runs if r != "/"]
    return " ".join(map(_run, runs))


def _run(run: str) -> str:
    if run[0].isdecimal():
        return value(run)
    if run in tables().units and run.islower():
        return tables().units[run][1]
    if run.isupper() and len(run) > 1:
        return run.capitalize() if run in tables().words or len(run) > 5 else " ".join(run)
    return _SIGNS.get(run, run)


def _address(core: str) -> str | None:
    """``info@dala.kz`` is «info at dala dot K Z»; what follows the host is left out."""
    if core.startswith("@") and core[1:].replace("_", "").isalnum():
        return f"at {_name(core[1:].replace('_', ' '))}"
    if core.startswith("#") and core[1:].isalpha():
        return f"hashtag {core[1:]}"
    found = address(core)
    if not found:
        return None
    labels = found["host"].strip("@").split(".")
    said = [_name(p) for p in labels[:-1]] + [_domain(labels[-1])]
    user = f"{_name(found['user'][:-1])} at " if found["user"] else ""
    return user + " dot ".join(said)


def _domain(name: str) -> str:
    return " ".join(name.upper()) if len(name) == 2 else name


def _is_special(core: str) -> bool:
    return core in tables().special


def _signs() -> dict[str, str]:
    return tables().abbreviations


_READER = WordReader(_gather, _ORDINARY, _is_special, _special, _abbreviates, _signs, script="latin")
