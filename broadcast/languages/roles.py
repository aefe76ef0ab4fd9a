"""The tables of a grammar, and how offices compare: is «the minister» the head of the ministry named before?"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import Any

from broadcast.languages.names import fold
from broadcast.languages.text import words
from broadcast.model.quoting import Closeness, Furniture
from broadcast.model.script import Gender

_ACRONYM = 3  # letters of one that another phrase may have in full
REMEMBERED = 20_000
"""Words of which a grammar remembers what they are."""


class Roles:
    """Titles, bodies and other word lists of a language, and the comparison of noun phrases by them."""

    code = ""
    leads_by_dash = True

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._given: dict[str, bool] = {}
        self._surnames: dict[str, tuple[bool, Gender | None]] = {}
        self._tables: dict[str, frozenset[str]] = {}
        self._phrases: dict[str, list[str]] = {}

    def words_of(self, key: str) -> frozenset[str]:
        """A table of the TOML file: words between white space, ``_`` for a space inside one."""
        if key not in self._tables:
            self._tables[key] = frozenset(w.replace("_", " ") for w in self.data["words"][key].split())
        return self._tables[key]

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        return self.words_of("abbreviations")

    @cached_property
    def furniture(self) -> Furniture:
        part = self.data["furniture"]
        return Furniture(
            lines={reason: tuple(phrases) for reason, phrases in part["lines"].items()},
            heads=tuple(part["heads"]),
            credits=tuple(part["credits"]),
            post_opens=tuple(part["post_opens"]),
            post_closes=tuple(part["post_closes"]),
            marks={reason: tuple(phrases) for reason, phrases in part["marks"].items()},
            whole={reason: tuple(phrases) for reason, phrases in part["whole"].items()},
            dates=tuple(part.get("dates", "").split()),
            cues=tuple(part.get("cues", ())),
        )

    @cached_property
    def titles(self) -> frozenset[str]:
        return self.words_of("titles")

    @cached_property
    def bodies(self) -> frozenset[str]:
        return self.words_of("bodies")

    @cached_property
    def epithets(self) -> frozenset[str]:
        return self.words_of("epithets")

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that begin a sentence with a capital and are no part of a name."""
        return self.words_of("common")

    @cached_property
    def pronouns(self) -> dict[str, str]:
        """Third person pronouns: ``m``, ``f``, ``many`` or an empty string."""
        return {w: sort for sort, part in self.data["pronouns"].items() for w in part.split()}

    @cached_property
    def surnames(self) -> tuple[tuple[str, Gender | None], ...]:
        """Endings of last names and patronymics, and the gender they tell."""
        part = self.data["surnames"]
        rows = [(e, g) for g in ("m", "f", "both") for e in part[g].split()]
        return tuple((e, None if g == "both" else g) for e, g in sorted(rows, key=lambda r: -len(r[0])))  # type: ignore[misc]

    def noun(self, word: str) -> str:
        """The dictionary form of a noun, as far as a comparison with a word list needs it."""
        return word.lower()

    def is_title(self, word: str) -> bool:
        noun = self.noun(word)
        return noun in self.titles or (len(noun) > 5 and noun not in self.bodies and noun.endswith(self._title_endings))

    @cached_property
    def _title_endings(self) -> tuple[str, ...]:
        """Endings of nouns of trades: сатушы, биолог, geologist."""
        return tuple(self.words_of("title_endings"))

    def is_body(self, word: str) -> bool:
        return self.noun(word) in self.bodies

    def surname_gender(self, word: str) -> tuple[bool, Gender | None]:
        """Whether a word ends as last names or patronymics do, and the gender told."""
        if word not in self._surnames:
            if len(self._surnames) > REMEMBERED:
                self._surnames.clear()
            lower = word.lower()
            ends = (g for e, g in self.surnames if len(lower) >= len(e) + 2 and lower.endswith(e))
            told = list(islice(ends, 1))
            self._surnames[word] = (bool(told), told[0] if told else None)
        return self._surnames[word]

    @cached_property
    def particles(self) -> frozenset[str]:
        return self.words_of("particles")

    def head_noun(self, nouns: list[str]) -> str:
        """The noun that names the office among the words of a role."""
        known = next((n for n in nouns if n in self.titles or n in self.epithets), "")
        return known or next((n for n in nouns if self.is_title(n)), "")

    def _nouns_of(self, phrase: str) -> list[str]:
        """The nouns of a phrase as :meth:`noun` gives them, short names written out; not to be changed."""
        if phrase not in self._phrases:
            if len(self._phrases) > REMEMBERED:
                self._phrases.clear()
            self._phrases[phrase] = self._read_nouns(phrase)
        return self._phrases[phrase]

    def _read_nouns(self, phrase: str) -> list[str]:
        found: list[str] = []
        for whole, meant in self.metonyms.items():
            if whole in phrase.lower():
                phrase = phrase.lower().replace(whole, meant)
        for token in words(phrase):
            noun = self.noun(token.text)
            found.extend(self.aliases.get(noun, noun).split())
        return found

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Short names of ministries and the words of their full names."""
        return dict(self.data.get("aliases", {}))

    @cached_property
    def metonyms(self) -> dict[str, str]:
        """Seats that stand for whom they house: «Ақ үй» is the United States' head."""
        return dict(self.data.get("metonyms", {}))

    def closeness(self, phrase: str, role: str) -> Closeness:
        """Compare the nouns of a phrase with those of a role."""
        mine, theirs = self._nouns_of(phrase), self._nouns_of(role)
        head, other = self.head_noun(mine), self.head_noun(theirs)
        if not head:
            return "none"
        people = self._people_in(phrase)
        passing = people | self.words_of("outlets") if head in self.epithets else people
        rest = [n for n in mine if n != head and not self._is_modifier(n) and n not in passing]
        rest = _spelt_out(rest, phrase, theirs)
        shared = all(like(n, theirs) for n in rest) or (head == other and self._is_fuller(head, rest, theirs))
        if head == other:
            bare = all(len(n) < 3 or self.is_title(n) or self._is_modifier(n) for n in theirs)
            return "same" if shared else "related" if bare else "none"
        if not other and rest and shared:
            return "related"
        if other in self.words_of("counterparts") and head not in self.words_of("newcomers"):
            return "same" if shared else "none"
        groups = [g for g in self.alike if head in g and rest and g.issuperset(rest)] or self.alike
        group = next((g for g in groups if head in g and other in g), None) if other else None
        if group and (shared or not self._clashes([n for n in rest if n not in group], theirs)):
            return "related"
        if not rest and other.endswith(head):
            return "related"
        fits = head in self.epithets and not rest and (not other or head in self.words_of("general"))
        if fits:
            return "epithet"
        describes = not rest and head not in self.words_of("newcomers") and head not in self.words_of("offices")
        return "described" if describes and not self._holds_office(other, theirs) else "none"

    def _is_fuller(self, head: str, rest: list[str], theirs: list[str]) -> bool:
        """Whether a phrase says more of the same office: «Алатау қорығының директоры» after «қорық директоры»."""
        others = [n for n in theirs if n != head and n not in self.generic and not self._is_modifier(n)]
        return bool(others) and all(any(len(n) > 4 and n[:4] == r[:4] for r in rest) for n in others)

    def _holds_office(self, head: str, nouns: list[str]) -> bool:
        """Whether a role is an office and nothing else: a chairman may be a biologist too where the text says so."""
        offices = self.words_of("offices")
        return head in offices and not any(self.is_title(n) and n not in offices for n in nouns)

    def same_body(self, phrase: str, name: str) -> bool:
        """Whether a body's short name means one of a longer name: «Минздрав», «Министерство здравоохранения»."""
        short, long = self._nouns_of(phrase), self._nouns_of(name)
        short = [n for n in short if n not in self.modifiers] or short
        spelt = _spelt_out(short, phrase, long)
        if short and not spelt:
            return True
        short = spelt
        shared = all(self._shares(n, long) for n in short)
        return bool(short) and shared and any(n in self.bodies for n in short)

    def tells_turn(self, verb: str) -> str:
        """``asks`` or ``answers`` for a verb of speech that turns to somebody else; nothing for any other."""
        tables = self.data["words"]
        sides = {"asks": tables.get("asking", ""), "answers": tables.get("replying", "")}
        return next((side for side, verbs in sides.items() if verb.lower() in verbs.split()), "")

    def is_variation(self, phrase: str) -> bool:
        """Whether a phrase describes somebody anew whom the text has just named: «the former Northgate man»."""
        return False

    def _shares(self, noun: str, nouns: list[str]) -> bool:
        """Whether a word of a body's short name is among those of its long one."""
        return noun in nouns

    def is_indefinite(self, phrase: str) -> bool:
        """Whether a phrase brings in somebody new: «an officer», «один из жителей», «бір тұрғын»."""
        return phrase.lower().startswith(self._indefinite)

    @cached_property
    def _indefinite(self) -> tuple[str, ...]:
        return tuple(f"{w} " for w in self.words_of("indefinite"))

    def is_bare(self, phrase: str) -> bool:
        """Whether a phrase is one general noun: «в компании», «the club»."""
        nouns = [n for n in self._nouns_of(phrase) if n not in self.modifiers]
        general = self.generic | self.bodies | self.documents
        return len(nouns) == 1 and phrase.islower() and nouns[0] in general

    def is_general(self, noun: str) -> bool:
        """Whether a noun stands for bodies of many kinds: «ведомство», no «полиция»."""
        return noun in self.kinds or noun in self.generic

    def is_kind(self, noun: str, name: str) -> bool:
        """Whether a general noun stands for a body of that name: «ведомство» for «Министерство культуры»."""
        kinds = self.kinds.get(noun, ())
        return bool(kinds) and not self.is_bare(name) and any(n.startswith(kinds) for n in self._nouns_of(name))

    @cached_property
    def kinds(self) -> dict[str, tuple[str, ...]]:
        """General nouns of bodies, and how the nouns in the names of such bodies begin."""
        return {noun: tuple(stems.split()) for noun, stems in self.data.get("kinds", {}).items()}

    def is_outlet(self, phrase: str) -> bool:
        """Whether a phrase is a newspaper or a channel: no other body is called so."""
        return any(n in self.words_of("outlets") for n in self._nouns_of(phrase))

    def is_document(self, phrase: str) -> bool:
        """Whether a phrase's nouns are those of a text that somebody wrote: «сообщение», «the statement»."""
        nouns = [n for n in self._nouns_of(phrase) if n not in self.modifiers]
        return len(nouns) == 1 and nouns[0] in self.documents

    def turn(self, label: str) -> str:
        """``asks`` or ``answers`` for the label of a turn in an interview; nothing for any other word."""
        word = label.lower().strip(". ")
        return next((side for side in ("asks", "answers") if word in self.words_of(side)), "")

    def is_mouthpiece(self, phrase: str) -> bool:
        """Whether a body is one that tells news for another: «пресс-служба министерства»."""
        mouthpieces = self.data["words"].get("mouthpieces", "").split()
        return any(self.noun(w) in mouthpieces for w in phrase.split())

    def bare_mouthpiece(self, phrase: str) -> tuple[str, str]:
        """A press office of which nothing is told but of what kind of body it is, and that kind; else nothing."""
        if not (self.is_mouthpiece(phrase) and self.is_bare(phrase)):
            return "", ""
        first, *kind = phrase.split()
        return first, kind[-1] if kind else ""

    def mouthpiece_of(self, mouthpiece: str, body: str) -> str:
        """How a press office is called of a body that the story names; empty where the language has no rule for it."""
        return ""

    def is_act(self, phrase: str) -> bool:
        """Whether a document speaks for itself: «приговор», «the indictment»."""
        return any(n in self.words_of("acts") for n in self._nouns_of(phrase))

    def is_personal(self, phrase: str) -> bool:
        """Whether a document is one that a person writes himself: «пост», «the letter»; no verdict, no report."""
        return any(n in self.words_of("personal") for n in self._nouns_of(phrase))

    def is_interlocutor(self, phrase: str) -> bool:
        """Whether a phrase is nothing but who talked to an outlet: «собеседник агентства»."""
        tokens = words(phrase)
        if not tokens or self.noun(tokens[0].text) not in self._interlocutors:
            return False
        return all(t.capital or self.noun(t.text) in self.words_of("outlets") for t in tokens[1:])

    @cached_property
    def _interlocutors(self) -> frozenset[str]:
        return frozenset(self.data["words"].get("interlocutors", "").split())

    @cached_property
    def documents(self) -> frozenset[str]:
        return self.words_of("documents")

    def is_unique(self, phrase: str) -> bool:
        """Whether a phrase is the title of an office that one person holds: «the President»."""
        if phrase.lower() in self.words_of("unique"):
            return True
        nouns = [n for n in self._nouns_of(phrase) if n not in self.modifiers]
        return len(nouns) == 1 and nouns[0] in self.words_of("unique")

    def is_held(self, phrase: str) -> bool:
        """Whether a phrase is an office: somebody holds it whom the story may name elsewhere."""
        return self.head_noun(self._nouns_of(phrase)) in self.words_of("offices")

    def is_office(self, phrase: str) -> bool:
        """Whether a phrase is an office and no tie to somebody else: «the director», no «his mother»."""
        head = self.head_noun(self._nouns_of(phrase))
        return head in self.words_of("offices") and head not in self.words_of("newcomers")

    def is_rank(self, phrase: str) -> bool:
        """Whether a phrase is a rank or a degree, which tells of no office: «полковник полиции»."""
        return self.head_noun(self._nouns_of(phrase)) in self.data["words"].get("ranks_and_degrees", "").split()

    def tells_of_what(self, phrase: str) -> bool:
        """Whether an office comes with what it leads: «президент Украины», no bare «прокурор»."""
        nouns = self._nouns_of(phrase)
        head = self.head_noun(nouns)
        return any(n != head and not self._is_modifier(n) for n in nouns)

    def is_alike(self, phrase: str, role: str) -> bool:
        """Whether two offices are of one kind, whatever they lead: a bank's head, a company's director."""
        head, other = (self.head_noun(self._nouns_of(part)) for part in (phrase, role))
        return bool(head) and (head == other or any(head in group and other in group for group in self.alike))

    def _people_in(self, phrase: str) -> frozenset[str]:
        """Capitalised words of a phrase that name people: they tell nothing of the office."""
        return frozenset(
            self.noun(t.text)
            for t in words(phrase)[1:]
            if t.capital and not t.acronym and self.surname_gender(t.text)[0]
        )

    def _clashes(self, rest: list[str], theirs: list[str]) -> bool:
        """Whether the words beside two different offices exclude each other: none is shared, though both have some."""
        mine = [n for n in rest if n not in self.generic]
        others = [n for n in theirs if n not in self.generic and not self.is_title(n)]
        return bool(mine) and bool(others) and not any(like(n, theirs) for n in mine)

    def _is_modifier(self, noun: str) -> bool:
        return noun in self.modifiers or noun.isdigit() or (noun.endswith(self._passing) and not self.is_title(noun))

    @cached_property
    def _passing(self) -> tuple[str, ...]:
        return tuple(self.words_of("passing"))

    def noun_gender(self, phrase: str) -> Gender | None:
        """The gender that the head of a noun phrase tells: «жительница», «the fisherman»."""
        head = self.head_noun(self._nouns_of(phrase))
        if head in self.words_of("women"):
            return "f"
        return "m" if head in self.words_of("men") else None

    @cached_property
    def generic(self) -> frozenset[str]:
        """Words that may stand for any institution: state, region, ministry."""
        return self.words_of("generic")

    @cached_property
    def alike(self) -> tuple[frozenset[str], ...]:
        """Groups of titles that one person may bear: minister, head of the ministry."""
        return tuple(frozenset(group.split()) for group in self.data["alike"]["groups"])

    @cached_property
    def modifiers(self) -> frozenset[str]:
        return self.words_of("modifiers")


def _spelt_out(nouns: list[str], phrase: str, long: list[str]) -> list[str]:
    """Nouns of a phrase without the acronyms whose words another phrase has in full: КГД, Комитет … доходов."""
    if sum(map(str.isupper, phrase)) < _ACRONYM:
        return nouns
    letters = fold("".join(n[0] for n in long if len(n) > 2))
    acronyms = {t.text.lower() for t in words(phrase) if t.acronym and len(t.text) >= _ACRONYM}
    return [n for n in nouns if not (n in acronyms and fold(n) in letters)]


def like(noun: str, nouns: list[str]) -> bool:
    """Whether a word or one of its root is among others: Тәжікстан, тәжік."""
    return noun in nouns or (len(noun) > 4 and any(n[:5] == noun[:5] for n in nouns))
