"""Kazakh endings: vowel harmony, the first sound of an ending, and writing it anew on another stem.

A writer hangs an ending on digits or letters (``15%-ға``, ``ЖШС-нің``); said aloud it must fit the last word that is
spoken.  :func:`parses` takes the written ending apart, :func:`attach` builds it again on a stem; where both agree with
the writing, the reading is right.  Rules: the Kazakh orthography of 1983, its sections on endings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

_BACK, _FRONT = frozenset("аоұыяё"), frozenset("әөүіеэ")
_VOWELS = _BACK | _FRONT | frozenset("ию")
# A loan's final б, в, г, д sounds voiceless: клубқа, миллиардтан.
_VOICELESS = frozenset("пткқсшщфхцчбвгғдһ")
_NASAL = frozenset("мнң")
_OPEN = _VOWELS | frozenset("руй")  # у is a consonant here: елудің
_SOFTENED = {"қ": "ғ", "к": "г", "п": "б"}

# Words whose harmony their letters do not show.
_FRONT_WORDS = ("банк", "танк", "парк", "цирк", "рубль", "апрель", "юань", "модуль")
_BACK_WORDS = ("секунд", "минут", " цент")
_CONTRACTED = {"қырық": "қырқ"}

# Morphemes in the order in which they may stand: their shapes in writing, and what may follow.
CASES = ("genitive", "dative", "accusative", "locative", "ablative", "instrumental", "belonging")
_AFTER_NOUN = ("plural", "third", "first_plural", *CASES)
_SHAPES: dict[str, tuple[str, ...]] = {
    "collective": ("ау", "еу", "у"),
    "abstract": ("лық", "лік", "дық", "дік", "тық", "тік", "лығ", "ліг", "дығ", "діг", "тығ", "тіг"),
    "having": ("лы", "лі", "ды", "ді", "ты", "ті"),
    "like": ("дай", "дей", "тай", "тей"),
    "plural": ("лар", "лер", "дар", "дер", "тар", "тер"),
    "third": ("сы", "сі", "ы", "і"),
    "first_plural": ("ымыз", "іміз", "мыз", "міз"),
    "genitive": ("ның", "нің", "дың", "дің", "тың", "тің"),
    "dative": ("ға", "ге", "қа", "ке", "на", "не", "а", "е"),
    "accusative": ("ны", "ні", "ды", "ді", "ты", "ті", "н"),
    "locative": ("нда", "нде", "да", "де", "та", "те"),
    "ablative": ("дан", "ден", "тан", "тен", "нан", "нен"),
    "instrumental": ("мен", "бен", "пен"),
    "belonging": ("нікі", "дікі", "тікі"),
    "relational": ("ғы", "гі"),
}
_NEXT: dict[str, tuple[str, ...]] = {
    "": ("collective", *_AFTER_NOUN, "abstract", "having", "like"),
    "collective": ("third", "first_plural", *CASES),
    "abstract": _AFTER_NOUN,
    "having": (),
    "like": _AFTER_NOUN,
    "plural": ("third", "first_plural", *CASES),
    "third": CASES,
    "first_plural": CASES,
    "locative": ("relational",),
    "relational": _AFTER_NOUN,
}


@lru_cache(maxsize=512)
def parses(ending: str) -> tuple[tuple[str, ...], ...]:
    """Every way to take a written ending apart: ``сінің`` is third + genitive; empty if it is no ending."""
    return tuple(_parses(ending, "")) if 0 < len(ending) <= 16 else ()


def _parses(ending: str, before: str) -> Iterator[tuple[str, ...]]:
    if not ending:
        yield ()
        return
    for name in _NEXT.get(before, ()):
        for shape in _SHAPES[name]:
            if ending.startswith(shape) and _may_stand(name, shape, before):
                for rest in _parses(ending[len(shape) :], name):
                    yield (name, *rest)


def _may_stand(name: str, shape: str, before: str) -> bool:
    if name == "dative" and shape in {"а", "е"}:
        return before == "first_plural"
    return True


def front(stem: str) -> bool:
    """Whether endings on a stem take front vowels: its last decisive vowel tells."""
    word = " " + stem.rpartition(" ")[2].casefold()
    if word.endswith(_FRONT_WORDS):  # банктің, паркке
        return True
    if word.endswith(_BACK_WORDS):
        return False
    for letter in reversed(word):
        if letter in _BACK:
            return False
        if letter in _FRONT:
            return True
    return True


def attach(stem: str, morphemes: tuple[str, ...], *, possessed: bool = False) -> str:
    """A stem with endings; `possessed` says that it ends in the third person's mark (``Республикасы``)."""
    word = stem
    for name in morphemes:
        word = _attach_one(word, name, possessed=possessed)
        possessed = name == "third" or (possessed and name == "locative")
    return word


