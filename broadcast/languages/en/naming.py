"""English: names of people, and the roles before and after them.

Every proper noun has a capital, so that people are told from companies by given names, titles and pronouns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import zip_longest

from msgspec.structs import replace

from broadcast.languages.grammar import Grammar
from broadcast.languages.names import fold, places, romanised_names
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_DASHED = re.compile(r"\s?[-–—]+\s?\Z")
_LONGEST = 14  # words of a name or of a role
_SENTENCE = re.compile(r"[.!?…:]")
_NICKNAMED = ((' "', '" '), (" “", "” "), (" ‘", "’ "), (" '", "' "))
_OF_PLACES = ("n", "ese", "ish", "er", "ns", "ers", "ia")

_HONORIFICS: dict[str, Gender] = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "duke", "pope"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "dame", "lady", "queen", "princess", "duchess"), "f"),
}


class EnglishNames(Grammar):
    """Names and roles."""

    code = "en"

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return self.words_of("verbs")

    @cached_property
    def _adverbs(self) -> frozenset[str]:
        return self.words_of("adverbs")

    @cached_property
    def _stops(self) -> frozenset[str]:
        return self.words_of("stops")

    @cached_property
    def common(self) -> frozenset[str]:
        return super().common | self.words_of("attributes")

    # Words.

    def tokens(self, text: str) -> list[Token]:
        """The words of a text without what a person is called in marks: «Ann "Red" Poe»."""
        found: list[Token] = []
        called = -1
        all_words = super().tokens(text)
        for k, token in enumerate(all_words):
            if k == called:
                continue
            if k + 2 < len(all_words) and self.is_given(token.text) and _is_marked(all_words[k + 1], all_words[k + 2]):
                called = k + 1
            found.append(token._replace(gap=" ") if k and k - 1 == called else token)
        return found

    def forms(self, word: str) -> tuple[str, ...]:
        bare = word.replace("’", "'")
        if bare.endswith("'s"):
            return (bare, bare[:-2])
        return (bare, bare[:-1]) if bare.endswith("'") else (bare,)

    def noun(self, word: str) -> str:
        lower = self.forms(word.lower().rstrip("."))[-1]
        if lower in self.titles or lower in self.bodies:
            return lower
        if lower.endswith("s") and lower[:-1] in self.titles:
            return lower[:-1]
        if lower.endswith("-year-old"):
            return "year-old"
        if "-of-" in lower:
            return lower.partition("-of-")[0]
        last = lower.rsplit("-", 1)[-1]
        return last if last in self.titles else lower

    def is_title(self, word: str) -> bool:
        return super().is_title(word) and (word[:1].islower() or self.noun(word) in self.titles)

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        end = self._named_after_a_trade(tokens, i, j)
        last = j if end == j else 0
        i, j = super().trim(tokens, i, j, known)
        if last:
            i, j = min(i, last - 1), last
        titled = max((k for k in range(i, j - 1) if self.is_title(tokens[k].text)), default=-1)
        return max(i, titled + 1), j

    def _begins_name(self, tokens: list[Token], i: int, given: int) -> bool:
        """As everywhere; a trade in small letters before it tells that too: «adviser Orlan Kumar Das»."""
        traded = bool(i) and tokens[i].joined and tokens[i - 1].text.islower() and self.is_title(tokens[i - 1].text)
        return traded or super()._begins_name(tokens, i, given)

    def name_runs(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """As everywhere; what a person owns is no part of the name: «Sam Roe's Northgate home»."""
        for i, j in super().name_runs(tokens):
            own = next((k for k in range(i + 2, j) if len(self.forms(tokens[k - 1].text)) > 1), j)
            if own < j and self.is_given(tokens[i].text):
                yield i, own
                i = own
            yield i, j

    def _named_after_a_trade(self, tokens: list[Token], i: int, j: int) -> int:
        """Where «Mr Carpenter», «Sue Cook» end: a trade behind an honorific or a given name is a last name."""
        if j - i < 2 or not tokens[j - 1].joined:
            return j - 1
        before = tokens[j - 2].text
        if tokens[j - 2].initial and self.is_given(tokens[i].text):
            return j  # «Ann B. Good»
        if not self.is_title(tokens[j - 1].text):
            return j - 1
        honoured = before.lower().rstrip(".") in self.words_of("honorifics") | self.words_of("ranks")
        return j if honoured or self.is_given(before) else j - 1

    def is_body(self, word: str) -> bool:
        return word[:1].islower() and super().is_body(word)

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        bare = self.forms(names[-1])[-1]
        return [*names[:-1], bare], None, bare == names[-1].replace("’", "'")

    def _tells(self, word: str) -> bool:
        return word.lower() in self._verbs or word in self.words_of("telling")

    def mentions(self, text: str, known: Collection[str]) -> tuple[Mention, ...]:
        """As everywhere; «Presidents Ann Poe of Larland and Joe Roe of Marland» share their office."""
        found: list[Mention] = []
        shared = ""
        for mention in super().mentions(text, known):
            if mention.reference == "name":
                first, _, rest = mention.role.partition(" ")
                if first == "of":
                    mention = replace(mention, role=f"{shared} {mention.role}" if shared else "")
                elif first.endswith("s") and self.is_title(first.lower()) and self.noun(first) != first.lower():
                    shared = self.noun(first)
                    mention = replace(mention, role=f"{shared} {rest}".strip())
                else:
                    shared = ""
            found.append(mention)
        return tuple(m for m, after in zip_longest(found, found[1:]) if after is None or not _holds(after, m))

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        mention = None if self._only_begins(tokens, i, j, known) else super().person(tokens, i, j, known)
        if mention is None or len(mention.name.split()[-1]) < 2:
            return None
        begin, stop = self.trim(tokens, i, j, known)
        if (
            mention.role == ""
            and begin
            and tokens[begin].joined
            and tokens[begin - 1].text.lower().rstrip(".") in self.words_of("honorifics")
        ):
            mention = replace(mention, person=True)
        of_body = bool(begin) and self.is_body(tokens[begin - 1].text)  # «the outfit Red Hawks, who lost»
        if stop < len(tokens) and tokens[stop].gap == ", " and tokens[stop].text == "who" and not of_body:
            mention = replace(mention, person=True)
        if any(super(EnglishNames, self).is_body(n) for n in mention.name.split()[-1:]):
            mention = replace(mention, person=False, gender=None)
        if not mention.role and begin and tokens[begin].gap == ", ":
            start = self._office_before(tokens, begin)
            if start < begin:
                source = TextSpan(tokens[start].start, mention.source.end)
                role = self.role_text(tokens, start + 1, begin)
                mention = replace(mention, source=source, role=role, person=True)
        if not mention.role:
            mention = replace(mention, role=self._apposition(tokens, stop))
            mention = replace(mention, person=mention.person or bool(mention.role))
        if self._is_place_of(tokens, stop):  # «Presidents Ann Poe of Larland and …»
            mention = replace(mention, role=f"{mention.role} of {tokens[stop + 1].text}".strip())
        tells = stop < len(tokens) and tokens[stop].joined and self._tells(tokens[stop].text)
        honour = _HONORIFICS.get(tokens[begin - 1].text.lower().rstrip(".")) if begin else None
        return replace(
            mention,
            gender=honour or mention.gender,
            subject=mention.subject and self._leads(tokens, begin, stop) and not _owns(tokens, stop),
            tells=tells,
        )

    def _only_begins(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> bool:
        """Whether one capital is that of a sentence's beginning: «Bizarrely, …», «Pictures …» beside «pictures»."""
        first = tokens[i]
        if j - i > 1 or (i and not _SENTENCE.search(first.gap)) or self.is_given(first.text):
            return False
        lower = first.text.lower()
        return lower in known or (lower.endswith("ly") and j < len(tokens) and not tokens[j].joined)

    def _apposition(self, tokens: list[Token], at: int) -> str:
        """«Jane Roe, head of the clinic, said»: the words between commas after a name."""
        while at < len(tokens) and tokens[at].gap == ", " and self._is_beside(tokens[at].text):
            at += 1  # «Jane Roe, 52, head of the clinic»
        if at >= len(tokens) or tokens[at].gap != ", " or tokens[at].text.lower() in self._stops:
            return ""
        far = min(len(tokens), at + _LONGEST)
        stop = next((i for i in range(at + 1, far) if not _is_linked(tokens[i])), far)
        first = at + 1 if tokens[at].text.lower() in ("the", "a", "an") and stop > at + 1 else at
        while stop > first and tokens[stop - 1].text.lower() in ("of", "for", "and"):
            stop -= 1  # «author of "…"»
        part = tokens[first:stop]
        if len(part) > 9 or not any(self.is_title(t.text) for t in part):
            return ""
        return "" if any(self._is_clause(t) for t in part) else self.role_text(tokens, first, stop)

    def _is_beside(self, word: str) -> bool:
        return word.isdigit() or word.lower().replace(".", "") in self.words_of("degrees")

    def _is_clause(self, token: Token) -> bool:
        """Whether a word tells that the words are no description of somebody named before."""
        linked = token.text in ("who", "whose", "which", "that", "where", "when", "if", "as")
        return linked or self._acts_or_is(token) or self.is_given(token.text)

    def _is_place_of(self, tokens: list[Token], at: int) -> bool:
        return (
            at + 1 < len(tokens)
            and tokens[at].text == "of"
            and tokens[at].joined
            and tokens[at + 1].capital
            and self.is_place(tokens[at + 1].text)
        )

    def _office_before(self, tokens: list[Token], end: int) -> int:
        """Where an office begins that a comma parts from its name: «The Minister of Trade of Larland, Ann Poe»."""
        start = next((k for k in range(end - 1, max(-1, end - 12), -1) if not k or not tokens[k].joined), None)
        if start is None or tokens[start].text.lower() not in ("the", "a", "an"):
            return end
        office = next((k for k in range(start + 1, end) if self.is_title(tokens[k].text)), end)
        if office - start > 4 or office == end or any(self._acts_or_is(t) for t in tokens[office:end]):
            return end
        return start

    def _leads(self, tokens: list[Token], begin: int, stop: int) -> bool:
        """Whether a name may be a subject: a verb follows, or nothing that governs it stands before."""
        if stop < len(tokens) and tokens[stop].text.lower() in self._verbs:
            return True
        at = begin
        while (
            at > max(0, begin - _LONGEST)
            and tokens[at].joined
            and (self.is_title(tokens[at - 1].text) or tokens[at - 1].capital)
        ):
            at -= 1
        if at and tokens[at].joined and tokens[at - 1].text.lower() in ("the", "and"):
            at -= 1
        if not at or not tokens[at].joined:
            return not (at and (_DASHED.match(tokens[at].gap) or self._is_listed(tokens, at, stop)))
        before = tokens[at - 1].text.lower()
        if before in self._verbs and (at == 1 or not tokens[at - 1].joined):
            return True  # «It is late, says Ann Poe.»
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

    def is_common(self, token: Token, known: Collection[str]) -> bool:
        lower = token.text.lower()
        return super().is_common(token, known) or lower in self._verbs or lower in self.epithets

    def is_place(self, word: str) -> bool:
        """«Georgia», «Georgian», but not «Georgiadis»."""
        bare = fold(self.forms(word)[-1])
        return super().is_place(word) and (bare in places() or bare[:-1] in places() or bare.endswith(_OF_PLACES))

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        """«Transport minister», «A Treasury spokesman»: a capital that begins a sentence and a role."""
        if j - i == 2 and tokens[i].text in ("A", "An", "The"):
            i += 1
        role = j - i == 1 and j < len(tokens) and tokens[j].joined and tokens[j].text.islower()
        owner = len(self.forms(tokens[i].text)) > 1
        if role and not owner and self.is_title(tokens[j].text):
            return True
        return super().is_thing(tokens, i, j) or self._is_charge(tokens, i, j)

    def _is_charge(self, tokens: list[Token], i: int, j: int) -> bool:
        """«Minister of Information and Communications»: a run of capitals that an office is in charge of."""
        if any(self.is_given(t.text) for t in tokens[i:j]):
            return False
        at = i
        while at > max(0, i - 8) and tokens[at].joined:
            lower = tokens[at - 1].text.lower()
            if lower in ("of", "for"):
                return at > 1 and tokens[at - 1].joined and self.is_title(tokens[at - 2].text)
            if not tokens[at - 1].capital and lower not in ("and", "the"):
                return False
            at -= 1
        return False

    def _begins_sentence(self, token: Token, known: Collection[str]) -> bool:
        return False  # «Big Machine» beside «big»: in English the list of common words decides

    def may_be_human(self, name: str) -> bool:
        return " " not in name and not super().is_body(name)

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        if end <= first or not tokens[end].joined:
            return end
        if not self.is_title(tokens[end - 1].text):
            return self._long_role(tokens, end, first)
        if tokens[end - 1].text.lower().rstrip(".") in self.words_of("honorifics"):
            return end
        start = end - 1
        while start > first and end - start < 8 and tokens[start].joined and self._qualifies(tokens[start - 1]):
            start -= 1
        return start

    def _long_role(self, tokens: list[Token], end: int, first: int) -> int:
        """«Minister of Digital Development Jane Roe»: the office stands before «of» or «for»."""
        at = end - 1
        if tokens[at].text in ("and", "or"):  # «leader of the party and Roe's rival»
            return end
        while at > first and end - at < 8 and tokens[at].joined and tokens[at].text.lower() not in ("of", "for"):
            if self._acts_or_is(tokens[at]):
                return end
            at -= 1
        if at <= first or tokens[at].text.lower() not in ("of", "for") or not self.is_title(tokens[at - 1].text):
            return end
        start = at - 1
        while (
            start > first and tokens[start].joined and self._qualifies(tokens[start - 1]) and tokens[start - 1].capital
        ):
            start -= 1
        return start

    def _acts_or_is(self, token: Token) -> bool:
        return token.text.lower() in self.words_of("auxiliaries") or self._acts(token.text)

    def _acts(self, word: str) -> bool:
        """Whether a word in small letters is plainly a verb: «heading», «said»."""
        return word.islower() and (word in self._verbs or (word.endswith(("ing", "ed")) and not self.is_title(word)))

    def _qualifies(self, token: Token) -> bool:
        lower = token.text.lower()
        attribute = token.capital and lower in self.words_of("attributes")
        if lower in self._verbs or lower in self._stops or lower in self.pronouns:
            return False
        if lower in self.common and not attribute:
            return False
        return (len(lower) > 3 and not lower.endswith("ed")) or self.is_title(lower)

    def _looks_given(self, word: str) -> bool:
        if word.partition("-")[0].lower() in self.particles:  # «Al-Harra»
            return False
        return super()._looks_given(word) or self.forms(word)[-1].lower() in romanised_names()

    def gender_of(self, names: list[str]) -> Gender | None:
        names = [n for n in names if n.partition("-")[0].lower() not in self.particles] or [""]
        told = super().gender_of(names)
        return told or next((g for n in names if (g := romanised_names().get(n.lower()))), None)

    def head_noun(self, nouns: list[str]) -> str:
        stop = next((i for i, n in enumerate(nouns) if i and n in ("of", "for", "at", "from", "in")), len(nouns))
        return super().head_noun(nouns[:stop][::-1]) or super().head_noun(nouns[::-1])


def _holds(mention: Mention, before: Mention) -> bool:
    """Whether a name is part of the next one's role: «Northline artistic director Ann Poe»."""
    return mention.source.start <= before.source.start and before.source.end <= mention.source.end


def _is_marked(token: Token, after: Token) -> bool:
    """Whether one word in marks stands between two with capitals."""
    return token.capital and after.capital and (token.gap, after.gap) in _NICKNAMED


def _is_linked(token: Token) -> bool:
    return token.joined or token.gap == " & "


def _owns(tokens: list[Token], at: int) -> bool:
    """Whether the name before a word ends in «s’»: «the Rogers’ home»."""
    return 0 < at < len(tokens) and tokens[at].gap in ("’ ", "' ") and tokens[at - 1].text.endswith("s")
