"""Letters of two alphabets: look-alikes in one word, and Latin words for a voice that speaks with Cyrillic letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from broadcast.languages.chunks import Chunk
from broadcast.model.documents import from_toml
from broadcast.model.script import Finding

LATIN = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_RUN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_TWINS = ("aceopxyiABCEHIKMOPTXYh", "асеорхуіАВСЕНІКМОРТХУһ")
_TO_CYRILLIC = str.maketrans(*_TWINS)
_TO_LATIN = str.maketrans(_TWINS[1], _TWINS[0])
_CONSONANT = "[bcdfghjklmnpqrstvwxz]"
_PRONOUNCED = re.compile(rf"[aeiouy]?(?:{_CONSONANT}[aeiouy]+){{1,4}}{_CONSONANT}{{0,2}}", re.IGNORECASE)
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z])+")
_PLAIN_CAPS = re.compile(r"[A-Z]{1,5}")
_SOUNDED = frozenset("aeiouy")
_KAZAKH_2021 = frozenset("äğñöūüşı")
_KAZAKH_2018 = frozenset("áǵńóúýı")
_HARD_Q = re.compile(r"q(?!u)")
_WORD_END_E = re.compile(rf"(?<={_CONSONANT})e$")
_SOFT_C = re.compile(r"c(?=[eiy])")


class Latin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The tables of ``latin.toml``."""

    words: dict[str, str]
    letters: dict[str, str]
    domains: dict[str, str]
    sounds: dict[str, str]
    kazakh_2021: dict[str, str]
    kazakh_2018: dict[str, str]


@cache
def latin() -> Latin:
    """The tables, read on first use."""
    path = Path(__file__).with_name("latin.toml")
    return from_toml(path.read_bytes(), Latin, path.name)


def mixed(word: str) -> bool:
    """Whether one stretch of letters holds both alphabets."""
    return any(LATIN.search(run) and _CYRILLIC.search(run) for run in re.findall(r"[^\W\d_]+", word))


def mend(word: str) -> str:
    """The word in one alphabet, if all letters of the other have a twin in it; else as it is."""
    cyrillic, roman = len(_CYRILLIC.findall(word)), len(LATIN.findall(word))
    as_cyrillic, as_latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    whole_cyrillic, whole_latin = not LATIN.search(as_cyrillic), not _CYRILLIC.search(as_latin)
    if whole_cyrillic and (cyrillic >= roman or not whole_latin):
        return as_cyrillic
    return as_latin if whole_latin else word


@lru_cache(maxsize=2048)
def cyrillic(text: str, *, kazakh: bool = False) -> str:
    """Latin words as a Cyrillic voice should say them; what is Cyrillic already stays.

    `kazakh` takes what is no known name for Kazakh in Latin letters.
    """
    known = latin().words.get(text.lower())
    if known:
        return _cased(text, known)
    if _DOTTED.fullmatch(text):
        return "-".join(latin().letters[c] for c in text.lower() if c != ".")
    return _RUN.sub(lambda found: _cyrillic(found[0], kazakh=kazakh), text)


def _cyrillic(word: str, *, kazakh: bool) -> str:
    tables = latin()
    lower = word.lower()
    if lower in tables.words:
        return _cased(word, tables.words[lower])
    if _PLAIN_CAPS.fullmatch(word) and (len(word) < 4 or not _PRONOUNCED.fullmatch(word)):
        return "-".join(tables.letters[c] for c in lower)
    if len(lower) < 5 and lower.isascii() and not set(lower) & _SOUNDED:
        return "-".join(tables.letters.get(c, c) for c in lower)  # kz: no word without a vowel
    if kazakh or kazakh_letters(word) or _HARD_Q.search(lower):
        return _cased(word, _kazakh(word, tables))
    sounded = _SOFT_C.sub("s", _WORD_END_E.sub("", lower) if len(lower) > 3 else lower)
    return _cased(word, _sounds(sounded, tables.sounds))


def kazakh_letters(word: str) -> bool:
    """Whether a word has letters that only the Kazakh Latin alphabets need."""
    return not word.isascii() and bool(set(word.lower()) & (_KAZAKH_2021 | _KAZAKH_2018))


