"""Where a story speaks of whom, in order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator

from broadcast.model.quoting import Mention
from broadcast.newsroom.persons import Person, Seen, gender_fits


class Appearances:
    """The places of a story that speak of somebody, by their order."""

    def __init__(self) -> None:
        self._all: list[Seen] = []
        self._first: dict[int, int] = {}

    def __iter__(self) -> Iterator[Seen]:
        return iter(self._all)

    def copy(self) -> Appearances:
        """The places known so far."""
        other = Appearances()
        other._all = self._all.copy()
        return other

    def append(self, seen: Seen) -> None:
        """Add a place before :meth:`sort` was called."""
        self._all.append(seen)

    def sort(self) -> None:
        """Put all places in their order, and learn where each is named first."""
        self._all.sort(key=lambda s: s.at)
        for seen in reversed(self._all):
            self._first[id(seen.person)] = seen.at

    def insert(self, seen: Seen) -> None:
        """Add a place where it belongs."""
        insort(self._all, seen, key=lambda s: s.at)

    def first(self, person: Person) -> int:
        """Where somebody is named first; -1 if nowhere."""
        return self._first.get(id(person), -1)

    def times(self) -> Counter[int]:
        """How often the story speaks of each, by ``id``; slow, and seldom asked."""
        return Counter(id(s.person) for s in self._all)

    def between(self, start: int, end: int) -> list[Seen]:
        low = bisect_left(self._all, start, key=lambda s: s.at)
        high = bisect_left(self._all, end, key=lambda s: s.at)
        return self._all[low:high]

    def before(self, at: int, most: int) -> list[Seen]:
        """The last places before one."""
        end = bisect_left(self._all, at, key=lambda s: s.at)
        return self._all[max(0, end - most) : end]

    def only_other(self, than: Person | None, mention: Mention, start: int, end: int) -> Person | None:
        """The only one, but for somebody, whom a stretch of the story names and a pronoun fits."""
        here = {id(s.person): s.person for s in self.between(start, end) if mention_fits(s.person, mention)}
        here.pop(id(than), None)
        return next(iter(here.values())) if len(here) == 1 else None

    def subject_between(self, start: int, end: int) -> Person | None:
        """Who is the subject of a stretch of the story: the first one named in the nominative."""
        here = [s for s in self.between(start, end) if s.subject and (s.person.human or s.person.group or s.tells)]
        here = [s for s in here if s.sentence == here[-1].sentence]
        telling = (s.person for s in here if s.tells and s.person.named)
        return next(telling, here[0].person if here else None)

    def tells(self, person: Person, start: int, end: int) -> bool:
        """Whether a verb of speech stands beside somebody in a stretch of the story."""
        return any(s.tells and s.person is person for s in self.between(start, end))

    def subject_after(self, start: int, end: int) -> Person | None:
        """Who is the subject of the words right after a quote that nothing before gives to anybody."""
        return next((s.person for s in self.between(start, end) if s.subject and s.person.human), None)


def mention_fits(person: Person, mention: Mention) -> bool:
    """Whether a pronoun may mean somebody: ``they`` no single person, ``she`` no man."""
    if mention.many:
        return not person.human
    return person.human and gender_fits(person, mention.gender)
