"""What the words around a Russian number say about its case and gender.

No dictionary is needed: the oblique plurals have endings of their own (-ам, -ами, -ах), after two, three and four a
noun's genitive shows its gender, and prepositions give the rest.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from broadcast.languages.chunks import Chunk
from broadcast.languages.ru.numerals import form
from broadcast.languages.ru.words import words

_PLURAL_ADJECTIVE = re.compile(r"[а-яё]{2,}(?:ых|их|ые|ие|ым|им|ыми|ими)")
_ADJECTIVE = re.compile(r"[а-яё]{2,}(?:ого|его|ому|ему|ую|юю|ая|яя|ое|ее|ый|ий|ой|ым|им|(?:нн|ск|льн|шн|жн|чн)ом)")
_STOPS = frozenset('.,!?:;…()«»"')
_ACTIVE = re.compile(r"[а-яё]+(?:л[аио]?|[аеиуюя]т|ть|ти|[еи]м|в|вш[а-яё]{2,3})")
_OBLIQUE = (("ами", "i"), ("ями", "i"), ("ьми", "i"), ("ам", "d"), ("ям", "d"), ("ах", "p"), ("ях", "p"))
_SINGULAR = tuple(zip(("ом", "ем", "ём", "а", "я", "у", "ю", "е"), "iiiggddp", strict=True))
_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"


class Around(NamedTuple):
    """A case and a gender; the case is n where nothing says otherwise, and v before one living being as an object."""

    case: str
    gender: str


def neighbour(chunks: list[Chunk], at: int, step: int) -> str:
    """The lower-case word `step` chunks away; empty beyond the sentence or across a mark."""
    place = at + step
    if not 0 <= place < len(chunks):
        return ""
    first, last = (at, place) if step > 0 else (place, at)
    if any(set(c.tail) & _STOPS for c in chunks[first:last]):
        return ""
    return chunks[place].lower


def governed(chunks: list[Chunk], at: int) -> str:
    """The case that the words before a number ask for; n if they ask for none."""
    table = words()
    step = -1
    while -step <= 5:
        word = neighbour(chunks, at, step)
        if not word:
            return "n"
        case = table.government.get(word)
        if case:
            return case
        if word not in table.transparent and not (step == -1 and _described(word)):
            governing = next((c for stem, c in table.governing_stems.items() if word.startswith(stem)), "n")
            return "a" if governing == "n" and _object_before(chunks, at + step) else governing
        step -= 1
    return "n"


def _object_before(chunks: list[Chunk], at: int) -> bool:
    """Whether a verb with a direct object stands at a place or some words before it, in the same clause."""
    return any(takes_object(neighbour(chunks, at + 1, -back)) for back in range(1, 5) if at + 1 >= back)


def takes_object(word: str) -> bool:
    """Whether a word is an active form of a verb with a direct object: «собрали», «построит»."""
    return word.startswith(words().takes_object) and bool(_ACTIVE.fullmatch(word))


def _described(word: str) -> bool:
    """An adjective between a preposition and the number: «до последних 7 домов»."""
    return len(word) > 4 and bool(_PLURAL_ADJECTIVE.fullmatch(word) or _ADJECTIVE.fullmatch(word))


def counted(chunks: list[Chunk], at: int, after: int, number: int) -> Around:
    """Case and gender of a cardinal, by the noun after chunk `after` and what stands before chunk `at`."""
    before = governed(chunks, at)
    noun, adjective = _noun(chunks, after, number)
    if form(number) == "one" and not noun:
        noun = adjective  # 1 погибшего, с 1 школой
    case = _case(before, noun, adjective, number)
    if neighbour(chunks, at, -1) == "по" and form(number) == "one" and noun.endswith(("е", "у", "ю")):
        case = "d"
    gender = _gender(noun, number, case)
    living = before == "a" and case == "g" and gender == "m" and form(number) == "one"
    return Around("v" if living else case, gender)  # двадцать одного человека


def _noun(chunks: list[Chunk], after: int, number: int) -> tuple[str, str]:
    """The next noun and the adjective before it, either empty."""
    adjective = ""
    pattern = _ADJECTIVE if form(number) == "one" else _PLURAL_ADJECTIVE
    for step in (1, 2, 3):
        word = neighbour(chunks, after, step)
        if not word or not word.isalpha() or word in words().government:
            return "", adjective
        if not pattern.fullmatch(word):
            return word, adjective
        adjective = word
    return "", adjective


def _case(before: str, noun: str, adjective: str, number: int) -> str:
    kind = form(number)
    if kind == "one":
        return _case_of_one(before, noun)
    shown = "" if noun in words().no_dative else next((c for ending, c in _OBLIQUE if noun.endswith(ending)), "")
    if shown:
        return shown
    if kind == "few" and _genitive_plural(noun):
        return "g"
    if not noun and adjective:
        if adjective.endswith(("ыми", "ими")):
            return "i"
        if adjective.endswith(("ым", "им")):
            return "d"
        if kind == "few" and before == "a" and adjective.endswith(("ых", "их")):
            return "g"  # задержали 2 подозреваемых
    return before


def _genitive_plural(noun: str) -> bool:
    """«спасли 2 детей»: after two, three or four such a noun tells of living beings, and the numeral is oblique too."""
    return len(noun) > 4 and noun.endswith(("ов", "ев", "ей", "ин", "ок", "век", "иц", "ят"))


def _case_of_one(before: str, noun: str) -> str:
    """A noun in the singular shows its case itself where the preposition leaves two: в 21 городе, в 21 город."""
    if noun.startswith(words().masculine_in_a):
        return {"а": "n", "у": "g", "ы": "g", "и": "g", "й": "i"}.get(noun[-1], "p" if before == "a" else "d")
    if noun.endswith(("ого", "его", "ому", "ему")) and len(noun) > 5:
        return "g" if noun.endswith("го") else "d"
    known = masculine_case(noun) or feminine_case(noun, before)
    if known or (noun.endswith(("ом", "ем")) and before in {"n", "g", "i"}):
        return known or "i"
    if before in {"g", "d", "i"}:
        return "i" if noun.endswith(("ой", "ью")) else before
    if noun.endswith(("ой", "ью")) and before == "n":
        return "g" if noun.endswith("ой") else "i"
    if noun.endswith("е") and before in {"a", "p"} and not noun.endswith(("ие", "ье", "ще")):
        return "p"
    if noun.endswith(("ии", "ти")) and before == "a":
        return "p"
    if noun.endswith(("у", "ю")):
        return "a"
    return before


def masculine_case(noun: str) -> str:
    """The case of a form of one of the known masculine nouns (веку is d); empty if it is none."""
    masculine = words().masculine
    soft = words().masculine_soft
    for ending, case in _SINGULAR:
        stem = noun[: -len(ending)]
        known = stem in masculine or {stem + "ь"} & (masculine | soft) or _agent(stem)
        if noun.endswith(ending) and known:
            return case
    return ""


def _agent(stem: str) -> bool:
    """A stem that only masculine nouns have: «специалист», «строител-»."""
    return len(stem) > 5 and stem.endswith(("ист", "тел", "щик", "чик", "анин", "ент", "ант"))


def feminine_case(noun: str, before: str) -> str:
    """The case of a form in -е of a feminine noun: «в школе», «к школе», «семье»; empty if it is none."""
    feminine = words().feminine
    known = noun.endswith("е") and (noun[:-1] + "а" in feminine or noun[:-1] + "я" in feminine)
    if not known and not (noun.endswith(words().feminine_prepositional) and before in {"a", "p", "d"}):
        return ""
    return "d" if before in "nd" else "p"


def _gender(noun: str, number: int, case: str) -> str:
    kind = form(number)
    if not noun or kind == "many":
        return "m"
    if kind == "few":
        feminine = noun.endswith(("ы", "и")) and not noun.startswith(words().masculine_in_a)
        return "f" if feminine and case in "na" else "m"
    return gender_of_one(noun, case)


def gender_of_one(noun: str, case: str) -> str:
    """The gender of a noun in the singular, by its ending in a case."""
    if masculine_case(noun) or noun.startswith(words().masculine_in_a):
        return "m"
    if case in "dp" and feminine_case(noun, case):
        return "f"
    if noun.endswith(("ость", "ости", "остью", "ция", "ции", "цию", "цией")):
        return "f"
    if case in "na":
        if noun[-1] in _CONSONANTS or noun.endswith("тель") or noun in words().masculine_soft:
            return "m"
        return "n" if noun[-1] in "оеё" else "f"
    if case == "g":
        return "f" if noun[-1] in "ыи" else "m"
    if case == "i":
        return "f" if noun.endswith(("ой", "ей", "ью")) else "m"
    if case == "d":
        return "m" if noun[-1] in "ую" else "f"
    return "m"
