"""Ranges of text and words with the way they are said."""

from __future__ import annotations

import msgspec


class TextSpan(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A half-open range ``[start, end)`` of characters (code points); in JSON ``[start, end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` that the range covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A word that viewers read and what a voice says for it: ``15%-ға`` and ``он бес пайызға``.

    `text` carries its punctuation.  It may hold a space where several written words are said as one whole
    (``10 000``).  `spoken` is empty where nothing is said (a dash between spaces).  `phonemes` are for engines that
    take them, in espeak-ng's notation, and stand for `spoken` without its punctuation.
    """

    text: str
    spoken: str
    phonemes: str = ""


class Sentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words spoken in one breath: what an engine is given at a time."""

    words: tuple[Word, ...]
    ends_paragraph: bool = False

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def spoken(self) -> str:
        return " ".join(w.spoken for w in self.words if w.spoken)

    @property
    def is_said(self) -> bool:
        """Whether there is anything to say: a letter or a digit."""
        return any(c.isalnum() for w in self.words for c in w.spoken)
