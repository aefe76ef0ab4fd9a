"""Russian: bodies that tell news, and those of which a story only speaks."""

from __future__ import annotations

from broadcast.languages.ru.declining import genitive
from broadcast.languages.ru.offices import RussianOffices
from broadcast.languages.text import Token, over_marks
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_TELLING_REACH = 5
_RELATIVE = ("где", "куда", "откуда", "котор")
_PLACING = ("в", "во", "на")
_LONGEST = 6  # words of a body's name
_STRAIGHT = ("ый", "ий", "ой", "ая", "яя", "ое", "ее")
_AGENT = ("ой", "ей", "ом", "ем", "ью")


class RussianBodies(RussianOffices):
    """Bodies by their names, whatever the case."""

    def mouthpiece_of(self, mouthpiece: str, body: str) -> str:
        """«пресс-служба Министерства культуры» of «Министерство культуры»."""
        parts = body.split()
        head = next((k for k, part in enumerate(parts) if self.is_body(part) or part.isupper()), None)
        if head is None or not all(part.endswith(_STRAIGHT) for part in parts[:head]):
            return ""
        return " ".join((mouthpiece, *map(genitive, parts[: head + 1]), *parts[head + 1 :]))

    def same_body(self, phrase: str, name: str) -> bool:
        """A body is not its own press office, nor by its short name a part of it: «комиссия Минздрава»."""
        if self.is_mouthpiece(phrase) != self.is_mouthpiece(name) or not super().same_body(phrase, name):
            return False
        nouns = [self.noun(word) for word in name.split()]
        short = self.noun(phrase)
        part = phrase[0].isupper() and short in nouns and any(self.is_body(n) for n in nouns[: nouns.index(short)])
        return not part or self.is_mouthpiece(phrase)

    def _telling_body(self, tokens: list[Token], i: int, at: int) -> Mention | None:
        """«В министерстве сообщили», «рассказали в полиции»: a body as the subject of a plural verb of speech.

        :param at: where «в» stands; adjectives of the body follow it.
        """
        if self.noun(tokens[i].text) not in self.bodies and not self.acronym(tokens[i].text):
            return None
        stop = self._body_end(tokens, i)
        if not self._are_telling(tokens, at, stop):
            return None
        start = i if tokens[i].acronym else at + 1
        if stop > i + 1 and self.noun(tokens[i].text) in self.documents:
            start = i + 1  # «в пресс-релизе прокуратуры сообщили»
        return self._body(tokens, start, stop, tells=True)

    def _are_telling(self, tokens: list[Token], at: int, stop: int) -> bool:
        """Whether a plural verb of speech stands beside a body in the prepositional case, in its clause."""
        resumed = self._after_relative_clause(tokens, stop)
        following = tokens[resumed : resumed + _TELLING_REACH]
        ends = (k for k, t in enumerate(following) if "," in t.gap and (k or resumed == stop))
        following = following[: next(ends, len(following))]
        near = (*self._clause_before(tokens, at), *following)
        return any(self.verb(t.text) and is_plural_verb(t.text) for t in near)

    def _after_relative_clause(self, tokens: list[Token], stop: int) -> int:
        """Where a sentence goes on behind «…, куда стекаются жалобы, …»; the word itself if no such clause begins."""
        clause = [t.text.lower() for t in tokens[stop : stop + 2]]
        if not clause or "," not in tokens[stop].gap or not any(w.startswith(_RELATIVE) for w in clause):
            return stop
        return next((k for k in range(stop + 1, len(tokens)) if "," in tokens[k].gap), stop)

    def _named_place(self, tokens: list[Token], i: int) -> Mention | None:
        """«в Northbank ответили»: a body that no list holds, by its Latin letters."""
        led = bool(i) and tokens[i].joined and tokens[i - 1].text.lower() in ("в", "во")
        if not (led and tokens[i].capital and tokens[i].text.isascii()) or self.is_place(tokens[i].text):
            return None
        stop = self._body_end(tokens, i)
        return self._body(tokens, i, stop, tells=True) if self._are_telling(tokens, i - 1, stop) else None

    def _clause_before(self, tokens: list[Token], at: int) -> list[Token]:
        """The words before a place that no mark parts from it: «предупредили жителей города в акимате»."""
        begin = at
        while begin > 0 and at - begin < _TELLING_REACH and tokens[begin].joined:
            begin -= 1
        return tokens[begin:at]

    def _body_aside(self, tokens: list[Token], i: int) -> Mention | None:
        """A body in any case, if it is told which: a later «в министерстве» may mean it; «по данным полиции» tells."""
        word = tokens[i].text
        told = word.lower() not in self._addressees and self._is_body_of_people(word)
        if not told or self.noun(word) in self.titles | self.words_of("pages"):
            return None
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        if self.noun(word) in self.words_of("mouthpieces") and self.noun(after) in self.kinds:
            return None  # «пресс-служба ведомства»: of which, tells the story before
        source = next((k for k in range(i, max(0, i - 4), -1) if self._is_source(tokens, k)), 0)
        start, stop = self.phrase_start(tokens, i, source), self._body_end(tokens, i)
        tells = bool(source) and start == source
        if not tells and (stop - start == 1 or self._is_plural(word)):
            return None
        agent = word.endswith(_AGENT) and self._begins_clause(tokens, start)  # «Прокуратурой города пресечена …»
        return self._body(tokens, start, stop, tells=tells, subject=agent)

    def _named_source(self, tokens: list[Token], i: int) -> Mention | None:
        """«по данным УГД», «со ссылкой на Reuters»: a source that no list holds, by its capitals."""
        token = tokens[i]
        if not (token.acronym or token.text.isascii() or "." in token.text) or not self._is_source(tokens, i):
            return None
        return self._body(tokens, i, self._body_end(tokens, i), tells=True)

    def _telling_acronym(self, tokens: list[Token], i: int) -> Mention | None:
        """«ФБР сообщило»: a body that no list holds, before its verb of speech."""
        if i + 1 == len(tokens) or not tokens[i + 1].joined or not self.verb(tokens[i + 1].text):
            return None
        if i and tokens[i].joined and tokens[i - 1].text.lower() in _PLACING:
            return None  # «на КПП выложили»
        outlet = tokens[i].text.lower() in self.words_of("agencies")
        return None if outlet or not tokens[i].text.isalpha() else self._body(tokens, i, i + 1, tells=True)

    def _is_source(self, tokens: list[Token], i: int) -> bool:
        """Whether the source of news is named from a word on: «по данным …», «со ссылкой на …»."""
        before = [t.text.lower() for t in tokens[max(0, i - 2) : i]]
        if len(before) < 2:
            return False
        cited = before == ["ссылкой", "на"] or (before[0] == "по" and before[1] in self._of_words)
        return cited or self._stands_in(tokens, i - 1)

    def _stands_in(self, tokens: list[Token], at: int) -> bool:
        """Whether a text or a page stands at a word, after a preposition: «в ежегодном отчёте …», «в Twitter …»."""
        lower = tokens[at].text.lower()
        if not (self.noun(lower) in self.documents | self.words_of("pages") or lower in self.words_of("networks")):
            return False
        start = self.phrase_start(tokens, at)
        return start > 0 and tokens[start - 1].text.lower() in ("в", "на", "из")

    def _body_end(self, tokens: list[Token], i: int) -> int:
        stop = i + 1
        while stop < len(tokens) and stop - i < _LONGEST and self._goes_with(tokens, stop, i):
            lower = tokens[stop].text.lower()
            aside = lower == "по" and stop > i + 1 and not self.is_body(tokens[stop - 1].text)
            related = self._deals(tokens, stop)
            if aside or (lower in self._addressees and not related):
                break  # «план Минтруда страны по ремонту»
            stop += 1
        return stop - (tokens[stop - 1].text == "и")  # no name ends so, however long it is

    def _body(self, tokens: list[Token], start: int, stop: int, *, tells: bool, subject: bool = True) -> Mention:
        return Mention(
            source=TextSpan(tokens[start].start, tokens[stop - 1].end),
            reference="noun",
            role=self.role_text(tokens, start, stop),
            subject=subject,
            person=False,
            tells=tells,
        )

    def _is_legal_form(self, tokens: list[Token], i: int) -> bool:
        """«ГКП на ПХВ «Водоканал»»: how a body holds its property stands within its name."""
        return tokens[i].text == "на" and i + 1 < len(tokens) and tokens[i + 1].text in ("ПХВ", "праве")

    def _deals(self, tokens: list[Token], i: int) -> bool:
        """Whether a word goes on with whom a body deals: «отдел по связям с общественностью и СМИ»."""
        before, word = tokens[i - 1].text.lower(), tokens[i].text
        return (before, word) == ("и", "СМИ") or (word in ("с", "со") and before in self.words_of("dealings"))

    def _is_object(self, tokens: list[Token], i: int, head: int) -> bool:
        """Whether a noun is a verb's object and no genitive: «прокомментировал галерист информацию»."""
        governed = any(t.text in ("по", "с", "со") for t in tokens[head:i])
        return tokens[i].text.islower() and tokens[i].text.endswith(("у", "ю")) and not governed

    def _is_other_body(self, word: str) -> bool:
        """Whether a word is a body in the nominative, so that it is none that another leads: «банк и профсоюз»."""
        return self._is_body_of_people(word) and word.lower() == self.noun(word)

    def _begins_clause(self, tokens: list[Token], at: int) -> bool:
        """Whether a clause begins at a word: no other words are joined to it but a conjunction, or when it was."""
        placed = bool(at) and tokens[at - 1].text.lower() in _PLACING
        while at and not placed and tokens[at].joined and tokens[at - 1].text.lower() in self.words_of("times"):
            at -= 1
        return not at or not tokens[at].joined or tokens[at - 1].text.lower() in self.words_of("before_a_subject")

    def _goes_with(self, tokens: list[Token], i: int, head: int) -> bool:
        token = tokens[i]
        if not token.joined and not over_marks(token.gap) and token.gap != " №":
            return False
        lower = token.text.lower()
        if lower == "и" and i + 1 < len(tokens) and self._is_other_body(tokens[i + 1].text):
            return False
        if lower == "по":
            return i + 1 < len(tokens) and tokens[i + 1].text.lower() not in self.words_of("not_in_charge")
        if self._is_legal_form(tokens, i) or self._deals(tokens, i):
            return True
        if token.text.isdigit() and i + 1 < len(tokens) and tokens[i + 1].text.lower() in self.common:
            return False  # «управление 10 августа»
        if token.capital and lower[-1] in "ую" and self.is_given(token.text):
            return False  # «поручил глава государства Данияру Асанову»
        adverb = len(lower) > 6 and lower.endswith(("но", "ски")) and lower not in self._nouns
        adverb = adverb or lower in self._addressees
        stops = (
            adverb or lower in self._prepositions or lower in self.pronouns or lower in self.words_of("never_in_a_name")
        )
        stops = stops or lower.endswith(("ясь", "вшись")) or self._is_object(tokens, i, head)
        return not stops and not self.verb(lower) and not self._is_predicate(token.text)


def is_plural_verb(word: str) -> bool:
    """Whether a finite verb has several subjects, or none: «сообщили», «пишут»."""
    return word.endswith(("ли", "лись", "ют", "ут", "ят", "ат"))


def verb_gender(word: str) -> Gender | None:
    """The gender of its subject that a verb in the past tense tells."""
    if word.endswith(("ла", "лась")):
        return "f"
    return "m" if word.endswith(("л", "лся", "к", "г", "ес", "ёс")) else None
