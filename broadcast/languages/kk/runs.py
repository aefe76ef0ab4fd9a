"""Kazakh: which capitals are a name, where it ends, and its nominative."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from broadcast.languages.kk.nouns import GENITIVE, KazakhNouns
from broadcast.languages.names import fold, given_names, is_place
from broadcast.languages.text import Token
from broadcast.model.script import Gender

_DOUBTFUL = ("ын", "ин")
_SON_OF = ("ұлы", "қызы")
_PLAIN_CASES = ("ға", "ге", "ды", "ді", "ты", "ті", "ны", "ні")  # endings that no last name has


class KazakhNames(KazakhNouns):
    """Names among capitals."""

    def gender_of(self, names: list[str]) -> Gender | None:
        """By an ending wherever it stands («Нұрова Жұпар»), but -ын after a name that tells more: «Дина Құсайын»."""
        telling = [n for n in names if not n.lower().endswith(_DOUBTFUL)]
        sure = next((g for n in reversed(telling) if (g := self.surname_gender(n)[1])), None)
        return sure or (super().gender_of(telling) if telling else None) or super().gender_of(names)

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        last = names[-1]
        for form in self.forms(last)[1:]:
            ending = last[len(form) :]
            sure = (
                ending in GENITIVE
                or (len(names) > 1 and ending in _PLAIN_CASES)
                or self.surname_gender(form)[0]
                or form in known
            )
            if fold(last) not in given_names() and fold(form) in given_names():
                sure = True
            if sure and not (self.surname_gender(last)[0] and ending not in GENITIVE):
                return [*names[:-1], form], None, False
        return names, None, True

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        while j - i > 1 and (self._ends_in_place(tokens, i, j) or self._ends_beyond(tokens, i, j)):
            j -= 1
        i, j = super().trim(tokens, i, j, known)
        while i < j - 1 and self._leads_in(tokens[i]) and not self.is_patronymic(tokens[i + 1].text):
            i += 1
        if j - i == 1 and j < len(tokens) and self._is_adjective(tokens[i], tokens[j]):
            return j, j
        if (
            j - i > 2
            and tokens[j - 2].text.lower().endswith(_SON_OF)
            and not self.surname_gender(tokens[j - 1].text)[0]
        ):
            j -= 1
        if i < j and self._modifies(tokens, i, j):
            return j, j
        return i, j

    def _ends_in_place(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether the last capital of a run names a place: «Асан Үсенов Торғай өңіріне», «Асан Талғар ауданына»."""
        following = self._following(tokens, j)
        if following is None or following.capital or self.noun(following.text) not in self._placing:
            return False
        named = j - i > 1 and self.is_given(tokens[i].text) and not self.surname_gender(tokens[j - 1].text)[0]
        return named or (j - i > 2 and bool(self.surname_gender(tokens[j - 2].text)[0]))

    def _ends_beyond(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether the last capital after a full name belongs to what follows: «Асан Үсенов Су комитетіне …»."""
        last = tokens[j - 1].text
        if last.endswith(("дағы", "дегі", "тағы", "тегі")):
            return True
        if j - i < 3 or not any(self.is_given(t.text) for t in tokens[i : j - 2]):
            return False
        if is_place(last):
            return True
        named = any(self.surname_gender(t.text)[0] for t in tokens[i + 1 : j - 1])
        if not named or self.surname_gender(last)[0]:
            return False
        following = tokens[j] if j < len(tokens) and tokens[j].joined else None
        owned = following is not None and (self._is_owned(following.text) or self.is_body(following.text))
        return owned or last.endswith(self._oblique_start)

    def _goes_on(self, tokens: list[Token], j: int) -> bool:
        bare = tokens[j].text in self.particles and tokens[j - 1].text.lower() in self.common
        return not bare and super()._goes_on(tokens, j)

    def _leads_in(self, token: Token) -> bool:
        """Whether a capital before others is an adverbial that begins a sentence: «Жазбаға Асан Нұров …»."""
        long = len(token.text) > 5 and not token.initial
        return long and token.text.endswith(self._oblique_start) and not self.is_given(token.text)

    @cached_property
    def _oblique_start(self) -> tuple[str, ...]:
        return tuple(self.words_of("oblique_start"))

    def _is_adjective(self, token: Token, following: Token) -> bool:
        """«Қалалық көлік басқармасы»: a capital of a sentence's beginning on an adjective, with its noun."""
        ends = self._describes(token.text) and not self.is_given(token.text)
        return ends and following.joined and following.text.islower() and following.text not in self._borders

    def _ends_full_name(self, tokens: list[Token], k: int) -> bool:
        """Whether a first and a last name in the nominative end at a word: «Асан Үсенов Ресей президенті …»."""
        first, last = tokens[k - 1], tokens[k]
        pair = first.capital and last.capital and last.joined and self.is_given(first.text)
        return pair and self.surname_gender(last.text)[0] and not last.text.endswith(GENITIVE)

    def _is_human(self, token: Token) -> bool:
        return token.capital and (self.is_given(token.text) or self.surname_gender(token.text)[0])

    def _leads_elsewhere(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a single capital in a case of place comes before the name: «Сиднейге ұшатын Кевин Ли»."""
        word = tokens[i].text
        bent = j - i == 1 and len(word) > 5 and word.endswith(self._oblique_start)
        if not bent or self.is_given(word) or self.surname_gender(word)[0]:
            return False
        return any(self._may_name(t) for t in tokens[j:])

    def _modifies(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a single capital only tells which office is meant: «EcoJer төрайымы», «Даму қорының өкілдері»."""
        if j - i > 1 or j >= len(tokens) or not tokens[j].joined or tokens[j].capital:
            return False
        if tokens[j].text.lower() in self.words_of("honorifics") or tokens[j].text.lower() in self.words_of("calling"):
            return False
        noun = tokens[i].text.lower() in self.words_of("given_nouns")
        if not noun and (self.is_given(tokens[i].text) or self.surname_gender(tokens[i].text)[0]):
            return False
        if self._is_owned(tokens[j].text):
            return True
        return any(self.is_title(t.text) and self._straight(t.text) for t in tokens[j : j + 5])

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        if self._in_memory(tokens, j):
            return True
        following = self._following(tokens, j)
        noun = self.noun(following.text) if following and not following.capital else ""
        human = any(self.is_given(t.text) or self.surname_gender(t.text)[0] for t in tokens[i:j])
        place = noun in self._placing and (not human or self._places(following, single=j - i == 1))
        body = False
        if following is not None and noun in self.bodies and not human:
            body = following.text == noun or self._is_owned(following.text)
        owns = (place and not self._ends_in_place(tokens, i, j)) or body
        return super().is_thing(tokens, i, j) or owns or self._modifies(tokens, i, j)

    def _following(self, tokens: list[Token], j: int) -> Token | None:
        """The word behind a name, or behind its title: «Абай ауданы», «Абылай хан даңғылы»."""
        following = tokens[j] if j < len(tokens) and tokens[j].joined else None
        titled = following and following.text in self.words_of("heroes")
        if titled and j + 1 < len(tokens) and tokens[j + 1].joined:
            return tokens[j + 1]
        return following

    def _places(self, following: Token | None, *, single: bool) -> bool:
        """Whether a noun of places tells what a human being's name is borne by: «Абай ауданы», «Абай ауданының»."""
        if following is None or self._bears_possessive(following.text):
            return True
        return single and following.text.endswith(GENITIVE)

    def _in_memory(self, tokens: list[Token], j: int) -> bool:
        """Whether a name is borne by an institution: «Мұхтар Әуезов атындағы», «Қорқыт ата атындағы»."""
        if j + 1 < len(tokens) and tokens[j].text in self.words_of("honorifics"):
            j += 1
        return j < len(tokens) and tokens[j].text in self.words_of("bearing")

    @cached_property
    def _placing(self) -> frozenset[str]:
        return self.words_of("placing")
