"""English numerals in words; cardinals, ordinals and years come from num2words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LARGEST = 10**18 - 1


@lru_cache(maxsize=1)
def _speaker() -> Any:
    from num2words import CONVERTER_CLASSES

    return CONVERTER_CLASSES["en"]


@lru_cache(maxsize=4096)
def cardinal(number: int) -> str:
    """``572`` is «five hundred and seventy-two»."""
    if number > LARGEST:
        return digits(str(number))
    return str(_speaker().to_cardinal(number)).replace(",", "")


@lru_cache(maxsize=4096)
def ordinal(number: int) -> str:
    """``63`` is «sixty-third»."""
    if number > LARGEST:
        return digits(str(number))
    return str(_speaker().to_ordinal(number)).replace(",", "")


def year(number: int) -> str:
    """``1945`` is «nineteen forty-five», ``2004`` «two thousand and four», ``1905`` «nineteen oh five»."""
    if number % 1000 < 10 and number >= 1000:
        return cardinal(number)
    return str(_speaker().to_year(number)).replace("oh-", "oh ").replace(",", "")


def short(number: int) -> str:
    """Three digits of a model's or a flight's name: ``A320`` is «A three twenty», ``A303`` «A three oh three»."""
    hundreds, rest = divmod(number, 100)
    if not hundreds or not rest:
        return cardinal(number)
    return f"{_DIGITS[hundreds]} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def decade(number: int) -> str:
    """``1990`` is «nineteen nineties», ``90`` «nineties», ``2000`` «two thousands»."""
    said = year(number) if number > 100 else cardinal(number)
    return said.removesuffix("y") + "ies" if said.endswith("y") else said + "s"


def decimal(whole: int, part: str) -> str:
    """``2.5`` is «two point five»; each decimal is said by itself."""
    return f"{cardinal(whole)} point {digits(part)}"


def fraction(part: int, whole: int) -> str:
    """``3/4`` is «three quarters»."""
    name = {2: "half", 4: "quarter"}.get(whole) or ordinal(whole)
    if part != 1:
        name = "halves" if name == "half" else name + "s"
    return f"{cardinal(part)} {name}"


def digits(text: str) -> str:
    """Each digit by itself."""
    return " ".join(_DIGITS[int(c)] for c in text if c.isdigit())


def grouped(text: str) -> str:
    """A number that is a name: leading zeros are heard, the rest is a cardinal."""
    zeros = len(text) - len(text.lstrip("0"))
    return " ".join(["zero"] * zeros + ([cardinal(int(text[zeros:]))] if text[zeros:] else []))
