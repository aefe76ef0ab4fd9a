"""The title page of a Fountain file: the story's metadata, and who is who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from broadcast.model.script import Gender, Speaker
from broadcast.newsroom.casting import NARRATION
from broadcast.newsroom.identifying import speaker_id
from broadcast.newsroom.language import LANGUAGES
from broadcast.readers.fountain.scanning import Place, plain

_KEY = re.compile(r"([A-Za-z][A-Za-z ]{0,40}):[ \t]*")
_OURS = ("title", "author", "source", "language", "slug", "embargo", "speakers")
_OTHER_NAMES = {"authors": "author", "speaker": "speakers"}
_SILENT = frozenset({"credit", "digest"})  # made anew whenever a script is written
# Keys that Fountain knows besides; a newsroom has no use for them, so they are listed among what is not read.
_FOUNTAIN = frozenset({"draft date", "date", "contact", "copyright", "notes", "revision", "format"})
_SPEAKER = re.compile(r"(?P<id>[A-Za-z0-9_-]+)\s*\((?P<about>[^()]*)\)\s*(?P<name>\S.*)")
_UNNUMBERED = re.compile(r"(?P<name>[^()]+?)\s*\((?P<about>[^()]*)\)")
_FORM = "write it as: serikova (f) Айгүл Серікова; f, m or ? for the gender, and a language where it differs: (f, ru)"
_GENDERS: dict[str, Gender | None] = {"f": "f", "m": "m", "?": None}


class Value(NamedTuple):
    """A value as it is read, and where it stands."""

    place: Place
    text: str


class TitlePage(NamedTuple):
    """What the title page says; `end` is where the script begins in the text."""

    values: dict[str, list[Value]]
    speakers: tuple[Speaker, ...]
    others: tuple[Value, ...]
    end: int

    def one(self, key: str) -> str:
        return " ".join(v.text for v in self.values.get(key, ()))


def read_title_page(text: str, where: str) -> TitlePage:
    """The title page at the beginning of a text; empty where the first line is no ``Key: value``.

    :raises DocumentError: an unknown key, a line without one, a speaker or a language that is none.
    """
    if not _KEY.match(text):
        return TitlePage({}, (), (), 0)
    values: dict[str, list[Value]] = {}
    others: list[Value] = []
    end, key, title = 0, "", ""
    for number, line in enumerate(text.split("\n"), 1):
        end = min(end + len(line) + 1, len(text))
        if not line.strip():
            break
        place = Place(where, number)
        if line[0].isspace():
            rest = line.lstrip()
        else:
            title, key, rest = _key(line, place)
        value = Value(place._replace(column=len(line) - len(rest) + 1), plain(rest.rstrip()))
        if value.text and key in _FOUNTAIN:
            others.append(value._replace(text=f"{title}: {value.text}"))
        elif value.text:
            values.setdefault(key, []).append(value)
    _check_language(values.get("language", []))
    return TitlePage(values, tuple(_speakers(values.get("speakers", []))), tuple(others), end)


def _key(line: str, place: Place) -> tuple[str, str, str]:
    """The key as written, the key, and the rest of the line."""
    found = _KEY.match(line)
    if not found:
        place.refuse(
            "this line of the title page has no key",
            "write Key: value, indent a value that goes on, or leave a line empty before the script",
        )
    key = found[1].casefold().strip()
    key = _OTHER_NAMES.get(key, key)
    if key not in _OURS and key not in _SILENT and key not in _FOUNTAIN:
        known = ", ".join(k.capitalize() for k in _OURS)
        place.refuse(
            f"the title page has no key {found[1]!r}", f"known: {known}; a script without a title page begins empty"
        )
    return found[1], key, line[found.end() :]


def _check_language(values: list[Value]) -> None:
    for value in values:
        if value.text not in LANGUAGES:
            value.place.refuse(f"there is no language {value.text!r}", f"known: {', '.join(LANGUAGES)}")


def _speakers(values: list[Value]) -> Iterator[Speaker]:
    taken: set[str] = set()
    for value in values:
        speaker = _speaker(value, taken)
        if speaker.id in taken:
            value.place.refuse(f"two speakers have the id {speaker.id!r}", "give one of them another id")
        taken.add(speaker.id)
        yield speaker


def _speaker(value: Value, taken: set[str]) -> Speaker:
    """``serikova (f, ru) Айгүл Серікова``, or ``Айгүл Серікова (f)``."""
    found = _SPEAKER.fullmatch(value.text) or _UNNUMBERED.fullmatch(value.text)
    if not found:
        value.place.refuse(f"this is no speaker: {value.text!r}", _FORM)
    gender, *languages = (part.strip() for part in found["about"].split(","))
    language = " ".join(languages)
    if gender not in _GENDERS or (language and language not in LANGUAGES):
        value.place.refuse(f"({found['about']}) is no gender and language", _FORM)
    name = found["name"]
    key = found.groupdict().get("id") or speaker_id(name, taken)
    if key.casefold() == NARRATION:
        value.place.refuse(f"{key!r} is the id of the narrator's own track", "give this speaker another id")
    return Speaker(id=key, name=name, gender=_GENDERS[gender], language=language)
