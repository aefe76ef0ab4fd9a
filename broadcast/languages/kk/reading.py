"""Reading Kazakh aloud: what viewers read, and what a voice says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadcast.languages import telephones
from broadcast.languages.by_word import WordReader
from broadcast.languages.chunks import NUMERIC, TIMES, Chunk, close_up, join
from broadcast.languages.kk import abbreviations, forms, numerals
from broadcast.languages.kk.numbers import ORDINAL, Number, value
from broadcast.languages.kk.suffixes import attach, disowned, fit, inflected, parses
from broadcast.languages.kk.words import words as tables
from broadcast.languages.roman import roman
from broadcast.languages.scripts import LATIN, address, cyrillic, kazakh_letters, label
from broadcast.model.script import Finding

if TYPE_CHECKING:
    from broadcast.model.text import Word

_VOWELS = frozenset("аәеёиоөуұүыіэюя")
_SMALL, _CAPITAL = "[а-яёәғқңөұүһі]", "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_ORDINARY = re.compile(rf"(?:{_SMALL}|{_CAPITAL}){_SMALL}+(?:-{_CAPITAL}?{_SMALL}+)*")
_RUNS = re.compile(r"\d+(?=(?:,\d+){2})|(?<=\d,)\d+|\d+(?:[.,]\d+)?|[^\W\d_]+|[+&%@/×]")
_NUMBER_SIGN = re.compile(r"(?P<sign>[№§])+\s?(?P<number>\d{1,12}+)(?P<rest>.*)", re.DOTALL)
_ENDED = re.compile(r"[-–‑](?P<ending>[^\W\d_]+)")
_NEAR = 50  # words that tell what a sentence is written in: one of a book's length must not take the square of it
_CENTURY = re.compile(r"(?P<first>[IVXLІХ]+)(?:[-–—](?P<last>[IVXLІХ]+))?(?:[-–‑](?P<ending>[^\W\d_A-Z]+))?")


def read(text: str) -> tuple[tuple[Word, ...], tuple[Finding, ...]]:
    """The words of one sentence with the way they are said, and what is doubtful about it."""
    return _READER.read(text)


def inflect(spoken: str, entry: str, written: str) -> str | None:
    """A lexicon's spoken form with the ending of `written`: «Алматы ти-виге» for ``Almaty.tv-ге``."""
    return inflected(spoken, entry, written)


def syllables(word: str) -> int:
    """Vowel letters; at least one."""
    return max(1, sum(c in _VOWELS for c in word.lower()))


def _gather(chunks: list[Chunk]) -> None:
    """Join what is written apart and said as one: ``№ 5``, telephone numbers, an ending after a stray space."""
    close_up(chunks, tables().dotted)
    at = 0
    while at + 1 < len(chunks):
        chunk, after = chunks[at], chunks[at + 1]
        dashed = (chunk.tail in {"-", "–"} and after.plain) or (not chunk.tail and after.lead in {"-", "–"})
        stray = dashed and after.core.islower() and parses(after.core)
        if (stray and (chunk.core[-1:].isdigit() or chunk.core[-1:] == "%" or chunk.core.isupper())) or (
            chunk.core in {"№", "№№", "§"} and not chunk.tail and after.core[:1].isdigit()
        ):
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


def _special(chunks: list[Chunk], at: int, findings: list[Finding]) -> str:
    """What is said for a word that is more than letters in small type."""
    chunk = chunks[at]
    following = chunks[at + 1] if at + 1 < len(chunks) else None
    said = _roman(chunks, at) or _address(chunk.core)
    if said is None:
        said = _unit(chunks, at)
        _check_ending(chunk.core, said or "", "", findings)
    if said is None and NUMERIC.search(chunk.core):
        said = _with_digits(chunks, at, findings)
    if said is None:
        said = abbreviations.initials(chunk, following)
        said = said or abbreviations.abbreviation(chunks, at)
    if said is None and LATIN.search(chunk.core):
        kazakh = any(kazakh_letters(c.core) for c in chunks[max(0, at - _NEAR) : at + _NEAR])
        said = abbreviations.foreign(chunk.core, kazakh=kazakh)
    return said if said is not None else chunk.core


