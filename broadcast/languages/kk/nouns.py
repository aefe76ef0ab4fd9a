"""Kazakh: words by their endings.

Endings as in any descriptive grammar: -ның genitive, -ға dative, -ды accusative, -да locative, -дан ablative, -мен
instrumental, each with its harmonic and voiceless variants; possessive and plural stand before the case.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

from broadcast.languages.grammar import Grammar
from broadcast.languages.names import beyond_place, fold, places
from broadcast.languages.roles import REMEMBERED, like
from broadcast.model.quoting import Closeness
from broadcast.model.script import Gender

GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")
ONE_OF = ("бірі", "біреуі")
ACCUSATIVE = ("ны", "ні", "ды", "ді", "ты", "ті", "ын", "ін")
_OBJECT = ("ын", "ін", "ны", "ні", "уды", "уді", "ларды", "лерді", "дарды", "дерді", "тарды", "терді")
DATIVE = ("ға", "ге", "қа", "ке")
PLURAL = ("лар", "лер", "дар", "дер", "тар", "тер")
MANY_OWNED = ("лары", "лері", "дары", "дері", "тары", "тері")
_MANY = (*PLURAL, *MANY_OWNED)
FINITE = re.compile(r"(?:[дт][ыі]|[аейи]д[ыі]|[ғқгк][ае]н|п|мақ(?:шы)?|мек(?:ші)?|тын|тін|[мпб][ыі]н|[мб][ыі]з)\Z")
CASES = (
    *GENITIVE,
    *("дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "ға", "ге", "қа", "ке", "на", "не"),
    *("ды", "ді", "ты", "ті", "ны", "ні", "да", "де", "та", "те", "дағы", "дегі", "тағы", "тегі"),
)
_POSSESSIVE = (
    *("сының", "сінің", "сына", "сіне", "сын", "сін", "сы", "сі"),
    *("ының", "інің", "ына", "іне", "ын", "ін", "ы", "і"),
    *("ымыз", "іміз", "мыз", "міз"),
)
_CASES_OWNED = ("на", "не", "нда", "нде", "нан", "нен", "ның", "нің", "мен")
_OWNED = ("ы", "і", *(p + case for p in ("ы", "і") for case in _CASES_OWNED))
# What a place's stem may end in, and how its endings begin (folded): Дани-я-дағы, Алматы-лық, Қытай-мен.
_BEYOND_PLACE = re.compile(r"(?:[аеиоуыяюь]|ия|еи|ии)?(?:-.*|ымыз|(?:[гк][ае]|[дтнлш][аеыи]|с[ыи]|[мбп]ен|м[ае]).*)?")
_GENITIVE_OWNED = {"ы": "ның", "і": "нің"}
_SOFTENED = ("ығы", "ігі", "ұғы", "үгі")  # «көлігі», «құқығы»: what somebody has, no adjectives
_HARD = {"ғ": "қ", "г": "к", "б": "п"}
_MADE = ("дырылған", "дірілген", "тырылған", "тірілген")  # «мамандандырылған көрме»: what things are, no people


class KazakhNouns(Grammar):
    """Words by their endings."""

    code = "kk"

    @cached_property
    def _auxiliaries(self) -> frozenset[str]:
        return self.words_of("auxiliaries")

    @cached_property
    def _verbs(self) -> tuple[str, ...]:
        return tuple(self.words_of("verbs"))

    @cached_property
    def _borders(self) -> frozenset[str]:
        return self.words_of("borders")

    @cached_property
    def _oblique(self) -> tuple[str, ...]:
        return tuple(self.words_of("oblique"))

    @cached_property
    def _hearsay(self) -> tuple[str, ...]:
        """Postpositions of indirect speech: «оның айтуынша», «әкімнің пікірінше»."""
        return tuple(self.words_of("hearsay"))

    def forms(self, word: str) -> tuple[str, ...]:
        plain = word.replace("’", "'")
        return (plain, *(plain[: -len(e)] for e in CASES if plain.endswith(e) and len(plain) >= len(e) + 3))

    @cached_property
    def _listed(self) -> frozenset[str]:
        return self.titles | self.bodies | self.epithets | self.documents | self.words_of("placing")

    def is_title(self, word: str) -> bool:
        if word not in self._people:
            if len(self._people) > REMEMBERED:
                self._people.clear()
            lower = word.lower()
            self._people[word] = lower.endswith(self._folk) or self._dwells(lower) or super().is_title(word)
        return self._people[word]

    def _dwells(self, word: str) -> bool:
        """«Алматылықтар», «ауылдықтар»: people by where they live."""
        ending = next((e for e in self.words_of("dwellers") if word.endswith(e)), "")
        where = word.removesuffix(ending) if ending else ""
        return bool(where) and (where in self.words_of("dwellings") or self.is_place(where))

    @cached_property
    def _people(self) -> dict[str, bool]:
        """Words that were asked for, and whether they are nouns of people."""
        return {}

    @cached_property
    def _folk(self) -> tuple[str, ...]:
        """Endings of words for people by where they are or what they do: ауылдықтар, желідегілер, қатысқандар."""
        return tuple(self.words_of("folk"))

    def is_place(self, word: str) -> bool:
        """A place in some case; no last name made of one («Оралов»), nor one that begins alike («Даниус»)."""
        named = word.lower().endswith(("ов", "ев", "ова", "ева")) and fold(word) not in places()
        return not named and any(_BEYOND_PLACE.fullmatch(rest) for rest in beyond_place(word))

    def noun(self, word: str) -> str:
        lower = word.lower()
        noun = self._form(lower).noun if len(lower) > 2 else lower
        return self._second_trade(noun) if "-" in noun and noun not in self._listed else noun

    def _second_trade(self, word: str) -> str:
        """«Ғалым» of «агроном-ғалым»."""
        first, _, last = word.rpartition("-")
        second = self._form(last).noun
        return second if first in self.titles and second in self.titles else word

    def _form(self, lower: str) -> _Form:
        return analysed(lower, self._listed, self._title_endings)

    def _is_many(self, word: str) -> bool:
        """Whether a noun is in the plural: тұрғындар, өкілдері; not актер."""
        return self._form(word.lower()).many

    def _is_oblique(self, word: str) -> bool:
        """Whether a word in small letters ends like an adverbial: locative, ablative, instrumental, converb."""
        if len(word) < 5 or not word.endswith(self._oblique):
            return False
        if self.is_title(word):
            return not self._straight(word)
        return word not in self._straight_words and not word.endswith("стан") and fold(word) not in places()

    @cached_property
    def _straight_words(self) -> frozenset[str]:
        return self.words_of("straight")

    def _is_owned(self, word: str) -> bool:
        """Whether a noun ends as one that the noun before it owns or tells apart: «парк маманы», «құрылыс алаңына»."""
        lower = word.lower()
        if not word[0].islower() or len(lower) < 4 or lower in self.common or lower in self._unowned:
            return False
        form = self._form(lower)
        if form.noun in self._listed:
            return form.owned
        described = self._describes(lower) and not lower.endswith(_SOFTENED)
        plain = lower in self._borders or described or self._is_verb(lower) or FINITE.search(lower)
        return not plain and lower.endswith(_OWNED)

    def _is_clause(self, word: str) -> bool:
        """Whether a word is a verbal adjective that ends a clause inside a phrase: «сауалға жауап берген»."""
        ends = len(word) > 4 and word[0].islower() and word.endswith(self._participles)
        ends = ends and not word.endswith(_MADE)
        return ends and word not in self._straight_words and self.noun(word) not in self._listed

    @cached_property
    def _participles(self) -> tuple[str, ...]:
        return tuple(self.words_of("participles"))

    def _is_object(self, word: str) -> bool:
        """Whether a word is an object: «деп жалғады сөзін», «үндеуін», «оқиғаны»."""
        if word in self.words_of("objects"):
            return True
        ends = len(word) > 4 and word.islower() and word.endswith(_OBJECT) and not self._is_clause(word)
        return ends and word not in self._straight_words and self.noun(word) not in self._listed

    def _bears_possessive(self, word: str) -> bool:
        """Whether a listed noun stands in the nominative with a possessive: әкімі, қызметкерлері."""
        lower = word.lower()
        return lower.endswith(("ы", "і")) and self._form(lower).owned

    @cached_property
    def _unowned(self) -> frozenset[str]:
        return self.words_of("unowned")

    def noun_gender(self, phrase: str) -> Gender | None:
        """«Ер адам», «қыз бала»: the word before a noun of anybody tells it."""
        told = super().noun_gender(phrase)
        *_, before, head = ("", *phrase.lower().split())
        return super().noun_gender(before) if not told and head in self.words_of("anybody") else told

    def is_indefinite(self, phrase: str) -> bool:
        return super().is_indefinite(phrase) or phrase.endswith(tuple(f" {word}" for word in ONE_OF))

    def closeness(self, phrase: str, role: str) -> Closeness:
        """Where somebody comes from tells nothing against a role that does not say it: «қазақстандық теннисші».

        Who acts for an office is called by it: «министр» is «министрдің міндетін атқарушы».
        """
        *titled, honour = phrase.split() or [""]
        phrase = " ".join(titled) if titled and honour in self.words_of("honorifics") else phrase  # «депутат ханым»
        role = next((office for a in self.words_of("acting") if (office := role.removesuffix(f" {a}")) != role), role)
        if not any(self._is_origin(word) for word in role.split()):
            kept = [word for word in phrase.split() if not self._is_origin(word)]
            if not kept:
                return "none" if set(self._nouns_of(role)) & self.words_of("offices") else "described"
            phrase = " ".join(kept)
        if not role and phrase.lower() in self.words_of("alone"):
            return "alone"
        if not role and self._is_beside(phrase):
            return "none"
        closeness = super().closeness(self._without_clause(phrase), role)
        return "related" if closeness == "none" and self._is_of_same_body(phrase, role) else closeness

    def _is_of_same_body(self, phrase: str, role: str) -> bool:
        """«Мәжіліс өкілі» for who is «Мәжіліс депутаты»."""
        *rest, head = self._nouns_of(phrase) or [""]
        theirs = self._nouns_of(role)
        works = bool(rest) and head in self.words_of("members")
        return works and all(like(n, theirs) or self.is_kind(n, role) for n in rest)

    def is_held(self, phrase: str) -> bool:
        """An office, or «әжесі»."""
        return super().is_held(phrase) or self._is_beside(phrase)

    def _is_beside(self, phrase: str) -> bool:
        """Whether a phrase ends in somebody by whose he is: «әжесі», «Асан Үсеновтің адвокаты»."""
        head = phrase.split()[-1] if phrase else ""
        return self._bears_possessive(head) and self.noun(head) in self.words_of("relatives")

    def bare_mouthpiece(self, phrase: str) -> tuple[str, str]:
        """«Департаменттің баспасөз қызметі»: the body comes first."""
        *body, press, office = ("", "", *phrase.split())
        bare = len(body) < 4 and all(w.endswith(GENITIVE) and self.is_bare(w) for w in body if w)
        return (f"{press} {office}", "".join(body)) if bare and press in self.words_of("mouthpieces") else ("", "")

    def mouthpiece_of(self, mouthpiece: str, body: str) -> str:
        """«Көктал ауданы әкімдігінің баспасөз қызметі» of «Көктал ауданы әкімдігі», «ТЖМ баспасөз қызметі» of «ТЖМ»."""
        if body.isupper():
            return f"{body} {mouthpiece}"
        return f"{body}{_GENITIVE_OWNED[body[-1]]} {mouthpiece}" if body[-1] in _GENITIVE_OWNED else ""

    def _without_clause(self, phrase: str) -> str:
        """An office without what its holder does: «сауалға жауап берген министр»."""
        *before, head = phrase.split()
        if self.noun(head) not in self.words_of("offices"):
            return phrase
        ends = [k for k, word in enumerate(before) if self._is_clause(word)]
        return " ".join([*before[ends[-1] + 1 :], head]) if ends else phrase

    def describes(self, word: str) -> bool:
        return word in self.modifiers | self.words_of("within") or self._is_origin(word)

    def _is_origin(self, word: str) -> bool:
        return word.endswith(("лық", "лік", "дық", "дік", "тық", "тік")) and self.is_place(word)

    def _describes(self, word: str) -> bool:
        return word.endswith(self._adjectival)

    @cached_property
    def _adjectival(self) -> tuple[str, ...]:
        return tuple(self.words_of("adjectival"))

    def _is_verb(self, word: str) -> bool:
        return word.lower().startswith(self._verbs)

    def _straight(self, word: str) -> bool:
        """Whether a noun stands in the nominative."""
        lower = word.lower()
        noun = self.noun(lower)
        rest = lower[len(noun) :] if lower.startswith(noun) else lower[len(noun) - 1 :]
        return not rest.endswith(self._bent)

    @cached_property
    def _bent(self) -> tuple[str, ...]:
        """Endings of nouns in a case other than the nominative."""
        return tuple(self.words_of("bent"))

    @cached_property
    def _case_endings(self) -> tuple[tuple[str, int], ...]:
        """Case endings, the longest first, and how many letters of each (a possessive) stay."""
        kept = [(e, 2) for e in self.words_of("possessed_cases")] + [(e, 0) for e in self.words_of("cases")]
        return tuple(sorted(kept, key=lambda row: (-row[1], -len(row[0]), row[0])))

    def _strip_case(self, phrase: str) -> str:
        before, _, word = phrase.rpartition(" ")
        form = self._form(word.lower())
        plain = form.noun in self.documents and not (form.many or form.owned) and word.lower().startswith(form.noun)
        if plain:
            return f"{before} {word[: len(form.noun)]}".lstrip()  # «мәтінде»: «мәтін»
        for ending, stays in self._case_endings:
            if phrase.endswith(ending):
                return phrase[: len(phrase) - len(ending) + stays]
        return phrase


class _Form(NamedTuple):
    """What a word is a form of: a listed noun (or the word itself), in the plural, with a possessive."""

    noun: str
    many: bool = False
    owned: bool = False


@lru_cache(maxsize=16384)
def analysed(word: str, listed: frozenset[str], trades: tuple[str, ...]) -> _Form:
    """The listed noun of which `word` is a form: case, possessive and plural taken off in that order."""
    if word in listed:
        return _Form(word)
    for case in ("", *CASES):
        if case and not word.endswith(case):
            continue
        base = word[: len(word) - len(case)]
        for possessive in ("", *_POSSESSIVE):
            if possessive and not base.endswith(possessive):
                continue
            noun, many = _singular(base[: len(base) - len(possessive)], listed, trades)
            if noun:
                return _Form(noun, many, bool(possessive))
    return _Form(word, word.endswith(_MANY))


def _singular(stem: str, listed: frozenset[str], trades: tuple[str, ...]) -> tuple[str, bool]:
    """The listed noun that a stem is, and whether the stem is its plural; an empty string if there is none."""
    for plural in ("", *PLURAL):
        if plural and not stem.endswith(plural):
            continue
        noun = stem[: len(stem) - len(plural)]
        if noun in listed or (len(noun) > 5 and noun.endswith(trades)):
            return noun, bool(plural)
        hardened = noun[:-1] + _HARD.get(noun[-1:], "-")
        if hardened in listed:
            return hardened, bool(plural)
        if (plural or noun.endswith("с")) and f"{noun}т" in listed:
            return f"{noun}т", bool(plural)  # экономистер, журналисі: one т is written, or none
    return "", False
