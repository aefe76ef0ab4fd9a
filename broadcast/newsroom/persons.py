"""Somebody of whom a story speaks, where it does, and who is meant."""

from __future__ import annotations

from typing import NamedTuple

from broadcast.model.quoting import Mention
from broadcast.model.script import Gender


class Person:
    """Somebody of whom the story speaks: the fullest name and role that it gives."""

    def __init__(
        self, name: str, role: str, gender: Gender | None, *, human: bool, named: bool = True, body: bool = False
    ) -> None:
        self.name = name
        self.role = role
        self.roles = [role] if role else []
        self.gender = gender
        self.human = human
        self.named = named
        self.body = body
        self.group = not human and not named and not body
        self.style = ""

    @property
    def called(self) -> str:
        """The name with its honour, as it stands under a face: ``Sir Edwin Frost``."""
        return f"{self.style} {self.name}" if self.style else self.name

    @property
    def sure(self) -> bool:
        """Whether an office or a gender tells that it is a human being, not only a name that may be a club's."""
        return bool(self.role or self.gender or not self.named)

    @property
    def may_be_human(self) -> bool:
        """Whether a name of two words that no list knows may be somebody's; companies' are often in Latin letters."""
        return self.named and not self.human and " " in self.name and not self.name.isascii()

    def learn(self, mention: Mention) -> None:
        """Take over what a further mention tells: a longer name, a longer role, a gender."""
        same = mention.name.split()[:1] == self.name.split()[:1]
        if _fullness(mention.name) > _fullness(self.name):
            self.name, self.style = mention.name, mention.style or (self.style if same else "")
        elif same:  # «Lord Frost» makes no «Lord Edwin Frost», «Sir Edwin» makes «Sir Edwin Frost»
            self.style = self.style or mention.style
        told = mention.person or not self.human  # «the Poe brand» is no office of Ann Poe's
        if told and len(self.role.split()) < len(mention.role.split()) <= 14:
            self.role = mention.role
        if told and mention.role and mention.role not in self.roles:
            self.roles.append(mention.role)
        self.gender = self.gender or mention.gender
        self.human = self.human or mention.person


def _fullness(name: str) -> tuple[int, bool]:
    """How much of a name is told: by its words, and «Сәуле Нұрова» is more than «С. Нұрова»."""
    return len(name.split()), "." not in name


class Found(NamedTuple):
    """A mention, where it stands in the story, and the number of its sentence; `spoken`, if it stands in a quote."""

    at: int
    sentence: int
    mention: Mention
    spoken: bool = False


class Answer(NamedTuple):
    """Who is meant, how sure that is, and who else may be."""

    person: Person
    confidence: float
    rivals: tuple[Person, ...] = ()


class Seen(NamedTuple):
    """Where the story speaks of somebody, and how."""

    at: int
    person: Person
    subject: bool
    sentence: int
    tells: bool = False
    sure: float = 1.0
    owns: bool = False


def gender_fits(person: Person, gender: Gender | None) -> bool:
    return not (gender and person.gender and gender != person.gender)
