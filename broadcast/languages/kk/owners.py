"""Kazakh: who stands in the genitive, and bodies in whatever case."""

from __future__ import annotations

from collections.abc import Collection

from broadcast.languages.kk.nouns import GENITIVE
from broadcast.languages.kk.phrases import KazakhPhrases
from broadcast.languages.text import Token
from broadcast.model.quoting import Mention
from broadcast.model.text import TextSpan


class KazakhOwners(KazakhPhrases):
    """Whose a document is, and who speaks in a case other than the nominative."""

    def _owner(self, text: str, tokens: list[Token], end: int, known: Collection[str]) -> Mention | None:
        """Who stands in the genitive right before a word: «өкіл Асан Үсеновтің мәлімдемесінде»."""
        last = tokens[end - 1] if end else None
        if last is None or not last.text.endswith(GENITIVE):
            return None
        whole = [k for k in range(end - 1) if self._is_whole_body(tokens[k], tokens[k + 1])]
        begin = whole[-1] + 1 if whole else 0  # «агенттік сарапшы Асан Үсеновтің сөзін …»
        straight = [*tokens[begin : end - 1], last._replace(text=last.text[: -len(GENITIVE[0])])]
        end -= begin
        runs = list(self.name_runs(straight))
        if runs and runs[-1][1] == end:
            return self._named(text, straight, *runs[-1], known)
        if not self.is_title(straight[-1].text):
            return None
        return self._noun_phrase(text, straight[self._reach_back(straight, end - 1) :], strict=True)

    def _owned_body(self, tokens: list[Token], last: int) -> int:
        """The body that a body in the genitive owns: «әкімдіктің баспасөз қызметінен», no document of it."""
        for k in range(last + 1, min(last + 4, len(tokens))):
            if not tokens[last].text.endswith(GENITIVE) or not tokens[k].joined:
                break
            if self.is_body(tokens[k].text) and self.noun(tokens[k].text) not in self.documents:
                return k
        return last

    def _any_case(self, text: str, tokens: list[Token]) -> Mention | None:
        """A body or person in whatever case: «қызметінен хабарлағандай», «банк хабарламасында делінген»."""
        last = next((i for i, t in enumerate(tokens) if self.is_body(t.text) or self.is_title(t.text)), None)
        if last is None or self.noun(tokens[last].text) in self.documents:
            last = next((i for i, t in enumerate(tokens[:last]) if t.acronym), last)  # «ТЖМ хабарламасында»
        if last is None:
            return None
        while last + 1 < len(tokens) and self.is_body(tokens[last + 1].text):
            if self.noun(tokens[last + 1].text) in self.documents:
                break  # «министрліктің хабарламасында»: the ministry
            last += 1
        last = self._owned_body(tokens, last)
        start = self._reach_back(tokens, last)
        role = self.role_text(tokens, start, last + 1)
        if tokens[last].acronym:
            role = role.partition("-")[0]
        elif not self._straight(tokens[last].text):
            role = self._strip_case(role)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[last].end),
            reference="noun",
            role=role,
            many=self._is_many(tokens[last].text),
            person=self.is_title(tokens[last].text),
        )
