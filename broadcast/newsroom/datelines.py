"""Where and when a story was filed, and by which agency: «АСТАНА, 5 мамыр –», «LONDON (Agency) -», «ТАСС, 5 мая.»."""

from __future__ import annotations

import re

from broadcast.model.text import TextSpan

_LONGEST = 100
_CITY = r"[^\W\d_]{3,20}(?:[ -][^\W\d_]{2,20}){0,2}"
_DATE = r"(?:\d{1,2}\s[^\W\d_]{3,12}\.?|[A-Z][a-z]{2,8}\.?\s\d{1,2})(?:\s\d{4}(?:\sг\.|\sж\.)?)?"
_STATE = r",\s[A-Z][A-Za-z]{1,13}\.?"
_LOWER = "[a-zа-яёәғқңөұүһі]"
_UPPER = r"[^\W\d_a-zа-яёәғқңөұүһі]"
_CAPITALS = rf"{_UPPER}{{2,12}}"
_CAMEL = rf"{_UPPER}{_LOWER}{{1,8}}{_UPPER}{_LOWER}{{2,10}}"  # «ҚазАқпарат»
_NAME = rf"(?:{_CAMEL}|Sputnik|{_CAPITALS}|[^\W\d_]{{2,10}}{_CAPITALS})(?:\.RU|\.KZ|\s[^\W\d_]{{4,10}})?"
_AGENCY = rf"/[^/\n]{{2,30}}/|\([^()\n]{{2,30}}\)|{_NAME}"
_BY = rf"(?:\s?,\s{_UPPER}[^\W\d_]{{1,20}}\s{_UPPER}[^\W\d_]{{2,20}})?"
_WORDS = re.compile(r"[^\W\d_]{4,}(?:\s[^\W\d_]+)?")
_DASH = r"(?:\s?[-–—―]+\s|[—―])"
_NEXT = r"(?=[^\W_]|[«\"“„])"
_FILED = (
    rf"(?P<city>{_CITY})(?:{_STATE})?(?:/{_CITY}(?:{_STATE})?)?(?:[.,]\s?(?P<date>{_DATE}))?"
    rf"(?:(?:[.,]?\s|\.)(?P<agency>{_AGENCY}))?[.,]?{_DASH}"
)
_DATED = re.compile(rf"{_FILED}(?:(?P<after>{_AGENCY}){_BY}\.\s)?{_NEXT}")
_ALONE = re.compile(rf"{_FILED}{_NAME}\.?\s*\Z")
_CLOCK = r"\d{1,2}:\d{2}"
_STAMPED = re.compile(rf"{_CLOCK},\s(?P<date>{_DATE}),\s(?P<city>{_CITY}){_DASH}(?P<agency>[\w.]{{3,20}}){_BY}\s*\Z")
_PLACED = re.compile(rf"(?:{_CITY},\s)?(?P<city>{_CITY}),\s{_DATE}\s(?P<agency>/[^/\n]{{2,40}}/)\s*\Z")
_SLASHED = re.compile(rf"(?P<city>{_CITY})[.,]\s{_DATE}\.?\s(?P<agency>/[^/\n]{{2,30}}/)\.?\s{_NEXT}")
_BARE = re.compile(rf"(?P<city>{_CITY})\.\s(?P<agency>{_CAPITALS})\s(?=[^\W\d_][a-zа-яёәғқңөұүһі])")
_TIMED = re.compile(rf"(?P<city>{_CITY}),\s(?P<date>{_DATE}),\s{_CLOCK}{_DASH}(?P<agency>{_NAME})\s+{_NEXT}")
_AGENCY_FIRST = re.compile(rf"(?P<city>{_CAPITALS}),\s(?P<agency>{_DATE})\.?\s{_NEXT}")


# «Washington (CNN) The ferry …», «(CNN) It was late.»
_WIRE = re.compile(
    rf"(?:[A-Z][^\W\d_]{{2,15}}(?:\s[A-Z][a-z]{{2,15}}){{0,2}}(?:{_STATE})?\s)?\((?:CNN|AP|AFP|UPI)\)\s(?=[A-Z])"
)


def dateline(text: str, start: int, end: int) -> TextSpan | None:
    """The range of a dateline at the beginning of a story's first paragraph; None where it begins otherwise."""
    stop = min(end, start + _LONGEST)
    wire = _WIRE.match(text, start, stop)
    if wire:
        return TextSpan(start, start + len(wire[0].rstrip()))
    for shape in (_TIMED, _SLASHED, _AGENCY_FIRST, _DATED, _BARE):
        found = shape.match(text, start, stop)
        if found and _tells(found) and found.end() < end:
            return TextSpan(start, start + len(found[0].rstrip()))
    return None


def is_dateline(line: str) -> bool:
    """Whether a line is a dateline and nothing else."""
    shapes = (shape.match(line) for shape in (_ALONE, _STAMPED, _PLACED)) if len(line) < _LONGEST else ()
    return any(found and _tells(found) for found in shapes)


def _tells(found: re.Match[str]) -> bool:
    """Whether it is more than a word and a dash: capitals, a date or an agency's name."""
    groups = found.groupdict()
    date, agency = groups.get("date"), groups.get("agency")
    begins = not found.string[found.end() : found.end() + 1].islower()
    if found["city"].isupper():  # «NATO — the alliance» is none
        following = _WORDS.match(found.string, found.end())
        label = following and following[0].isupper() and " " in found["city"]  # «АСАН ҮСЕНОВ – АУДАН ӘКІМІ»
        return bool(date or agency) or (len(found["city"]) > 3 and begins and not label)
    parted = found.string[found.end("city")] == "."  # «Астана. ҚазАқпарат – …»
    if not (date or begins or parted):
        return False  # «Anna Lu (Анна Лу) — a singer»
    return bool(agency and (agency[0] in "(/" or parted)) or bool(date and agency)
