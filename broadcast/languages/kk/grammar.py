"""Kazakh: who is quoted."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from broadcast.languages.grammar import REACH, pronoun
from broadcast.languages.kk.after import KazakhAttributions
from broadcast.languages.kk.nouns import FINITE
from broadcast.languages.names import data
from broadcast.languages.text import Token, words
from broadcast.model.quoting import Clause, Mention
from broadcast.model.text import TextSpan

_PAIR = re.compile(r"\s?[-–—]\s?[«\"“][^«»\"“”]{1,40}[»\"”]")  # «Барыс» – «Торпедо»
_COMMAS = 2  # around the office in a label: «Асан Үсенов, аудан әкімі, …»


class KazakhGrammar(KazakhAttributions):
    """What stands before a quote, and which marks hold a name."""

    def before(self, text: str, known: Collection[str]) -> Clause | None:
        text = text[-REACH:]
        tokens = words(text)
        if not tokens:
            return None
        if text.rstrip().endswith((":", ": -", ": –", ": —", ":-")):
            return self._before_colon(text, tokens, known)
        labelled = self._label_with_comma(text, known)
        if labelled:
            return Clause(source=TextSpan(0, len(text)), verb=",", speaker=labelled)
        speaker = self._subject_before(text, tokens, known)
        return Clause(source=TextSpan(0, len(text)), verb="", speaker=speaker, firm=False) if speaker else None

    def _label_with_comma(self, text: str, known: Collection[str]) -> Mention | None:
        """«Асан Үсенов, аудан әкімі, «…».»: a soundbite's label whose colon is a comma."""
        line = text.strip()
        if not line.endswith(",") or line.count(",") != _COMMAS:
            return None
        first = next(iter(self.mentions(line, known)), None)
        if first is None or first.source.start or " " not in first.name or not first.role:
            return None
        role = line[first.source.end :].strip(" ,")
        return first if role == first.role else None

    def _before_colon(self, text: str, tokens: list[Token], known: Collection[str]) -> Clause:
        verb = next((t.text for t in reversed(tokens) if not t.capital and self.says(t.text)), "")
        return Clause(source=TextSpan(0, len(text)), verb=verb or ":", speaker=self._subject(text, tokens, known))

    def _subject(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """The subject of a sentence: the first name, pronoun or noun of people in the nominative."""
        found = self.mentions(text, known)
        colon = text.rstrip().endswith(":")
        labelled = colon and any(m.reference == "noun" and m.source.end == tokens[-1].end for m in found)
        for mention in found:
            if mention.reference == "noun":
                continue
            word = mention.source.of(text).lower()
            it = word in ("ол", "олар", "өзі") and not labelled  # «Ол аз болғандай, басшылық:»
            if mention.subject and ((mention.reference == "name" and mention.person) or it):
                return mention
            if text[mention.source.end :].lstrip().lower().startswith(self._hearsay):
                return mention
        noun = self._first_noun(found)
        if noun:
            return noun
        named = self._noun_phrase(text, tokens, strict=True) if not colon else None
        names = (m for m in found if m.subject and m.reference == "name" and self._is_name(text, m))
        named = named or next(names, None)
        if named or not colon or self._is_question(tokens[-1].text.lower()):
            return named
        return self._labelled(tokens) or self._noun_phrase(text, tokens, strict=True) or self._any_case(text, tokens)

    def _is_name(self, text: str, mention: Mention) -> bool:
        """Whether a capital is a name: one that begins a sentence may be any word."""
        start = mention.source.start
        begins = not start or text[max(0, start - 3) : start].rstrip()[-1:] in (".", "!", "?", "…")
        if not start and text[mention.source.end :].strip() == ":":
            return True  # a label
        word = mention.name.lower()
        other = word.endswith(self._oblique_start) or self._is_clause(word) or self._describes(word)
        return mention.person or " " in mention.name or not (begins and other)

    @staticmethod
    def _first_noun(found: Sequence[Mention]) -> Mention | None:
        """The first noun in a subject's place, with all nouns joined to it: «тұрғындар мен әкімдік өкілдері»."""
        nouns = [m for m in found if m.reference == "noun"]
        first = nouns[0] if nouns else None
        for mention in nouns[1:]:
            if first and mention.source.start <= first.source.start:
                first = mention
        return first

    def _labelled(self, tokens: list[Token]) -> Mention | None:
        """Whose label stands before a colon where no list has the noun: «Желідегілер:»."""
        last = len(tokens) - 1
        while last > 0 and tokens[last].text.lower() in self._auxiliaries | {"болса", "да", "де", "тағы"}:
            last -= 1
        word = tokens[last].text.lower()
        if not self._is_many(word) or self._is_verb(word):
            return None
        start = self._role_begin(tokens, last)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[last].end),
            reference="noun",
            role=self.role_text(tokens, start, last + 1),
            many=True,
        )

    def _subject_before(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        last = tokens[-1]
        if last.text in ("ол", "олар"):
            return pronoun(TextSpan(last.start, last.end), self.pronouns[last.text])
        if self.is_title(last.text) and self._straight(last.text):
            start = self._reach_back(tokens, len(tokens) - 1)
            return Mention(
                source=TextSpan(tokens[start].start, last.end),
                reference="noun",
                role=self.role_text(tokens, start, len(tokens)),
            )
        owner = self._owner(text, tokens, len(tokens), known)  # «Асан Үсеновтің «…» деп айтқаны»
        return owner if owner and owner.reference == "name" else self._subject(text, tokens, known)

    def is_first_person(self, words: str) -> bool:
        mine, we_do = self.words_of("first_person"), tuple(self.words_of("first_person_verbs"))
        return any(t.text.lower() in mine or t.text.endswith(we_do) for t in self.tokens(words))

    def says(self, word: str) -> bool:
        return word.lower() in self._say or (self._is_verb(word) and bool(FINITE.search(word.lower())))

    def source_phrase(self, text: str, tokens: list[Token]) -> str:
        for i, token in enumerate(tokens):
            if token.text.lower().startswith(self._hearsay):
                start = i
                while start and i - start < 8 and tokens[start].joined and not self._ends_phrase(tokens[start - 1]):
                    start -= 1
                return text[tokens[start].start : token.end]
        return ""

    def _ends_phrase(self, token: Token) -> bool:
        lower = token.text.lower()
        return lower in self._borders and lower not in self.pronouns

    def names_thing(self, before: str, after: str) -> bool:
        if _PAIR.match(after):
            return True
        following = [t.text.lower() for t in words(after[:80])[:5]]
        called = following[:1] == ["деп"] and len(following) > 1 and following[1].startswith(self._calls)
        if called and not following[1].startswith(("атап", "атауға")):
            return True
        if following[:1] == ["деген"] and self._is_question("".join(following[1:2])):
            return True
        if not following or after[:1] == "," or after.lstrip()[:1] in "-–—":
            return False
        if following[0] == "деп" and len(following) > 1:
            if self._is_told_in(following):
                return False
            return self._is_naming(following[1]) and not (
                following[1] == "атап" and following[2:3] and following[2].startswith(("өт", "айт"))
            )
        return following[0] in self.words_of("things") and following[0] != "деген"


@cache
def grammar() -> KazakhGrammar:
    return KazakhGrammar(data("broadcast.languages.kk", "grammar.toml"))
