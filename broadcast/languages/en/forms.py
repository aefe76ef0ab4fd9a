"""Times, dates in figures, fractions, telephone numbers, Roman numerals, read in English."""

from __future__ import annotations

import re

from broadcast.languages import telephones
from broadcast.languages.chunks import Chunk
from broadcast.languages.en import numerals
from broadcast.languages.en.numerals import cardinal, ordinal
from broadcast.languages.en.words import words
from broadcast.languages.roman import roman as roman_value

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FIGURES = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?(?P<half>[ap]\.?m\.?)?"
    r"(?:[-–](?P<hour2>\d{1,2})(?:[:.](?P<minute2>[0-5]\d))?(?P<half2>[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_HALF = re.compile(r"([ap])\.?m\.?", re.IGNORECASE)
_FRACTION = re.compile(r"(?:(?P<whole>\d+)\s)?(?P<part>\d{1,4})/(?P<of>\d{1,4})")
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 100})
_LOCAL = re.compile(r"(?:\d{3}-)?\d{3}-\d{4}")


def date(core: str) -> str | None:
    """``2024-10-05`` and ``10/25/2024`` are «October fifth …», ``25/10/2024`` «the twenty-fifth of …»."""
    figures = _FIGURES.fullmatch(core)
    if figures:
        return _in_figures(int(figures[1]), int(figures[2]), int(figures[3]))
    found = _ISO.fullmatch(core)
    if not found or not (1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31):
        return None
    return (
        f"{words().full_months[int(found[2]) - 1].capitalize()} {ordinal(int(found[3]))} {numerals.year(int(found[1]))}"
    )


def _in_figures(first: int, second: int, year: int) -> str | None:
    """The day first, as in Britain, unless that cannot be."""
    if 1 <= first <= 31 and 1 <= second <= 12:
        return f"the {ordinal(first)} of {words().full_months[second - 1].capitalize()} {numerals.year(year)}"
    if 1 <= first <= 12 and 1 <= second <= 31:
        return f"{words().full_months[first - 1].capitalize()} {ordinal(second)} {numerals.year(year)}"
    return None


def half(core: str) -> str | None:
    """``a.m.`` and ``pm`` letter by letter."""
    found = _HALF.fullmatch(core)
    return f"{found[1].upper()} M" if found else None


def time(core: str, after: str) -> str | None:
    """``5:30pm`` is «five thirty P M», ``9:05`` «nine oh five», ``10:00`` «ten o'clock»."""
    found = _TIME.fullmatch(core)
    if not found or int(found["hour"]) > 24 or int(found["hour2"] or 0) > 24:
        return None
    halved = found["half"] or found["half2"] or half(after)
    if not (halved and (found["half"] or found["half2"] or found["minute"])) and ":" not in core:
        return None
    said = _clock(found["hour"], found["minute"], found["half"], bare=not halved)
    if found["hour2"]:
        said += f" to {_clock(found['hour2'], found['minute2'], found['half2'], bare=not halved)}"
    return said


def _clock(hour: str, minute: str | None, half_of_day: str | None, *, bare: bool) -> str:
    said = cardinal(int(hour))
    if minute and minute != "00":
        said += f" oh {cardinal(int(minute))}" if minute[0] == "0" else f" {cardinal(int(minute))}"
    elif minute and bare:
        said += " o'clock" if 0 < int(hour) <= 12 else " hundred"
    return f"{said} {half(half_of_day)}" if half_of_day else said


def fraction(core: str) -> str | None:
    """``3/4`` is «three quarters», ``2022/23`` two years."""
    for sign, (part, of) in _VULGAR.items():
        if core == sign:
            return "half" if of == 2 else numerals.fraction(part, of)
        if core[:-1].isdigit() and core[-1] == sign:
            said = "a half" if of == 2 else numerals.fraction(part, of)
            return f"{cardinal(int(core[:-1]))} and {said}"
    found = _FRACTION.fullmatch(core)
    if not found:
        return None
    part, of = int(found["part"]), int(found["of"])
    if 1900 <= part < 2200 and len(found["of"]) in {2, 4}:
        return f"{numerals.year(part)} {cardinal(of) if of < 100 else numerals.year(of)}"
    if 0 < part < of and of in _DENOMINATORS:
        said = numerals.fraction(part, of)
        if not found["whole"]:
            return said
        said = f"a {said.partition(' ')[2]}" if part == 1 else said  # one and a half
        return f"{cardinal(int(found['whole']))} and {said}"
    slash = " " if max(part, of) < 100 else " slash "  # 24/7, 9/11
    return slash.join((numerals.grouped(found["part"]), numerals.grouped(found["of"])))


def telephone(core: str) -> str | None:
    """Digit by digit, a pause between the groups."""
    groups = re.findall(r"\d+", core) if _LOCAL.fullmatch(core) else telephones.groups(core)
    said = ", ".join(map(numerals.digits, groups))
    return f"plus {said}" if said and core.startswith("+") else said or None


def roman(chunks: list[Chunk], at: int) -> str | None:
    """``World War II`` is «two», ``Henry VIII`` «the eighth»; one letter alone is no numeral."""
    core, owner, _ = chunks[at].core.replace("’", "'").partition("'s")
    number = roman_value(core) if core.isascii() else None
    before = chunks[at - 1].core if at else ""
    counted = before.lower() in words().counted_roman
    ruler = at > 1 and chunks[at - 2].lower in words().rulers
    if number is None or not before[:1].isupper() or (len(core) == 1 and not (counted or ruler)):
        return None
    return (cardinal(number) if counted else f"the {ordinal(number)}") + owner
