"""Kazakh: of whom a paragraph speaks, and who may be the subject there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import takewhile

from msgspec.structs import replace

from broadcast.languages.kk.nouns import ACCUSATIVE, DATIVE, GENITIVE, PLURAL
from broadcast.languages.kk.owners import KazakhOwners
from broadcast.languages.names import fold, places
from broadcast.languages.text import Token, words
from broadcast.model.quoting import Mention
from broadcast.model.text import TextSpan

_SIGNED = re.compile(r"[-–—]\s?деп хабарлайды")  # the newsroom signs its lead
_REPORTED = re.compile(r"деп\s(?P<verb>\w+)\s\Z")
_VERB = 24  # characters: «деп мәлімдейді »
_BECOMING = ("уымен", "уімен", "екенін", "екендігін")  # «әкім болуымен»: who somebody is, no subject
_STEM = 3  # letters of a name that no ending changes
_PASSIVE = ("ыл", "іл", "л", "н")
_CITING = "сілтеме"
_FROM = ("нан", "нен", "дан", "ден", "тан", "тен")
_REACH = 600
_NEIGHBOURS = 12  # mentions that a sentence may have beside its first
_TAIL = 90  # characters: the verb, and «деп хабарлайды …» after it
_MARKED = re.compile(
    r"(?:\A|[.!?…]\s|\b(?P<before>\w+)\s)[«\"“](?P<name>(?:[^\W_][^\s«»\"“”]*[ ]?){1,3})[»\"”]\s(?P<next>[^\W\d_]+)"
)
_SENTENCE = re.compile(r"[.!?…]\s")


def _sentence_end(text: str, begin: int) -> int:
    """Where the sentence ends that goes on at a place, at most some lines further on."""
    stop = min(len(text), begin + _REACH)
    end = _SENTENCE.search(text, begin, stop)
    return end.start() if end else stop


class KazakhMentions(KazakhOwners):
    """Names, nouns of people and bodies, and the sources of what is retold."""

    def _apart(self, tokens: list[Token], i: int, j: int) -> Iterator[tuple[int, int]]:
        for start, end in super()._apart(tokens, i, j):
            begin = start
            for k in range(start + 1, end):
                if self._is_next(tokens, begin, k, end):
                    yield begin, k
                    begin = k
            yield begin, end

    def _is_next(self, tokens: list[Token], i: int, k: int, j: int) -> bool:
        """Whether another name begins inside a run: «Үсенов Сериковтің …», «Асан Үсен Президент …»."""
        if len(tokens[k].text) == 1 and k + 1 == j:
            return True  # «Daily News X желісінде»
        while i < k - 1 and self.is_title(tokens[i].text):
            i += 1
        last = tokens[k - 1].text
        told = k - i == 2 and j - k > 1 and self.surname_gender(last)[0] and not self.is_given(last)
        if told and self._ends_full_name(tokens, k - 1):
            return not self.is_patronymic(tokens[k].text)
        if k - i == 2 and self.is_place(tokens[k].text) and self.is_given(tokens[i].text):
            return j - k > 1
        first = tokens[i].text
        office = self.is_title(tokens[k].text) and self._straight(tokens[k].text)
        if office and self.is_given(first) and k - i > 1:
            return True
        if office and self._is_last_name(tokens, k):
            return True
        if k - i > 1 or self.is_given(first) or not self.surname_gender(first)[0]:
            return False
        given = self.is_given(tokens[k].text)
        if given and k + 1 == j:
            return False
        last = tokens[k + 1].text if given else tokens[k].text
        forms = [form for form in self.forms(last)[1:] if self.surname_gender(form)[0]]
        return any(not self.is_patronymic(form) for form in forms) and not self.surname_gender(last)[0]

    def mentions(self, text: str, known: Collection[str]) -> tuple[Mention, ...]:
        found = super().mentions(text, known)
        marked = tuple(self._in_marks(text))
        if marked:
            found = tuple(sorted((*found, *marked), key=lambda m: m.source))
        sources = [m for m in found if self._is_source(text, m.source.end)]
        if sources:
            found = tuple(self._as_source(text, m, sources) for m in found)
        found = tuple(self._with_telling(text, tuple(self._with_topics(text, found))))
        return tuple(self._with_asked(text, found))

    def _with_asked(self, text: str, found: tuple[Mention, ...]) -> Iterator[Mention]:
        """Who is asked is expected to speak, and not who asks: «Журналистер әкім Асан Үсеновтен жол туралы сұрады»."""
        asked = {_sentence_end(text, m.source.end): m for m in found if self._is_asked(text, m)}
        ends = [_sentence_end(text, m.source.end) if asked else 0 for m in found]
        told = {end for end, m in zip(ends, found, strict=True) if m.subject and m.reference != "noun"}
        for end, mention in zip(ends, found, strict=True):
            whom = None if end in told else asked.get(end)
            if whom is mention:
                yield replace(mention, subject=True)
            else:
                yield replace(mention, subject=False, tells=False) if whom and mention.subject else mention

    def _is_asked(self, text: str, mention: Mention) -> bool:
        """Whether a name in the ablative stands before a verb of asking that ends the sentence."""
        if mention.reference != "name" or mention.subject or not mention.source.of(text).endswith(_FROM):
            return False
        stop = _sentence_end(text, mention.source.end)
        signed = _SIGNED.search(text, mention.source.end, stop)
        following = words(text[mention.source.end : signed.start() if signed else stop])
        *_, before, last = ("", "", *(t.text for t in following))
        question = before in self.words_of("about") or before.endswith(ACCUSATIVE)  # no «кешірім сұрады»
        return question and last in self.words_of("asking")

    def _with_topics(self, text: str, found: tuple[Mention, ...]) -> Iterator[Mention]:
        """A name in the genitive that begins a sentence without a subject is what it tells of, or whom its holder."""
        for k, mention in enumerate(found):
            topic = self._is_topic(text, k, found)
            office = self._office_before(text, mention) if topic else None
            if office:
                yield Mention(source=office, reference="noun", role=mention.role)
                yield replace(mention, source=TextSpan(office.end + 1, mention.source.end), role="")
            else:
                yield replace(mention, subject=True) if topic else mention

    def _office_before(self, text: str, mention: Mention) -> TextSpan | None:
        """The office apart from the name in a sentence that its holder tells: «Бапкер Асановтың айыбына тоқталды»."""
        start, end = mention.source.start, mention.source.end
        at = text.find(mention.name[:_STEM], start, end)
        last = words(text[end : _sentence_end(text, end)])[-1:]
        tells = any(self._is_telling(t.text) for t in last)
        return TextSpan(start, at - 1) if mention.role and tells and at > start else None

    def _in_marks(self, text: str) -> Iterator[Mention]:
        """Bodies whose names in marks begin a sentence, or its main part: «Боранға байланысты "Дала" үндеу жасады»."""
        for named in _MARKED.finditer(text):
            inside = named["before"] and named["before"] not in self.words_of("leading_up")
            if inside or named["name"].endswith(self._oblique_start) or self._goes_with(named["next"]):
                continue
            source = TextSpan(named.start("name") - 1, named.end("name") + 1)
            yield Mention(source=source, reference="noun", role=named["name"], person=False)

    def _goes_with(self, word: str) -> bool:
        """Whether a word behind marks is what they name («"Дала" қоры»), or tells that they hold speech."""
        if word.isupper():
            return True  # «"Дала" ЖШС-нің»
        lower = word.lower()
        speech = lower in ("деп", "деген") or lower in self.words_of("say")
        return speech or self._is_owned(word) or self.is_body(lower) or (self.is_title(lower) and self._straight(lower))

    def _with_telling(self, text: str, found: tuple[Mention, ...]) -> Iterator[Mention]:
        """Who tells is marked, but not in a sentence of «олар»: «Олар мекеме несиені қайтарғанын айтты»."""
        within = 0
        for mention in found:
            begin = mention.source.end
            if mention.subject and begin < within and not mention.person:
                mention = replace(mention, subject=False)
            elif mention.subject and begin >= within and (self._tells(text, begin) or self._has_told(text, mention)):
                mention = replace(mention, tells=True)
            if mention.source.of(text).lower() in ("ол", "олар"):
                within = _sentence_end(text, begin)
            yield mention

    def _tells(self, text: str, begin: int) -> bool:
        """Whether the sentence of a subject ends in a verb of telling: «басқарма мұны растады»."""
        stop = _sentence_end(text, begin)
        signed = _SIGNED.search(text, begin, stop)
        stop = signed.start() if signed else stop
        tail = words(text[max(begin, stop - _TAIL) : stop])
        return any(self._is_telling(t.text.lower()) for t in tail)

    def _is_telling(self, word: str) -> bool:
        """Whether a word is a verb of telling, not in the passive: «жариялады», but not «жарияланды»."""
        return any(word.startswith(verb) and not word[len(verb) :].startswith(_PASSIVE) for verb in self._telling)

    def _has_told(self, text: str, mention: Mention) -> bool:
        """Whether a body stands behind its verb: «…, деп хабарлайды қаланың баспасөз қызметі»."""
        start = mention.source.start
        verb = _REPORTED.search(text, max(0, start - _VERB), start) if not mention.person else None
        return verb is not None and self._is_telling(verb["verb"])

    @cached_property
    def _telling(self) -> tuple[str, ...]:
        return tuple(self.words_of("telling"))

    def _is_topic(self, text: str, k: int, found: tuple[Mention, ...]) -> bool:
        """Whether a genitive begins a sentence that names no other subject: «Асан Үсеновтің үйі су астында»."""
        mention, span = found[k], found[k].source
        if mention.subject or mention.reference != "name" or not span.of(text).endswith(GENITIVE):
            return False
        before = text[max(0, span.start - 3) : span.start].rstrip()
        if before and before[-1] not in '.!?…»"”':
            return False
        stop = _sentence_end(text, span.end)
        here = takewhile(lambda m: m.source.start < stop, found[k + 1 : k + 1 + _NEIGHBOURS])
        return not any(m.subject and m.reference != "pronoun" for m in here)

    def _is_source(self, text: str, end: int) -> bool:
        """Whether «айтуынша» follows: what the sentence retells is somebody's, and its other subjects do not speak."""
        following = text[end : end + 20].lstrip().lower()
        told = text[max(0, end - 3) : end].endswith(_FROM) and following.startswith(self._telling)
        return told or following.startswith(self._hearsay)

    def _as_source(self, text: str, mention: Mention, sources: list[Mention]) -> Mention:
        """A source tells its sentence: of whom a person tells, does not speak there; of whom a paper tells, may."""
        k = bisect_left(sources, mention.source.end, key=lambda m: m.source.end)
        if k < len(sources) and sources[k].source.end == mention.source.end:
            return replace(mention, subject=True, tells=True)
        before = bisect_left(sources, mention.source.start, key=lambda m: m.source.end) - 1
        retold = before >= 0 and not self._is_reporting(sources[before])
        inside = retold and mention.source.start < _sentence_end(text, sources[before].source.end)
        return replace(mention, subject=False) if inside else mention

    def _is_reporting(self, source: Mention) -> bool:
        return self.is_outlet(source.role) or (source.reference == "name" and not source.person)

    def outweighs(self, noun: Mention) -> bool:
        """«Мәдениет және ақпарат министрлігі»: the body, not its first word."""
        return noun.tells or not noun.person

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        token = tokens[i]
        if token.acronym:
            return self._acronym_source(tokens, i)
        if self._is_one_of(tokens, i):
            return self._one_of(tokens, i)
        if not self._straight(token.text):
            return self._noun_source(tokens, i)
        if not (self.is_title(token.text) or self.is_body(token.text)) or self._is_untold(tokens, i):
            return None
        if token.text in self.words_of("own_reporters"):
            return None
        following = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].joined else None
        if following and self._only_tells(token, following):
            return None
        owned = following is not None and self.is_body(following.text) and following.text.endswith(GENITIVE)
        owned = owned and not self._bears_possessive(token.text)
        if following and (owned or self._is_called(token, following) or self._compounds(token, following)):
            return None
        start = self._reach_back(tokens, i)
        before = tokens[start - 1] if start and tokens[start].joined else None
        speaks = following is not None and following.text.startswith(self._telling) and self.says(following.text)
        if before and not (speaks or self._may_stand_before(before, tokens[start])):
            return None
        role = self.role_text(tokens, start, i + 1)
        return Mention(
            source=self._behind_owner(tokens, start, i),
            reference="noun",
            role=self._in_small(tokens[start], role) if start < i else self._alone(token, role),
            many=self._is_many(token.text) or self._are_counted(tokens, start, i),
            person=self.is_title(token.text),
        )

    def _alone(self, token: Token, role: str) -> str:
        """«Министрлік …», «Тұрғындар …» begin a sentence; «Президент» is written so."""
        return role if self.is_unique(token.text) else role.lower()

    def _in_small(self, first: Token, role: str) -> str:
        """«Клубтың баспасөз қызметі …» begins a sentence; «Үкімет басшысы» is written so."""
        owner = first.text.endswith(GENITIVE) and self.is_body(first.text) and not first.acronym
        return role[:1].lower() + role[1:] if owner and not first.start else role

    def _only_tells(self, token: Token, following: Token) -> bool:
        """Whether a noun is no subject beside the next word: «сот алдындағы», «учаскелік дәрігерге»."""
        attributive = token.text in self.words_of("attributive") and self.is_title(following.text)
        return attributive or following.text in self.words_of("adpositions")

    def _is_called(self, token: Token, following: Token) -> bool:
        """Whether a name may follow a noun: «министр Асан», no «басқармасы Асанды», «Елбасы Қазақстан халқына»."""
        if not following.capital or self._is_many(token.text) or self.is_shortened(following.text):
            return False
        place = self.is_place(following.text) and not self.is_given(following.text)
        return not place and not (self.is_body(token.text) and self._bears_possessive(token.text))

    def _noun_source(self, tokens: list[Token], i: int) -> Mention | None:
        """«Бапкердің айтуынша»: the noun whose words a sentence retells."""
        if not (self.is_title(tokens[i].text) or self.is_body(tokens[i].text)):
            return None
        following = tokens[i + 1].text.lower() if i + 1 < len(tokens) and tokens[i + 1].joined else ""
        told = self._is_told_by(tokens[i], following)
        cited = following == _CITING
        i = self._owner_of_page(tokens, i) if told and cited else i
        start = self._reach_back(tokens, i)
        if not (told or self._stands_behind_verb(tokens, start, i)):
            return None
        role = self._strip_case(self.role_text(tokens, start, i + 1))
        return Mention(
            source=self._behind_owner(tokens, start, i),
            reference="noun",
            role=role,
            many=self._is_many(role.split()[-1]),
            person=self.is_title(tokens[i].text),
            subject=not cited,
            tells=True,
        )

    def _acronym_source(self, tokens: list[Token], i: int) -> Mention | None:
        """«ІІМ мәліметінше», «ТЖМ хабарлады», «ТЖД-ға сілтеме жасап»; Latin letters are a newsroom's."""
        following = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].joined else None
        cited = following is not None and following.text == _CITING and not tokens[i].text[0].isascii()
        if following is None or not (cited or following.text.startswith((*self._hearsay, *self._telling))):
            return None
        start = i
        while start and tokens[start].joined:
            borne = self._is_unit(tokens[start]) and tokens[start - 1].capital
            if not (borne or self._goes_with_acronym(tokens[start - 1])):
                break
            start -= 1
        role = self.role_text(tokens, start, i + 1).partition("-")[0]
        source = TextSpan(tokens[start].start, tokens[i].end)
        return Mention(source=source, reference="noun", role=role, subject=not cited, person=False, tells=True)

    def _is_unit(self, token: Token) -> bool:
        """«Облысы», «қаласы»: a unit of the land, which a name stands before."""
        return self._bears_possessive(token.text) and self.noun(token.text) in self._placing

    def _goes_with_acronym(self, token: Token) -> bool:
        """«Қалалық ІІМ», «ҚР ІІМ», «Жамбыл облысы ПД», «Harbour TV»."""
        place = token.capital and (token.text.isascii() or fold(token.text) in places())
        return place or token.acronym or self._describes(token.text) or self._is_unit(token)

    @staticmethod
    def _behind_owner(tokens: list[Token], start: int, head: int) -> TextSpan:
        """The place of a noun phrase, without a name in it that only tells whose: «Асан Үсеновтің әкесі»."""
        owners = [k for k in range(start, head) if tokens[k].capital and tokens[k].text.endswith(GENITIVE)]
        return TextSpan(tokens[owners[-1] + 1 if owners else start].start, tokens[head].end)

    def _is_untold(self, tokens: list[Token], i: int) -> bool:
        """Whether a noun makes no subject of its own: a document, or kin where nothing tells whose."""
        noun = self.noun(tokens[i].text)
        owned = i > 0 and tokens[i].joined and tokens[i - 1].text.endswith(GENITIVE)
        return noun in self.documents or (noun in self._kin and not (owned and self._bears_possessive(tokens[i].text)))

    def _is_told_by(self, token: Token, verb: str) -> bool:
        """«Бапкердің айтуынша», «басқармадан мәлім еткендей»."""
        if token.text.endswith(GENITIVE):
            return verb.startswith(self._hearsay)
        if verb == _CITING:  # «министрліктің баспасөз қызметіне сілтеме жасап»
            return self.is_body(token.text) and token.text.endswith((*DATIVE, "на", "не"))
        return self.is_body(token.text) and token.text.endswith(_FROM) and verb.startswith(self._telling)

    def _owner_of_page(self, tokens: list[Token], i: int) -> int:
        """The body whose page is cited: «басқарманың ресми сайтына сілтеме жасап»."""
        k = i - 1
        while k > 0 and tokens[k].text in self.modifiers:
            k -= 1
        owned = k >= 0 and tokens[k].text.endswith(GENITIVE) and self.is_body(tokens[k].text)
        return k if owned and self.noun(tokens[i].text) in self.words_of("pages") else i

    def _stands_behind_verb(self, tokens: list[Token], start: int, i: int) -> bool:
        """«…, деп хабарлайды басқарманың баспасөз қызметінен»."""
        told = start > 1 and tokens[start].joined and tokens[start - 2].text == "деп"
        told = told and tokens[start - 1].text.startswith(self._telling)
        return told and self.is_body(tokens[i].text) and tokens[i].text.endswith(_FROM)

    def _one_of(self, tokens: list[Token], i: int) -> Mention:
        """«Тұрғындардың бірі»: somebody of many."""
        start = self._reach_back(tokens, i)
        role = self.role_text(tokens, start, i + 1)
        return Mention(source=TextSpan(tokens[start].start, tokens[i].end), reference="noun", role=role)

    def _compounds(self, token: Token, following: Token) -> bool:
        """Whether a noun only tells what the next one is: «ер адам», «журналистер сауалына», «чемпион атануымен»."""
        if following.text.endswith(_BECOMING) or self._is_fixed(token, following):
            return True
        plural = self._is_many(token.text)
        if self.noun(following.text) in self._placing and not (plural or self._bears_possessive(token.text)):
            return True  # «көрші ауылдан»
        if not plural and self.is_title(following.text) and self._straight(following.text):
            return True
        if not plural and not self._bears_possessive(token.text) and following.text.endswith(PLURAL):
            return True  # «заң шығарушы сайлаулар»
        begins = token.start == 0 and not self.is_body(token.text)
        return not begins and self._is_owned(following.text) and not self._bears_possessive(token.text)

    def _may_stand_before(self, before: Token, token: Token) -> bool:
        """Whether a word may stand before a subject: a border, a verb of speech, an adverbial, what «тұратын» needs."""
        told = before.text.lower() in self._borders or self.says(before.text)
        return told or self._begins(before, token) or self._is_clause(token.text) or self._tells_where_or_when(before)

    @staticmethod
    def _tells_where_or_when(token: Token) -> bool:
        """«Өз кезегінде украин көшбасшысы …», «жиында әкім …»."""
        return len(token.text) > 4 and token.text.endswith(("нда", "нде", "ында", "інде"))

    def _begins(self, before: Token, token: Token) -> bool:
        """Whether a phrase begins after an adverbial or an object: «Кездесуде аймақ басшысы …», «Істі Бас сот …»."""
        return (token.capital or before.capital) and (self._leads_in(before) or self._is_object(before.text))

    @cached_property
    def _kin(self) -> frozenset[str]:
        return self.words_of("kin")
