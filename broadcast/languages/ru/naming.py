"""Russian: people's names and the roles before them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec.structs import replace

from broadcast.languages.grammar import opens_marks
from broadcast.languages.names import fold, given_names
from broadcast.languages.ru.declining import of_genitive, of_many
from broadcast.languages.ru.inflecting import RussianWords
from broadcast.languages.text import Token, in_brackets, over_marks
from broadcast.model.quoting import Mention

_FIXED = "иоуэ"  # last letters of foreign first names that no case changes
_OF_FATHERS = ("ов", "ова", "ову", "ев", "ева", "ин", "ина", "овой", "евой", "иной", "овым", "евым")
_PLURAL = ("ы", "и", "ые", "ие", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях", "ых", "их", "ими")
_CYRILLIC = "\u0400"
_OBLIQUE_ACTING = ("ющего", "ющей", "ющему", "ющим", "ющую", "ющем")
_REFLEXIVE = ("ется", "ится", "ются", "ятся", "лся", "лась", "лось", "лись")
_HAVING_DONE = ("ив", "ав", "ыв")  # «Пустив», «Узнав»
_OPENING = ("льно", "енно", "ечно", "ески", "аю", "яю", "ишу", "ошу", "ажу", "ижу", "орю", "трю")  # of no name
_POSSESSIVE = ("его", "ее", "её", "их")
_CLIPPED = ("зам", "пом")  # «замминистра»: no case changes it
_WORDS = 18  # of an office at most
_WITHIN = 8  # words before «в Украине» among which an office stands
_NAMED_AFTER = ("имени", "им", "им.")
_OBLIQUE = re.compile(r"(?:[ое]го|[ое]му|[ое]й)\Z")  # «площадь Святого Петра», but not «село Верхнее Асан Үсенов»
ADJECTIVE = re.compile(
    r"(?:[ыи]й|ая|яя|ое|ее|ого|его|ому|ему|[ыи]м|ую|юю|ой|[ыи]х|[ыи]ми|[ыи]е|(?:нн|льн|[тдзсрчшвпжг]н|[сц]к)ом)\Z"
)


# Endings of adjectives, and the cases (nominative, genitive, dative, accusative, instrumental, prepositional; o: all
# oblique ones), genders and numbers that each may be.
_CASES = {
    "ый": "nm",
    "ий": "nm",
    "ой": "nm of",
    "ая": "nf",
    "яя": "nf",
    "ое": "nn",
    "ее": "nn",
    "ые": "np",
    "ие": "np",
    "ого": "gm",
    "его": "gm",
    "ому": "dm",
    "ему": "dm",
    "ым": "im dp",
    "им": "im dp",
    "ей": "of",
    "ую": "af",
    "юю": "af",
    "ом": "pm",
    "ем": "pm",
    "ых": "gp",
    "их": "gp",
    "ыми": "ip",
    "ими": "ip",
}
_MARKS = '«»"“”,'
_OF_SOMEBODY = ("овой", "евой", "иной", "овым", "евым", "иным")  # «с Котовым адвокат Анна Белова»

_MARKS = '«»"“”,'


class RussianNames(RussianWords):
    """Names with the offices before them."""

    def name_runs(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """As everywhere; «имени Абая» ends before «Иван Котов»."""
        for i, j in super().name_runs(tokens):
            after = i
            if i and tokens[i - 1].text.lower() in _NAMED_AFTER:
                straight = (k for k in range(i + 1, j - 1) if self.is_given(tokens[k].text))
                after = next((k for k in straight if self.is_straight_name(tokens, k)), i)
            if after > i:
                yield i, after
            yield after, j

    def head(self, role: str) -> str:
        """As of one office, but every one of a list: «глава компании, депутат и врач»."""
        straight = super().head(role)
        return role if straight == role else self._straight_list(straight.split(" "))

    def _straight_list(self, parts: list[str]) -> str:
        """An office in the nominative, and those behind a comma or «и» that still stand in an oblique case."""
        for k in range(1, len(parts)):
            joins = parts[k - 1] == "и" and k > 1 and parts[k - 2].lower() == self.noun(parts[k - 2])
            if not parts[k - 1].endswith(",") and not (joins and self.is_title(parts[k - 2])):
                continue
            office = next((w for w in (p.strip(_MARKS) for p in parts[k : k + 3]) if self.is_title(w)), "")
            if office and office.lower() != self.noun(office) and not self._is_plural(office):
                return " ".join((*parts[:k], self.head(" ".join(parts[k:]))))
        return " ".join(parts)

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        start = self._title_before(tokens, end, first)
        if start == end or tokens[start].text.lower() != self.noun(tokens[start].text):
            one = self._one_of_several(tokens, end, first)
            start = start if one is None else one
        return start if start == end else self.phrase_start(tokens, start, first)

    def phrase_start(self, tokens: list[Token], at: int, first: int = 0) -> int:
        """Where the noun phrase begins whose noun stands at a word: before its adjectives and «и. о.»."""
        while at > first and tokens[at].joined and self._describes(tokens[at - 1], tokens[at]):
            at -= 1
        return at

    def _describes(self, adjective: Token, after: Token) -> bool:
        """Whether a word is an adjective of the next one, no other noun's and nobody's name."""
        name = adjective.capital and len(adjective.text) > 6 and adjective.text.endswith(_OF_SOMEBODY)
        noun = after.text.lower() in self._nouns or not ADJECTIVE.search(after.text)
        agrees = noun or _cases(adjective.text) & _cases(after.text)
        return bool(agrees) and not name and self._is_adjective(adjective, after)

    def _is_held(self, tokens: list[Token], at: int) -> bool:
        """Whether a noun is the office of an acting holder, whatever the case: «и. о. министра»."""
        before = (t.text.lower() for t in tokens[self.phrase_start(tokens, at) : at] if self._is_acting(t))
        return any(not t.partition(" обязанности")[0].endswith(_OBLIQUE_ACTING) for t in before)

    def _title_before(self, tokens: list[Token], end: int, first: int) -> int:
        """The title farthest to the left that agrees with a name in case; for «главе Грузии Саломе …» any title."""
        straight = end < len(tokens) and self.is_straight_name(tokens, end)
        agreeing, other, i = end, end, end
        while i > first and end - i < _WORDS and self._in_role(tokens, i):
            i -= 1
            word = tokens[i].text
            told = self.is_title(word) and not opens_marks(tokens[i].gap)  # no «Электрик» of a firm
            if not (told or (i == end - 1 and self._is_body_of_people(word))) or self._is_plural(word):
                continue
            clipped = word.lower().startswith(_CLIPPED) and word.endswith(("а", "ы"))
            if clipped or (word.lower() == self.noun(word) or self._is_held(tokens, i)) == straight:
                agreeing = i
            elif straight and self.is_title(word) and not self._declines(tokens[end].text):
                other = i  # no case tells: «главе Грузии Саломе …», but not «к главе Грузии Иванов …»
        return agreeing if agreeing < end else other

    def _one_of_several(self, tokens: list[Token], end: int, first: int) -> int | None:
        """Where «один из» begins a role: «Один из самых давних жителей посёлка Иван Котов»."""
        if end == len(tokens) or not (self.is_given(tokens[end].text) and self.is_straight_name(tokens, end)):
            return None
        at = end
        while at > first and end - at < _WORDS and self._in_role(tokens, at):
            at -= 1
        before = [t.text.lower() for t in tokens[max(first, at - 2) : at]]
        return at - 2 if at < end and before in (["один", "из"], ["одна", "из"]) else None

    def _declines(self, name: str) -> bool:
        """Whether a name in the nominative shows it: «Иванов», «Асан», but not «Саломе»."""
        of_man = given_names().get(fold(name)) == "m" and name[-1] not in "аеёиоуыэюя"
        return of_man or self.surname_gender(name)[1] == "m"

    def _is_body_of_people(self, word: str) -> bool:
        return self.is_body(word) and self.noun(word) not in self.documents

    def _is_plural(self, word: str) -> bool:
        """Whether a form of a noun is a plural's, so that nobody's name stands in apposition to it."""
        lower, noun = word.lower(), self.noun(word)
        if self._is_straight_plural(lower) or lower in of_many(noun) or noun in self.words_of("plurals"):
            return True
        if lower == noun or noun.endswith(("а", "я")):
            return lower != noun and lower.endswith(("ам", "ям", "ами", "ями", "ах", "ях"))
        return lower.endswith(_PLURAL) and not noun.endswith(_PLURAL)

    def _is_straight_plural(self, lower: str) -> bool:
        """Whether a form is the nominative plural of a noun that does not make it as most do: «друзья», «горожане»."""
        return lower in self.words_of("plurals") or (lower.endswith(("ане", "яне")) and self.noun(lower) != lower)

    def _in_role(self, tokens: list[Token], i: int) -> bool:
        """Whether the word before `i` may belong to the role that goes on there."""
        gap = tokens[i].gap
        if not (tokens[i].joined or over_marks(gap) or self._lists(tokens, i) or in_brackets(tokens, i)):
            return False
        word = tokens[i - 1].text.lower()
        before = tokens[i - 2] if i > 1 else None
        named = before and before.capital and before.text[1:2].islower() and not tokens[i - 1].gap.strip()
        if word == "и" and before and named and not (self.is_title(before.text) or self.is_place(before.text)):
            return False  # «нападающему Ивану Котову и вратарю …»: somebody else's role
        return not (
            (self._is_preposition(tokens[i - 1]) and word != "по" and not self._is_posted(tokens, i))
            or self._acts(tokens[i - 1].text)
            or (word in self.pronouns and not (word in _POSSESSIVE and before and self.is_title(before.text)))
            or word in self.words_of("never_in_an_office")
        )

    def _is_preposition(self, token: Token) -> bool:
        """Whether a word is a preposition, and no acronym: «институт СО РАН»."""
        return token.text.lower() in self._prepositions and not (token.acronym and len(token.text) > 1)

    def _is_posted(self, tokens: list[Token], i: int) -> bool:
        """Whether the preposition before a word tells where somebody holds an office: «посол Ирландии в Марокко»."""
        before = tokens[max(0, i - _WITHIN) : i - 1]
        if tokens[i - 1].text in ("с", "со"):
            return bool(before) and before[-1].text in self.words_of("dealings")  # «центр борьбы со СПИДом»
        if tokens[i - 1].text == "на":
            return any(self.noun(t.text) in self.words_of("posted") for t in before)
        if tokens[i - 1].text == "от":
            return any(self.is_title(t.text) for t in before[-2:])  # «депутат от партии», «конгрессмен от штата»
        if tokens[i - 1].text == "при" and (self.is_title(tokens[i].text) or self.is_body(tokens[i].text)):
            return True  # «эксперт центра при президенте»
        named = tokens[i].capital and (self.is_place(tokens[i].text) or tokens[i].acronym)
        named = named or any(t.text in self.words_of("posted_in") for t in tokens[i : i + 2])
        named = named or (tokens[i - 1].text == "из" and self.is_title(before[-1].text))  # «астролог из телешоу»
        return tokens[i - 1].text in ("в", "при", "из") and named and any(self.is_title(t.text) for t in before)

    def _lists(self, tokens: list[Token], i: int) -> bool:
        """Whether a comma parts what an office is in charge of: «отдела ЖКХ, транспорта и дорог»."""
        if tokens[i].gap != ", " or self.is_title(tokens[i].text):
            return False
        following = tokens[i + 1 : i + 5]
        return any(t.text == "и" and t.joined for t in following) and not any("," in t.gap for t in following)

    def _is_adjective(self, token: Token, noun: Token) -> bool:
        lower = token.text.lower()
        if self._is_acting(token):
            return True
        office = lower in self.words_of("of_offices") or self.is_body(noun.text)  # «Первый вице-министр»
        if (lower in self.common and not office) or self._is_no_adjective(lower):
            return False
        return (bool(ADJECTIVE.search(lower)) and lower not in self.pronouns) or (
            "-" in lower and lower.split("-")[0].isdigit()
        )

    def _is_no_adjective(self, lower: str) -> bool:
        """Whether a word is something else, though it may end like an adjective: «данным», «которого», «правление»."""
        pointing = lower in self.words_of("demonstrative") or lower in self._of_words or lower.startswith("котор")
        other = self.is_title(lower) or self.verb(lower) or lower in self._prepositions
        return pointing or other or lower.endswith(("ние", "тие", "вие", "ства"))

    def may_be_human(self, name: str) -> bool:
        """No name in Latin letters that no list holds: «La Norda»."""
        return super().may_be_human(name) and not (name.isascii() and not self.is_given(name.split()[0]))

    def is_common(self, token: Token, known: Collection[str]) -> bool:
        if "-" in token.text and self.is_body(token.text.rpartition("-")[2]):
            return True  # «YouTube-каналу»
        if token.text[0] < _CYRILLIC:
            site = "." in token.text and not token.initial
            return site or token.text.lower() in self.common  # «Air Nord» is no place
        if self.acronym(token.text) or token.text.endswith(_REFLEXIVE) or self._leads_clause(token):
            return True  # «ЦОНы», «Сообщается»
        if self.is_given(token.text) and self.noun(token.text) != token.text.lower() not in known:
            return False  # «Мэри» is no form of «мэр»
        return super().is_common(token, known) or (
            token.text.endswith(self._adjectival) and not self.is_given(token.text)
        )

    def _leads_clause(self, token: Token) -> bool:
        """Whether a capital comes from a sentence's beginning, by the word's form: «Узнав», «Воспоминания»."""
        done = token.text.endswith(_HAVING_DONE) and len(token.text) > 5 and not token.text.endswith("слав")
        lower = token.text.lower()
        return (done or lower in self.words_of("speech_nouns")) and self._begins_sentence(token, (lower,))

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        while i + 1 < j and self._describes_common(tokens, i, known):
            i += 2  # «Исламской Республики Иран Хасану Бекову»
        if i + 1 < j and tokens[i].text.endswith(_OPENING) and not self.is_given(tokens[i].text):
            i += 1  # «Отдельно Котов отметил», «Отвечаю Котову»
        begin, stop = super().trim(tokens, i, j, known)
        while begin < stop < j and self.is_given(tokens[stop - 1].text) and self._may_follow(tokens[stop], known):
            stop += 1
        if begin + 2 == stop + 1 == j and self._is_called_like_place(tokens, begin):
            stop += 1
        return begin, stop

    def _is_called_like_place(self, tokens: list[Token], at: int) -> bool:
        """«Роберт Амстердам заявил»: a first name, and a place's name right before a verb of speech of one man."""
        named = self.is_given(tokens[at].text) and self.is_straight_name(tokens, at)
        named = named and self.is_place(tokens[at + 1].text)
        return named and at + 2 < len(tokens) and tokens[at + 2].joined and self.verb(tokens[at + 2].text)

    def _describes_common(self, tokens: list[Token], i: int, known: Collection[str]) -> bool:
        adjective = ADJECTIVE.search(tokens[i].text) and not self.is_given(tokens[i].text)
        noun = self.noun(tokens[i + 1].text)
        return bool(adjective) and (noun in self.generic or self.is_common(tokens[i + 1], known))

    def _may_follow(self, token: Token, known: Collection[str]) -> bool:
        """Whether a capital after a given name is a last name: like an adjective (Гусиным) or a place (Данилова)."""
        like_place = self.is_place(token.text) and token.text.endswith(_OF_FATHERS)
        return like_place or not super().is_common(token, known)

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        begin, stop = self.trim(tokens, i, j, known)
        if self._names_thing_in(tokens, i, j, begin, stop):
            return None
        mention = super().person(tokens, i, j, known)
        if mention is None or not mention.role:
            return mention
        if begin > 1 and tokens[begin - 2].text.lower() == "по" and not mention.gender:
            return replace(mention, role="", person=False)  # «министр по вопросам Brexit»
        holder, told = self.gender_of(mention.name.split()), self.noun_gender(mention.role)
        if holder and told and holder != told:
            return replace(mention, role="", gender=holder, subject=False)  # «бывший муж Сауле»
        if j < len(tokens) and tokens[j].joined and tokens[j].capital and self.is_given(tokens[j].text):
            whose = " ".join(of_genitive(part) for part in mention.name.split())
            return replace(mention, name=whose, role="", gender=None, subject=False)  # «адвокат Котова Анна Белова»
        return self._by_office(mention, tokens, begin)

    def _names_thing_in(self, tokens: list[Token], i: int, j: int, begin: int, stop: int) -> bool:
        """Whether what is left of a run of capitals is no person's name but a place's or a body's."""
        named = stop - begin > 1 and self.is_given(tokens[begin].text) and self.is_straight_name(tokens, begin)
        saint = self._placed(tokens, i) and bool(_OBLIQUE.search(tokens[i].text)) and not named
        if begin > i and begin < stop and (saint or self.is_thing(tokens, begin, stop)):
            return True  # «Губернатор Омской области», «площадь Святого Петра»
        if begin + 1 == stop and self._names_body_after(tokens, stop, j):
            return True
        return begin + 2 == stop and self._is_described_place(tokens[begin].text, tokens[begin + 1].text)

    def _by_office(self, mention: Mention, tokens: list[Token], begin: int) -> Mention:
        """A name with what the form of the office before it tells: whose it is, and in which case."""
        start = self.role_start(tokens, begin)
        if tokens[start].text.lower() in ("один", "одна"):
            return mention
        office = next((t.text for t in tokens[start:begin] if self.is_title(t.text)), "")
        of_body = self.is_body(tokens[begin - 1].text) and not mention.gender
        led = of_body or self.noun(office) in self.words_of("offices")
        if led and mention.name.isascii() and not mention.gender and not self.is_given(mention.name.split()[0]):
            return replace(mention, role="", person=False)  # «обозреватель газеты Northern Star», «глава Northbank»
        if not office:
            if of_body:
                return replace(mention, person=False)  # «авиакомпания Air Nord»
            body = self.is_body(tokens[begin - 1].text)  # «партия Асана Бекова»
            return replace(mention, role="") if body else mention
        if not mention.subject or self.noun(office) == office.lower() or self._is_held(tokens, begin):
            return mention
        if of_body:
            return replace(mention, role="", person=False)  # «лидером организации Northern Star Union»
        return self._agreeing(mention) if self.noun_gender(office) != "f" else replace(mention, subject=False)

    def _is_described_place(self, first: str, second: str) -> bool:
        """«Советской Гавани»: an adjective and a noun of no person."""
        person = self.is_given(first) or self.is_given(second) or self.surname_gender(second)[0]
        return first.endswith(("ской", "цкой", "ском", "цком")) and not person

    def _names_body_after(self, tokens: list[Token], stop: int, j: int) -> bool:
        """Whether a name belongs to the body after it: «Котов университет», «ученик Котов Интеллектуальной школы»."""
        body = j < len(tokens) and tokens[j].joined and self.is_body(tokens[j].text)
        return body and (stop < j or tokens[j].text.lower() == self.noun(tokens[j].text))

    def _agreeing(self, mention: Mention) -> Mention:
        """«поэта Александра Котова» is Александр: the office tells the case that the name may hide."""
        name = " ".join(part if "." in part else of_genitive(part) for part in mention.name.split())
        first = name.split()[0]
        declines = first != mention.name.split()[0]
        known = given_names().get(fold(first), None if fold(mention.name.split()[0]) in given_names() else "m")
        if name == mention.name or not (known == "m" if declines else first[-1] in _FIXED):
            return replace(mention, subject=False)
        return replace(mention, name=name, gender="m", subject=False)

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        if j - i == 1 and j < len(tokens) and tokens[j].joined and self._is_described(tokens[i].text, tokens[j].text):
            return True
        before = tokens[i - 1].text.lower() if i else ""
        if before in _NAMED_AFTER or (j - i == 1 and tokens[i].joined and before in self.words_of("into_places")):
            return True
        return super().is_thing(tokens, i, j) or (j - i == 1 and self._placed(tokens, i))

    def _is_described(self, capital: str, noun: str) -> bool:
        """Whether a capital is an adjective that may go with the small noun after it: «Северный ветер»."""
        if not (noun.islower() and len(noun) > 2 and ADJECTIVE.search(capital)):
            return False
        if self.verb(noun) or self._acts(noun) or noun in self._prepositions | self._addressees:
            return False
        man, woman = capital.endswith(("ий", "ый")), capital.endswith(("ая", "яя"))
        return not (man and noun[-1] in "оеаяыиую") and not (woman and noun[-1] not in "аяь")

    def _placed(self, tokens: list[Token], i: int) -> bool:
        """Whether the word before names a place, and a name follows: «в городе Алатау»."""
        return bool(i) and tokens[i].joined and tokens[i - 1].text.lower().rstrip(".") in self.words_of("placing")


def _cases(word: str) -> frozenset[str]:
    """What cases, genders and numbers an adjective may be in; empty for any other word."""
    lower = word.lower()
    return frozenset(next((told for ending, told in _CASES.items() if lower.endswith(ending)), "").split())
