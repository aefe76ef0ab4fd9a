"""Russian: whose words a text or a page holds: «говорится в сообщении армии», «сказано на сайте «Волны»»."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from broadcast.languages.grammar import opens_marks, pronoun
from broadcast.languages.ru.declining import of_genitive
from broadcast.languages.ru.telling import RussianTelling
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.text import TextSpan

_TEXTS_SAY = ("говори", "сообща", "отмеча", "подчеркива", "уточня", "указ", "поясня", "добавля", "утвержда", "напомина")
_IN_NAME_OF = ("имени", "лица")
_CLOSES = ("»", "”", "“", '"')


class RussianTexts(RussianTelling):
    """Texts that say something, and bodies in which something is said."""

    def _stands_written(self, verb: str) -> bool:
        """Whether a verb tells what stands in a text: «говорится», «сказано», «гласит»."""
        verb = verb.replace("ё", "е")
        reflexive = verb.endswith(("ся", "сь")) and verb.startswith(_TEXTS_SAY)
        return reflexive or verb in self.words_of("written")

    def _within(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«сообщили в пресс-службе департамента»: a body in the prepositional case."""
        stop = next(
            (i for i, t in enumerate(tokens) if i and ("," in t.gap or self._ends_body(tokens, i))),
            len(tokens),
        )
        if not stop:
            return None
        page = self.noun(tokens[0].text) in self.words_of("pages") - self.bodies
        if page and any(self.is_body(t.text) or t.capital for t in tokens[1:stop]):
            return self._within(text, tokens[1:], known)  # «написали в аккаунте аэропорта»
        head = next((k for k, t in enumerate(tokens[:stop]) if self.is_body(t.text)), 0)
        several = tokens[head].text.endswith(("ах", "ях"))  # «в правоохранительных органах»
        role = self._in_plural(tokens, 0, head, stop) if several else self.role_text(tokens, 0, stop)
        if stop == 1 and opens_marks(tokens[0].gap):
            role = role.replace(tokens[0].text, self._straight(tokens[0].text, known))
        return Mention(
            source=TextSpan(tokens[0].start, tokens[stop - 1].end), reference="noun", role=role, person=False
        )

    def _straight(self, word: str, known: Collection[str]) -> str:
        """The nominative of a name, where the story has it: «Экспорт» for «в «Экспорте»»."""
        return next((form for form in self.forms(word)[1:] if form in known), word)

    def _ends_body(self, tokens: list[Token], i: int) -> bool:
        """Whether the name of a body ends before a word: «в полиции после обыска», «в Минцифры нашему изданию»."""
        lower = tokens[i].text.lower()
        if self._is_legal_form(tokens, i) or self._deals(tokens, i):
            return False
        return lower in self._prepositions or lower in self._addressees or lower in ("нашему", "нашей")

    def _written(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«говорится в сообщении армии Израиля»: the body whose document it is."""
        while len(tokens) > 1 and tokens[0].text.lower() in self.words_of("adding"):
            tokens = tokens[1:]
        texts = self.documents | self.words_of("pages")
        at = next((i for i, t in enumerate(tokens[:6]) if self.noun(t.text) in texts), None)
        nobody = replace(pronoun(TextSpan(tokens[0].start, tokens[0].end), "many"), person=False) if tokens else None
        if at is None:
            placed = bool(tokens) and tokens[0].text.lower() in ("в", "на", "во")
            told = placed and any(self.is_body(t.text) or self.is_title(t.text) or t.capital for t in tokens[1:4])
            return self._within(text, tokens[1:], known) if told else nobody
        first, at = at, next((i for i in range(at, len(tokens)) if not self._goes_into_text(tokens, i + 1)), at)
        rest = tokens[at + 1 :]
        named = next((k + 2 for k, t in enumerate(rest[:-2]) if t.text == "от" and rest[k + 1].text in _IN_NAME_OF), 0)
        rest = rest[named:]
        ends = (k for k, t in enumerate(rest) if "," in t.gap or (self._is_preposition(t) and not self._deals(rest, k)))
        stop = next(ends, len(rest))
        addressed = any(self._is_addressed(t.text) for t in rest[:1])
        whose = self._phrase(text, rest[:stop], known, oblique=True) if stop and not addressed else None
        whose = whose or self._account_near(tokens[at:]) or self._named_in_marks(rest, known)
        if whose or self.noun(tokens[first].text) not in self.documents:
            return whose or nobody
        source = TextSpan(tokens[first].start, tokens[at].end)
        if self.noun(tokens[first].text) in self.words_of("letters"):
            return pronoun(source, "")  # a person wrote it: who is spoken of before
        document = self.head(self.role_plain(tokens, first, at + 1))
        return Mention(source=source, reference="noun", role=document, person=False)

    def _named_in_marks(self, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«в сообщении «Волны»»: a body whose name stands in marks and is one word."""
        if not tokens or not opens_marks(tokens[0].gap) or (len(tokens) > 1 and tokens[1].gap[:1] not in _CLOSES):
            return None
        name = self._straight(tokens[0].text, known)
        source = TextSpan(tokens[0].start, tokens[0].end)
        role = name if name != tokens[0].text else of_genitive(name)
        return Mention(source=source, reference="noun", role=role, person=False)

    def _is_addressed(self, word: str) -> bool:
        """Whether a word after a letter tells to whom it is: «в послании верховному лидеру», «королю»."""
        return word.endswith(("ому", "ему", "ым")) or (self.is_title(word) and word.endswith(("у", "ю")))

    def _is_text_at(self, tokens: list[Token], i: int) -> bool:
        """Whether a text is named from a word on, adjectives before it: «в поздравительном послании»."""
        texts = self.documents | self.words_of("pages")
        return any(self.noun(t.text) in texts for t in tokens[i : i + 6])

    def _goes_into_text(self, tokens: list[Token], i: int) -> bool:
        """Whether a text is part of the text before it: «в проекте заявления»."""
        return i < len(tokens) and tokens[i].joined and self.noun(tokens[i].text) in self.documents
