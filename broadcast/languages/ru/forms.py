"""Dates, times, scores, fractions, telephone and document numbers, Roman numerals, read in Russian."""

from __future__ import annotations

import re

from broadcast.languages import telephones
from broadcast.languages.chunks import Chunk
from broadcast.languages.roman import roman as roman_value
from broadcast.languages.ru import numerals
from broadcast.languages.ru.context import governed, neighbour
from broadcast.languages.ru.numerals import agreed, cardinal, ordinal
from broadcast.languages.ru.ordinals import agreeing, ending_form
from broadcast.languages.ru.words import Noun, words

_DATE = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4}|\d{2})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_TIME = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])(?P<mark>[:.-])(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"(?:[-–—](?P<hour2>[01]?\d|2[0-4])[:.](?P<minute2>[0-5]\d))?"
)
_SCORE = re.compile(r"(?P<ours>\d{1,3}):(?P<theirs>\d{1,3})")
_FRACTION = re.compile(r"(?:(?P<whole>\d+)\s)?(?P<part>\d{1,4})/(?P<of>\d{1,4})")
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}
_ROMAN = re.compile(r"(?P<first>[IVXLІХ]+)(?:[-–—](?P<last>[IVXLІХ]+))?(?:[-–](?P<ending>[а-яё]{1,3}))?")
_MANY = (("ами", "i"), ("ах", "p"), ("ам", "d"), ("ов", "g"))
_HOUR, _MINUTE = Noun("час"), Noun("минута", "f")


def date(core: str, before: str) -> str | None:
    """``05.10.2024`` is «пятое октября две тысячи двадцать четвёртого года», «пятого» after most prepositions."""
    found = _DATE.fullmatch(core) or _ISO.fullmatch(core)
    if not found:
        return None
    day, month, year = (int(found[k]) for k in ("day", "month", "year"))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    case = {"d": "d", "i": "i", "a": "n"}.get(before, "g")
    return f"{ordinal(day, case, 'n')} {words().months[month - 1]} {ordinal(year, 'g')} года"


def time(chunks: list[Chunk], at: int) -> str | None:
    """``20:54`` is «двадцать часов пятьдесят четыре минуты», in the case that the preposition asks for."""
    found = _TIME.fullmatch(chunks[at].core)
    if not found:
        return None
    before, after = neighbour(chunks, at, -1), neighbour(chunks, at, 1)
    told = bool(found["hour2"]) or after.startswith("час") or before in words().before_time
    alone = not after and found["minute"] in {"00", "15", "30", "45"}
    if found["mark"] == "-" and not (told and found["minute"] == "00" and not found["hour2"]):
        return None
    if found["mark"] == "." and not ((told or alone) and len(found["hour"]) == 2 and not after.startswith(_COUNTED)):
        return None
    case = governed(chunks, at)
    last = not after.startswith("час")
    said = _clock(found["hour"], found["minute"], case, named=last)
    if found["hour2"]:
        said += f"-{_clock(found['hour2'], found['minute2'], case, named=last)}"
    return said


_COUNTED = ("млн", "млрд", "тыс", "процент", "миллион", "миллиард", "кг", "км", "балл", "метр", "раз", "%")


def _clock(hour: str, minute: str, case: str, *, named: bool) -> str:
    hours = cardinal(int(hour), case)
    if not named:
        return hours if minute == "00" else f"{hours} {numerals.grouped(minute)}"
    hours = f"{hours} {agreed(int(hour), _HOUR, case)}"
    if minute == "00":
        return hours
    return f"{hours} {cardinal(int(minute), case, 'f')} {agreed(int(minute), _MINUTE, case)}"


def score(core: str) -> str | None:
    """``3:1`` is «три один»."""
    found = _SCORE.fullmatch(core)
    return f"{cardinal(int(found['ours']))} {cardinal(int(found['theirs']))}" if found else None


