"""Whose name a name is: full names, last names, patronymics, and what people who know somebody call him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

from msgspec.structs import replace

from broadcast.model.quoting import Mention, QuoteGrammar
from broadcast.newsroom.persons import Person, gender_fits

ONE = ("same", "related")
"""How close two offices are that one person may hold."""
_ACRONYM, _WORDS = 3, 10  # letters at least, words of a name at most
_ALONE = 2  # bodies of one acronym tell already that it means none for sure
_TELLING = 4  # consonants by which a first name is known
_VOWELS = frozenset("аеёиоуыэюяіәөүұйьaeiouy")
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщыэюя"
_LONG = 5  # letters of a name that a slip of the pen leaves recognisable


class Names:
    """Everybody whom a story names, found again by any form of the name."""

    def __init__(self, grammar: QuoteGrammar) -> None:
        self.grammar = grammar
        self.all: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_initials: dict[str, list[Person]] = {}
        self._told: frozenset[str] = frozenset()

    def expect(self, names: Iterable[str]) -> None:
        """Learn which names a story tells, by which it is known where a longer run of capitals ends."""
        self._told = frozenset(names)

    def plain(self, mention: Mention) -> Mention:
        """A mention without a capital behind a name that stands alone elsewhere: «Асан Үсен Конституцияға …»."""
        name, _, rest = mention.name.rpartition(" ")
        if " " not in name or name not in self._told or any(map(self.grammar.is_patronymic, (name.split()[-1], rest))):
            return mention
        if any(other.rpartition(" ")[2] == rest for other in self._told - {mention.name}):
            return mention  # «Бетти Лу Труфант» beside «Труфант»
        return replace(mention, name=name, subject=True)

    def add(self, mention: Mention) -> Person:
        """The person of a mention, a new one if nobody fits."""
        person = self.find(mention)
        if person:
            person.learn(replace(mention, role="") if self._is_place_of(mention, person) else mention)
        else:
            person = Person(mention.name, mention.role, mention.gender, human=mention.person)
            person.style = mention.style
            self.all.append(person)
        words = mention.name.split()
        for word in words if mention.person or len(words) == 3 else (words[0], words[-1]):
            known = self._by_word.setdefault(self.grammar.spelling(word), [])
            if person not in known:
                known.append(person)
        for initials in () if mention.person else _initials(words):
            bodies = self._by_initials.setdefault(initials, [])
            if len(bodies) < _ALONE and person not in bodies:
                bodies.append(person)
        return person

    def _is_place_of(self, mention: Mention, body: Person) -> bool:
        """Whether a kind is told of no more than the place of a body: «Larby police», «Larby Police Department»."""
        shorter = not mention.person and not body.human and len(mention.name) < len(body.name)
        return shorter and any(self.grammar.is_bare(word.lower()) for word in body.name.split())

    def find(self, mention: Mention) -> Person | None:
        """Whom a name means: the same last name (or a form of it), and first names that do not contradict."""
        bearers = list(self.bearers(mention))
        last_names = self.grammar.forms(mention.name.split()[-1])
        named = [p for p in bearers if p.name.split()[-1] in last_names] or bearers
        if named:  # «Melania Trump», «Donald Trump», then «Trump»: him
            return next((p for p in named if mention.gender and p.gender == mention.gender), named[0])
        parts = mention.name.split()
        return self._by_patronymic(mention, parts) or self._by_familiar_name(mention) or self.by_initials(mention.name)

    def by_initials(self, name: str) -> Person | None:
        """Which body an acronym means, if the initials of one full name only begin so: «CDC»."""
        if len(name) < _ACRONYM or not name.isupper() or not name.isalpha():
            return None
        full = [p for p in self._by_initials.get(name, ()) if not p.human]
        return full[0] if len(full) == 1 else None

    def misspelt(self, mention: Mention) -> Person | None:
        """Whose last name a name is but for one letter, if nobody bears it: «Houser», then «Hauser»."""
        *initials, name = mention.name.split()
        shortened = len(initials) < 2 and all(len(part) == 2 and part[1] == "." for part in initials)
        if not shortened or len(name) < _LONG or self.find(mention):
            return None
        spellings = set(map(self.grammar.spelling, _one_letter_off(name)))
        found = [p for s in spellings for p in self._by_word.get(s, ()) if p.human and self._ends_in(p, s)]
        found = [p for p in found if not initials or p.name[0] == initials[0][0]]
        return found[0] if len(set(map(id, found))) == 1 else None

    def _ends_in(self, person: Person, last: str) -> bool:
        first, _, name = person.name.rpartition(" ")
        return bool(first) and self.grammar.spelling(name) == last

    def bearers(self, mention: Mention) -> Iterator[Person]:
        parts = mention.name.split()
        for form in self.grammar.forms(parts[-1]):
            for person in self._by_word.get(self.grammar.spelling(form), ()):
                if self._agree(parts, form, person, mention):
                    yield person

    def _agree(self, parts: list[str], last: str, person: Person, mention: Mention) -> bool:
        """Whether a name, `last` its last one in the nominative, may be a person's."""
        theirs = [self.grammar.spelling(w) for w in person.name.split()]
        mine = [*(self.grammar.spelling(w) for w in parts[:-1]), self.grammar.spelling(last)]
        contrary = mention.gender and person.gender and mention.gender != person.gender
        if contrary and (len(parts) > 1 or mention.honoured):
            return False
        if len(mine) == 1 or len(theirs) == 1:
            return True
        if theirs[-1] != mine[-1]:
            return theirs[: len(mine)] == mine  # «Mary Lou» after «Mary Lou Trent»
        short, long = sorted((mine, theirs), key=len)
        if short[:-1] == long[-len(short) : -1]:  # «Said al Merri» after «Orlan bin Said al Merri»
            return True
        initial = "." in theirs[0] + mine[0]
        spelt = _is_short_for(theirs[0], mine[0]) or _sounds_like(theirs[0], mine[0])
        return theirs[0][0] == mine[0][0] and (initial or spelt)

    def _by_patronymic(self, mention: Mention, parts: Sequence[str]) -> Person | None:
        """Who is called by the first name and the patronymic: «Сәуле Болатқызы» after «Сәуле Ахметова»."""
        if len(parts) != 2 or not self.grammar.is_patronymic(parts[1]):
            return None
        same: list[Person] = []
        for person in self._by_word.get(self.grammar.spelling(parts[0]), ()):
            theirs = person.name.split()
            if len(theirs) == 2 and theirs[0].lower() == parts[0].lower():
                same.append(person)
        if len(same) != 1 or self.grammar.is_patronymic(same[0].name.split()[1]):
            return None
        person = same[0]
        told = bool(mention.role and person.role)
        other = told and self.grammar.closeness(mention.role, person.role) not in ONE
        return None if other or not gender_fits(person, mention.gender) else person

    def _by_familiar_name(self, mention: Mention) -> Person | None:
        """Who is called so among those who know him, if it can be one only: «Сәкең» after «Серік Ахметов»."""
        if not self.grammar.is_familiar(mention.name):
            return None
        full = [p for p in self.all if " " in p.name and self.grammar.is_familiar(mention.name, p.name.split()[0])]
        return full[0] if len(full) == 1 else None


