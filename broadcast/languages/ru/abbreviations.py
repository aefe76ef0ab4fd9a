"""Russian abbreviations, initials and words in capitals: in full, by letter names, or as a word."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk
from broadcast.languages.ru.context import neighbour, takes_object
from broadcast.languages.ru.words import words
from broadcast.languages.scripts import LATIN

_CAPITALS = re.compile(r"(?P<stem>[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,})(?P<ending>[а-яё]{0,3})")
_INITIALS = re.compile(r"(?P<letters>[А-ЯЁӘҒҚҢӨҰҮҺІ](?:\.[А-ЯЁӘҒҚҢӨҰҮҺІ])*)(?:\.(?P<name>[А-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+.*))?")
_VOWEL, _OTHER = "[АЕЁИОУЫЭЮЯ]", "[БВГДЖЗЙКЛМНПРСТФХЦЧШЩ]"
_AS_WORD = re.compile(rf"{_VOWEL}?(?:{_OTHER}{_VOWEL}){{1,3}}{_OTHER}?|{_OTHER}{{2}}{_VOWEL}{_OTHER}{{2}}")
_HAS_VOWEL = re.compile(_VOWEL)
_SQUARE = {"кв": "квадратн", "куб": "кубическ"}
_LONE = frozenset({"г", "с"})  # a word or another abbreviation too: only with its stop, before a name
_PARTS = ("гл", "ст", "ч", "п", "пп")  # of a law, from the whole down
_ADJECTIVES = {"ая": "n", "ый": "n", "ий": "n", "ую": "a", "ого": "g", "ому": "d", "ом": "p", "ым": "i", "им": "i"}


def spell(letters: str) -> str:
    """Letter names: ``ТВ`` is «тэ-вэ»."""
    names = words().letters
    return "-".join(names.get(c.lower(), c) for c in letters)


def abbreviation(chunks: list[Chunk], at: int) -> str | None:
    """What stands for an abbreviation or a word in capitals; None if the chunk is neither."""
    chunk = chunks[at]
    if chunk.core in _SQUARE and chunk.tail == "." and at + 1 < len(chunks):
        measured = _square(chunk.core, chunks[at + 1].lower)
        if measured:
            return measured
    village = chunk.core == "д" and at + 1 < len(chunks) and chunks[at + 1].core[:1].isupper()
    declined = words().declined.get("дер" if village else chunk.lower)
    if declined and _abbreviated(chunks, at):
        return declined["ngdaip".index(_case(chunks, at))]
    known = words().abbreviations.get(chunk.core) or words().abbreviations.get(chunk.lower)
    sure = chunk.tail.startswith(".") or set(chunk.core) & set(".-") or not _HAS_VOWEL.search(chunk.core.upper())
    if known and sure:
        return known
    return _acronym(chunks, at)


def _abbreviated(chunks: list[Chunk], at: int) -> bool:
    """Whether letters that may be an abbreviated noun are one."""
    chunk = chunks[at]
    stopped = chunk.tail.startswith(".")
    if chunk.lower in _LONE:
        return stopped and at + 1 < len(chunks) and chunks[at + 1].core[:1].isupper()
    return stopped or "-" in chunk.core or (len(chunk.core) > 1 and not _HAS_VOWEL.search(chunk.core.upper()))


def _case(chunks: list[Chunk], at: int) -> str:
    """The case of an abbreviated noun: «по ст. 188», «на ул. Абая», «Алматинская обл.», «ч. 2 ст. 5»."""
    previous = neighbour(chunks, at, -1)
    if previous in {"в", "во", "на", "о", "об", "при"}:
        return "p"
    if previous == "по":
        return "d"
    if previous in {"и", "или"}:
        before = (p for p in range(at - 2, -1, -1) if chunks[p].lower in words().declined)
        other = next(before, None)
        return "n" if other is None else _case(chunks, other)
    if previous in words().government:
        return words().government[previous]
    if not previous or takes_object(previous):
        return "a" if previous else "n"
    if previous.endswith("ой"):
        return _case(chunks, at - 1) if neighbour(chunks, at - 1, -1) else "g"
    shown = next((case for ending, case in _ADJECTIVES.items() if previous.endswith(ending)), "")
    if shown:
        return shown
    if previous.isdigit() and at > 1 and _smaller(chunks[at].lower, chunks[at - 2].lower):
        return _case(chunks, at - 2)  # ст. 105 ч. 2
    opening = at == 1 and at + 1 < len(chunks) and chunks[2].core[:1].isupper()  # Жители с. Узынагаш
    return "g" if previous.isdigit() or opening or chunks[at - 1].core.islower() else "n"


def _smaller(part: str, whole: str) -> bool:
    return part in _PARTS and whole in _PARTS and _PARTS.index(part) > _PARTS.index(whole)


def _square(stem: str, unit: str) -> str:
    """«кв.» before «метров»: an adjective in the form of the noun."""
    if not unit.startswith(("метр", "километр", "сантиметр")):
        return ""
    ending = unit.partition("метр")[2]
    soft = _SQUARE[stem].endswith("к")
    forms = {"": "ий" if soft else "ый", "ами": "ими" if soft else "ыми", "ам": "им" if soft else "ым"}
    return _SQUARE[stem] + forms.get(ending, "их" if soft else "ых")


def _acronym(chunks: list[Chunk], at: int) -> str | None:
    chunk = chunks[at]
    parts = chunk.core.split("-")
    found = [_CAPITALS.fullmatch(p) for p in parts]
    if not any(found) or LATIN.search(chunk.core):
        return None
    return "-".join(_said(chunks, at, f["stem"], f["ending"]) if f else p for f, p in zip(found, parts, strict=True))


def _said(chunks: list[Chunk], at: int, stem: str, ending: str) -> str:
    """One run of capitals, with the ending of a form: МИДа."""
    known = words().acronyms.get(stem)
    if known:
        return known + ending
    if ending or len(stem) > 5 or (_AS_WORD.fullmatch(stem) and len(stem) > 2) or _shouted(chunks, at):
        return (stem + ending).capitalize()
    return spell(stem)


def _shouted(chunks: list[Chunk], at: int) -> bool:
    """Whether a word around is in capitals too and too long for an abbreviation, so that capitals mean nothing."""
    if not _HAS_VOWEL.search(chunks[at].core):
        return False
    around = [c.core for c in chunks[max(0, at - 1) : at + 2] if c is not chunks[at]]
    return any(len(c) > 4 and c.isalpha() and c.isupper() for c in around)


def initial(core: str) -> bool:
    """Whether a word can be initials: a capital, or several with stops between."""
    return bool(_INITIALS.fullmatch(core))


def initials(chunk: Chunk, following: Chunk | None) -> str | None:
    """``А. Б. Серов``: letter names, without the stops."""
    found = _INITIALS.fullmatch(chunk.core)
    if not found:
        return None
    said = " ".join(spell(c) for c in found["letters"].split("."))
    if found["name"]:
        return f"{said} {found['name']}"
    if not chunk.tail.startswith(".") or following is None or not following.core[:1].isupper():
        return None
    return said
