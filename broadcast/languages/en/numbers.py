"""English words with digits in them, read by what stands around them."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk
from broadcast.languages.en import numerals
from broadcast.languages.en.words import words

_VALUE = r"(?:\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_NUMBER = re.compile(
    r"(?:(?P<prefix>mid|pre|post)-)?(?P<about>[~≈])?(?P<sign>[-−–+±])?(?:(?:(?:US|A|C|NZ|HK)(?=[$]))?(?P<money>[$€£¥₸₽₴]))?"
    rf"(?P<first>{_VALUE})(?:%?(?P<between>[-–—−])(?:[$€£])?(?P<last>{_VALUE}))?(?P<plus>\+)?"
    r"(?P<ordinal>st|nd|rd|th)?(?P<decade>['’]?s)?"
    r"\s?(?P<unit>%|‰|°[CF]?|[$€£¥₸₽₴]|[A-Za-z]+(?:/[A-Za-z]+)?[²³]?)?\.?"
    r"(?:-(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*))?"
)
_YEAR = re.compile(r"1\d\d\d|20\d\d")
_LONGEST = 60  # characters; what is longer is no number but a string of digits


class Number:
    """One chunk with digits, among its neighbours; :meth:`read` gives what is said, or None."""

    def __init__(self, chunks: list[Chunk], at: int) -> None:
        self.chunks = chunks
        self.at = at
        self.words = words()

    def neighbour(self, step: int) -> str:
        """The lower-case word `step` chunks away; empty beyond the sentence or across a mark."""
        place = self.at + step
        if not 0 <= place < len(self.chunks):
            return ""
        first, last = (self.at, place) if step > 0 else (place, self.at)
        if any(set(c.tail) & set(".,!?:;)") for c in self.chunks[first:last]):
            return ""
        return self.chunks[place].lower

    def read(self) -> str | None:
        found = _NUMBER.fullmatch(self.chunks[self.at].core)
        if not found or len(self.chunks[self.at].core) > _LONGEST:
            return None
        unit = found["unit"] or ""
        if unit and not self.knows(unit):
            return None
        said = self.kind(found, unit)
        word = f"-{found['word']}" if found["word"] else ""
        about = f"{found['prefix']} " if found["prefix"] else "about " if found["about"] else ""
        return f"{about}{self.sign(found['sign'])}{said}{' plus' if found['plus'] else ''}{word}"

    def knows(self, unit: str) -> bool:
        return unit in self.words.units or unit in self.words.magnitudes or unit in self.words.money

    def sign(self, sign: str | None) -> str:
        if sign in {"+", "±"}:
            return "plus " if sign == "+" else "plus or minus "
        degrees = "°" in self.chunks[self.at].core or self.neighbour(1).startswith("degree")
        return "minus " if sign == "−" or (sign and degrees) else ""

    def kind(self, found: re.Match[str], unit: str) -> str:
        first, last = found["first"], found["last"]
        if found["ordinal"]:
            said = numerals.ordinal(_whole(last or first))
            return f"{numerals.ordinal(_whole(first))} to {said}" if last else said
        if found["decade"] and first.isdigit():
            return numerals.decade(int(first))
        if found["money"] or unit in self.words.money:
            return self.price(found, unit)
        if unit:
            return self.measure(found, unit)
        if self.is_year(first) and (not last or self.is_year(last) or len(last) == 2):
            return self.years(first, last)
        return self.plain(found)

    def plain(self, found: re.Match[str]) -> str:
        first, last = found["first"], found["last"]
        before, after = self.neighbour(-1), self.neighbour(1)
        if before in self.words.makers and len(first) == 3 and last:
            return f"{numerals.digits(first)} {value(last)}"  # Boeing 737-800
        if self.is_day(first, before, after):
            return self.days(first, last, before, after)
        if not last:
            if self.at > 1 and self.chunks[self.at - 1].core.isupper() and len(before) < 4:
                before = self.chunks[self.at - 2].lower if before not in self.words.dialled else before  # flight KC 851
            dialled = before in self.words.dialled | self.words.makers and len(first) == 3
            said = numerals.digits(first) if dialled else value(first)
            self.following_unit(_whole(first) == 1 and "." not in first)
            return said
        if before in self.words.before_score or (len(first) < 3 and _whole(first) >= _whole(last)):
            return f"{value(first)} {'nil' if last == '0' else value(last)}"
        self.following_unit(one=False)
        return f"{value(first)} to {value(last)}"

    def is_day(self, first: str, before: str, after: str) -> bool:
        """``November 20``, ``20 November``."""
        month = self.words.month(after) or self.words.month(before.rstrip("."))
        if self.at and not month:
            month = self.words.month(self.chunks[self.at - 1].lower) if self.chunks[self.at - 1].tail == "." else ""
        return bool(month) and first.isdigit() and 0 < int(first) < 32

    def days(self, first: str, last: str | None, before: str, after: str) -> str:
        said = [numerals.ordinal(int(n)) for n in (first, last) if n]
        if not self.words.month(after):
            return " to ".join(said)
        article = "" if before == "the" else "the "
        return f"{article}{' to '.join(said)} of"

    def is_year(self, written: str) -> bool:
        """Four digits without a comma: a year unless things are counted with it."""
        if not _YEAR.fullmatch(written):
            return False
        before, after = self.neighbour(-1), self.neighbour(1)
        if after in self.words.units or after in self.words.magnitudes:
            return False
        dated = self.at > 0 and self.chunks[self.at - 1].core.isdigit() and self.chunks[self.at - 1].tail == ","
        if dated or before in self.words.before_year or self.words.month(before):
            return not (before in {"of", "by", "to", "for", "from", "after", "and"} and self.counts())
        return int(written) >= 1900 and not self.counts()

    def counts(self) -> bool:
        """Whether the next word is what is counted: a plural in small letters."""
        round_number = self.chunks[self.at].core.endswith("0")
        return round_number and _plural(self.neighbour(1)) and self.chunks[self.at + 1].core.islower()

    def years(self, first: str, last: str | None) -> str:
        if not last:
            return numerals.year(int(first))
        short = numerals.cardinal(int(last)) if len(last) == 2 else numerals.year(int(last))
        return f"{numerals.year(int(first))} to {short}"

    def following_unit(self, one: bool) -> None:
        """A unit apart from its number: ``5 km``, ``38 percent``."""
        if not self.neighbour(1):
            return
        chunk = self.chunks[self.at + 1]
        unit = self.words.units.get(chunk.core) or self.words.money.get(chunk.core)
        if unit and chunk.core != "in" and not self.chunks[self.at].tail:
            chunk.spoken = unit[0 if one else 1]

    def measure(self, found: re.Match[str], unit: str) -> str:
        """``15%``, ``5km``, ``3bn``; ``m`` is millions before a plural and metres elsewhere."""
        first, last = found["first"], found["last"]
        said = f"{value(first)} to {value(last)}" if last else value(first)
        if unit in self.words.magnitudes and not (unit in self.words.units and not _plural(self.neighbour(1))):
            return f"{said} {self.words.magnitudes[unit]}"
        if unit == "m" and _plural(self.neighbour(1)):
            return f"{said} million"
        one = (first == "1" and not last) or found["word"] or self.attributive(1)
        return f"{said} {self.words.units[unit][0 if one else 1]}"

    def attributive(self, step: int) -> bool:
        """Whether an amount stands before a noun like an adjective: «a $40 ticket», «the $3.5m project»."""
        before, noun = self.neighbour(-1), self.neighbour(step)
        if before in {"a", "an"} or noun in self.words.priced:
            return True
        return before in self.words.determiners and noun.isalpha() and noun not in self.words.after_amount

    def price(self, found: re.Match[str], unit: str) -> str:
        """``$2.5m``, ``£40``, ``$13.60``, ``$600 million``."""
        first, last = found["first"], found["last"]
        names = self.words.money[found["money"] or unit]
        magnitude = "million" if unit == "m" else self.words.magnitudes.get(unit, "")
        said = f"{value(first)} to {value(last)}" if last else value(first)
        following = self.words.magnitudes.get(self.neighbour(1), "")
        if following and not magnitude:
            self.chunks[self.at + 1].spoken = f"{following} {names[0 if self.attributive(2) else 1]}"
            return said
        if magnitude:
            return f"{said} {magnitude} {names[0 if self.attributive(1) else 1]}"
        whole, _, part = first.partition(".")
        if len(part) == 2 and names[2] and not last:
            return _with_cents(_whole(whole), int(part), names)
        one = first == "1" or self.attributive(1) or found["word"]
        return f"{said} {names[0 if one else 1]}"


def _with_cents(whole: int, part: int, names: tuple[str, str, str, str]) -> str:
    cents = f"{numerals.cardinal(part)} {names[2 if part == 1 else 3]}" if part else ""
    if not whole and cents:
        return cents
    said = f"{numerals.cardinal(whole)} {names[0 if whole == 1 else 1]}"
    return f"{said} and {cents}" if cents else said


def _plural(word: str) -> bool:
    return word in {"people", "men", "women", "children"} or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "was", "has"))
    )


def _whole(written: str) -> int:
    return int(re.sub(r"\D", "", written.partition(".")[0]) or "0")


def value(written: str) -> str:
    """A number in words; a point begins the decimals."""
    whole, point, part = re.sub(r"[,\s]", "", written).partition(".")
    whole = whole or "0"
    if len(whole) > 18:
        return numerals.digits(written)
    if not point and len(whole) > 1 and whole[0] == "0":
        return numerals.digits(whole)
    return numerals.decimal(int(whole), part) if part else numerals.cardinal(int(whole))
