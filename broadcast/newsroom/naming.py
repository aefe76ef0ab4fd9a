"""Who is who in a story: every name, role and pronoun brought to one person."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from broadcast.model.quoting import Mention, QuoteGrammar
from broadcast.model.script import Gender
from broadcast.newsroom.romanising import romanise


class Person:
    """Somebody of whom the story speaks: the fullest name and role that it gives."""

    def __init__(self, name: str, role: str, gender: Gender | None, *, human: bool, at: int) -> None:
        self.name = name
        self.role = role
        self.gender = gender
        self.human = human
        self.at = at

    def learn(self, mention: Mention) -> None:
        """Take over what a further mention tells: a longer name, a longer role, a gender."""
        if len(mention.name.split()) > len(self.name.split()):
            self.name = mention.name
        if len(self.role.split()) < len(mention.role.split()) <= 14:
            self.role = mention.role
        self.gender = self.gender or mention.gender
        self.human = self.human or mention.person


class Answer(NamedTuple):
    """Who is meant, how sure that is, and who else may be."""

    person: Person
    confidence: float
    rivals: tuple[Person, ...] = ()


class _Seen(NamedTuple):
    at: int
    person: Person
    subject: bool


class People:
    """The people and bodies of a story, and where it speaks of them."""

    def __init__(self, grammar: QuoteGrammar) -> None:
        self.grammar = grammar
        self.all: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._seen: list[_Seen] = []

    @classmethod
    def of(cls, mentions: Sequence[tuple[int, Mention]], grammar: QuoteGrammar) -> People:
        """Gather mentions (each with the place of its text in the story): full names first, then single ones."""
        people = cls(grammar)
        named = [(at + m.source.start, m) for at, m in mentions if m.reference == "name"]
        for at, mention in named:
            if len(mention.name.split()) > 1:
                people._seen.append(_Seen(at, people.add(mention, at), mention.subject))
        for at, mention in named:
            if len(mention.name.split()) == 1:
                person = people.find(mention) or people.add(mention, at)
                person.learn(mention)
                people._seen.append(_Seen(at, person, mention.subject))
        people._seen.sort(key=lambda s: s.at)
        return people

    def add(self, mention: Mention, at: int) -> Person:
        """The person of a mention, a new one if nobody fits."""
        person = self.find(mention)
        if person:
            person.learn(mention)
        else:
            person = Person(mention.name, mention.role, mention.gender, human=mention.person, at=at)
            self.all.append(person)
        for word in (mention.name.split()[0], mention.name.split()[-1]):
            known = self._by_word.setdefault(word.lower(), [])
            if person not in known:
                known.append(person)
        return person

    def find(self, mention: Mention) -> Person | None:
        """Whom a name means: the same last name (or a form of it), and first names that do not contradict."""
        parts = mention.name.split()
        for form in self.grammar.forms(parts[-1]):
            for person in self._by_word.get(form.lower(), ()):
                if _agree(parts, form, person, mention.gender):
                    return person
        return None

    def resolve(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """Who a mention means at a place of the story.

        :param since: where the text between the last quote and this one begins.
        :param last: who spoke last.
        """
        if mention.reference == "name":
            person = self.find(mention)
            if person:
                person.learn(mention)
                return Answer(person, 0.98)
            return Answer(self.add(mention, at), 0.95 if mention.person else 0.9)
        if mention.reference == "pronoun":
            return self._pronoun(mention, at, since, last)
        return self._noun(mention, at, since, last)

    def _pronoun(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        fits = [s for s in self._between(since, at) if _fits(s.person, mention)]
        subjects = [s for s in fits if s.subject] or fits
        if last and _fits(last, mention) and (not subjects or any(s.person is last for s in subjects)):
            return Answer(last, 0.9)
        if subjects:
            chosen = subjects[0].person
            rivals = _others(chosen, subjects, last)
            return Answer(chosen, 0.6 if rivals else 0.85, rivals)
        earlier = [s for s in self._between(max(0, at - 3000), at) if _fits(s.person, mention)]
        if earlier:
            return Answer(earlier[-1].person, 0.5, _others(earlier[-1].person, earlier[-3:], last))
        return None

    def _noun(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        best: dict[str, list[Person]] = {"same": [], "related": [], "epithet": []}
        if mention.many:
            return None
        for seen in reversed(self._between(0, at)):
            if not seen.person.human or not _gender_fits(seen.person, mention.gender):
                continue
            closeness = self.grammar.closeness(mention.role, seen.person.role)
            if closeness != "none" and seen.person not in best[closeness]:
                best[closeness].append(seen.person)
        for closeness, confidence in (("same", 0.92), ("related", 0.75), ("epithet", 0.7)):
            people = best[closeness]
            if people:
                chosen = people[0] if closeness != "epithet" else self._nearest(people, at, since, last)
                rivals = tuple(p for p in people if p is not chosen)[:2]
                return Answer(chosen, confidence - (0.1 if rivals else 0), rivals)
        return None

    def _nearest(self, people: list[Person], at: int, since: int, last: Person | None) -> Person:
        between = [s for s in self._between(since, at) if s.person in people]
        subjects = [s.person for s in between if s.subject]
        if subjects:
            return subjects[0]
        return last if last in people and not between else people[0]

    def subject_between(self, start: int, end: int) -> Person | None:
        """Who is the subject of a stretch of the story: the first one named in the nominative."""
        here = [s for s in self._between(start, end) if s.person.human]
        return next((s.person for s in here if s.subject), None)

    def _between(self, start: int, end: int) -> list[_Seen]:
        low = bisect_left(self._seen, start, key=lambda s: s.at)
        high = bisect_left(self._seen, end, key=lambda s: s.at)
        return self._seen[low:high]


def _agree(parts: list[str], last: str, person: Person, gender: Gender | None) -> bool:
    theirs = person.name.split()
    if gender and person.gender and gender != person.gender and len(parts) > 1:
        return False
    if len(parts) == 1 or len(theirs) == 1:
        return True
    if theirs[-1].lower() != last.lower():
        return False
    return theirs[0][0].lower() == parts[0][0].lower() and (
        "." in theirs[0] + parts[0] or theirs[0].lower()[:3] == parts[0].lower()[:3]
    )


def _fits(person: Person, mention: Mention) -> bool:
    if mention.many:
        return not person.human
    return person.human and _gender_fits(person, mention.gender)


def _gender_fits(person: Person, gender: Gender | None) -> bool:
    return not (gender and person.gender and gender != person.gender)


def _others(chosen: Person, seen: Sequence[_Seen], last: Person | None) -> tuple[Person, ...]:
    rivals: list[Person] = []
    for person in (*(s.person for s in seen), last):
        if person and person is not chosen and person not in rivals:
            rivals.append(person)
    return tuple(rivals[:2])


def speaker_id(name: str, taken: Collection[str]) -> str:
    """The romanised last name, with the first names before it or a number where another speaker has it."""
    words = [w for w in ("".join(c if c.isalnum() else " " for c in romanise(name).lower())).split() if w]
    if not words:
        words = ["speaker"]
    tries = [words[-1], "-".join([*words[:1], words[-1]]), "-".join(words[-4:])]
    for candidate in tries:
        if candidate not in taken and candidate != "narration":
            return candidate[:40]
    number = 2
    while f"{tries[1][:36]}-{number}" in taken:
        number += 1
    return f"{tries[1][:36]}-{number}"
