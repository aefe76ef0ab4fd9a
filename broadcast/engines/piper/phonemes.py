"""A text as phonemes, each of which knows the word that it is of.

Piper phonemises with its own copy of espeak-ng, which runs words together («in the» is ``ɪnðə``) and takes numbers and
compounds apart.  So every word is phonemised by itself as well, and the two are laid over one another by edit distance.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from broadcast.errors import EngineError
from broadcast.model.speech import SpeechRequest
from broadcast.model.text import TextSpan

_LOCK = threading.Lock()  # espeak-ng is one per process and not thread-safe
_UTF8, _PHONEMES = 1, 0x100
_BLANKED = str.maketrans("[]\0", "   ")
_TOKEN = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
BREAKS = frozenset(" ,:;.!?…")
_STRESS = str.maketrans("", "", "ˈˌ")
_STEPS = ((0, 1), (1, 0), (1, 1), *((1, n) for n in range(2, 9)), *((n, 1) for n in range(2, 5)))  # words, groups
_BAND = 12
_FAR = 1e9


class Unit(NamedTuple):
    """A word, or a stretch that the lexicon says in phonemes: its place in the text, and what espeak-ng is given."""

    source: TextSpan
    said: str


class Spoken(NamedTuple):
    """A sentence of Piper's: its phonemes, and for each the number of the unit that it is of, or None."""

    phonemes: list[str]
    units: list[int | None]


class Phonemiser:
    """Piper's espeak-ng; made once, for it keeps its data for the life of the process."""

    def __init__(self) -> None:
        from piper import espeakbridge
        from piper.phonemize_espeak import EspeakPhonemizer

        try:
            self._espeak = EspeakPhonemizer()
        except RuntimeError as error:
            raise EngineError(
                f"Piper's speech library does not start: {error}", remedy="pip install --force-reinstall piper-tts"
            ) from error
        self.takes_phonemes = _phoneme_input(espeakbridge.__file__)

    def sentences(self, voice: str, text: str) -> list[list[str]]:
        """Phonemes (code points of IPA, with punctuation and spaces) by sentence.

        :raises EngineError: the library has no such voice, or fails.
        """
        try:
            with _LOCK:
                found: list[list[str]] = self._espeak.phonemize(voice, text)
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"Piper cannot phonemise in {voice!r}: {error}", text[:60]) from error
        return [sentence for sentence in found if any(p not in BREAKS for p in sentence)]


@cache
def _made() -> Phonemiser:
    return Phonemiser()


def phonemiser() -> Phonemiser:
    """The process's own."""
    with _LOCK:
        return _made()


def _phoneme_input(library: str) -> bool:
    """Let ``[[...]]`` in a text be phonemes in espeak-ng's notation, as its own flag has it; False where that fails.

    The binding does not pass the flag on, but the library keeps that of the last text it was given to speak, here a
    space.  Where the library does not show its C interface, phonemes are not taken.
    """
    try:
        c: Any = ctypes.CDLL(library)
        space = b" \0"
        return not c.espeak_Synth(space, ctypes.c_size_t(len(space)), 0, 1, 0, _UTF8 | _PHONEMES, None, None)
    except (OSError, AttributeError):
        return False


def units_of(request: SpeechRequest, takes_phonemes: bool) -> tuple[Unit, ...]:
    """The words of a request in order.  Brackets of the text itself are blanked: a story cannot speak in phonemes."""
    plain = request.text.translate(_BLANKED)
    units: list[Unit] = []
    at = 0
    for phonemes in request.phonemes if takes_phonemes else ():
        units += _tokens(plain, at, phonemes.source.start)
        units.append(Unit(phonemes.source, f"[[{phonemes.text.translate(_BLANKED)}]]"))
        at = phonemes.source.end
    return (*units, *_tokens(plain, at, len(plain)))


def _tokens(text: str, start: int, end: int) -> Iterator[Unit]:
    for token in _TOKEN.finditer(text, start, end):
        core = _CORE.search(token[0])
        offset = token.start()
        span = TextSpan(offset + core.start(), offset + core.end()) if core else TextSpan(*token.span())
        yield Unit(span, token[0])


def spoken_text(request: SpeechRequest, takes_phonemes: bool) -> str:
    """What espeak-ng is given: the text, with the lexicon's phonemes in it."""
    plain = request.text.translate(_BLANKED)
    pieces, at = [], 0
    for phonemes in request.phonemes if takes_phonemes else ():
        pieces += [plain[at : phonemes.source.start], f"[[{phonemes.text.translate(_BLANKED)}]]"]
        at = phonemes.source.end
    return "".join([*pieces, plain[at:]])


