"""Who is who in a story: every name, role and pronoun brought to one person."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from broadcast.model.quoting import Mention, QuoteGrammar
from broadcast.model.script import Gender
from broadcast.newsroom.bodies import body_meant
from broadcast.newsroom.persons import Answer, Found, Person, Seen
from broadcast.newsroom.romanising import romanise

_REACH = 4000
_NEAR = 600
_BACK = 40  # mentions
_ONE = ("same", "related")


class People:
    """The people and bodies of a story, and where it speaks of them."""

    def __init__(self, grammar: QuoteGrammar) -> None:
        self.grammar = grammar
        self.all: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._seen: list[Seen] = []
        self._nouns: dict[str, Person] = {}
        self._first: dict[int, int] = {}

    def gather(self, mentions: Sequence[Found], speakers: Sequence[Mention]) -> None:
        """Learn who is spoken of and where: full names first, then single ones, then nouns.

        :param speakers: who attributions name; a single word that speaks is a name.
        """
        speakers = sorted(speakers, key=lambda m: -len(m.name.split()))
        spoken = [f.mention for f in mentions if f.spoken]
        mentions = [f for f in mentions if not f.spoken]
        named = [f for f in mentions if f.mention.reference == "name"]
        for found in named:
            if len(found.mention.name.split()) > 1:
                self._see(found, self.add(found.mention))
        for mention in speakers:
            if mention.reference == "name":
                person = self.add(mention)
                person.human = person.human or self.grammar.may_be_human(mention.name)
        full = list(self._seen)
        for found in named:
            if len(found.mention.name.split()) == 1:
                person = self._nearest(found.mention, found.at, None, full) or self.add(found.mention)
                first, *rest = person.name.split()
                last_name = bool(rest) and first != found.mention.name  # only people are called so
                person.human = person.human or last_name
                self._see(found, person)
        self._complete(spoken)
        self._seen.sort(key=lambda s: s.at)
        for seen in reversed(self._seen):
            self._first[id(seen.person)] = seen.at
        self._vote(mentions)
        nouns = [f for f in mentions if f.mention.reference == "noun"]
        later = [(f, self._noun(f.mention, f.at, max(0, f.at - _REACH), None)) for f in nouns]
        for found, answer in later:
            if answer is None or answer.confidence > 0.6:
                self._see(found, answer.person if answer else self.unnamed(found.mention))
        self._seen.sort(key=lambda s: s.at)

    def _complete(self, spoken: Sequence[Mention]) -> None:
        """Full names that stand in quotes only, for those whom the narrator calls by the last name."""
        for mention in spoken:
            person = self.find(mention)
            if person and person.name == mention.name.split()[-1]:
                person.name = mention.name
                person.gender = person.gender or mention.gender

    def _see(self, found: Found, person: Person) -> None:
        mention = found.mention
        self._seen.append(Seen(found.at, person, mention.subject, found.sentence, mention.tells))

    def _vote(self, mentions: Sequence[Found]) -> None:
        """The gender that pronouns tell which follow a name closely, with nobody else named between."""
        votes: dict[int, list[Gender]] = {}
        people = {s.at: s.person for s in self._seen}
        last: tuple[int, Person] | None = None
        for found in mentions:
            if found.mention.reference == "name":
                person = people.get(found.at)
                last = (found.at, person) if person and person.human else None
            elif found.mention.reference == "pronoun" and found.mention.gender and last and found.at - last[0] < 200:
                votes.setdefault(id(last[1]), []).append(found.mention.gender)
        for person in self.all:
            cast = votes.get(id(person), [])
            if person.gender is None and cast and len(set(cast)) == 1:
                person.gender = cast[0]

    def unnamed(self, mention: Mention) -> Person:
        """The person or body that a noun phrase stands for; the same phrase, the same person."""
        key = mention.role.lower()
        if key not in self._nouns and mention.person and not mention.many and self.grammar.is_unique(mention.role):
            office = self._office(mention)
            if office:
                return office
        if key not in self._nouns:
            human = mention.person and not mention.many
            gender = mention.gender or (self.grammar.noun_gender(mention.role) if human else None)
            self._nouns[key] = Person(mention.role, "", gender, human=human, named=False, body=not mention.person)
        return self._nouns[key]

    def _office(self, mention: Mention) -> Person | None:
        """Who holds an office that nobody is named for: «Президент», then «Мемлекет басшысы»."""
        return next(
            (p for p in self._nouns.values() if p.human and self.grammar.closeness(mention.role, p.name) in _ONE), None
        )

    def add(self, mention: Mention) -> Person:
        """The person of a mention, a new one if nobody fits."""
        person = self.find(mention)
        if person:
            person.learn(mention)
        else:
            person = Person(mention.name, mention.role, mention.gender, human=mention.person)
            self.all.append(person)
        for word in (mention.name.split()[0], mention.name.split()[-1]):
            known = self._by_word.setdefault(word.lower(), [])
            if person not in known:
                known.append(person)
        return person

    def find(self, mention: Mention) -> Person | None:
        """Whom a name means: the same last name (or a form of it), and first names that do not contradict."""
        first = next(self._bearers(mention), None)
        return first or self._by_patronymic(mention, mention.name.split())

    def _bearers(self, mention: Mention) -> Iterator[Person]:
        parts = mention.name.split()
        for form in self.grammar.forms(parts[-1]):
            for person in self._by_word.get(form.lower(), ()):
                if _agree(parts, form, person, mention.gender):
                    yield person

    def _nearest(self, mention: Mention, at: int, last: Person | None, seen: Sequence[Seen]) -> Person | None:
        """Whom a last name means that several bear: who spoke last, or whom the story named last in full."""
        if " " in mention.name:
            return None
        last_names = self.grammar.forms(mention.name)
        fitting = (p for p in dict.fromkeys(self._bearers(mention)) if gender_fits(p, mention.gender))
        bearers = [p for p in fitting if p.human and p.name.split()[-1] in last_names]
        if len(bearers) < 2:
            return None
        if last in bearers:
            return last
        end = bisect_left(seen, at, key=lambda s: s.at)
        return next((s.person for s in reversed(seen[max(0, end - _BACK) : end]) if s.person in bearers), None)

    def _by_patronymic(self, mention: Mention, parts: Sequence[str]) -> Person | None:
        """Who is called by the first name and the patronymic: «Сәуле Болатқызы» after «Сәуле Ахметова»."""
        if len(parts) != 2 or not self.grammar.is_patronymic(parts[1]):
            return None
        same: list[Person] = []
        for person in self._by_word.get(parts[0].lower(), ()):
            theirs = person.name.split()
            if len(theirs) == 2 and theirs[0].lower() == parts[0].lower():
                same.append(person)
        if len(same) != 1 or self.grammar.is_patronymic(same[0].name.split()[1]):
            return None
        person = same[0]
        told = bool(mention.role and person.role)
        other = told and self.grammar.closeness(mention.role, person.role) not in _ONE
        return None if other or not gender_fits(person, mention.gender) else person

    def resolve(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """Who a mention means at a place of the story.

        :param since: where the text between the last quote and this one begins.
        :param last: who spoke last.
        """
        if mention.reference == "name":
            person = self._nearest(mention, at, last, self._seen) or self.find(mention)
            if person:
                person.learn(mention)
                return Answer(person, 0.98)
            return Answer(self.add(mention), 0.95 if mention.person else 0.9)
        if mention.reference == "pronoun":
            return self._pronoun(mention, at, since, last)
        return self._noun(mention, at, since, last)

    def _pronoun(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """The subject of the nearest sentence that has one that fits; else who spoke last; else who was named last."""
        if last and not _fits(last, mention):
            last = None
        fits = [s for s in self._between(since, at) if _fits(s.person, mention) or _may_fit(s, mention)]
        if not mention.person:
            bodies = [s for s in fits if s.person.body]
            told = self.subject_between(since, at)
            if not bodies and told:
                return Answer(told, 0.75)
            fits = bodies or fits
        subjects = [s for s in fits if s.subject]
        subjects = [s for s in subjects if s.person.sure or s.tells or not mention.gender] or subjects
        if subjects:
            nearest = [s for s in subjects if s.sentence == subjects[-1].sentence]
            chosen = next((s.person for s in nearest if s.person.named), nearest[0].person)
            rivals = _others(chosen, nearest, last)
            return self._told(mention, Answer(chosen, 0.72 if rivals else 0.88, rivals))
        fresh = self._fresh(since, at, last)
        if last and fresh and fresh is not last and _fits(fresh, mention):
            return self._told(mention, Answer(fresh, 0.72, (last,)))
        if last:
            return self._told(mention, Answer(last, 0.9))
        earlier = fits or [s for s in self._between(max(0, at - _REACH), at) if _fits(s.person, mention)]
        if earlier:
            return Answer(earlier[-1].person, 0.55, _others(earlier[-1].person, earlier[-3:], None))
        return None

    def _fresh(self, since: int, at: int, last: Person | None) -> Person | None:
        """Somebody brought in between two quotes, if nobody else is: «Әкімге хабарластық»."""
        here = [s for s in self._between(since, at) if s.person.human and s.person.named]
        people = {id(s.person) for s in here}
        if len(people) != 1:
            return None
        gone = last is not None and not last.named and all(s.person is not last for s in self._between(since, at))
        new = gone or self._first.get(id(here[-1].person), -1) >= since
        return here[-1].person if new else None

    def _told(self, mention: Mention, answer: Answer) -> Answer:
        """A pronoun tells the gender of somebody whose name does not."""
        if answer.confidence > 0.8 and not mention.many:
            answer.person.gender = answer.person.gender or mention.gender
        return answer

    def _noun(self, mention: Mention, at: int, since: int, last: Person | None) -> Answer | None:
        """Whose role a noun phrase fits; an indefinite one («an officer») is somebody new."""
        if not mention.person:
            earlier = self._between(max(0, at - _REACH), at)
            return body_meant(self.grammar, mention, earlier, since, last, self._nouns.values())
        if mention.many or self.grammar.is_indefinite(mention.role):
            return None
        best: dict[str, list[Person]] = {"same": [], "related": [], "epithet": [], "alone": []}
        for seen in reversed(self._between(max(0, at - _REACH), at)):
            if not seen.person.human or not gender_fits(seen.person, mention.gender):
                continue
            role = seen.person.role if seen.person.named else seen.person.name
            closeness = self.grammar.closeness(mention.role, role)
            if not seen.person.named and (closeness != "same" or not seen.tells):
                continue
            far = closeness == "described" and seen.at < min(since, at - _NEAR) and seen.person is not last
            if closeness == "described":
                closeness = "epithet"  # the nearest of both
            if closeness != "none" and not far and seen.person not in best[closeness]:
                best[closeness].append(seen.person)
        alone = best["alone"]  # «the man» of a story with one man
        only = Answer(alone[0], 0.72) if len(alone) == 1 else None
        return self._likeliest(best, mention, last) or self._unique(mention, at) or only

    def _likeliest(self, best: Mapping[str, list[Person]], mention: Mention, last: Person | None) -> Answer | None:
        """Whom a noun phrase fits best; «the President» is rather the story's hero who spoke last than a passer-by."""
        if last in best["epithet"] and self.grammar.is_unique(mention.role):
            told = Counter(id(s.person) for s in self._seen)
            best["epithet"].sort(key=lambda p: -told[id(p)])
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
        here = {id(s.person): s.person for s in self._between(max(0, at - _REACH), at)}
        people = [p for p in here.values() if p.human and p.named and not p.role and gender_fits(p, mention.gender)]
        return Answer(people[0], 0.72) if len(people) == 1 else None

    def subject_between(self, start: int, end: int) -> Person | None:
        """Who is the subject of a stretch of the story: the first one named in the nominative."""
        here = [s for s in self._between(start, end) if s.subject and (s.person.human or s.person.group or s.tells)]
        return next((s.person for s in here if s.sentence == here[-1].sentence), None)

    def subject_after(self, start: int, end: int) -> Person | None:
        """Who is the subject of the words right after a quote that nothing before gives to anybody."""
        return next((s.person for s in self._between(start, end) if s.subject and s.person.human), None)

    def _between(self, start: int, end: int) -> list[Seen]:
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
    short, long = sorted(([w.lower() for w in parts], [w.lower() for w in theirs]), key=len)
    if short[:-1] == long[-len(short) : -1]:  # «Said al Merri» after «Orlan bin Said al Merri»
        return True
    return theirs[0][0].lower() == parts[0][0].lower() and (
        "." in theirs[0] + parts[0] or theirs[0].lower()[:3] == parts[0].lower()[:3]
    )


