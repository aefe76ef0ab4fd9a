"""Kazakh: which capitals are a name, where it ends, and its nominative."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

from broadcast.languages.kk.nouns import CASES, GENITIVE, KazakhNouns, analysed
from broadcast.languages.names import figures, fold, given_names, is_place
from broadcast.languages.text import Token
from broadcast.model.script import Gender

_OWNERS = ("сының", "сінің", "ының", "інің")
_DOUBTFUL = ("ын", "ин")
_SON_OF = ("ұлы", "қызы")
_ALONG = ("және", "мен", "бен", "пен")
_COMPARED = ("рек", "рақ")
_SHORT = 3  # letters of a stem
_SHORTENED = re.compile(r"[А-ЯӘҒҚҢӨҰҮҺІЁ][а-яәғқңөұүһіё]+[А-ЯӘҒҚҢӨҰҮҺІЁ]{2,}(?:-[а-яәғқңөұүһіё]+)?\Z")  # «ҚазҰУ-да»
_WITH = {"мен": "аәеиоөуұүыіэюяйрлмнңь", "бен": "зж", "пен": "бвгдкқпстфхцчшщ"}
_PLAIN_CASES = ("ға", "ге", "қа", "ке", "ды", "ді", "ты", "ті", "ны", "ні")  # endings that no last name has


def _is_instrumental(stem: str, ending: str) -> bool:
    """Whether a word's ending is the one that its last sound asks for: «Макрон-мен», «Трамп-пен», no «Хоффмен»."""
    return len(stem) > _SHORT and ending in _WITH and stem[-1].lower() in _WITH[ending]


