"""A label that tells who speaks: «Асан Үсенов, аудан әкімі», «АСАН ҮСЕНОВ – АУДАН ӘКІМІ», «Ann Poe (mayor)»."""

from __future__ import annotations

import re
from collections.abc import Collection

from broadcast.model.quoting import Clause, QuoteGrammar

_LONGEST = 14  # words
_LETTERS = 3  # of an initial with its stop, or of an acronym that stays in capitals
_WORD = re.compile(r"[^\W\d_]+")
_OFFICE = re.compile(r"(?P<kept>[«“\"][^»”\"]*[»”\"])|[^\W\d_]+")
_LOWER = "a-zа-яёәғқңөұүһі"
# A name of two or three words, and behind a dash or in brackets an office.
_APART = re.compile(
    rf"(?P<name>[^\W\d_{_LOWER}][^\W\d_]*\.?(?:[ -][^\W\d_{_LOWER}][^\W\d_]*\.?){{1,2}})"
    r"(?:\s[-–—]\s(?P<office>[^()]+)|\s?\((?P<within>[^()]+)\))"
)
# «АСАН ҮСЕНОВ, АУДАН ӘКІМІ – Жол ашылды.»: nothing but capitals up to the dash.
_LARGE = re.compile(rf"(?P<label>[^{_LOWER}\n]{{6,140}}?)(?P<dash>\s?[-–—:]\s)(?=[^\W\d_{_LOWER}]?[{_LOWER}])")


def with_comma(line: str) -> str:
    """A label whose office stands behind a dash or in brackets, with a comma: «Асан Үсенов, аудан әкімі»."""
    apart = _APART.fullmatch(line.strip()) if "," not in line else None
    return f"{apart['name']}, {apart['office'] or apart['within']}" if apart else line


def large_label(paragraph: str) -> re.Match[str] | None:
    """The label in capitals at the beginning of a paragraph, with the dash that parts it from what is said."""
    found = _LARGE.match(paragraph)
    label = with_comma(found["label"].rstrip()) if found else ""
    return found if is_printed_large(label) and label.partition(",")[2].strip() else None


def label_of(line: str, grammar: QuoteGrammar, known: Collection[str]) -> Clause | None:
    """The speaker whom a line ``Name, role:`` announces, as subtitles of a package do; None for any other line."""
    if len(line.split()) > _LONGEST:
        return None
    line = _in_plain_case(with_comma(line), known)
    clause = grammar.before(f"{line}:", known)
    if clause is None or clause.verb != ":" or clause.speaker is None or clause.speaker.source.start:
        return None
    rest = line[clause.speaker.source.end :].strip()
    return clause if not rest or rest[0] in ",–—-(" else None


def is_printed_large(label: str) -> bool:
    """Whether a label begins with a name in capitals, as a caption does: ``АСАН ҮСЕНОВ, мектеп директоры``."""
    name, comma, _ = label.partition(",")
    return bool(comma) and name.isupper() and " " in name.strip()


def _in_plain_case(label: str, known: Collection[str]) -> str:
    """A label whose name, or whose office too, is printed in capitals, as the story writes such words elsewhere."""
    name, comma, office = _name_and_office(label, known)
    if not comma or not any(len(w) > _LETTERS and w.isupper() for w in name.split()):
        return label
    name = " ".join(w.title() if w.isupper() and len(w) > _LETTERS else w for w in name.split(" "))
    office = re.sub(r"\A\s*[-–—]\s*", " ", office)
    if any(word.islower() for word in _WORD.findall(office)):
        return f"{name},{office}"
    return f"{name},{_OFFICE.sub(lambda m: m[0] if m['kept'] else _as_elsewhere(m[0], known), office)}"


def _name_and_office(label: str, known: Collection[str]) -> tuple[str, str, str]:
    """A label at its comma; all in capitals, it may have none behind a name that the story tells elsewhere."""
    if "," not in label and label.isupper():
        first, _, rest = label.partition(" ")
        last, _, office = rest.partition(" ")
        if office and f"{first.capitalize()} {last.capitalize()}" in known:
            return f"{first} {last}", ",", f" {office}"
    return label.partition(",")


def _as_elsewhere(word: str, known: Collection[str]) -> str:
    """A word in capitals as a story writes it elsewhere, in small letters if it does not."""
    written = (word.lower(), word.capitalize(), word if len(word) <= _LETTERS else word.lower())
    return next((w for w in written if w in known), written[-1])
