"""The words of a segment, ready to be cut: no longer than a line, in order, on the frame grid."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from msgspec.structs import replace

from broadcast.model.caption import TimedSegment, TimedWord
from broadcast.timing import FrameRate


@dataclass(frozen=True, slots=True)
class Run:
    """Words with what the breaking needs of them; frames never run backwards.

    `offsets[j] - offsets[i] - 1` is the width of words `i` to `j` (exclusive) joined by spaces.  `starts` are the
    frames that are on screen when words begin, `ends` the first frames after them.
    """

    segment: TimedSegment
    words: tuple[TimedWord, ...]
    offsets: list[int]
    starts: list[int]
    ends: list[int]


def prepare(segment: TimedSegment, characters: int, frame_rate: FrameRate) -> Run:
    """Fold white space, break words that are wider than a line, and put times on the grid."""
    words = _heard(piece for word in segment.words for piece in _pieces(word, characters))
    rate, base = frame_rate.rate.numerator, frame_rate.rate.denominator
    offsets, starts, ends = [0], [], []
    start = end = 0
    for word in words:
        offsets.append(offsets[-1] + len(word.text) + 1)
        start = max(start, word.start.numerator * rate // (word.start.denominator * base))
        end = max(end, start, -(-word.end.numerator * rate // (word.end.denominator * base)))
        starts.append(start)
        ends.append(end)
    return Run(segment, words, offsets, starts, ends)


def _heard(pieces: Iterable[TimedWord]) -> tuple[TimedWord, ...]:
    """Words; those with nothing to say that begin a sentence (``… You``) come with the first that is heard.

    Nothing to say has no length, and stands where the sentence before ended: a cue would come in the pause.
    """
    words = list(pieces)
    waiting: list[int] = []
    for i, word in enumerate(words):
        if word.start < word.end:
            for k in waiting:
                words[k] = replace(words[k], start=word.start, end=word.start)
            waiting = []
        elif waiting or i == 0 or words[i - 1].ends_sentence:
            waiting.append(i)
    return tuple(words)


def _pieces(word: TimedWord, characters: int) -> Iterator[TimedWord]:
    text = " ".join(word.text.split())
    if not text:
        return
    if len(text) <= characters:
        yield (
            word
            if text == word.text
            else TimedWord(text=text, start=word.start, end=word.end, ends_sentence=word.ends_sentence)
        )
        return
    length, total, done = word.end - word.start, len(text), 0
    while text:
        piece = text[: _cut(text, characters)]
        text = text[len(piece) :].lstrip(" ")
        upto = total - len(text)
        yield TimedWord(
            text=piece.rstrip(" "),
            start=word.start + length * Fraction(done, total),
            end=word.start + length * Fraction(upto, total),
            ends_sentence=word.ends_sentence and not text,
            broken=bool(text),
        )
        done = upto


def _cut(text: str, characters: int) -> int:
    """Where to break a word: after a space or hyphen, failing that anywhere but before a combining mark."""
    if len(text) <= characters:
        return len(text)
    at = max(text.rfind(" ", 1, characters + 1), text.rfind("-", 1, characters) + 1)
    if at > 0:
        return at
    at = characters
    while at > 1 and unicodedata.combining(text[at]):
        at -= 1
    return at
