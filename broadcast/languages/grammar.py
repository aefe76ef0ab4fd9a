"""What the grammars of all packs share: finding names with their roles in a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import pairwise

from broadcast.languages.names import figures, fold, given_by_form, given_names, is_place
from broadcast.languages.roles import REMEMBERED, Roles
from broadcast.languages.text import Token, words
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan
from broadcast.newsroom.sentences import split_sentences


class Grammar(Roles):
    """A grammar over the tables of a TOML file; a pack adds the order of words and the endings."""

    def first_sentence(self, text: str) -> tuple[str, int, list[Token]]:
        """The marks before the words that follow a quote, where their sentence ends, and its words; none, no words."""
        text = text[:REACH].split("\n")[0]
        lead = _LEAD.match(text)
        begin = lead.end() if lead else 0
        sentences = split_sentences(text[begin:], self.abbreviations)
        if not sentences:
            return "", 0, []
        glued = _GLUED.search(text, begin, begin + sentences[0].end)
        end = glued.end() if glued else begin + sentences[0].end
        tokens = [t._replace(start=t.start + begin, end=t.end + begin) for t in self.tokens(text[begin:end])]
        return text[:begin], end, tokens

    # What a pack answers.

    def tokens(self, text: str) -> list[Token]:
        """The words of a text."""
        return words(text)

    def forms(self, word: str) -> tuple[str, ...]:
        """The word and the nominatives that it may be a form of."""
        return (word,)

    def spelling(self, word: str) -> str:
        """A word of a name with the spellings of one name made equal."""
        return fold(word) or word

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        """Where the role begins that stands right before ``tokens[end]``; `end` itself if there is none."""
        return end

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        """A name in the nominative, the gender that its form tells, and whether it stood in the nominative."""
        return names, None, True

    def head(self, role: str) -> str:
        """A role in the nominative."""
        return role

    def describes(self, word: str) -> bool:
        """Whether a word before a title is an adjective that no name begins with."""
        return False

    def is_first_person(self, words: str) -> bool:
        """Whether somebody speaks of himself there, so that no narrator does."""
        return False

    def says(self, word: str) -> bool:
        """Whether a word is a finite verb of speech."""
        return False

    def only_tells(self, text: str, known: Collection[str]) -> bool:
        """Whether the sentence that begins a text tells who spoke, and nothing of what: «Ann Poe told reporters.»"""
        return False

    def source_phrase(self, text: str, tokens: list[Token]) -> str:
        """The words that name the source of indirect speech: «по словам очевидцев», «оның айтуынша»."""
        return ""

    # What they share.

    def hearsay(self, text: str, known: Collection[str]) -> str:
        """Whose words a narrator retells, as the text says it; empty where it does not."""
        part = text[: 2 * REACH]
        tokens = words(part)
        phrase = self.source_phrase(part, tokens)
        if phrase:
            return phrase
        starts = {m.source.end: m.source.start for m in self.mentions(part, known) if m.subject}
        for before, verb in pairwise(tokens):
            if before.end in starts and verb.joined and self.says(verb.text):
                return part[starts[before.end] : verb.end]
        return ""

    def as_sentence(self, words: str) -> str:
        """What is left of a sentence after an attribution, as a sentence: no comma or «and» first, a capital."""
        bare = words.lstrip(" .,;:-–—―−")
        first, _, rest = bare.partition(" ")
        if rest and first in self.words_of("joining"):
            bare = rest.lstrip()
        if not any(c.isalnum() for c in bare):
            return words
        return bare[:1].upper() + bare[1:]

    def gender_of(self, names: list[str]) -> Gender | None:
        """Gender by the ending of the last name or patronymic, then by the given name; by a figure's name if alone."""
        gender = self.surname_gender(names[-1])[1]
        if gender:
            return gender
        for name in names:
            key = fold(name)
            if given_names().get(key, "") is None:
                return None  # both women and men bear it
            given = given_names().get(key) or given_names().get(key.split("-")[0]) or given_by_form(key)
            if given:
                return given
        known = figures().get(fold(names[0])) if len(names) == 1 else None
        return known or next((g for n in reversed(names) if (g := self.surname_gender(n)[1])), None)

    def is_given(self, word: str) -> bool:
        """Whether a word is a form of a given name."""
        if word not in self._given:
            if len(self._given) > REMEMBERED:
                self._given.clear()
            self._given[word] = self._looks_given(word)
        return self._given[word]

    def _looks_given(self, word: str) -> bool:
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
            yield from self._apart(tokens, i, j)
            i = j

    def _apart(self, tokens: list[Token], i: int, j: int) -> Iterator[tuple[int, int]]:
        """Two people side by side: «Ерболата Сатпаева Жанна Уразбахова»."""
        start = i
        for k in range(i + 1, j):
            if _is_latin(tokens[k].text) != _is_latin(tokens[k - 1].text):
                if not _is_latin(tokens[start].text):
                    yield start, k
                start = k  # «аналитик Bloomberg Иван Ли»: capitals of another script belong to the role
        for k in range(max(i, start) + 2, j - 1):
            before = tokens[k - 1].text
            if (
                k - start >= 2
                and tokens[k].capital
                and self.is_given(tokens[k].text)
                and not (self.is_given(before) or self.is_title(before) or before in self.particles)
            ):
                yield start, k
                start = k
        yield start, j

    def _may_name(self, token: Token) -> bool:
        if not token.capital:  # «аль-Мисри», «al-Masri»
            article, _, rest = token.text.partition("-")
            if not rest or rest[0].islower() or article not in self.particles:
                return False
        return not token.acronym and not any(c.isdigit() for c in token.text)

    def _goes_on(self, tokens: list[Token], j: int) -> bool:
        if self._may_name(tokens[j]) or self._is_printed_large(tokens, j):
            return True
        k = j
        while k < min(len(tokens), j + 2) and tokens[k].text in self.particles and tokens[k].joined:
            k += 1  # «ван дер Бург»
        return j < k < len(tokens) and tokens[k].joined and self._may_name(tokens[k])

    def _is_printed_large(self, tokens: list[Token], j: int) -> bool:
        """Whether capitals only are a last name after a given one: «Асан ҮСЕНОВ»."""
        token = tokens[j]
        large = token.acronym and len(token.text) > 3 and "-" not in token.text
        return large and (self.is_given(tokens[j - 1].text) or self.surname_gender(token.text)[0])

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a run of capitals names a place or a thing: it stands in marks, or beside «қаласы», «города»."""
        return opens_marks(tokens[i].gap)

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
            or self.is_place(token.text)
            or self._begins_sentence(token, known)
        )

    def is_place(self, word: str) -> bool:
        """Whether a capitalised word names a place."""
        return is_place(word)

    def _begins_sentence(self, token: Token, known: Collection[str]) -> bool:
        """Whether a capital comes from a sentence's beginning: the story has the word in small letters too."""
        begins = not token.start or bool(_ENDING.search(token.gap))
        return begins and token.text.lower() in known and not self.is_given(token.text)

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        """The part of a run that is a person's name: titles, places and common words at its ends are cut off."""
        while i < j and self.is_common(tokens[i], known):
            if i + 1 < j and self.is_given(tokens[i].text) and self._is_surname(tokens, i + 1, j, known):
                break
            i += 1
        while j > i and self.is_common(tokens[j - 1], known) and not self._are_given(tokens[i:j]):
            j -= 1
        if j - i > 2:
            given = [k for k in range(i, j) if tokens[k].capital and self.is_given(tokens[k].text)]
            if given and i < given[0] < j - 1 and not self.is_patronymic(tokens[j - 1].text):
                i = i if self._begins_name(tokens, i, given[0]) else given[0]
        return i, j

    def _are_given(self, tokens: list[Token]) -> bool:
        """Whether a run ends in two given names, the last of them a common word too: «Арман Азамат», «Ann Austin»."""
        return len(tokens) > 1 and all(self.is_given(t.text) and t.capital for t in tokens[-2:])

    def _begins_name(self, tokens: list[Token], i: int, given: int) -> bool:
        """Whether a name begins before its first known given name: «Orlan bin Said Al Merri»."""
        return tokens[given - 1].text in self.particles

    def _is_surname(self, tokens: list[Token], k: int, j: int, known: Collection[str]) -> bool:
        """Whether a capital after a given name that is a common word too is the last name: «мэрі Ана Коста»."""
        inside = k + 1 == j and bool(tokens[k - 1].start) and not _ENDING.search(tokens[k - 1].gap)
        return self.surname_gender(tokens[k].text)[0] or (inside and not self.is_common(tokens[k], known))

    def is_patronymic(self, word: str) -> bool:
        """Whether a word tells whose child somebody is: «Серікқызы», «Иванович»."""
        return word.lower().endswith(tuple(self.data["surnames"]["patronymics"].split()))

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        """The mention that a run of capitals is, with the role before it; None if the run names nobody."""
        if self.is_thing(tokens, i, j):
            return None
        i, j = self.trim(tokens, i, j, known)
        if i >= j or all(t.initial for t in tokens[i:j]):
            return None
        texts = [cased(t) for t in tokens[i:j]]
        names, gender, subject = self.nominative(texts, known)
        start = self.role_start(tokens, i)
        role = self.small(tokens[start], self.role_text(tokens, start, i), known)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[j - 1].end),
            reference="name",
            name=" ".join(names),
            role=role,
            gender=gender or self.gender_of(names) or (self.noun_gender(role) if role else None),
            subject=subject,
            person=self.is_person(tokens[i:j], names, role),
        )

    def small(self, first: Token, role: str, known: Collection[str]) -> str:
        """A role without the capital that its first word has only because a sentence begins there."""
        begins = not first.start or _ENDING.search(first.gap)
        if not (role and role[0].isupper() and begins) or first.acronym:
            return role
        word, space, rest = role.partition(" ")
        lower = word.lower()
        bare = lower.rstrip(",")
        plain = bare in known and not rest[:1].isupper()  # «New York senator» beside «new»
        return lower + space + rest if plain or self.is_title(bare) or self.describes(bare) else role

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
        if opens_marks(tokens[start].gap) and (end == len(tokens) or not in_open_marks(tokens, start, end)):
            text = tokens[start].gap[-1] + text
        return self.head(without_brackets(text))

    def mentions(self, text: str, known: Collection[str]) -> tuple[Mention, ...]:
        """Names with their roles, pronouns, and titles that stand alone, in order."""
        tokens = self.tokens(text)
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
        nouns = [m for i in range(len(tokens)) if (m := self.noun_subject(tokens, i))]
        telling = sorted(m.source for m in nouns if self.outweighs(m))
        found = [m for m in found if m.person or not _overlaps(m.source, telling)]
        acting = sorted(m.source for m in found if m.subject)
        taken = sorted(m.source for m in found)
        for noun in nouns:
            told = noun.tells and not noun.person  # «сообщили в канцелярии министра Ивана Котова»
            if not _overlaps(noun.source, acting if told else taken):
                found.append(noun)
        return tuple(sorted(found, key=lambda m: m.source))

    def outweighs(self, noun: Mention) -> bool:
        """Whether a noun phrase is meant rather than a capital in it that may be a thing's name."""
        return noun.tells

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        """The mention that begins or ends at a word if it is a noun of people in a subject's place; else None."""
        return None

    def _pronouns(self, tokens: list[Token]) -> Iterator[Mention]:
        for token in tokens:
            sort = self.pronouns.get(token.text.lower())
            if sort is not None:
                yield pronoun(TextSpan(token.start, token.end), sort)

    def is_familiar(self, name: str, first: str = "") -> bool:
        """Whether a name is one by which people who know somebody call him, and may be made of a first name."""
        return False

    def may_be_human(self, name: str) -> bool:
        """Whether a name that speaks and is in no list is a human being's rather than a company's."""
        return not any(self.is_body(part) for part in name.split())


