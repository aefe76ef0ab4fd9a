"""Russian: attributions, names, roles.

An attribution stands after a comma and a dash («…», — сказал министр), with the subject after the verb or before it;
or the subject is an object of other words: «приводит слова министра», «говорится в сообщении армии», «рассказали в
департаменте».  The verb's ending tells the gender.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, cached_property

from msgspec.structs import replace

from broadcast.languages.grammar import REACH, opens_marks, pronoun
from broadcast.languages.names import data
from broadcast.languages.ru.bodies import is_plural_verb, verb_gender
from broadcast.languages.ru.texts import RussianTexts
from broadcast.languages.text import Token, over_marks, words
from broadcast.model.quoting import Clause, Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_ACRONYM = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{1,5}\d*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ\d]\Z")
_ONE_OF = {"одного": "один", "одному": "один", "одной": "одна"}
_LED_TO = 4  # words between what is shown and the colon before it


class RussianGrammar(RussianTexts):
    """The attributions of the language."""

    @cached_property
    def _citing(self) -> tuple[str, ...]:
        return tuple(self.words_of("quoting_verbs"))

    def after(self, text: str, known: Collection[str]) -> Clause | None:
        lead, end, tokens = self.first_sentence(text)
        dashed = bool(lead.strip(" ,.!?…;:\u00a0"))
        named = bool(tokens) and opens_marks(tokens[0].gap) and not lead.strip(" \u00a0-–—―−")
        if not tokens or named or not (dashed or "," in lead):
            return None  # «газопровод «Север» — «Блю Лайн», который …»
        return self._clause(text, tokens, end, known, dashed=dashed)

    def _clause(
        self, text: str, tokens: list[Token], end: int, known: Collection[str], *, dashed: bool
    ) -> Clause | None:
        lower = [t.text.lower() for t in tokens[:14]]
        if lower[:2] in (["по", "словам"], ["по", "мнению"]) or lower[0] == "согласно":
            speaker = self._phrase(text, tokens[2 if lower[0] == "по" else 1 :], known, oblique=True)
            return Clause(source=TextSpan(0, end), verb=" ".join(lower[:2]), speaker=speaker)
        verb = next((i for i, t in enumerate(tokens[:10]) if self.verb(t.text)), None)
        if not dashed and (verb is None or verb > 2 or lower[0] in self.words_of("subordinate")):
            return None
        if verb is None and dashed:
            verb = next((i for i, t in enumerate(tokens[:3]) if t.text.islower() and self._acts(t.text)), None)
        if verb is None:
            return self._verbless(text, tokens, end, known) if dashed else None
        stop = self._cut(tokens, verb + 1)
        last = end if stop == len(tokens) else tokens[stop].start
        outlet = self._passes_on(tokens, verb)
        speaker = None if outlet else self._speaker(text, tokens[:stop], verb, known)
        report = outlet or (speaker is None and self._is_report(lower))
        firm = dashed and (speaker is not None or self.verb(tokens[verb].text))
        return Clause(source=TextSpan(0, last), verb=tokens[verb].text, speaker=speaker, firm=firm, report=report)

    def _verbless(self, text: str, tokens: list[Token], end: int, known: Collection[str]) -> Clause | None:
        """«…» — Иван Иванов, инженер."""
        if len(tokens) > 12:
            return None
        speaker = self._phrase(text, tokens, known, oblique=False)
        if speaker is None or speaker.reference != "name" or " " not in speaker.name:
            return None
        return Clause(source=TextSpan(0, end), verb="", speaker=speaker)

    def _cut(self, tokens: list[Token], start: int) -> int:
        """Where news begins that follows an attribution in its sentence: «…, - сказал он, но …»."""
        for i in range(start + 1, len(tokens) - 1):
            word = tokens[i].text.lower()
            if "," in tokens[i].gap and word in ("но", "однако", "а", "при", "тогда"):
                return i
            if word == "и" and (self.verb(tokens[i + 1].text) or self._acts(tokens[i + 1].text)):
                return i
        return len(tokens)

    def _passes_on(self, tokens: list[Token], verb: int) -> bool:
        """«…, - передаёт ТАСС», «пишет Lenta.ru»: whose page the words stand on did not say them."""
        told = tokens[verb].text.lower()
        after = [t.text.lower() for t in tokens[verb + 1 :]]
        if not after or not told.endswith(("ет", "ёт", "ют")) or "слова" in after:
            return False
        name = after[0]
        outlet = name in self.words_of("agencies") or name.endswith(self._domains)
        return outlet and told.startswith(tuple(self.words_of("passing_on")))

    @cached_property
    def _domains(self) -> tuple[str, ...]:
        return tuple(w for w in self.words_of("reporters") if w.startswith("."))

    def _is_report(self, lower: list[str]) -> bool:
        return any(w.endswith(self._reporters) for w in lower)

    def _speaker(self, text: str, tokens: list[Token], verb: int, known: Collection[str]) -> Mention | None:
        lower = [t.text.lower() for t in tokens]
        gender = verb_gender(lower[verb])
        if lower[verb].startswith(self._citing):
            return self._passed_on(text, tokens, verb, known)
        if lower[verb + 1 : verb + 2] == ["слова"]:
            return self._recalled(text, tokens[verb + 2 :], known)
        if "слов" in lower[verb + 1 :]:
            return self._phrase(text, tokens[lower.index("слов", verb) + 1 :], known, oblique=True)
        if self._stands_written(lower[verb]):
            return self._written(text, tokens[verb + 1 :], known)
        owner = self._owner(text, tokens, verb, known)
        if owner:
            return owner
        several = is_plural_verb(lower[verb]) and (
            self._several(tokens[:verb], known) or self._several(tokens[verb + 1 :], known)
        )
        if several:
            return several
        before = self._phrase(text, tokens[:verb], known, oblique=False, gender=gender) if verb else None
        if before and (before.reference != "noun" or before.role):
            return _with_gender(before, gender)
        rest = tokens[verb + 1 :]
        if is_plural_verb(lower[verb]):
            place = self._place_of_body(rest)
            if place is not None:
                return self._within(text, rest[place:], known)
        found = self._phrase(text, rest, known, oblique=False, gender=gender)
        return _with_gender(found, gender) or self._by_form(rest, gender)

    def _passed_on(self, text: str, tokens: list[Token], verb: int, known: Collection[str]) -> Mention | None:
        """«цитирует его Лента.ру», «приводит слова министра», «текст заявления армии»: whose words those are."""
        lower = [t.text.lower() for t in tokens[verb + 1 :]]
        rest = tokens[verb + 1 :]
        if lower[:1] in (["его"], ["ее"], ["её"], ["их"]):
            return pronoun(TextSpan(rest[0].start, rest[0].end), self.pronouns[lower[0]])
        if "слова" in lower:
            return self._phrase(text, self._until_reporter(rest[lower.index("слова") + 1 :]), known, oblique=True)
        found = self._cited(text, rest, known)
        cites = any(self.noun(t.text) in self.documents for t in rest)
        return self._written(text, rest, known) if found is None and cites else found

    def _owner(self, text: str, tokens: list[Token], verb: int, known: Collection[str]) -> Mention | None:
        """«вспоминают коллеги слова тренера Олега Котова»: whose words others tell."""
        at = next((k for k, t in enumerate(tokens[verb + 2 : verb + 6], verb + 2) if t.text == "слова"), None)
        owner = self._phrase(text, tokens[at + 1 :], known, oblique=True) if at else None
        return owner if owner and owner.reference == "name" else None

    def _by_form(self, tokens: list[Token], gender: Gender | None) -> Mention | None:
        """Who speaks by a noun that no list holds: its form agrees with the verb's, its ending is one of people."""
        start = next((k for k, t in enumerate(tokens) if t.text.lower() not in self._addressees), len(tokens))
        if start == len(tokens):
            return None
        if start == 0 and _ACRONYM.match(tokens[0].text):
            span = TextSpan(tokens[0].start, tokens[0].end)
            return Mention(source=span, reference="noun", role=tokens[0].text, person=False)
        other = next((t for t in tokens[start : start + 5] if t.text.lower() in self.words_of("others")), None)
        if other:
            span = TextSpan(other.start, other.end)
            return Mention(source=span, reference="noun", role=other.text, gender=gender)
        if not gender or not tokens[start].text.islower():
            return None
        if not tokens[start].text.endswith(tuple(self.words_of("women_by_form" if gender == "f" else "men_by_form"))):
            return None
        stop = start + 1
        while stop < min(len(tokens), start + 4) and self._goes_with(tokens, stop, start):
            stop += 1
        span = TextSpan(tokens[start].start, tokens[stop - 1].end)
        return Mention(source=span, reference="noun", role=self.role_plain(tokens, start, stop), gender=gender)

    def _recalled(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«вспоминает слова врачей Анна Котова»: the owner of the words stands before who recalls them."""
        name = next((k for k, t in enumerate(tokens) if t.capital), 0)
        return self._phrase(text, tokens[:name] if name else tokens, known, oblique=True)

    def _until_reporter(self, tokens: list[Token]) -> list[Token]:
        """«приводит слова министра корреспондент «Зари» Иван Котов»: who reports the words did not say them."""
        stop = next((k for k, t in enumerate(tokens) if k and self._reports(t.text.lower())), len(tokens))
        return tokens[: self.phrase_start(tokens, stop, 1) if stop < len(tokens) else stop]

    def _place_of_body(self, tokens: list[Token]) -> int | None:
        """Where the body begins in «сообщили в полиции», «сообщили «Заре» в пресс-службе»; None if others speak."""
        for i, token in enumerate(tokens[:8]):
            lower = token.text.lower()
            if i and tokens[i - 1].text.lower() in ("в", "во", "на") and (i == 1 or self._names_place(tokens, i)):
                return None if self._named_plural(tokens[i:]) else i
            if self._is_plural_person(lower):
                return None
        return None

    def _names_place(self, tokens: list[Token], i: int) -> bool:
        """Whether a body stands in the prepositional case here, adjectives before it: «в городской полиции»."""
        while i + 1 < len(tokens) and self._is_adjective(tokens[i], tokens[i + 1]):
            i += 1
        return self.is_body(tokens[i].text)

    def _named_plural(self, tokens: list[Token]) -> bool:
        """«рассказали в четверг специалисты»: a plural subject still follows."""
        for k, token in enumerate(tokens[:5]):
            lower = token.text.lower()
            owner = k == 1 and self.is_body(tokens[0].text) and self.noun(lower).endswith(("а", "я"))
            if self._is_plural_person(lower) and not owner:  # «в пресс-службе главы района»
                return True
        return False

    def _is_plural_person(self, lower: str) -> bool:
        plural = lower.endswith(("ы", "и", "ие", "ые", "ели")) or self._is_straight_plural(lower)
        return lower in self._nouns and plural and self.noun(lower) in self.titles

    def _cited(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«цитирует Лента.ру чиновника», «цитирует Иванова ТАСС»: outlet and person in either order."""
        tokens = self._until_reporter(tokens)
        for i, j in self.name_runs(tokens):
            mention = self.person(tokens, i, j, known)
            outlet = tokens[i].text.lower()
            if outlet.endswith(self._reporters) or outlet in self.words_of("agencies"):
                continue
            if mention and mention.person:
                return mention
        for i, token in enumerate(tokens):
            if self.is_title(token.text):
                if i > 1 and tokens[i - 1].text.lower() == "из" and tokens[i - 2].text.lower() in _ONE_OF:
                    one = _ONE_OF[tokens[i - 2].text.lower()]
                    role = f"{one} из {self.role_plain(tokens, i, i + 1)}"
                    return Mention(source=TextSpan(tokens[i - 2].start, token.end), reference="noun", role=role)
                start = self.phrase_start(tokens, i)
                role = self.head(self.role_text(tokens, start, i + 1))
                return Mention(source=TextSpan(tokens[start].start, token.end), reference="noun", role=role)
        return None

    def before(self, text: str, known: Collection[str]) -> Clause | None:
        text = text[-REACH:]
        tokens = self.tokens(text)
        if not tokens:
            return None
        lower = [t.text.lower() for t in tokens]
        speaker = self._subject(text, tokens, lower, known)
        if not text.rstrip(" -–—―").endswith(":"):
            return Clause(source=TextSpan(0, len(text)), verb="", speaker=speaker, firm=False) if speaker else None
        verb = next((t.text for t in reversed(tokens) if self.verb(t.text)), "")
        if not verb and lower[:2] in (["по", "словам"], ["по", "мнению"]):
            verb = " ".join(lower[:2])
        return Clause(source=TextSpan(0, len(text)), verb=verb or ":", speaker=speaker)

    def _subject(self, text: str, tokens: list[Token], lower: list[str], known: Collection[str]) -> Mention | None:
        if "словам" in lower or "мнению" in lower:
            at = lower.index("словам" if "словам" in lower else "мнению")
            found = self._phrase(text, tokens[at + 1 :], known, oblique=True)
            if found:
                return found
        said = next((i for i in range(len(tokens) - 1, 0, -1) if self.verb(tokens[i].text)), 0)
        place = next((i for i in range(said) if lower[i] in ("в", "на") and self._is_text_at(tokens, i + 1)), None)
        if place is not None and self._stands_written(lower[said]):
            return self._written(text, tokens[place:said], known)
        together = self._several(tokens[:said], known) if said and is_plural_verb(lower[said]) else None
        nearest = together or self._nearest(text, tokens, known)
        if nearest:
            return nearest
        verb = next((i for i, t in enumerate(tokens) if self.verb(t.text)), None)
        if verb is not None and is_plural_verb(lower[verb]) and lower[verb + 1 : verb + 2] in (["в"], ["во"]):
            return self._within(text, tokens[verb + 2 :], known)
        telling = next((m for m in self.mentions(text, known) if m.tells), None)
        if telling:
            return telling
        if lower[0] in self.words_of("speech_nouns") and len(tokens) > 1:
            return self._phrase(text, tokens[1:], known, oblique=True)
        found = self._noun_phrase(text, tokens, oblique=False)
        written = found and self.noun(found.role.split()[-1]) in self.documents
        if found and written and said and found.source.start > tokens[said].start:
            found = None  # «Котова добавила следующий комментарий:»
        return found or next((m for m in self.mentions(text, known) if m.subject and m.reference == "name"), None)

    def _nearest(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """The name, pronoun or «один из …» in the clause of the last verb of speech; else the first of the sentence."""
        found = [
            m
            for m in self.mentions(text, known)
            if m.subject and ((m.reference == "name" and m.person) or m.source.of(text).lower() in ("он", "она", "они"))
        ]
        verb = next((i for i in range(len(tokens) - 1, -1, -1) if self.verb(tokens[i].text)), 0)
        begin = next((i for i in range(verb, -1, -1) if "," in tokens[i].gap), 0)
        here = next((m for m in found if m.source.start >= tokens[begin].start), None)
        for i in range(begin, verb if here is None else begin):
            if tokens[i].text.lower() in _ONE_OF.values() and tokens[i + 1].text.lower() == "из":
                role = self.role_plain(tokens, i, verb)
                return Mention(source=TextSpan(tokens[i].start, tokens[verb].start), reference="noun", role=role)
        chosen = here or next(iter(found), None)
        return self._with_office(chosen, tokens) if chosen else None

    def _with_office(self, mention: Mention, tokens: list[Token]) -> Mention:
        """«Олег Котов, врач депо:»: a name with the office that follows it between commas."""
        after = next((k for k, t in enumerate(tokens) if t.start >= mention.source.end), len(tokens))
        role = "" if mention.role or mention.reference != "name" else self._apposition(tokens, after)
        return replace(mention, role=role) if role else mention

    def says(self, word: str) -> bool:
        return self.verb(word)

    def source_phrase(self, text: str, tokens: list[Token]) -> str:
        for i, token in enumerate(tokens[1:], 1):
            if token.text.lower() in self._of_words and tokens[i - 1].text.lower() == "по":
                stop = i + 1
                while stop < len(tokens) and stop - i < 10 and (tokens[stop].joined or over_marks(tokens[stop].gap)):
                    stop += 1
                return text[tokens[i - 1].start : tokens[stop - 1].end]
        return ""

    def names_thing(self, before: str, after: str) -> bool:
        lead = [t.text.lower() for t in words(before[-60:])]
        if before.rstrip().endswith(":"):
            return not self.words_of("inscriptions").isdisjoint(lead[-_LED_TO:])  # «лозунгами на митинге станут:»
        return not self.words_of("naming_nouns").isdisjoint(lead[-1:])


def _with_gender(mention: Mention | None, gender: Gender | None) -> Mention | None:
    """A mention with the gender that the verb tells, where its own form does not; a body has none."""
    if mention is None or mention.gender or not gender or not mention.person or mention.many:
        return mention
    return replace(mention, gender=gender)


@cache
def grammar() -> RussianGrammar:
    return RussianGrammar(data("broadcast.languages.ru", "grammar.toml"))
