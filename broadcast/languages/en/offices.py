"""English: words as the tables have them, and the office that stands beside a name, before it or after.

«Minister of Trade Ann Poe», «The Minister of Trade, Ann Poe», «Ann Poe, head of the clinic, said».
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from broadcast.languages.grammar import Grammar
from broadcast.languages.names import figures, fold, given_names, places
from broadcast.languages.roles import REMEMBERED
from broadcast.languages.text import Token, in_brackets
from broadcast.model.quoting import Closeness, Mention
from broadcast.model.script import Gender

_LONGEST, _LONG = 16, 10  # words of a description, and of one that tells enough
_BARE = 4  # words of a phrase that names no body
_ARTICLES = ("the", "a", "an")
_POSSESSIVES = ("his", "her", "their", "its")
_RELATIVE = ("who", "whose", "which", "that", "where", "when")
_OF_PLACES = ("n", "ese", "ish", "er", "ns", "ers", "ia")


class EnglishOffices(Grammar):
    """Words, and offices beside names."""

    code = "en"
    leads_by_dash = False

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self._singular: dict[str, str] = {}

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return self.words_of("verbs")

    @cached_property
    def _adverbs(self) -> frozenset[str]:
        return self.words_of("adverbs")

    @cached_property
    def _stops(self) -> frozenset[str]:
        return self.words_of("stops")

    def forms(self, word: str) -> tuple[str, ...]:
        bare = word if word.isalpha() else word.replace("’", "'").replace("‘", "'")
        if bare.endswith("'s"):
            return (bare, bare[:-2])
        return (bare, bare[:-1]) if bare.endswith("'") else (bare,)

    def noun(self, word: str) -> str:
        if word not in self._singular:
            if len(self._singular) > REMEMBERED:
                self._singular.clear()
            self._singular[word] = self._noun(word)
        return self._singular[word]

    def _noun(self, word: str) -> str:
        lower = self.forms(word.lower().rstrip("."))[-1]
        if lower in self.titles or lower in self.bodies:
            return lower
        if lower.endswith("s") and (lower[:-1] in self.titles or lower[:-1] in self.documents):
            return lower[:-1]
        if lower.endswith("-year-old"):
            return "year-old"
        if lower.endswith(("-elect", "-designate")):
            return lower.rpartition("-")[0]
        if "-of-" in lower or "-in-law" in lower:
            return lower.partition("-")[0]
        last = lower.rsplit("-", 1)[-1]
        return last if last in self.titles else lower

    def means_several(self, word: str) -> bool:
        """Whether a word is the plural of a title."""
        return self.is_title(word.lower()) and self._is_plural(word.rstrip("."), self.noun(word))

    def _is_plural(self, word: str, noun: str) -> bool:
        """Whether a word means several: «analysts», but no «boss» and no «president-elect»."""
        return self.forms(word.lower())[-1].endswith("s") and not noun.endswith("s")

    def is_title(self, word: str) -> bool:
        if word.lower() in self.particles and not word.isupper():  # «DI Poe», but «Ann Di Poe»
            return False
        return super().is_title(word) and (word[:1].islower() or self.noun(word) in self.titles)

    def is_body(self, word: str) -> bool:
        return word[:1].islower() and self.names_body(word)

    def names_body(self, word: str) -> bool:
        """Whether a word is a body's, with a capital too: the last one of «Northline Airlines»."""
        return super().is_body(word)

    def is_place(self, word: str) -> bool:
        """«Georgia», «Georgian», but not «Georgiadis»."""
        bare = fold(self.forms(word)[-1])
        if bare in given_names() and bare not in places():
            return False  # «Frances»
        of_place = bare.endswith(_OF_PLACES) or (bare[:-1] in places() and bare[-1] in "nsi")  # no «Brazile»
        return super().is_place(word) and (bare in places() or of_place)

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        if end <= first or not tokens[end].joined or tokens[end - 1].text.lower() in self.words_of("never_last"):
            return end
        if self.is_honorific(tokens, end - 1):
            start = self.role_start(tokens, end - 1, first) if end - 1 > first else end
            return start if start < end - 1 else end
        charge = end - first > 2 and tokens[end - 1].capital and tokens[end - 2].text in ("of", "for")
        if charge or not self.is_title(tokens[end - 1].text):
            return self._long_role(tokens, end, first)  # «Minister of Justice Ann Poe»
        start = end - 1
        while start > first and end - start < 8 and self._reaches(tokens, start):
            start -= 2 if self._is_seat_of(tokens, start, first) else 1
        if start > first + 2 and [t.text for t in tokens[start - 2 : start]] == ["to", "the"]:
            aide = tokens[start - 3]
            return start - 3 if aide.capital and self.is_title(aide.text) else start  # «Counsel to the President»
        return start

    def is_honorific(self, tokens: list[Token], k: int) -> bool:
        """Whether a word is one of honour, as «Lady» is, but not in «First Lady Ann Poe»."""
        first = k > 0 and tokens[k].joined and tokens[k - 1].text.lower() == "first"
        return tokens[k].text.lower().rstrip(".") in self.words_of("honorifics") and not first

    def _told_gender(self, honorific: str, mention: Mention) -> Gender | None:
        """«Mrs» tells it, and so does «mother»; «chairman» tells less than a given name."""
        if honorific and " " not in mention.name:
            return self.noun_gender(honorific)  # «Dr Martin»
        told = self.noun_gender(honorific) if honorific else self.noun_gender(mention.role) if mention.role else None
        return told if told == "f" or (told and honorific) else mention.gender

    def _is_honoured(self, honorific: str, mention: Mention) -> bool:
        """Whether no namesake of the other gender can be meant: «Mrs Poe», «President Trump»."""
        known = bool(mention.role) and fold(mention.name) in figures()
        return known or (bool(honorific) and self.noun_gender(honorific) is not None)

    def _honorific(self, tokens: list[Token], begin: int) -> str:
        """The word of honour right before a name: ``Mrs``, ``Sir``."""
        honoured = begin > 0 and tokens[begin].joined and self.is_honorific(tokens, begin - 1)
        return tokens[begin - 1].text.rstrip(".") if honoured else ""

    def _reaches(self, tokens: list[Token], start: int) -> bool:
        """Whether the word before belongs to the office too."""
        if start > 1 and tokens[start - 2].text == "to" and tokens[start - 1].text.islower():
            word = tokens[start - 1].text  # «to impress coach Ann Poe», but «according to former coach Ann Poe»
            return tokens[start].joined and (self.is_title(word) or self.describes(word))
        if tokens[start].joined and tokens[start - 1].text in self.words_of("times"):
            pointed = start > 1 and tokens[start - 2].text.lower() in ("this", "that", "last", "next", "one")
            return not (pointed or tokens[start].capital)
        qualifies = self._qualifies(tokens[start - 1]) or self._is_seat_of(tokens, start, 0)
        return (tokens[start].joined or in_brackets(tokens, start)) and qualifies

    def _is_seat_of(self, tokens: list[Token], start: int, first: int) -> bool:
        """Whether a capital before an office goes on with «of»: «Bank of Larland governor Ann Poe»."""
        linked = start >= first + 2 and all(t.joined for t in tokens[start - 1 : start + 1])
        if not linked or tokens[start - 1].text != "of":
            return False
        seat = tokens[start - 2]
        return tokens[start].capital and seat.capital and (self.names_body(seat.text) or self.is_title(seat.text))

    def _long_role(self, tokens: list[Token], end: int, first: int) -> int:
        """«Minister of Digital Development Jane Roe»: the office stands before «of» or «for»."""
        at = end - 1
        if tokens[at].text == "or":  # «leader of the party or Roe's rival»
            return end
        while at > first and end - at < 8 and tokens[at].joined and tokens[at].text.lower() not in ("of", "for"):
            if self._acts_or_is(tokens[at]) or tokens[at].text in (*_RELATIVE, "at", "from", "with"):
                return end
            at -= 1
        while (
            at > first + 2
            and end - at < _LONG
            and (tokens[at].capital or tokens[at].text in ("of", "for"))
            and tokens[at - 1].capital
            and not self.is_title(tokens[at - 1].text)
        ):
            at -= 1  # «Attorney for the District of Larland Ann Poe»
            while at > first and end - at < _LONG and tokens[at].joined and tokens[at].text not in ("of", "for"):
                at -= 1
        if at <= first or tokens[at].text.lower() not in ("of", "for") or not self.is_title(tokens[at - 1].text):
            return end
        start = at - 1
        if start > first and tokens[start].joined and tokens[start - 1].text.lower() in ("a", "an"):
            return end  # «a spokesman for the group Northline»: nobody's name
        while (
            start > first and tokens[start].joined and self._qualifies(tokens[start - 1]) and tokens[start - 1].capital
        ):
            start -= 1
        return start

    def _acts_or_is(self, token: Token) -> bool:
        return token.text.lower() in self.words_of("auxiliaries") or self._acts(token.text)

    def _acts(self, word: str) -> bool:
        """Whether a word in small letters is plainly a verb: «heading», «said»."""
        plain = word in self._verbs or word in self.words_of("pasts")
        noun = word in self.words_of("branches") or self.is_title(word)
        return word.islower() and (plain or (word.endswith(("ing", "ed")) and not noun))

    def _qualifies(self, token: Token) -> bool:
        lower = token.text.lower()
        if token.acronym:
            return True  # «US President», not «us»
        if lower in self._verbs or lower in self._stops or lower in self.pronouns:
            return False
        if token.text in self.words_of("no_office"):
            return False
        if token.text.islower() and token.text.endswith("ly"):
            return self.is_title(token.text)
        if token.text in self.words_of("pasts") or (lower.endswith("ing") and self._acts(token.text)):
            return self.describes(lower)
        if lower in self.common and lower not in self.words_of("attributes"):
            return False
        return token.capital or (len(lower) > 3 and not lower.endswith("ed")) or self.is_title(lower)

    def _apposition(self, tokens: list[Token], at: int) -> str:
        """«Jane Roe, head of the clinic, said», «Jane Roe, who is a nurse»: the words that describe a name."""
        while at < len(tokens) and tokens[at].gap == ", " and self._is_beside(tokens, at):
            at += 1  # «Jane Roe, 52, head of the clinic»
        is_who = [t.text for t in tokens[at : at + 2]] in (["who", "is"], ["who", "was"])
        first = at + 2 if is_who else at
        if first >= len(tokens) or not (is_who or tokens[at].gap == ", ") or tokens[first].text.lower() in self._stops:
            return ""
        if tokens[first].text in ("and", "or") or (is_who and tokens[first].text not in _ARTICLES):
            return ""
        if tokens[first].text in ("is", "was") and first + 1 < len(tokens) and tokens[first + 1].text in _ARTICLES:
            first += 1  # «Jane Roe, 52, is a nurse»
        while first + 1 < len(tokens) and tokens[first + 1].joined and tokens[first].text.lower() in self._leading:
            first += 1  # «Jane Roe, now the head of …», «herself a nurse»
        stop = self._description_end(tokens, first)
        office = next((k for k in range(first, stop) if self.is_title(tokens[k].text)), stop)
        adjectives = tokens[first:office]  # «a retired officer»
        if office == stop or any(self._is_no_adjective(t) for t in adjectives) or _has_another(adjectives):
            return ""
        if any(self._is_clause(t) for t in tokens[office:stop]):
            return ""
        return self.role_text(tokens, first, stop)

    def _is_no_adjective(self, token: Token) -> bool:
        """Whether a word shows that no office is described: «along with other writers», «became a nurse»."""
        lower = token.text
        led = lower == "to" or (lower in self._stops and lower not in ("of", "fellow"))
        acts = lower in self._verbs or lower in self.words_of("pasts") or lower.endswith("ing")
        acts = acts or lower in self.words_of("auxiliaries")
        acts = acts and not self.describes(lower) and lower not in self.words_of("branches")
        return led or acts or lower in self.pronouns or self._links(token)

    @cached_property
    def _leading(self) -> frozenset[str]:
        return self.words_of("leading").union(_ARTICLES, _POSSESSIVES)

    def _description_end(self, tokens: list[Token], first: int) -> int:
        """Where a description ends: at a mark, a clause, another description; a long one where it names a place."""
        stop = min(len(tokens), first + _LONGEST)
        for i in range(first + 1, stop):
            another = tokens[i].text == "and" and i + 1 < len(tokens) and tokens[i + 1].text in _ARTICLES
            goes_on = i + 1 < stop and (self.is_body(tokens[i + 1].text) or self.is_title(tokens[i + 1].text))
            acting = tokens[i].text.endswith("ing") and self._acts(tokens[i].text) and not goes_on
            if not _is_linked(tokens[i]) or tokens[i].text in _RELATIVE or another or acting:
                stop = i
                break
        if stop - first > _LONG:
            stop = next((i for i in range(stop - 1, first, -1) if tokens[i].text in ("in", "at", "for")), first)
        while stop > first and tokens[stop - 1].text.lower() in self.words_of("never_last"):
            stop -= 1  # «author of "…"»
        return stop

    def _is_beside(self, tokens: list[Token], at: int) -> bool:
        word = tokens[at].text
        if at + 1 < len(tokens) and tokens[at + 1].joined:
            return False  # «Ann Poe, MD of Northline»
        return word.isdigit() or word.lower().replace(".", "") in self.words_of("degrees")

    def _is_clause(self, token: Token) -> bool:
        """Whether a word tells that the words are no description of somebody named before."""
        return self._links(token) or self._acts_or_is(token)

    def _links(self, token: Token) -> bool:
        return token.text in (*_RELATIVE, "if", "as") or self.is_given(token.text)

    def _is_place_of(self, tokens: list[Token], at: int) -> bool:
        return (
            at + 1 < len(tokens)
            and tokens[at].text == "of"
            and tokens[at].joined
            and tokens[at + 1].capital
            and self.is_place(tokens[at + 1].text)
        )

    def _office_before(self, tokens: list[Token], end: int, stop: int) -> int:
        """Where an office begins that a comma parts from its name: «The Minister of Trade of Larland, Ann Poe»."""
        first = next((k for k in range(end - 1, max(-1, end - 12), -1) if not k or not tokens[k].joined), end)
        start = self._determined(tokens, first, end)
        office = next((k for k in range(start, end) if self.is_title(tokens[k].text)), end)
        if office - start > 3 or office == end or any(self._acts_or_is(t) for t in tokens[first:end]):
            return self._office_between_commas(tokens, end, stop)
        return first if len(self.forms(tokens[start - 1].text)) > 1 else start

    def _determined(self, tokens: list[Token], first: int, end: int) -> int:
        """Where a phrase goes on behind «the», «Northline and its», «Ann Poe's», which determine it; else `end`."""
        if first == end:
            return end
        shared = (k for k in range(first + 1, end) if tokens[k - 1].text == "and" and tokens[k].text in _POSSESSIVES)
        own = next(shared, 0)
        if own or tokens[first].text.lower() in _ARTICLES + _POSSESSIVES:
            return (own or first) + 1
        owned = [len(self.forms(t.text)) > 1 for t in tokens[first:end]]
        named = next((k for k, t in enumerate(tokens[first:end]) if owned[k] or not t.capital), end)
        return first + named + 1 if named < len(owned) and owned[named] else end

    def _office_between_commas(self, tokens: list[Token], end: int, stop: int) -> int:
        """«They asked the head of the clinic, Ann Poe, to come»: the comma behind the name tells that it is beside."""
        if stop < len(tokens) and not tokens[stop].gap.startswith(","):
            return end
        near = [*tokens[max(0, end - _LONGEST) : end], tokens[end]._replace(gap=" ")]
        start = end - len(near) + 1 + self.role_start(near, len(near) - 1)
        heads = [t.text.lower() for t in tokens[start:end] if self.is_title(t.text)]
        return start if heads and self.noun(heads[0]) == heads[0] else end

    def describes(self, word: str) -> bool:
        return word in self.words_of("describing")

    def closeness(self, phrase: str, role: str) -> Closeness:
        """As everywhere; a party tells nothing against an office that is told without one."""
        parties = self.words_of("parties")
        if not any(w.lower() in parties for w in role.split()):
            *before, last = phrase.split() or [""]
            phrase = " ".join((*(w for w in before if w.lower() not in parties), last))
        found = super().closeness(phrase, role)
        somebodys = phrase.partition(" ")[0].lower() in self.words_of("possessives")  # «his mother» is not himself
        return "none" if somebodys and found in ("epithet", "described") else found

    def is_bare(self, phrase: str) -> bool:
        """As everywhere; «the fast-food brand» names no body either, and «the government» needs no name."""
        first, *rest = phrase.split()
        described = first.lower() == "the" and all(w.islower() and w not in self._stops for w in rest)
        if not rest or not described or self.documents.intersection(rest):
            return super().is_bare(" ".join(("the", *rest)) if first in ("The", "A", "An") else phrase)
        head = self.noun(rest[-1])
        return len(rest) < _BARE and head in self.bodies | self.generic and head not in self.words_of("solitary")

    def is_variation(self, phrase: str) -> bool:
        head = self.head_noun(self._nouns_of(phrase))
        owned = any(len(self.forms(w)) > 1 for w in phrase.split())  # «the train's conductor»
        definite = phrase.lower().startswith("the ") and len(phrase.split()) > 2 and not owned
        past = "former" in phrase.lower().split() or phrase.split()[-1][:1].isupper()  # «the Foreign Secretary»
        held = head in self.words_of("offices") and not past
        human = head in self.epithets or head in self.titles
        return definite and human and not held and head not in self.words_of("newcomers")

    def head_noun(self, nouns: list[str]) -> str:
        stop = next((i for i, n in enumerate(nouns) if i and n in ("of", "for", "at", "from", "in")), len(nouns))
        return super().head_noun(nouns[:stop][::-1]) or super().head_noun(nouns[::-1])


def _has_another(tokens: list[Token]) -> bool:
    """Whether a phrase of its own begins among words: «precisely the type of», but «one of the founders»."""
    return any(t.text in _ARTICLES and tokens[k].text != "of" for k, t in enumerate(tokens[1:]))


def _is_linked(token: Token) -> bool:
    return token.joined or token.gap in (" & ", "/", "' ", "’ ")
