"""Kazakh numerals in words: cardinals, ordinals, collectives, decimals, fractions."""

from __future__ import annotations

from broadcast.languages.kk.suffixes import attach, front

_ONES = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_POWERS = ("", "мың", "миллион", "миллиард", "триллион", "квадриллион")
_ORDINAL_STEMS = {"қырық": "қырқ"}
_COLLECTIVES = {2: "екеу", 3: "үшеу", 4: "төртеу", 5: "бесеу", 6: "алтау", 7: "жетеу", 1: "біреу"}
_PARTS = {1: "оннан", 2: "жүзден", 3: "мыңнан"}
LARGEST = 10**18 - 1


def cardinal(number: int) -> str:
    """Zero to :data:`LARGEST`: 572 is «бес жүз жетпіс екі»."""
    if number == 0:
        return "нөл"
    said: list[str] = []
    power = 0
    while number:
        number, group = divmod(number, 1000)
        if group:
            said[:0] = _group(group, power, alone=not number and not said)
        power += 1
    return " ".join(said)


def _group(group: int, power: int, *, alone: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = []
    if hundreds:
        said += [_ONES[hundreds], "жүз"] if hundreds > 1 else ["жүз"]
    said += [w for w in (_TENS[tens], _ONES[ones]) if w]
    if power == 1 and group == 1 and alone:
        return ["мың"]
    return [*said, _POWERS[power]] if power else said


def ordinal(number: int) -> str:
    """52 is «елу екінші»; the ending follows the last word's harmony."""
    return to_ordinal(cardinal(number))


def to_ordinal(words: str) -> str:
    """The ordinal of a cardinal already in words."""
    head, _, last = words.rpartition(" ")
    soft = front(last)
    stem = _ORDINAL_STEMS.get(last, last)
    if stem == "жиырма":
        made = "жиырмасыншы"
    elif stem[-1] in "аыіе":
        made = stem + ("нші" if soft else "ншы")
    else:
        made = stem + ("інші" if soft else "ыншы")
    return f"{head} {made}".lstrip()


def collective(number: int) -> str | None:
    """One to seven as a group: «екеу», «үшеу»; no other number has the form."""
    return _COLLECTIVES.get(number)


def decimal(whole: int, part: str, *, halves: bool = True) -> str:
    """``3,5`` is «үш жарым», ``6,1`` «алты бүтін оннан бір», ``0,01`` «нөл бүтін жүзден бір»."""
    part = part if not part.strip("0") else part.rstrip("0") if len(part) > 3 else part
    if not part.strip("0"):
        return cardinal(whole)
    if halves and part == "5" and whole:
        return f"{cardinal(whole)} жарым"
    if len(part) > len(_PARTS):
        return f"{cardinal(whole)} бүтін {digits(part)}"
    return f"{cardinal(whole)} бүтін {_PARTS[len(part)]} {cardinal(int(part))}"


def fraction(part: int, whole: int) -> str:
    """``3/4`` is «төрттен үш»."""
    return f"{attach(cardinal(whole), ('ablative',))} {cardinal(part)}"


def digits(text: str) -> str:
    """Each digit by itself."""
    return " ".join(_ONES[int(c)] or "нөл" for c in text if c.isdigit())


def grouped(text: str) -> str:
    """A number that is a name (a telephone, a document): leading zeros are heard, the rest is a cardinal."""
    zeros = len(text) - len(text.lstrip("0"))
    rest = [cardinal(int(text[zeros:]))] if text[zeros:] else []
    return " ".join(["нөл"] * zeros + rest)