def _with_digits(chunks: list[Chunk], at: int, findings: list[Finding]) -> str:
    chunk = chunks[at]
    number = Number(chunks, at)
    before, after = number.neighbour(-1), number.neighbour(1)
    said = forms.date(chunk.core)
    if said and after in {"ж", "жылы", "жылғы"}:
        chunks[at + 1].spoken = ""
        chunks[at + 1].tail = chunks[at + 1].tail.removeprefix("." if at + 2 < len(chunks) else "")
    said = said or forms.telephone(chunk.core) or _numbered(chunk.core, after)
    if said is None:
        if after in tables().around_score:
            said = forms.score(chunk.core)
        said = said or forms.time(chunk.core, before, after) or forms.score(chunk.core)
        said = said or forms.fraction(chunk.core, after, before)
    if said is None:
        said = number.read()
    said = said if said is not None else _name(chunk.core)
    _check_ending(chunk.core, said, number.misfit, findings)
    return said


def _check_ending(core: str, said: str, misfit: str, findings: list[Finding]) -> None:
    """A finding where the written ending does not stand in the reading: a wrong reading, or a slip of the writer."""
    ending = abbreviations.stemmed(core)[1].lower() if said else ""
    if misfit or (parses(ending) and not said.endswith(ending)):
        message = f"the ending of «{core}» does not fit its reading «{misfit or said}»"
        findings.append(Finding(severity="warning", code="suffix-mismatch", message=message))


def _numbered(core: str, after: str) -> str | None:
    """``№5 мектеп`` is «нөмірі бесінші мектеп», ``№5-ші`` «бесінші», ``№5`` alone «нөмір бес», ``§ 5`` a paragraph."""
    found = _NUMBER_SIGN.fullmatch(core)
    if not found:
        return None
    nth = numerals.ordinal(int(found["number"]))
    ended = _ENDED.fullmatch(found["rest"])
    if found["sign"] == "§" and (ended or not found["rest"]):
        made = fit((f"{nth} параграф",), ended["ending"]) if ended else None
        return made[0] if made else f"{nth} параграф"
    if ended:
        return _numbered_ending(found["number"], nth, ended["ending"])
    if found["rest"]:
        return f"нөмір {_name(found['number'] + found['rest'])}"
    if after and after.isalpha():
        return f"нөмірі {nth}"
    return f"нөмір {value(found['number'])}"


def _numbered_ending(number: str, nth: str, ending: str) -> str:
    """What stands after the hyphen of ``№5-``: the ordinal's own ending, a noun, or an ending of the number."""
    ordinal = ORDINAL.fullmatch(ending)
    if ordinal:
        made = fit((nth,), ordinal[1]) if ordinal[1] else None
        return made[0] if made else nth
    if len(ending) > 3 and not parses(ending):
        return f"нөмірі {nth} {ending}"
    return f"нөмір {_name(f'{number}-{ending}')}"


def _name(core: str) -> str:
    """Letters and digits that are a name: ``COVID-19``, ``Ту-154``, ``G20``, each run by itself."""
    stem, ending = abbreviations.stemmed(core)
    if not (stem[-1:].isdigit() and parses(ending)):
        stem, ending = core, ""
    said = [_run(run) for run in _RUNS.finditer(TIMES.sub("×", stem))]
    whole = " ".join(w for w in said if w)
    made = fit((whole,), ending) if ending else None
    return made[0] if made else whole


