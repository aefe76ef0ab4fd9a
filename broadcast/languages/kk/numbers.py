"""Kazakh words with digits in them, read by what stands around them.

A written ending decides first: one that is no case or possessive ending is a noun, and the number before it an ordinal
(``5-сынып``).  Then the word that follows: months and years take ordinals, measures and all else cardinals.
"""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk
from broadcast.languages.kk import numerals
from broadcast.languages.kk.suffixes import attach, fit, parses
from broadcast.languages.kk.words import Words, words

_VALUE = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d+)(?:[.,]\d+)?"
_NUMBER = re.compile(
    r"(?P<about>[~≈])?(?P<sign>[-−–+±])?(?P<money>[$€£¥₸₽₴])?"
    rf"(?P<first>{_VALUE})(?:%?(?P<between>[-–—−‑]|\.{{2,3}}[-+−–]?|…[-+−–]?)(?P<last>{_VALUE}))?(?P<plus>\+)?"
    r"\s?(?P<unit>%|‰|°[CСF]?|[$€£¥₸₽₴]|[^\W\d_]+[²³23]?(?:[·*./][^\W\d_]+[²³]?)?)?\.?"
    r"(?:\s?[-–‑]\s?(?P<ending>[^\W\d_]+(?:-[^\W\d_]+)*))?"
)
ORDINAL = re.compile(r"(?:[ыі]?н)?ш[ыі](.*)")
_OF_OWNED = frozenset({"на", "не", "нда", "нде", "нан", "нен"})  # after the third person's mark: 5-нен, бесінен
_DAY = re.compile(r"\d{1,2}(?:-\d{1,2})?")
_YEAR = re.compile(r"жыл(?!қ|ыт|ұ|дам|дық|дығ|у)\w*")
_DERIVED = re.compile(r"[лдт][ыі](?:[қк]|[ғг][ыі]).*|[лдт][ыі]")
_CALENDAR = re.compile(r"жыл(?:ы|ғы|дары|дардың|дарда|дардан|дардағы|дарға|дарғы|ының|ына|ында|ынан|ындағы)\b")
_LONGEST = 60  # characters; what is longer is no number but a string of digits


