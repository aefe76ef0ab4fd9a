"""Russian words with digits in them: cardinals, ordinals, years, dates, compounds, by what stands around them."""

from __future__ import annotations

import re

from broadcast.languages.chunks import Chunk
from broadcast.languages.ru import numerals
from broadcast.languages.ru.context import counted, governed, neighbour
from broadcast.languages.ru.ordinals import agreeing, ending_form
from broadcast.languages.ru.words import Noun, words
from broadcast.languages.ru.years import day, year

_VALUE = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?"
_NUMBER = re.compile(
    r"(?P<about>[~≈])?(?P<sign>[-−–+±])?(?P<money>[$€£¥₸₽₴])?"
    rf"(?P<first>{_VALUE})(?:%?(?P<between>[-–—−‑]|\.{{2,3}}[-+−–]?|…[-+−–]?)(?P<last>{_VALUE}))?(?P<plus>\+)?"
    r"\s?(?P<unit>%|‰|°[CСF]?|[$€£¥₸₽₴]|[^\W\d_]+[²³23]?(?:[·⋅*./][^\W\d_]+[²³]?)?)?\.?"
    r"(?:\s?[-–‑]\s?(?P<ending>[^\W\d_]+(?:-[^\W\d_]+)*))?"
)
_FULL_ENDINGS = {"й": "ый", "я": "ая", "е": "ое", "го": "ого", "му": "ому", "м": "ом", "ю": "ую", "х": "ых"}
_WHOLE = re.compile(r"[\d\s]+")
_LONGEST = 60  # characters; what is longer is no number but a string of digits


