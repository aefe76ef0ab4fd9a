"""The station's lexicon laid over a reading: its words and phrases, in any inflected form, said as it wants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadcast.model.language import LanguagePack
from broadcast.model.lexicon import Lexicon
from broadcast.model.text import Word

_FIRST = re.compile(r"[\w$€₸₽№%@]")
_TWINS = str.maketrans("aceopxyih", "асеорхуіһ")  # a word with letters of both alphabets is found too
_STOPS = re.compile(r"[.,!?:;…]*\Z")


class Pronunciation:
    """A lexicon ready to be looked up, for one language."""

    def __init__(self, lexicon: Lexicon, pack: LanguagePack) -> None:
        self.pack = pack
        self.entries: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for text in sorted(lexicon.words, key=lambda t: (-len(t.split()), -len(t))):
            parts = tuple(text.split())
            self.entries.setdefault(_key(parts[0]), []).append((parts, lexicon.spoken(text), lexicon.phonemes(text)))

    def applied(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """The words with every entry that is found said as the lexicon has it; a phrase becomes one word."""
        return tuple(self._applied(words))

    def _applied(self, words: tuple[Word, ...]) -> Iterator[Word]:
        place = 0
        while place < len(words):
            found = self._at(words, place)
            if found:
                spoken, count, phonemes = found
                text = " ".join(w.text for w in words[place : place + count])
                yield Word(text=text, spoken=spoken + _stops(words[place + count - 1]), phonemes=phonemes)
                place += count
            else:
                yield words[place]
                place += 1

    def _at(self, words: tuple[Word, ...], place: int) -> tuple[str, int, str] | None:
        """The spoken form of the entry at a place, the words it takes, and its phonemes where it is not inflected."""
        first = _core(words[place].text)
        for parts, spoken, phonemes in self.entries.get(_key(first), ()):
            written = [_core(w.text) for w in words[place : place + len(parts)]]
            if len(written) == len(parts) and all(map(_same, written[:-1], parts[:-1])):
                if _same(written[-1], parts[-1]):
                    return spoken, len(parts), phonemes
                inflected = self._inflected(spoken, parts[-1], written[-1])
                if inflected:
                    return inflected, len(parts), ""
        return None

    def _inflected(self, spoken: str, entry: str, written: str) -> str | None:
        """The spoken form with the ending that the text has; capitals stay capitals up to the ending."""
        stem = written[: len(entry) - 1]
        return self.pack.inflect(spoken, entry, written) if _same(stem, entry[: len(entry) - 1]) else None


def _core(text: str) -> str:
    first, last = _FIRST.search(text), _FIRST.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if first and last else text


def _stops(word: Word) -> str:
    """The marks after a word's reading; the stop of an abbreviation has gone from it already."""
    found = _STOPS.search(word.spoken)
    return found[0] if found and word.spoken else ""


def _folded(word: str) -> str:
    return word.casefold().translate(_TWINS)


def _key(word: str) -> str:
    return _folded(word[:2])


def _same(written: str, entry: str) -> bool:
    if entry.isupper() and len(entry) > 1:
        return written == entry
    return _folded(written) == _folded(entry)