def _initials(words: Sequence[str]) -> Iterator[str]:
    """How an acronym of a name may read: CDC and CDCP of «Centers for Disease Control and Prevention»."""
    letters = "".join(word[0] for word in words[:_WORDS] if word[0].isupper())
    yield from (letters[:end] for end in range(_ACRONYM, len(letters) + 1))


def _one_letter_off(name: str) -> Iterator[str]:
    """A name with another letter inside, with one more, or with one less; the last letters stay, or one is doubled."""
    letters = ascii_lowercase if name.isascii() else _CYRILLIC
    for k in range(1, len(name) - 1):
        yield from (name[:k] + c + name[k + 1 :] for c in letters if c != name[k])
        yield from (name[:k] + c + name[k:] for c in letters)
        yield name[:k] + name[k + 1 :]
    yield name + name[-1]
    if name[-1] == name[-2]:
        yield name[:-1]


def _is_short_for(name: str, other: str) -> bool:
    """Whether two first names are spellings of one: «Alex», «Alexander»; «Sergei», «Sergey»; not «Anna», «Anton»."""
    same = next((k for k, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other)))
    return same > 2 and same >= min(len(name), len(other)) - 2


def _sounds_like(name: str, other: str) -> bool:
    """Whether two first names are one in two languages: «Владимир», «Володимир»; «Эммануэль», «Эмануэль»."""
    bare = _bare(name)
    return len(bare) >= _TELLING and bare == _bare(other)


def _bare(name: str) -> str:
    """The consonants of a name, doubled ones once."""
    kept = [c for c in name if c not in _VOWELS]
    return "".join(c for k, c in enumerate(kept) if not k or c != kept[k - 1])
