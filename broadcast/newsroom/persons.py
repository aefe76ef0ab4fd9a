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
        self.gender = gender
        self.human = human
        self.named = named
        self.body = body
        self.group = not human and not named and not body

    @property
    def sure(self) -> bool:
        """Whether an office or a gender tells that it is a human being, not only a name that may be a club's."""
        return bool(self.role or self.gender or not self.named)

    def learn(self, mention: Mention) -> None:
        """Take over what a further mention tells: a longer name, a longer role, a gender."""
        if _fullness(mention.name) > _fullness(self.name):
            self.name = mention.name
        if len(self.role.split()) < len(mention.role.split()) <= 14:
            self.role = mention.role
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
