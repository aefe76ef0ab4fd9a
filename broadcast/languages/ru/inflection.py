"""Forms of a lexicon's Russian names: the ending of the written form on the spoken one."""

from __future__ import annotations

# Endings of the cases by the last letter of the nominative; an empty letter stands for a consonant.
_ENDINGS = {
    "": ("а", "у", "ом", "ем", "е", "ы", "и", "ов", "ам", "ами", "ах"),
    "а": ("ы", "и", "е", "у", "ой", "ей", "ам", "ами", "ах"),
    "я": ("и", "е", "ю", "ей", "ям", "ями", "ях"),
    "ь": ("я", "ю", "ем", "е", "и", "ью", "ей", "ям", "ями", "ях"),
    "й": ("я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"),
}
_VOWELS = frozenset("оеёиуыэю")


def inflected(spoken: str, entry: str, written: str) -> str | None:
    """What is said for a form of `entry`; None if it is no form of it.

    The written ending replaces the last letter of both if they end alike; otherwise it follows after a hyphen or
    an apostrophe only (``Kaspi'ой``) or after a consonant.
    """
    last = entry[-1].lower()
    key = last if last in _ENDINGS else ""
    if last in _VOWELS:
        return None
    stem = entry[: len(entry) - len(key)]
    ending = written[len(stem) :].lstrip("-'’").lower()
    if written[: len(stem)].casefold() != stem.casefold() or ending not in _ENDINGS[key]:
        return None
    if key and not spoken.endswith(key):
        return None
    if not key and spoken[-1].lower() in _VOWELS | {"а", "я", "ь", "й"}:
        return None
    return spoken[: len(spoken) - len(key)] + ending
