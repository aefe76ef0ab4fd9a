"""Russian: the offices that stand behind a name or before it with a comma."""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec.structs import replace

from broadcast.languages.ru.naming import ADJECTIVE, RussianNames
from broadcast.languages.text import Token, over_marks
from broadcast.model.quoting import Mention

_LONGEST = 16  # words of an office
_NAMING = ("роли", "имени")  # before whoever gave a thing its name: «исполнительница роли Маргарет Тэтчер»
_DASHED = (" - ", " – ", " — ")
_AGED = re.compile(r"\d+-летн(?:ий|яя)\Z")


class RussianOffices(RussianNames):
    """Offices in apposition."""

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        mention = super().person(tokens, i, j, known)
        if mention is None or mention.role:
            return mention
        begin, stop = self.trim(tokens, i, j, known)
        role = self._apposition(tokens, stop, subject=mention.subject) or self._office_before(tokens, begin, stop)
        return replace(mention, role=role, person=True) if role else mention

    def role_text(self, tokens: list[Token], start: int, end: int) -> str:
        """Without the word of honour that stands between an office and a name: «директор школы сэр Питер Росс»."""
        named = end < len(tokens) and tokens[end].joined and tokens[end].capital
        while named and end > start and tokens[end - 1].text.lower() in self.words_of("honorifics"):
            end -= 1
        return super().role_text(tokens, start, end)

    def describes(self, word: str) -> bool:
        return bool(ADJECTIVE.search(word))

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        """As everywhere; «климатолог, начальник отдела Олег Котов» bears two offices."""
        start = super().role_start(tokens, end, first)
        if not first < start < end or tokens[start].gap != ", ":
            return start
        near = [*tokens[max(first, start - _LONGEST) : start], tokens[start]._replace(gap=" ")]
        earlier = start - (len(near) - 1) + super().role_start(near, len(near) - 1)
        last = tokens[start - 1]
        named = last.capital and self.surname_gender(last.text)[0] and not self.is_place(last.text)
        named = named or any(self._is_namely(t) for t in tokens[earlier:start])
        return start if named else earlier  # «аким области Иван Котов, директор фонда Анна Белова»

    def _is_namely(self, token: Token) -> bool:
        """Whether a word is a given name, and no body: «Верховной Рады»."""
        return token.capital and self.is_given(token.text) and not self.is_body(token.text)

    def _office_before(self, tokens: list[Token], begin: int, stop: int) -> str:
        """«Вдова художника, Элита Горина, сказала», «защитник – Иван Котов сказал»: an office, a mark and a name."""
        ended = stop >= len(tokens) or not tokens[stop].joined
        name = tokens[begin]
        if begin and _AGED.match(tokens[begin - 1].text):
            begin, ended = begin - 1, True  # «житель посёлка, 47-летний Иван Котов»
        parted = tokens[begin].gap == ", " and ended
        parted = parted or (tokens[begin].gap in _DASHED and (ended or self.verb(tokens[stop].text)))
        if not begin or not parted:
            return ""
        near = [*tokens[max(0, begin - _LONGEST) : begin], name._replace(gap=" ")]
        start, end = self.role_start(near, len(near) - 1), len(near) - 1
        titles = [t.text for t in near[start:end] if self.is_title(t.text)]
        role = self.role_text(near, start, end)
        if titles and near[start].text.lower() in self.words_of("indefinite"):
            return role[0].lower() + role[1:]  # «Один из адвокатов»
        if not titles or not self._is_straight(titles[0]):
            return ""
        return self.small(near[start], role, frozenset())

    def _apposition(self, tokens: list[Token], at: int, *, subject: bool = True) -> str:
        """«Иван Котов, слесарь депо»: an office between commas after a name, in the name's case."""
        if at >= len(tokens) or tokens[at].gap.strip() != ",":
            return ""
        stop = next((k for k in range(at + 1, len(tokens)) if not self._in_office(tokens, k)), len(tokens))
        head = next((k for k in range(at, min(stop, at + 3)) if self.is_title(tokens[k].text)), None)
        if head is None or stop - at > _LONGEST:
            return ""
        straight = self._is_straight(tokens[head].text) or self._is_held(tokens, head)
        if straight != subject or self._is_plural(tokens[head].text):
            return ""
        led = (t.text.lower() in _NAMING for t in (tokens[at], *tokens[at : stop - 1]))
        if any(self._tells_more(t) and not named for t, named in zip(tokens[at:stop], led, strict=True)):
            return ""  # «Анна Белова, которую окружили журналисты», «когда пришёл Котов, директор уехал»
        return self.role_text(tokens, at, stop)

    def _in_office(self, tokens: list[Token], k: int) -> bool:
        return tokens[k].joined or over_marks(tokens[k].gap)

    def _tells_more(self, token: Token) -> bool:
        """Whether a word belongs to a clause or to somebody else, not to an office."""
        lower = token.text.lower()
        return self._is_namely(token) or self._acts(lower) or self.verb(lower) or lower.startswith("котор")

    def _is_straight(self, word: str) -> bool:
        """Whether a noun may stand in the nominative, singular or plural."""
        lower = word.lower()
        noun = self.noun(lower)
        if lower == noun or self._is_straight_plural(lower):
            return True
        stem = noun.rstrip("аяоьй") if len(noun) > 3 else noun
        return (
            lower.startswith(stem[:-2]) and lower.endswith(("ы", "и", "ые", "ие")) and noun[-1] not in "ая"
        ) or lower.endswith(("ели", "иеся"))