REACH = 500
_GLUED = re.compile(r"[^\W\d_]{3}\.(?=[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі])")  # «деді бапкер.Ойыншылар …»
_CLOSING = frozenset('»”“"')
_LEAD = re.compile(r"[\s,.!?…;:]*[-–—―−]*\s*")
_BRACKETS = re.compile(r" \([^()]{1,12}(?:\)|\Z)|\A[^()\s]{1,12}\) ")  # the short name of a body beside its long one
_ENDING = re.compile(r"[.!?…\n:]")
_CLOSED = re.compile(r'\A[^"]*\w" [^"]*\Z')  # «сервис" ЖШС директоры»: the mark before it was cut off


def without_brackets(text: str) -> str:
    """A phrase without the short name of a body in brackets."""
    return closed(_BRACKETS.sub("", text))


def closed(text: str) -> str:
    """A phrase whose last mark was cut off with it again: АО «Заря»."""
    for opening, closing in (("«", "»"), ("“", "”"), ("„", "“")):
        if text.count(opening) > text.count(closing):
            return text + closing
    if text.count('"') % 2 == 0:
        return text
    return f'"{text}' if _CLOSED.search(text) else text + '"'


def cased(token: Token) -> str:
    """A part of a name as names are written: «ҮСЕНОВ» is «Үсенов»."""
    return token.text.capitalize() if token.acronym and len(token.text) > 3 else token.text


def _is_latin(word: str) -> bool:
    return word[0] < "\u0250"


def _overlaps(span: TextSpan, taken: list[TextSpan]) -> bool:
    k = bisect_left(taken, span)
    return any(0 <= n < len(taken) and taken[n].start < span.end and span.start < taken[n].end for n in (k - 1, k))


def opens_marks(gap: str) -> bool:
    return gap[-1:] in ("«", "“", "„", '"') and bool(gap)


def in_open_marks(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the marks that open before a word do not close before another: «Глава «Мы ждём мэра Котова …» сказал»."""
    return opens_marks(tokens[start].gap) and not any(c in _CLOSING for t in tokens[start + 1 : end + 1] for c in t.gap)


def pronoun(source: TextSpan, sort: str) -> Mention:
    gender: Gender | None = "m" if sort == "m" else "f" if sort == "f" else None
    return Mention(source=source, reference="pronoun", gender=gender, many=sort == "many")