def _run(found: re.Match[str]) -> str:
    run = found[0]
    if run[0].isdecimal():
        return value(run)
    numeral = roman(run)
    after_hyphen = found.start() > 1 and not found.string[found.start() - 1].isalnum()
    if numeral and run.isascii() and (len(run) > 1 or after_hyphen):  # a single letter is a model's: X5
        return numerals.cardinal(numeral)
    if LATIN.search(run):
        return tables().units.get(run) or cyrillic(run)
    if run.isupper() and len(run) > 1:
        return abbreviations.named(run)
    if run.isupper():
        return abbreviations.spoken(run)
    return {"+": "плюс", "&": "және", "%": "пайыз", "@": "ит", "/": "бөлшек", "×": "көбейту"}.get(run, run)


def _roman(chunks: list[Chunk], at: int) -> str | None:
    """Roman numerals are ordinals: ``XX ғасыр``; a single letter only before a word in small letters."""
    found = _CENTURY.fullmatch(chunks[at].core)
    if not found:
        return None
    first, last = roman(found["first"]), roman(found["last"] or "")
    following = chunks[at + 1].core if at + 1 < len(chunks) and not chunks[at].tail else ""
    ruler = at > 0 and chunks[at - 1].core.istitle() and not chunks[at - 1].tail
    if first is None or (len(found["first"]) == 1 and not (following or found["ending"] or ruler)):
        return None
    said = "-".join(numerals.ordinal(n) for n in (first, last) if n)
    ending = re.sub(r"^(?:[ыі]?н)?ш[ыі]", "", found["ending"] or "")
    if not ending:
        return said
    made = fit((said,), ending)
    return made[0] if made else f"{said} {ending}"


def _unit(chunks: list[Chunk], at: int) -> str | None:
    """A unit written apart from its number: ``15 км-ге``, ``90 км/сағ``, ``2,5 млн $``."""
    chunk, words_ = chunks[at], tables()
    before = chunks[at - 1] if at else None
    if before is None or before.tail.strip(".") or not before.core:
        return None
    last = before.lower
    numeral = last[-1].isdigit() or _CENTURY.fullmatch(before.core)
    if not (numeral or last in words_.magnitudes or last in words_.before_unit):
        return None
    stem, ending = abbreviations.stemmed(chunk.core)
    era = words_.eras.get(stem.rstrip("."), "")
    if era.endswith("ы") and numeral:
        return _era(chunks, at, era, ending)
    if stem in words_.rates:
        ahead, name = words_.rates[stem]
        before.spoken = f"{ahead} {before.core if before.spoken is None else before.spoken}"
    else:
        name = words_.after_number(stem)
    if not name:
        return None
    second = words_.second_units.get(stem)
    made = fit((name, second) if second else (name,), ending) if ending else None
    return made[0] if made else f"{name} {ending}".rstrip()


def _era(chunks: list[Chunk], at: int, era: str, ending: str) -> str | None:
    """``2020 ж.`` is «жылы», ``2020 ж-дан`` «жылдан», and so is ``2020 ж. бастап``."""
    plain = disowned(era)
    if ending:
        made = fit((plain,), ending)
        if made and made[1]:
            return made[0]
        made = fit((era,), ending, possessed=True)
        return made[0] if made else None
    following = chunks[at + 1].lower if at + 1 < len(chunks) and chunks[at].tail in {"", "."} else ""
    case = tables().after_era.get(following)
    return attach(plain, (case,)) if case else era


def _address(core: str) -> str | None:
    """``info@alatau.kz`` is «инфо ит алатау нүкте кей-зет»; what follows the host is left out."""
    found = address(core)
    if not found:
        return None
    labels = [label(part) for part in found["host"].strip("@").split(".")]
    user = found["user"]
    before = f"{cyrillic(user[:-1]).replace('.', ' нүкте ')} ит " if user else ""
    return before + " нүкте ".join(labels) + (found["ending"] or "")


def _is_special(core: str) -> bool:
    return core.partition("-")[0] in tables().special


def _signs() -> dict[str, str]:
    return tables().abbreviations


_READER = WordReader(_gather, _ORDINARY, _is_special, _special, _abbreviates, _signs)
