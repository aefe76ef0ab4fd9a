"""Dates, times, scores, fractions, telephone and document numbers, read in Kazakh."""

from __future__ import annotations

import re

from broadcast.languages import telephones
from broadcast.languages.kk import numerals
from broadcast.languages.kk.numerals import cardinal, ordinal
from broadcast.languages.kk.suffixes import fit
from broadcast.languages.kk.words import words

_ENDING = r"(?:\s?[-–‑]\s?(?P<ending>[^\W\d_]+))?"
_DATE = re.compile(rf"(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>\d{{4}}|\d{{2}})(?:\s?ж)?{_ENDING}")
_ISO = re.compile(rf"(?P<year>\d{{4}})[-.](?P<month>\d{{2}})[-.](?P<day>\d{{2}}){_ENDING}")
_SHORT_DATE = re.compile(r"(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])")
_TIME = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    rf"(?:[-–—](?P<hour2>[01]?\d|2[0-4])[:.](?P<minute2>[0-5]\d))?{_ENDING}"
)
_SCORE = re.compile(rf"(?P<ours>\d{{1,3}})[:](?P<theirs>\d{{1,3}}){_ENDING}")
_FRACTION = re.compile(rf"(?:(?P<whole>\d+)\s)?(?P<part>\d{{1,4}})/(?P<of>\d{{1,4}}){_ENDING}")
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}


def _with(stems: tuple[str, ...], ending: str | None) -> str:
    if not ending:
        return stems[0]
    made = fit(stems, ending.lower())
    return made[0] if made else f"{stems[0]} {ending}"


def date(core: str) -> str | None:
    """``05.10.2024`` is «екі мың жиырма төртінші жылғы бесінші қазан»."""
    found = _DATE.fullmatch(core) or _ISO.fullmatch(core)
    if not found:
        return _part_of_date(core)
    day, month, year = (int(found[k]) for k in ("day", "month", "year"))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    return _with((f"{ordinal(year)} жылғы {ordinal(day)} {words().months[month - 1]}",), found["ending"])


def _part_of_date(core: str) -> str | None:
    """``05.2024`` and ``31.12``, which can be nothing else."""
    month = re.fullmatch(r"(0[1-9]|1[0-2])\.((?:19|20)\d\d)", core)
    if month:
        return f"{ordinal(int(month[2]))} жылғы {words().months[int(month[1]) - 1]}"
    day = re.fullmatch(r"(2[5-9]|3[01])\.(0[1-9]|1[0-2])", core)
    return f"{ordinal(int(day[1]))} {words().months[int(day[2]) - 1]}" if day else None


def time(core: str, before: str, after: str) -> str | None:
    """``09:30`` is «тоғыз отыз», ``18.00-де`` «он сегізде»; with a stop only where the words around tell."""
    found = _TIME.fullmatch(core)
    if not found or (len(found["hour"]) == 1 and ":" not in core and not _said_as_time(found, before)):
        return None
    if "." in core and not _said_as_time(found, before):
        short = _SHORT_DATE.fullmatch(core)
        if short:
            return f"{ordinal(int(short['day']))} {words().months[int(short['month']) - 1]}"
        if int(found["minute"]) % 5 or after in words().magnitudes:
            return None
    first = _clock(found["hour"], found["minute"])
    if found["second"]:
        first = (f"{first[-1]} {cardinal(int(found['second']))}",)
    if found["hour2"]:
        first = tuple(f"{first[0]}-{last}" for last in _clock(found["hour2"], found["minute2"]))
    return _with(first, found["ending"])


def _said_as_time(found: re.Match[str], before: str) -> bool:
    ending = found["ending"] or ""
    return bool(found["hour2"]) or before in words().before_time or ending in {"де", "да", "ден", "дан", "ге", "ға"}


def _clock(hour: str, minute: str) -> tuple[str, ...]:
    """A time of day, the full hour with and without its zeros: the written ending may ask for either."""
    hours = cardinal(int(hour))
    if minute == "00":
        return hours, f"{hours} нөл нөл"
    return (f"{hours} {numerals.grouped(minute)}",)


def score(core: str) -> str | None:
    """``3:1`` is «үш бір»."""
    found = _SCORE.fullmatch(core)
    if not found:
        return None
    return _with((f"{cardinal(int(found['ours']))} {cardinal(int(found['theirs']))}",), found["ending"])


def fraction(core: str, after: str, before: str = "") -> str | None:
    """``3/4`` is «төрттен үш», ``½`` «жарты»; house numbers and seasons are no fractions."""
    for sign, (part, of) in _VULGAR.items():
        if core == sign:
            return "жарты" if of == 2 else numerals.fraction(part, of)
        if core[:-1].isdigit() and core[-1] == sign:
            whole = cardinal(int(core[:-1]))
            return f"{whole} жарым" if of == 2 else f"{whole} бүтін {numerals.fraction(part, of)}"
    found = _FRACTION.fullmatch(core)
    if not found:
        return None
    part, of = int(found["part"]), int(found["of"])
    named = after.startswith(("жыл", "маусым", "оқу"))
    if (named and of == part + 1) or (1900 <= part < 2200 and len(found["of"]) in {2, 4}):
        said = f"{cardinal(part)}-{ordinal(of) if named else cardinal(of)}"
    elif (0 < part < of <= 100 and not before.endswith(words().streets)) or (found["whole"] and of):
        whole = f"{cardinal(int(found['whole']))} бүтін " if found["whole"] else ""
        said = whole + numerals.fraction(part, of)
    else:
        slash = " " if part == 24 or part + of == 100 else " бөлшек "  # 24/7, 50/50
        said = slash.join((numerals.grouped(found["part"]), numerals.grouped(found["of"])))
    return _with((said,), found["ending"])


def telephone(core: str) -> str | None:
    """``8 (727) 250-00-10``: group by group, zeros in front heard."""
    said = ", ".join(numerals.grouped(g) if len(g) <= 3 else numerals.digits(g) for g in telephones.groups(core))
    return f"плюс {said}" if said and core.startswith("+") else said or None