class Number:
    """One chunk with digits, among its neighbours; :meth:`read` gives what is said, or None."""

    def __init__(self, chunks: list[Chunk], at: int) -> None:
        self.chunks = chunks
        self.at = at
        self.words = words()

    def following(self, step: int = 1) -> str:
        return neighbour(self.chunks, self.at, step)

    def read(self) -> str | None:
        found = _NUMBER.fullmatch(self.chunks[self.at].core)
        if not found or len(self.chunks[self.at].core) > _LONGEST:
            return None
        unit, ending = found["unit"] or "", found["ending"] or ""
        if unit in {"г", "гг"} and len(found["first"]) == 4:
            return year(self.chunks, self.at, found["first"], found["last"] or "", unit)
        if unit and not self.words.counted(unit):
            if found["between"] or ending or unit.isascii() or not unit.islower() or len(unit) > 3:
                return None
            if len(unit) == 1:  # 10а, a house or a class
                return f"{self.cardinals(found, 'n', 'm')} {self.words.letters.get(unit, unit)}"
            unit, ending = "", unit
        said = self.ended(found, unit, ending) if ending else self.measured(found, unit)
        if said is None:
            return None
        about = "примерно " if found["about"] else ""
        return f"{about}{self.sign(found['sign'])}{said}{' плюс' if found['plus'] else ''}"

    def sign(self, sign: str | None) -> str:
        if sign in {"+", "±"}:
            return "плюс " if sign == "+" else "плюс-минус "
        around = self.chunks[self.at : self.at + 5]
        degrees = any("°" in c.core or c.lower.startswith("градус") for c in around)
        return "минус " if sign == "−" or (sign and degrees) else ""

    def ended(self, found: re.Match[str], unit: str, ending: str) -> str | None:
        """A number with an ending or a word after its hyphen: ``5-й``, ``33-летний``, ``15%-ный``."""
        if found["first"] == "1,5" and len(ending) > 3 and not unit:
            return f"полутора{ending}"
        if not _WHOLE.fullmatch(found["first"]):
            return f"{self.cardinals(found, 'g', 'm')} {ending}" if not unit else None
        numbers = [int(re.sub(r"\s", "", n)) for n in (found["first"], found["last"]) if n and _WHOLE.fullmatch(n)]
        if unit:
            ending = ending.removeprefix("н")
            return "-".join(map(numerals.first_part, numbers)) + f"процентн{_FULL_ENDINGS.get(ending, ending)}"
        if ending.lower() in self.words.endings:
            forms = (ending_form(self.chunks, self.at, n, ending.lower()) for n in numbers)
            return "-".join(forms)
        if ending[0].isupper():
            return f"{self.cardinals(found, 'n', 'm')} {ending}"
        return "-".join([*map(numerals.first_part, numbers[:-1]), numerals.first_part(numbers[-1]) + ending])

    def measured(self, found: re.Match[str], unit: str) -> str:
        """A number with its unit, or with what the next words count."""
        noun = self.words.counted(unit) if unit else None
        money = self.words.money.get(found["money"] or "")
        if noun or money:
            return self.with_noun(found, unit, noun, money)
        return self.asked_ordinal(found) or self.of_singular(found) or self.with_next(found)

    def asked_ordinal(self, found: re.Match[str]) -> str | None:
        """Years and days are ordinals."""
        first, last = found["first"], found["last"] or ""
        if not (_WHOLE.fullmatch(first) and _WHOLE.fullmatch(last or "1")):
            return None
        return day(self.chunks, self.at, first, last) or year(self.chunks, self.at, first, last, "")

    def of_singular(self, found: re.Match[str]) -> str | None:
        """«на 2 месте»: a noun that cannot be counted with the number, being in the singular, makes it an ordinal."""
        noun = self.following()
        if found["first"].isdigit() and found["last"] and noun.startswith(("класс", "курс")):
            return "-".join(agreeing(int(n), noun, "n") for n in (found["first"], found["last"]) if n.isdigit())
        if not found["first"].isdigit() or found["last"] or len(found["first"]) > 3:
            return None
        number, before = int(found["first"]), governed(self.chunks, self.at)
        kind = numerals.form(number)
        single = kind != "one" and noun.endswith("е") and before in {"a", "p"} and noun.isalpha()
        named = noun in self.words.numbered_nouns and not (kind == "few" and noun.endswith("а"))
        if named or (single and noun not in self.words.unchanged and not noun.endswith(("ые", "ие"))):
            return agreeing(number, noun, before)
        return None

    def with_noun(self, found: re.Match[str], unit: str, noun: Noun | None, money: Noun | None) -> str:
        """``15%``, ``$40``, ``$2,5 млн``: the noun stands in the case that the words before the number ask for."""
        case = self.case(noun, 1)
        magnitude = self.words.magnitudes.get(self.following().rstrip("."))
        if money and magnitude:
            said = self.counting(found, magnitude, case)
            self.say_next(1, f"{self.noun(found, magnitude, case)} {numerals.decline(money, 'g', plural=True)}")
            return said
        noun = noun or money or Noun("")
        if unit in self.words.magnitudes:
            self.unit_after_magnitude(1)
        return f"{self.counting(found, noun, case)} {self.noun(found, noun, case)}"

    def with_next(self, found: re.Match[str]) -> str:
        """A number on its own: the next chunk may be a unit, a magnitude, or the noun that is counted."""
        following = self.chunks[self.at + 1].core if self.following() else ""
        case = governed(self.chunks, self.at)
        noun = None if self.numbered(following) else self.words.counted(following.rstrip("."))
        if noun and not self.chunks[self.at].tail:
            case = self.case(noun, 2)
            self.say_next(1, self.noun(found, noun, case))
            if following.rstrip(".") in self.words.magnitudes:
                self.unit_after_magnitude(2)
            return self.counting(found, noun, case)
        group = self.group(found, case)
        if group:
            return group
        _, part = _parts(found["last"] or found["first"])
        around = counted(self.chunks, self.at, self.at, 2 if part else self.last_number(found))
        return self.cardinals(found, around.case, around.gender)

    def case(self, noun: Noun | None, step: int) -> str:
        """The case before the number; «в 3 км от города» tells a place. `step` leads to the word after the unit."""
        place = noun and noun.noun.endswith("метр") and self.following(step) in self.words.after_distance
        place = place or (noun and noun.noun == "процент" and self.following(step).endswith(("ов", "ев")))
        return "p" if place and self.following(-1) in {"в", "во"} else governed(self.chunks, self.at)

    def group(self, found: re.Match[str], case: str) -> str:
        """«2 погибли», «3 пострадавших»: two to seven people."""
        first, after = found["first"], self.following()
        if case not in "na" or found["last"] or not first.isdigit() or int(first) > 7:
            return ""
        return numerals.collective(int(first)) if after.startswith(self.words.after_group) else ""

    def numbered(self, following: str) -> bool:
        """``ст. 188 ч. 3``: a part with its number, no hours."""
        place = self.at + 2
        stopped = following == "ч" and self.chunks[self.at + 1].tail == "."
        return stopped and place < len(self.chunks) and self.chunks[place].core.isdigit()

    def unit_after_magnitude(self, step: int) -> None:
        """``5 млрд тг``: what is counted stands in the genitive plural."""
        place = self.at + step
        if place < len(self.chunks):
            noun = self.words.counted(self.chunks[place].core)
            if noun:
                self.say_next(step, numerals.decline(noun, "g", plural=True))

    def say_next(self, step: int, spoken: str) -> None:
        chunk = self.chunks[self.at + step]
        chunk.spoken = spoken
        if chunk.tail.startswith(".") and self.at + step + 1 < len(self.chunks):
            chunk.tail = chunk.tail[1:]

    def last_number(self, found: re.Match[str]) -> int:
        written = found["last"] or found["first"]
        return int(re.sub(r"\D.*", "", re.sub(r"\s", "", written)))

    def counting(self, found: re.Match[str], noun: Noun, case: str) -> str:
        return self.cardinals(found, case, noun.gender)

    def noun(self, found: re.Match[str], noun: Noun, case: str) -> str:
        """The noun as the last number wants it; after a decimal the genitive singular."""
        whole, part = _parts(found["last"] or found["first"])
        if part and part.strip("0") != "5":
            return numerals.decline(noun, "g", plural=False)
        if part and whole in {0, 1}:
            return numerals.decline(noun, "g" if case in "na" else case, plural=whole == 1 and case not in "na")
        return numerals.agreed(whole, noun, case)

    def cardinals(self, found: re.Match[str], case: str, gender: str) -> str:
        first = value(found["first"], case, gender)
        if not found["last"]:
            return first
        sign = {"+": " плюс ", ".": "-", "…": "-"}.get(found["between"][-1], " минус ")  # −5…−10
        sign = sign if found["between"][0] in ".…" else "-"
        return first + sign + value(found["last"], case, gender)


def _parts(written: str) -> tuple[int, str]:
    """The whole number and the decimals of a written one; ``2,000`` is two thousand."""
    whole, _, part = re.sub(r"\s", "", written).replace(".", ",").partition(",")
    if part == "000" and whole != "0":
        return int(whole + part), ""
    return int(whole), part if part.strip("0") else ""


def value(written: str, case: str = "n", gender: str = "m") -> str:
    """A number in words; a comma or a stop begins the decimals."""
    plain = re.sub(r"\s", "", written)
    if len(plain) > 24:
        return numerals.digits(plain)
    if plain.isdigit() and (len(plain) > 15 or (len(plain) > 1 and plain[0] == "0")):
        return numerals.digits(plain) if len(plain) > 3 else numerals.grouped(plain)
    whole, part = _parts(written)
    if not part:
        return numerals.cardinal(whole, case, gender)
    if part.rstrip("0") == "5" and whole:
        return numerals.halved(whole, case, gender)
    return numerals.decimal(whole, part, case)
