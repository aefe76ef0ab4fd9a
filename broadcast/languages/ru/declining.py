"""Russian endings: nouns of word lists in all their forms, and names brought back to the nominative.

Declension classes as in any school grammar; :func:`forms_of` writes more forms than exist, which does no harm in a
comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

# Ending of the nominative -> what replaces it in the other forms.
_DECLENSIONS: tuple[tuple[str, str], ...] = (
    ("ие", "ия ию ием ии ий иям иями иях"),
    ("ийся", "егося емуся имся емся иеся ихся имися"),
    ("аяся", "ейся уюся иеся ихся имся имися"),
    ("ия", "ии ию ией ий иям иями иях"),
    ("кий", "кого кому ким ком кие ких кими"),
    ("ий", "его ему им ем ие их ими ия ию ием ии иев"),
    ("ый", "ого ому ым ом ые ых ыми"),
    ("щая", "щей щую щею щие щих щими"),
    ("ая", "ой ую ою ые ых ыми"),
    ("ец", "ца цу цем цом це цы цев цам цами цах"),
    ("ок", "ка ку ком ке ки ков кам ками ках"),
    ("анин", "анина анину анином анине ане ан анам анами анах"),
    ("янин", "янина янину янином янине яне ян янам янами янах"),
    ("ь", "я ю ем ём е и ей ям ями ях ью"),
    ("й", "я ю ем е и ев ям ями ях"),
    ("а", "ы и е у ой ей ам ами ах"),
    ("я", "и е ю ей ям ями ях"),
    ("о", "а у ом е ам ами ах"),
    ("", "а у ом ем е ы и ов ей ам ами ах"),
)

# Ending of an oblique form -> endings of nominatives that it may come from.
_BACK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ского", ("ский", "ской")),
    ("скому", ("ский", "ской")),
    ("ским", ("ский", "ской")),
    ("ском", ("ский", "ской")),
    ("скую", ("ская",)),
    ("ской", ("ская",)),
    ("цкого", ("цкий", "цкой")),
    ("цкому", ("цкий", "цкой")),
    ("цким", ("цкий", "цкой")),
    ("цком", ("цкий", "цкой")),
    ("цкую", ("цкая",)),
    ("цкой", ("цкая",)),
    ("ого", ("ый", "ой")),
    ("ому", ("ый", "ой")),
    ("ией", ("ия",)),
    ("ием", ("ий",)),
    ("ею", ("ей",)),
    ("еем", ("ей",)),
    ("ем", ("ь", "й", "")),
    ("ой", ("а",)),
    ("ою", ("а",)),
    ("ей", ("я", "а")),
    ("ом", ("",)),
    ("ым", ("",)),
    ("а", ("",)),
    ("я", ("й", "ь")),
    ("у", ("", "а")),
    ("ю", ("й", "ь", "я")),
    ("е", ("", "а", "я", "й")),
    ("ы", ("а",)),
    ("и", ("а", "я", "ь")),
)

# Ends of names that no case changes.
_FIXED = ("кызы", "қызы", "улы", "ұлы", "оглы")
_LONG = 5  # letters of a noun of which a form without an ending is no other word
# A vowel that the nominative alone has.
_FLEETING = {"Павл": "Павел", "Льв": "Лев"}


def forms_of(nouns: Iterable[str]) -> dict[str, str]:
    """Every form of some nouns and the nominative that it belongs to."""
    nouns = tuple(nouns)
    table: dict[str, str] = {}
    for noun in nouns:
        for ending, others in _DECLENSIONS:
            if noun.endswith(ending):
                stem = noun[: len(noun) - len(ending)]
                for form in (*(stem + other for other in others.split()), *of_many(noun)):
                    table.setdefault(form, noun)
                break
    table.update((noun, noun) for noun in nouns)
    return table


def of_many(noun: str) -> tuple[str, ...]:
    """The genitive plural of a noun that ends in «а», which has no ending: «мужчин», «соседок», «девушек»."""
    if not noun.endswith("а") or len(noun) < _LONG:
        return ()
    return (f"{noun[:-2]}ок", f"{noun[:-2]}ек") if noun.endswith("ка") else (noun[:-1],)


# Endings of the nominatives of the singular, and of those of the plural; a consonant gets «ы».
_PLURALS: tuple[tuple[str, str], ...] = (
    ("ийся", "иеся"),
    ("аяся", "иеся"),
    ("анин", "ане"),
    ("янин", "яне"),
    ("кий", "кие"),
    ("щий", "щие"),
    ("ший", "шие"),
    ("чий", "чие"),
    ("ий", "ии"),
    ("ый", "ые"),
    ("щая", "щие"),
    ("шая", "шие"),
    ("ая", "ые"),
    ("ец", "цы"),
    ("ок", "ки"),
    ("ка", "ки"),
    ("га", "ги"),
    ("ха", "хи"),
    ("ша", "ши"),
    ("а", "ы"),
    ("я", "и"),
    ("ь", "и"),
    ("й", "и"),
    ("о", "а"),
    ("ие", "ия"),
)


def plural(noun: str) -> str:
    """The nominative plural of a noun: «жители», «учёные», «горожане»."""
    for ending, many in _PLURALS:
        if noun.endswith(ending):
            return noun[: -len(ending)] + many
    return noun + ("и" if noun[-1] in "гкхжшщч" else "ы")


@lru_cache(4096)
def nominatives(word: str) -> tuple[str, ...]:
    """A name and the nominatives that it may be a form of, the word itself first."""
    found = [word]
    for ending, bases in () if word.endswith(_FIXED) else _BACK:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)]
            straight = (_FLEETING.get(stem + base, stem + base) for base in bases)
            found.extend(name for name in straight if name not in found)
    return tuple(found)


# Ending of a name's genitive or accusative -> its nominative, the first that fits; a vowel stays before «й».
_NAME_BACK: tuple[tuple[str, str], ...] = (
    ("ского", "ский"),
    ("цкого", "цкий"),
    ("ского", "ской"),
    ("овой", "ова"),
    ("евой", "ева"),
    ("иной", "ина"),
    ("ской", "ская"),
    ("скую", "ская"),
    ("у", "а"),
    ("ю", "я"),
    ("ы", "а"),
)
_VOWELS = frozenset("аеёиоуыэюя")


def of_genitive(name: str) -> str:
    """The nominative of a name that stands where a genitive must: «слова Алиева», «по словам Трампа»."""
    if name.endswith(_FIXED):
        return name
    for ending, straight in _NAME_BACK:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)] + straight
    stem, last = name[:-1], name[-1:]
    if len(stem) < 3:
        return name
    if last == "а" and stem[-1] not in _VOWELS:
        return _FLEETING.get(stem, stem)
    if last == "я":
        return stem + ("й" if stem[-1] in _VOWELS else "ь")
    return name


def patronymic(name: str) -> str:
    """The nominative of a patronymic in any case: «Ильича», «Петровну»; empty for any other word."""
    for straight, forms in _PATRONYMICS:
        for form in (straight, *forms):
            if name.endswith(form):
                return name[: -len(form)] + straight
    return ""


_SONS, _DAUGHTERS = ("ов", "ев", "ь", "м", "к", "т"), ("ов", "ев", "ич")
_PATRONYMICS = (
    *((f"{child}ич", tuple(f"{child}ич{ending}" for ending in ("а", "у", "ем", "е"))) for child in _SONS),
    *((f"{child}на", tuple(f"{child}н{ending}" for ending in ("ы", "у", "е", "ой"))) for child in _DAUGHTERS),
)

# Endings of the nominatives of adjectives and nouns, and of their genitives.
_GENITIVES: tuple[tuple[str, str], ...] = (
    ("кий", "кого"),
    ("ий", "его"),
    ("ый", "ого"),
    ("ой", "ого"),
    ("ая", "ой"),
    ("яя", "ей"),
    ("ое", "ого"),
    ("ее", "его"),
    ("ие", "ия"),
    ("ия", "ии"),
    ("ка", "ки"),
    ("га", "ги"),
    ("ша", "ши"),
    ("а", "ы"),
    ("я", "и"),
    ("о", "а"),
    ("й", "я"),
    ("ь", "я"),
)


def genitive(word: str) -> str:
    """The genitive of an adjective or of a body's noun: «Генеральной прокуратуры»; acronyms have none of their own."""
    lower = word.lower()
    clipped = lower.startswith("мин") and lower[-1] in "аоиы" and not lower.startswith("министерств")
    if clipped or word.isupper() or word.isascii():
        return word
    for ending, oblique in _GENITIVES:
        if word.endswith(ending):
            return word[: -len(ending)] + oblique
    return word if word[-1] in _VOWELS else f"{word}а"


# Endings of adjectives in the oblique cases.
OBLIQUE_ADJECTIVES = ("ого", "его", "ому", "ему", "ой", "ей", "ую", "юю", "ым", "им", "ом", "ем")


def straight_adjective(word: str, straight: str) -> str:
    """An adjective in the nominative: with `straight`, the hard ending of its gender, or its soft counterpart."""
    lower = word.lower()
    for ending in OBLIQUE_ADJECTIVES:
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            soft = ending in ("его", "ему", "ей", "юю", "ем", "им")
            stem = word[: -len(ending)]
            back = stem[-1] in "кгх"
            hushing = stem[-1] in "жшщч"
            if straight == "ая":
                return stem + ("яя" if soft and not (back or hushing) else "ая")
            if straight == "ое":
                return stem + ("ее" if hushing or (soft and not back) else "ое")
            return stem + ("ий" if soft or back or hushing else "ый")
    return word
