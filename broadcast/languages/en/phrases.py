"""English: noun phrases, and the subject that words beside a verb of speech are."""

from __future__ import annotations

from collections.abc import Collection

from broadcast.languages.en.naming import EnglishNames
from broadcast.languages.grammar import pronoun, without_brackets
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_FAR = 12  # words of what somebody speaks for
_NEAR = 6  # words of a noun phrase
SUBJECTS = {"he": "m", "she": "f", "they": "many", "it": "many"}


def _owned(tokens: list[Token], i: int) -> bool:
    """Whether a word belongs to the one before, which ends in «s’»."""
    return tokens[i].gap in ("’ ", "' ") and tokens[i - 1].text.endswith("s")


def _follows(token: Token) -> bool:
    """Whether nothing but the short name of a body in brackets parts a word from the one before."""
    return token.joined or token.gap == ") "


class EnglishPhrases(EnglishNames):
    """Subjects and noun phrases."""

    def _phrase(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        tokens = [t for k, t in enumerate(tokens) if not (t.text.lower() in self._adverbs and k >= len(tokens) - 2)]
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
        if author:
            return self._phrase(text, author, known)
        determined = tokens[0].text.lower() in ("a", "an", "the", "one", "another") and head == len(tokens) - 1
        if determined and not any(self.is_given(t.text) for t in tokens):
            return self._noun_phrase(text, tokens, head)  # «a Department for Transport spokesman»
        for i, j in self.name_runs(tokens):
            mention = self.person(tokens, i, j, known)
            if mention is None or (head is not None and head < i and self._governed(tokens, i)):
                continue
            if mention.name.endswith("'s") or not self._whole(tokens, j, mention):
                continue
            return mention
        return self._noun_phrase(text, tokens, head)

    def _author(self, tokens: list[Token]) -> list[Token]:
        """«The editorial by the chief editor Ann Poe»: the words for whoever wrote a text; none if nobody is named."""
        by = next((k for k, t in enumerate(tokens[:_NEAR]) if t.text == "by"), 0)
        return tokens[by + 1 :] if by and self.noun(tokens[by - 1].text) in self.documents else []

    def _whole(self, tokens: list[Token], j: int, mention: Mention) -> bool:
        """Whether the name is the subject itself, not what belongs to one: «Smith's lawyer», «the Apple boss»."""
        if not mention.person and j < len(tokens) and tokens[j].joined and tokens[j].capital:
            return False  # «Minister in the Ministry of Trade Ann Poe»
        last = next(t.text for t in tokens if t.end == mention.source.end)  # «Smith’s Larlandic counterpart»
        if not mention.subject and last.replace("’", "'").endswith(("'s", "'")):
            return False
        while j + 1 < len(tokens) and all(t.joined and t.text.islower() for t in tokens[j : j + 2]):
            if tokens[j].text in self._stops or self._acts_or_is(tokens[j]) or self.is_title(tokens[j].text):
                break
            if tokens[j].text in ("who", "whose", "which", "that", "and"):
                break
            j += 1  # «Red Hall press officer Ann Poe»
        return not (
            j < len(tokens)
            and tokens[j].joined
            and not tokens[j].capital
            and (self.is_title(tokens[j].text) or self.is_body(tokens[j].text))
        )

    def _governed(self, tokens: list[Token], i: int) -> bool:
        return bool(i) and tokens[i - 1].text.lower() in ("of", "for", "at", "from", "in", "with", "the")

    def _noun_head(self, tokens: list[Token]) -> int | None:
        return next(
            (i for i, t in enumerate(tokens) if not t.capital and (self.is_title(t.text) or self._is_thing(t.text))),
            None,
        )

    def _is_thing(self, word: str) -> bool:
        """Whether a noun is a body or a text."""
        return self.is_body(word) or self.noun(word) in self.documents

    def _noun_phrase(self, text: str, tokens: list[Token], head: int | None) -> Mention | None:
        stop = self._phrase_end(tokens, head)
        part = tokens[:stop]
        if part[0].text.lower() in ("my", "our", "your"):
            return None  # «My first question to Ann Poe: "…"»
        if (
            head is None
            and not any(t.capital for t in part)
            and part[0].text.lower() not in ("the", "a", "an", "one", "some", "many", "someone", "somebody")
        ):
            return None
        capitals = len(tokens) == stop <= 3 and head is None and all(t.capital for t in part)
        capitals = capitals and not all(t.acronym for t in part)  # «CASE STUDY: …»
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

    def _phrase_end(self, tokens: list[Token], head: int | None) -> int:
        """Where a noun phrase ends: at a mark, or at a verb behind its noun that is not in a clause («whose …»)."""
        linked = False
        for i, token in enumerate(tokens[1:], 1):
            linked = linked or token.text in ("who", "whose", "which", "that")
            ends = i > (2 if head is None else head) and self._acts_or_is(token) and not token.text.endswith("ing")
            if not (token.joined or _owned(tokens, i)) or (ends and not linked):
                return i
        return len(tokens)

    def noun_subject(self, tokens: list[Token], i: int) -> Mention | None:
        """«The American, who …», «But a spokesman said»: a noun with an article at the beginning of a clause."""
        begins = tokens[i].text in ("The", "An", "A", "One")
        if not begins and not (tokens[i].text in ("the", "an", "a") and self._after_a_lead(tokens, i)):
            return None
        k = self._head_of(tokens, i + 1)
        if k is None or (k + 1 < len(tokens) and tokens[k + 1].joined and tokens[k + 1].text in ("that", "which")):
            return None  # «The company that runs the pier, Northline, …»
        noun = self.noun(tokens[k].text)
        body = self._is_thing(noun)
        end = k + 1 if body else self._phrase_of(tokens, k + 1)
        tells = self._tells_behind(tokens, end)
        role = self.role_text(tokens, i, end)
        many = self._is_plural(tokens[k].text, noun) and not body
        if not begins and not tells:
            return None
        return Mention(
            source=TextSpan(tokens[i].start, tokens[end - 1].end),
            reference="noun",
            role=role,
            gender=None if many else self._sure_gender(role),
            person=not body,
            many=many,
            tells=tells,
        )

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
        """Where a noun phrase ends that goes on with «for the …», and the verb of speech follows; else `at`."""
        if at >= len(tokens) or not tokens[at].joined or tokens[at].text != "for":
            return at
        for end in range(at + 1, min(at + _FAR, len(tokens))):
            if tokens[end].text in self._verbs or tokens[end].text in ("which", "who"):
                return end
            if tokens[end].text.islower() and self.is_title(tokens[end].text):
                break
            if not (tokens[end].joined or _owned(tokens, end) or tokens[end].gap.strip() in ("(", ")")):
                break
        return at
