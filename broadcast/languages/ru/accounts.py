"""Russian: who writes under a name that he gives himself, and where: «пользователь lesnik_77», «в паблике my_city»."""

from __future__ import annotations

from functools import cached_property

from broadcast.languages.grammar import opens_marks
from broadcast.languages.ru.bodies import RussianBodies, verb_gender
from broadcast.languages.text import Token, over_marks
from broadcast.model.quoting import Mention
from broadcast.model.text import TextSpan

_UNDER = ("под", "с", "по")
_NEAR = 6  # words between a text and the page on which it stands
_FAR = 14  # words between who publishes and the verb


class RussianAccounts(RussianBodies):
    """Users of networks, and their accounts."""

    def _user(self, tokens: list[Token], head: int) -> Mention | None:
        """Somebody by the name of his account, behind the noun that says what he is: «пользователь под ником …»."""
        if self.noun(tokens[head].text) not in self.words_of("users"):
            return None
        start, stop = self._called(tokens, head + 1)
        if start == stop:
            return None
        return Mention(
            source=TextSpan(tokens[head].start, tokens[stop - 1].end),
            reference="name",
            name=self._plain(tokens[start:stop]),
            role=self.noun(tokens[head].text),
        )

    def _account(self, tokens: list[Token], i: int) -> Mention | None:
        """The account whose page is named at a word: «в паблике my_city», «в Instagram-аккаунте hd7»."""
        noun = self.noun(tokens[i].text)
        if self.noun(noun.rpartition("-")[2]) not in self.words_of("pages"):
            return None
        start, stop = self._called(tokens, i + 1)
        if start == stop:
            return None
        kind = f"{noun} " if noun in self.bodies else ""
        return Mention(
            source=TextSpan(tokens[start].start, tokens[stop - 1].end),
            reference="noun",
            role=kind + self._plain(tokens[start:stop]),
            person=False,
            tells=True,
        )

    def _account_near(self, tokens: list[Token]) -> Mention | None:
        """The account on whose page a text stands: «в подписи к видео, появившемся в паблике my_city»."""
        return next((m for i in range(min(_NEAR, len(tokens))) if (m := self._account(tokens, i))), None)

    def _publishes(self, tokens: list[Token], at: int) -> bool:
        """Whether who is named before a word puts something on the net in that sentence: «сняла и выложила видео»."""
        for token in tokens[at : at + _FAR]:
            if any(c in token.gap for c in ".!?"):
                return False
            lower = token.text.lower()
            if lower.startswith(self._publishing) and verb_gender(lower):
                return True
        return False

    @cached_property
    def _publishing(self) -> tuple[str, ...]:
        return tuple(self.words_of("publishing"))

    def _plain(self, tokens: list[Token]) -> str:
        return "".join((t.gap if k else "") + t.text for k, t in enumerate(tokens))

    def _called(self, tokens: list[Token], at: int) -> tuple[int, int]:
        """Where the name of an account begins and ends behind the noun before a word; nowhere if there is none."""
        while at < len(tokens) and tokens[at].text.lower() in self.words_of("networks") | {"сети", "соцсети"}:
            at += 1
        nicknamed = at + 1 < len(tokens) and tokens[at + 1].text.lower() in self.words_of("nicknames")
        if nicknamed and tokens[at].text in _UNDER:
            return at + 2, self._end_of_nickname(tokens, at + 2)
        if at < len(tokens) and self._is_nickname(tokens[at]):
            return at, at + 1
        return at, at

    def _end_of_nickname(self, tokens: list[Token], at: int) -> int:
        stop = min(at + 1, len(tokens))
        marked = at < len(tokens) and opens_marks(tokens[at].gap)
        while marked and stop < len(tokens) and tokens[stop].joined:
            stop += 1
        return stop

    def _is_nickname(self, token: Token) -> bool:
        """Whether nobody but a user of a network is called so: Latin letters, small or with figures."""
        beside = token.joined or over_marks(token.gap) or token.gap == " @"
        plain = token.text.isascii() and token.text[0].isalnum() and "." not in token.text.strip(".")
        odd = token.text.islower() or "_" in token.text or any(c.isdigit() for c in token.text)
        return beside and plain and odd and not token.text.isdigit()