def _fits(person: Person, mention: Mention) -> bool:
    if mention.many:
        return not person.human
    return person.human and gender_fits(person, mention.gender)


def _may_fit(seen: Seen, mention: Mention) -> bool:
    """Whether a name of which nothing tells that it is a human being's may be one: it says something, and «he» does."""
    person = seen.person
    if mention.many:  # «Northline, which built it, … it said»
        return seen.subject and person.named and person.gender is None and " " not in person.name
    return person.named and not person.human and " " in person.name and seen.tells and bool(mention.gender)


def gender_fits(person: Person, gender: Gender | None) -> bool:
    return not (gender and person.gender and gender != person.gender)


def _others(chosen: Person, seen: Sequence[Seen], last: Person | None) -> tuple[Person, ...]:
    rivals: list[Person] = []
    for person in (*(s.person for s in seen), last):
        if person and person is not chosen and person not in rivals:
            rivals.append(person)
    return tuple(rivals[:2])


def speaker_id(name: str, taken: Collection[str], *, named: bool = True) -> str:
    """The romanised last name (two last words of a noun phrase), longer or numbered where another speaker has it."""
    words = [w for w in ("".join(c if c.isalnum() else " " for c in romanise(name).lower())).split() if w]
    if not words:
        words = ["speaker"]
    first = words[-1] if named else "-".join(words[-2:])
    longer = (first, "-".join(dict.fromkeys((words[0], words[-1]))), "-".join(words[-4:]))
    tries = [each[:40] for each in longer]
    for candidate in tries:
        if candidate not in taken and candidate != "narration":
            return candidate
    number = 2
    while f"{tries[1][:36]}-{number}" in taken:
        number += 1
    return f"{tries[1][:36]}-{number}"
