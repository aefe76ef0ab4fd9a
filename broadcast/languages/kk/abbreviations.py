"""Kazakh abbreviations, initials and words in capitals: in full, by letter names, or as a word."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk
from broadcast.languages.kk.suffixes import CASES, attach, disowned, fit, parses
from broadcast.languages.kk.words import words
from broadcast.languages.scripts import LATIN, cyrillic

_SUFFIXED = re.compile(r"(?P<stem>.+?)\s?[-–‑]\s?(?P<ending>[^\W\d_A-Z]+)")
_DOTTED = re.compile(r"[а-яёәғқңөұүһі](?:\.[а-яёәғқңөұүһі])+")
_INITIALS = re.compile(r"(?P<letters>[А-ЯЁӘҒҚҢӨҰҮҺІ](?:\.[А-ЯЁӘҒҚҢӨҰҮҺІ])*)(?:\.(?P<name>[А-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+.*))?")
_VOWEL, _OTHER = "[АӘЕЁИОӨУҰҮЫІЭЮЯ]", "[БВГҒДЖЗЙКҚЛМНҢПРСТФХҺЦЧШЩ]"
_AS_WORD = re.compile(rf"{_VOWEL}?(?:{_OTHER}{_VOWEL}){{1,3}}{_OTHER}?|{_OTHER}{{2}}{_VOWEL}{_OTHER}{{2}}")


def spoken(capitals: str) -> str:
    """Capitals that make a word as a word, others by letter names: «Ваз», «ка-эр»."""
    return capitals.capitalize() if _pronounced(capitals) else spell(capitals)


def named(capitals: str) -> str:
    """Capitals in a name with digits: ``ЖЭО`` in ``ЖЭО-2`` is said in full."""
    tables = words()
    if capitals in tables.models:
        return capitals.capitalize()
    owned = tables.bodies.get(capitals, ("", ""))[1]
    return owned or tables.offices.get(capitals) or spoken(capitals)


def spell(letters: str) -> str:
    """Letter names: ``ТВ`` is «тэ-вэ»."""
    names = words().letters
    return "-".join(names.get(c.lower(), c) for c in letters)


def stemmed(core: str) -> tuple[str, str]:
    """A word and the ending after its hyphen, or the word and nothing."""
    found = _SUFFIXED.fullmatch(core)
    return (found["stem"], found["ending"]) if found else (core, "")


def abbreviation(chunks: list[Chunk], at: int) -> str | None:
    """What stands for an abbreviation or a word in capitals; None if the chunk is neither."""
    chunk = chunks[at]
    stem, ending = stemmed(chunk.core)
    cut = _cut_short(stem, ending)
    if cut:
        return cut
    known = _known(stem, stopped=chunk.tail.startswith("."))
    if known:
        return _ended((known,), ending)
    tables = words()
    if stem in tables.offices:
        return _full(tables.offices[stem], tables.offices[stem], ending, possessed=tables.offices[stem][-1] in "ыі")
    if stem in tables.bodies:
        plain, owned = tables.bodies[stem]
        named = plain == owned or (at > 0 and chunks[at - 1].tail[:1] in {"»", '"', "”", "“"})
        return _full(owned if named else plain, owned, ending, possessed=named)
    if len(stem) > 1 and stem.isupper() and stem.isalpha() and not LATIN.search(stem):
        if len(stem) > 5 or _shouted(chunks, at):
            return _ended((stem.capitalize(),), ending)
        return _ended((spoken(stem),), ending)
    if _DOTTED.fullmatch(stem) or re.fullmatch(_OTHER, stem):
        return _ended((spell(stem.replace(".", "")),), ending)
    return None


def _known(stem: str, *, stopped: bool) -> str:
    """An abbreviation that is written with a full stop, or one that is no word without it."""
    known = words().abbreviations.get(stem) or words().abbreviations.get(stem.lower(), "")
    sure = stopped or "." in stem or not stem.isalpha() or not re.search(r"[аәеиоөуұүыіэюя]", stem.lower())
    return known if known and sure else ""


def _cut_short(stem: str, ending: str) -> str:
    """``к-сі``, ``д-лында``: the first letter of a word and its last ones, in the case that they show."""
    full = words().cut_short.get(stem.lower()) if ending else None
    if not full:
        return ""
    forms = (full, *(attach(full, (case,), possessed=True) for case in CASES))
    return next((form for form in forms if form.endswith(ending)), "")


def _ended(stems: tuple[str, ...], ending: str) -> str:
    if not ending:
        return stems[0]
    made = fit(stems, ending)
    return made[0] if made else f"{stems[0]} {ending}"


def _full(plain: str, owned: str, ending: str, *, possessed: bool) -> str:
    """The written ending chooses between the plain form and the one with the third person's mark."""
    if not ending:
        return plain
    way = next((w for w in parses(ending) if w[0] == "plural"), None)
    if way and plain == owned:  # ЖОО-лар: оқу орындары
        rest = way[2:] if way[1:2] == ("third",) else way[1:]
        return attach(disowned(owned), ("plural", "third", *rest))
    options = [fit((owned,), ending, possessed=True)]
    if not possessed:
        options.insert(0, fit((plain,), ending))
    made = next((o for o in options if o and o[1]), options[0])
    return made[0] if made else f"{plain} {ending}"


def _pronounced(stem: str) -> bool:
    return len(stem) >= 3 and bool(_AS_WORD.fullmatch(stem))


def _shouted(chunks: list[Chunk], at: int) -> bool:
    """Whether the words around are in capitals too, so that capitals mean nothing."""
    if not re.search(_VOWEL, chunks[at].core):
        return False
    around = [c.core for c in chunks[max(0, at - 1) : at + 2] if c is not chunks[at]]
    return any(len(c) > 1 and c.isalpha() and c.isupper() and c not in words().known for c in around)


def initial(core: str) -> bool:
    """Whether a word can be initials: a capital, or several with stops between."""
    return bool(_INITIALS.fullmatch(core))


def initials(chunk: Chunk, following: Chunk | None) -> str | None:
    """``А. Б. Серіков``: letter names, without the stops."""
    found = _INITIALS.fullmatch(chunk.core)
    if not found:
        return None
    if found["name"]:
        return " ".join(spell(c) for c in found["letters"].split(".")) + f" {found['name']}"
    alone = following is None or not following.core[:1].isupper()
    if not chunk.tail.startswith(".") or alone:
        return None
    return " ".join(spell(c) for c in found["letters"].split("."))


def foreign(core: str, *, kazakh: bool) -> str:
    """Latin words in Cyrillic; a Kazakh ending after a hyphen closes up: ``YouTube-те`` is «Ютубте».

    `kazakh` says that the sentence is written in Kazakh with Latin letters.
    """
    stem, ending = stemmed(core)
    if ending and LATIN.search(stem) and fit(("а",), ending):
        return cyrillic(stem, kazakh=kazakh) + ending
    return cyrillic(core, kazakh=kazakh)
