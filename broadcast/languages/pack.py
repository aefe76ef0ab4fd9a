"""A language pack whose parts are modules of its own folder, loaded when they are used."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, cast

from broadcast.languages.captions import glue, profile
from broadcast.newsroom.sentences import split_sentences

if TYPE_CHECKING:
    from types import ModuleType

    from broadcast.model.caption import CaptionProfile, GlueRules
    from broadcast.model.quoting import QuoteGrammar
    from broadcast.model.script import Finding
    from broadcast.model.text import TextSpan, Word


class FolderPack:
    """The pack in ``broadcast/languages/<code>``: ``grammar.py``, ``reading.py`` and the TOML files beside them."""

    def __init__(self, code: str, name: str) -> None:
        self.code = code
        self.name = name

    @cached_property
    def _reading(self) -> ModuleType:
        return import_module(f"broadcast.languages.{self.code}.reading")

    @cached_property
    def grammar(self) -> QuoteGrammar:
        return cast("QuoteGrammar", import_module(f"broadcast.languages.{self.code}.grammar").grammar())

    @cached_property
    def captions(self) -> CaptionProfile:
        return profile(self.code)

    @cached_property
    def glue(self) -> GlueRules:
        return glue(self.code)

    def sentences(self, text: str) -> tuple[TextSpan, ...]:
        return split_sentences(text, self.grammar.abbreviations)

    def read(self, text: str) -> tuple[tuple[Word, ...], tuple[Finding, ...]]:
        return cast("tuple[tuple[Word, ...], tuple[Finding, ...]]", self._reading.read(text))

    def inflect(self, spoken: str, entry: str, written: str) -> str | None:
        return cast("str | None", self._reading.inflect(spoken, entry, written))

    def syllables(self, word: str) -> int:
        return cast("int", self._reading.syllables(word))