def fraction(core: str, before: str, after: str) -> str | None:
    """``3/4`` is «три четвёртых»; house numbers and seasons are no fractions."""
    for sign, (part, of) in _VULGAR.items():
        if core == sign:
            return "половина" if of == 2 else numerals.fraction(part, of, before)
        if core[:-1].isdigit() and core[-1] == sign:
            whole = cardinal(int(core[:-1]), before)
            return f"{whole} с половиной" if of == 2 else f"{whole} и {numerals.fraction(part, of, before)}"
    found = _FRACTION.fullmatch(core)
    if not found:
        return None
    part, of = int(found["part"]), int(found["of"])
    season = after.startswith(("год", "сезон", "учебн"))
    if (season and of == part + 1) or (1900 <= part < 2200 and len(found["of"]) in {2, 4}):
        return f"{cardinal(part)}-{cardinal(of)}"
    if not found["whole"] and not 0 < part < of <= 100:
        slash = " на " if part == 24 or part + of == 100 else " дробь "  # 24/7, 50/50
        return slash.join((numerals.grouped(found["part"]), numerals.grouped(found["of"])))
    whole = f"{cardinal(int(found['whole']), before, 'f')} " if found["whole"] else ""
    return (f"{whole}целых " if whole else "") + numerals.fraction(part, max(of, 2), before)


def telephone(core: str) -> str | None:
    """``8 (727) 250-00-10``: group by group, zeros in front heard."""
    said = ", ".join(numerals.grouped(g) if len(g) <= 3 else numerals.digits(g) for g in telephones.groups(core))
    return f"плюс {said}" if said and core.startswith("+") else said or None


def roman(chunks: list[Chunk], at: int) -> str | None:
    """Roman numerals are ordinals that agree with the next noun, or with the ruler's name before them."""
    found = _ROMAN.fullmatch(chunks[at].core)
    first = roman_value(found["first"]) if found else None
    if not found or first is None:
        return None
    noun = neighbour(chunks, at, 1)
    last = roman_value(found["last"] or "")
    if noun in {"по", "до", "и"} and at + 3 < len(chunks) and _ROMAN.fullmatch(chunks[at + 2].core):
        return _first_of_two(chunks, at, first)
    name = neighbour(chunks, at, -1) if at and chunks[at - 1].core[:1].isupper() else ""
    name = "" if name in words().government else name
    if len(found["first"]) == 1 and not found["ending"] and not name and not _before_small(chunks, at):
        return None
    if name and not noun.startswith(("век", "вв")) and at > 0:
        return ordinal(first, *_of_ruler(name))
    before = governed(chunks, at)
    if noun in {"в", "вв"} and chunks[at + 1].tail.startswith("."):
        case = "p" if neighbour(chunks, at, -1) in {"в", "во"} else "g"
        return "-".join(ordinal(n, case) for n in (first, last) if n)
    if found["ending"] in words().endings and not last:
        return ending_form(chunks, at, first, found["ending"])
    if last:
        case = next((c for e, c in _MANY if noun.endswith(e)), "n")
        return "-".join(ordinal(n, case) for n in (first, last) if n)
    return agreeing(first, noun, before)


def _first_of_two(chunks: list[Chunk], at: int, number: int) -> str:
    """``XV`` in «с XV по XVII век», «в XV и XVI веках»: the noun stands after the second numeral."""
    noun = chunks[at + 3].lower
    if neighbour(chunks, at, -1) in {"с", "со", "от", "из"}:
        feminine = noun.endswith(("а", "я", "ии", "ию", "у", "ю"))
        return ordinal(number, "g", "f" if feminine else "m")
    return agreeing(number, noun, governed(chunks, at))


def _before_small(chunks: list[Chunk], at: int) -> bool:
    """Whether the next word is in small letters, so that a single letter before it can be a numeral."""
    return at + 1 < len(chunks) and not chunks[at].tail and chunks[at + 1].core[:1].islower()


def _of_ruler(name: str) -> tuple[str, str]:
    """Case and gender of a name before a numeral: Николай, Николая, Екатериной."""
    women = words().women
    if name in women:
        return "n", "f"
    if any(name[:-1] == w[:-1] or name[:-2] == w[:-1] for w in women):
        return ("a" if name.endswith(("у", "ю")) else "g"), "f"
    return {"а": "g", "я": "g", "у": "d", "ю": "d", "м": "i", "е": "p"}.get(name[-1], "n"), "m"
