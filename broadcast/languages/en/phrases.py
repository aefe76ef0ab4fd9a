"""English: names, roles and noun phrases.

Every proper noun has a capital, so that people are told from companies by given names, titles and pronouns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from msgspec.structs import replace

from broadcast.languages.grammar import Grammar, pronoun
from broadcast.languages.names import fold, places, romanised_names
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

_OF_PLACES = ("n", "ese", "ish", "er", "ns", "ers", "ia")
SUBJECTS = {"he": "m", "she": "f", "they": "many", "it": "many"}
_HONORIFICS: dict[str, Gender] = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "duke", "pope"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "dame", "lady", "queen", "princess", "duchess"), "f"),
}


class EnglishPhrases(Grammar):
    """Names, roles and noun phrases."""

    code = "en"

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return self.words_of("verbs")

    @cached_property
    def _adverbs(self) -> frozenset[str]:
        return self.words_of("adverbs")

    @cached_property
    def _stops(self) -> frozenset[str]:
        return self.words_of("stops")

    # Words.

    def forms(self, word: str) -> tuple[str, ...]:
        bare = word.replace("’", "'")
        if bare.endswith("'s"):
            return (bare, bare[:-2])
        return (bare, bare[:-1]) if bare.endswith("'") else (bare,)

    def noun(self, word: str) -> str:
        lower = self.forms(word.lower().rstrip("."))[-1]
        if lower in self.titles or lower in self.bodies:
            return lower
        if lower.endswith("s") and lower[:-1] in self.titles:
            return lower[:-1]
        if lower.endswith("-year-old"):
            return "year-old"
        if "-of-" in lower:
            return lower.partition("-of-")[0]
        last = lower.rsplit("-", 1)[-1]
        return last if last in self.titles else lower

    def is_title(self, word: str) -> bool:
        return super().is_title(word) and (word[:1].islower() or self.noun(word) in self.titles)

    def trim(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> tuple[int, int]:
        end = self._named_after_a_trade(tokens, i, j)
        last = j if end == j else 0
        i, j = super().trim(tokens, i, j, known)
        if last:
            i, j = min(i, last - 1), last
        titled = max((k for k in range(i, j - 1) if self.is_title(tokens[k].text)), default=-1)
        return max(i, titled + 1), j

    def _begins_name(self, tokens: list[Token], i: int, given: int) -> bool:
        """As everywhere; a trade in small letters before it tells that too: «adviser Orlan Kumar Das»."""
        traded = bool(i) and tokens[i].joined and tokens[i - 1].text.islower() and self.is_title(tokens[i - 1].text)
        return traded or super()._begins_name(tokens, i, given)

    def name_runs(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """As everywhere; what a person owns is no part of the name: «Sam Roe's Northgate home»."""
        for i, j in super().name_runs(tokens):
            own = next((k for k in range(i + 2, j) if len(self.forms(tokens[k - 1].text)) > 1), j)
            if own < j and self.is_given(tokens[i].text):
                yield i, own
                i = own
            yield i, j

    def _named_after_a_trade(self, tokens: list[Token], i: int, j: int) -> int:
        """Where «Mr Carpenter», «Sue Cook» end: a trade behind an honorific or a given name is a last name."""
        if j - i < 2 or not tokens[j - 1].joined:
            return j - 1
        before = tokens[j - 2].text
        if tokens[j - 2].initial and self.is_given(tokens[i].text):
            return j  # «Ann B. Good»
        if not self.is_title(tokens[j - 1].text):
            return j - 1
        honoured = before.lower().rstrip(".") in self.words_of("honorifics")
        return j if honoured or self.is_given(before) else j - 1

    def is_body(self, word: str) -> bool:
        return word[:1].islower() and super().is_body(word)

    def nominative(self, names: list[str], known: Collection[str]) -> tuple[list[str], Gender | None, bool]:
        bare = self.forms(names[-1])[-1]
        return [*names[:-1], bare], None, bare == names[-1].replace("’", "'")

    def _tells(self, word: str) -> bool:
        return word.lower() in self._verbs or word in self.words_of("telling")

    def mentions(self, text: str, known: Collection[str]) -> tuple[Mention, ...]:
        """As everywhere; «Presidents Ann Poe of Larland and Joe Roe of Marland» share their office."""
        found: list[Mention] = []
        shared = ""
        for mention in super().mentions(text, known):
            if mention.reference == "name":
                first, _, rest = mention.role.partition(" ")
                if first == "of":
                    mention = replace(mention, role=f"{shared} {mention.role}" if shared else "")
                elif first.endswith("s") and self.is_title(first.lower()) and self.noun(first) != first.lower():
                    shared = self.noun(first)
                    mention = replace(mention, role=f"{shared} {rest}".strip())
                else:
                    shared = ""
            found.append(mention)
        return tuple(found)

    def person(self, tokens: list[Token], i: int, j: int, known: Collection[str]) -> Mention | None:
        mention = super().person(tokens, i, j, known)
        if mention is None:
            return None
        begin, stop = self.trim(tokens, i, j, known)
        if (
            mention.role == ""
            and begin
            and tokens[begin].joined
            and tokens[begin - 1].text.lower().rstrip(".") in self.words_of("honorifics")
        ):
            mention = replace(mention, person=True)
        if stop < len(tokens) and tokens[stop].gap == ", " and tokens[stop].text == "who":
            mention = replace(mention, person=True)
        if any(super(EnglishPhrases, self).is_body(n) for n in mention.name.split()[-1:]):
            mention = replace(mention, person=False, gender=None)
        if not mention.role and begin and tokens[begin].gap == ", ":
            mention = replace(mention, role=self._office_before(tokens, begin))
        if self._is_place_of(tokens, stop):  # «Presidents Ann Poe of Larland and …»
            mention = replace(mention, role=f"{mention.role} of {tokens[stop + 1].text}".strip())
        tells = stop < len(tokens) and tokens[stop].joined and self._tells(tokens[stop].text)
        honour = _HONORIFICS.get(tokens[begin - 1].text.lower().rstrip(".")) if begin else None
        return replace(
            mention,
            gender=honour or mention.gender,
            subject=mention.subject and self._leads(tokens, begin, stop),
            tells=tells,
        )

    def _is_place_of(self, tokens: list[Token], at: int) -> bool:
        return (
            at + 1 < len(tokens)
            and tokens[at].text == "of"
            and tokens[at].joined
            and tokens[at + 1].capital
            and self.is_place(tokens[at + 1].text)
        )

    def _office_before(self, tokens: list[Token], end: int) -> str:
        """«The Minister of Trade of Larland, Ann Poe, said»: an office with its article, and a comma."""
        start = next((k for k in range(end - 1, max(-1, end - 12), -1) if not k or not tokens[k].joined), None)
        if start is None or tokens[start].text.lower() not in ("the", "a", "an"):
            return ""
        office = next((k for k in range(start + 1, end) if self.is_title(tokens[k].text)), end)
        if office - start > 4 or office == end:
            return ""
        return self.role_text(tokens, start + 1, end)

    def _leads(self, tokens: list[Token], begin: int, stop: int) -> bool:
        """Whether a name may be a subject: a verb follows, or nothing that governs it stands before."""
        if stop < len(tokens) and tokens[stop].text.lower() in self._verbs:
            return True
        at = begin
        while at and tokens[at].joined and (self.is_title(tokens[at - 1].text) or tokens[at - 1].capital):
            at -= 1
        if at and tokens[at].joined and tokens[at - 1].text.lower() in ("the", "and"):
            at -= 1
        if not at or not tokens[at].joined:
            return True
        before = tokens[at - 1].text.lower()
        return before in ("but", "that", "as", "when", "while", "because", "if", "and", "then")

    def is_common(self, token: Token, known: Collection[str]) -> bool:
        lower = token.text.lower()
        return super().is_common(token, known) or lower in self._verbs or lower in self.epithets

    def is_place(self, word: str) -> bool:
        """«Georgia», «Georgian», but not «Georgiadis»."""
        bare = fold(self.forms(word)[-1])
        return super().is_place(word) and (bare in places() or bare[:-1] in places() or bare.endswith(_OF_PLACES))

    def is_thing(self, tokens: list[Token], i: int, j: int) -> bool:
        """«Transport minister»: a capital that begins a sentence and a role."""
        role = j - i == 1 and j < len(tokens) and tokens[j].joined and tokens[j].text.islower()
        owner = len(self.forms(tokens[i].text)) > 1
        if role and not owner and self.is_title(tokens[j].text):
            return True
        return super().is_thing(tokens, i, j) or self._is_charge(tokens, i, j)

    def _is_charge(self, tokens: list[Token], i: int, j: int) -> bool:
        """«Minister of Information and Communications»: a run of capitals that an office is in charge of."""
        if any(self.is_given(t.text) for t in tokens[i:j]):
            return False
        at = i
        while at > max(0, i - 8) and tokens[at].joined:
            lower = tokens[at - 1].text.lower()
            if lower in ("of", "for"):
                return at > 1 and tokens[at - 1].joined and self.is_title(tokens[at - 2].text)
            if not tokens[at - 1].capital and lower not in ("and", "the"):
                return False
            at -= 1
        return False

    def _begins_sentence(self, token: Token, known: Collection[str]) -> bool:
        return False  # «Big Machine» beside «big»: in English the list of common words decides

    def may_be_human(self, name: str) -> bool:
        return " " not in name and not super().is_body(name)

    def role_start(self, tokens: list[Token], end: int, first: int = 0) -> int:
        if end <= first or not tokens[end].joined:
            return end
        if not self.is_title(tokens[end - 1].text):
            return self._long_role(tokens, end, first)
        if tokens[end - 1].text.lower().rstrip(".") in self.words_of("honorifics"):
            return end
        start = end - 1
        while start > first and end - start < 8 and tokens[start].joined and self._qualifies(tokens[start - 1]):
            start -= 1
        return start

    def _long_role(self, tokens: list[Token], end: int, first: int) -> int:
        """«Minister of Digital Development Jane Roe»: the office stands before «of» or «for»."""
        at = end - 1
        if tokens[at].text in ("and", "or"):  # «leader of the party and Roe's rival»
            return end
        while at > first and end - at < 8 and tokens[at].joined and tokens[at].text.lower() not in ("of", "for"):
            if tokens[at].text.lower() in self.words_of("auxiliaries") or self._acts(tokens[at].text):
                return end
            at -= 1
        if at <= first or tokens[at].text.lower() not in ("of", "for") or not self.is_title(tokens[at - 1].text):
            return end
        start = at - 1
        while (
            start > first and tokens[start].joined and self._qualifies(tokens[start - 1]) and tokens[start - 1].capital
        ):
            start -= 1
        return start

    def _acts(self, word: str) -> bool:
        """Whether a word in small letters is plainly a verb: «heading», «said»."""
        return word.islower() and (word in self._verbs or (word.endswith(("ing", "ed")) and not self.is_title(word)))

    def _qualifies(self, token: Token) -> bool:
        lower = token.text.lower()
        if lower in self._verbs or lower in self._stops or lower in self.common or lower in self.pronouns:
            return False
        return (len(lower) > 3 and not lower.endswith("ed")) or self.is_title(lower)

    def _looks_given(self, word: str) -> bool:
        return super()._looks_given(word) or self.forms(word)[-1].lower() in romanised_names()

    def gender_of(self, names: list[str]) -> Gender | None:
        told = super().gender_of(names)
        return told or next((g for n in names if (g := romanised_names().get(n.lower()))), None)

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
            return replace(mention, role=mention.role or self._apposition(text, tokens, j))
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
            and (self.is_title(tokens[j].text) or super().is_body(tokens[j].text))
        )

    def _governed(self, tokens: list[Token], i: int) -> bool:
        return bool(i) and tokens[i - 1].text.lower() in ("of", "for", "at", "from", "in", "with", "the")

    def _noun_head(self, tokens: list[Token]) -> int | None:
        return next(
            (
                i
                for i, t in enumerate(tokens)
                if not t.capital and (self.is_title(t.text) or super(EnglishPhrases, self).is_body(t.text))
            ),
            None,
        )

    def _apposition(self, text: str, tokens: list[Token], j: int) -> str:
        """«Jane Roe, head of the clinic»: the words between commas after a name."""
        if j >= len(tokens) or "," not in tokens[j].gap:
            return ""
        stop = next((i for i in range(j + 1, len(tokens)) if not tokens[i].joined), len(tokens))
        part = tokens[j:stop]
        if not any(self.is_title(t.text) for t in part) or len(part) > 10:
            return ""
        first = 1 if part[0].text.lower() in ("the", "a", "an") and len(part) > 1 else 0
        return text[part[first].start : part[-1].end]

    def _noun_phrase(self, text: str, tokens: list[Token], head: int | None) -> Mention | None:
        stop = next((i for i, t in enumerate(tokens) if i and not t.joined), len(tokens))
        part = tokens[:stop]
        if (
            head is None
            and not any(t.capital for t in part)
            and part[0].text.lower() not in ("the", "a", "an", "one", "some", "many")
        ):
            return None
        if len(tokens) == stop <= 3 and head is None and part[0].capital and text[part[-1].end :].startswith(":"):
            return Mention(
                source=TextSpan(part[0].start, part[-1].end), reference="name", name=text[part[0].start : part[-1].end]
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

    def head_noun(self, nouns: list[str]) -> str:
        stop = next((i for i, n in enumerate(nouns) if i and n in ("of", "for", "at", "from", "in")), len(nouns))
        return super().head_noun(nouns[:stop][::-1])

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