class Number:
    """One chunk with digits, among its neighbours; :meth:`read` gives what is said, or None."""

    def __init__(self, chunks: list[Chunk], at: int) -> None:
        self.chunks = chunks
        self.at = at
        self.words: Words = words()
        self.misfit = ""

    def neighbour(self, step: int) -> str:
        """The lower-case word `step` chunks away; empty beyond the sentence or across a clause's mark."""
        place = self.at + step
        if not 0 <= place < len(self.chunks):
            return ""
        if step > 0 and any(set(c.tail) & set(".,!?:;") for c in self.chunks[self.at : place]):
            return ""
        return self.chunks[place].lower

    def read(self) -> str | None:
        found = _NUMBER.fullmatch(self.chunks[self.at].core)
        if not found or len(self.chunks[self.at].core) > _LONGEST:
            return None
        unit = found["unit"] or ""
        ending = found["ending"] or ""
        if unit and not self.knows(unit):
            if found["between"] or unit.isascii() or not _may_be_ending(unit, found):
                return None
            if not (parses(unit) or ORDINAL.fullmatch(unit)):
                return f"{self.cardinals(found)} {unit}"
            unit, ending = "", unit + (f"-{ending}" if ending else "")
        said = self.with_ending(found, unit, ending)
        before = ("шамамен " if found["about"] else "") + self.sign(found["sign"])
        if found["plus"]:
            said += " плюс"
        return before + said

    def knows(self, unit: str) -> bool:
        return unit in self.words.rates or bool(self.words.after_number(unit))

    def sign(self, sign: str | None) -> str:
        if sign in {"+", "±"}:
            return "плюс " if sign == "+" else "плюс минус "
        if sign == "−":
            return "минус "
        around = self.chunks[self.at : self.at + 5]
        if sign and any("°" in c.core or c.lower.startswith(self.words.degrees) for c in around):
            return "минус "
        return ""

    def with_ending(self, found: re.Match[str], unit: str, ending: str) -> str:
        """The number, its unit or the currency before it, and the ending on the last word of them."""
        after = self.following_magnitude(found["money"] or "") if not unit else ""
        if unit in self.words.rates:
            before, name = self.words.rates[unit]
            return self.hang((f"{before} {self.cardinals(found)} {name}",), ending)
        if unit in self.words.eras:
            return self.hang((f"{self.ordinals(found)} {self.words.eras[unit]}",), ending)
        name = self.words.after_number(unit) or (self.words.money.get(found["money"] or "", "") if not after else "")
        if name:
            second = self.words.second_units.get(unit)
            said = self.cardinals(found)
            stems = tuple(f"{said} {n}" for n in (name, second) if n)
            return self.hang(stems, ending)
        return self.bare(found, ending)

    def following_magnitude(self, money: str) -> str:
        """``$2,5 млн``: the currency is said after the magnitude, so it goes to the next chunk."""
        if not money or self.neighbour(1).rstrip(".").partition("-")[0] not in self.words.magnitudes:
            return ""
        chunk = self.chunks[self.at + 1]
        stem, _, ending = chunk.lower.rstrip(".").partition("-")
        said = f"{self.words.magnitudes[stem]} {self.words.money[money]}"
        made = fit((said,), ending)
        chunk.spoken = made[0] if made else f"{said} {ending}".rstrip()
        chunk.tail = chunk.tail if self.at + 2 == len(self.chunks) else chunk.tail.lstrip(".")
        return stem

    def hang(self, stems: tuple[str, ...], ending: str) -> str:
        """An ending on the first of the stems that it fits; what is no ending follows as a word."""
        if not ending:
            return stems[0]
        made = fit(stems, ending.lower())
        if made is None:
            return f"{stems[0]} {ending}"
        if not made[1]:
            self.misfit = made[0]
        return made[0]

    def cardinals(self, found: re.Match[str], *, halves: bool = True) -> str:
        first = value(found["first"], halves=halves)
        if not found["last"]:
            return first
        sign = {"+": " плюс ", ".": "-", "…": "-"}.get(found["between"][-1], " минус ")  # −5…−10
        sign = sign if found["between"][0] in ".…" else "-"
        return first + sign + value(found["last"], halves=halves)

    def bare(self, found: re.Match[str], ending: str) -> str:
        """A number without a unit: an ordinal or a cardinal."""
        whole = "," not in found["first"] and "." not in found["first"]
        ordinal = ORDINAL.fullmatch(ending.lower())
        noun = self.words.cut_nouns.get(ending, "")
        if whole and noun and (self.chunks[self.at].tail.startswith(".") or len(ending) > 1):
            if self.at + 1 < len(self.chunks):
                self.chunks[self.at].tail = self.chunks[self.at].tail.removeprefix(".")
            return f"{self.ordinals(found)} {noun}"
        if whole and ordinal:
            return self.written_ordinal(found, ending.lower(), ordinal[1])
        if not ending:
            return self.ordinals(found) if whole and self.asks_ordinal(found) else self.cardinals(found)
        made = fit((self.cardinals(found), self.cardinals(found, halves=False)), ending.lower())
        owned = attach(self.cardinals(found), ("third",))
        if made and not made[1] and ending in _OF_OWNED:
            made = fit((owned,), ending, possessed=True)
        if made:
            self.misfit = "" if made[1] else made[0]
            return made[0]
        if whole and not self.measures(ending.lower()):
            return f"{self.ordinals(found)} {ending}"
        return f"{self.cardinals(found)} {ending}"

    def measures(self, word: str) -> bool:
        """«қабатты», «жылдығы»: words made from a measure, which count; the measure itself is numbered."""
        made = any(word.startswith(m) and _DERIVED.fullmatch(word, len(m)) for m in self.words.measures)
        return made or word in self.words.about

    def written_ordinal(self, found: re.Match[str], ending: str, rest: str) -> str:
        """``5-ші``, ``2-шісі``, ``1990-шы``; `rest` is what follows the ordinal's own ending."""
        said = self.ordinals(found)
        if rest:
            made = fit((said,), rest)
            said = made[0] if made else f"{said}{rest}"
        if not said.endswith(ending.lstrip("ыі")):
            self.misfit = said
        return said

    def ordinals(self, found: re.Match[str]) -> str:
        numbers = [value(n) for n in (found["first"], found["last"]) if n]
        return "-".join(numerals.to_ordinal(n) for n in numbers)

    def asks_ordinal(self, found: re.Match[str]) -> bool:
        """Whether the next word makes the number an ordinal: a month, a year that is named."""
        following = self.neighbour(1)
        if following.startswith(self.words.month_stems) or self.month_follows():
            return int(_plain(found["last"] or found["first"])) <= 31
        if following in self.words.kinds_of_year and len(found["first"]) == 4:
            following = self.neighbour(2)
        if following in {"ғ", "ғғ"} or following.startswith("ғасыр"):
            return True
        if following.startswith(self.words.numbered) and len(found["first"]) == 1 and not found["last"]:
            return int(found["first"]) < 5
        if following.startswith(("сынып", "курс")):
            return bool(found["last"]) or self.neighbour(2).startswith(("оқушы", "студент", "түлег"))
        first, last = found["first"], found["last"] or found["first"]
        if following.startswith("жылдар") and len(first) == 2 and first[1] == last[-1] == "0":
            return True  # decades
        return self.is_year(first if len(last) == 2 < len(first) else last, following)

    def month_follows(self) -> bool:
        """``5, 6 және 7 мамыр``: whether days lead to a month."""
        counted = False
        for chunk in self.chunks[self.at + 1 : self.at + 6]:
            if _DAY.fullmatch(chunk.core):
                counted = True
            elif chunk.lower.startswith(self.words.month_stems):
                return counted
            elif chunk.lower not in {"және", "мен", "бен", "пен", "немесе"}:
                return False
            else:
                counted = False
        return False

    def is_year(self, written: str, following: str) -> bool:
        if following.partition("-")[0].rstrip(".") in {"ж", "жж"}:
            return len(written) in {3, 4}
        if not _YEAR.fullmatch(following):
            return False
        if len(written) == 3:
            return bool(_CALENDAR.fullmatch(following))
        if len(written) != 4 or not 1000 < int(written) < 2200:
            return False
        counted = int(written) % 100 == 0 and int(written) not in {1900, 2000}
        return not (self.neighbour(2) in self.words.counting_years and (counted or following == "жыл"))


def _may_be_ending(letters: str, found: re.Match[str]) -> bool:
    """``15ке``, ``5ші``: an ending or a noun written without its hyphen."""
    return letters.islower() and not found["ending"] and letters.isalpha() and len(letters) <= 5


def _plain(written: str) -> str:
    return re.sub(r"\s", "", written)


def value(written: str, *, halves: bool = True) -> str:
    """A number in words; a comma or a stop begins the decimals.  `halves` allows «жарым»."""
    digits = _plain(written)
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    whole, _, part = digits.replace(".", ",").partition(",")
    if len(whole) > 15:
        return numerals.digits(digits)
    if not part and len(whole) > 1 and whole[0] == "0":
        return numerals.digits(whole) if len(whole) > 3 else numerals.grouped(whole)
    if part == "000" and whole != "0":
        return numerals.cardinal(int(whole + part))
    return numerals.decimal(int(whole), part, halves=halves) if part else numerals.cardinal(int(whole))
