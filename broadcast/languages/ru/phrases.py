"""Russian: noun phrases; the head of a noun phrase stands before its genitives."""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile

from broadcast.languages.grammar import closed, opens_marks, pronoun
from broadcast.languages.ru.declining import of_genitive
from broadcast.languages.ru.naming import RussianNames
from broadcast.languages.text import Token, over_marks
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_TELLING_REACH = 4
_LOCATIVE = ("ом", "ем", "ой", "ей")


class RussianPhrases(RussianNames):
    """Noun phrases, and names among them."""

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        token = tokens[i]
        if token.acronym and not self.is_body(token.text):
            return None
        before = i - 1
        while before > 0 and i - before < 4 and tokens[before].joined and tokens[before].text.endswith(_LOCATIVE):
            before -= 1
        if i and token.joined and tokens[before].text.lower() in ("в", "во"):
            return self._telling_body(tokens, i)
        if not self._is_straight(token.text) or not self._speaks(token.text):
            return None
        start = i
        while start and tokens[start].joined and self._is_adjective(tokens[start - 1], tokens[start]):
            start -= 1
        if start and tokens[start].joined and tokens[start - 1].text.lower() in self.modifiers:
            start -= 1
        if tokens[start].text.lower() in self.words_of("demonstrative"):
            return None
        told = self._told_before(tokens, start)
        if not (told or self._begins_clause(tokens, start)):
            return None
        noun = self.noun(token.text)
        stop = i + 1
        while stop < len(tokens) and stop - i < 6 and self._goes_with(tokens, stop, i):
            stop += 1
        many = token.text.lower() != noun
        return Mention(
            source=TextSpan(tokens[start].start, token.end),
            reference="noun",
            role=self.role_plain(tokens, start, stop) if many else self.role_text(tokens, start, stop),
            many=many,
            person=noun in self.titles,
            tells=told or any(self.verb(t.text) for t in tokens[stop : stop + 1]),
        )

    def _speaks(self, word: str) -> bool:
        """Whether a noun names people or a body, and no text of theirs."""
        return (self.is_title(word) or self.is_body(word)) and self.noun(word) not in self.documents

    def _begins_clause(self, tokens: list[Token], at: int) -> bool:
        """Whether a clause begins at a word: no other word is joined to it but a conjunction."""
        return not at or not tokens[at].joined or tokens[at - 1].text.lower() in self.words_of("before_a_subject")

    def _told_before(self, tokens: list[Token], at: int) -> bool:
        """Whether a verb of speech stands before a word: «сообщает полиция», «сообщила ТАСС в пятницу полиция»."""
        for k in range(at - 1, max(-1, at - 5), -1):
            if not tokens[k + 1].joined:
                return False
            lower = tokens[k].text.lower()
            if self.verb(lower):
                return True
            if not (
                lower in self._addressees
                or lower in self.words_of("times")
                or tokens[k].acronym
                or lower.endswith(self._reporters)
            ):
                return False
        return False

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
            source=TextSpan(tokens[i].start, tokens[stop - 1].end),
            reference="noun",
            role=role,
            person=False,
            tells=True,
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
        quoted_name = opens_marks(tokens[begin].gap)
        if quoted_name or (one and titled and self._names_body(tokens, begin, known)):
            return None
        if one and not titled and stop < len(tokens) and self.is_title(tokens[stop].text) and tokens[stop].joined:
            return None
        mention = self.person(tokens, i, j, known)
        if mention is None or (one and titled and not mention.subject and not oblique):
            return None
        start = self.role_start(tokens, begin)
        role = self.role_text(tokens, start, begin) or self._apposition(tokens, stop)
        name, gender = mention.name, mention.gender
        if oblique and mention.subject:
            name = " ".join(part if "." in part else of_genitive(part) for part in name.split())
            gender = self.gender_of(name.split())
        return Mention(
            source=mention.source,
            reference="name",
            name=name,
            role=role,
            gender=gender,
            person=mention.person or not self.is_body(tokens[begin].text),
        )

    def _apposition(self, tokens: list[Token], at: int) -> str:
        """«Иван Котов, слесарь депо»: an office between commas after a name."""
        if at >= len(tokens) or tokens[at].gap.strip() != ",":
            return ""
        stop = next((k for k in range(at + 1, len(tokens)) if not tokens[k].joined), len(tokens))
        head = next((k for k in range(at, min(stop, at + 3)) if self.is_title(tokens[k].text)), None)
        if head is None or stop - at > 10 or not self._is_straight(tokens[head].text):
            return ""
        if any(self._acts(t.text) or t.text.startswith("котор") for t in tokens[at:head]):
            return ""  # «Анна Белова, которую окружили журналисты»
        return self.role_text(tokens, at, stop)

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
        return closed("".join((t.gap if k else "") + t.text for k, t in enumerate(tokens[start:stop])))

    def _goes_with(self, tokens: list[Token], i: int, head: int) -> bool:
        token = tokens[i]
        if not token.joined and not over_marks(token.gap):
            return False
        lower = token.text.lower()
        if lower == "по":
            return True
        adverb = len(lower) > 6 and lower.endswith(("но", "ски")) and lower not in self._nouns
        adverb = adverb or lower in self._addressees
        stops = (
            adverb or lower in self._prepositions or lower in self.pronouns or lower in self.words_of("never_in_a_name")
        )
        return not stops and not self.verb(lower) and not self._acts(token.text)

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
