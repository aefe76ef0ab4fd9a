"""Years and days in Russian: ordinals, in the case of «год» or of the preposition."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk
from broadcast.languages.ru import numerals
from broadcast.languages.ru.context import governed, neighbour
from broadcast.languages.ru.words import words

_FORMS = {
    "год": ("n", False),
    "года": ("g", False),
    "году": ("p", False),
    "годом": ("i", False),
    "годе": ("p", False),
    "годы": ("n", True),
    "годов": ("g", True),
    "годам": ("d", True),
    "годами": ("i", True),
    "годах": ("p", True),
}
_NOUNS = {"n": "год", "g": "года", "d": "году", "a": "год", "i": "годом", "p": "году"}
_MANY = {"n": "годы", "g": "годов", "d": "годам", "a": "годы", "i": "годами", "p": "годах"}
_TO = frozenset({"по", "до", "на", "и", "или"})


def year(chunks: list[Chunk], at: int, first: str, last: str, unit: str) -> str | None:
    """``2010 году`` is «две тысячи десятом», with the case of the noun; None if the number is no year."""
    if not _plausible(first, unit):
        return None
    following = neighbour(chunks, at, 1)
    before = governed(chunks, at)
    if following == "г.р":
        _say(chunks, at + 1, "года рождения")
        return numerals.ordinal(int(first), "g")
    if following.startswith(words().kinds_of_year):
        following = neighbour(chunks, at, 2)
    if unit or following in {"г", "гг"}:
        case = _stopped_case(chunks, at, before, many=(unit or following) == "гг")
        noun = (_MANY if (unit or following) == "гг" else _NOUNS)[case]
        if unit:
            return f"{_ordinals(first, last, case)} {noun}"
        _say(chunks, at + (1 if neighbour(chunks, at, 1) in {"г", "гг"} else 2), noun)
        return _ordinals(first, last, case)
    if following in _FORMS:
        return _ordinals(first, last, _case_of_form(following, before))
    if len(first) != 4:
        return None
    return _bare(chunks, at, first, last, before)


def _plausible(first: str, unit: str) -> bool:
    return first.isdigit() and len(first) == 4 and (bool(unit) or 1000 < int(first) < 2200)


def _case_of_form(form: str, before: str) -> str:
    case = _FORMS[form][0]
    if form == "году" and before == "d":
        return "d"
    return "a" if case == "n" and before == "a" else case


def _stopped_case(chunks: list[Chunk], at: int, before: str, *, many: bool) -> str:
    """The case of «г.» and «гг.»: by the preposition; after a month, and with none, the genitive."""
    previous = neighbour(chunks, at, -1)
    if previous in {"в", "во", "о", "об"}:
        return "p"
    if previous in words().government:
        return before
    return "n" if many and not previous else "g"


def _ordinals(first: str, last: str, case: str) -> str:
    said = [numerals.ordinal(int(n), case) for n in (first, last) if n]
    return "-".join(said)


def _bare(chunks: list[Chunk], at: int, first: str, last: str, before: str) -> str | None:
    """A year without its noun: after a month, or «с 2010 по 2015 год», «в 2010 и 2011 годах»."""
    previous = neighbour(chunks, at, -1)
    if previous in words().months and not last:
        return f"{numerals.ordinal(int(first), 'g')} года"
    if neighbour(chunks, at, 1) in _TO | {""} and _year_follows(chunks, at):
        form = _form_after(chunks, at)
        if previous in {"с", "со", "от"}:
            return _ordinals(first, last, "g")
        return _ordinals(first, last, _FORMS.get(form, ("g", False))[0])
    return None


def _year_follows(chunks: list[Chunk], at: int) -> bool:
    return bool(_form_after(chunks, at))


def _form_after(chunks: list[Chunk], at: int) -> str:
    """The form of «год» after the next year: for ``2010`` in ``с 2010 по 2015 год``."""
    for place in range(at + 1, min(at + 5, len(chunks) - 1)):
        core = chunks[place].core
        if re.fullmatch(r"\d{4}", core):
            form = chunks[place + 1].lower
            if form in _FORMS or form in {"г", "гг"}:
                return form
        elif core and chunks[place].lower not in _TO:
            return ""
    return ""


def day(chunks: list[Chunk], at: int, first: str, last: str) -> str | None:
    """``5 мая`` is «пятого мая», ``на 5 мая`` «пятое»; also the first of two days: ``с 1 по 5 мая``."""
    if not (len(first) <= 2 and first.isdigit() and 1 <= int(first) <= 31 and len(last) <= 2):
        return None
    months = words().months
    if neighbour(chunks, at, 1) not in months and not _day_follows(chunks, at):
        return None
    paired = neighbour(chunks, at, -1) == "и" and neighbour(chunks, at, -2).isdigit()
    case = _day_case(neighbour(chunks, at, -3 if paired else -1))
    return "-".join(numerals.ordinal(int(n), case, "n") for n in (first, last) if n)


def _day_follows(chunks: list[Chunk], at: int) -> bool:
    for step in (1, 2, 3, 4, 5):
        word = neighbour(chunks, at, step)
        if word in words().months and step > 1:
            return True
        if not (re.fullmatch(r"\d{1,2}(?:-\d{1,2})?", word) or word in _TO):
            return False
    return False


def _day_case(previous: str) -> str:
    if previous in {"на", "по", "за"}:
        return "n"
    return {"к": "d", "ко": "d", "между": "i", "перед": "i", "о": "p", "об": "p"}.get(previous, "g")


def _say(chunks: list[Chunk], place: int, spoken: str) -> None:
    chunk = chunks[place]
    chunk.spoken = spoken
    if chunk.tail.startswith(".") and place + 1 < len(chunks):
        chunk.tail = chunk.tail[1:]