class KazakhNames(KazakhNouns):
    """Names among capitals."""

    def gender_of(self, names: list[str]) -> Gender | None:
        """By an ending wherever it stands («Нұрова Жұпар»), but -ын after a name that tells more: «Дина Құсайын»."""
        telling = [n for n in names if not n.lower().endswith(_DOUBTFUL)]
        given = [n for n in names if not self.surname_gender(n)[0]]
        if len(given) > 1 and given_names().get(fold(given[0])):
            return given_names()[fold(given[0])]  # «Дана Нұржігіт»
        sure = next((g for n in reversed(telling) if (g := self.surname_gender(n)[1])), None)
        return sure or (super().gender_of(telling) if telling else None) or super().gender_of(names)

    def is_familiar(self, name: str, first: str = "") -> bool:
        """«Сәкең», «Жүрекең», «Мұхаң»: the beginning of a first name and -ең or -аң, said to an elder."""
        ends = 3 < len(name) < 10 and name.endswith(("ең", "аң"))
        return ends and fold(name).startswith(fold(first)[:1])

    def may_be_human(self, name: str) -> bool:
        """No name with capitals only in Latin letters, nor a newspaper's: «Harbour TV», «The Harbour Times»."""
        words = name.split()
        if any(w.isupper() and w.isascii() and len(w) > 1 for w in words):
            return False
        return super().may_be_human(name) and not self.words_of("newspapers") & {w.lower() for w in words}

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        last = names[-1]
        stem, _, ending = last.rpartition("-")
        if stem and ending.lower() in CASES:  # «Facebook-та»
            return [*names[:-1], stem], None, False
        if last.lower().endswith(tuple(self.words_of("complete"))):
            return names, None, True
        for form in self.forms(last)[1:]:
            ending = last[len(form) :]
            sure = (
                ending in GENITIVE
                or (len(names) > 1 and (ending in _PLAIN_CASES or _is_instrumental(form, ending)))
                or (ending == "қа" and len(form) > 3)
                or (len(names) > 1 and ending in ("нан", "нен") and form.endswith(("м", "н", "ң")))
                or (len(names) > 1 and ending in ("тан", "тен") and form.endswith(("к", "қ", "п", "т", "ф")))
                or self.surname_gender(form)[0]
                or form in known
                or fold(form) in figures()
            )
            if fold(last) not in given_names() and fold(form) in given_names():
                sure = True
            if sure and not (self.surname_gender(last)[0] and ending not in GENITIVE):
                return [*names[:-1], form], None, False
        return names, None, True

    def name_runs(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """With capitals in Latin letters beside a name in such letters: «CNN Today», «Harbour TV»."""
        for i, j in super().name_runs(tokens):
            if all(t.text.isascii() for t in tokens[i:j]):
                i -= i > 0 and tokens[i].joined and self._is_latin_acronym(tokens[i - 1])
                j += j < len(tokens) and tokens[j].joined and self._is_latin_acronym(tokens[j])
            yield i, j

    @staticmethod
    def _is_latin_acronym(token: Token) -> bool:
        return token.acronym and token.text.isascii() and token.text.isalpha()

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        while j - i > 1 and (self._ends_in_place(tokens, i, j) or self._ends_beyond(tokens, i, j)):
            j -= 1
        i, j = super().trim(tokens, i, j, known)
        while i < j - 1 and self._leads_in(tokens[i]) and not self._is_first_name(tokens, i, j):
            i += 1
        if j - i == 1 and j < len(tokens) and self._is_adjective(tokens[i], tokens[j]):
            return j, j
        if j - i == 1 and self._begins_bent(tokens, i):
            return j, j
        if (
            j - i > 2
            and tokens[j - 2].text.lower().endswith(_SON_OF)
            and not self.surname_gender(tokens[j - 1].text)[0]
        ):
            j -= 1
        if i < j and (self._modifies(tokens, i, j) or self._names_body(tokens, i, j)):
            return j, j
        if i < j and self._tells_where(tokens, i, j) and self._is_clause(tokens[j].text):
            return j, j
        return i, j

    def _tells_where(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a capital behind an office is where something was: «деді әкім Каракаста өткен жиында»."""
        word = tokens[i].text
        if j - i > 1 or not i or j >= len(tokens) or self.is_given(word) or self.surname_gender(word)[0]:
            return False
        after_office = tokens[i].joined and self.is_title(tokens[i - 1].text)
        return after_office and tokens[j].joined and tokens[j].text.islower() and word.endswith(self._oblique_start)

    def _names_body(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a body in capitals stands behind a name: «Ислам Республикасы»."""
        for token in tokens[i + 1 : j + 1]:
            word = token.text
            if (
                token.joined
                and token.capital
                and self.is_body(word)
                and not self.is_title(word)
                and self._straight(word)
            ):
                return (word.endswith(("ы", "і")) or self._form(word.lower()).owned) and not self._is_many(word)
        return False

    def is_common(self, token: Token, known: Collection[str]) -> bool:
        """Nor is a name a letter alone («X желісінде»), or «Telegram-арнасы»."""
        stem, _, head = token.text.rpartition("-")
        thing = head.islower() and (stem.isascii() or self.noun(head) in self._listed)
        begins = not token.start or token.gap.strip().endswith((".", "!", "?", "…"))
        thing = (thing or (begins and head.islower() and len(head) > 2)) and bool(stem) and head not in CASES
        thing = thing or self._is_august(token.text) or (begins and self._is_plain(token.text))
        thing = thing or all(self.is_place(part) for part in token.text.split("-"))  # «Қазақстан-Ресей»
        return thing or len(token.text) == 1 or self.is_shortened(token.text) or super().is_common(token, known)

    def is_shortened(self, word: str) -> bool:
        """Whether a word is a body's short name, whose capitals end it: «ҚазҰУ-да»."""
        return _SHORTENED.match(word) is not None

    def _is_plain(self, word: str) -> bool:
        """Whether a capital that begins a sentence is a common word in a case, or compares: «Осының», «Дәлірек»."""
        lower = word.lower()
        plain = lower.endswith(_COMPARED) or any(form in self.common for form in self.forms(lower)[1:])
        return plain and not self.is_given(word) and not self.surname_gender(word)[0]

    def _is_august(self, word: str) -> bool:
        """Whether a capital is only respect for a thing: «Конституцияға», «Жарлығымен»."""
        august = self.words_of("august")
        return analysed(word.lower(), august, ()).noun in august and not self.is_given(word)

    def _ends_in_place(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether the last capital of a run names a place: «Асан Үсенов Торғай өңіріне», «Асан Талғар ауданына»."""
        following = self._following(tokens, j)
        if following is None or following.capital or self.noun(following.text) not in self._placing:
            return False
        named = j - i > 1 and self.is_given(tokens[i].text) and not self.surname_gender(tokens[j - 1].text)[0]
        return named or (j - i > 2 and bool(self.surname_gender(tokens[j - 2].text)[0]))

    def _ends_beyond(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether the last capital after a full name belongs to what follows: «Асан Үсенов Су комитетіне …»."""
        last = tokens[j - 1].text
        if last.endswith(("дағы", "дегі", "тағы", "тегі")):
            return True
        if j - i < 3 or not any(self.is_given(t.text) for t in tokens[i : j - 2]):
            return False
        if is_place(last):
            return True
        named = any(self.surname_gender(t.text)[0] for t in tokens[i + 1 : j - 1])
        titled = i > 0 and tokens[i].joined and self.is_title(tokens[i - 1].text)
        if self.surname_gender(last)[0] or not (named or titled):
            return False
        following = tokens[j] if j < len(tokens) and tokens[j].joined else None
        owned = following is not None and (self._is_owned(following.text) or self.is_body(following.text))
        return owned or (named and (last.endswith(self._oblique_start) or self._describes(last)))

    def _begins_name(self, tokens: list[Token], i: int, given: int) -> bool:
        """A name in no list, right behind an office: «режиссер Заго Матео Ривас»."""
        office = i > 0 and tokens[i].joined and tokens[i - 1].text.islower() and self.is_title(tokens[i - 1].text)
        return office or super()._begins_name(tokens, i, given)

    def _is_surname(self, tokens: list[Token], k: int, j: int, known: Collection[str]) -> bool:
        """A capital behind a name that is a noun too, even where a sentence begins: «Мақсат Жақау, …»."""
        word = tokens[k].text
        name = k + 1 == j and not self.is_given(word) and not word.endswith(self._oblique_start)
        return super()._is_surname(tokens, k, j, known) or (name and not self.is_common(tokens[k], known))

    def _goes_on(self, tokens: list[Token], j: int) -> bool:
        bare = tokens[j].text in self.particles and tokens[j - 1].text.lower() in self.common
        return not bare and super()._goes_on(tokens, j)

    def _leads_in(self, token: Token) -> bool:
        """Whether a capital before others is an adverbial that begins a sentence: «Жазбаға Асан Нұров …»."""
        long = len(token.text) > 5 and not token.initial
        return long and token.text.endswith(self._oblique_start) and not self.is_given(token.text)

    def _is_first_name(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a name in no list that ends like a case stands before a last one: «деді Зұлқағида Үсенов»."""
        token, following = tokens[i], tokens[i + 1].text
        begins = not token.start or token.gap.strip().endswith((".", "!", "?", "…"))
        first = j - i == 2 and not begins and not self.is_place(token.text)
        last = any(self.surname_gender(form)[0] for form in self.forms(following))
        return self.is_patronymic(following) or (first and last)

    @cached_property
    def _oblique_start(self) -> tuple[str, ...]:
        return tuple(self.words_of("oblique_start"))

    def _is_adjective(self, token: Token, following: Token) -> bool:
        """«Қалалық көлік басқармасы»: a capital of a sentence's beginning on an adjective, with its noun."""
        ends = self._describes(token.text) and not self.is_given(token.text)
        plain = following.text.islower() or self.is_title(following.text)
        return ends and following.joined and plain and following.text not in self._borders

    def _begins_bent(self, tokens: list[Token], i: int) -> bool:
        """Whether a capital in a case only begins a sentence: «Мәліметке сүйенсек, …», «Өртке байланысты …»."""
        token, word = tokens[i], tokens[i].text
        led = any(t.joined and t.text in self.words_of("leading_up") for t in tokens[i + 1 : i + 2])
        begins = not token.start or token.gap.strip().endswith((".", "!", "?", "…"))
        bent = begins and (led or len(word) > 5) and word.endswith(self._bent_start) and not self.is_given(word)
        return bent and not any(self.surname_gender(form)[0] or fold(form) in figures() for form in self.forms(word))

    @cached_property
    def _bent_start(self) -> tuple[str, ...]:
        """Endings in which no name begins a sentence of its own: any case but the genitive, which tells whose."""
        cases = set(self._oblique_start) - set(GENITIVE)
        return (*cases, *_PLAIN_CASES, "ын", "ін", "мен", "бен", "пен")

    def _ends_full_name(self, tokens: list[Token], k: int) -> bool:
        """Whether a first and a last name in the nominative end at a word: «Асан Үсенов Ресей президенті …»."""
        first, last = tokens[k - 1], tokens[k]
        pair = first.capital and last.capital and last.joined and self.is_given(first.text)
        named = self.surname_gender(last.text)[0] or not (last.acronym or self.is_common(last, frozenset()))
        return pair and named and not last.text.endswith(GENITIVE)

    def _is_human(self, token: Token) -> bool:
        return token.capital and (self.is_given(token.text) or self.surname_gender(token.text)[0])

    def _leads_elsewhere(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a single capital in a case of place comes before the name: «Сиднейге ұшатын Кевин Ли»."""
        word = tokens[i].text
        bent = j - i == 1 and len(word) > 5 and word.endswith(self._oblique_start)
        if not bent or self.is_given(word) or self.surname_gender(word)[0]:
            return False
        return any(self._may_name(t) for t in tokens[j:])

    def _modifies(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a single capital only tells which office is meant: «EcoJer төрайымы», «Даму қорының өкілдері»."""
        if j - i > 1 or j >= len(tokens) or not tokens[j].joined or tokens[j].capital:
            return False
        if tokens[j].text.lower() in self.words_of("honorifics") or tokens[j].text.lower() in self.words_of("calling"):
            return False
        if self.noun(tokens[j].text) in self.words_of("placed") and self._bears_possessive(tokens[j].text):
            return True  # «Арыс тұрғыны»
        noun = tokens[i].text.lower() in self.words_of("given_nouns")
        if not noun and (self.is_given(tokens[i].text) or self.surname_gender(tokens[i].text)[0]):
            return False
        if self._is_owned(tokens[j].text):
            return True
        return any(self.is_title(t.text) and self._straight(t.text) for t in tokens[j : j + 5])

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        if self._in_memory(tokens, j) or self._is_administered(tokens, i, j) or self._is_among_places(tokens, i, j):
            return True
        following = self._following(tokens, j)
        noun = self.noun(following.text) if following and not following.capital else ""
        human = any(self.is_given(t.text) or self.surname_gender(t.text)[0] for t in tokens[i:j])
        place = noun in self._placing and (not human or self._places(following, single=self._is_single(tokens, i, j)))
        body = False
        if following is not None and noun in self.bodies and not human:
            body = following.text == noun or self._is_owned(following.text)
        latin = following is not None and all(t.text.isascii() for t in tokens[i:j]) and following.text.islower()
        if latin and following and (self._describes(following.text) or self._is_owned(following.text)):
            return True  # «Truth Social әлеуметтік желісі»
        if following is not None and j - i == 1 and following.text.endswith(_OWNERS) and self.is_body(following.text):
            return True  # «Алтай кеденінің бастығы»
        owns = (place and not self._ends_in_place(tokens, i, j)) or body
        return super().is_thing(tokens, i, j) or owns or self._modifies(tokens, i, j)

    def _following(self, tokens: list[Token], j: int) -> Token | None:
        """The word behind a name, or behind its title: «Абай ауданы», «Абылай хан даңғылы»."""
        following = tokens[j] if j < len(tokens) and tokens[j].joined else None
        titled = following and following.text in self.words_of("heroes")
        if titled and j + 1 < len(tokens) and tokens[j + 1].joined:
            return tokens[j + 1]
        return following

    def _places(self, following: Token | None, *, single: bool) -> bool:
        """Whether a noun of places tells what a human being's name is borne by: «Абай ауданы», «Абай ауданының»."""
        if following is None or self._bears_possessive(following.text):
            return True
        owned = self.noun(following.text) in self.words_of("governed") and self._is_owned(following.text)
        return single and (owned or following.text.endswith(GENITIVE))

    def _is_single(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a run is one word, or one behind an office: «Қазақстан Президенті Жамбыл облысында»."""
        return j - i == 1 or self.is_title(tokens[j - 2].text)

    def _in_memory(self, tokens: list[Token], j: int) -> bool:
        """Whether a name is borne by an institution: «Мұхтар Әуезов атындағы», «Қорқыт ата атындағы»."""
        if j + 1 < len(tokens) and tokens[j].text in self.words_of("honorifics"):
            j += 1
        return j < len(tokens) and tokens[j].text in self.words_of("bearing")

    def _is_among_places(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a name stands in a row of places: «Жамбыл, Абай және Павлодар облыстарының»."""
        k = j
        while k < len(tokens) and (tokens[k].gap.strip() in ("", ",")):
            if not (tokens[k].capital or tokens[k].text in _ALONG):
                break
            k += 1
        row = j < k < len(tokens) and (not tokens[j].joined or tokens[j].text in _ALONG)
        places = row and tokens[k].joined and self._is_many(tokens[k].text)
        places = places and self.noun(tokens[k].text) in self._placing
        return places and j - i == 1 and not self.surname_gender(tokens[i].text)[0]

    def _is_administered(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a name is that of a unit of the land, whose body follows: «Абай ауылдық округі»."""
        if j + 1 >= len(tokens) or not self._is_single(tokens, i, j):
            return False
        unit, body = tokens[j], tokens[j + 1]
        owned = unit.joined and body.joined and unit.text in self.words_of("administrative")
        return owned and (self._is_owned(body.text) or self.is_body(body.text))

    @cached_property
    def _placing(self) -> frozenset[str]:
        return self.words_of("placing")
