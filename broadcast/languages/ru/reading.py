"""Reading Russian aloud: what viewers read, and what a voice says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadcast.languages import telephones
from broadcast.languages.by_word import WordReader
from broadcast.languages.chunks import NUMERIC, TIMES, Chunk, close_up, join
from broadcast.languages.ru import abbreviations, forms, numerals
from broadcast.languages.ru.context import governed, neighbour
from broadcast.languages.ru.inflection import inflected
from broadcast.languages.ru.numbers import Number, value
from broadcast.languages.ru.words import words as tables
from broadcast.languages.ru.years import year
from broadcast.languages.scripts import LATIN, address, cyrillic, label
from broadcast.model.script import Finding

if TYPE_CHECKING:
    from broadcast.model.text import Word

_VOWELS = frozenset("аеёиоуыэюяәөүұі")
_ORDINARY = re.compile(r"[А-ЯЁа-яё][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*")
_RUNS = re.compile(r"\d+(?=(?:,\d+){2})|(?<=\d,)\d+|\d+(?:[.,]\d+)?|[^\W\d_]+|[+&%@/×]")
_YEARS = re.compile(r"(\d{4})/(\d{4}|\d{2})")
_NUMBER_SIGN = re.compile(r"(?P<sign>[№§])+\s?(?P<number>.+)", re.DOTALL)
_HOUSE = re.compile(r"\d{1,4}/\d{1,4}")
_BEFORE_HOUSE = frozenset({"д", "дом", "дома", "доме", "дому"})
_SIGNS = {"+": "плюс", "&": "и", "%": "процентов", "@": "собака", "/": "дробь", "×": "на"}


def read(text: str) -> tuple[tuple[Word, ...], tuple[Finding, ...]]:
    """The words of one sentence with the way they are said, and what is doubtful about it."""
    return _READER.read(text)


def syllables(word: str) -> int:
    """Vowel letters; at least one."""
    return max(1, sum(c in _VOWELS for c in word.lower()))


def inflect(spoken: str, entry: str, written: str) -> str | None:
    """A lexicon's spoken form with the ending of `written`, a form of `entry`; None if it is no form of it."""
    return inflected(spoken, entry, written)


def _gather(chunks: list[Chunk]) -> None:
    """Join what is written apart and said as one: ``№ 5``, ``20 -й``, ``кв. м``, telephone numbers."""
    close_up(chunks, tables().dotted)
    at = 0
    while at + 1 < len(chunks):
        chunk, after = chunks[at], chunks[at + 1]
        stray = chunk.core[-1:].isdigit() and after.core in tables().endings and "-" in {chunk.tail, after.lead}
        unit = chunk.tail == "." and f"{chunk.core}. {after.core}" in tables().units
        if stray or unit or (chunk.core in {"№", "№№", "§"} and not chunk.tail and after.core[:1].isdigit()):
            join(chunks, at, 2)
        elif chunk.core.startswith(("8", "+")) and not chunk.tail:
            count = telephones.chunks_of(chunks, at)
            if count > 1:
                join(chunks, at, count)
        at += 1


def _abbreviates(chunk: Chunk) -> bool:
    """Whether the stop after a word belongs to it: it is an abbreviation or initials, and said otherwise."""
    if chunk.spoken == chunk.core or chunk.core[-1:].isdigit():
        return False
    return not chunk.core.isupper() or abbreviations.initial(chunk.core)


def _special(chunks: list[Chunk], at: int, _: list[Finding]) -> str | None:
    """What is said for a word that is more than letters in small type."""
    chunk = chunks[at]
    following = chunks[at + 1] if at + 1 < len(chunks) else None
    said = forms.roman(chunks, at) or _century(chunks, at) or _unit(chunks, at) or _address(chunk.core)
    if said is None and NUMERIC.search(chunk.core):
        said = _with_digits(chunks, at)
    if said is None:
        said = abbreviations.initials(chunk, following)
        said = said or abbreviations.abbreviation(chunks, at)
    if said is None and LATIN.search(chunk.core):
        said = cyrillic(chunk.core)
    return said


