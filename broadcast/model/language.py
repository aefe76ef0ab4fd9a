"""What a language pack gives to the newsroom."""

from __future__ import annotations

from typing import Protocol

from broadcast.model.caption import CaptionProfile, GlueRules
from broadcast.model.quoting import QuoteGrammar
from broadcast.model.script import Finding
from broadcast.model.text import TextSpan, Word


class LanguagePack(Protocol):
    """A language: data as TOML beside the pack, code only for the grammar."""

    code: str
    name: str

    @property
    def grammar(self) -> QuoteGrammar:
        """Quotes, speakers, and what stands around a story."""

    @property
    def captions(self) -> CaptionProfile:
        """The language's own caption figures."""

    @property
    def glue(self) -> GlueRules:
        """Words that hold together on screen."""

    def sentences(self, text: str) -> tuple[TextSpan, ...]:
        """Where each sentence lies in a text; white space between them belongs to none."""

    def read(self, text: str) -> tuple[tuple[Word, ...], tuple[Finding, ...]]:
        """The words of one sentence with the way they are said, and what is doubtful about it.

        Every word of `text` is there, in order: joining the words' texts by single spaces gives `text` with its white
        space folded.
        """

    def inflect(self, spoken: str, entry: str, written: str) -> str | None:
        """The spoken form of a lexicon's entry with the ending that `written`, a form of `entry`, has.

        None if `written` is no form of the entry.
        """

    def syllables(self, word: str) -> int:
        """How many syllables a spoken word has; at least one."""
