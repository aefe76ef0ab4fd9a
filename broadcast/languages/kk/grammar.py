"""Kazakh: who is quoted.

The verb of an attribution is де- («деді», «дейді», «деп …»), its subject follows («деді әкім») or stands before the
quote («Тұрғындар: «…», - дейді»).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, cached_property

from msgspec.structs import replace

from broadcast.languages.grammar import REACH, pronoun
from broadcast.languages.kk.mentions import KazakhMentions
from broadcast.languages.kk.nouns import FINITE
from broadcast.languages.names import data
from broadcast.languages.text import Token, words
from broadcast.model.quoting import Clause, Mention
from broadcast.model.text import TextSpan


class KazakhGrammar(KazakhMentions):
    """The attributions of the language."""

    @cached_property
    def _say(self) -> frozenset[str]:
        return self.words_of("say")

    @cached_property
    def _reported(self) -> frozenset[str]:
        """What is written in a document: after a comma or a dash speech, else a name."""
        return self.words_of("reported")

    @cached_property
    def _naming(self) -> frozenset[str]:
        return self.words_of("naming")

    @cached_property
    def _reporters(self) -> tuple[str, ...]:
        return tuple(self.words_of("reporters"))

    @cached_property
    def _report_verbs(self) -> frozenset[str]:
        return self.words_of("report_verbs")

    def after(self, text: str, known: Collection[str]) -> Clause | None:
        lead, end, tokens = self.first_sentence(text)
        if not tokens:
            return None
        dashed = bool(lead.strip(" ,.!?…;:\u00a0"))
        marked = dashed or "," in lead
        first = tokens[0].text.lower()
        if first in self._say:
            if not marked and first in self.words_of("calling_us"):
                return None
            return self._clause(text, tokens, 0, end, known, firm=True)
        if first == "деп":
            return self._after_dep(text, tokens, end, known, marked)
        if first == "деген" or first == "дегенді":
            return self._after_degen(text, tokens, end, known, marked)
        return self._after_other(text, tokens, end, known) if dashed else None

    def _after_dep(
        self, text: str, tokens: list[Token], end: int, known: Collection[str], marked: bool
    ) -> Clause | None:
        """«…», - деп жауап берді Кеннеди; «…» деп автор жазды; «…» деп аталады is naming."""
        naming = len(tokens) > 1 and self._is_naming(tokens[1].text.lower()) and not self._is_emphasis(tokens)
        naming = naming and not self._is_told_in([t.text.lower() for t in tokens[:5]])
        if naming and (not marked or tokens[1].text.lower().startswith(self._calls)):
            return None
        verb = self._verb(tokens, 1)
        if verb is None:
            return self._clause(text, tokens, 0, end, known, firm=marked) if marked else None
        clause = self._clause(text, tokens, verb, end, known, firm=marked or self._is_speech(tokens[1 : verb + 1]))
        if clause.speaker is None and verb > 2:
            return self._inside(clause, text, tokens, verb, known)
        return clause

    def _inside(self, clause: Clause, text: str, tokens: list[Token], verb: int, known: Collection[str]) -> Clause:
        """The subject between деп and its verb."""
        speaker = self._phrase(text, tokens[1:verb], known, strict=True)
        if speaker is None:
            return clause
        return replace(clause, speaker=speaker)

    def _after_degen(
        self, text: str, tokens: list[Token], end: int, known: Collection[str], marked: bool
    ) -> Clause | None:
        if len(tokens) == 1 or tokens[1].text.lower() in self._auxiliaries:
            return self._clause(text, tokens, 0, end, known, firm=True)
        if marked and not tokens[1].gap.strip():
            return self._clause(text, tokens, 0, end, known, firm=True)
        heads = [i for i, t in enumerate(tokens[1:5], 1) if self.is_title(t.text)]
        if heads and tokens[0].text.lower() == "деген":
            last = heads[0]
            start = self._reach_back(tokens, last, 1)
            speaker = Mention(
                source=TextSpan(tokens[start].start, tokens[last].end),
                reference="noun",
                role=self._strip_case(text[tokens[start].start : tokens[last].end]),
                many=self._is_many(tokens[last].text),
                person=True,
            )
            rest = tokens[last + 1 :]
            over = len(rest) < 3 and all(FINITE.search(t.text) or t.text in self._auxiliaries for t in rest)
            stop = end if over else tokens[last].end
            return Clause(source=TextSpan(0, stop), verb=tokens[0].text, speaker=speaker, firm=False)
        return None

    def _after_other(self, text: str, tokens: list[Token], end: int, known: Collection[str]) -> Clause | None:
        """«…», - жазды ол; «…», - ол осылай айтты; «…» - Асан Үсенов, инженер."""
        verb = next((i for i, t in enumerate(tokens[:12]) if self._is_verb(t.text) and FINITE.search(t.text)), None)
        if verb is None:
            speaker = self._phrase(text, tokens, known, strict=True) if len(tokens) <= 12 else None
            if speaker is None or speaker.reference != "name" or " " not in speaker.name:
                return None
            return Clause(source=TextSpan(0, end), verb="", speaker=speaker)
        clause = self._clause(text, tokens, verb, end, known, firm=True)
        if verb and clause.speaker is None:
            speaker = self._phrase(text, tokens[:verb], known, strict=False)
            return replace(clause, speaker=speaker, firm=verb < 6)
        return clause

    def _clause(
        self, text: str, tokens: list[Token], verb: int, end: int, known: Collection[str], *, firm: bool
    ) -> Clause:
        """The attribution whose verb ends at a word: auxiliaries belong to it, its subject follows."""
        stop = verb + 1
        while stop < len(tokens) and tokens[stop].joined and tokens[stop].text.lower() in self._auxiliaries:
            stop += 1
        cut = self._cut(tokens, stop)
        last = end if cut == len(tokens) else tokens[cut].start
        if tokens[verb].text.lower().startswith("делін") or tokens[verb].text.lower() in self._reported:
            source = TextSpan(tokens[verb].start, tokens[verb].end)
            body = replace(pronoun(source, "many"), person=False)
            speaker = self._any_case(text, tokens[stop:cut]) or (body if stop < cut else None)
        else:
            speaker = self._phrase(text, tokens[stop:cut], known, strict=True)
            speaker = speaker or self._from_body(text, tokens[stop:cut])
            speaker = speaker or self._phrase(text, tokens[stop:cut], known, strict=False)
        said = " ".join(t.text for t in tokens[: verb + 1])
        return Clause(
            source=TextSpan(0, last), verb=said, speaker=speaker, firm=firm, report=self._is_report(tokens[:cut])
        )

    def _from_body(self, text: str, tokens: list[Token]) -> Mention | None:
        """«…», - деп хабарлады департаменттің баспасөз қызметінде: a body in a case of place."""
        body = next((t for t in tokens[:8] if self.is_body(t.text) and not self._straight(t.text)), None)
        found = self._any_case(text, tokens) if body else None
        return found if found and body and found.source.end == body.end else None

    def _cut(self, tokens: list[Token], start: int) -> int:
        """Where news begins that follows an attribution in its sentence: «…, деді әкім, ал қар …»."""
        for i in range(start + 1, len(tokens) - 2):
            word = tokens[i].text.lower()
            if "," in tokens[i].gap and word in self.words_of("turns"):
                return i
            if word == "және" and tokens[i - 1].text.lower() in self.pronouns:
                return i
        return len(tokens)

    def _is_report(self, tokens: list[Token]) -> bool:
        lower = [t.text.lower() for t in tokens]
        return any(w in self._report_verbs for w in lower) and any(w.endswith(self._reporters) for w in lower)

    def _is_naming(self, word: str) -> bool:
        return word in self._naming

    def _is_told_in(self, lower: Sequence[str]) -> bool:
        """«…» деп жазылған постта: what stands in a document, not what a thing is called."""
        within = (w for w in lower[2:] if w.endswith(("да", "де", "та", "те")))
        return lower[1] in self._reported and any({w[:-2], self.noun(w)} & self.documents for w in within)

    @staticmethod
    def _is_emphasis(tokens: list[Token]) -> bool:
        return (
            tokens[1].text.lower() == "атап"
            and len(tokens) > 2
            and tokens[2].text.lower().startswith(("өт", "айт", "көрс"))
        )

    def _is_speech(self, tokens: list[Token]) -> bool:
        return any(self._is_verb(t.text) for t in tokens)

    def _verb(self, tokens: list[Token], start: int) -> int | None:
        """The last word of the verb after деп: the first finite form, not a name."""
        for i in range(start, min(len(tokens), start + 14)):
            word = tokens[i].text
            if tokens[i].capital or not FINITE.search(word.lower()) or len(word) < 3:
                continue
            if word.lower().endswith("п") and i + 1 < len(tokens) and tokens[i + 1].text.lower() in self._auxiliaries:
                return i
            if word.lower().endswith("п") and i + 1 < len(tokens) and not tokens[i + 1].capital:
                following = tokens[i + 1].text.lower()
                if FINITE.search(following) or following in self._auxiliaries:
                    continue
            if self._is_accusative(tokens, i):
                continue
            return i
        return None

    def _is_accusative(self, tokens: list[Token], i: int) -> bool:
        """«деп сөзін аяқтады»: -ды after a noun is told from the verb by a verb that still follows."""
        word = tokens[i].text.lower()
        if not word.endswith(("ды", "ді", "ты", "ті")) or self._is_verb(word):
            return False
        nxt = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        return bool(nxt) and self._is_verb(nxt) and bool(FINITE.search(nxt))

    def before(self, text: str, known: Collection[str]) -> Clause | None:
        text = text[-REACH:]
        tokens = words(text)
        if not tokens:
            return None
        if text.rstrip().endswith((":", ": -", ": –", ": —", ":-")):
            return self._before_colon(text, tokens, known)
        speaker = self._subject_before(text, tokens, known)
        return Clause(source=TextSpan(0, len(text)), verb="", speaker=speaker, firm=False) if speaker else None

    def _before_colon(self, text: str, tokens: list[Token], known: Collection[str]) -> Clause:
        verb = next((t.text for t in reversed(tokens) if not t.capital and self.says(t.text)), "")
        return Clause(source=TextSpan(0, len(text)), verb=verb or ":", speaker=self._subject(text, tokens, known))

    def _subject(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """The subject of a sentence: the first name, pronoun or noun of people in the nominative."""
        found = self.mentions(text, known)
        colon = text.rstrip().endswith(":")
        labelled = colon and any(m.reference == "noun" and m.source.end == tokens[-1].end for m in found)
        for mention in found:
            if mention.reference == "noun":
                continue
            word = mention.source.of(text).lower()
            it = word in ("ол", "олар", "өзі") and not labelled  # «Ол аз болғандай, басшылық:»
            if mention.subject and ((mention.reference == "name" and mention.person) or it):
                return mention
            if text[mention.source.end :].lstrip().lower().startswith(self._hearsay):
                return mention
        noun = self._first_noun(found)
        if noun:
            return noun
        named = self._noun_phrase(text, tokens, strict=True) if not colon else None
        names = (m for m in found if m.subject and m.reference == "name" and self._is_name(text, m))
        named = named or next(names, None)
        if named or not colon:
            return named
        return self._labelled(tokens) or self._noun_phrase(text, tokens, strict=True) or self._any_case(text, tokens)

    def _is_name(self, text: str, mention: Mention) -> bool:
        """Whether a capital is a name: one that begins a sentence may be any word."""
        start = mention.source.start
        begins = not start or text[max(0, start - 3) : start].rstrip()[-1:] in (".", "!", "?", "…")
        word = mention.name.lower()
        other = word.endswith(self._oblique_start) or self._is_clause(word) or self._describes(word)
        return mention.person or " " in mention.name or not (begins and other)

    @staticmethod
    def _first_noun(found: Sequence[Mention]) -> Mention | None:
        """The first noun in a subject's place, with all nouns joined to it: «тұрғындар мен әкімдік өкілдері»."""
        nouns = [m for m in found if m.reference == "noun"]
        first = nouns[0] if nouns else None
        for mention in nouns[1:]:
            if first and mention.source.start <= first.source.start:
                first = mention
        return first

    def _labelled(self, tokens: list[Token]) -> Mention | None:
        """Whose label stands before a colon where no list has the noun: «Желідегілер:»."""
        last = len(tokens) - 1
        while last > 0 and tokens[last].text.lower() in self._auxiliaries | {"болса", "да", "де", "тағы"}:
            last -= 1
        word = tokens[last].text.lower()
        if not self._is_many(word) or self._is_verb(word):
            return None
        start = self._role_begin(tokens, last)
        return Mention(
            source=TextSpan(tokens[start].start, tokens[last].end),
            reference="noun",
            role=self.role_text(tokens, start, last + 1),
            many=True,
        )

    def _subject_before(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        last = tokens[-1]
        if self.is_title(last.text) and self._straight(last.text):
            start = self._reach_back(tokens, len(tokens) - 1)
            return Mention(
                source=TextSpan(tokens[start].start, last.end),
                reference="noun",
                role=self.role_text(tokens, start, len(tokens)),
            )
        return self._subject(text, tokens, known)

    def says(self, word: str) -> bool:
        return word.lower() in self._say or (self._is_verb(word) and bool(FINITE.search(word.lower())))

    def source_phrase(self, text: str, tokens: list[Token]) -> str:
        for i, token in enumerate(tokens):
            if token.text.lower().startswith(self._hearsay):
                start = i
                while start and i - start < 8 and tokens[start].joined and not self._ends_phrase(tokens[start - 1]):
                    start -= 1
                return text[tokens[start].start : token.end]
        return ""

    def _ends_phrase(self, token: Token) -> bool:
        lower = token.text.lower()
        return lower in self._borders and lower not in self.pronouns

    @cached_property
    def _calls(self) -> tuple[str, ...]:
        return tuple(self.words_of("calls"))

    def names_thing(self, before: str, after: str) -> bool:
        following = [t.text.lower() for t in words(after[:80])[:5]]
        called = following[:1] == ["деп"] and len(following) > 1 and following[1].startswith(self._calls)
        if called and not following[1].startswith(("атап", "атауға")):
            return True
        if not following or after[:1] == "," or after.lstrip()[:1] in "-–—":
            return False
        if following[0] == "деп" and len(following) > 1:
            if self._is_told_in(following):
                return False
            return self._is_naming(following[1]) and not (
                following[1] == "атап" and following[2:3] and following[2].startswith(("өт", "айт"))
            )
        return following[0] in self.words_of("things") and following[0] != "деген"


@cache
def grammar() -> KazakhGrammar:
    return KazakhGrammar(data("broadcast.languages.kk", "grammar.toml"))
