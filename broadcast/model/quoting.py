"""What segmenting and attributing ask of a language."""

from __future__ import annotations

from typing import Protocol


class QuoteGrammar(Protocol):
    """Quote marks, verbs of speech, names and titles of a language, and the phrases that stand around a story."""
