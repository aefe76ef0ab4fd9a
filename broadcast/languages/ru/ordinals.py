"""Russian ordinals that agree with the noun after them, and the endings that are written on digits."""

from __future__ import annotations

from broadcast.languages.chunks import Chunk
from broadcast.languages.ru import numerals
from broadcast.languages.ru.context import governed, masculine_case, neighbour
from broadcast.languages.ru.words import words


def agreeing(number: int, noun: str, before: str) -> str:
    """The ordinal before a noun: «XX веке» is «двадцатом веке»; `before` is the governed case."""
    if noun.startswith(("класс", "курс")) and noun.endswith(("ы", "ов", "ах", "ам", "ами")):
        plural = {"ы": "n", "в": "g", "х": "p", "м": "d", "и": "i"}[noun[-1]]
        return numerals.ordinal(number, plural, plural=True)
    several = next((case for ending, case in _SEVERAL if noun.endswith(ending)), "")
    gender, case = ("m", several) if several else _features(noun, before)
    return numerals.ordinal(number, case, gender)


_SEVERAL = (("ами", "i"), ("ах", "p"), ("ам", "d"))


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
    kind, noun = words().endings[ending], neighbour(chunks, at, 1)
    if kind == "mp" and noun.endswith(("ам", "ям")):
        return numerals.cardinal(number, "d")  # 2-м ученикам
    return (
        _as_group(number, kind, ending, noun)
        or _as_cardinal(number, kind, ending)
        or _as_ordinal(chunks, at, number, kind)
    )


def _as_group(number: int, kind: str, ending: str, noun: str) -> str:
    """«трое детей», «семеро»; empty if the ending makes no such form."""
    if kind == "collective" or (kind in {"neuter", "pg"} and _group(noun)):
        return numerals.collective(number, oblique=ending[-1] not in "ео")
    return ""


def _as_cardinal(number: int, kind: str, ending: str) -> str:
    """``10-ти``, ``2-х``, ``5-ю``; empty if the ending makes an ordinal."""
    unit = 0 if number % 100 // 10 == 1 else number % 10
    if kind == "collective":
        return numerals.cardinal(number)
    if kind == "group":
        return numerals.cardinal(number, "g") if unit in {2, 3, 4} else ""
    if (ending == "и" and number % 10 == 3) or (kind == "pi" and number % 10 == 0 and number >= 20):
        return ""
    if kind == "pi":
        return numerals.cardinal(number, "g" if ending == "ми" and unit in {7, 8} else "i")  # 7-ми: семи
    return numerals.cardinal(number, kind[1]) if kind[0] == "c" else ""


def _as_ordinal(chunks: list[Chunk], at: int, number: int, kind: str) -> str:
    noun = neighbour(chunks, at, 1)
    if kind in {"group", "cg"}:
        return numerals.ordinal(number, "g" if kind == "group" else "n", plural=True)
    if kind[0] == "p":
        return numerals.ordinal(number, kind[1], plural=True)
    if kind == "any":
        return numerals.ordinal(number, *(("g", "f") if _feminine(chunks, at, noun) else ("n", "m")))
    if kind == "neuter":
        plural = noun.endswith(("ы", "и")) or (not noun and number % 10 == 0 and number >= 20)
        return numerals.ordinal(number, "n", "n", plural=plural)
    if kind == "mp":
        return numerals.ordinal(number, "p" if _prepositional(chunks, at) else "i", "m")
    if kind == "f":
        return numerals.ordinal(number, "g", "f")
    return numerals.ordinal(number, kind[1], kind[0])


def _group(noun: str) -> bool:
    """«3-е детей»: a genitive plural, so that the number is no ordinal."""
    return noun.endswith(("ей", "ов", "ев", "ят")) or noun in {"суток", "мужчин", "человек"}


def _feminine(chunks: list[Chunk], at: int, noun: str) -> bool:
    """``-й`` is masculine («5-й этаж») or an oblique feminine («на 5-й неделе»)."""
    if noun:
        if noun[:-1] in words().masculine and noun.endswith(("ы", "и")):
            return False
        return noun.endswith(("е", "и", "ы", "ой", "ей", "ью")) and not noun.endswith(("ый", "ий"))
    return governed(chunks, at) in {"g", "p", "d"}


def _prepositional(chunks: list[Chunk], at: int) -> bool:
    return neighbour(chunks, at, -1) in {"в", "во", "на", "о", "об", "при"}
