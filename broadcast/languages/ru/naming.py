"""Russian: people's names and the roles before them."""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec.structs import replace

from broadcast.languages.names import fold, given_names
from broadcast.languages.ru.declining import of_genitive
from broadcast.languages.ru.inflecting import RussianWords
from broadcast.languages.text import Token, over_marks
from broadcast.model.quoting import Mention

_FIXED = "иоуэ"  # last letters of foreign first names that no case changes
_OF_FATHERS = ("ов", "ова", "ову", "ев", "ева", "ин", "ина", "овой", "евой", "иной", "овым", "евым")
_PLURAL = ("ы", "и", "ые", "ие", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях", "ых", "их", "ими")
_CYRILLIC = "\u0400"
_ADJECTIVE = re.compile(r"(?:[ыи]й|ая|яя|ое|ее|ого|его|ому|ему|[ыи]м|ую|юю|ой|[ыи]х|[ыи]ми|[ыи]е)\Z")


class RussianNames(RussianWords):
    """Names with the offices before them."""

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
            if not (self.is_title(word) or (self.is_body(word) and i == end - 1)) or self._is_plural(word):
                continue
            if (word.lower() == self.noun(word)) == straight:
                agreeing = i
            elif straight and self.is_title(word) and self.surname_gender(tokens[end].text)[1] != "m":
                other = i  # no case tells: «главе Грузии Саломе …», but not «к главе Грузии Иванов …»
        return agreeing if agreeing < end else other

    def _is_plural(self, word: str) -> bool:
        """Whether a form of a noun is a plural's, so that nobody's name stands in apposition to it."""
        lower, noun = word.lower(), self.noun(word)
        if lower == noun or noun.endswith(("а", "я")):
            return lower != noun and lower.endswith(("ам", "ям", "ами", "ями", "ах", "ях"))
        return lower.endswith(_PLURAL) and not noun.endswith(_PLURAL)

    def _in_role(self, tokens: list[Token], i: int) -> bool:
        """Whether the word before `i` may belong to the role that goes on there."""
        gap = tokens[i].gap
        if not tokens[i].joined and not over_marks(gap) and not self._lists(tokens, i):
            return False
        word = tokens[i - 1].text.lower()
        before = tokens[i - 2] if i > 1 else None
        named = before and before.capital and not before.acronym and not tokens[i - 1].gap.strip()
        if word == "и" and before and named and not (self.is_title(before.text) or self.is_place(before.text)):
            return False  # «нападающему Ивану Котову и вратарю …»: somebody else's role
        return not (
            (word in self._prepositions and word != "по")
            or self._acts(tokens[i - 1].text)
            or word in self.pronouns
            or word in ("что", "который", "как")
        )

    def _lists(self, tokens: list[Token], i: int) -> bool:
        """Whether a comma parts what an office is in charge of: «отдела ЖКХ, транспорта и дорог»."""
        if tokens[i].gap != ", " or self.is_title(tokens[i].text):
            return False
        following = tokens[i + 1 : i + 5]
        return any(t.text == "и" and t.joined for t in following) and not any("," in t.gap for t in following)

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
        if token.text[0] < _CYRILLIC:
            return token.text.lower() in self.common  # «Air Astana» is no place
        return super().is_common(token, known) or (
            token.text.endswith(self._adjectival) and not self.is_given(token.text)
        )

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        begin, stop = super().trim(tokens, i, j, known)
        while begin < stop < j and self.is_given(tokens[stop - 1].text) and self._may_follow(tokens[stop], known):
            stop += 1
        return begin, stop

    def _may_follow(self, token: Token, known: Collection[str]) -> bool:
        """Whether a capital after a given name is a last name: like an adjective (Гусиным) or a place (Данилова)."""
        like_place = self.is_place(token.text) and token.text.endswith(_OF_FATHERS)
        return like_place or not super().is_common(token, known)

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        begin, stop = self.trim(tokens, i, j, known)
        saint = self._placed(tokens, i) and bool(_ADJECTIVE.search(tokens[i].text))
        if begin > i and begin < stop and (saint or self.is_thing(tokens, begin, stop)):
            return None  # «Губернатор Омской области», «площадь Святого Петра»
        if begin + 1 == stop and self._names_body_after(tokens, stop, j):
            return None
        mention = super().person(tokens, i, j, known)
        if mention is None or not mention.role:
            return mention
        office = next((t.text for t in tokens[self.role_start(tokens, begin) : begin] if self.is_title(t.text)), "")
        if not office and self.is_body(tokens[begin - 1].text) and not mention.gender:
            return replace(mention, person=False)  # «авиакомпания Air Nord»
        oblique = office and self.noun(office) != office.lower() and self.noun_gender(office) != "f"
        if mention.subject and oblique:
            return self._agreeing(mention)
        return mention

    def _names_body_after(self, tokens: list[Token], stop: int, j: int) -> bool:
        """Whether a name belongs to the body after it: «Котов университет», «ученик Котов Интеллектуальной школы»."""
        body = j < len(tokens) and tokens[j].joined and self.is_body(tokens[j].text)
        return body and (stop < j or tokens[j].text.lower() == self.noun(tokens[j].text))

    def _agreeing(self, mention: Mention) -> Mention:
        """«поэта Александра Котова» is Александр: the office tells the case that the name may hide."""
        name = " ".join(part if "." in part else of_genitive(part) for part in mention.name.split())
        first = name.split()[0]
        declines = first != mention.name.split()[0]
        if name == mention.name or not (given_names().get(fold(first)) == "m" if declines else first[-1] in _FIXED):
            return mention
        return replace(mention, name=name, gender="m", subject=False)

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
        before = tokens[i - 1].text.lower() if i else ""
        if before in ("имени", "им") or (j - i == 1 and tokens[i].joined and before in self.words_of("into_places")):
            return True
        return super().is_thing(tokens, i, j) or (j - i == 1 and self._placed(tokens, i))

    def _placed(self, tokens: list[Token], i: int) -> bool:
        """Whether the word before names a place, and a name follows: «в городе Алатау»."""
        joined = tokens[i].joined or tokens[i].gap == ". "  # «по ул. Котова»
        return bool(i) and joined and tokens[i - 1].text.lower() in self.words_of("placing")
