"""Kazakh: roles and noun phrases; the head of a noun phrase comes last."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise, zip_longest

from msgspec.structs import replace

from broadcast.languages.grammar import cased, in_open_marks, opens_marks, pronoun
from broadcast.languages.kk.nouns import ACCUSATIVE, DATIVE, FINITE, GENITIVE, MANY_OWNED, ONE_OF
from broadcast.languages.kk.runs import KazakhNames
from broadcast.languages.text import Token, in_brackets, over_marks
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

OWNERS = ("оның", "олардың", "өзінің", "өздерінің")
_AROUND = ' \u00a0\n№«“”„"'
_THEIRS = ("рын", "рін")  # «тұтынушылар құқықтарын қорғау»
_AND = ("және", "мен", "пен", "бен")


class KazakhPhrases(KazakhNames):
    """Names with their roles, and noun phrases."""

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        if end == first or (not tokens[end].joined and not over_marks(tokens[end].gap)):
            return end
        if not self.is_title(tokens[end - 1].text) or self._is_many(tokens[end - 1].text):
            return end
        start = self._reach_back(tokens, end - 1, first)
        while start > first and self._goes_on_before(tokens, start):
            start = self._reach_back(tokens, start - 1, first)
        return end if self._are_counted(tokens, start, end - 1) else self._after_clause(tokens, start, end)

    def _are_counted(self, tokens: list[Token], start: int, head: int) -> bool:
        """Whether a numeral makes a noun several people: «қаланың екі тұрғыны»; no «екі мәрте чемпион»."""
        begin = start - 1 if start and tokens[start].joined else start  # «жүзден астам тұрғын»
        count = next((k for k in range(begin, head) if tokens[k].text.lower() in self.words_of("numerals")), head)
        between = [t.text.lower() for t in tokens[count + 1 : head]]
        once = any(w in self.words_of("times") or w.endswith(GENITIVE) or self.is_body(w) for w in between)
        return count < head and not once

    def _after_clause(self, tokens: list[Token], start: int, end: int) -> int:
        """Where the office begins after what somebody did: «сауалға жауап берген министр Асан Үсенов»."""
        clauses = [k for k in range(start, end - 1) if self._is_clause(tokens[k].text)]
        return clauses[-1] + 1 if clauses else start

    def _goes_on_before(self, tokens: list[Token], start: int) -> bool:
        """Whether a comma before a role parts it from one more of the same person: «жазушы, қор төрағасы Асан …».

        So may a dash: «Премьер-министрдің орынбасары – қаржы министрі Асан …».
        """
        before, gap = tokens[start - 1], tokens[start].gap.strip(' \u00a0«“"')
        titled = self.is_title(before.text) and self._straight(before.text)
        if gap in ("-", "–", "—"):
            return titled and self.noun(before.text) in self.words_of("first_offices") and not tokens[start].capital
        return gap == "," and titled and not before.capital and not self._is_many(before.text)

    def _reach_back(self, tokens: list[Token], head: int, first: int = 0) -> int:
        """Where the noun phrase begins whose head stands at a word."""
        start, end = head, head + 1
        owned = self._form(tokens[head].text.lower()).owned
        while start > first and end - start < 12 and self._in_role(tokens, start - 1):
            behind = min(start + in_brackets(tokens, start), head)  # «Даму қоры (ДҚ) директоры»
            if self._is_apart(tokens[start - 1].text, tokens[behind].text, owned=owned):
                break
            if self._ends_subject(tokens, start) or in_open_marks(tokens, start, end):
                break
            start -= 1
        while start < end - 1 and tokens[start].text.lower() in _AND:
            start += 1
        return start

    def _is_apart(self, word: str, following: str, *, owned: bool) -> bool:
        """Whether a noun ends a phrase before another head: «білім басқармасы шұғыл комиссия …»."""
        noun = self.noun(word)
        if noun not in self._listed or not self._bears_possessive(word) or self.noun(following) in self._listed:
            return False
        if following in self.words_of("going_on"):
            return False  # «бапкердің көмекшісі әрі …», «министрі міндетін атқарушы»
        within = noun in self._placing or not self.is_body(word) or following in self.words_of("within")
        return not (owned and within)

    def _ends_subject(self, tokens: list[Token], start: int) -> bool:
        """Whether another person or group stands right before: «Асан Үсенов мен …», «журналистер министр …»."""
        before, word = tokens[start - 1].text, tokens[start].text
        if "." in before and not tokens[start - 1].initial and tokens[start].capital:
            return True  # «деп хабарлайды Talqala.kz Қаржы министрлігіне …»
        if before in _AND:
            return start > 1 and self._is_human(tokens[start - 2])
        if before in self.words_of("own_reporters") or self._is_last_name(tokens, start):
            return True  # «деп хабарлайды Talqala.kz тілшісі қала әкімдігіне …»
        if tokens[start].capital and before.endswith(MANY_OWNED) and before.islower():
            return True  # «жүйенің мүмкіндіктері Мемлекет басшысы …»
        if start > 1 and self._ends_full_name(tokens, start - 1):
            return tokens[start].capital or self.is_title(word) or word in self._placing
        if (tokens[start].acronym or self.is_place(word)) and self.is_title(before) and self._bears_possessive(before):
            return self._straight(before)  # «Мемлекет басшысы ҚХР төрағасы …»
        group = self.is_title(before) and self._is_many(before) and self._straight(before)
        group = group and not self._bears_possessive(before)
        owned = self._is_owned(word) or (self.is_title(word) and self._bears_possessive(word))  # «балалар дәрігері»
        owned = owned or (word.endswith(_THEIRS) and self._is_governed(tokens, start))
        return group and word not in _AND and not owned

    def _in_role(self, tokens: list[Token], i: int) -> bool:
        """Whether a word belongs to the role that goes on after it."""
        if not (tokens[i + 1].joined or over_marks(tokens[i + 1].gap) or in_brackets(tokens, i + 1)):
            return False
        word = tokens[i].text.lower()
        if self._is_governed(tokens, i) or opens_marks(tokens[i].gap) or tokens[i].gap == " (":
            return True  # a name in marks may end like any case: «Береке»
        if (
            word in self._borders
            or (i and tokens[i - 1].text.lower() == "деп" and FINITE.search(word))
            or word in self._auxiliaries
            or word in ONE_OF
            or word.endswith("-ақ")
            or self._is_oblique(word)
            or self._is_object(word)
            or (self._is_verb(word) and FINITE.search(word))
        ):
            return False
        if (self.is_title(word) or self.is_body(word)) and not self._straight(word) and not word.endswith(GENITIVE):
            return False
        return not (self._is_dative(word) and not self.is_body(word))

    def _is_governed(self, tokens: list[Token], i: int) -> bool:
        """An object inside an office: «мектепке дейінгі білім», «халықты әлеуметтік қорғау министрі»."""
        word = tokens[i].text.lower()
        if any(t.text.lower() in self.words_of("governing") for t in tokens[i + 1 : i + 2]):
            return True
        acts = any(t.text.lower() in self.words_of("activities") for t in tokens[i + 1 : i + 3])
        return acts and word.endswith(ACCUSATIVE) and not self.says(word)

    def _is_dative(self, word: str) -> bool:
        ends = word.endswith((*DATIVE, "ына", "іне")) and len(word) > 4
        return ends and word not in self._straight_words and word not in self._listed  # «төраға орынбасары»

    def _phrase(self, text: str, tokens: list[Token], known: Collection[str], *, strict: bool) -> Mention | None:
        """Who a stretch of words names: a name with its role, a pronoun, or a noun phrase.

        :param strict: take a noun phrase only if its head is a known noun of people or bodies.
        """
        if not tokens:
            return None
        first = tokens[0].text.lower()
        if first in OWNERS and len(tokens) > 1:
            return self._phrase(text, tokens[1:], known, strict=strict)  # «оның әріптестері»
        if first in ("ол", "олар") or (first in self.pronouns and (len(tokens) == 1 or not tokens[1].capital)):
            return pronoun(TextSpan(tokens[0].start, tokens[0].end), self.pronouns[first])
        runs = list(self.name_runs(tokens))
        for (i, j), (begin, end) in zip_longest(runs, runs[1:], fillvalue=(0, 0)):
            mention = self._named(text, tokens, i, j, known)
            if mention and end - begin > 1 and self._opens_role(tokens, i, j, begin):
                return self._named(text, tokens, begin, end, known) or mention
            if mention:
                return mention
        return self._noun_phrase(text, tokens, strict=strict)

    def _opens_role(self, tokens: list[Token], i: int, j: int, begin: int) -> bool:
        """Whether a capital begins the role of a full name after it: «Береке қорының директоры Асан Үсенов»."""
        if j - i > 1 and not all(t.text.isascii() for t in tokens[i:j]):
            return False
        office = begin > j and self.is_title(tokens[begin - 1].text) and self._straight(tokens[begin - 1].text)
        return office and self._reach_back(tokens, begin - 1) <= i

    def _named(self, text: str, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        run_start, run_end = self.trim(tokens, i, j, known)
        if run_start >= run_end or self.is_thing(tokens, i, j):
            return None
        if (j - i > 2 or not self.is_given(tokens[i].text)) and self._are_two(tokens, run_start, run_end, j, known):
            run_start, run_end = i, i + 1
        if self._tells_where(tokens, run_start, run_end) or self._modifies(tokens, run_start, run_end):
            return None
        if self._leads_elsewhere(tokens, run_start, run_end):
            return None
        texts = [cased(t) for t in tokens[run_start:run_end]]
        names, gender, subject = self.nominative(texts, known)
        if not subject:
            return None
        start = self._after_clause(tokens, self._role_begin(tokens, run_start), run_start)
        role = self.role_text(tokens, start, run_start) if self._roleish(tokens[start:run_start]) else ""
        role = role or self._role_after(tokens, run_end)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[run_end - 1].end),
            reference="name",
            name=" ".join(names),
            role=role,
            gender=gender or self._honoured(tokens, run_end) or self.gender_of(names),
            person=self.is_person(tokens[run_start:run_end], names, role) or self.may_be_human(" ".join(names)),
        )

    def head_noun(self, nouns: list[str]) -> str:
        return next((n for n in reversed(nouns) if n in self.epithets or self.is_title(n)), "")

    def _is_last_name(self, tokens: list[Token], start: int) -> bool:
        """Whether somebody's last name alone stands before another's office: «Үсенов Президент Асан …»."""
        before, word = tokens[start - 1], tokens[start].text
        named = before.capital and self.surname_gender(before.text)[0] and self._straight(before.text)
        return bool(named) and self.is_title(word) and not self._bears_possessive(word)

    def _roleish(self, tokens: list[Token]) -> bool:
        if not tokens or self._is_many(tokens[-1].text) or tokens[-1].text in self.words_of("aging"):
            return False
        if self.is_title(tokens[-1].text):
            return self._straight(tokens[-1].text)
        return tokens[-1].text.lower().endswith(("ы", "і", "шы", "ші"))

    def _are_two(self, tokens: list[Token], start: int, end: int, j: int, known: Collection[str]) -> bool:
        """Whether a second name in a case stands right behind a last name: «деді Грэм Кристина Фордқа»."""
        if not self.nominative([t.text for t in tokens[start:end]], known)[2]:
            return True
        if end == j or end - start < 2 or self.surname_gender(tokens[start].text)[0]:
            return False
        return self.is_given(tokens[start + 1].text)

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        mention = super().person(tokens, i, j, known)
        if mention and i and tokens[i - 1].text in self.words_of("aging"):
            mention = replace(mention, person=True)
        if mention is None:
            return None
        end = next((k for k in range(i, j) if tokens[k].end == mention.source.end), j - 1) + 1
        honour = self._honoured(tokens, end)
        if honour:
            mention = replace(mention, gender=honour, person=True)
        if mention.role or not mention.subject:
            return mention
        role = self._role_after(tokens, end)
        return replace(mention, role=role, person=True) if role else mention

    def _honoured(self, tokens: list[Token], k: int) -> Gender | None:
        """The gender that an honour behind a name tells: «Батбаяр мырза», «Оюун ханымның»."""
        told = k < len(tokens) and tokens[k].joined and tokens[k].text.islower()
        noun = self.noun(tokens[k].text) if told else ""
        return self.noun_gender(noun) if noun in self.words_of("honorifics") else None

    def _role_after(self, tokens: list[Token], k: int) -> str:
        """The role behind a name: «Асан Үсенов, аудан әкімі, …», «Асан есімді боксшы», «Асан Үсенов – инженер.»."""
        if k >= len(tokens):
            return ""
        called = tokens[k].text in self.words_of("calling")
        gap = tokens[k].gap.strip(_AROUND)
        if not called and gap not in (",", "-", "–", "—"):
            return ""
        start = k + 1 if called else k
        if start < len(tokens) and tokens[start].text in OWNERS:
            start += 1
        end = self._phrase_end(tokens, start, to_title=called)
        closing = tokens[end].gap.strip()[:1] if end < len(tokens) else "."
        if (not called and closing not in (".", ",", ":", ";")) or (gap not in ("", ",") and closing != "."):
            return ""
        return self.role_text(tokens, start, end) if self._is_office(tokens[start:end]) else ""

    def _phrase_end(self, tokens: list[Token], start: int, *, to_title: bool) -> int:
        """Where the words end that nothing but spaces and quote marks part, at most ten; or at the first title."""
        end = start
        while end < min(len(tokens), start + 10):
            if end > start and not tokens[end].joined and not over_marks(tokens[end].gap):
                break
            end += 1
            if to_title and self.is_title(tokens[end - 1].text):
                break
        return end

    def _is_office(self, tokens: list[Token]) -> bool:
        """Whether words are one person's role: they end in a title, and name nobody."""
        head = tokens[-1] if tokens else None
        if head is None or head.capital or self._is_many(head.text):
            return False
        named = any(a.capital and self.is_given(a.text) and b.capital for a, b in pairwise(tokens))
        return not named and self.is_title(head.text) and self._straight(head.text)

    def _role_begin(self, tokens: list[Token], end: int) -> int:
        """In an attribution all words before the name are its role, but for adverbial words at the beginning."""
        start = 0
        for i in range(end):
            word = tokens[i].text.lower()
            broken = i and not tokens[i].joined and not over_marks(tokens[i].gap)
            broken = broken and not self._goes_on_before(tokens, i)
            if broken:
                start = i
            doer = i + 1 < end and tokens[i + 1].text.endswith(("ушы", "уші"))  # «бала құқығын қорғаушы»
            one = word in ONE_OF and i + 1 < end  # «солардың бірі ұстаз Асан Үсенов»
            left = one or self._is_given_to(tokens, i) or word in self._borders or self._is_oblique(word)
            if left or (self._is_object(tokens[i].text) and not doer):
                start = i + 1
        return min(start, end)

    def _is_given_to(self, tokens: list[Token], i: int) -> bool:
        """«Деді агенттікке дереккөз»: to whom something was told, no part of an office."""
        told = tokens[i].text.endswith(DATIVE) and not self._is_governed(tokens, i)
        return told and tokens[i].text.islower() and (self.is_outlet(tokens[i].text) or self.is_title(tokens[i].text))

    def _noun_phrase(self, text: str, tokens: list[Token], *, strict: bool) -> Mention | None:
        heads = [i for i, t in enumerate(tokens) if self.is_title(t.text) or self.is_body(t.text)]
        heads = [i for i in heads if self._straight(tokens[i].text) and not self._tells_apart(tokens, i)]
        one = next((i for i in range(len(tokens)) if self._is_one_of(tokens, i)), None)
        heads = heads if one is None else [one]
        if not heads and strict:
            return None
        if heads:
            last = next((a for a, b in pairwise(heads) if self._ends_phrase_before(tokens, a, b)), heads[-1])
        else:
            if "," in tokens[0].gap:
                return None
            last = end = next((i for i, t in enumerate(tokens) if i and ("," in t.gap)), len(tokens)) - 1
            while last > 0 and tokens[last].text.lower().endswith(self._oblique):
                last -= 1
            if last < end and self._is_owned(tokens[last + 1].text):
                return None  # «деді баспасөз мәслихатында»
            word = tokens[last].text.lower()
            other = word in self._auxiliaries or word in self.words_of("nobody") or self._is_dative(word)
            if other or FINITE.search(word) or word.endswith(("уда", "уде")) or last > 6:
                return None
        start = self._role_begin(tokens, last)
        phrase = self.role_text(tokens, start, last + 1)
        many = self._is_many(tokens[last].text) or self._are_counted(tokens, start, last)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[last].end),
            reference="noun",
            role=phrase,
            gender=None if many else self.noun_gender(phrase),
            many=many,
            person=not (self.is_body(tokens[last].text) or tokens[last].acronym),
        )

    def _is_one_of(self, tokens: list[Token], i: int) -> bool:
        """«Тұрғындардың бірі»: somebody of many people; no thing of many, «себептердің бірі»."""
        if not i or tokens[i].text not in ONE_OF or not tokens[i - 1].text.endswith(GENITIVE):
            return False
        many = tokens[i - 1].text
        return self.is_title(many) or self.is_title(many[: -len(GENITIVE[0])])

    def _ends_phrase_before(self, tokens: list[Token], head: int, following: int) -> bool:
        """Whether a phrase ends in a head although another follows.

        «деді министр Орталық коммуникациялар қызметінде», «деді тергеуші куәгер мен оның қорғаушысына»
        """
        if any("," in t.gap for t in tokens[head + 1 : following + 1]):
            return True
        after = tokens[following + 1] if following + 1 < len(tokens) else None
        pair = after is not None and after.joined and after.text in _AND
        return self._is_whole_office(tokens[head]) and (tokens[following].capital or pair)

    def _is_whole_body(self, token: Token, following: Token) -> bool:
        """Whether a body in the nominative is no part of the phrase that goes on: «арнасы Асан …», not «қор өкілі»."""
        body = self.is_body(token.text) and self._straight(token.text)
        return body and not self._is_owned(following.text)

    def _is_whole_office(self, token: Token) -> bool:
        """Whether a title needs no more words after it: «министр»; not «министрдің», «қор директоры»."""
        return token.text.islower() and self.is_title(token.text) and not self._bears_possessive(token.text)

    def _tells_apart(self, tokens: list[Token], i: int) -> bool:
        """Whether a noun only tells of the next word: «министр Үкімет үйінде», «спикер депутаттар алдында»."""
        following = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].joined else None
        if following is None:
            return False
        if following.text in self.words_of("adpositions") or tokens[i].text in self.words_of("attributive"):
            return True
        if self._is_fixed(tokens[i], following):
            return True
        if not self.is_body(tokens[i].text) or self._bears_possessive(tokens[i].text):
            return False
        return self._is_owned(following.text) and self.noun(following.text) not in self._listed

    def _is_fixed(self, token: Token, following: Token) -> bool:
        """Whether two words are one thing or one person: «Ата Заң», «ер адамға»."""
        first, second = token.text.lower(), following.text.lower()
        anybody = first in self.words_of("by_sex") and self.noun(second) in self.words_of("anybody")
        return anybody or f"{first} {second}".startswith(tuple(self.words_of("fixed")))
