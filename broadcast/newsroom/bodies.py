"""Which body a noun means: «the company», «в компании», «говорится в сообщении», «Минздрав»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from broadcast.model.quoting import Mention, QuoteGrammar
from broadcast.newsroom.persons import Answer, Person, Seen


def body_meant(
    grammar: QuoteGrammar,
    mention: Mention,
    earlier: Sequence[Seen],
    since: int,
    last: Person | None,
    nouns: Iterable[Person],
) -> Answer | None:
    """The body that spoke last or was named last; for a document, whoever tells what stands in it.

    :param earlier: who is spoken of before, in order.
    :param since: where the text between the last quote and this one begins.
    """
    if not grammar.is_bare(mention.role):
        return _same_body(grammar, mention, nouns)
    if grammar.is_document(mention.role):
        if grammar.is_act(mention.role):
            return None
        return _author(grammar, mention, earlier, since, last)
    head = grammar.noun(mention.role.split()[-1])
    if last and last.body and _heads(grammar, last, head):
        return Answer(last, 0.85)
    bodies = [s.person for s in reversed(earlier) if s.person.body and _heads(grammar, s.person, head)]
    named = next((body for body in bodies if not grammar.is_bare(body.name)), None)
    if named:
        return Answer(next((b for b in bodies if _is_fuller(grammar, b, named)), named), 0.85)
    if bodies and not (last and last.body):
        return Answer(bodies[0], 0.85)
    if grammar.is_outlet(mention.role):
        return None
    if last and last.body:
        return Answer(last, 0.8)
    specific = [s for s in earlier if s.subject and not s.person.human and _is_specific(grammar, s.person)]
    return Answer(specific[-1].person, 0.72) if specific else None


def _heads(grammar: QuoteGrammar, body: Person, head: str) -> bool:
    return head in (grammar.noun(w) for w in body.name.split()) or grammar.is_kind(head, body.name)


def _is_fuller(grammar: QuoteGrammar, body: Person, other: Person) -> bool:
    """Whether a body is another one by its full name: «Министерство транспорта» for «Минтранс»."""
    return " " in body.name and " " not in other.name and grammar.same_body(other.name, body.name)


def _author(
    grammar: QuoteGrammar, mention: Mention, earlier: Sequence[Seen], since: int, last: Person | None
) -> Answer | None:
    """Whose words a statement or an article holds: the body that tells the news, or who spoke last."""
    told = [s for s in earlier if s.tells and s.person.body and not _is_bare_document(grammar, s.person)]
    fresh = [s for s in told if s.at >= since]
    if fresh:
        return Answer(fresh[-1].person, 0.8)
    personal = grammar.is_personal(mention.role)
    author = next((s.person for s in reversed(earlier) if s.at >= since and s.subject and s.person.human), None)
    if personal and author and author.named:
        return Answer(author, 0.72)
    if last and (last.body or personal):
        return Answer(last, 0.8 if last.body else 0.6)
    return Answer(told[-1].person, 0.75) if told else None


def _is_bare_document(grammar: QuoteGrammar, person: Person) -> bool:
    return grammar.is_bare(person.name) and grammar.is_document(person.name)


def _is_specific(grammar: QuoteGrammar, person: Person) -> bool:
    return (" " in person.name and not person.group) or (person.body and not grammar.is_bare(person.name))


def _same_body(grammar: QuoteGrammar, mention: Mention, nouns: Iterable[Person]) -> Answer | None:
    role = mention.role
    for person in nouns:
        if not person.body or person.name.lower() == role.lower():
            continue
        longer = not grammar.is_bare(person.name) and grammar.same_body(person.name, role)
        if longer or grammar.same_body(role, person.name):
            if longer and len(role.split()) > len(person.name.split()):
                person.name = role
            return Answer(person, 0.8)
    return None
