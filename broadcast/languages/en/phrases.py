"""English: noun phrases, and the subject that words beside a verb of speech are."""

from __future__ import annotations

from collections.abc import Collection

from broadcast.languages.en.naming import EnglishNames
from broadcast.languages.grammar import pronoun
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.text import TextSpan

SUBJECTS = {"he": "m", "she": "f", "they": "many", "it": "many"}


def _owned(tokens: list[Token], i: int) -> bool:
    """Whether a word belongs to the one before, which ends in «s’»."""
    return tokens[i].gap in ("’ ", "' ") and tokens[i - 1].text.endswith("s")


class EnglishPhrases(EnglishNames):
    """Subjects and noun phrases."""

    def _phrase(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        tokens = [t for k, t in enumerate(tokens) if not (t.text.lower() in self._adverbs and k >= len(tokens) - 2)]
        if not tokens:
            return None
        for token in tokens[-2:] if len(tokens) < 4 else tokens[:1]:
            sort = SUBJECTS.get(token.text.lower())
            if sort is not None:
                return pronoun(TextSpan(token.start, token.end), sort)
        head = self._noun_head(tokens)
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

    def _whole(self, tokens: list[Token], j: int, mention: Mention) -> bool:
        """Whether the name is the subject itself, not what belongs to one: «Smith's lawyer», «the Apple boss»."""
        if not mention.subject and tokens[j - 1].text.replace("’", "'").endswith(("'s", "'")):
            return False
        while j + 1 < len(tokens) and all(t.joined and t.text.islower() for t in tokens[j : j + 2]):
            if tokens[j].text in self._stops or tokens[j].text in self._verbs or self.is_title(tokens[j].text):
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
            (i for i, t in enumerate(tokens) if not t.capital and (self.is_title(t.text) or self.is_body(t.text))),
            None,
        )

    def _noun_phrase(self, text: str, tokens: list[Token], head: int | None) -> Mention | None:
        stop = self._phrase_end(tokens, head)
        part = tokens[:stop]
        if (
            head is None
            and not any(t.capital for t in part)
            and part[0].text.lower() not in ("the", "a", "an", "one", "some", "many")
        ):
            return None
        if len(tokens) == stop <= 3 and head is None and part[0].capital and text[part[-1].end :].startswith(":"):
            return Mention(
                source=TextSpan(part[0].start, part[-1].end),
                reference="name",
                name=text[part[0].start : part[-1].end],
                person=not any(t.text.lower() in self.common for t in part),
            )
        noun = self.noun(tokens[head].text) if head is not None and head < stop else ""
        many = bool(noun) and tokens[head or 0].text.lower() != noun and noun not in self.bodies
        return Mention(
            source=TextSpan(part[0].start, part[-1].end),
            reference="noun",
            role=text[part[0].start : part[-1].end],
            many=many,
            person=noun not in self.bodies,
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
        """«The American, who …»: a noun with an article at the beginning of a clause."""
        if tokens[i].text not in ("The", "An", "A"):
            return None
        for k in range(i + 1, min(i + 5, len(tokens))):
            if not tokens[k].joined or tokens[k].text.lower() in self._stops:
                return None
            noun = self.noun(tokens[k].text)
            more = k + 1 < len(tokens) and tokens[k + 1].joined
            if more and (
                self.is_title(tokens[k + 1].text)
                or self.noun(tokens[k + 1].text) in self.bodies
                or tokens[k + 1].capital
            ):
                continue
            body = noun in self.bodies or noun in self.documents
            if body or noun in self.epithets or noun in self.titles:
                role = "".join((t.gap if n else "") + t.text for n, t in enumerate(tokens[i : k + 1]))
                return Mention(
                    source=TextSpan(tokens[i].start, tokens[k].end),
                    reference="noun",
                    role=role,
                    person=not body,
                    many=tokens[k].text.lower() != noun and not body and noun != "year-old",
                    tells=k + 1 < len(tokens) and tokens[k + 1].joined and tokens[k + 1].text in self._verbs,
                )
        return None
