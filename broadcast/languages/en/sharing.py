"""English: an office told once of several people.

«Presidents Ann Poe of Larland and Joe Roe of Marland», «the presidents of Larland and Marland Ann Poe and Joe Roe»,
«ministers Ann Poe and Joe Roe».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from broadcast.languages.en.offices import EnglishOffices
from broadcast.model.quoting import Mention

_PREPOSITION = re.compile(r" (?:of|for|from|at|in) ")
_MORE = (" and ", " of ", ", ")


def with_own_offices(text: str, mentions: Iterable[Mention], grammar: EnglishOffices) -> Iterator[Mention]:
    """Mentions of a text, in order, each with its part of an office that several share."""
    office, places, end = "", [""], 0
    for mention in mentions:
        if mention.reference == "name":
            several = text.startswith(_MORE, mention.source.end)
            plural = _plural(mention.role, grammar)
            if plural:
                behind = text.startswith(" of ", mention.source.end)
                office, places = _shared(mention.role, plural, grammar, behind=behind) if several else ("", [""])
                mention = replace(mention, role=_next(office, places))
            elif mention.role.startswith("of "):
                mention = replace(mention, role=f"{office} {mention.role}" if office else "")
            elif not mention.role and office and text[end : mention.source.start] in (" and ", ", ", ", and "):
                mention = replace(mention, role=_next(office, places), person=True)
            else:
                office = ""
            end = mention.source.end
        yield mention


def _plural(role: str, grammar: EnglishOffices) -> str:
    """The noun of a role where it means several people; else nothing."""
    noun = _PREPOSITION.split(role)[0].rpartition(" ")[2]
    return noun if noun.endswith(("s", "s.")) and grammar.means_several(noun) else ""


def _shared(role: str, plural: str, grammar: EnglishOffices, *, behind: bool) -> tuple[str, list[str]]:
    """The office of one of them, and the places that they are of, in order; one empty place where none is told.

    :param behind: whether the place stands behind the name, and is of this one only.
    """
    before, _, rest = role.partition(plural)
    one = f"{plural[:-2]}." if plural.endswith("s.") else grammar.noun(plural)  # «Sens. Ann Poe of …»
    office = f"{before}{one}"
    if behind:
        return office, [rest, ""]
    if rest.startswith(" of ") and " and " in rest:
        return office, [f" of {place}" for place in rest.removeprefix(" of ").split(" and ")]
    return f"{office}{rest}", [""]


def _next(office: str, places: list[str]) -> str:
    return office + (places.pop(0) if len(places) > 1 else places[0])
