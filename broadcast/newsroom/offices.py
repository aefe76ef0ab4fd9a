"""Whom an office or a description means: «the minister», «глава банка», «the striker», «the former Northgate man»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from broadcast.model.quoting import Closeness, Mention, QuoteGrammar
from broadcast.newsroom.appearances import Appearances
from broadcast.newsroom.namesakes import ONE
from broadcast.newsroom.persons import Answer, Person, Seen, gender_fits

REACH = 4000
"""Characters of the story before a place in which somebody may have been named."""
_NEAR, _BESIDE = 600, 250


class Offices:
    """Finds the holder of an office among those of whom a story speaks."""

    def __init__(self, grammar: QuoteGrammar, seen: Appearances, speaking: Sequence[Person]) -> None:
        self.grammar = grammar
        self._seen = seen
        self._speaking = speaking
        self._unnamed: list[str] = []
        self._quoted: dict[str, Person] = {}
        self._compared: dict[tuple[str, str], Closeness] = {}

    def expect(self, speakers: Sequence[Mention]) -> None:
        """Learn which offices speak without a name."""
        offices = (m.role for m in speakers if m.reference == "noun" and m.person and not m.many)
        self._unnamed = [role for role in dict.fromkeys(offices) if self.grammar.is_held(role)]

    def hear(self, spoken: Sequence[Mention]) -> None:
        """Learn who holds an office by what people say in quotes."""
        for m in spoken:
            if m.role and m.person and m.name not in self._quoted:
                self._quoted[m.name] = Person(m.name, m.role, m.gender, human=True)

    def meant(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """Whose office a noun phrase fits; an indefinite one («an officer») is somebody new.

        :param since: where the text between the last quote and this one begins.
        :param last: who spoke last.
        """
        if mention.many or self.grammar.is_indefinite(mention.role):
            return None
        if self.grammar.is_interlocutor(mention.role):
            return self._who_talked(mention, at, since, last)
        best: dict[str, list[Person]] = {"same": [], "related": [], "epithet": [], "alone": []}
        for seen in reversed(self._seen.between(max(0, at - REACH), at)):
            if not seen.person.human or not gender_fits(seen.person, mention.gender):
                continue
            closeness = self._closeness(mention, seen.person)
            if not seen.person.named and not self._may_be_meant(seen, closeness, since):
                continue
            far = closeness == "described" and seen.at < min(since, at - _NEAR) and seen.person is not last
            if closeness == "described":
                closeness = "epithet"  # the nearest of both
            if closeness != "none" and not far and seen.person not in best[closeness]:
                best[closeness].append(seen.person)
        acting = {id(s.person) for s in self._seen.between(since, at) if s.subject}
        for people in best.values():
            people.sort(key=lambda p: id(p) not in acting)
        alone = best["alone"]  # «the man» of a story with one man
        only = Answer(alone[0], 0.72) if len(alone) == 1 else None
        beside = None if best["same"] else self._beside(mention, at)
        meant = beside or self._likeliest(best, mention, last, acting) or self._unique(mention, at) or only
        return meant or self._varied(mention, at, last) or self._in_office(mention, at, since, last)

    def _may_be_meant(self, seen: Seen, closeness: Closeness, since: int) -> bool:
        """Whether a noun may mean somebody without a name: who tells, or was just brought in.

        «One senator had doubts.  "…," the lawmaker said»
        """
        new = seen.subject and seen.at >= since and self.grammar.is_indefinite(seen.person.name)
        return (closeness == "same" and seen.tells) or (closeness in ONE and new)

    def _who_talked(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """Who told something last, in a quote or without: «сообщил источник в полиции», then «собеседник агентства»."""
        told = [s for s in self._seen.between(max(0, at - REACH), at) if s.tells and s.person.human]
        told = [s for s in told if gender_fits(s.person, mention.gender)]
        if told and (last is None or told[-1].at >= since):
            return Answer(told[-1].person, 0.78)
        acting = self._seen.subject_between(since, at)
        person = acting if acting and acting.human and acting.named else last
        known = person and person.human and not self.grammar.is_indefinite(person.name)
        return Answer(person, 0.78) if person and known and gender_fits(person, mention.gender) else None

    def _closeness(self, mention: Mention, person: Person) -> Closeness:
        """How well a noun phrase fits any office that the story tells of somebody, or else the fullest one."""
        fullest = self._compare(mention.role, person.role if person.named else person.name)
        if fullest in ONE:
            return fullest
        parts = (part for role in person.roles for part in (role, *role.split(", ")) if part != person.role)
        others = (self._compare(mention.role, part) for part in parts)
        return next((closeness for closeness in others if closeness in ONE), fullest)

    def _compare(self, phrase: str, role: str) -> Closeness:
        """As the grammar compares them; a story brings the same two together many times."""
        pair = phrase, role
        if pair not in self._compared:
            self._compared[pair] = self.grammar.closeness(phrase, role)
        return self._compared[pair]

    def _beside(self, mention: Mention, at: int) -> Answer | None:
        """«Ann Poe was late.  The Harbour MP said»: who is the subject right before, if no office of his is told."""
        person = (
            self._seen.subject_between(max(0, at - _BESIDE), at) if self.grammar.is_variation(mention.role) else None
        )
        new = person and person.named and person.human and not person.role and gender_fits(person, mention.gender)
        return Answer(person, 0.66) if person and new else None

    def _varied(self, mention: Mention, at: int, last: Person | None) -> Answer | None:
        """«The former Northgate man» for the one of whom the story speaks most, when nothing tells against it."""
        if not self.grammar.is_variation(mention.role):
            return None
        seen = (s for s in self._seen.between(max(0, at - REACH), at) if s.subject)
        here = [s.person for s in seen if s.person.human and s.person.named]
        noun = mention.role.split()[-1]
        told = Counter(id(p) for p in here if gender_fits(p, mention.gender))
        fitting = [p for p in here if id(p) in told and (not p.role or self.grammar.closeness(noun, p.role) != "none")]
        if not fitting:
            return None
        return Answer(max(reversed(fitting), key=lambda p: (told[id(p)], p is last)), 0.62)

    def _in_office(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """An office told in other words of who is the subject right before, or else of who spoke last.

        «Ann Poe, head of the foreign service, …», then «added the chief of diplomacy».
        """
        if not self.grammar.is_office(mention.role):
            return None
        acting = self._seen.subject_between(max(since, at - _NEAR), at)
        person = acting if acting and acting.human else last
        gender = mention.gender or self.grammar.noun_gender(mention.role)
        if not (person and person.named and person.human and gender_fits(person, gender)):
            return None
        if self._names(mention.role, person):
            return None
        if any(self.grammar.is_alike(mention.role, role) for role in person.roles):
            return Answer(person, 0.72)
        free = all(self.grammar.is_rank(role) for role in person.roles)
        new = person is acting and free and self.grammar.tells_of_what(mention.role)
        return Answer(person, 0.66) if new else None

    def _names(self, phrase: str, person: Person) -> bool:
        """Whether a phrase has somebody's name in it, so that it is somebody else: «Rogers' spokesperson»."""
        own = {self.grammar.spelling(word) for word in person.name.split()}
        told = (form for word in phrase.split() for form in self.grammar.forms(word))
        return any(self.grammar.spelling(form) in own for form in told)

    def _likeliest(
        self, best: Mapping[str, list[Person]], mention: Mention, last: Person | None, acting: Collection[int]
    ) -> Answer | None:
        """Whom a noun phrase fits best; «the President» is rather the story's hero who spoke last than a passer-by."""
        if last in best["epithet"] and self.grammar.is_unique(mention.role):
            told = self._seen.times()
            best["epithet"].sort(key=lambda p: -told[id(p)])
        related = best["related"][0] if best["related"] and not best["same"] else None
        silent = related and related not in self._speaking and id(related) not in acting
        if silent and last and last in best["epithet"]:
            told = self._seen.times()
            if told[id(last)] > told[id(related)]:
                return Answer(last, 0.66, tuple(best["related"][:1]))  # «the actress», who speaks all the time
        for closeness, confidence in (("same", 0.92), ("related", 0.78), ("epithet", 0.72)):
            people = [p for p in best[closeness] if p.sure] or best[closeness]
            if people:
                rivals = tuple(people[1:3])
                return Answer(people[0], confidence - (0.1 if rivals else 0), rivals)
        return None

    def _unique(self, mention: Mention, at: int) -> Answer | None:
        """«The President» where the story has named one man only, and without an office."""
        if not self.grammar.is_unique(mention.role):
            return None
        here = {id(s.person): s.person for s in self._seen.between(max(0, at - REACH), at)}
        people = [p for p in here.values() if p.human and p.named and not p.role and gender_fits(p, mention.gender)]
        return Answer(people[0], 0.72) if len(people) == 1 else None

    def holder(self, mention: Mention, at: int) -> Answer | None:
        """Who holds an office that nobody is named for so far: named for it later, or alone to speak without one.

        «…», – деді вице-министр. …  «…», – деді Асан Үсенов.
        """
        if mention.many or not mention.person or not self.grammar.is_held(mention.role):
            return None
        if self.grammar.is_indefinite(mention.role):
            return None
        gender = mention.gender or self.grammar.noun_gender(mention.role)
        later = {id(s.person): s.person for s in self._seen.between(at, at + REACH) if s.person.human}
        fitting = [p for p in later.values() if p.named and p.role and gender_fits(p, gender)]
        named = [p for p in fitting if self._closeness(mention, p) in ONE]
        if len(named) == 1:
            return Answer(named[0], 0.72)
        quoted = [p for p in self._quoted.values() if gender_fits(p, gender) and self._closeness(mention, p) == "same"]
        if len(quoted) == 1:
            return Answer(quoted[0], 0.66)
        if any(self.grammar.closeness(mention.role, office) == "none" for office in self._unnamed):
            return None
        telling = (s.person for s in self._seen if s.tells and s.person.named)
        tell = dict.fromkeys((*self._speaking, *telling))
        bare = [p for p in tell if p.human and self._may_hold(p) and gender_fits(p, gender)]
        whole = self.grammar.tells_of_what(mention.role)  # «the farmers' union's head» is nobody with another role
        bare = [p for p in bare if not self._names(mention.role, p) and not (whole and p.role)]
        return Answer(bare[0], 0.65) if len(bare) == 1 else None

    def _may_hold(self, person: Person) -> bool:
        """Whether an office may be somebody's that the story gives to nobody: it tells none of his, or of no one else.

        «Mayor defends the sweepers.  "Fine work," the mayor said.  Poe added …»
        """
        if not person.role and " " in person.name:
            return True
        named = {id(s.person) for s in self._seen if s.person.human and s.person.named}
        return named == {id(person)} and not any(map(self.grammar.is_held, person.roles))