def _attach_one(word: str, name: str, *, possessed: bool) -> str:
    last = word.rstrip("ьъ")[-1:].casefold()
    if name in {"third", "first_plural", "collective"}:
        return _before_vowel(word, name, last)
    shape = _shape(name, last, possessed=possessed)
    back = {"А": "а", "І": "ы", "Ғ": "ғ", "Қ": "қ"}
    soft = {"А": "е", "І": "і", "Ғ": "г", "Қ": "к"}
    table = soft if front(word) else back
    return word + "".join(table.get(c, c) for c in shape)


def _before_vowel(word: str, name: str, last: str) -> str:
    vowel = "і" if front(word) else "ы"
    if name == "collective":
        stem = word[:-1] if last in _VOWELS else word
        return stem + ("еу" if front(word) else "ау")
    if last in _VOWELS:
        return word + (f"с{vowel}" if name == "third" else f"м{vowel}з")
    head, _, tail = word.rpartition(" ")
    tail = _CONTRACTED.get(tail, tail)
    if tail[-1:] in _SOFTENED and len(tail) > 3 and not tail.endswith("қырқ"):
        tail = tail[:-1] + _SOFTENED[tail[-1]]
    return f"{head} {tail}".lstrip() + (vowel if name == "third" else f"{vowel}м{vowel}з")


def _shape(name: str, last: str, *, possessed: bool) -> str:
    """The ending with capital letters for the vowels and velars that harmony decides."""
    if possessed and name in _POSSESSED:
        return _POSSESSED[name]
    if last in _VOICELESS:
        return _AFTER_VOICELESS[name]
    if name in {"plural", "abstract", "having"}:
        return _SOUNDED[name] if last in _OPEN else "д" + _SOUNDED[name][1:]
    if name in {"genitive", "belonging"} and last not in _VOWELS | _NASAL:
        return "д" + _SOUNDED[name][1:]
    if name == "accusative" and last not in _VOWELS:
        return "дІ"
    if name == "ablative" and last in _NASAL:
        return "нАн"
    if name == "instrumental" and last in "зж":
        return "бен"
    return _SOUNDED[name]


_SOUNDED = {
    "abstract": "лІҚ",
    "having": "лІ",
    "like": "дАй",
    "plural": "лАр",
    "genitive": "нІң",
    "dative": "ҒА",
    "accusative": "нІ",
    "locative": "дА",
    "ablative": "дАн",
    "instrumental": "мен",
    "belonging": "нікі",
    "relational": "ҒІ",
}
_AFTER_VOICELESS = {
    "abstract": "тІҚ",
    "having": "тІ",
    "like": "тАй",
    "plural": "тАр",
    "genitive": "тІң",
    "dative": "ҚА",
    "accusative": "тІ",
    "locative": "тА",
    "ablative": "тАн",
    "instrumental": "пен",
    "belonging": "тікі",
    "relational": "ҒІ",
}
_POSSESSED = {"dative": "нА", "accusative": "н", "locative": "ндА", "ablative": "нАн"}


def disowned(word: str) -> str:
    """Without the third person's mark: ``орны`` is «орын», ``қожалығы`` «қожалық», ``стансасы`` «станса»."""
    if word.endswith(("сы", "сі")) and word[-3:-2] in _VOWELS:
        return word[:-2]
    stem = word[:-1]
    if stem[-2:] in {"рн", "рп", "лқ", "рк"}:
        stem = f"{stem[:-1]}{'і' if front(stem) else 'ы'}{stem[-1]}"
    return stem[:-1] + {"ғ": "қ", "г": "к", "б": "п"}.get(stem[-1], stem[-1])


def fit(stems: tuple[str, ...], ending: str, *, possessed: bool = False) -> tuple[str, bool] | None:
    """Hang a written ending on the first stem that it fits; else, built anew, on the first stem.

    :returns: the word and whether the ending stands as written; None if it is no ending at all.
    """
    ways = parses(ending)
    for stem in stems:
        for way in ways:
            word = attach(stem, way, possessed=possessed)
            longer = way[0] == "collective"  # 4-уі: төртеуі
            if word.endswith(ending) and len(word) - len(ending) <= len(stem) + longer:
                return word, True
    return (attach(stems[0], ways[0], possessed=possessed), False) if ways else None


def inflected(spoken: str, entry: str, written: str) -> str | None:
    """What is said for a form of `entry`: its ending on the spoken form; None if it is no form of it."""
    stem, ending = written[: len(entry)].casefold(), written[len(entry) :].lower().lstrip("-–‑")
    softened = entry[:-1] + _SOFTENED.get(entry[-1:], entry[-1:])
    if stem not in {entry.casefold(), softened.casefold()} or (
        len(entry) < 3 and written[len(entry) : len(entry) + 1] not in "-–‑"
    ):
        return None
    made = fit((spoken,), ending)
    return made[0] if made else None
