"""English: noun phrases, and the subject that words beside a verb of speech are."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from broadcast.languages.en.naming import EnglishNames
from broadcast.languages.grammar import pronoun, without_brackets
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_FAR = 12  # words of what somebody speaks for
_NEAR = 6  # words of a noun phrase
_JOINTS = ("", ", ", " and ", ", and ")  # between the names of several who speak as one
_OPENING = ("The", "An", "A", "One", "His", "Her", "Their")  # words with which a phrase begins a sentence
_DETERMINERS = ("the", "a", "an", "one", "another", "this")
_LINKS = ("and", "but", "as", "so", "yet", "or", "then")  # words before the subject of a sentence
_RELATIVE = ("who", "whose", "which", "that")
_CONTRACTED = ("n't", "'ve", "'ll", "'re", "'m", "'d")
_OWNERS = {"his": "m", "her": "f", "their": "many", "its": "many"}
SUBJECTS = {"he": "m", "she": "f", "they": "many", "it": "many"}


def _owned(tokens: list[Token], i: int) -> bool:
    """Whether a word belongs to the one before, which ends in «s’»."""
    return tokens[i].gap in ("’ ", "' ") and tokens[i - 1].text.endswith("s")


def _is_contracted(word: str) -> bool:
    """Whether a verb is in a word: «don't», «I've»."""
    return word.replace("’", "'").endswith(_CONTRACTED)


def _follows(token: Token) -> bool:
    """Whether nothing but the short name of a body in brackets parts a word from the one before."""
    return token.joined or token.gap == ") "


class EnglishPhrases(EnglishNames):
    """Subjects and noun phrases."""

    def _phrase(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        near_end = len(tokens) - 2
        tokens = [t for k, t in enumerate(tokens) if k < near_end or not self._is_aside(tokens, k)]
        slashed = next((k for k in range(len(tokens) - 1, 0, -1) if tokens[k].gap == "/"), 0)
        tokens = tokens[slashed:]  # «S/Sgt. Ann Poe»
        if not tokens:
            return None
        for token in tokens[-2:] if len(tokens) < 4 else tokens[:1]:
            sort = SUBJECTS.get(token.text.lower())
            if sort is not None:
                return pronoun(TextSpan(token.start, token.end), sort)
        head = self._noun_head(tokens)
        author = self._author(tokens)
        owner = self._phrase(text, author, known) if author else self._owner_of_text(text, tokens, known)
        if author or owner:
            return owner
        determined = tokens[0].text.lower() in ("a", "an", "the", "one", "another")
        determined = determined and head is not None and head == self._phrase_end(tokens, head) - 1
        if determined and not any(self.is_given(t.text) for t in tokens):
            return self._noun_phrase(text, tokens, head)  # «a Department for Transport spokesman»
        thing: Mention | None = None
        for i, j in self.name_runs(tokens):
            mention = self.person(tokens, i, j, known)
            if mention is None or (head is not None and head < i and self._is_under(tokens, head, i, mention)):
                continue
            if mention.name.endswith("'s") or not self._whole(tokens, j, mention):
                continue
            if not mention.person and (thing or self._is_of_something(tokens, j)):
                thing = thing or mention  # «Voices of Larland director Ann Poe»
                continue
            return self._several(text, tokens, mention, known) or self._with_all_before(tokens, i, mention)
        return thing or self._noun_phrase(text, tokens, head)

    def _is_of_something(self, tokens: list[Token], j: int) -> bool:
        return j + 1 < len(tokens) and tokens[j].joined and tokens[j].text == "of" and tokens[j + 1].joined

    def _is_aside(self, tokens: list[Token], k: int) -> bool:
        """Whether a word beside a verb is none of the subject: «Ann Poe also», but «Poe and Roe»."""
        links = tokens[k].text == "and" and k + 1 < len(tokens) and tokens[k + 1].capital
        word = tokens[k].text
        manner = word.islower() and word.endswith("ly") and k == len(tokens) - 1 > 0
        manner = manner and self.is_title(tokens[k - 1].text)  # «the actress drily said»
        return (manner or word.lower() in self._adverbs) and not links and not tokens[k].acronym

    def _several(self, text: str, tokens: list[Token], first: Mention, known: Collection[str]) -> Mention | None:
        """«Ann Poe and Joe Roe», «Ann, Sue and Joe Roe»: the people who speak as one; None if one person does."""
        found: list[Mention] = []
        joints: list[str] = []
        for i, j in self.name_runs(tokens):
            mention = self.person(tokens, i, j, known)
            if mention is None or mention.source.start < first.source.start:
                continue
            joint = text[found[-1].source.end : mention.source.start] if found else ""
            if not (mention.person or mention.name in self._second_words(known)) or joint not in _JOINTS:
                break
            found.append(mention)
            joints.append(joint)
        if len(found) < 2 or not joints[-1].endswith("and "):
            return None
        after = next(k for k, t in enumerate(tokens, 1) if t.end == found[-1].source.end)
        owns = len(self.forms(tokens[after - 1].text)) > 1
        if owns or (after < len(tokens) and tokens[after].joined and self._acts_or_is(tokens[after])):
            return None  # «said Ann Poe and Joe Roe left»
        names = tuple(m.name for m in found)
        family = self.is_given(names[0]) and " " not in names[0] and " " in names[-1]  # «Ann and Joe Roe»
        return Mention(
            source=TextSpan(found[0].source.start, found[-1].source.end),
            reference="noun",
            role=", ".join(names[:-1]) + f" and {names[-1]}",
            many=True,
            together=() if family else names,
        )

    def _with_all_before(self, tokens: list[Token], i: int, mention: Mention) -> Mention:
        """A name with the nouns before it, of which none is known: «Northgate harbour shantyman Tom Lee»."""
        described = i > 1 and mention.person and not mention.role and tokens[0].capital
        if not described or not all(t.joined and t.text.islower() and self._qualifies(t) for t in tokens[1:i]):
            return mention
        if not tokens[i].joined or len(self.forms(tokens[0].text)) > 1:
            return mention
        source = TextSpan(tokens[0].start, mention.source.end)
        return replace(mention, source=source, role=self.role_text(tokens, 0, i))

    def _author(self, tokens: list[Token]) -> list[Token]:
        """«The editorial by the chief editor Ann Poe»: the words for whoever wrote a text; none if nobody is named."""
        by = next((k for k, t in enumerate(tokens[:_NEAR]) if t.text in ("by", "from")), 0)
        return tokens[by + 1 :] if by and self.noun(tokens[by - 1].text) in self.documents else []

    def _owner_of_text(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«The group's statement», «Ann Poe's letter», «his post»: whose text it is."""
        signed = self.words_of("signed")
        if self.noun(tokens[-1].text) not in signed:
            return None
        on = next((k for k, t in enumerate(tokens[:_NEAR]) if t.text in ("on", "to")), 0)
        tokens = tokens[on + 1 :] if on and self.noun(tokens[on - 1].text) in signed else tokens  # «a post on his page»
        own = _OWNERS.get(tokens[0].text.lower())
        if own and all(t.text.islower() for t in tokens[1:]):
            return pronoun(TextSpan(tokens[0].start, tokens[0].end), own)
        at = next((k for k, t in enumerate(tokens[:-1]) if t.text.endswith(("'s", "’s"))), None)
        if at is None:
            return None
        last = tokens[at]
        owner = self._phrase(text, [*tokens[:at], last._replace(text=last.text[:-2], end=last.end - 2)], known)
        known_noun = owner and (
            owner.name or self.is_title(owner.role.split()[-1]) or self.is_body(owner.role.split()[-1])
        )
        return owner if known_noun else None

    def _whole(self, tokens: list[Token], j: int, mention: Mention) -> bool:
        """Whether the name is the subject itself, not what belongs to one: «Smith's lawyer», «the Apple boss»."""
        if not mention.person and j < len(tokens) and tokens[j].joined and tokens[j].capital:
            return False  # «Minister in the Ministry of Trade Ann Poe»
        if j < len(tokens) and _owned(tokens, j):
            return False  # «Northline Airlines’ manager»
        last = next(t.text for t in tokens if t.end == mention.source.end)  # «Smith’s Larlandic counterpart»
        if not mention.subject and last.replace("’", "'").endswith(("'s", "'")):
            return False
        while j + 1 < len(tokens) and all(t.joined and t.text.islower() for t in tokens[j : j + 2]):
            if tokens[j].text in self._stops or self._acts_or_is(tokens[j]) or self.is_title(tokens[j].text):
                break
            if tokens[j].text in ("who", "whose", "which", "that", "and"):
                break
            j += 1  # «Red Hall press officer Ann Poe»
        if j + 1 < len(tokens) and all(t.joined for t in tokens[j : j + 2]) and self.is_given(tokens[j + 1].text):
            return not self._qualifies(tokens[j])  # «Northgate harbour shantyman Tom Lee»
        return not (
            j < len(tokens)
            and tokens[j].joined
            and not tokens[j].capital
            and (self.is_title(tokens[j].text) or self.is_body(tokens[j].text))
        )

    def _is_under(self, tokens: list[Token], head: int, i: int, mention: Mention) -> bool:
        """Whether a name only tells more of a noun: «a spokesman for Northline», «a film with scenes of Northgate»."""
        if tokens[i - 1].text.lower() in ("of", "for", "at", "from", "in", "with", "the"):
            return True
        between = (t.text for t in tokens[head + 1 : i])
        return not mention.person and tokens[i].joined and any(t in self.words_of("prepositions") for t in between)

    def _noun_head(self, tokens: list[Token]) -> int | None:
        small = (i for i, t in enumerate(tokens) if not t.capital and self._may_head(tokens, i))
        return next(small, len(tokens) - 1 if self._ends_in_people(tokens) else None)

    def _may_head(self, tokens: list[Token], i: int) -> bool:
        """Whether a noun may speak; an age may before «from»: «the 28-year-old from Larby»."""
        word = tokens[i].text
        aged = i + 1 < len(tokens) and tokens[i + 1].text == "from" and self.noun(word) == "year-old"
        return aged or self.is_title(word) or self._is_thing(word)

    def _ends_in_people(self, tokens: list[Token]) -> bool:
        """Whether a phrase with an article ends in a noun with a capital: «the Northgate Democrat», «a young Dane»."""
        last = tokens[-1]
        determined = len(tokens) > 1 and tokens[0].text.lower() in _DETERMINERS and all(t.joined for t in tokens[1:])
        return determined and last.capital and self.noun(last.text) in self.epithets and not self.is_title(last.text)

    def _is_thing(self, word: str) -> bool:
        """Whether a noun is a body or a text."""
        return self.is_body(word) or self.noun(word) in self.documents

    def _noun_phrase(self, text: str, tokens: list[Token], head: int | None) -> Mention | None:
        linked = len(tokens) > 1 and tokens[0].text.lower() in _LINKS and tokens[1].joined
        if linked:
            tokens, head = tokens[1:], head - 1 if head else None
        stop = self._phrase_end(tokens, head)
        part = tokens[:stop]
        if self._is_no_phrase(text, part):
            return None
        first = part[0].text.lower()
        begins = part[0].capital or linked
        if first in ("my", "our", "your") or (first in self.words_of("prepositions") and begins):
            return None  # «My first question to Ann Poe: "…"», «Despite the rain: "…"»
        if (
            head is None
            and not any(t.capital for t in part)
            and part[0].text.lower() not in ("the", "a", "an", "one", "some", "many", "someone", "somebody")
        ):
            return None
        capitals = len(tokens) == stop <= 3 and head is None and all(t.capital for t in part)
        capitals = capitals and not all(t.acronym or t.text.lower() in self.common for t in part)  # «CASE STUDY: …»
        if capitals and text[part[-1].end :].startswith(":"):
            return Mention(
                source=TextSpan(part[0].start, part[-1].end),
                reference="name",
                name=text[part[0].start : part[-1].end],
                person=not any(t.text.lower() in self.common for t in part),
            )
        noun = self.noun(tokens[head].text) if head is not None and head < stop else ""
        many = bool(noun) and self._is_plural(tokens[head or 0].text, noun) and not self._is_thing(noun)
        role = without_brackets(text[part[0].start : part[-1].end])
        return Mention(
            source=TextSpan(part[0].start, part[-1].end),
            reference="noun",
            role=role,
            gender=None if many else self._sure_gender(role),
            many=many,
            person=not self._is_thing(noun),
        )

    def _is_no_phrase(self, text: str, part: list[Token]) -> bool:
        """Whether words are a clause or a heading: «The sign was», «You don't», «SEE RELATED:»."""
        if self.forms(part[0].text.lower())[-1] in self.words_of("openers"):
            return True
        relative = next((k for k, t in enumerate(part) if t.text in _RELATIVE), len(part))
        behind = "".join(text[: part[0].start].split()[-1:]) in self._verbs  # «wrote Never is never»
        finite = self.words_of("auxiliaries") if self._noun_head(part) else self.words_of("auxiliaries") | self._verbs
        if not behind and any(t.text in finite or _is_contracted(t.text) for t in part[:relative]):
            return True
        labels = text[part[-1].end :].startswith(":")
        body = part[0].acronym and not labels  # «WHO said»
        alone = part[0].text.lower() if len(part) == 1 and part[0].capital and not body else ""
        if alone in self.common and alone not in self.words_of("indefinite"):
            return True  # «And: "…"»
        printed = len(part) > 1 and all(t.acronym for t in part) and labels
        return printed and not any(self.is_given(t.text) or self.noun(t.text) in self.titles for t in part)

    def _phrase_end(self, tokens: list[Token], head: int | None) -> int:
        """Where a noun phrase ends: at a mark, or at a verb behind its noun that is not in a clause («whose …»)."""
        linked = False
        for i, token in enumerate(tokens[1:], 1):
            linked = linked or token.text in _RELATIVE
            ends = i > (2 if head is None else head) and self._acts_or_is(token) and not token.text.endswith("ing")
            if token.text in ("that", "which") and head == i - 1 and self.noun(tokens[head].text) in self.documents:
                return i  # «the report that was published on Monday»
            if not (token.joined or _owned(tokens, i)) or (ends and not linked):
                return i
            if linked and token.text in _RELATIVE and all(t.text.lower() in self._adverbs for t in tokens[i + 1 :]):
                return i  # «an expert who sometimes»
        return len(tokens)

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        """«The American, who …», «But a spokesman said», «Ann Poe's family»: a noun that begins a clause."""
        start = self._owner_start(tokens, i)
        opens = not (start and tokens[start].joined)
        bare = start < i or (opens and self._is_bare_plural(tokens, i))
        begins = opens and (bare or tokens[i].text in _OPENING)
        if not begins and not (tokens[i].text in ("the", "an", "a") and self._after_a_lead(tokens, i)):
            return None
        k = self._head_of(tokens, i if bare else i + 1)
        if k is None or self._is_told_more(tokens, k + 1, owned=start < i):
            return None
        noun = self.noun(tokens[k].text)
        body = self._is_thing(noun)
        named = k + 2 < len(tokens) and tokens[k + 2].capital and not tokens[k].capital  # «the family of Ann Poe»
        end = k + 1 if body and not named else self._phrase_of(tokens, k + 1)
        tells = self._tells_behind(tokens, end)
        role = self.role_text(tokens, start, end)
        many = self._is_plural(tokens[k].text, noun) and not body
        if not begins and not tells:
            return None
        first = i + (tokens[i].text.lower() in self.pronouns)  # «His family»: «his» is somebody by itself
        return Mention(
            source=TextSpan(tokens[first].start, tokens[end - 1 if tells else k].end),
            reference="noun",
            role=role,
            gender=None if many else self._sure_gender(role),
            person=not body,
            many=many,
            tells=tells,
        )

    def _is_bare_plural(self, tokens: list[Token], i: int) -> bool:
        """Whether people without an article begin a sentence: «Residents», «Twitter users»."""
        k = self._head_of(tokens, i) if tokens[i].capital else None
        return k is not None and k < i + 3 and self.means_several(tokens[k].text) and not tokens[k].text.isupper()

    def _owner_start(self, tokens: list[Token], i: int) -> int:
        """Where the name begins of whom a noun is owned: «Ann Poe's family»; `i` itself if by nobody."""
        owner = tokens[i - 1] if i and tokens[i].joined else None
        if owner is None or not owner.capital or not tokens[i].text.islower() or len(self.forms(owner.text)) == 1:
            return i
        start = i - 1
        while start and tokens[start].joined and tokens[start - 1].capital:
            start -= 1
        return start

    def _is_told_more(self, tokens: list[Token], at: int, *, owned: bool) -> bool:
        """Whether words behind a noun tell who is meant: «The company that runs the pier, Northline, …»."""
        if at == len(tokens):
            return False
        beside = tokens[at].joined or tokens[at].gap == ", "
        named = owned and tokens[at].capital and beside  # «Poe's mother, Sue Poe»
        return named or (tokens[at].joined and tokens[at].text in ("that", "which"))

    def _sure_gender(self, role: str) -> Gender | None:
        """The gender that a noun tells by itself; a chairman may be a woman."""
        gender = self.noun_gender(role)
        head = self.head_noun(self._nouns_of(role))
        return None if gender == "m" and head != "man" and head.endswith("man") else gender

    def _tells_behind(self, tokens: list[Token], end: int) -> bool:
        """Whether a verb of speech stands behind a phrase, over «which …,» too."""
        if end < len(tokens) and tokens[end].joined and tokens[end].text in ("who", "which"):
            comma = next((k for k in range(end + 1, min(end + _FAR, len(tokens))) if not tokens[k].joined), end)
            return tokens[comma].gap == ", " and self._tells(tokens[comma].text)
        return end < len(tokens) and _follows(tokens[end]) and self._tells(tokens[end].text)

    def _head_of(self, tokens: list[Token], first: int) -> int | None:
        """The noun that rules a phrase: the last one of people or bodies before a verb, a preposition or a mark."""
        head = None
        for k in range(first, min(first + _NEAR, len(tokens))):
            token = tokens[k]
            if not token.joined or token.text.lower() in self._stops or self._acts_or_is(token):
                break
            if self._rules(token):
                head = k
            elif head is not None and not token.capital and not self._goes_with(tokens, k):
                break
        return head

    def _rules(self, token: Token) -> bool:
        noun = self.noun(token.text)
        return self._is_thing(noun) or noun in self.epithets or noun in self.titles

    def _goes_with(self, tokens: list[Token], k: int) -> bool:
        """Whether a word that is no noun of people stands before one: «The customer services manager»."""
        return k + 1 < len(tokens) and tokens[k + 1].joined and self._rules(tokens[k + 1])

    def _after_a_lead(self, tokens: list[Token], i: int) -> bool:
        """Whether a word begins a clause after «But» or after a comma: «On Sunday, the minister said»."""
        if not i:
            return False
        joins = tokens[i].joined and tokens[i - 1].text in ("But", "And", "While", "Meanwhile", "Yet")
        return joins or tokens[i].gap == ", "

    def _phrase_of(self, tokens: list[Token], at: int) -> int:
        """Where a noun phrase ends that goes on with «of Ann Poe», «for the …», up to the verb or a mark; else `at`."""
        if at >= len(tokens) or not tokens[at].joined or tokens[at].text not in ("for", "of"):
            return at
        for end in range(at + 1, min(at + _FAR, len(tokens))):
            if tokens[end].text in ("which", "who", "also") or self._acts_or_is(tokens[end]):
                return end
            if tokens[end].text.islower() and self.is_title(tokens[end].text) and tokens[at].text == "for":
                break
            if not (tokens[end].joined or _owned(tokens, end) or tokens[end].gap.strip() in ("(", ")")):
                break
        return at
