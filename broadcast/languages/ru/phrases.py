"""Russian: noun phrases; the head of a noun phrase stands before its genitives."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import takewhile

from msgspec.structs import replace

from broadcast.languages.grammar import closed, opens_marks, pronoun
from broadcast.languages.ru.accounts import RussianAccounts
from broadcast.languages.ru.bodies import verb_gender
from broadcast.languages.ru.declining import of_genitive
from broadcast.languages.ru.naming import ADJECTIVE
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_ACTING = ("он", "она", "они")
_FAR = 6  # words of a subject
_INSIDE = ("в", "во", "из")
_ADVERBIAL = ("ая", "яя", "уя", "юя", "ив", "ав", "ясь", "вшись")  # participles beside no plural
_LOCATIVE = ("ом", "ем", "ой", "ей")


class RussianPhrases(RussianAccounts):
    """Noun phrases, and names among them."""

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        token = tokens[i]
        account = self._account(tokens, i)
        if account:
            return account
        if token.text.isascii() or token.text[1:2].isupper() or "." in token.text:
            source = self._named_source(tokens, i) or self._named_place(tokens, i)
            if source or (token.acronym and not self.is_body(token.text)):
                return source or self._telling_acronym(tokens, i)
        elif not (self.is_title(token.text) or self.is_body(token.text)):
            return None
        user = self._user(tokens, i)
        if user:
            told = any(self.verb(t.text) for t in tokens[i : i + _FAR])
            return replace(user, subject=self._is_straight(token.text), tells=told)
        place = self._place_before(tokens, i)
        if place is not None:
            return self._telling_body(tokens, i, place) or self._body_aside(tokens, i)
        if not self._speaks(token.text):
            return None
        if not (self._is_straight(token.text) or self._is_held(tokens, i)):
            return self._body_aside(tokens, i)
        return self._straight_noun(tokens, i)

    def _place_before(self, tokens: list[Token], i: int) -> int | None:
        """Where «в» stands before a noun and its adjectives; None where none does."""
        at = i - 1
        while at > 0 and i - at < 4 and tokens[at].joined and tokens[at].text.endswith(_LOCATIVE):
            at -= 1
        return at if i and tokens[i].joined and tokens[at].text.lower() in ("в", "во") else None

    def _straight_noun(self, tokens: list[Token], i: int) -> Mention | None:
        """A noun in the nominative where a subject stands: at a clause's beginning, or beside its verb of speech."""
        token, start = tokens[i], self.phrase_start(tokens, i)
        if start and tokens[start].joined and tokens[start - 1].text.lower() in self.modifiers:
            start -= 1
        if tokens[start].text.lower() in self.words_of("demonstrative"):
            return None
        stop = self._phrase_end(tokens, i, _FAR)
        noun = self.noun(token.text)
        told = self._told_before(tokens, start) or self._is_source(tokens, start)
        if not (told or self._begins_clause(tokens, start) or self._acts_within(tokens, i, stop)):
            return self._body_aside(tokens, i)
        many = self._is_many(token.text) and not self._is_held(tokens, i)
        role = self.role_plain(tokens, start, stop) if many else self.role_text(tokens, start, stop)
        person = noun in self.titles
        return Mention(
            source=TextSpan(tokens[start].start, token.end),
            reference="noun",
            role=self.small(tokens[start], role, frozenset()) if person else role,
            many=many,
            person=person,
            tells=told or any(self.verb(t.text) for t in tokens[stop : stop + 1]) or self._publishes(tokens, stop),
        )

    def _is_many(self, word: str) -> bool:
        """Whether a noun that stands in the nominative is in the plural."""
        return word.lower() != self.noun(word) or word.lower() in self.words_of("plurals")

    def _phrase_end(self, tokens: list[Token], head: int, longest: int) -> int:
        """Where a noun phrase ends; «источник в полиции» has a place."""
        stop = head + 1
        while stop < len(tokens) and stop - head < longest and self._goes_with(tokens, stop, head):
            stop += 1
        stop -= tokens[stop - 1].text == "и"  # no name ends so, however long it is
        inside = stop + 1 < len(tokens) and tokens[stop].joined and tokens[stop].text in _INSIDE
        if not inside or self.noun(tokens[head].text) not in self.words_of("insiders"):
            return stop
        if tokens[stop + 1].text.lower() in self.words_of("times") | self.words_of("occasions"):
            return stop
        stop += 2
        while stop < len(tokens) and self._goes_with(tokens, stop, head):
            stop += 1
        return stop

    def _pronouns(self, tokens: list[Token]) -> Iterator[Mention]:
        """Pronouns; «его» tells nothing of who acts, but «по её словам» does."""
        for k, token in enumerate(tokens):
            sort = self.pronouns.get(token.text.lower())
            if sort is None:
                continue
            told = k + 1 < len(tokens) and tokens[k + 1].text.lower() in self._of_words
            mention = pronoun(TextSpan(token.start, token.end), sort)
            yield mention if told or token.text.lower() in _ACTING else replace(mention, subject=False)

    def _speaks(self, word: str) -> bool:
        """Whether a noun names people or a body, and no text of theirs."""
        return (self.is_title(word) or self.is_body(word)) and self.noun(word) not in self.documents

    def _acts_within(self, tokens: list[Token], i: int, stop: int) -> bool:
        """«В пятницу министр культуры отметил»: a man's office in the nominative, right before a verb of speech."""
        lower = tokens[i].text.lower()
        if stop == len(tokens) or not tokens[stop].joined:
            return False
        straight = lower == self.noun(lower) and lower in self.titles and lower[-1] not in "аоеияь"
        return straight and verb_gender(tokens[stop].text) == "m" and self.verb(tokens[stop].text)

    def _told_before(self, tokens: list[Token], at: int) -> bool:
        """Whether a verb of speech stands before a word: «сообщает полиция», «сообщила ТАСС в пятницу полиция»."""
        for k in range(at - 1, max(-1, at - 5), -1):
            if not tokens[k + 1].joined:
                return False
            lower = tokens[k].text.lower()
            if self.verb(lower):
                return True
            if not (self._is_addressee(tokens[k]) or lower in self.words_of("times")):
                return False
        return False

    def _is_addressee(self, token: Token) -> bool:
        """Whether a word is to whom somebody tells news: «журналистам», «ТАСС», «РИА Новости», «Интерфаксу»."""
        lower = token.text.lower()
        outlets = self.words_of("agencies")
        known = lower in self._addressees or lower in outlets or (lower[-1] == "у" and lower[:-1] in outlets)
        return known or token.acronym or lower.endswith(self._reporters)

    def _reports(self, lower: str) -> bool:
        return lower.endswith(self._reporters) or lower in self.words_of("mouthpieces")

    def _phrase(
        self, text: str, tokens: list[Token], known: Collection[str], *, oblique: bool, gender: Gender | None = None
    ) -> Mention | None:
        """Who some words name; `oblique` where the form wanted is a genitive."""
        if not tokens:
            return None
        for token in tokens[:4]:
            sort = self.pronouns.get(token.text.lower())
            if token.text.lower() in ("он", "она", "они") or (
                oblique and sort is not None and token is tokens[0] and len(tokens) == 1
            ):
                return pronoun(TextSpan(token.start, token.end), sort or "")
        for i, j in self.name_runs(tokens):
            if tokens[i].text.lower() in self.words_of("agencies") and any(self.is_title(t.text) for t in tokens):
                continue  # «сказал Би-би-си представитель армии», «собеседник Би-би-си»
            led = bool(i) and tokens[i - 1].text.lower() in self._prepositions
            if led and self.trim(tokens, i, j, known)[0] == i:
                continue  # but «посол страны в Казахстане Хасан Беков»
            mention = self._name_in(tokens, i, j, known, oblique=oblique)
            if mention and not (gender == "m" and mention.gender == "f" and " " not in mention.name):
                return mention
        return self._noun_phrase(text, tokens, oblique=oblique)

    def _name_in(self, tokens: list[Token], i: int, j: int, known: Collection[str], *, oblique: bool) -> Mention | None:
        begin, stop = self.trim(tokens, i, j, known)
        if begin >= stop:
            return None
        one = stop - begin == 1
        titled = any(self.is_title(t.text) or self.is_body(t.text) for t in tokens[:begin])
        quoted_name = opens_marks(tokens[begin].gap)
        if quoted_name or (one and titled and self._names_body(tokens, begin, known)):
            return None
        if one and not titled and stop < len(tokens) and self._owns(tokens, stop):
            return None
        if titled and tokens[begin].text.isascii() and not self.is_given(tokens[begin].text):
            return None  # «отмечают аналитики Northbank CIB»
        if stop < len(tokens) and tokens[stop].joined and tokens[stop].capital and self.is_given(tokens[stop].text):
            return None  # «адвокат Котова Анна Белова»
        mention = self.person(tokens, i, j, known)
        if mention is None or (one and titled and not mention.subject and not oblique):
            return None
        if not oblique and not mention.subject and mention.name.split()[0] != tokens[begin].text:
            told = (t.text for t in tokens[: self.role_start(tokens, begin)] if self.is_title(t.text))
            if tokens[begin].text.endswith(("у", "ю")) or any(self._is_straight(title) for title in told):
                return None  # «поручил глава Данияру Бекову», «сказал министр на встрече с Данияром Бековым»
        start = self.role_start(tokens, begin)
        role = self.role_text(tokens, start, begin) or self._apposition(tokens, stop)
        name, gender = mention.name, mention.gender
        if oblique and mention.subject:
            name = " ".join(part if "." in part else of_genitive(part) for part in name.split())
            gender = self.gender_of(name.split())
        return Mention(
            source=mention.source,
            reference="name",
            name=name,
            role=role,
            gender=gender,
            person=mention.person or self.may_be_human(name),
        )

    def _owns(self, tokens: list[Token], stop: int) -> bool:
        """Whether a title after a name makes that name its owner's: «Котова адвокат», but not «Котова журналистам»."""
        after = tokens[stop]
        return after.joined and self.is_title(after.text) and after.text.lower() not in self._addressees

    def _names_body(self, tokens: list[Token], at: int, known: Collection[str]) -> bool:
        """Whether a single capital after a title belongs to the title: «глава Минфина», «армия Израиля»."""
        word = tokens[at].text
        if self.surname_gender(word)[0]:
            return False
        straight = self._single(word, known)[2]
        return not straight or self.is_body(word) or word.isupper() or (word[-1] in "аяыи" and not self.is_given(word))

    def _noun_phrase(self, text: str, tokens: list[Token], *, oblique: bool) -> Mention | None:
        heads = [
            i
            for i, t in enumerate(tokens)
            if (self.is_title(t.text) or self.is_body(t.text))
            and t.text.lower() not in self._addressees
            and not self._is_governed(tokens, i)
        ]
        straight = [i for i in heads if oblique or self._is_straight(tokens[i].text) or self._is_held(tokens, i)]
        if not straight:
            return None if oblique else self._plain_phrase(text, tokens)
        head = straight[0]
        user = self._user(tokens, head)
        if user:
            return user
        start = self.phrase_start(tokens, head)
        if head + 1 in straight and self._describes_next(tokens, head):
            head += 1
        stop = self._phrase_end(tokens, head, len(tokens))
        noun = self.noun(tokens[head].text)
        several = oblique and self._is_plural(tokens[head].text)
        phrase = self._in_plural(tokens, start, head, stop) if several else self.role_text(tokens, start, stop)
        many = self._is_many(tokens[head].text) and not oblique and not self._is_held(tokens, head)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[stop - 1].end),
            reference="noun",
            role=phrase if not many else self.role_plain(tokens, start, stop),
            person=noun not in self.bodies or noun in self.titles,
            many=many or several,
        )

    def _is_governed(self, tokens: list[Token], i: int) -> bool:
        """Whether a preposition stands before a noun, or before its adjectives: «из большой политики»."""
        start = self.phrase_start(tokens, i)
        if i and tokens[i - 1].text.lower() in self._prepositions:
            return True
        before = tokens[start - 1].text.lower() if 0 < start < i and tokens[start].joined else ""
        return before in self._prepositions and (before in _INSIDE or before not in self.words_of("times"))

    def _describes_next(self, tokens: list[Token], i: int) -> bool:
        """Whether a noun that is an adjective too belongs to the next one: «ведущие экономисты»."""
        return bool(ADJECTIVE.search(tokens[i].text)) and tokens[i + 1].joined and self.is_title(tokens[i + 1].text)

    def _in_plural(self, tokens: list[Token], start: int, head: int, stop: int) -> str:
        """A noun phrase in the nominative plural, of its genitive: «местные жители» of «по словам местных жителей»."""
        before = (t.text for t in tokens[start:head] if t.text.lower() != "самих")
        adjectives = [f"{word[:-1]}е" if word.endswith(("ых", "их")) else word for word in before]
        noun = self.plural(self.noun(tokens[head].text))
        rest = self.role_plain(tokens, head, stop).removeprefix(tokens[head].text)
        return " ".join((*adjectives, noun + rest))

    def _plain_phrase(self, text: str, tokens: list[Token]) -> Mention | None:
        """A subject of nouns that no list holds: «написали фанаты», «прокомментировал один из пользователей»."""
        some = next(
            (i for i, t in enumerate(tokens[:-2]) if t.text.lower() in ("один", "одна", "одно", "кто-то")), None
        )
        if some is not None and tokens[some + 1].text.lower() == "из":
            stop = some + 4
            while stop < len(tokens) and tokens[stop - 1].text.lower() in self._prepositions:
                stop += 1
            part = tokens[some:stop]
        else:
            part = list(takewhile(lambda t: self._goes_with(tokens, tokens.index(t), 0), tokens[:4]))
            if not part or len(part) == len(tokens) > 3 or not self._names_group(part[-1].text):
                return None
            if part[0].text.endswith(_ADVERBIAL):
                return None  # «вручая подарки, отметил он»
        return Mention(
            source=TextSpan(part[0].start, part[-1].end),
            reference="noun",
            role=self.role_plain(part, 0, len(part)),
            many=some is None,
        )

    def _names_group(self, word: str) -> bool:
        """Whether a noun may be a plural subject by its form."""
        lower = word.lower()
        plural = lower.endswith(("ы", "и", "ие", "ые")) and not lower.endswith(("ние", "тие", "вие"))
        plural = plural or lower in self.words_of("plurals_in_a") or lower.endswith(("чане", "жане", "яне"))
        particle = lower in self.words_of("never_in_a_name")
        return len(lower) > 4 and plural and not particle and lower not in self._addressees

    def role_plain(self, tokens: list[Token], start: int, stop: int) -> str:
        return closed("".join((t.gap if k else "") + t.text for k, t in enumerate(tokens[start:stop])))
