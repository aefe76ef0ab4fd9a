"""Russian: names, roles and noun phrases; the head of a noun phrase stands before its genitives."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from broadcast.languages.grammar import Grammar, pronoun
from broadcast.languages.names import fold, given_names
from broadcast.languages.ru.declining import forms_of, nominatives
from broadcast.languages.text import Token, over_marks
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_ADJECTIVE = re.compile(r"(?:[ыи]й|ая|яя|ое|ее|ого|его|ому|ему|[ыи]м|ую|юю|ой|[ыи]х|[ыи]ми|[ыи]е)\Z")


class RussianPhrases(Grammar):
    """Names, roles and noun phrases."""

    code = "ru"

    @cached_property
    def _nouns(self) -> dict[str, str]:
        return forms_of(
            sorted(self.titles | self.bodies | self.epithets | self.documents | self.generic | self.modifiers)
        )

    @cached_property
    def documents(self) -> frozenset[str]:
        return self.words_of("documents")

    @cached_property
    def _stems(self) -> dict[str, tuple[str, ...]]:
        """Stems of verbs of speech by their first three letters."""
        table: dict[str, tuple[str, ...]] = {}
        for stem in self.words_of("verbs"):
            table[stem[:3]] = (*table.get(stem[:3], ()), stem)
        return table

    @cached_property
    def _finite(self) -> tuple[str, ...]:
        return tuple(self.words_of("finite"))

    @cached_property
    def _verbal(self) -> tuple[str, ...]:
        """Endings of finite verbs of any kind."""
        return tuple(self.words_of("verbal"))

    @cached_property
    def _adjectival(self) -> tuple[str, ...]:
        """Endings of adjectives that no last name has."""
        return tuple(self.words_of("adjectival"))

    @cached_property
    def _prepositions(self) -> frozenset[str]:
        return self.words_of("prepositions")

    @cached_property
    def _addressees(self) -> frozenset[str]:
        return self.words_of("addressees")

    def forms(self, word: str) -> tuple[str, ...]:
        return nominatives(word)

    def noun(self, word: str) -> str:
        lower = word.lower()
        return self._nouns.get(lower, lower)

    def verb(self, word: str) -> bool:
        lower = word.lower()
        return lower.startswith(self._stems.get(lower[:3], ())) and lower.endswith(self._finite)

    def _acts(self, word: str) -> bool:
        """Whether a word in small letters is a verb of any kind, by its ending."""
        return (
            len(word) > 4
            and word.endswith(self._verbal)
            and word not in self._nouns
            and word not in self.words_of("not_verbs")
        )

    def head(self, role: str) -> str:
        """The nominative of a role's adjectives and first noun; the rest stays in its genitive."""
        parts = role.split(" ")
        for i, part in enumerate(parts):
            bare = part.strip('«»"“”')
            noun = self.noun(bare)
            if noun != bare.lower():
                feminine = noun.endswith(("а", "я"))
                parts[:i] = [_straight_adjective(p, feminine=feminine) for p in parts[:i]]
                parts[i] = part.replace(bare, noun)
            if noun in self.titles or noun in self.bodies or noun in self.documents:
                break
        return " ".join(parts)

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        if len(names) == 1:
            return self._single(names[0], known)
        given = given_names()
        first, last = names[0], names[-1]
        if fold(first) in given:
            return self._after_given(names, known)
        for base in nominatives(first)[1:]:
            if fold(base) in given:
                gender = given[fold(base)]
                return [base, *names[1:-1], _surname(last, gender, known)], gender, False
        for base in nominatives(last)[1:]:
            if (
                base in known
                and self.surname_gender(last)[1] != "f"
                and first[-1] in "аяуюе"
                and len(nominatives(first)) > 1
            ):
                return [nominatives(first)[1], *names[1:-1], base], None, False
        return names, None, True

    def _single(self, word: str, known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        if fold(word) in given_names():
            return [word], None, True
        for base in nominatives(word)[1:]:
            if base in known and len(base) > 2:
                return [base], None, False
        return [word], None, True

    def _after_given(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        """A first name that looks nominative: «Александра Иванова» may still be the genitive of a man's."""
        given = given_names()
        first, last = names[0], names[-1]
        for base in nominatives(first)[1:]:
            if given.get(fold(base)) == "m" and any(b in known for b in nominatives(last)[1:]) and last not in known:
                return [base, *names[1:-1], _surname(last, "m", known)], "m", False
        if first[-1] in "эоиуеы" and last.endswith("ой"):
            return [*names[:-1], last[:-2] + "а"], None, False
        if last.endswith(("овой", "евой", "иной", "ской", "ову", "еву", "ину", "скую")):
            return [*names[:-1], _surname(last, "f", known)], "f", False
        return names, None, True

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        start, i = end, end
        while i > first and end - i < 12 and self._in_role(tokens, i):
            i -= 1
            word = tokens[i].text
            if self.is_title(word) or (self.is_body(word) and i == end - 1):
                start = i
        while (
            start < end
            and start > first
            and tokens[start].joined
            and self._is_adjective(tokens[start - 1], tokens[start])
        ):
            start -= 1
        return start

    def _in_role(self, tokens: list[Token], i: int) -> bool:
        """Whether the word before `i` may belong to the role that goes on there."""
        gap = tokens[i].gap
        if not tokens[i].joined and not over_marks(gap):
            return False
        word = tokens[i - 1].text.lower()
        return not (
            (word in self._prepositions and word != "по")
            or self._acts(tokens[i - 1].text)
            or word in self.pronouns
            or word in ("что", "который", "как")
        )

    def _is_adjective(self, token: Token, noun: Token) -> bool:
        lower = token.text.lower()
        if lower in self.common or self.is_title(lower) or self.verb(lower) or lower in self._prepositions:
            return False
        return (bool(_ADJECTIVE.search(lower)) and lower not in self.pronouns) or (
            "-" in lower and lower.split("-")[0].isdigit()
        )

    def is_common(self, token: Token, known: Collection[str]) -> bool:
        return super().is_common(token, known) or (
            token.text.endswith(self._adjectival) and not self.is_given(token.text)
        )

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        if (
            j - i == 1
            and j < len(tokens)
            and tokens[j].joined
            and tokens[j].text.islower()
            and _ADJECTIVE.search(tokens[i].text)
        ):
            following = tokens[j].text
            if (
                not (self.verb(following) or self._acts(following) or following in self._prepositions)
                and len(following) > 2
            ):
                return True
        placed = bool(i) and j - i == 1 and tokens[i].joined and tokens[i - 1].text.lower() in self.words_of("placing")
        return super().is_thing(tokens, i, j) or placed

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        token = tokens[i]
        if token.acronym or not self._is_straight(token.text):
            return None
        if not (self.is_title(token.text) or self.is_body(token.text)) or self.noun(token.text) in self.documents:
            return None
        if i and tokens[i].joined and tokens[i - 1].text.lower() in ("в", "во"):
            return self._telling_body(tokens, i)
        start = i
        while start and tokens[start].joined and self._is_adjective(tokens[start - 1], tokens[start]):
            start -= 1
        if (
            start
            and tokens[start].joined
            and tokens[start - 1].text.lower() not in ("и", "но", "а", "что", "как", "ранее", "также", "затем")
            and not self.verb(tokens[start - 1].text)
        ):
            return None
        noun = self.noun(token.text)
        stop = i + 1
        while noun in self.bodies and stop < len(tokens) and stop - i < 5 and self._goes_with(tokens, stop, i):
            stop += 1
        return Mention(
            source=TextSpan(tokens[start].start, token.end),
            reference="noun",
            role=self.role_text(tokens, start, stop),
            many=token.text.lower() != noun,
            person=noun in self.titles,
        )

    def _telling_body(self, tokens: list[Token], i: int) -> Mention | None:
        """«В министерстве сообщили», «рассказали в полиции»: a body as the subject of a plural verb of speech."""
        noun = self.noun(tokens[i].text)
        if noun not in self.bodies:
            return None
        stop = i + 1
        while stop < len(tokens) and stop - i < 6 and self._goes_with(tokens, stop, i):
            stop += 1
        near = [*tokens[max(0, i - 2) : i - 1], *tokens[stop : stop + 1]]
        if not any(self.verb(t.text) and t.text.endswith(("ли", "лись", "ют", "ят")) for t in near):
            return None
        role = self.role_text(tokens, i, stop)
        return Mention(
            source=TextSpan(tokens[i].start, tokens[stop - 1].end), reference="noun", role=role, person=False
        )

    def _phrase(
        self, text: str, tokens: list[Token], known: Collection[str], *, oblique: bool, gender: Gender | None = None
    ) -> Mention | None:
        """Who some words name; `oblique` where the form wanted is a genitive."""
        if not tokens:
            return None
        for token in tokens[:4]:
            sort = self.pronouns.get(token.text.lower())
            if token.text.lower() in ("он", "она", "они") or (
                oblique and sort is not None and token is tokens[0] and len(tokens) == 1
            ):
                return pronoun(TextSpan(token.start, token.end), sort or "")
        for i, j in self.name_runs(tokens):
            if i and tokens[i - 1].text.lower() in self._prepositions:
                continue
            mention = self._name_in(tokens, i, j, known, oblique=oblique)
            if mention and not (gender == "m" and mention.gender == "f" and " " not in mention.name):
                return mention
        return self._noun_phrase(text, tokens, oblique=oblique)

    def _name_in(self, tokens: list[Token], i: int, j: int, known: Collection[str], *, oblique: bool) -> Mention | None:
        begin, stop = self.trim(tokens, i, j, known)
        if begin >= stop:
            return None
        one = stop - begin == 1
        titled = any(self.is_title(t.text) or self.is_body(t.text) for t in tokens[:begin])
        quoted_name = any(c in tokens[begin].gap for c in '«"“„')
        if quoted_name or (one and titled and self._names_body(tokens, begin, known)):
            return None
        if one and not titled and stop < len(tokens) and self.is_title(tokens[stop].text) and tokens[stop].joined:
            return None
        mention = self.person(tokens, i, j, known)
        if mention is None or (one and titled and not mention.subject and not oblique):
            return None
        start = self.role_start(tokens, begin)
        role = self.role_text(tokens, start, begin)
        return Mention(
            source=mention.source,
            reference="name",
            name=mention.name,
            role=role,
            gender=mention.gender,
            person=mention.person or not self.is_body(tokens[begin].text),
        )

    def _names_body(self, tokens: list[Token], at: int, known: Collection[str]) -> bool:
        """Whether a single capital after a title belongs to the title: «глава Минфина», «армия Израиля»."""
        word = tokens[at].text
        if self.surname_gender(word)[0]:
            return False
        straight = self._single(word, known)[2]
        return not straight or self.is_body(word) or word.isupper() or (word[-1] in "аяыи" and not self.is_given(word))

    def _noun_phrase(self, text: str, tokens: list[Token], *, oblique: bool) -> Mention | None:
        heads = [
            i
            for i, t in enumerate(tokens)
            if (self.is_title(t.text) or self.is_body(t.text))
            and t.text.lower() not in self._addressees
            and not (i and tokens[i - 1].text.lower() in self._prepositions)
        ]
        straight = [i for i in heads if oblique or self._is_straight(tokens[i].text)]
        if not straight:
            return None
        head = straight[0]
        start = head
        while start and tokens[start].joined and self._is_adjective(tokens[start - 1], tokens[start]):
            start -= 1
        stop = head + 1
        while stop < len(tokens) and self._goes_with(tokens, stop, head):
            stop += 1
        phrase = self.role_text(tokens, start, stop)
        noun = self.noun(tokens[head].text)
        many = tokens[head].text.lower() != noun and not oblique
        return Mention(
            source=TextSpan(tokens[start].start, tokens[stop - 1].end),
            reference="noun",
            role=phrase if not many else self.role_plain(tokens, start, stop),
            person=noun not in self.bodies or noun in self.titles,
            many=many,
        )

    def role_plain(self, tokens: list[Token], start: int, stop: int) -> str:
        return "".join((t.gap if k else "") + t.text for k, t in enumerate(tokens[start:stop]))

    def _goes_with(self, tokens: list[Token], i: int, head: int) -> bool:
        token = tokens[i]
        if not token.joined and not over_marks(token.gap):
            return False
        lower = token.text.lower()
        if lower == "по":
            return True
        return lower not in self._prepositions and not self.verb(lower) and not self._acts(token.text)

    def _is_straight(self, word: str) -> bool:
        """Whether a noun may stand in the nominative, singular or plural."""
        lower = word.lower()
        noun = self.noun(lower)
        if lower == noun:
            return True
        stem = noun.rstrip("аяоьй") if len(noun) > 3 else noun
        return (
            lower.startswith(stem[:-2]) and lower.endswith(("ы", "и", "ые", "ие")) and noun[-1] not in "ая"
        ) or lower.endswith("ели")


def _surname(word: str, gender: Gender | None, known: Collection[str]) -> str:
    bases = nominatives(word)[1:]
    for base in bases:
        if base in known:
            return base
    for base in bases:
        if gender == "m" and base[-1] not in "аяь" and not word.endswith(("о", "е")):
            return base
        if gender == "f" and base[-1] in "ая" and word[-1] not in "ая":
            return base
    return word


def _straight_adjective(word: str, *, feminine: bool) -> str:
    lower = word.lower()
    for ending in ("ого", "его", "ому", "ему", "ой", "ей", "ую", "юю", "ым", "им", "ом", "ем"):
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            soft = ending in ("его", "ему", "ей", "юю", "ем")
            stem = word[: -len(ending)]
            hard_k = stem[-1] in "кгхжшщч"
            if feminine:
                return stem + ("яя" if soft and not hard_k else "ая")
            return stem + ("ий" if soft or hard_k else "ый")
    return word
