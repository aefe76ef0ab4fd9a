"""What the grammars of all packs share: finding names with their roles in a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from broadcast.languages.names import fold, given_by_form, given_names, is_place
from broadcast.languages.text import Token, words
from broadcast.model.quoting import Closeness, Furniture, Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan
from broadcast.newsroom.sentences import split_sentences


class Grammar:
    """A grammar over the tables of a TOML file; a pack adds the order of words and the endings."""

    code = ""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._tables: dict[str, frozenset[str]] = {}

    def words_of(self, key: str) -> frozenset[str]:
        """A table of the TOML file: words between white space, ``_`` for a space inside one."""
        if key not in self._tables:
            self._tables[key] = frozenset(w.replace("_", " ") for w in self.data["words"][key].split())
        return self._tables[key]

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        return self.words_of("abbreviations")

    @cached_property
    def furniture(self) -> Furniture:
        part = self.data["furniture"]
        return Furniture(
            lines={reason: tuple(phrases) for reason, phrases in part["lines"].items()},
            heads=tuple(part["heads"]),
            credits=tuple(part["credits"]),
            marks={reason: tuple(phrases) for reason, phrases in part["marks"].items()},
        )

    @cached_property
    def titles(self) -> frozenset[str]:
        return self.words_of("titles")

    @cached_property
    def bodies(self) -> frozenset[str]:
        return self.words_of("bodies")

    @cached_property
    def epithets(self) -> frozenset[str]:
        return self.words_of("epithets")

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that begin a sentence with a capital and are no part of a name."""
        return self.words_of("common")

    @cached_property
    def pronouns(self) -> dict[str, str]:
        """Third person pronouns: ``m``, ``f``, ``many`` or an empty string."""
        return {w: sort for sort, part in self.data["pronouns"].items() for w in part.split()}

    @cached_property
    def surnames(self) -> tuple[tuple[str, Gender | None], ...]:
        """Endings of last names and patronymics, and the gender they tell."""
        part = self.data["surnames"]
        rows = [(e, g) for g in ("m", "f", "both") for e in part[g].split()]
        return tuple((e, None if g == "both" else g) for e, g in sorted(rows, key=lambda r: -len(r[0])))  # type: ignore[misc]

    def first_sentence(self, text: str) -> tuple[str, int, list[Token]]:
        """The marks before the words that follow a quote, where their sentence ends, and its words; none, no words."""
        text = text[:REACH].split("\n")[0]
        lead = _LEAD.match(text)
        begin = lead.end() if lead else 0
        sentences = split_sentences(text[begin:], self.abbreviations)
        if not sentences:
            return "", 0, []
        end = begin + sentences[0].end
        tokens = [t._replace(start=t.start + begin, end=t.end + begin) for t in words(text[begin:end])]
        return text[:begin], end, tokens

    # What a pack answers.

    def forms(self, word: str) -> tuple[str, ...]:
        """The word and the nominatives that it may be a form of."""
        return (word,)

    def noun(self, word: str) -> str:
        """The dictionary form of a noun, as far as a comparison with a word list needs it."""
        return word.lower()

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        """Where the role begins that stands right before ``tokens[end]``; `end` itself if there is none."""
        return end

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        """A name in the nominative, the gender that its form tells, and whether it stood in the nominative."""
        return names, None, True

    def head(self, role: str) -> str:
        """A role in the nominative."""
        return role

    # What they share.

    def is_title(self, word: str) -> bool:
        noun = self.noun(word)
        return noun in self.titles or (len(noun) > 5 and noun not in self.bodies and noun.endswith(self._title_endings))

    @cached_property
    def _title_endings(self) -> tuple[str, ...]:
        """Endings of nouns of trades: сатушы, биолог, geologist."""
        return tuple(self.words_of("title_endings"))

    def is_body(self, word: str) -> bool:
        return self.noun(word) in self.bodies

    def surname_gender(self, word: str) -> tuple[bool, Gender | None]:
        """Whether a word ends as last names or patronymics do, and the gender told."""
        lower = word.lower()
        for ending, gender in self.surnames:
            if lower.endswith(ending) and len(lower) >= len(ending) + 2:
                return True, gender
        return False, None

    def gender_of(self, names: list[str]) -> Gender | None:
        """Gender by the ending of the last name or patronymic, then by the given name."""
        for name in reversed(names):
            gender = self.surname_gender(name)[1]
            if gender:
                return gender
        for name in names:
            key = fold(name)
            given = given_names().get(key) or given_names().get(key.split("-")[0]) or given_by_form(key)
            if given:
                return given
        return None

    def is_given(self, word: str) -> bool:
        names = given_names()
        for form in self.forms(word):
            key = fold(form)
            if key in names or key.split("-")[0] in names or given_by_form(key):
                return True
        return False

    def name_runs(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """Ranges of neighbouring words that may be one name: capitals joined by spaces or initials."""
        i = 0
        while i < len(tokens):
            if not self._may_name(tokens[i]):
                i += 1
                continue
            j = i + 1
            while j < len(tokens) and tokens[j].joined and self._goes_on(tokens, j):
                j += 1
            yield i, j
            i = j

    def _may_name(self, token: Token) -> bool:
        return token.capital and not token.acronym and not any(c.isdigit() for c in token.text)

    def _goes_on(self, tokens: list[Token], j: int) -> bool:
        if self._may_name(tokens[j]):
            return True
        particle = tokens[j].text in self.particles and j + 1 < len(tokens)
        return particle and tokens[j + 1].joined and self._may_name(tokens[j + 1])

    @cached_property
    def particles(self) -> frozenset[str]:
        return self.words_of("particles")

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a run of capitals names a place or a thing: it stands in marks, or beside «қаласы», «города»."""
        return _opens_marks(tokens[i].gap)

    def is_common(self, token: Token, known: Collection[str]) -> bool:
        """Whether a capitalised word is no name: a title, a place, a word that the story also writes small."""
        lower = token.text.lower()
        if token.initial:
            return False
        if "." in token.text:
            return True
        return (
            lower in self.common
            or lower in self.pronouns
            or self.is_title(token.text)
            or self.is_body(token.text)
            or is_place(token.text)
            or self._begins_sentence(token, known)
        )

    def _begins_sentence(self, token: Token, known: Collection[str]) -> bool:
        """Whether a capital comes from a sentence's beginning: the story has the word in small letters too."""
        begins = not token.start or bool(_ENDING.search(token.gap))
        return begins and token.text.lower() in known and not self.is_given(token.text)

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        """The part of a run that is a person's name: titles, places and common words at its ends are cut off."""
        while i < j and self.is_common(tokens[i], known):
            if i + 1 < j and self.is_given(tokens[i].text) and self.surname_gender(tokens[i + 1].text)[0]:
                break
            i += 1
        while j > i and self.is_common(tokens[j - 1], known):
            j -= 1
        if j - i > 2:
            given = [k for k in range(i, j) if self.is_given(tokens[k].text)]
            if given and given[0] > i and given[0] < j - 1 and not self._is_patronymic(tokens[j - 1].text):
                i = given[0]
        return i, j

    def _is_patronymic(self, word: str) -> bool:
        return word.lower().endswith(tuple(self.data["surnames"]["patronymics"].split()))

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        """The mention that a run of capitals is, with the role before it; None if the run names nobody."""
        if self.is_thing(tokens, i, j):
            return None
        i, j = self.trim(tokens, i, j, known)
        if i >= j or all(t.initial for t in tokens[i:j]):
            return None
        texts = [t.text for t in tokens[i:j]]
        names, gender, subject = self.nominative(texts, known)
        start = self.role_start(tokens, i)
        role = self.role_text(tokens, start, i)
        first = tokens[start]
        if role and role[0].isupper() and (not start or _ENDING.search(first.gap)) and not first.acronym:
            lower = first.text.lower()
            role = lower + role[len(first.text) :] if lower in known or self.is_title(lower) else role
        return Mention(
            source=TextSpan(tokens[start].start, tokens[j - 1].end),
            reference="name",
            name=" ".join(names),
            role=role,
            gender=gender or self.gender_of(names),
            subject=subject,
            person=self.is_person(tokens[i:j], names, role),
        )

    def is_person(self, tokens: list[Token], names: list[str], role: str) -> bool:
        """Whether a name is a human being's: a given name, a last name's ending, initials or a title say so."""
        if role or any(t.initial for t in tokens):
            return True
        if self.is_given(names[0]):
            return True
        return any(self.surname_gender(n)[0] for n in names[-2:])

    def role_text(self, tokens: list[Token], start: int, end: int) -> str:
        """The words from one token to another, marks between them kept."""
        if start >= end:
            return ""
        rest = (t.gap.replace("\u00a0", " ") + t.text for t in tokens[start + 1 : end])
        text = tokens[start].text + "".join(rest)
        if _opens_marks(tokens[start].gap):
            text = tokens[start].gap[-1] + text
        return self.head(_closed(text))

    def mentions(self, text: str, known: Collection[str]) -> tuple[Mention, ...]:
        """Names with their roles, pronouns, and titles that stand alone, in order."""
        tokens = words(text)
        found: list[Mention] = []
        inside = 0
        for i, j in self.name_runs(tokens):
            found.extend(self._pronouns(tokens[inside:i]))
            mention = self.person(tokens, i, j, known)
            if mention:
                found.append(mention)
            found.extend(self._pronouns(tokens[i : i + 1]))
            inside = j
        found.extend(self._pronouns(tokens[inside:]))
        taken = sorted(m.source for m in found)
        nouns = (m for i in range(len(tokens)) if (m := self.noun_subject(tokens, i)))
        found.extend(m for m in nouns if not _overlaps(m.source, taken))
        return tuple(sorted(found, key=lambda m: m.source))

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        """The mention that begins or ends at a word if it is a noun of people in a subject's place; else None."""
        return None

    def _pronouns(self, tokens: list[Token]) -> Iterator[Mention]:
        for token in tokens:
            sort = self.pronouns.get(token.text.lower())
            if sort is not None:
                yield pronoun(TextSpan(token.start, token.end), sort)

    def head_noun(self, nouns: list[str]) -> str:
        """The noun that names the office among the words of a role."""
        return next((n for n in nouns if n in self.titles or n in self.epithets), "")

    def _nouns_of(self, phrase: str) -> list[str]:
        found: list[str] = []
        for token in words(phrase):
            noun = self.noun(token.text)
            found.extend(self.aliases.get(noun, noun).split())
        return found

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Short names of ministries and the words of their full names."""
        return dict(self.data.get("aliases", {}))

    def closeness(self, phrase: str, role: str) -> Closeness:
        """Compare the nouns of a phrase with those of a role."""
        mine, theirs = self._nouns_of(phrase), self._nouns_of(role)
        head, other = self.head_noun(mine), self.head_noun(theirs)
        if not head:
            return "none"
        rest = [n for n in mine if n != head and n not in self.modifiers and n not in self._people_in(phrase)]
        shared = all(n in theirs for n in rest)
        if head == other and head in self.titles:
            return "same" if shared else "none"
        if (
            other
            and any(head in group and other in group for group in self.alike)
            and (shared or not self._clashes(rest, theirs))
        ):
            return "related"
        return "epithet" if head in self.epithets and not rest else "none"

    def may_be_human(self, name: str) -> bool:
        """Whether a name that speaks and is in no list is a human being's rather than a company's."""
        return not any(self.is_body(part) for part in name.split())

    def is_indefinite(self, phrase: str) -> bool:
        """Whether a phrase brings in somebody new: «an officer», «один из жителей», «бір тұрғын»."""
        return phrase.lower().startswith(self._indefinite)

    @cached_property
    def _indefinite(self) -> tuple[str, ...]:
        return tuple(f"{w} " for w in self.words_of("indefinite"))

    def is_bare(self, phrase: str) -> bool:
        """Whether a phrase is one general noun: «в компании», «the club»."""
        nouns = [n for n in self._nouns_of(phrase) if n not in self.modifiers]
        return len(nouns) == 1 and phrase.islower() and (nouns[0] in self.generic or nouns[0] in self.bodies)

    def is_unique(self, phrase: str) -> bool:
        """Whether a phrase is the title of an office that one person holds: «the President»."""
        nouns = [n for n in self._nouns_of(phrase) if n not in self.modifiers]
        return len(nouns) == 1 and nouns[0] in self.words_of("unique")

    def _people_in(self, phrase: str) -> frozenset[str]:
        """Capitalised words of a phrase that name people: they tell nothing of the office."""
        return frozenset(
            self.noun(t.text)
            for t in words(phrase)[1:]
            if t.capital and not t.acronym and self.surname_gender(t.text)[0]
        )

    def _clashes(self, rest: list[str], theirs: list[str]) -> bool:
        """Whether the words beside two different offices exclude each other: none is shared, though both have some."""
        generic = self.generic
        mine = [n for n in rest if n not in generic]
        return bool(mine) and len(theirs) > 1 and not any(n in theirs for n in mine)

    @cached_property
    def generic(self) -> frozenset[str]:
        """Words that may stand for any institution: state, region, ministry."""
        return self.words_of("generic")

    @cached_property
    def alike(self) -> tuple[frozenset[str], ...]:
        """Groups of titles that one person may bear: minister, head of the ministry."""
        return tuple(frozenset(group.split()) for group in self.data["alike"]["groups"])

    @cached_property
    def modifiers(self) -> frozenset[str]:
        return self.words_of("modifiers")


REACH = 500
_LEAD = re.compile(r"[\s,.!?…;:]*[-–—―−]*\s*")
_ENDING = re.compile(r"[.!?…\n:]")


def _closed(text: str) -> str:
    """A phrase whose last mark was cut off with it again: АО «Заря»."""
    for opening, closing in (("«", "»"), ("“", "”"), ("„", "“")):
        if text.count(opening) > text.count(closing):
            return text + closing
    return text + '"' if text.count('"') % 2 else text


def _overlaps(span: TextSpan, taken: list[TextSpan]) -> bool:
    k = bisect_left(taken, span)
    return any(0 <= n < len(taken) and taken[n].start < span.end and span.start < taken[n].end for n in (k - 1, k))


def _opens_marks(gap: str) -> bool:
    return gap[-1:] in ("«", "“", "„", '"') and bool(gap)


def pronoun(source: TextSpan, sort: str) -> Mention:
    gender: Gender | None = "m" if sort == "m" else "f" if sort == "f" else None
    return Mention(source=source, reference="pronoun", gender=gender, many=sort == "many")
