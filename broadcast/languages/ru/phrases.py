"""Russian: names, roles and noun phrases; the head of a noun phrase stands before its genitives."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import takewhile

from broadcast.languages.grammar import pronoun
from broadcast.languages.ru.inflecting import RussianWords
from broadcast.languages.text import Token, over_marks
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_TELLING_REACH = 4
_LOCATIVE = ("ом", "ем", "ой", "ей")
_ONE = ("один", "одна", "одно", "кто-то")
_ADJECTIVE = re.compile(r"(?:[ыи]й|ая|яя|ое|ее|ого|его|ому|ему|[ыи]м|ую|юю|ой|[ыи]х|[ыи]ми|[ыи]е)\Z")


class RussianPhrases(RussianWords):
    """Names, roles and noun phrases."""

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        start = self._title_before(tokens, end, first)
        while (
            start < end
            and start > first
            and tokens[start].joined
            and self._is_adjective(tokens[start - 1], tokens[start])
        ):
            start -= 1
        return start

    def _title_before(self, tokens: list[Token], end: int, first: int) -> int:
        """The title farthest to the left that agrees with a name in case; for «главе Грузии Саломе …» any title."""
        straight = end < len(tokens) and self.is_straight_name(tokens, end)
        agreeing, other, i = end, end, end
        while i > first and end - i < 12 and self._in_role(tokens, i):
            i -= 1
            word = tokens[i].text
            if not (self.is_title(word) or (self.is_body(word) and i == end - 1)):
                continue
            if (word.lower() == self.noun(word)) == straight:
                agreeing = i
            elif straight:
                other = i
        return agreeing if agreeing < end else other

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
        if lower.endswith(("ние", "тие", "вие", "ства")):
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
        if token.acronym and not self.is_body(token.text):
            return None
        before = i - 1
        while before > 0 and i - before < 4 and tokens[before].joined and tokens[before].text.endswith(_LOCATIVE):
            before -= 1
        if i and token.joined and tokens[before].text.lower() in ("в", "во"):
            return self._telling_body(tokens, i)
        if not self._is_straight(token.text):
            return None
        if not (self.is_title(token.text) or self.is_body(token.text)) or self.noun(token.text) in self.documents:
            return None
        start = i
        while start and tokens[start].joined and self._is_adjective(tokens[start - 1], tokens[start]):
            start -= 1
        if start and tokens[start].joined and tokens[start - 1].text.lower() in self.modifiers:
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
            if tokens[stop].text.lower() in self._addressees:
                break
            stop += 1
        near = [*tokens[max(0, i - 2) : i - 1], *tokens[stop : stop + _TELLING_REACH]]
        near = near[: next((k for k, t in enumerate(near) if t.start > tokens[i].start and "," in t.gap), len(near))]
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
            return None if oblique else self._plain_phrase(text, tokens)
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

    def _plain_phrase(self, text: str, tokens: list[Token]) -> Mention | None:
        """A subject of nouns that no list holds: «написали фанаты», «прокомментировал один из пользователей»."""
        some = next(
            (i for i, t in enumerate(tokens[:-2]) if t.text.lower() in ("один", "одна", "одно", "кто-то")), None
        )
        if some is not None and tokens[some + 1].text.lower() == "из":
            part = tokens[some : some + 4]
        else:
            part = list(takewhile(lambda t: self._goes_with(tokens, tokens.index(t), 0), tokens[:4]))
            if not part or len(part) == len(tokens) > 3 or not self._names_group(part[-1].text):
                return None
        return Mention(
            source=TextSpan(part[0].start, part[-1].end),
            reference="noun",
            role=self.role_plain(part, 0, len(part)),
            many=some is None,
        )

    def _names_group(self, word: str) -> bool:
        """Whether a noun may be a plural subject by its form."""
        lower = word.lower()
        return len(lower) > 4 and lower.endswith(("ы", "и", "ие", "ые")) and lower not in self._addressees

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
