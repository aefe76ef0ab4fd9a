"""English: the names of bodies, by letters or in words, and where a name is a subject."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from msgspec.structs import replace

from broadcast.languages.en.offices import EnglishOffices
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.text import TextSpan

NAMES = 7  # words of a name
ARTICLES = ("The", "A", "An")
_LONGEST = 14  # words of an office
_SENTENCE = re.compile(r"[.!?…:]")
_DASHED = re.compile(r"\s?[-–—]+\s?\Z")


class EnglishBodies(EnglishOffices):
    """Bodies, last names that are words, and the places of subjects."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self._story: Collection[str] = ()
        self._last_names: frozenset[str] = frozenset()
        self._seconds: frozenset[str] = frozenset()

    def _may_be_last(self, word: str) -> bool:
        """Whether a common word is a last name too: ``Baker``, ``West``."""
        return self.is_title(word) or word.lower() in self.words_of("lastnames")

    def last_names(self, known: Collection[str]) -> frozenset[str]:
        """Common words that the story shows to be last names, by a given name before them."""
        self._learn(known)
        return self._last_names

    def _second_words(self, known: Collection[str]) -> frozenset[str]:
        """Capitals that the story tells right behind another one."""
        self._learn(known)
        return self._seconds

    def _learn(self, known: Collection[str]) -> None:
        """Read the neighbours with capitals of a story, once."""
        if known is self._story:
            return
        pairs = [(a, self.forms(b)[-1]) for a, _, b in (w.partition(" ") for w in known) if b]
        found = (b for a, b in pairs if self._may_be_last(b) and self.is_given(a) and not self.is_place(a))
        self._story, self._last_names = known, frozenset(found)
        self._seconds = frozenset(b for _, b in pairs)

    def _acronyms(self, text: str, taken: list[TextSpan]) -> Iterator[Mention]:
        """Bodies that go by their letters: «the bank NRB said»."""
        tokens = self.tokens(text)
        k = 0
        for i, token in enumerate(tokens):
            while k < len(taken) and taken[k].end <= token.start:
                k += 1
            if k < len(taken) and taken[k].start < token.end:
                continue
            body = self._of_kind(tokens, i, i + 1, _body(token)) if self._is_acronym(tokens, i) else None
            if body and (body.tells or body.role):
                yield body

    def _is_acronym(self, tokens: list[Token], i: int) -> bool:
        """Whether capitals are a body's name, and part neither of a longer one nor of somebody's role."""
        token = tokens[i]
        name = self.forms(token.text)[-1]
        if not token.acronym or len(name) < 3 or "-" in name or name.lower() in self.words_of("acronyms"):
            return False
        beside = [tokens[k] for k in (i - 1, i + 1) if 0 <= k < len(tokens) and tokens[max(k, i)].joined]
        alone = not any(t.capital and t.start and t.text not in ARTICLES for t in beside)
        return alone and not (i + 1 < len(tokens) and tokens[i + 1].joined and self.is_title(tokens[i + 1].text))

    def _of_kind(self, tokens: list[Token], begin: int, stop: int, mention: Mention) -> Mention:
        """The mention of a body with what tells its kind, before it or after: «the budget airline Northwing»."""
        start = begin
        if begin and tokens[begin].joined and self.is_body(tokens[begin - 1].text):
            start = begin - 1
            while start and tokens[start].joined and self._qualifies(tokens[start - 1]):
                start -= 1
        after = stop < len(tokens) and tokens[stop].joined and self.is_body(tokens[stop].text)
        role = self.role_text(tokens, start, begin) if start < begin else tokens[stop].text if after else ""
        return replace(
            mention,
            role=role,
            subject=mention.subject and self._leads(tokens, start, stop),
            tells=stop < len(tokens) and tokens[stop].joined and self._tells(tokens[stop].text),
        )

    def _body_end(self, tokens: list[Token], i: int, j: int) -> int:
        """Where a body's name ends that goes on with «of»: «the Ministry of Trade and Industry»."""
        if any(self.is_given(t.text) for t in tokens[i:j]):
            return j
        if not self.names_body(tokens[j - 1].text):
            return self._paired_end(tokens, j)
        end = j
        while end + 1 < len(tokens) and tokens[end].joined and tokens[end].text in ("of", "for", "and", "the"):
            k = end
            while k < len(tokens) and tokens[k].joined and tokens[k].text in ("of", "for", "and", "the"):
                k += 1
            if k == len(tokens) or not (self._goes_on_with_body(tokens[k]) or self._is_seat(tokens, k)):
                break
            if end == j and tokens[end].text not in ("of", "for"):
                break
            end = k + 1
            while end < len(tokens) and self._goes_on_with_body(tokens[end]):
                end += 1
        return end

    def _is_body_of_people(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a body goes by who is in it: «Teachers Union», «Justice Department»."""
        if j - i != 2 or not self.names_body(tokens[j - 1].text):
            return False
        return tokens[i].text == "Justice" or self.means_several(tokens[i].text)

    def _is_seat(self, tokens: list[Token], k: int) -> bool:
        """Whether a body's name goes on with an office: «the Press Office of the President»."""
        if [t.text for t in tokens[k - 2 : k]] != ["of", "the"]:
            return False
        named = k + 1 < len(tokens) and tokens[k + 1].joined and tokens[k + 1].capital
        return tokens[k].capital and self.is_title(tokens[k].text) and not named

    def _paired_end(self, tokens: list[Token], j: int) -> int:
        """Where «the Trade and Industry Committee» ends; `j` itself for any other capitals before «and»."""
        end = j + 1
        if j + 1 >= len(tokens) or tokens[j].text != "and" or not tokens[j].joined:
            return j
        while end < len(tokens) and end < j + NAMES and self._goes_on_with_body(tokens[end]):
            end += 1
        return end if end > j + 2 and self.names_body(tokens[end - 1].text) else j

    def _goes_on_with_body(self, token: Token) -> bool:
        return token.joined and token.capital and not self.is_title(token.text) and not self.is_given(token.text)

    def _is_mere_capital(
        self, tokens: list[Token], begin: int, stop: int, mention: Mention, known: Collection[str]
    ) -> bool:
        """Whether one capital that begins a sentence may name nobody: no first name stands before it elsewhere."""
        alone = stop - begin == 1 and not mention.person and not mention.role
        begins = not begin or bool(_SENTENCE.search(tokens[begin].gap))
        return alone and begins and tokens[begin].text not in self._second_words(known)

    def _acts_alone(self, tokens: list[Token], at: int) -> bool:
        """Whether words behind one capital show that it is a subject: «Northline hides», no «Account holders are»."""
        while at < len(tokens) and tokens[at].joined and tokens[at].text in self.words_of("before_verbs"):
            at += 1
        if at == len(tokens) or tokens[at].capital:
            return False
        if not tokens[at].joined:
            return tokens[at].gap == ", "
        if self._acts_or_is(tokens[at]) or tokens[at].text.endswith("ly"):
            return not tokens[at].text.endswith("ing")
        after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].joined else None
        acts = after is not None and not (after.text in self.words_of("prepositions") or self._acts_or_is(after))
        return tokens[at].text.endswith("s") and acts

    def _leads(self, tokens: list[Token], begin: int, stop: int) -> bool:
        """Whether a name may be a subject: a verb follows, or nothing that governs it stands before."""
        if stop < len(tokens) and tokens[stop].text.lower() in self._verbs:
            return True
        at = begin
        while (
            at > max(0, begin - _LONGEST)
            and tokens[at].joined
            and (self.is_title(tokens[at - 1].text) or tokens[at - 1].capital)
            and tokens[at - 1].text.lower() not in self.words_of("prepositions")
        ):
            at -= 1
        if at and tokens[at].joined and tokens[at - 1].text.lower() in ("the", "and"):
            at -= 1
        if not at or not tokens[at].joined:
            return not (at and (_DASHED.match(tokens[at].gap) or self._is_listed(tokens, at, stop)))
        before = tokens[at - 1].text.lower()
        if before in ("is", "was") and at > 1 and tokens[at - 2].text.lower() == "it":
            return stop < len(tokens) and tokens[stop].text == "who"  # «It was Ann Poe who began.»
        if before in self._verbs and (at == 1 or not tokens[at - 1].joined):
            return before not in self.words_of("addressing")  # «It is late, says Ann Poe.»
        return before in ("but", "that", "as", "when", "while", "because", "if", "and", "then")

    def _is_listed(self, tokens: list[Token], at: int, stop: int) -> bool:
        """Whether a name stands in a list of names: «with Ann Poe, Joe Roe, Sue Moe and Tom Lee»."""
        before = tokens[at - 1]
        if tokens[at].gap != ", " or not before.capital or self.is_place(before.text) or stop >= len(tokens):
            return False
        after = tokens[stop]
        return (after.gap == ", " and after.capital) or (
            after.text == "and" and after.joined and stop + 1 < len(tokens) and tokens[stop + 1].capital
        )

    def _tells(self, word: str) -> bool:
        return word.lower() in self._verbs or word in self.words_of("telling")


def _body(token: Token) -> Mention:
    name = token.text.replace("’", "'").removesuffix("'s").removesuffix("'")
    source = TextSpan(token.start, token.end)
    return Mention(source=source, reference="name", name=name, subject=len(name) == len(token.text), person=False)