def phonemised(voice: str, request: SpeechRequest) -> tuple[tuple[Unit, ...], list[Spoken] | None, list[list[str]]]:
    """The words of a request, its sentences with the word of each phoneme, and the same without.

    The second is None where words and phonemes cannot be laid over one another.
    """
    library = phonemiser()
    units = units_of(request, library.takes_phonemes)
    sentences = library.sentences(voice, spoken_text(request, library.takes_phonemes))
    alone = [_alone(voice, unit.said) for unit in units]
    heard = [i for i, phonemes in enumerate(alone) if phonemes]
    groups = [(s, start, end) for s, sentence in enumerate(sentences) for start, end in _groups(sentence)]
    texts = ["".join(sentences[s][start:end]).translate(_STRESS) for s, start, end in groups]
    ties = tied([alone[i] for i in heard], texts)
    if ties is None:
        return units, None, sentences
    spoken = [Spoken(sentence, [None] * len(sentence)) for sentence in sentences]
    for (s, start, end), owners in zip(groups, ties, strict=True):
        places = [i for i in range(start, end) if sentences[s][i].translate(_STRESS)]
        for place, owner in zip(places, owners, strict=True):
            spoken[s].units[place] = heard[owner]
        for place in range(end - 1, start - 1, -1):  # a stress mark is of the phoneme that it stands before
            if place not in places and place + 1 < end:
                spoken[s].units[place] = spoken[s].units[place + 1]
    return units, spoken, sentences


@lru_cache(maxsize=4096)
def _alone(voice: str, said: str) -> str:
    sentences = phonemiser().sentences(voice, said)
    return "".join(p for sentence in sentences for p in sentence if p not in BREAKS).translate(_STRESS)


def _groups(sentence: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Ranges of phonemes between spaces and punctuation."""
    start = 0
    for i, phoneme in enumerate([*sentence, " "]):
        if phoneme in BREAKS:
            if any(p.translate(_STRESS) for p in sentence[start:i]):
                yield start, i
            start = i + 1


def tied(words: Sequence[str], groups: Sequence[str]) -> list[list[int]] | None:
    """For each group of phonemes, the word that each of its phonemes is of, in order; None where it is not found out.

    The cheapest way to cut both into pieces of one word and some groups, or of some words and one group.
    """
    shorter = min(len(words), len(groups))
    head = next((i for i in range(shorter) if words[i] != groups[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if words[-1 - i] != groups[-1 - i]), rest)
    middle = _matched(words[head : len(words) - tail], groups[head : len(groups) - tail])
    if middle is None:
        return None
    owners = [[i] * len(groups[i]) for i in range(head)]
    owners += [[head + owner for owner in found] for found in middle]
    first = len(words) - tail
    return [*owners, *([first + i] * len(words[first + i]) for i in range(tail))]


def _matched(words: Sequence[str], groups: Sequence[str]) -> list[list[int]] | None:
    """As `tied`, in a band about the diagonal."""
    if not groups or not words:
        return None if groups else []
    slope = len(groups) / len(words)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(words) + 1):
        for j in range(max(0, int(i * slope) - _BAND), min(len(groups), int(i * slope) + _BAND) + 1):
            for a, b in _STEPS:
                before = best.get((i - a, j - b))
                if before is not None:
                    cost = before[0] + _cost("".join(words[i - a : i]), "".join(groups[j - b : j]), a, b)
                    if cost < best.get((i, j), (_FAR,))[0]:
                        best[i, j] = cost, (a, b)
    i, j = len(words), len(groups)
    owners: list[list[int]] = []
    while (i or j) and (i, j) in best:
        a, b = best[i, j][1]
        owners = [*_owners(i, words[i - a : i], groups[j - b : j]), *owners]
        i, j = i - a, j - b
    return None if i or j else owners


def _cost(words: str, groups: str, a: int, b: int) -> float:
    """Every word and group beyond the first costs a little; what has no counterpart costs all of its phonemes."""
    return _distance(words, groups) + (a + b - 2 if a and b else 1) / 2


def _owners(end: int, words: Sequence[str], groups: Sequence[str]) -> list[list[int]]:
    """The words up to `end` of the phonemes of a piece; phonemes of no word go to the one before them."""
    if len(groups) != 1 or len(words) < 2:
        return [[max(end - 1, 0)] * len(group) for group in groups]
    first = end - len(words)
    return [[first + n for n, length in enumerate(_cut(tuple(words), groups[0])) for _ in range(length)]]


def _cut(words: tuple[str, ...], group: str) -> list[int]:
    """How many phonemes of a group belong to each of the words that it runs together."""
    if len(words) == 1:
        return [len(group)]
    ways = []
    for at in range(len(group) + 1):
        rest = _cut(words[1:], group[at:])
        pieces, place = [group[:at]], at
        for length in rest:
            pieces.append(group[place : place + length])
            place += length
        ways.append((sum(map(_distance, words, pieces)), [at, *rest]))
    return min(ways)[1]


@lru_cache(maxsize=4096)
def _distance(one: str, other: str) -> int:
    """Levenshtein's."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
