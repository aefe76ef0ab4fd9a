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
        new = grammar.is_indefinite(mention.role)
        if grammar.is_act(mention.role) or (new and not grammar.is_personal(mention.role)):
            return None
        author = _author(grammar, mention, earlier, since, last)
        return author._replace(confidence=min(author.confidence, 0.65)) if author and new else author
    heads = [noun for w in mention.role.split() if grammar.is_bare(noun := grammar.noun(w))]
    head = grammar.noun(mention.role.split()[-1])
    mouth = len(heads) > 1  # «пресс-служба ведомства»
    last = None if last and _is_bare_document(grammar, last) else last
    named = (s for s in reversed(earlier) if _is_body(s.person))
    spoken_of = [s for s in named if all(_heads(grammar, s.person, h) for h in heads or [head])]
    if last and _is_body(last) and all(_heads(grammar, last, h) for h in heads or [head]):
        newer = (s.person for s in spoken_of if s.at >= since and s.tells and not grammar.is_bare(s.person.name))
        return Answer(next(newer, last), 0.85)
    spoken_of.sort(key=lambda s: (not _leads(grammar, s.person, head), not s.subject, not s.tells))
    bodies = [s.person for s in spoken_of]
    own = next((body for body in bodies if not grammar.is_bare(body.name)), None)
    if own:
        return Answer(next((b for b in bodies if _is_fuller(grammar, b, own)), own), 0.85)
    if bodies and not (last and last.body):
        return Answer(bodies[0], 0.85)
    if mouth or grammar.is_outlet(mention.role) or not grammar.is_general(head):
        return None
    if last and last.body:
        return Answer(last, 0.8)
    acting = (s for s in earlier if (s.subject or s.tells) and not s.person.human)
    specific = [s for s in acting if _is_specific(grammar, s)]
    specific = [s for s in specific if s.tells and not grammar.is_outlet(s.person.name)] or specific
    if not specific:
        return None
    alone = all(s.person is specific[-1].person for s in specific)
    return Answer(specific[-1].person, 0.72 if specific[-1].person.body or alone else 0.6)


def press_office(grammar: QuoteGrammar, mention: Mention, earlier: Sequence[Seen]) -> str:
    """Of which body a press office is, if the story speaks of one only that it may be: «в пресс-службе ведомства»."""
    first, kind = grammar.bare_mouthpiece(mention.role)
    if not first:
        return ""
    acting = [s.person for s in earlier if (s.subject or s.tells) and s.person.body and _is_specific(grammar, s)]
    acting = [body for body in acting if not grammar.is_mouthpiece(body.name) and not grammar.is_outlet(body.name)]
    fitting = {body.name for body in acting if not kind or _heads(grammar, body, grammar.noun(kind))}
    return grammar.mouthpiece_of(first, fitting.pop()) if len(fitting) == 1 else ""


def _is_body(person: Person) -> bool:
    """Whether somebody is a body, by a noun or by a name of its own."""
    return person.body or (person.named and not person.human)


def _heads(grammar: QuoteGrammar, body: Person, head: str) -> bool:
    told = (*body.name.split(), *(body.role.split() if body.named else ()))
    named = head in (grammar.noun(w) for w in told) or grammar.same_body(head, body.name)
    return named or grammar.is_kind(head, body.name)


def _leads(grammar: QuoteGrammar, body: Person, head: str) -> bool:
    """Whether the noun is what the body is, and not whose: «суд города», but not «пресс-служба суда»."""
    nouns = [grammar.noun(w) for w in body.name.split()]
    return head not in nouns or not any(grammar.is_bare(n) for n in nouns[: nouns.index(head)])


def _is_fuller(grammar: QuoteGrammar, body: Person, other: Person) -> bool:
    """Whether a body is another one by its full name: «Министерство транспорта» for «Минтранс»."""
    return " " in body.name and " " not in other.name and grammar.same_body(other.name, body.name)


