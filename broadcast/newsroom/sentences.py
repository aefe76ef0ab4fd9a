"""Where one sentence ends and the next begins.

A sentence ends at ``. ! ? …`` with its closing marks, before white space and something that can begin a sentence, and
at the end of a paragraph.  It does not end after an initial («А. Б. Серіков»), an abbreviation («млн. теңге»), the
number of a list, or before a word in small letters («Кел!» деді).
"""

from __future__ import annotations

import re

from broadcast.model.text import TextSpan

# The look-behind lets a run of stops be tried once, from its first: any text takes linear time.
_END = re.compile(r"(?<![.!?…])[.!?…]++[»”“’‘\"')\]]*+(?=\s)|\n")
_NEXT = re.compile(r"\s*[\[(«„“\"'‘–—―-]*\s*(\S?)")
_TOKEN = re.compile(r"[^\s«„“\"'(\[]*\Z")
_LONGEST_TOKEN = 24


def split_sentences(text: str, abbreviations: frozenset[str]) -> tuple[TextSpan, ...]:
    """The ranges of the sentences of a text, without the white space around them.

    :param abbreviations: words in small letters after which a full stop ends nothing, without that stop: ``млн``,
        ``т.б``.  One written with its stop (``т.б.``) ends a sentence where a capital letter follows.
    :returns: ranges in order; every character that is not white space lies in one.
    """
    spans: list[TextSpan] = []
    start = 0
    for found in _END.finditer(text):
        if found[0] == "\n" or _ends(text, start, found, abbreviations):
            _add(spans, text, start, found.end())
            start = found.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def _add(spans: list[TextSpan], text: str, start: int, end: int) -> None:
    part = text[start:end]
    trimmed = part.strip()
    if trimmed:
        first = start + len(part) - len(part.lstrip())
        spans.append(TextSpan(first, first + len(trimmed)))


def _ends(text: str, start: int, found: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether a run of stops ends a sentence that began at `start`."""
    following = _NEXT.match(text, found.end())
    first = following[1] if following else ""
    if first.islower():
        return False
    if found[0] != ".":
        return True
    before = _TOKEN.search(text[max(start, found.start() - _LONGEST_TOKEN) : found.start()])
    token = before[0] if before else ""
    if _is_initial(token) or _is_list_number(text, start, token, found):
        return False
    return not _shortens(token, first, abbreviations)


def _is_initial(token: str) -> bool:
    """``Ә``, ``А.Б``; longer ones (``Дж``) are abbreviations."""
    parts = token.split(".")
    return all(len(p) == 1 and p.isalpha() and p.isupper() for p in parts)


def _is_list_number(text: str, start: int, token: str, found: re.Match[str]) -> bool:
    """``1``, ``12`` where the sentence has nothing else yet."""
    return token.isdigit() and len(token) < 3 and text[start : found.start()].strip() == token


def _shortens(token: str, first: str, abbreviations: frozenset[str]) -> bool:
    word = token.lower().lstrip("-–—")
    if word + "." in abbreviations:
        return not first.isupper()
    return word in abbreviations
