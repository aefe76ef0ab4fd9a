"""Russian: who tells what stands in a sentence: «по словам Котова», «Котов отметил, что …»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from msgspec.structs import replace

from broadcast.languages.ru.bodies import is_plural_verb
from broadcast.languages.ru.declining import of_genitive
from broadcast.languages.ru.phrases import RussianPhrases
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.text import TextSpan


class RussianTelling(RussianPhrases):
    """Names with a verb of speech beside them, or as the source of what a sentence retells."""

    def mentions(self, text: str, known: Collection[str]) -> tuple[Mention, ...]:
        found = super().mentions(text, known)
        tokens = self.tokens(text) if found else []
        starts = [t.start for t in tokens]
        return tuple(self._as_teller(m, tokens, starts) if m.reference == "name" else self._as_news(m) for m in found)

    def _several(self, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«Анна Котова и Иван Белов», «депутат Котова, врач Белов и …»: several who speak as one."""
        found: list[Mention] = []
        end = 0
        for i, j in self.name_runs(tokens):
            begin, stop = self.trim(tokens, i, j, known)
            mention = self.person(tokens, begin, stop, known) if begin < stop else None
            if mention is None or not mention.person or not mention.subject:
                break
            if found and not self._goes_on_with(tokens, end, self.role_start(tokens, begin, end)):
                break
            found.append(mention)
            end = stop
        last = found[-1].name.split()[-1] if found else ""
        if len(found) < 2 or not any(t.text == "и" for t in tokens[:end]):
            return None
        names = [m.name for m in found]
        return Mention(
            source=TextSpan(found[0].source.start, found[-1].source.end),
            reference="noun",
            role=", ".join(names[:-1]) + f" и {names[-1]}",
            many=True,
            together=() if self._is_of_family(last) else tuple(names),
        )

    def _goes_on_with(self, tokens: list[Token], end: int, start: int) -> bool:
        """Whether the next of several names, or the office before it, begins at a word: after «и», or a comma."""
        if start == end:
            return tokens[end].gap == ", "
        return start == end + 1 and tokens[end].text == "и" and tokens[start].joined and tokens[end].joined

    def _is_of_family(self, name: str) -> bool:
        """Whether a last name is that of all before it: «Иван и Анна Котовы»."""
        return name.endswith(("овы", "евы", "ины", "ские"))

    def _as_news(self, mention: Mention) -> Mention:
        """Who passes news on tells nothing himself: «передаёт корреспондент агентства»."""
        passes = mention.reference == "noun" and self._reports(mention.role.partition(" ")[0].lower())
        return replace(mention, subject=False, tells=False) if passes and mention.person else mention

    def _as_teller(self, mention: Mention, tokens: list[Token], starts: list[int]) -> Mention:
        begin = bisect_left(starts, mention.source.start)
        if self._is_retold(tokens, begin):
            return self._source(mention)
        stop = bisect_left(starts, mention.source.end)
        told = (mention.person and self._told_before(tokens, begin)) or self._says_next(tokens, stop)
        told = told or (mention.person and self._publishes(tokens, stop))
        outlet = self._is_addressee(tokens[begin]) and not mention.person
        return replace(mention, tells=True) if mention.subject and told and not outlet else mention

    def _is_retold(self, tokens: list[Token], at: int) -> bool:
        """Whether a sentence retells whom a word names: «по словам …»."""
        return at > 1 and tokens[at - 1].text.lower() in self._of_words and tokens[at - 2].text.lower() == "по"

    def _source(self, mention: Mention) -> Mention:
        """A source stands in the genitive, and nobody else speaks in its sentence."""
        if not mention.subject:
            return replace(mention, subject=True, tells=True)
        name = " ".join(part if "." in part else of_genitive(part) for part in mention.name.split())
        return replace(mention, name=name, gender=self.gender_of(name.split()), tells=True)

    def _says_next(self, tokens: list[Token], at: int) -> bool:
        """Whether a verb of speech of one speaker follows a name: «Котов вчера отметил»."""
        between = self.words_of("times") | self.words_of("adding")
        while at < len(tokens) and tokens[at].joined and tokens[at].text.lower() in between:
            at += 1
        verb = tokens[at].text if at < len(tokens) and tokens[at].joined else ""
        return self.verb(verb) and not is_plural_verb(verb)