def _author(
    grammar: QuoteGrammar, mention: Mention, earlier: Sequence[Seen], since: int, last: Person | None
) -> Answer | None:
    """Whose words a statement or an article holds: the body that tells the news, or who spoke last."""
    head = grammar.noun(mention.role.split()[-1])
    own = next((s.person for s in reversed(earlier) if s.tells and _is_such_text(grammar, s.person, head)), None)
    if own:
        return Answer(own, 0.85)  # «A Northgate report says …  The report adds»
    told = [s for s in earlier if s.tells and not s.person.human and not _is_bare_document(grammar, s.person)]
    told = [s for s in told if not grammar.is_outlet(s.person.name)] or told
    fresh = [s for s in told if s.at >= since]
    fresh = [s for s in fresh if grammar.is_mouthpiece(s.person.name)] or fresh
    personal = grammar.is_personal(mention.role)
    signed = _signer(earlier, since) if personal else None
    outlet = bool(fresh) and grammar.is_outlet(fresh[-1].person.name)
    newer = signed and signed.tells and signed.at > fresh[-1].at if fresh else False
    if fresh and not (signed and (outlet or newer)):
        return Answer(fresh[-1].person, 0.8)
    if signed:
        return Answer(signed.person, 0.72)
    teller = next((s for s in reversed(earlier) if s.tells and s.subject and s.person.human), None)
    if teller and teller.at >= since and teller.person.named and not (last and last.body):
        return Answer(teller.person, 0.72)
    if last and (_is_body(last) or personal) and not _is_bare_document(grammar, last):
        return Answer(last, 0.8 if last.body else 0.6)
    if told:
        return Answer(told[-1].person, 0.75)
    acting = [s.person for s in earlier if s.subject and s.person.body and len(s.person.name.split()) > 1]
    acting = [person for person in acting if person.body] or acting
    alone = len(set(map(id, acting))) == 1 and acting[-1].body
    return Answer(acting[-1], 0.72 if alone else 0.6) if acting else None


def _signer(earlier: Sequence[Seen], since: int) -> Seen | None:
    """Who wrote what a person writes himself: who tells something since the last quote, or else who acts last."""
    acting = [s for s in earlier if s.at >= since and s.subject and s.person.human]
    telling = [s for s in acting if s.tells]
    return telling[-1] if telling else acting[-1] if acting and acting[-1].person.named else None


def _is_such_text(grammar: QuoteGrammar, person: Person, head: str) -> bool:
    """Whether somebody is a text of a kind, of which more is told than its kind."""
    fuller = person.body and not grammar.is_bare(person.name)
    return fuller and grammar.noun(person.name.split()[-1]) == head


def _is_bare_document(grammar: QuoteGrammar, person: Person) -> bool:
    return grammar.is_bare(person.name) and grammar.is_document(person.name)


def _is_specific(grammar: QuoteGrammar, seen: Seen) -> bool:
    """Whether a body is one that a general noun may mean; one capital in Cyrillic letters may be anything's."""
    person = seen.person
    named = person.named and (" " in person.name or seen.tells or bool(person.role) or person.name.isascii())
    return named or (person.body and not grammar.is_bare(person.name) and not grammar.is_document(person.name))


def _same_body(grammar: QuoteGrammar, mention: Mention, nouns: Iterable[Person]) -> Answer | None:
    role = mention.role
    for person in nouns:
        if not person.body or person.name.lower() == role.lower():
            continue
        longer = not grammar.is_bare(person.name) and grammar.same_body(person.name, role)
        if longer or grammar.same_body(role, person.name):
            placed = any(w[0].isupper() and not w.isupper() and w not in person.name for w in role.split()[1:])
            if longer and (placed or len(role.split()) > len(person.name.split())):
                person.name = role  # «в ДП Шымкента» after «департамент полиции»
            return Answer(person, 0.8)
    return None