def _unit(chunks: list[Chunk], at: int) -> str | None:
    """A unit after a name of numbers: ``3×4 м``."""
    noun = tables().counted(chunks[at].core)
    before = re.fullmatch(r"\d+[×хx*](\d+)", chunks[at - 1].core) if at and not chunks[at - 1].tail else None
    return numerals.agreed(int(before[1]), noun, "n") if noun and before else None


def _century(chunks: list[Chunk], at: int) -> str | None:
    """``в.`` and ``вв.`` after a Roman numeral."""
    chunk = chunks[at]
    if chunk.core not in {"в", "вв"} or not chunk.tail.startswith(".") or not at:
        return None
    if forms.roman(chunks, at - 1) is None:
        return None
    inside = neighbour(chunks, at - 1, -1) in {"в", "во"}
    if chunk.core == "вв":
        return "веках" if inside else "веков"
    return "веке" if inside else "века"


def _with_digits(chunks: list[Chunk], at: int) -> str:
    core = chunks[at].core
    before, after = neighbour(chunks, at, -1), neighbour(chunks, at, 1)
    case = governed(chunks, at)
    said = forms.date(core, case) or forms.telephone(core) or _numbered(core)
    if said is None and before in tables().numbered and re.fullmatch(r"\d+\.\d+", core):
        said = " точка ".join(map(numerals.grouped, core.split(".")))
    years = _YEARS.fullmatch(core)
    if said is None and years and after.startswith(("год", *tables().kinds_of_year)):
        said = year(chunks, at, years[1], years[2] if len(years[2]) == 4 else years[1][:2] + years[2], "")
    if said is None and before in tables().score:
        said = forms.score(core)
    said = said or forms.time(chunks, at) or forms.score(core)
    if said is None and _HOUSE.fullmatch(core) and _addressed(chunks, at):
        said = " дробь ".join(map(numerals.grouped, core.split("/")))
    said = said or forms.fraction(core, case, after)
    if said is None:
        said = Number(chunks, at).read()
    return said if said is not None else _name(core)


def _addressed(chunks: list[Chunk], at: int) -> bool:
    """Whether a street or «дом» stands before a number: ул. Абая, 5/7."""
    before = chunks[at - 1] if at else None
    return before is not None and (before.lower in _BEFORE_HOUSE or (before.tail == "," and before.core[:1].isupper()))


def _numbered(core: str) -> str | None:
    """``№5`` is «номер пять», ``§ 7`` «параграф семь»."""
    found = _NUMBER_SIGN.fullmatch(core)
    if not found:
        return None
    return f"{tables().abbreviations[found['sign']]} {_name(found['number'])}"


def _name(core: str) -> str:
    """Letters and digits that are a name: ``COVID-19``, ``Ту-154``, ``G20``, each run by itself."""
    return " ".join(w for w in map(_run, _RUNS.findall(TIMES.sub("×", core))) if w)


def _run(run: str) -> str:
    if run[0].isdecimal():
        return value(run)
    if LATIN.search(run):
        unit = tables().units.get(run)
        return numerals.decline(unit, "g", plural=True) if unit else cyrillic(run)
    if run in tables().models:
        return run.capitalize()
    if run.isupper() and len(run) <= 3:
        return tables().acronyms.get(run) or abbreviations.spell(run)
    return _SIGNS.get(run, run)


def _address(core: str) -> str | None:
    """``info@dala.kz`` is «инфо собака дала точка кей-зет»; what follows the host is left out."""
    found = address(core)
    if not found:
        return None
    labels = [label(part) for part in found["host"].strip("@").split(".")]
    user = f"{cyrillic(found['user'][:-1]).replace('.', ' точка ')} собака " if found["user"] else ""
    return user + " точка ".join(labels) + (found["ending"] or "")


def _is_special(core: str) -> bool:
    return core in tables().special


def _signs() -> dict[str, str]:
    return tables().abbreviations


_READER = WordReader(_gather, _ORDINARY, _is_special, _special, _abbreviates, _signs)
