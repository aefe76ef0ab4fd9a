"""Who is who in a story: every name, role and pronoun brought to one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from msgspec.structs import replace

from broadcast.model.quoting import Mention, QuoteGrammar
from broadcast.model.script import Gender
from broadcast.newsroom.appearances import Appearances, mention_fits
from broadcast.newsroom.bodies import body_meant, press_office
from broadcast.newsroom.namesakes import ONE, Names
from broadcast.newsroom.offices import REACH, Offices
from broadcast.newsroom.persons import Answer, Found, Person, Seen, gender_fits

_REMEMBERED = 100  # bodies and people without a name
_BACK = 40  # mentions
_GUESSED = 0.7  # so sure is at most who is found by a guess


class People:
    """The people and bodies of a story, and where it speaks of them."""

    def __init__(self, grammar: QuoteGrammar) -> None:
        self.grammar = grammar
        self.names = Names(grammar)
        self.seen = Appearances()
        self._nouns: dict[str, Person] = {}
        self._speaking: list[Person] = []
        self.offices = Offices(grammar, self.seen, self._speaking)

    def gather(self, mentions: Sequence[Found], speakers: Sequence[Mention]) -> None:
        """Learn who is spoken of and where: full names first, then single ones, then nouns.

        :param speakers: who attributions name; a single word that speaks is a name.
        """
        self.names.expect([m.name for m in (*(f.mention for f in mentions), *speakers)])
        speakers = sorted((self.names.plain(m) for m in speakers), key=lambda m: -len(m.name.split()))
        mentions = [f._replace(mention=self.names.plain(f.mention)) for f in mentions]
        spoken = [f.mention for f in mentions if f.spoken]
        mentions = [f for f in mentions if not f.spoken]
        named = [f for f in mentions if f.mention.reference == "name"]
        for found in sorted(named, key=lambda f: "." in f.mention.name):
            if " " in found.mention.name:
                self._see(found, self.names.misspelt(found.mention) or self.names.add(found.mention))
        for mention in speakers:
            if mention.reference == "name":
                self._hear(mention)
        self.offices.expect(speakers)
        full = self.seen.copy()
        for found in named:
            if " " not in found.mention.name:
                self._see(found, self._short(found, full))
        self._complete(spoken)
        self.offices.hear(spoken)
        self.seen.sort()
        self._vote(mentions)
        nouns = [f for f in mentions if f.mention.reference == "noun"]
        for found in nouns:
            written = self.grammar.is_document(found.mention.role)  # a text that is spoken of is not its author
            answer = None if written else self._noun(found.mention, found.at, max(0, found.at - REACH), None)
            if answer is None or answer.confidence > 0.6:
                seen = self._seeing(found, answer.person if answer else self.unnamed(found.mention))
                seen = seen._replace(sure=answer.confidence if answer else 1.0)
                self.seen.insert(seen)

    def _hear(self, speaker: Mention) -> None:
        """Learn who speaks by a name."""
        if self.names.misspelt(speaker):
            return
        person = self.names.add(speaker)
        short = person.name != speaker.name and person.name.startswith(f"{speaker.name} ")  # «Massy» of «Massy Stores»
        person.human = person.human or (not short and self.grammar.may_be_human(speaker.name))
        if person not in self._speaking:
            self._speaking.append(person)

    def _short(self, found: Found, full: Appearances) -> Person:
        """Who is called by one name."""
        mention = found.mention
        near = self._nearest(mention, found.at, 0, None, full)
        person = near or self.names.misspelt(mention) or self.names.add(mention)
        first, *rest = person.name.split()
        last_name = bool(rest) and first != mention.name and not self.names.by_initials(mention.name)  # people only
        person.human = person.human or last_name
        return person

    def _complete(self, spoken: Sequence[Mention]) -> None:
        """Full names that stand in quotes only, for those whom the narrator calls by the last name."""
        for mention in spoken:
            person = self.names.find(mention)
            if person and person.name == mention.name.split()[-1]:
                person.name = mention.name
                person.gender = person.gender or mention.gender

    def _see(self, found: Found, person: Person) -> None:
        self.seen.append(self._seeing(found, person))

    def _seeing(self, found: Found, person: Person) -> Seen:
        mention = found.mention
        return Seen(found.at, person, mention.subject, found.sentence, mention.tells, owns=mention.owns)

    def _vote(self, mentions: Sequence[Found]) -> None:
        """The gender that pronouns tell which follow a name closely, with nobody else named between."""
        votes: dict[int, list[Gender]] = {}
        people = {s.at: s.person for s in self.seen}
        last: tuple[int, Person] | None = None
        for found in mentions:
            if found.mention.reference == "name":
                person = people.get(found.at)
                last = (found.at, person) if person and person.human else None
            elif found.mention.reference == "pronoun" and found.mention.subject and last and found.at - last[0] < 200:
                if found.mention.gender is None:
                    continue
                votes.setdefault(id(last[1]), []).append(found.mention.gender)
        for person in self.names.all:
            cast = votes.get(id(person), [])
            if person.gender is None and cast and len(set(cast)) == 1:
                person.gender = cast[0]

    def unnamed(self, mention: Mention) -> Person:
        """The person or body that a noun phrase stands for; the same phrase, the same person."""
        mention = self._with_full_names(mention)
        key = mention.role.lower()
        if mention.many and " " not in key:  # «аналитики» after «аналитики «Нордбанка»»
            key = next((k for k, p in self._nouns.items() if p.group and self._is_fuller(k, key)), key)
        if key not in self._nouns and mention.person and not mention.many and self.grammar.is_unique(mention.role):
            office = self._office(mention)
            if office:
                return office
        if key not in self._nouns:
            human = mention.person and not mention.many
            gender = mention.gender or (self.grammar.noun_gender(mention.role) if human else None)
            self._nouns[key] = Person(mention.role, "", gender, human=human, named=False, body=not mention.person)
        person = self._nouns[key]
        person.gender = person.gender or (mention.gender if person.human else None)
        return person

    def _with_full_names(self, mention: Mention) -> Mention:
        """Several who speak as one, each by the fullest name: «Анна и Иван» are «Анна Котова и Иван Белов»."""
        full: dict[str, str] = {}
        for name in mention.together:
            person = self.names.find(Mention(source=mention.source, reference="name", name=name))
            full[name] = person.name if person else name
        if not full:
            return mention
        either = "|".join(map(re.escape, full))
        return replace(mention, role=re.sub(rf"\b(?:{either})\b", lambda m: full[m[0]], mention.role))

    def _is_fuller(self, phrase: str, noun: str) -> bool:
        """Whether a phrase begins with a noun, or ends in it, and says more."""
        first, *rest = phrase.split()
        return bool(rest) and (noun == first or self.grammar.noun(noun) == self.grammar.noun(rest[-1]))

    def _recent(self) -> list[Person]:
        """The unnamed ones brought in last, in order: a long text has more than anybody remembers."""
        return list(islice(reversed(self._nouns.values()), _REMEMBERED))[::-1]

    def _office(self, mention: Mention) -> Person | None:
        """Who holds an office that nobody is named for: «Президент», then «Мемлекет басшысы»."""
        return next(
            (p for p in self._nouns.values() if p.human and self.grammar.closeness(mention.role, p.name) in ONE), None
        )

    def _nearest(self, mention: Mention, at: int, since: int, last: Person | None, seen: Appearances) -> Person | None:
        """Whom a last name means that several bear: who is named since the last quote, who spoke it, or who before."""
        if " " in mention.name:
            return None
        last_names = self.grammar.forms(mention.name)
        fitting = (p for p in dict.fromkeys(self.names.bearers(mention)) if gender_fits(p, mention.gender))
        bearers = [p for p in fitting if p.human and p.name.split()[-1] in last_names]
        if len(bearers) < 2:
            return None
        back = (s for s in reversed(seen.before(at, _BACK)) if s.sure > _GUESSED)
        near = next((s for s in back if s.person in bearers), None)
        if last in bearers and (near is None or near.at < since):
            return last
        return near.person if near else None

    def resolve(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """Who a mention means at a place of the story.

        :param since: where the text between the last quote and this one begins.
        :param last: who spoke last.
        """
        mention = self.names.plain(mention)
        if mention.reference == "name":
            person = self._nearest(mention, at, since, last, self.seen) or self.names.find(mention)
            if person:
                person.learn(mention)
                return Answer(person, 0.98)
            meant = self.names.misspelt(mention)
            if meant:
                return Answer(meant, 0.66)
            return Answer(self.names.add(mention), 0.95 if mention.person else 0.9)
        if mention.reference == "pronoun":
            return self._owner(mention, since, at) or self._pronoun(mention, at, since, last)
        return self._noun(mention, at, since, last)

    def _pronoun(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """The subject of the nearest sentence that has one that fits; else who spoke last; else who was named last."""
        if last and not mention_fits(last, mention):
            last = None
        fits = [s for s in self.seen.between(since, at) if mention_fits(s.person, mention) or self._may_fit(s, mention)]
        told = self.seen.subject_between(since, at) if mention.many else None
        if told and told.human and not told.named and not told.gender:
            return Answer(told, 0.72)  # «A neighbour called.  They said»
        if not mention.person:
            bodies = [s for s in fits if s.person.body and s.subject]
            told = self.seen.subject_between(since, at)
            if told and (not bodies or (told.human and not told.named and not told.gender)):
                return Answer(told, 0.75)
            fits = bodies or fits
        subjects = [s for s in fits if s.subject]
        subjects = [s for s in subjects if s.person.sure or s.tells or not mention.gender] or subjects
        if subjects:
            nearest = [s for s in subjects if s.sentence == subjects[-1].sentence]
            nearest = [s for s in nearest if s.tells and s.person.named] or nearest
            chosen = next((s.person for s in nearest if s.person.named), nearest[0].person)
            rivals = _others(chosen, nearest, last)
            sure = min(0.72 if rivals else 0.88, *(s.sure for s in nearest if s.person is chosen))
            return self._told(mention, Answer(chosen, sure, rivals))
        fresh = self._fresh(since, at, last)
        if last and fresh and fresh is not last and mention_fits(fresh, mention):
            return self._told(mention, Answer(fresh, 0.72, (last,)))
        if last:
            return self._told(mention, Answer(last, 0.9))
        strange = [s for s in self.seen.between(since, at) if s.subject and s.person.may_be_human]
        if strange:
            return Answer(strange[-1].person, 0.6)
        earlier = fits or [s for s in self.seen.between(max(0, at - REACH), at) if mention_fits(s.person, mention)]
        if earlier:
            return Answer(earlier[-1].person, 0.55, _others(earlier[-1].person, earlier[-3:], None))
        return None

    def _owner(self, mention: Mention, since: int, at: int) -> Answer | None:
        """Whose thing the last sentence is about, if nobody acts in it: «Poe's fund holds both.  "…," he said»."""
        here = [s for s in self.seen.between(since, at) if mention.gender]
        fits = [s for s in here if mention_fits(s.person, mention) or self._may_fit(s, mention)]
        near = [s for s in fits if s.sentence == here[-1].sentence]
        owner = next((s.person for s in near if s.owns), None)
        if owner is None or any(s.subject and s.person.human for s in near):
            return None
        before = next((s.person for s in reversed(fits) if s.subject and s.person is not owner), None)
        return Answer(owner, 0.66, (before,)) if before else Answer(owner, 0.72)

    def _may_fit(self, seen: Seen, mention: Mention) -> bool:
        """Whether a name of which nothing tells that it is a human being's may be one: it speaks, and «he» does."""
        person = seen.person
        if mention.many:  # «Northline, which built it, … it said»
            return seen.subject and person.named and person.gender is None and " " not in person.name
        speaks = seen.tells or person in self._speaking
        named = person.named and not person.human and " " in person.name
        return named and speaks and not any(self.grammar.is_bare(word.lower()) for word in person.name.split())

    def _fresh(self, since: int, at: int, last: Person | None) -> Person | None:
        """Somebody brought in between two quotes, if nobody else is: «Әкімге хабарластық»."""
        here = [s for s in self.seen.between(since, at) if s.person.human and s.person.named]
        people = {id(s.person) for s in here}
        if len(people) != 1:
            return None
        gone = last is not None and not last.named and all(s.person is not last for s in self.seen.between(since, at))
        new = gone or self.seen.first(here[-1].person) >= since
        return here[-1].person if new else None

    def _told(self, mention: Mention, answer: Answer) -> Answer:
        """A pronoun tells the gender of somebody whose name does not."""
        if answer.confidence > 0.8 and not mention.many:
            answer.person.gender = answer.person.gender or mention.gender
        return answer

    def _noun(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """Whose role a noun phrase fits, or which body it means."""
        body = self.names.by_initials(mention.role.rpartition(" ")[2])  # «the CDC»
        if body:
            return Answer(body, 0.9)
        if not mention.person:
            earlier = self.seen.between(max(0, at - REACH), at)
            meant = body_meant(self.grammar, mention, earlier, since, last, self._recent())
            office = "" if meant else press_office(self.grammar, mention, earlier)
            return Answer(self.unnamed(replace(mention, role=office)), 0.72) if office else meant
        return self.offices.meant(mention, at, since, last)


def _others(chosen: Person, seen: Sequence[Seen], last: Person | None) -> tuple[Person, ...]:
    rivals: list[Person] = []
    for person in (*(s.person for s in seen), last):
        if person and person is not chosen and person not in rivals:
            rivals.append(person)
    return tuple(rivals[:2])
