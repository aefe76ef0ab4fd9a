"""Russian numerals in any case and gender, and the nouns that agree with them.

Cases are n(ominative), g, d, a, i(nstrumental), p(repositional); genders m, f, n.  Cardinals and ordinals come from
num2words; what it leaves out is here: decimals, the first part of compounds (``двадцатипяти``-), agreement.  Rules:
Russkaya grammatika (1980), sections 1365-1380.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from broadcast.languages.ru.words import Noun

LARGEST = 10**15 - 1
_FRACTIONS = {1: "десят", 2: "сот", 3: "тысячн"}
_FEMININE = {"n": "ая", "g": "ой", "d": "ой", "a": "ую", "i": "ой", "p": "ой"}
_PLURAL = {"n": "ых", "g": "ых", "d": "ым", "a": "ых", "i": "ыми", "p": "ых"}
_WHOLE = {"n": "целая", "g": "целой", "d": "целой", "a": "целую", "i": "целой", "p": "целой"}
_WHOLES = {"n": "целых", "g": "целых", "d": "целым", "a": "целых", "i": "целыми", "p": "целых"}

_HARD = {
    "m": ("", "а", "у", "", "ом", "е"),
    "ь": ("ь", "я", "ю", "ь", "ем", "е"),
    "f": ("а", "ы", "е", "у", "ой", "е"),
    "fь": ("ь", "и", "и", "ь", "ью", "и"),
    "ия": ("ия", "ии", "ии", "ию", "ией", "ии"),
}
_MANY = {
    "m": ("ы", "ов", "ам", "ы", "ами", "ах"),
    "ь": ("и", "ей", "ям", "и", "ями", "ях"),
    "f": ("ы", "", "ам", "ы", "ами", "ах"),
    "fь": ("и", "ей", "ям", "и", "ями", "ях"),
    "ия": ("ии", "ий", "иям", "ии", "иями", "иях"),
}
_CASES = "ngdaip"


@lru_cache(maxsize=1)
def _speaker() -> Any:
    from num2words import CONVERTER_CLASSES

    return CONVERTER_CLASSES["ru"]


@lru_cache(maxsize=4096)
def cardinal(number: int, case: str = "n", gender: str = "m") -> str:
    """``2`` in the genitive is «двух»; the accusative is that of things, not of people."""
    if number > LARGEST:
        return digits(str(number))
    if case == "v":  # the accusative of living beings: only the last word changes
        return f"{cardinal(number - 1, 'a')} одного" if number > 1 else "одного"
    high, low = divmod(number, 1_000_000)
    said = []
    if high:
        said.append(_said(high * 1_000_000, case, "m"))
    if low or not high:
        said.append(_said(low, case, gender))
    text = " ".join(said)
    return text.removeprefix("одна ").removeprefix("одной ").removeprefix("одну ") if _thousand(number) else text


def _said(number: int, case: str, gender: str) -> str:
    return str(_speaker().to_cardinal(number, case=case, gender=gender, animate=False))


def _thousand(number: int) -> bool:
    """«тысяча девятьсот», not «одна тысяча девятьсот»."""
    return 1000 <= number < 2000


@lru_cache(maxsize=4096)
def ordinal(number: int, case: str = "n", gender: str = "m", *, plural: bool = False) -> str:
    """``24`` in the prepositional, feminine, is «двадцать четвёртой»."""
    if number > LARGEST:
        return digits(str(number))
    said = str(_speaker().to_ordinal(number, case=case, gender=gender, plural=plural, animate=False))
    return said.removeprefix("одна ") if _thousand(number) else said


def form(number: int) -> str:
    """Which form of a noun a cardinal takes: one, few, many."""
    tens, ones = number // 10 % 10, number % 10
    if tens == 1 or ones == 0 or ones > 4:
        return "many"
    return "one" if ones == 1 else "few"


def decline(noun: Noun, case: str, *, plural: bool) -> str:
    """One form of a noun; with its adjective and what follows it."""
    word = _declined(noun, case, plural=plural)
    if noun.adjective:
        soft = noun.adjective.endswith("к")
        endings = ("ий" if soft else "ый", "ого", "ому", "ий" if soft else "ый", "им" if soft else "ым", "ом")
        many = ("ие", "их", "им", "ие", "ими", "их") if soft else ("ые", "ых", "ым", "ые", "ыми", "ых")
        word = f"{noun.adjective}{(many if plural else endings)[_CASES.index(case)]} {word}"
    return f"{word} {noun.after}".rstrip()


def _declined(noun: Noun, case: str, *, plural: bool) -> str:
    if noun.kind == "0":
        return noun.many or noun.noun
    if noun.kind == "phrase":
        adjective, _, head = noun.noun.partition(" ")
        endings = {"n": "ые", "g": "ых", "d": "ым", "a": "ые", "i": "ыми", "p": "ых"} if plural else _FEMININE
        word = _declined(Noun(head, "f"), case, plural=plural)
        return f"{adjective.removesuffix('ая')}{endings[case]} {word}"
    if plural and case == "g" and noun.many:
        return noun.many
    stem = noun.noun.removesuffix({"m": "", "ь": "ь", "f": "а", "ия": "ия", "fь": "ь"}[noun.kind])
    ending = (_MANY if plural else _HARD)[noun.kind][_CASES.index(case)]
    if ending == "ы" and stem[-1] in "кгхжшчщ":
        ending = "и"
    if ending == "ой" and stem[-1] in "жшчщц":
        ending = "ей"
    return stem + ending


def agreed(number: int, noun: Noun, case: str) -> str:
    """The noun after a whole number in a case: «два процента», «двух процентов», «двумя процентами»."""
    kind = form(number)
    if kind == "one":
        return decline(noun, case, plural=False)
    if case not in "na":
        return decline(noun, case, plural=True)
    if kind == "many" or noun.kind == "0":
        return decline(noun, "g", plural=True)
    if noun.adjective:
        plain = Noun(noun.noun, noun.kind, many=noun.many)
        adjective = noun.adjective + ("их" if noun.adjective.endswith("к") else "ых")
        return f"{adjective} {decline(plain, 'g', plural=False)} {noun.after}".rstrip()
    if noun.kind == "phrase":
        adjective, _, head = noun.noun.partition(" ")
        return f"{adjective.removesuffix('ая')}ые {decline(Noun(head, 'f'), 'g', plural=False)}"
    return decline(noun, "g", plural=False)


def decimal(whole: int, part: str, case: str = "n") -> str:
    """``3,7`` is «три целых семь десятых»; more than three places are said digit by digit."""
    if len(part) > len(_FRACTIONS):
        return f"{_wholes(whole, case)} {digits(part)}"
    return f"{_wholes(whole, case)} {_parts(int(part), _FRACTIONS[len(part)], case)}"


def _wholes(whole: int, case: str) -> str:
    table = _WHOLE if form(whole) == "one" else _WHOLES
    return f"{cardinal(whole, case, 'f')} {table[case]}"


def _parts(part: int, stem: str, case: str) -> str:
    endings = _FEMININE if form(part) == "one" else _PLURAL
    return f"{cardinal(part, case, 'f')} {stem}{endings[case]}"


def halved(whole: int, case: str, gender: str) -> str:
    """``1,5`` is «полтора», ``2,5`` «два с половиной»."""
    if whole == 1:
        return "полутора" if case not in "na" else "полторы" if gender == "f" else "полтора"
    return f"{cardinal(whole, case, gender)} с половиной"


def fraction(part: int, whole: int, case: str = "n") -> str:
    """``3/4`` is «три четверти», ``1/5`` «одна пятая»."""
    noun = {3: "треть", 4: "четверть"}.get(whole)
    if noun:
        return f"{cardinal(part, case, 'f')} {agreed(part, Noun(noun, 'fь'), case)}"
    if form(part) == "one":
        return f"{cardinal(part, case, 'f')} {ordinal(whole, case, 'f')}"
    return f"{cardinal(part, case, 'f')} {ordinal(whole, 'g' if case in 'na' else case, plural=True)}"


_FIRST_PARTS = {1: "одно", 2: "двух", 3: "трёх", 4: "четырёх", 40: "сорока", 90: "девяносто", 100: "сто"}


def first_part(number: int) -> str:
    """A number as the first part of a compound: ``33`` in «тридцатитрёхлетний»."""
    thousands, rest = divmod(number, 1000)
    made = "" if not thousands else "тысяче" if thousands == 1 and not rest else first_part(thousands) + "тысяче"
    if thousands and rest:
        made = "тысяча" if thousands == 1 else first_part(thousands) + "тысяч"
    hundreds, tens = rest // 100 * 100, rest % 100
    made += _first(hundreds)
    if tens < 20 or tens % 10 == 0:
        return made + _first(tens)
    return made + _first(tens // 10 * 10) + _first(tens % 10)


def _first(number: int) -> str:
    return _FIRST_PARTS.get(number) or (cardinal(number, "g") if number else "")


_COLLECTIVES = ("дво", "тро", "четвер", "пятер", "шестер", "семер", "восьмер", "девятер", "десятер")


def collective(number: int, *, oblique: bool = False) -> str:
    """Two to ten as a group: «двое», «пятеро»; in the genitive «двоих», «пятерых»; empty for other numbers."""
    if not 2 <= number <= 10:
        return ""
    endings = ("их", "е") if number < 4 else ("ых", "о")
    return _COLLECTIVES[number - 2] + endings[not oblique]


def digits(text: str) -> str:
    """Each digit by itself."""
    names = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
    return " ".join(names[int(c)] for c in text if c.isdigit())


def grouped(text: str) -> str:
    """A number that is a name (a telephone, a document): leading zeros are heard, the rest is a cardinal."""
    zeros = len(text) - len(text.lstrip("0"))
    return " ".join(["ноль"] * zeros + ([cardinal(int(text[zeros:]))] if text[zeros:] else []))