def _kazakh(word: str, tables: Latin) -> str:
    """The alphabet of 2018 marks letters by an acute, that of 2021 by dots, a breve or a cedilla."""
    marked = set(word.lower()) - {"ı"}
    old = bool(marked & _KAZAKH_2018) and not marked & _KAZAKH_2021
    lower = word.replace("İ", "i").replace("I", "i" if old else "ı").lower()
    said = _sounds(lower, tables.kazakh_2018 if old else tables.kazakh_2021, first_e="е")
    said = re.sub(r"(?<=[аәеоөуұүыі])и", "й", said)
    return said.replace("йа", "я").replace("йу", "ю")


def _sounds(lower: str, table: dict[str, str], first_e: str = "э") -> str:
    said, at = [], 0
    while at < len(lower):
        for size in (4, 3, 2, 1):
            sound = table.get(lower[at : at + size])
            if sound is not None and len(lower[at : at + size]) == size:
                said.append(first_e if sound == "е" and at == 0 else sound)
                at += size
                break
        else:
            at += 1
    return "".join(said)


def _cased(written: str, said: str) -> str:
    return said[:1].upper() + said[1:] if written[:1].isupper() else said


_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<user>[\w.+-]+@)?(?P<host>@?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.[A-Za-z]{2,6})"
    r"(?P<path>[/?#]\S*)?(?:-(?P<ending>[^\W\d_a-zA-Z]+))?"
)


def address(text: str) -> re.Match[str] | None:
    """A web or mail address, if the text is one: its end is a known domain or it begins like one."""
    found = _ADDRESS.fullmatch(text) if "." in text else None
    if found and (text.startswith(("http", "www.")) or found["host"].rpartition(".")[2].lower() in latin().domains):
        return found
    return None


def label(part: str) -> str:
    """One part of an address: a domain, a word, or a few letters that make none (``enpf``)."""
    known = latin().domains.get(part.lower())
    short = len(part) <= 4 and part.isalpha() and part.lower() not in latin().words
    if known or not short or _PRONOUNCED.fullmatch(part):
        return known or cyrillic(part)
    return "-".join(latin().letters.get(c, c) for c in part.lower())


def mended(core: str, findings: list[Finding]) -> str:
    """A word with each part in one alphabet; a finding says where letters were changed."""
    if not mixed(core):
        return core
    made = "-".join(mend(part) for part in core.split("-"))
    if made != core:
        message = f"«{core}» mixes Cyrillic and Latin letters; it is read as «{made}»"
        findings.append(Finding(severity="warning", code="mixed-script", message=message))
    return made


_MARKS = r"\s.,!?:;…'’-"
_UNSAID = {
    "cyrillic": re.compile(rf"[^\u0400-\u0481\u048a-\u052f{_MARKS}]"),
    "latin": re.compile(rf"[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f{_MARKS}]"),
}
_LOOSE = re.compile(r"(?<!\S)[.,!?:;…'’-]+|-+(?!\S)")  # marks that no word stands before
_SILENT = frozenset('«»“”„()[]{}<>/\\|*_–—−‑·•²³`´¨"')


def cleaned(chunk: Chunk, said: str, signs: dict[str, str], findings: list[Finding], script: str = "cyrillic") -> str:
    """Nothing that a voice cannot say is left: signs by name, the rest dropped and told in a finding.

    :param script: the letters that the voice has: ``cyrillic`` or ``latin``.
    """
    unsaid = _UNSAID[script]
    for sign in set(said) & signs.keys():
        if sign.isalpha():
            continue
        said = said.replace(sign, f" {signs[sign]} ")
    lost = {c for c in unsaid.findall(said) if c not in _SILENT}
    lost |= {c for c in chunk.lead + chunk.tail if unicodedata.category(c) == "So"}
    if lost:
        message = f"nothing is said for {' '.join(sorted(lost))} in «{chunk.text}»"
        findings.append(Finding(severity="note", code="unread", message=message))
    said = " ".join(_LOOSE.sub("", unsaid.sub(" ", said)).split()).rstrip("-'’ ")
    return said if any(c.isalpha() for c in said) else ""
