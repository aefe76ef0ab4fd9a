"""Russian ordinals that agree with the noun after them, and the endings that are written on digits."""

from __future__ import annotations

from broadcast.languages.chunks import Chunk
from broadcast.languages.ru import numerals
from broadcast.languages.ru.context import governed, masculine_case, neighbour
from broadcast.languages.ru.words import words


def agreeing(number: int, noun: str, before: str) -> str:
    """The ordinal before a noun in the singular: «XX веке» is «двадцатом веке»; `before` is the governed case."""
    gender, case = _features(noun, before)
    return numerals.ordinal(number, case, gender)


def _features(noun: str, before: str) -> tuple[str, str]:
    masculine = words().masculine
    of_masculine = masculine_case(noun)
    if noun in masculine or not noun:
        return "m", before if before in "gdip" and not noun else "n"
    if of_masculine:
        return "m", of_masculine
    if noun.endswith(("ии", "ы", "и", "ой", "ей", "ью")):
        return "f", "g"
    if noun.endswith(("у", "ю")):
        return "f", "a"
    if noun.endswith(("о", "ие", "ье", "ще")):
        return "n", "n"
    if noun.endswith("е"):
        return ("f" if noun.endswith(("ке", "пе", "не", "рии")) else "m"), "p"
    if noun.endswith(("а", "я")):
        return "f", "n"
    if noun.endswith("ом"):
        return "m", "i"
    if noun.endswith("ь"):
        return ("m" if noun in words().masculine_soft or noun.endswith("тель") else "f"), "n"
    return "m", "n"


def ending_form(chunks: list[Chunk], at: int, number: int, ending: str) -> str:
    """``5-й``, ``24-й неделе``, ``90-х``, ``10-ти``: the form that the written ending and the next noun make."""
    kind = words().endings[ending]
    noun = neighbour(chunks, at, 1)
    if ending == "и" and number % 10 == 3:
        return numerals.ordinal(number, "n", plural=True)
    if kind == "group":
        return (
            numerals.cardinal(number, "g")
            if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}
            else (numerals.ordinal(number, "g", plural=True))
        )
    if kind == "pi" and number % 10 == 0 and number >= 20:
        return numerals.ordinal(number, "i", plural=True)
    if kind[0] == "c" or kind == "pi":
        return numerals.cardinal(number, "i" if kind == "pi" else kind[1])
    if kind[0] == "p":
        return numerals.ordinal(number, kind[1], plural=True)
    if kind == "any":
        return numerals.ordinal(number, *(("g", "f") if _feminine(chunks, at, noun) else ("n", "m")))
    if kind == "neuter":
        plural = noun.endswith(("ы", "и", "ые", "ие")) or (not noun and number % 10 == 0 and number >= 20)
        return numerals.ordinal(number, "n", "n", plural=plural)
    if kind == "mp":
        return numerals.ordinal(number, "p" if _prepositional(chunks, at) else "i", "m")
    if kind == "f":
        return numerals.ordinal(number, "g", "f")
    return numerals.ordinal(number, kind[1], kind[0])


def _feminine(chunks: list[Chunk], at: int, noun: str) -> bool:
    """``-й`` is masculine («5-й этаж») or an oblique feminine («на 5-й неделе»)."""
    if noun:
        return noun.endswith(("е", "и", "ы", "ой", "ей", "ью")) and not noun.endswith(("ый", "ий"))
    return governed(chunks, at) in {"g", "p", "d"}


def _prepositional(chunks: list[Chunk], at: int) -> bool:
    return neighbour(chunks, at, -1) in {"в", "во", "на", "о", "об", "при"}
