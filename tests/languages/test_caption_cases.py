"""Where each language may be broken on screen: case files under ``<language>/cases``.

``captions-ties-*.txt`` holds pairs of words and how firmly they stand together, ``left right => strength`` (a word
with a space inside is written with ``_``).  ``captions-breaks-*.txt`` holds sentences as they come out: ``/`` for a
new line, ``|`` for a new cue; they are timed at a steady pace, the marks ``.!?`` end sentences.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from broadcast.languages.captions import glue, profile
from broadcast.model.caption import TimedSegment, TimedWord
from broadcast.newsroom.captioning import caption
from broadcast.newsroom.captioning.joints import Joints
from broadcast.newsroom.checking import check_captions
from broadcast.timing import PAL

HERE = Path(__file__).parent
LETTER, PAUSE = Fraction(3, 40), Fraction(7, 20)


def _lines(pattern: str) -> list[tuple[str, str]]:
    return [
        (path.parts[-3], line)
        for path in sorted(HERE.glob(f"*/cases/{pattern}"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def _word(text: str, start: Fraction = Fraction(0), ends_sentence: bool = False) -> TimedWord:
    length = max(1, sum(c.isalnum() for c in text)) * LETTER
    return TimedWord(text=text, start=start, end=start + length, ends_sentence=ends_sentence)


def _spoken(texts: list[str], language: str) -> TimedSegment:
    words, at = [], Fraction(0)
    for text in texts:
        word = _word(text, at, ends_sentence=text.rstrip('»”"')[-1:] in (".", "!", "?"))
        words.append(word)
        at = word.end + (PAUSE if word.ends_sentence else 0)
    return TimedSegment(segment="case", language=language, words=tuple(words))


@pytest.mark.parametrize(("language", "case"), _lines("captions-ties-*.txt"))
def test_words_hold_together_as_the_case_says(language: str, case: str) -> None:
    pair, _, strength = case.partition(" => ")
    left, right = (_word(part.replace("_", " ")) for part in pair.split())
    assert Joints(glue(language)).between(left, right)[1] == strength


@pytest.mark.parametrize(("language", "case"), _lines("captions-breaks-*.txt"))
def test_sentences_break_where_the_case_says(language: str, case: str) -> None:
    segment = _spoken([t for t in case.split() if t not in ("/", "|")], language)
    captions = caption([segment], PAL, profile, glue, segment.words[-1].end + 1)
    assert " | ".join(" / ".join(c.lines) for c in captions.cues) == case
    assert not check_captions(captions, PAL, profile)


@pytest.mark.parametrize(("language", "ties", "breaks"), [("kk", 60, 12), ("ru", 40, 10), ("en", 40, 10)])
def test_there_are_enough_cases(language: str, ties: int, breaks: int) -> None:
    assert sum(code == language for code, _ in _lines("captions-ties-*.txt")) >= ties
    assert sum(code == language for code, _ in _lines("captions-breaks-*.txt")) >= breaks
