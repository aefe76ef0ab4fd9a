"""A long sentence in pieces that a service takes, cut where a reader would breathe.

Best at the end of a sentence, then at other punctuation, then between words; between an initial or a number and what
it belongs to («А. Б. Серіков», «1.5 млн», «т. б.») only where nothing else is left; inside a word only where the word
alone is too long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from broadcast.errors import EngineError
from broadcast.model.speech import Mark, Speech
from broadcast.model.text import TextSpan
from broadcast.newsroom.pacing import paced, weight
from broadcast.newsroom.sentences import split_sentences

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_WORD = re.compile(r"\S+")
_CLAUSE = re.compile(r"[,;:.!?…–—][»”“’\"')\]]*\Z|\A[–—-]\Z")
_SHORT = re.compile(r"[\W_]*[^\W\d_]{1,2}\.\Z|(?:[^\W\d_]\.)+\Z")
_NUMBER = re.compile(r"[\W_]*\d[\d.,]*\Z")
_INSIDE, _BOUND, _BETWEEN, _AFTER_CLAUSE, _AFTER_SENTENCE = range(5)
_FASTEST = 20  # syllables a second: three times a fast newsreader


def pieces(text: str, longest: int, size: Callable[[str], int] = len) -> list[TextSpan]:
    """Ranges of a text, each of at most `longest`, in order; all that is not white space lies in one.

    :param size: of a character, as the service counts; the default counts characters.
    :returns: nothing where no piece has a letter or a digit; a piece without any is left out.
    """
    upto = [0, *accumulate(size(c) for c in text)]
    cuts = _cuts(text)
    found, start = [], 0
    while start < len(text):
        while start < len(text) and text[start].isspace():
            start += 1
        end = _end(upto, cuts, start, longest)
        found.append(TextSpan(start, start + len(text[start:end].rstrip())))
        start = end
    return [span for span in found if any(c.isalnum() for c in span.of(text))]


def _cuts(text: str) -> list[int]:
    """How good a cut before each character is, and at the end."""
    ranks = [_INSIDE] * len(text) + [_AFTER_SENTENCE]
    ends = {span.end for span in split_sentences(text, frozenset())}
    for word, after in pairwise(_WORD.finditer(text)):
        rank = _rank(word[0], after[0], word.end() in ends)
        ranks[word.end() : after.start() + 1] = [rank] * (after.start() + 1 - word.end())
    return ranks


def _rank(word: str, after: str, ends_sentence: bool) -> int:
    if _NUMBER.match(word) or (_SHORT.match(word) and not ends_sentence):
        return _BOUND
    if ends_sentence:
        return _AFTER_SENTENCE
    return _AFTER_CLAUSE if _CLAUSE.search(word) and not word.endswith(".") else _BETWEEN


def _end(upto: list[int], cuts: list[int], start: int, longest: int) -> int:
    """Where the piece that begins at `start` ends: at its best cut, and of those at the last."""
    best, best_rank = start + 1, _INSIDE
    for end in range(start + 1, len(cuts)):
        length = upto[end] - upto[start]
        if length > longest:
            return best
        # a cut at punctuation is worth it where the piece is no crumb
        rank = cuts[end] if 3 * length >= longest else min(cuts[end], _BETWEEN)
        if rank >= best_rank:
            best, best_rank = end, rank
    return len(cuts) - 1


def sayable(who: str, text: str, spans: list[TextSpan]) -> list[TextSpan]:
    """The pieces again, of which there is one at least.

    :raises EngineError: there is nothing to say.
    """
    if not spans:
        raise EngineError(f"{who} is given nothing to say: «{text[:60]}»", remedy="write a word or a number there")
    return spans


def shortest(text: str, speed: float = 1.0) -> float:
    """Seconds below which nobody can have said a text, at a factor on normal speed."""
    return float(weight(text)) / (_FASTEST * speed)


def joined(text: str, parts: Iterable[tuple[TextSpan, Samples]], sample_rate: int) -> Speech:
    """Speech made of its pieces, with estimated marks: each piece's words lie inside its sound."""
    import numpy as np

    marks: list[Mark] = []
    sounds, at = [], 0
    for span, samples in parts:
        marks += moved(paced(span.of(text), Fraction(len(samples), sample_rate)), span.start, Fraction(at, sample_rate))
        sounds.append(samples)
        at += len(samples)
    return Speech(samples=np.concatenate(sounds), sample_rate=sample_rate, marks=tuple(marks), timing="estimated")


def moved(marks: Iterable[Mark], characters: int, seconds: Fraction) -> Iterator[Mark]:
    """The marks of a piece as those of the whole."""
    for mark in marks:
        source = TextSpan(mark.source.start + characters, mark.source.end + characters)
        yield Mark(source=source, start=mark.start + seconds, end=mark.end + seconds)
