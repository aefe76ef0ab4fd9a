"""English: names of people.

Every proper noun has a capital, so that people are told from companies by given names, titles and pronouns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import Any

from msgspec.structs import replace

from broadcast.languages.en.bodies import ARTICLES, NAMES, EnglishBodies
from broadcast.languages.en.sharing import with_own_offices
from broadcast.languages.names import figures, fold, given_names, romanised_names
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_SENTENCE = re.compile(r"[.!?…:]")
_LEAD = 60  # characters before a name in which its sentence may begin
_SOURCE = "according to "
_INTERVIEWED = re.compile(r"\b(?:the |The )?(?P<who>[\w-]+) (?:spoke|talked|caught up) (?:to|with) \Z")
_NICKNAMED = ((' "', '" '), (" “", "” "), (" ‘", "’ "), (" '", "' "))


class EnglishNames(EnglishBodies):
    """Names of people."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self._tokens: tuple[str, list[Token]] | None = None

    @cached_property
    def common(self) -> frozenset[str]:
        return super().common | self.words_of("attributes")

    def tokens(self, text: str) -> list[Token]:
        """The words of a text without what a person is called in marks: «Ann "Red" Poe»."""
        if self._tokens and self._tokens[0] == text:
            return self._tokens[1]
        found: list[Token] = []
        called = -1
        all_words = super().tokens(text)
        for k, token in enumerate(all_words):
            if k == called:
                continue
            if k + 2 < len(all_words) and self._calls_himself(token, all_words[k + 1], all_words[k + 2]):
                called = k + 1
            found.append(token._replace(gap=" ") if k and k - 1 == called else token)
        self._tokens = (text, found)
        return found

    def _calls_himself(self, given: Token, nick: Token, last: Token) -> bool:
        """«Ann "Red" Poe», «C. A. (Red) Poe»: a word that stands between the first names and the last one."""
        bracketed = (nick.gap, last.gap) == (" (", ") ") and nick.capital and last.capital
        if bracketed and (given.initial or self.is_given(given.text)):
            return not (nick.acronym or self.is_place(nick.text) or last.text.lower() in self.common)
        return self.is_given(given.text) and _is_marked(nick, last)

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        while i < j and tokens[i].text in ARTICLES:
            i += 1
        if self._is_whole(tokens, i, j) or any(t.text == "of" or t.text == "for" for t in tokens[i:j]):
            return i, j
        if self._is_body_of_people(tokens, i, j):
            return i, j
        first = self._behind_a_rank(tokens, i, j)
        if first:
            return first, j
        end = self._named_after_a_trade(tokens, i, j)
        last = j if end == j else 0
        whole = i
        i, j = super().trim(tokens, i, j, known)
        i = self._first_of_body(tokens, whole, i, j)
        if last:
            i, j = min(i, last - 1), last
        titled = max((k for k in range(i, j - 1) if self._is_office_word(tokens, k)), default=-1)
        return max(i, titled + 1), j

    def _first_of_body(self, tokens: list[Token], first: int, i: int, j: int) -> int:
        """Where the name of a body begins that seems to at `i`: «World Trade Council», «Immanuel Christian School»."""
        while i > first and j - i > 1 and self.names_body(tokens[j - 1].text):
            qualified = tokens[i - 1].text.lower() in self.words_of("attributes")
            given = self.is_given(tokens[i].text) and not self.is_common(tokens[i - 1], ())
            if not (qualified or given):
                break
            i -= 1
        return i

    def _is_office_word(self, tokens: list[Token], k: int) -> bool:
        """Whether a word before a name is a title, and not a given one behind a title: «lecturer Dean Poe»."""
        behind = bool(k) and tokens[k].joined and self.is_title(tokens[k - 1].text)
        return self.is_title(tokens[k].text) and not (behind and fold(tokens[k].text) in given_names("en"))

    def _is_whole(self, tokens: list[Token], i: int, j: int) -> bool:
        """«Ann Baron Poe»: a trade between a given name and a last one is a middle name."""
        titled = j - i == 3 and self.is_title(tokens[i + 1].text) and not self.is_title(tokens[i + 2].text)
        return titled and self.is_given(tokens[i].text) and not self.is_common(tokens[i], frozenset())

    def _behind_a_rank(self, tokens: list[Token], i: int, j: int) -> int:
        """Where «French Hill» begins in «Rep. French Hill»: two words behind a short title are a name; 0 elsewhere."""
        first = j - 2
        if first <= i or not tokens[first - 1].text.endswith(".") or self.is_title(tokens[j - 1].text):
            return 0
        ranked = tokens[first - 1].text.lower().rstrip(".") in self.words_of("ranks")
        return first if ranked and not self.is_title(tokens[first].text) else 0

    def _may_name(self, token: Token) -> bool:
        """As everywhere; «eBay» too."""
        return super()._may_name(token) or (token.text[0].islower() and token.text[1:2].isupper() and not token.acronym)

    def _begins_name(self, tokens: list[Token], i: int, given: int) -> bool:
        """As everywhere; a trade in small letters before it tells that too: «adviser Orlan Kumar Das»."""
        traded = bool(i) and tokens[i].joined and tokens[i - 1].text.islower() and self.is_title(tokens[i - 1].text)
        return traded or super()._begins_name(tokens, i, given)

    def name_runs(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """As everywhere; what a person owns is no part of the name: «Sam Roe's Northgate home»."""
        past = 0
        for i, j in super().name_runs(tokens):
            i = max(i, past)
            if i >= j:
                continue
            past = self._body_end(tokens, i, j)
            if past > j:
                yield i, past
                continue
            own = next((k for k in range(i + 1, j) if len(self.forms(tokens[k - 1].text)) > 1), j)
            if own < j and self._is_owner(tokens, i, own):
                yield i, own
                i = own
            yield i, j

    def _is_owner(self, tokens: list[Token], i: int, own: int) -> bool:
        """Whether capitals up to a word tell whose that is: «Sam Roe's Northgate», «NNC's Ann Poe», not «Moody's»."""
        if own - i > 1 and self.is_given(tokens[i].text):
            return True
        body = tokens[own - 1].acronym or self.names_body(self.forms(tokens[own - 1].text)[-1])
        human = self.is_given(tokens[own].text) and not self.is_place(tokens[own].text)
        return body or (own + 1 < len(tokens) and human and tokens[own + 1].capital)

    def _named_after_a_trade(self, tokens: list[Token], i: int, j: int) -> int:
        """Where «Mr Carpenter», «Sue Cook» end: a trade behind an honorific or a given name is a last name."""
        if j - i < 2 or not tokens[j - 1].joined:
            return j - 1
        before = tokens[j - 2].text
        if tokens[j - 2].initial and self.is_given(tokens[i].text):
            return j  # «Ann B. Good»
        verb = self.is_honorific(tokens, j - 2) and tokens[j - 1].text.lower() in self._verbs  # «Ms Said»
        if not (self._may_be_last(tokens[j - 1].text) or verb):
            return j - 1
        traded = tokens[j - 1].text.lower() in self.words_of("trade_names")
        if traded and j - i == 2 and not self.is_common(tokens[i], ()):
            return j  # «Trip Miller»
        honoured = before.lower().rstrip(".") in self.words_of("honorifics") | self.words_of("ranks")
        return j if honoured or self.is_given(before) else j - 1

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        bare = self.forms(names[-1])[-1]
        return [*names[:-1], bare], None, bare == names[-1].replace("’", "'")

    def mentions(self, text: str, known: Collection[str]) -> tuple[Mention, ...]:
        """As everywhere; offices that several share are told of each, and bodies go by their letters too."""
        found = [*with_own_offices(text, super().mentions(text, known), self)]
        found = [m for m, after in zip_longest(found, found[1:]) if after is None or not _holds(after, m)]
        found = [self._as_source(text, m) for m in self._without_subordinate(text, found)]
        return tuple(sorted((*found, *self._acronyms(text, [m.source for m in found])), key=lambda m: m.source))

    def _as_source(self, text: str, mention: Mention) -> Mention:
        """Who is the source of what is told: «According to Ann Poe, …», «The station spoke to Ann Poe, who …»."""
        before = text[max(0, mention.source.start - _LEAD) : mention.source.start]
        asked = _INTERVIEWED.search(before)
        media = asked and (self.noun(asked["who"]) in self.words_of("outlets") or asked["who"].isupper())
        source = before.lower().endswith(_SOURCE) or media
        return replace(mention, subject=True, tells=True) if source and mention.name else mention

    def _without_subordinate(self, text: str, found: Sequence[Mention]) -> Iterator[Mention]:
        """Mentions, no subject among those whose clause only leads to the main one: «After Ann Poe won, Joe Roe …»."""
        names = [m for m in found if m.reference == "name"]
        following = dict(pairwise(names))
        for mention in found:
            main = following.get(mention) if mention.subject else None
            if main and main.subject and self._leads_to(text, mention.source, main.source):
                mention = replace(mention, subject=False)
            yield mention

    def _leads_to(self, text: str, name: TextSpan, other: TextSpan) -> bool:
        """Whether a name stands right behind the «After» that begins a sentence, and another one behind its comma."""
        first = text[max(0, name.start - _LEAD) : name.start].rpartition(". ")[2].split()
        between = text[name.end : other.start]
        leads = len(first) == 1 and first[0] in self.words_of("subordinating")
        return leads and not _SENTENCE.search(between) and between.endswith((", ", ", it was "))

    def small(self, first: Token, role: str, known: Collection[str]) -> str:
        """As everywhere; «Police Chief» keeps both capitals."""
        _, _, after = role.partition(" ")
        if first.text.endswith(".") or first.text.lower() in self.words_of("honorifics"):
            return role  # «Lt. Ann Poe», «Ms Poe's deputy»
        titled = after[:1].isupper() and self.is_title(after.split()[0]) and not self.describes(first.text.lower())
        return role if titled else super().small(first, role, known)

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        mention = None if self._only_begins(tokens, i, j, known) else super().person(tokens, i, j, known)
        if mention is None or not _is_name(mention.name.split()):
            return None
        office, _, last = mention.role.rpartition(" ")
        if last.lower().rstrip(".") in self.words_of("honorifics") and not office.lower().endswith("first"):
            mention = replace(mention, role=office)  # «Health Commissioner Dr. Ann Poe»
        begin, stop = self.trim(tokens, i, j, known)
        if self._is_office(tokens, begin, stop, j):
            return None
        honorific = self._honorific(tokens, begin)
        mention = self._with_office(tokens, begin, stop, self._as_human(tokens, begin, stop, mention))
        if not mention.person and not mention.role:
            mention = self._of_kind(tokens, begin, stop, mention)
        if stop < len(tokens) and not mention.subject and tokens[stop].joined and tokens[stop].text in self._verbs:
            mention = replace(mention, name=f"{mention.name}'s", subject=True, person=False)  # «Moody's said»
        if self._is_definite(tokens, begin) and " " not in mention.name and not mention.role:
            mention = replace(mention, reference="noun", name="", role=f"the {mention.name}")
        acts = not self._is_mere_capital(tokens, begin, stop, mention, known) or self._acts_alone(tokens, stop)
        first = begin
        while first and tokens[first].joined and tokens[first].start > mention.source.start:
            first -= 1
        return replace(
            mention,
            style=honorific if honorific.lower() in self.words_of("styles") else "",
            gender=None if self._is_last(mention, honorific, known) else self._told_gender(honorific, mention),
            honoured=self._is_honoured(honorific, mention),
            subject=mention.subject and self._leads(tokens, first, stop) and not _owns(tokens, stop) and acts,
            tells=self._is_told_of(tokens, first, stop),
            owns=not mention.subject and (not first or bool(_SENTENCE.search(tokens[first].gap))),
        )

    def _is_last(self, mention: Mention, honorific: str, known: Collection[str]) -> bool:
        """Whether a given name is a last one in the story, and tells no gender: «Allen» of Amari Allen."""
        name = fold(mention.name)
        told = honorific or mention.role or name in figures() or name not in given_names("en")
        return not told and mention.name in self._second_words(known)

    def _is_told_of(self, tokens: list[Token], first: int, stop: int) -> bool:
        """Whether a verb of speech stands beside a name: «…, said Ann Poe», over an age too: «Ann Poe, 58, told»."""
        if first and tokens[first].joined and tokens[first - 1].text in ("said", "says", "added", "adds"):
            return True
        if _is_aged(tokens, stop):
            return self._tells(tokens[stop + 1].text)
        return stop < len(tokens) and tokens[stop].joined and self._tells(tokens[stop].text)

    def _is_office(self, tokens: list[Token], begin: int, stop: int, end: int) -> bool:
        """Whether a run of capitals ends in an office and names nobody: «The Home Secretary»."""
        if stop == end or self.noun(tokens[stop].text) not in self.words_of("offices"):
            return False
        return not any(self.is_given(t.text) for t in tokens[begin:stop])

    def _is_definite(self, tokens: list[Token], begin: int) -> bool:
        """Whether an article stands right before a name: only things and bodies are called so."""
        return bool(begin) and tokens[begin].joined and tokens[begin - 1].text.lower() == "the"

    def _as_human(self, tokens: list[Token], begin: int, stop: int, mention: Mention) -> Mention:
        """A mention with what the words around it tell of its being human."""
        of_body = bool(begin) and self.is_body(tokens[begin - 1].text)  # «the outfit Red Hawks, who lost»
        who = stop < len(tokens) and tokens[stop].gap == ", " and tokens[stop].text == "who"
        if (not mention.role and self._is_definite(tokens, begin)) or self.names_body(mention.name.split()[-1]):
            return replace(mention, person=False, gender=None)
        aged = _is_aged(tokens, stop)
        with_his = [t.text for t in tokens[stop : stop + 2]] in (["and", "his"], ["and", "her"])  # «Poe and his team»
        human = bool(self._honorific(tokens, begin)) or (who and not of_body) or aged or with_his
        return replace(mention, person=mention.person or human)

    def _with_office(self, tokens: list[Token], begin: int, stop: int, mention: Mention) -> Mention:
        """A mention with the office that a comma parts from it, before or after, and the place that it is of."""
        first = begin - bool(self._honorific(tokens, begin))  # «The minister, Dr Ann Poe»
        start = self._office_before(tokens, first, stop) if first and tokens[first].gap == ", " else begin
        if not mention.role and start < first:
            source = TextSpan(tokens[start].start, mention.source.end)
            role = self.small(tokens[start], self.role_text(tokens, start, first), frozenset())
            mention = replace(mention, source=source, role=role, person=True)
        if not mention.role:
            role = self._apposition(tokens, stop)
            mention = replace(mention, role=role, person=mention.person or bool(role))
        if self._is_place_of(tokens, stop):  # «Presidents Ann Poe of Larland and …»
            mention = replace(mention, role=f"{mention.role} of {tokens[stop + 1].text}".strip())
        return mention

    def _only_begins(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> bool:
        """Whether one capital is that of a sentence's beginning: «Bizarrely, …», «Pictures …» beside «pictures»."""
        first = tokens[i]
        if j - i > 1 or (i and not _SENTENCE.search(first.gap)) or self.is_given(first.text):
            return False
        lower = first.text.lower()
        return lower in known or (lower.endswith("ly") and j < len(tokens) and not tokens[j].joined)

    def is_common(self, token: Token, known: Collection[str]) -> bool:
        lower = token.text.lower()
        if token.text.startswith("St. ") or self.forms(token.text)[-1] in self.last_names(known):
            return False
        _, hyphen, ending = lower.rpartition("-")  # «London-based Northline»
        compound = bool(hyphen) and ending in self.words_of("compounds")
        return compound or super().is_common(token, known) or lower in self._verbs or lower in self.epithets

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        """«Transport minister», «A Treasury spokesman»: a capital that begins a sentence and a role."""
        if j - i > 1 and tokens[i].text in ARTICLES:
            i += 1
        if " ".join(t.text.lower() for t in tokens[i:j]) in self.words_of("countries"):
            return True
        beside = j - i == 1 and len(self.forms(tokens[i].text)) == 1
        while beside and j + 1 < len(tokens) and tokens[j].joined and self.is_body(tokens[j].text):
            j += 1  # «A Northgate party spokesman»
        if beside and j < len(tokens) and tokens[j].joined and self._qualifies_role(tokens[j]):
            return True
        return super().is_thing(tokens, i, j) or self._is_charge(tokens, i, j)

    def _qualifies_role(self, after: Token) -> bool:
        """Whether the word after one capital makes it part of a role: «Treasury spokesman», «Labour MP Ann Poe»."""
        degree = after.text.lower() in self.words_of("degrees") and not self.is_title(after.text)
        return not degree and (after.acronym or (after.text.islower() and self.is_title(after.text)))

    def _is_charge(self, tokens: list[Token], i: int, j: int) -> bool:
        """«Minister of Information and Communications»: a run of capitals that an office is in charge of."""
        if any(self.is_given(t.text) or (t.text.endswith(".") and self.is_title(t.text)) for t in tokens[i:j]):
            return False  # «Chief of Staff Gen. Orlan Das»
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
        return " " not in name and not self.names_body(name)

    def _looks_given(self, word: str) -> bool:
        if word.partition("-")[0].lower() in self.particles:  # «Al-Harra»
            return False
        return super()._looks_given(word) or self.forms(word)[-1].lower() in romanised_names()

    def gender_of(self, names: list[str]) -> Gender | None:
        given = names[:-1] or names  # «Carla Martin» is no man
        names = [n for n in given if n.partition("-")[0].lower() not in self.particles] or [""]
        own = next((fold(n) for n in names if fold(n) in given_names("en")), None)
        if own:
            return given_names("en")[own]  # none, where both women and men bear it: «Kim»
        return super().gender_of(names) or next((g for n in names if (g := romanised_names().get(n.lower()))), None)


def _is_aged(tokens: list[Token], stop: int) -> bool:
    """Whether an age stands behind a name, between commas."""
    aside = stop + 1 < len(tokens) and tokens[stop].gap == ", " == tokens[stop + 1].gap
    return aside and tokens[stop].text.isdigit() and len(tokens[stop].text) < 3


def _is_name(parts: Sequence[str]) -> bool:
    """Whether words are as many as a name has, and the last one is no mere letter."""
    return len(parts[-1]) > 1 and sum(part[0].isupper() for part in parts) <= NAMES


def _holds(mention: Mention, before: Mention) -> bool:
    """Whether a name is part of the next one's role: «Northline artistic director Ann Poe»."""
    return mention.source.start <= before.source.start and before.source.end <= mention.source.end


def _is_marked(token: Token, after: Token) -> bool:
    """Whether one word in marks stands between two with capitals."""
    return token.capital and after.capital and (token.gap, after.gap) in _NICKNAMED


def _owns(tokens: list[Token], at: int) -> bool:
    """Whether the name before a word ends in «s’»: «the Rogers’ home»."""
    return 0 < at < len(tokens) and tokens[at].gap in ("’ ", "' ") and tokens[at - 1].text.endswith("s")
