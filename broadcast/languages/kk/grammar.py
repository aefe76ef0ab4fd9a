"""Kazakh: attributions, names, roles.

The verb of an attribution is де- («деді», «дейді», «деп …»), its subject follows («деді әкім») or stands before the
quote («Тұрғындар: «…», - дейді»).  Endings as in any descriptive grammar: -ның genitive, -ға dative, -ды accusative,
-да locative, -дан ablative, -мен instrumental, each with its harmonic and voiceless variants.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, cached_property

from broadcast.languages.grammar import Grammar, joined, pronoun
from broadcast.languages.names import data, fold, given_names, places
from broadcast.languages.text import Token, words
from broadcast.model.quoting import Clause, Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan
from broadcast.newsroom.sentences import split_sentences

_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")
_CASES = (
    *_GENITIVE,
    *("дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "ға", "ге", "қа", "ке", "на", "не"),
    *("ды", "ді", "ты", "ті", "ны", "ні", "да", "де", "та", "те"),
)
_POSSESSIVE = ("сының", "сінің", "сына", "сіне", "сын", "сін", "сы", "сі", "ының", "інің", "ына", "іне", "ын", "ін", "ы", "і")
_PLURAL = ("лар", "лер", "дар", "дер", "тар", "тер")
_PLAIN_CASES = ("ға", "ге", "ды", "ді", "ты", "ті", "ны", "ні")  # endings that no last name has
_DATIVE = ("ға", "ге", "қа", "ке")
_MANY = ("лар", "лер", "дар", "дер", "тар", "тер", "лары", "лері", "дары", "дері", "тары", "тері")
_MARK = re.compile(r"[\s,.!?…;:]*(?P<dash>[-–—―−]*)\s*")
_FINITE = re.compile(r"(?:[дт][ыі]|[аейи]д[ыі]|[ғқгк][ае]н|п|мақ(?:шы)?|мек(?:ші)?|тын|тін|[мпб][ыі]н|[мб][ыі]з)\Z")
_REACH = 500


class KazakhGrammar(Grammar):
    code = "kk"

    @cached_property
    def _say(self) -> frozenset[str]:
        return self.words_of("say")

    @cached_property
    def _auxiliaries(self) -> frozenset[str]:
        return self.words_of("auxiliaries")

    @cached_property
    def _verbs(self) -> tuple[str, ...]:
        return tuple(self.words_of("verbs"))

    @cached_property
    def _naming(self) -> frozenset[str]:
        return self.words_of("naming")

    @cached_property
    def _borders(self) -> frozenset[str]:
        return self.words_of("borders")

    @cached_property
    def _oblique(self) -> tuple[str, ...]:
        return tuple(self.words_of("oblique"))

    @cached_property
    def _reporters(self) -> tuple[str, ...]:
        return tuple(self.words_of("reporters"))

    @cached_property
    def _report_verbs(self) -> frozenset[str]:
        return self.words_of("report_verbs")

    @cached_property
    def _hearsay(self) -> tuple[str, ...]:
        """Postpositions of indirect speech: «оның айтуынша», «әкімнің пікірінше»."""
        return tuple(self.words_of("hearsay"))

    # Words.

    def forms(self, word: str) -> tuple[str, ...]:
        plain = word.replace("’", "'")
        return (plain, *(plain[: -len(e)] for e in _CASES if plain.endswith(e) and len(plain) >= len(e) + 3))

    def noun(self, word: str) -> str:
        lower = word.lower()
        return _noun(lower, self.titles | self.bodies | self.epithets) if len(lower) > 2 else lower

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        last = names[-1]
        for form in self.forms(last)[1:]:
            ending = last[len(form) :]
            sure = ending in _GENITIVE or (len(names) > 1 and ending in _PLAIN_CASES) or self.surname_gender(form)[0] or form in known
            if len(names) > 1 and fold(last) not in given_names() and fold(form) in given_names():
                sure = True
            if sure and not (self.surname_gender(last)[0] and ending not in _GENITIVE):
                return [*names[:-1], form], None, False
        return names, None, True

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        if end == first or (not tokens[end].joined and not _over_marks(tokens[end].gap)):
            return end
        if not self.is_title(tokens[end - 1].text):
            return end
        return self._reach_back(tokens, end - 1, first)

    def _reach_back(self, tokens: list[Token], head: int, first: int = 0) -> int:
        """Where the noun phrase begins whose head stands at a word."""
        start, end = head, head + 1
        while start > first and end - start < 12 and self._in_role(tokens, start - 1):
            start -= 1
        while start < end - 1 and tokens[start].text.lower() in ("және", "мен", "пен", "бен"):
            start += 1
        return start

    def _in_role(self, tokens: list[Token], i: int) -> bool:
        """Whether a word belongs to the role that goes on after it."""
        gap = tokens[i + 1].gap
        if not tokens[i + 1].joined and not _over_marks(gap):
            return False
        word = tokens[i].text.lower()
        if word in self._borders or self._is_oblique(word) or (self._is_verb(word) and _FINITE.search(word)):
            return False
        return not (word.endswith(_DATIVE) and len(word) > 4 and word not in self._straight_words and not self.is_body(word))

    def _is_oblique(self, word: str) -> bool:
        """Whether a word in small letters ends like an adverbial: locative, ablative, instrumental, converb."""
        if len(word) < 5 or not word.endswith(self._oblique) or self.is_title(word):
            return False
        return word not in self._straight_words and fold(word) not in places()

    @cached_property
    def _straight_words(self) -> frozenset[str]:
        return self.words_of("straight")

    # Attributions.

    def after(self, text: str, known: Collection[str]) -> Clause | None:
        text = text[:_REACH].split("\n")[0]
        mark = _MARK.match(text)
        begin = mark.end() if mark else 0
        sentences = split_sentences(text[begin:], self.abbreviations)
        if not sentences:
            return None
        end = begin + sentences[0].end
        tokens = [t._replace(start=t.start + begin, end=t.end + begin) for t in words(text[begin:end])]
        if not tokens:
            return None
        marked = bool(mark and (mark["dash"] or "," in mark[0]))
        dashed = bool(mark and mark["dash"])
        first = tokens[0].text.lower()
        if first in self._say:
            return self._clause(text, tokens, 0, end, known, firm=True)
        if first == "деп":
            return self._after_dep(text, tokens, end, known, marked)
        if first == "деген" or first == "дегенді":
            return self._after_degen(text, tokens, end, known, marked)
        return self._after_other(text, tokens, end, known) if dashed else None

    def _after_dep(
        self, text: str, tokens: list[Token], end: int, known: Collection[str], marked: bool
    ) -> Clause | None:
        """«…», - деп жауап берді Кеннеди; «…» деп автор жазды; «…» деп аталады is naming."""
        if len(tokens) > 1 and self._is_naming(tokens[1].text.lower()) and not self._is_emphasis(tokens):
            return None
        verb = self._verb(tokens, 1)
        if verb is None:
            return self._clause(text, tokens, 0, end, known, firm=marked) if marked else None
        clause = self._clause(text, tokens, verb, end, known, firm=marked or self._is_speech(tokens[1 : verb + 1]))
        if clause.speaker is None and verb > 2:
            return self._inside(clause, text, tokens, verb, known)
        return clause

    def _inside(self, clause: Clause, text: str, tokens: list[Token], verb: int, known: Collection[str]) -> Clause:
        """The subject between деп and its verb."""
        speaker = self._phrase(text, tokens[1:verb], known, strict=True)
        if speaker is None:
            return clause
        return Clause(source=clause.source, verb=clause.verb, speaker=speaker, firm=clause.firm, report=clause.report)

    def _after_degen(
        self, text: str, tokens: list[Token], end: int, known: Collection[str], marked: bool
    ) -> Clause | None:
        if len(tokens) == 1 or tokens[1].text.lower() in self._auxiliaries:
            return self._clause(text, tokens, 0, end, known, firm=True)
        if marked and not tokens[1].gap.strip():
            return self._clause(text, tokens, 0, end, known, firm=True)
        heads = [i for i, t in enumerate(tokens[1:5], 1) if self.is_title(t.text)]
        if heads and tokens[0].text.lower() == "деген":
            last = heads[0]
            speaker = Mention(
                source=TextSpan(tokens[1].start, tokens[last].end),
                reference="noun",
                role=self._strip_case(text[tokens[1].start : tokens[last].end]),
                person=True,
            )
            return Clause(source=TextSpan(0, tokens[last].end), verb=tokens[0].text, speaker=speaker, firm=False)
        return None

    def _after_other(self, text: str, tokens: list[Token], end: int, known: Collection[str]) -> Clause | None:
        """«…», - жазды ол; «…», - ол осылай айтты; «…» - Асан Үсенов, инженер."""
        verb = next((i for i, t in enumerate(tokens[:12]) if self._is_verb(t.text) and _FINITE.search(t.text)), None)
        if verb is None:
            speaker = self._phrase(text, tokens, known, strict=True) if len(tokens) <= 12 else None
            if speaker is None or speaker.reference != "name" or " " not in speaker.name:
                return None
            return Clause(source=TextSpan(0, end), verb="", speaker=speaker)
        clause = self._clause(text, tokens, verb, end, known, firm=True)
        if verb and clause.speaker is None:
            speaker = self._phrase(text, tokens[:verb], known, strict=False)
            return Clause(source=clause.source, verb=clause.verb, speaker=speaker, firm=clause.speaker is not None or verb < 6)
        return clause

    def _clause(
        self, text: str, tokens: list[Token], verb: int, end: int, known: Collection[str], *, firm: bool
    ) -> Clause:
        """The attribution whose verb ends at a word: auxiliaries belong to it, its subject follows."""
        stop = verb + 1
        while stop < len(tokens) and tokens[stop].joined and tokens[stop].text.lower() in self._auxiliaries:
            stop += 1
        stop, cut = stop, self._cut(tokens, stop)
        last = end if cut == len(tokens) else tokens[cut].start
        speaker = self._phrase(text, tokens[stop:cut], known, strict=False)
        said = " ".join(t.text for t in tokens[: verb + 1])
        return Clause(
            source=TextSpan(0, last), verb=said, speaker=speaker, firm=firm, report=self._is_report(tokens[:cut])
        )

    def _cut(self, tokens: list[Token], start: int) -> int:
        """Where news begins that follows an attribution in its sentence: «…, деді әкім, ал қар …»."""
        for i in range(start + 1, len(tokens)):
            if "," in tokens[i].gap and (tokens[i].text.lower() in ("ал", "бірақ", "ол", "олар", "алайда") and len(tokens) - i > 2):
                return i
        return len(tokens)

    def _is_report(self, tokens: list[Token]) -> bool:
        lower = [t.text.lower() for t in tokens]
        return any(w in self._report_verbs for w in lower) and any(w.endswith(self._reporters) for w in lower)

    def _is_naming(self, word: str) -> bool:
        return word in self._naming

    @staticmethod
    def _is_emphasis(tokens: list[Token]) -> bool:
        return tokens[1].text.lower() == "атап" and len(tokens) > 2 and tokens[2].text.lower().startswith(("өт", "айт", "көрс"))

    def _is_verb(self, word: str) -> bool:
        return word.lower().startswith(self._verbs)

    def _is_speech(self, tokens: list[Token]) -> bool:
        return any(self._is_verb(t.text) for t in tokens)

    def _verb(self, tokens: list[Token], start: int) -> int | None:
        """The last word of the verb after деп: the first finite form, not a name."""
        for i in range(start, min(len(tokens), start + 14)):
            word = tokens[i].text
            if tokens[i].capital or not _FINITE.search(word.lower()) or len(word) < 3:
                continue
            if word.lower().endswith("п") and i + 1 < len(tokens) and tokens[i + 1].text.lower() in self._auxiliaries:
                return i
            if word.lower().endswith("п") and i + 1 < len(tokens) and not tokens[i + 1].capital:
                following = tokens[i + 1].text.lower()
                if _FINITE.search(following) or following in self._auxiliaries:
                    continue
            if self._is_accusative(tokens, i):
                continue
            return i
        return None

    def _is_accusative(self, tokens: list[Token], i: int) -> bool:
        """«деп сөзін аяқтады»: -ды after a noun is told from the verb by a verb that still follows."""
        word = tokens[i].text.lower()
        if not word.endswith(("ды", "ді", "ты", "ті")) or self._is_verb(word):
            return False
        nxt = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        return bool(nxt) and self._is_verb(nxt) and bool(_FINITE.search(nxt))

    def _phrase(self, text: str, tokens: list[Token], known: Collection[str], *, strict: bool) -> Mention | None:
        """Who a stretch of words names: a name with its role, a pronoun, or a noun phrase.

        :param strict: take a noun phrase only if its head is a known noun of people or bodies.
        """
        if not tokens:
            return None
        first = tokens[0].text.lower()
        if first in self.pronouns and (len(tokens) == 1 or not tokens[1].capital):
            return pronoun(TextSpan(tokens[0].start, tokens[0].end), self.pronouns[first])
        for i, j in self.name_runs(tokens):
            mention = self._named(text, tokens, i, j, known)
            if mention:
                return mention
        return self._noun_phrase(text, tokens, strict=strict)

    def _named(self, text: str, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        run_start, run_end = self.trim(tokens, i, j, known)
        if run_start >= run_end or self.is_thing(tokens, i, j):
            return None
        if j - i > 2 and not self.nominative([t.text for t in tokens[run_start:run_end]], known)[2]:
            # деп толықтырды Грэм Кристина Фордқа: two names side by side, the second one oblique.
            run_start, run_end = i, i + 1
        if self._modifies(tokens, run_start, run_end):
            return None
        texts = [t.text for t in tokens[run_start:run_end]]
        names, gender, subject = self.nominative(texts, known)
        if not subject:
            return None
        start = self._role_begin(tokens, run_start)
        role = self.role_text(tokens, start, run_start)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[run_end - 1].end),
            reference="name",
            name=joined(tokens[run_start:run_end], names),
            role=role if role and self._roleish(tokens[start:run_start]) else "",
            gender=gender or self.gender_of(names),
            person=self.is_person(tokens[run_start:run_end], names, role) or not self.is_body(texts[-1]),
        )

    def _modifies(self, tokens: list[Token], i: int, j: int) -> bool:
        """Whether a single capital only tells which office is meant: «EcoJer төрайымы», «Даму қорының өкілдері»."""
        if j - i > 1 or j >= len(tokens) or not tokens[j].joined or tokens[j].capital:
            return False
        if self.is_given(tokens[i].text) or self.surname_gender(tokens[i].text)[0]:
            return False
        return any(self.is_title(t.text) and self._straight(t.text) for t in tokens[j : j + 5])

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        following = tokens[j] if j < len(tokens) and tokens[j].joined else None
        return super().is_thing(tokens, i, j) or bool(following and self.noun(following.text) in self._placing)

    @cached_property
    def _placing(self) -> frozenset[str]:
        return self.words_of("placing")

    def head_noun(self, nouns: list[str]) -> str:
        return super().head_noun(nouns[::-1])

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        token = tokens[i]
        if token.acronym or not self._straight(token.text):
            return None
        if not (self.is_title(token.text) or self.is_body(token.text)) or self.noun(token.text) in self._kin:
            return None
        if i + 1 < len(tokens) and tokens[i + 1].joined and tokens[i + 1].capital:
            return None
        start = self._reach_back(tokens, i)
        if start and tokens[start].joined and tokens[start - 1].text.lower() not in self._borders:
            return None
        return Mention(
            source=TextSpan(tokens[start].start, token.end),
            reference="noun",
            role=self.role_text(tokens, start, i + 1),
            many=token.text.lower().endswith(_MANY),
            person=self.is_title(token.text),
        )

    @cached_property
    def _kin(self) -> frozenset[str]:
        return self.words_of("kin")

    def _roleish(self, tokens: list[Token]) -> bool:
        return bool(tokens) and (self.is_title(tokens[-1].text) or tokens[-1].text.lower().endswith(("ы", "і", "шы", "ші", "лар", "лер")))

    def _role_begin(self, tokens: list[Token], end: int) -> int:
        """In an attribution all words before the name are its role, but for adverbial words at the beginning."""
        start = 0
        for i in range(end):
            word = tokens[i].text.lower()
            broken = i and not tokens[i].joined and not _over_marks(tokens[i].gap)
            if broken:
                start = i
            if word in self._borders or self._is_oblique(word):
                start = i + 1
        return min(start, end)

    def _noun_phrase(self, text: str, tokens: list[Token], *, strict: bool) -> Mention | None:
        heads = [i for i, t in enumerate(tokens) if self.is_title(t.text) or self.is_body(t.text)]
        heads = [i for i in heads if self._straight(tokens[i].text)]
        if not heads and strict:
            return None
        if heads:
            last = heads[-1]
            for here, following in zip(heads, [*heads[1:], None], strict=True):
                last = here
                if following is None or "," in "".join(t.gap for t in tokens[here + 1 : following + 1]):
                    break
        else:
            last = next((i for i, t in enumerate(tokens) if i and ("," in t.gap)), len(tokens)) - 1
            while last > 0 and tokens[last].text.lower().endswith(self._oblique):
                last -= 1
            if _FINITE.search(tokens[last].text.lower()) or tokens[last].text.lower() in self._auxiliaries or last > 6:
                return None
        start = self._role_begin(tokens, last)
        phrase = self.role_text(tokens, start, last + 1)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[last].end),
            reference="noun",
            role=phrase,
            many=tokens[last].text.lower().endswith(_MANY),
            person=not self.is_body(tokens[last].text),
        )

    def _straight(self, word: str) -> bool:
        """Whether a noun stands in the nominative."""
        lower = word.lower()
        noun = self.noun(lower)
        rest = lower[len(noun) :] if lower.startswith(noun) else lower[len(noun) - 1 :]
        return not rest.endswith((*_GENITIVE, "на", "не", "ға", "ге", "қа", "ке", "да", "де", "та", "те", "нан", "нен", "дан", "ден", "ды", "ді", "ты", "ті", "мен", "нда", "нде", "н"))

    @staticmethod
    def _strip_case(phrase: str) -> str:
        for ending in ("сына", "сіне", "сының", "сінің"):
            if phrase.endswith(ending):
                return phrase[: -len(ending) + 2]
        for ending in ("на", "не", "ның", "нің", "ға", "ге", "қа", "ке", "тың", "тің", "дың", "дің"):
            if phrase.endswith(ending):
                return phrase[: -len(ending)]
        return phrase

    def before(self, text: str, known: Collection[str]) -> Clause | None:
        text = text[-_REACH:]
        tokens = words(text)
        if not tokens:
            return None
        if text.rstrip().endswith((":", ": -", ": –", ": —", ":-")):
            return self._before_colon(text, tokens, known)
        speaker = self._subject_before(text, tokens, known)
        return Clause(source=TextSpan(0, len(text)), verb="", speaker=speaker, firm=False) if speaker else None

    def _before_colon(self, text: str, tokens: list[Token], known: Collection[str]) -> Clause:
        verb = next((t.text for t in reversed(tokens) if t.text.lower() in self._say or self._is_verb(t.text)), "")
        return Clause(source=TextSpan(0, len(text)), verb=verb or ":", speaker=self._subject(text, tokens, known))

    def _subject(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """The subject of a sentence: the first name, pronoun or noun of people in the nominative."""
        for mention in self.mentions(text, known):
            if mention.reference == "noun":
                continue
            word = mention.source.of(text).lower()
            if mention.subject and (mention.reference == "name" and mention.person or word in ("ол", "олар", "өзі")):
                return mention
            if text[mention.source.end :].lstrip().lower().startswith(self._hearsay):
                return mention
        found = self._noun_phrase(text, tokens, strict=True)
        return found or next((m for m in self.mentions(text, known) if m.subject and m.reference == "name"), None)

    def _subject_before(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        last = tokens[-1]
        if self.is_title(last.text) and self._straight(last.text):
            start = self._reach_back(tokens, len(tokens) - 1)
            return Mention(
                source=TextSpan(tokens[start].start, last.end), reference="noun", role=self.role_text(tokens, start, len(tokens))
            )
        return self._subject(text, tokens, known)

    def names_thing(self, before: str, after: str) -> bool:
        following = [t.text.lower() for t in words(after[:80])[:3]]
        if not following or after[:1] == "," or after.lstrip()[:1] in "-–—":
            return False
        if following[0] == "деп" and len(following) > 1:
            return self._is_naming(following[1]) and not (following[1] == "атап" and following[2:3] and following[2].startswith(("өт", "айт")))
        return following[0] in self.words_of("things") and following[0] != "деген"


def _over_marks(gap: str) -> bool:
    """Whether a gap between words is only a space with quote marks: «Даму» қорының директоры."""
    return 0 < len(gap) <= 3 and all(c in ' «»“”„"\u00a0' for c in gap)


def _noun(word: str, listed: frozenset[str]) -> str:
    """A listed noun of which `word` is a form: case, possessive and plural taken off in that order."""
    if word in listed:
        return word
    for case in ("", *_CASES):
        if case and not word.endswith(case):
            continue
        base = word[: len(word) - len(case)]
        for possessive in ("", *_POSSESSIVE):
            if possessive and not base.endswith(possessive):
                continue
            stem = base[: len(base) - len(possessive)]
            for plural in ("", *_PLURAL):
                if plural and not stem.endswith(plural):
                    continue
                noun = stem[: len(stem) - len(plural)]
                if noun in listed:
                    return noun
                if noun and noun[-1] in "ғгб" and noun[:-1] + {"ғ": "қ", "г": "к", "б": "п"}[noun[-1]] in listed:
                    return noun[:-1] + {"ғ": "қ", "г": "к", "б": "п"}[noun[-1]]
    return word


@cache
def grammar() -> KazakhGrammar:
    return KazakhGrammar(data("broadcast.languages.kk", "grammar.toml"))
