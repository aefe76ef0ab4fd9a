"""Russian: forms of nouns, verbs of speech, names in the nominative."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Any

from broadcast.languages.grammar import Grammar
from broadcast.languages.names import figures, fold, given_by_form, given_names
from broadcast.languages.roles import like
from broadcast.languages.ru.declining import (
    OBLIQUE_ADJECTIVES,
    forms_of,
    nominatives,
    of_genitive,
    patronymic,
    plural,
    straight_adjective,
)
from broadcast.languages.text import Token, words
from broadcast.model.quoting import Closeness
from broadcast.model.script import Gender

_REMEMBERED = 20_000
_ACRONYM_FORM = re.compile(r"([А-ЯЁ]{2,7})(?:а|у|ом|е|ы)?\Z")
_FORMER = "экс-"
_STRAIGHT_ADJECTIVES = ("ый", "ий", "ой", "ая", "яя", "ое", "ее")


class RussianWords(Grammar):
    """Words and names in their cases."""

    code = "ru"

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self._is_title: dict[str, bool] = {}
        self._noun: dict[str, str] = {}
        self._read: tuple[str, list[Token]] = ("", [])

    @cached_property
    def _nouns(self) -> dict[str, str]:
        lists = self.titles | self.bodies | self.epithets | self.documents | self.generic | self.modifiers
        lists |= self.words_of("pages")
        irregular = {form: noun for noun, forms in self.data["irregular"].items() for form in forms.split()}
        return forms_of(sorted(lists)) | irregular

    @cached_property
    def _stems(self) -> dict[str, tuple[str, ...]]:
        """Stems of verbs of speech by their first three letters."""
        table: dict[str, tuple[str, ...]] = {}
        for stem in self.words_of("verbs"):
            table[stem[:3]] = (*table.get(stem[:3], ()), stem)
        return table

    @cached_property
    def _finite(self) -> tuple[str, ...]:
        return tuple(self.words_of("finite"))

    @cached_property
    def _verbal(self) -> tuple[str, ...]:
        """Endings of finite verbs of any kind."""
        return tuple(self.words_of("verbal"))

    @cached_property
    def _adjectival(self) -> tuple[str, ...]:
        """Endings of adjectives that no last name has."""
        return tuple(self.words_of("adjectival"))

    @cached_property
    def _prepositions(self) -> frozenset[str]:
        return self.words_of("prepositions")

    @cached_property
    def _addressees(self) -> frozenset[str]:
        return self.words_of("addressees")

    @cached_property
    def _of_words(self) -> frozenset[str]:
        """«по словам», «по мнению», «по данным»."""
        return self.words_of("of_words")

    @cached_property
    def _reporters(self) -> tuple[str, ...]:
        return tuple(self.words_of("reporters"))

    def closeness(self, phrase: str, role: str) -> Closeness:
        general = next((w for w in phrase.split() if self.noun(w) in self.kinds), "")
        if general and phrase != general and self.is_kind(self.noun(general), role):
            phrase = " ".join(w for w in phrase.split() if w != general)  # «глава компании» of «глава АО «Заря»»
        found = super().closeness(phrase, role)
        mine, theirs = self._nouns_of(phrase), self._nouns_of(role)
        head = self.head_noun(mine)
        if head in self.words_of("experts") and self._is_statesman(theirs):
            return "none"
        if found != "none" or not head or not all(n == head or self._is_modifier(n) for n in mine):
            return found
        trade = self._trades.get(head)
        if trade and any(n.startswith(trade) for n in theirs):
            return "epithet"
        somebody = head not in self.words_of("newcomers") and head not in self.words_of("offices")
        return "alone" if somebody else "none"

    def _is_statesman(self, office: list[str]) -> bool:
        """Whether an office, its nouns in the nominative, is one of state: «президент страны», but no «центра»."""
        head = self.head_noun(office)
        presides = head in self.words_of("presiding") and any(noun in self.bodies for noun in office)
        return head in self.words_of("statesmen") and not presides

    @cached_property
    def _trades(self) -> dict[str, tuple[str, ...]]:
        """Nouns of trades, and how words of an office begin that tell the trade."""
        return {noun: tuple(stems.split()) for noun, stems in self.data["trades"].items()}

    def forms(self, word: str) -> tuple[str, ...]:
        return nominatives(word)

    def noun(self, word: str) -> str:
        known = self._noun.get(word)
        if known is None:
            if len(self._noun) > _REMEMBERED:
                self._noun.clear()
            known = self._noun[word] = self._nominative(word.lower())
        return known

    def _nominative(self, lower: str) -> str:
        known = self._nouns.get(lower)
        if known:
            return known
        if lower.startswith(_FORMER):
            return _FORMER + self.noun(lower[len(_FORMER) :])
        return self._tradesman(lower) if lower.endswith(self._of_trades) else lower

    @cached_property
    def _trade_forms(self) -> dict[str, str]:
        """Endings of the forms of nouns of trades, and of their nominatives: «олога» and «олог»."""
        return {form: noun for form, noun in forms_of(self.words_of("trade_endings")).items() if form != noun}

    @cached_property
    def _of_trades(self) -> tuple[str, ...]:
        return tuple(self._trade_forms)

    def _tradesman(self, lower: str) -> str:
        """The nominative of a noun of a trade that no list holds: «политолога»."""
        form = next(form for form in sorted(self._of_trades, key=len, reverse=True) if lower.endswith(form))
        return lower[: -len(form)] + self._trade_forms[form]

    def acronym(self, word: str) -> str:
        """The acronym that a word is a form of: ЦУП of «ЦУПе»; empty for any other word."""
        found = _ACRONYM_FORM.match(word)
        return found[1] if found else ""

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Short names and the words of the full ones, as :meth:`noun` gives them."""
        return {short: " ".join(self.noun(w) for w in whole.split()) for short, whole in super().aliases.items()}

    def is_title(self, word: str) -> bool:
        known = self._is_title.get(word)
        if known is None:
            if len(self._is_title) > _REMEMBERED:
                self._is_title.clear()
            former = word.lower().startswith(_FORMER) and super().is_title(word[4:])
            trades = word.lower().split("-") if "-" in word and word[-1] != "-" else []
            known = super().is_title(word) or former or (len(trades) > 1 and all(map(super().is_title, trades)))
            known = known or ("-" in word and super().is_title(word.rpartition("-")[2]))
            self._is_title[word] = known
        return known

    def plural(self, noun: str) -> str:
        """The nominative plural of a noun: «жители», «друзья»."""
        if noun in self.words_of("plurals"):
            return noun
        irregular = self.data["irregular"].get(noun, "").split()
        return irregular[0] if irregular else plural(noun)

    def _shares(self, noun: str, nouns: list[str]) -> bool:
        """Also by the root of an adjective: «районный акимат», «акимат Северного района»."""
        return noun in nouns or (noun.endswith(_STRAIGHT_ADJECTIVES) and like(noun, nouns))

    def noun_gender(self, phrase: str) -> Gender | None:
        """Also by an ending that nouns of women alone have: «автолюбительница»."""
        woman = self.head_noun(self._nouns_of(phrase)).endswith(("ница", "чица", "щица", "истка", "есса"))
        return "f" if woman else super().noun_gender(phrase)

    def is_bare(self, phrase: str) -> bool:
        """Also one general noun with adjectives: «надзорное ведомство»."""
        *before, last = phrase.split() or [""]
        if before and self.noun(before[-1]) in self.words_of("mouthpieces") and self.noun(last) in self.kinds:
            return phrase.islower()  # «пресс-служба ведомства»
        described = before and phrase.islower() and all(w.endswith(_STRAIGHT_ADJECTIVES) for w in before)
        return super().is_bare(last if described and last in self.kinds else phrase)

    def verb(self, word: str) -> bool:
        lower = word.lower().replace("ё", "е")
        stemmed = lower.startswith(self._stems.get(lower[:3], ())) and lower.endswith(self._finite)
        return stemmed or lower in self._short

    @cached_property
    def _short(self) -> frozenset[str]:
        """Short adjectives that go with speech, and participles: «уверена она», «сказано в письме»."""
        return self.words_of("short") | self.words_of("written")

    def _acts(self, word: str) -> bool:
        """Whether a word in small letters is a verb of any kind, by its ending."""
        return (
            len(word) > 4
            and word[0].islower()
            and word.endswith(self._verbal)
            and word not in self._nouns
            and word not in self.words_of("not_verbs")
        )

    def tokens(self, text: str) -> list[Token]:
        """The words of a text, not to be changed; «и. о.» is one word, «г.» before a name keeps its full stop."""
        read = self._read
        if text == read[0]:
            return read[1]
        found: list[Token] = []
        turns = self._turns.finditer(text)
        turn = next(turns, None)
        for token in words(text):
            while turn and turn.end() <= token.start:
                turn = next(turns, None)
            if turn and turn.start() < token.start:
                continue
            gap = text[found[-1].end : token.start] if found else token.gap
            end = turn.end() if turn and turn.start() == token.start else token.end
            found.append(Token(token.text + text[token.end : end], token.start, end, gap))
        self._read = text, found
        return found

    @cached_property
    def _turns(self) -> re.Pattern[str]:
        """Words that stand with a full stop inside an office, and those before an office held for a time."""
        short = "|".join(map(re.escape, sorted(self.words_of("short_nouns"), key=len, reverse=True)))
        return re.compile(rf"(?<!\w)(?<!\d\s)(?:{short})\.(?=\s)|{self._acting.pattern}", re.IGNORECASE)

    @cached_property
    def _acting(self) -> re.Pattern[str]:
        """Words before an office that somebody holds for a time; `*` in the table stands for an ending."""
        turns = sorted(self.words_of("acting"), key=len, reverse=True)
        either = "|".join(re.escape(t).replace(r"\*", r"\w{1,3}") for t in turns)
        return re.compile(rf"(?<!\w)(?:{either})(?=\s)", re.IGNORECASE)

    def _is_acting(self, token: Token) -> bool:
        return bool(self._acting.match(f"{token.text} "))

    def _is_predicate(self, word: str) -> bool:
        """Whether a word in small letters is a verb or a short passive participle: «задержана»."""
        done = len(word) > 6 and word[0].islower() and word.endswith(self._done) and word not in self._nouns
        return done or self._acts(word)

    @cached_property
    def _done(self) -> tuple[str, ...]:
        return tuple(self.words_of("done"))

    def head(self, role: str) -> str:
        """The nominative of a role's adjectives and first noun; the rest stays in its genitive."""
        acting = self._acting.match(role)
        if acting:
            first, space, rest = acting[0].lower().partition(" ")
            straight = self._adjective(first, "ая" if first.endswith("ей") else "ый")
            return straight + space + rest + role[acting.end() :]
        parts = role.split(" ")
        if parts[1:2] == ["из"] and parts[0].lower().startswith("од"):
            return role  # «один из жителей»
        for i, part in enumerate(parts):
            bare = part.strip('«»"“”,')
            noun = self._noun_of_two(bare)
            acronym = self.acronym(bare)
            if acronym and not i:
                parts[0] = part.replace(bare, acronym)
                break
            following = self.noun(parts[i + 1]) if i + 1 < len(parts) else ""
            described = noun.endswith(_STRAIGHT_ADJECTIVES) and bare.lower().endswith(OBLIQUE_ADJECTIVES)
            noted = following in self.bodies or self.is_title(following)
            if noted and described and not noun.endswith(("щий", "щая")):
                continue  # «военном ведомстве», «военного эксперта»: no «военный»
            if noun in self.modifiers:
                continue  # an adjective: the noun tells its gender
            if noun != bare.lower():
                feminine = noun.endswith(("а", "я")) and noun not in self.words_of("masculine_in_a")
                ending = "ая" if feminine else "ое" if noun.endswith(("о", "ие", "ье")) else "ый"
                parts[:i] = [self._adjective(p, ending) for p in parts[:i]]
                parts[i] = part.replace(bare, noun[0].upper() + noun[1:] if bare[0].isupper() else noun)
            if self.is_title(noun) or noun in self.bodies or noun in self.documents:
                break
        return " ".join(parts)

    def _adjective(self, word: str, ending: str) -> str:
        """An adjective in the nominative, «городской» among them."""
        straight = straight_adjective(word, ending)
        stressed = straight[:-2] + "ой"
        return stressed if ending == "ый" and stressed.lower() in self.words_of("stressed") else straight

    def _noun_of_two(self, word: str) -> str:
        """The nominative of a noun, or of both in «врача-терапевта»."""
        if "-" not in word or word.lower() in self._nouns:
            return self.noun(word)
        trades = [self.noun(part) for part in word.split("-")]
        return "-".join(trades) if all(map(self.is_title, trades)) else self.noun(word)

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        if len(names) == 1:
            return self._single(names[0], known)
        given = given_names()
        first, last = names[0], names[-1]
        if len(names) == 3 and patronymic(names[1]) not in ("", names[1]):
            return self._of_father(first, patronymic(names[1]), last, known)
        if fold(first) in given:
            return self._after_given(names, known)
        if "." in first and any(base in known for base in nominatives(last)[1:]):
            return [*names[:-1], *self._single(last, known)[0]], None, False  # «М. Котова» of «М. Котов»
        for base in nominatives(first)[1:]:
            if fold(base) in given or given_by_form(fold(base)):
                gender = given.get(fold(base)) or given_by_form(fold(base))
                fixed = first[-1] in "ую" and last[-1] in "ыи"  # «Асию Биби»
                return [base, *names[1:-1], last if fixed else _surname(last, gender, known)], gender, False
        if first.endswith("ом") and last.endswith(("ом", "ым")):
            return [first[:-2], *names[1:-1], last[:-2]], None, False  # «Линасом Бергасом»
        for base in nominatives(last)[1:]:
            if (
                base in known
                and self.surname_gender(last)[1] != "f"
                and first[-1] in "аяуюе"
                and len(nominatives(first)) > 1
            ):
                return [nominatives(first)[1], *names[1:-1], base], None, False
        return names, None, True

    def _of_father(
        self, first: str, father: str, last: str, known: Collection[str]
    ) -> tuple[list[str], Gender | None, bool]:
        """«Петра Ильича Орлова», «Анну Петровну Гусеву»: a patronymic in an oblique case tells the gender too."""
        gender: Gender = "f" if father.endswith("а") else "m"
        bases = (b for b in nominatives(first)[1:] if (given_names().get(fold(b)) or given_by_form(fold(b))) == gender)
        name = next(bases, of_genitive(first))
        return [name, father, "-".join(_surname(part, gender, known) for part in last.split("-"))], gender, False

    def _single(self, word: str, known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        if fold(word) in given_names():
            return [word], None, True
        for base in nominatives(word)[1:]:
            if (base in known and len(base) > 2) or base == _figure(word):
                return [base], None, False
        return [word], None, True

    def _after_given(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        """A first name that looks nominative: «Александра Иванова» may still be the genitive of a man's."""
        given = given_names()
        first, last = names[0], names[-1]
        for base in nominatives(first)[1:]:
            if given.get(fold(base)) == "m" and any(b in known for b in nominatives(last)[1:]) and last not in known:
                return [base, *names[1:-1], _surname(last, "m", known)], "m", False
        if _figure(last):
            return [*names[:-1], _figure(last)], given[fold(first)], False  # «Джо Байдена»
        first = first[:-1] + "я" if first.endswith(("ии", "ьи")) else first  # «Евгении Котовой», «Софьи»
        if first[-1] in "эоиуеы" and last.endswith("ой"):
            return [*names[:-1], last[:-2] + "а"], None, False
        if last.endswith(("овой", "евой", "иной", "ской", "ову", "еву", "ину", "скую")):
            return [first, *names[1:-1], _surname(last, "f", known)], "f", False
        return names, None, True

    def is_straight_name(self, tokens: list[Token], at: int) -> bool:
        """Whether the first name that begins at a word stands in the nominative, as far as lists tell."""
        key = fold(tokens[at].text)
        if key in given_names():
            return at + 1 == len(tokens) or not _figure(tokens[at + 1].text)  # «Джо Байдена»
        return not any(fold(base) in given_names() for base in nominatives(tokens[at].text)[1:])


def _figure(word: str) -> str:
    """The name of somebody known that a word is an inflected form of; empty for any other word."""
    if fold(word) in figures():
        return ""
    return next((base for base in nominatives(word)[1:] if fold(base) in figures()), "")


def _surname(word: str, gender: Gender | None, known: Collection[str]) -> str:
    bases = nominatives(word)[1:]
    for base in bases:
        if base in known or fold(base) in figures():
            return base
    for base in bases:
        if gender == "m" and base[-1] not in "аяь" and not word.endswith(("о", "е")):
            return base
        if gender == "f" and base[-1] in "ая" and word[-1] not in "ая":
            return base
    if gender == "m" and word[-1] in "ыу":
        return next((base for base in bases if base[-1] in "ая"), word)  # «Барака Обамы»
    return word
