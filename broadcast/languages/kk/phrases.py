"""Kazakh: names, roles and noun phrases.

Endings as in any descriptive grammar: -ның genitive, -ға dative, -ды accusative, -да locative, -дан ablative, -мен
instrumental, each with its harmonic and voiceless variants; the head of a noun phrase comes last.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property, lru_cache

from broadcast.languages.grammar import Grammar, pronoun
from broadcast.languages.names import fold, given_names, places
from broadcast.languages.text import Token, over_marks
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")
_CASES = (
    *_GENITIVE,
    *("дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "ға", "ге", "қа", "ке", "на", "не"),
    *("ды", "ді", "ты", "ті", "ны", "ні", "да", "де", "та", "те"),
)
_POSSESSIVE = (
    *("сының", "сінің", "сына", "сіне", "сын", "сін", "сы", "сі"),
    *("ының", "інің", "ына", "іне", "ын", "ін", "ы", "і"),
)
_HARD = {"ғ": "қ", "г": "к", "б": "п"}
_SON_OF = ("ұлы", "қызы")
_PLURAL = ("лар", "лер", "дар", "дер", "тар", "тер")
_PLAIN_CASES = ("ға", "ге", "ды", "ді", "ты", "ті", "ны", "ні")  # endings that no last name has
_DATIVE = ("ға", "ге", "қа", "ке")
_MANY = ("лар", "лер", "дар", "дер", "тар", "тер", "лары", "лері", "дары", "дері", "тары", "тері")
FINITE = re.compile(r"(?:[дт][ыі]|[аейи]д[ыі]|[ғқгк][ае]н|п|мақ(?:шы)?|мек(?:ші)?|тын|тін|[мпб][ыі]н|[мб][ыі]з)\Z")


class KazakhPhrases(Grammar):
    """Names, roles and noun phrases."""

    code = "kk"

    @cached_property
    def _auxiliaries(self) -> frozenset[str]:
        return self.words_of("auxiliaries")

    @cached_property
    def _verbs(self) -> tuple[str, ...]:
        return tuple(self.words_of("verbs"))

    @cached_property
    def _borders(self) -> frozenset[str]:
        return self.words_of("borders")

    @cached_property
    def _oblique(self) -> tuple[str, ...]:
        return tuple(self.words_of("oblique"))

    @cached_property
    def _hearsay(self) -> tuple[str, ...]:
        """Postpositions of indirect speech: «оның айтуынша», «әкімнің пікірінше»."""
        return tuple(self.words_of("hearsay"))

    def forms(self, word: str) -> tuple[str, ...]:
        plain = word.replace("’", "'")
        return (plain, *(plain[: -len(e)] for e in _CASES if plain.endswith(e) and len(plain) >= len(e) + 3))

    @cached_property
    def _listed(self) -> frozenset[str]:
        return self.titles | self.bodies | self.epithets

    def noun(self, word: str) -> str:
        lower = word.lower()
        return _noun(lower, self._listed, self._title_endings) if len(lower) > 2 else lower

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        last = names[-1]
        for form in self.forms(last)[1:]:
            ending = last[len(form) :]
            sure = (
                ending in _GENITIVE
                or (len(names) > 1 and ending in _PLAIN_CASES)
                or self.surname_gender(form)[0]
                or form in known
            )
            if len(names) > 1 and fold(last) not in given_names() and fold(form) in given_names():
                sure = True
            if sure and not (self.surname_gender(last)[0] and ending not in _GENITIVE):
                return [*names[:-1], form], None, False
        return names, None, True

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        if end == first or (not tokens[end].joined and not over_marks(tokens[end].gap)):
            return end
        if not self.is_title(tokens[end - 1].text):
            return end
        start = self._reach_back(tokens, end - 1, first)
        while start > first and self._goes_on_before(tokens, start):
            start = self._reach_back(tokens, start - 1, first)
        return start

    def _goes_on_before(self, tokens: list[Token], start: int) -> bool:
        """Whether a comma before a role parts it from one more of the same person: «жазушы, қор төрағасы Асан …»."""
        before = tokens[start - 1]
        titled = self.is_title(before.text) and self._straight(before.text) and not before.capital
        return tokens[start].gap.strip(' «“"') == "," and titled and not before.text.lower().endswith(_MANY)

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        i, j = super().trim(tokens, i, j, known)
        while i < j - 1 and self._leads_in(tokens[i]):
            i += 1
        if j - i == 1 and j < len(tokens) and self._is_adjective(tokens[i], tokens[j]):
            return j, j
        if (
            j - i > 2
            and tokens[j - 2].text.lower().endswith(_SON_OF)
            and not self.surname_gender(tokens[j - 1].text)[0]
        ):
            j -= 1
        return i, j

    def _leads_in(self, token: Token) -> bool:
        """Whether a capital before others is an adverbial that begins a sentence: «Жазбаға Асан Нұров …»."""
        long = len(token.text) > 5 and not token.initial
        return long and token.text.endswith(self._oblique_start) and not self.is_given(token.text)

    @cached_property
    def _oblique_start(self) -> tuple[str, ...]:
        return tuple(self.words_of("oblique_start"))

    def _is_adjective(self, token: Token, following: Token) -> bool:
        """«Қалалық көлік басқармасы»: a capital of a sentence's beginning on an adjective, with its noun."""
        ends = token.text.endswith(tuple(self.words_of("adjectival"))) and not self.is_given(token.text)
        return ends and following.joined and following.text.islower() and following.text not in self._borders

    def _reach_back(self, tokens: list[Token], head: int, first: int = 0) -> int:
        """Where the noun phrase begins whose head stands at a word."""
        start, end = head, head + 1
        while start > first and end - start < 12 and self._in_role(tokens, start - 1):
            start -= 1
        while start < end - 1 and tokens[start].text.lower() in ("және", "мен", "пен", "бен"):
            start += 1
        return start

    def _in_role(self, tokens: list[Token], i: int) -> bool:
        """Whether a word belongs to the role that goes on after it."""
        gap = tokens[i + 1].gap
        if not tokens[i + 1].joined and not over_marks(gap):
            return False
        word = tokens[i].text.lower()
        if (
            word in self._borders
            or (i and tokens[i - 1].text.lower() == "деп" and FINITE.search(word))
            or word in self._auxiliaries
            or self._is_oblique(word)
            or (self._is_verb(word) and FINITE.search(word))
        ):
            return False
        return not (
            word.endswith(_DATIVE) and len(word) > 4 and word not in self._straight_words and not self.is_body(word)
        )

    def _is_oblique(self, word: str) -> bool:
        """Whether a word in small letters ends like an adverbial: locative, ablative, instrumental, converb."""
        if len(word) < 5 or not word.endswith(self._oblique) or self.is_title(word):
            return False
        return word not in self._straight_words and not word.endswith("стан") and fold(word) not in places()

    @cached_property
    def _straight_words(self) -> frozenset[str]:
        return self.words_of("straight")

    def _is_verb(self, word: str) -> bool:
        return word.lower().startswith(self._verbs)

    def _phrase(self, text: str, tokens: list[Token], known: Collection[str], *, strict: bool) -> Mention | None:
        """Who a stretch of words names: a name with its role, a pronoun, or a noun phrase.

        :param strict: take a noun phrase only if its head is a known noun of people or bodies.
        """
        if not tokens:
            return None
        first = tokens[0].text.lower()
        if first in ("ол", "олар") or (first in self.pronouns and (len(tokens) == 1 or not tokens[1].capital)):
            return pronoun(TextSpan(tokens[0].start, tokens[0].end), self.pronouns[first])
        for i, j in self.name_runs(tokens):
            mention = self._named(text, tokens, i, j, known)
            if mention:
                return mention
        return self._noun_phrase(text, tokens, strict=strict)

    def _named(self, text: str, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        run_start, run_end = self.trim(tokens, i, j, known)
        if run_start >= run_end or self.is_thing(tokens, i, j):
            return None
        if j - i > 2 and not self.nominative([t.text for t in tokens[run_start:run_end]], known)[2]:
            # деп толықтырды Грэм Кристина Фордқа: two names side by side, the second one oblique.
            run_start, run_end = i, i + 1
        if self._modifies(tokens, run_start, run_end):
            return None
        texts = [t.text for t in tokens[run_start:run_end]]
        names, gender, subject = self.nominative(texts, known)
        if not subject:
            return None
        start = self._role_begin(tokens, run_start)
        role = self.role_text(tokens, start, run_start)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[run_end - 1].end),
            reference="name",
            name=" ".join(names),
            role=role if role and self._roleish(tokens[start:run_start]) else "",
            gender=gender or self.gender_of(names),
            person=self.is_person(tokens[run_start:run_end], names, role) or not self.is_body(texts[-1]),
        )

    def _modifies(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a single capital only tells which office is meant: «EcoJer төрайымы», «Даму қорының өкілдері»."""
        if j - i > 1 or j >= len(tokens) or not tokens[j].joined or tokens[j].capital:
            return False
        if tokens[j].text.lower() in self.words_of("honorifics") or tokens[j].text.lower() in self.words_of("calling"):
            return False
        if self.is_given(tokens[i].text) or self.surname_gender(tokens[i].text)[0]:
            return False
        return any(self.is_title(t.text) and self._straight(t.text) for t in tokens[j : j + 5])

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        following = tokens[j] if j < len(tokens) and tokens[j].joined else None
        noun = self.noun(following.text) if following and not following.capital else ""
        human = any(self.is_given(t.text) or self.surname_gender(t.text)[0] for t in tokens[i:j])
        owns = noun in self._placing or (noun in self.bodies and not human)
        return super().is_thing(tokens, i, j) or owns or self._modifies(tokens, i, j)

    @cached_property
    def _placing(self) -> frozenset[str]:
        return self.words_of("placing")

    def head_noun(self, nouns: list[str]) -> str:
        return super().head_noun(nouns[::-1])

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        token = tokens[i]
        if token.acronym or not self._straight(token.text):
            return None
        if not (self.is_title(token.text) or self.is_body(token.text)) or self.noun(token.text) in self._untold:
            return None
        following = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].joined else None
        owned = following is not None and self.is_body(following.text) and following.text.endswith(_GENITIVE)
        if following and (following.capital or owned):
            return None
        start = self._reach_back(tokens, i)
        before = tokens[start - 1] if start and tokens[start].joined else None
        if before and before.text.lower() not in self._borders and not self._begins(before, tokens[start]):
            return None
        return Mention(
            source=TextSpan(tokens[start].start, token.end),
            reference="noun",
            role=self.role_text(tokens, start, i + 1),
            many=token.text.lower().endswith(_MANY),
            person=self.is_title(token.text),
        )

    def _begins(self, before: Token, token: Token) -> bool:
        """Whether a phrase begins at a capital after an adverbial: «Жазбаға Қалалық әкімдік …»."""
        return token.capital and self._leads_in(before)

    @cached_property
    def _untold(self) -> frozenset[str]:
        """Nouns that make no subject of their own: kin, who belong to somebody, and documents."""
        return self._kin | self.words_of("documents")

    @cached_property
    def _kin(self) -> frozenset[str]:
        return self.words_of("kin")

    def _roleish(self, tokens: list[Token]) -> bool:
        return bool(tokens) and (
            self.is_title(tokens[-1].text) or tokens[-1].text.lower().endswith(("ы", "і", "шы", "ші", "лар", "лер"))
        )

    def _role_begin(self, tokens: list[Token], end: int) -> int:
        """In an attribution all words before the name are its role, but for adverbial words at the beginning."""
        start = 0
        for i in range(end):
            word = tokens[i].text.lower()
            broken = i and not tokens[i].joined and not over_marks(tokens[i].gap)
            broken = broken and not self._goes_on_before(tokens, i)
            if broken:
                start = i
            if word in self._borders or self._is_oblique(word):
                start = i + 1
        return min(start, end)

    def _noun_phrase(self, text: str, tokens: list[Token], *, strict: bool) -> Mention | None:
        heads = [i for i, t in enumerate(tokens) if self.is_title(t.text) or self.is_body(t.text)]
        heads = [i for i in heads if self._straight(tokens[i].text)]
        if not heads and strict:
            return None
        if heads:
            last = heads[-1]
            for here, following in zip(heads, [*heads[1:], None], strict=True):
                last = here
                if following is None or "," in "".join(t.gap for t in tokens[here + 1 : following + 1]):
                    break
        else:
            last = next((i for i, t in enumerate(tokens) if i and ("," in t.gap)), len(tokens)) - 1
            while last > 0 and tokens[last].text.lower().endswith(self._oblique):
                last -= 1
            if FINITE.search(tokens[last].text.lower()) or tokens[last].text.lower() in self._auxiliaries or last > 6:
                return None
        start = self._role_begin(tokens, last)
        phrase = self.role_text(tokens, start, last + 1)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[last].end),
            reference="noun",
            role=phrase,
            many=tokens[last].text.lower().endswith(_MANY),
            person=not self.is_body(tokens[last].text),
        )

    def _any_case(self, text: str, tokens: list[Token]) -> Mention | None:
        """A body or person in whatever case: «қызметінен хабарлағандай», «банк хабарламасында делінген»."""
        last = next((i for i, t in enumerate(tokens) if self.is_body(t.text) or self.is_title(t.text)), None)
        while last is not None and last + 1 < len(tokens) and self.is_body(tokens[last + 1].text):
            last += 1
        if last is None:
            return None
        start = self._reach_back(tokens, last)
        if self.noun(tokens[last].text) in self.words_of("documents") and not any(
            self.is_body(t.text) or self.is_title(t.text) for t in tokens[start:last]
        ):
            return None
        role = self._strip_case(self.role_text(tokens, start, last + 1))
        return Mention(
            source=TextSpan(tokens[start].start, tokens[last].end), reference="noun", role=role, person=False
        )

    def _straight(self, word: str) -> bool:
        """Whether a noun stands in the nominative."""
        lower = word.lower()
        noun = self.noun(lower)
        rest = lower[len(noun) :] if lower.startswith(noun) else lower[len(noun) - 1 :]
        return not rest.endswith(self._bent)

    @cached_property
    def _bent(self) -> tuple[str, ...]:
        """Endings of nouns in a case other than the nominative."""
        return tuple(self.words_of("bent"))

    @cached_property
    def _case_endings(self) -> tuple[tuple[str, int], ...]:
        """Case endings, the longest first, and how many letters of each (a possessive) stay."""
        kept = [(e, 2) for e in self.words_of("possessed_cases")] + [(e, 0) for e in self.words_of("cases")]
        return tuple(sorted(kept, key=lambda row: (-row[1], -len(row[0]), row[0])))

    def _strip_case(self, phrase: str) -> str:
        for ending, stays in self._case_endings:
            if phrase.endswith(ending):
                return phrase[: len(phrase) - len(ending) + stays]
        return phrase


@lru_cache(maxsize=16384)
def _noun(word: str, listed: frozenset[str], trades: tuple[str, ...]) -> str:
    """A listed noun of which `word` is a form: case, possessive and plural taken off in that order."""
    if word in listed:
        return word
    for case in ("", *_CASES):
        if case and not word.endswith(case):
            continue
        base = word[: len(word) - len(case)]
        for possessive in ("", *_POSSESSIVE):
            if possessive and not base.endswith(possessive):
                continue
            stem = base[: len(base) - len(possessive)]
            for plural in ("", *_PLURAL):
                if plural and not stem.endswith(plural):
                    continue
                noun = stem[: len(stem) - len(plural)]
                if noun in listed or (len(noun) > 5 and noun.endswith(trades)):
                    return noun
                hardened = noun[:-1] + _HARD.get(noun[-1:], "-")
                if hardened in listed:
                    return hardened
    return word
