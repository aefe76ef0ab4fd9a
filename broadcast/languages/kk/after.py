"""Kazakh: the attribution that follows a quote.

The verb is де- («деді», «дейді», «деп …»), its subject follows («деді әкім») or stands before the quote («Тұрғындар:
«…», - дейді»).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from msgspec.structs import replace

from broadcast.languages.grammar import pronoun
from broadcast.languages.kk.mentions import KazakhMentions
from broadcast.languages.kk.nouns import FINITE, PLURAL
from broadcast.languages.kk.phrases import OWNERS
from broadcast.languages.text import Token
from broadcast.model.quoting import Clause, Mention
from broadcast.model.text import TextSpan

_ATTRIBUTIVE = ("тын", "тін")
_OFFICE = 6  # words of an office that stands for an attribution


class KazakhAttributions(KazakhMentions):
    """What stands behind a quote."""

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
        if first == "дей" and len(tokens) > 1 and dashed:  # «…, – дей келе, Асан Үсенов …»
            return self._clause(text, tokens, 1, end, known, firm=True)
        if first == "деп":
            return self._after_dep(text, tokens, end, known, marked)
        if first == "деген" or first == "дегенді":
            return self._after_degen(text, tokens, end, known, marked)
        return self._after_other(text, tokens, end, known, marked="," in lead) if dashed else None

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
        spoken = self._is_speech(tokens[1 : verb + 1])
        if not (marked or spoken) and tokens[verb].text.endswith(_ATTRIBUTIVE):
            return None  # «…» деп қол сілтейтін әдет
        clause = self._clause(text, tokens, verb, end, known, firm=marked or spoken)
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
        if self._is_question(tokens[1].text.lower()):
            return None
        if marked and not tokens[1].gap.strip():
            return self._clause(text, tokens, 0, end, known, firm=True)
        if tokens[0].text.lower() != "деген":
            return None
        speaker = self._before_what_he_does(text, tokens, known)
        if speaker:
            return Clause(source=TextSpan(0, speaker.source.end), verb=tokens[0].text, speaker=speaker, firm=False)
        heads = [i for i, t in enumerate(tokens[1:5], 1) if self.is_title(t.text)]
        return self._after_degen_office(text, tokens, heads[0], end, known) if heads else None

    def _is_question(self, word: str) -> bool:
        """«…?» деген сауалға: the narrator's sentence goes on, and tells what was asked."""
        return word.startswith(tuple(self.words_of("questions")))

    def _before_what_he_does(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«…» деген Асан Үсенов жұртты шақырды; «…» деген ол …"""
        if tokens[1].text in ("ол", "олар"):
            return pronoun(TextSpan(tokens[1].start, tokens[1].end), self.pronouns[tokens[1].text])
        start, stop = next(self.name_runs(tokens[1:]), (-1, 0))
        name = self._named(text, tokens, 1, stop + 1, known) if not start else None
        return name if name and name.person else None

    def _after_degen_office(
        self, text: str, tokens: list[Token], head: int, end: int, known: Collection[str]
    ) -> Clause:
        """«…» деген аудан әкімі; «…» деген ұйым өкілі Асан Үсенов."""
        start = self._reach_back(tokens, head, 1)
        speaker = self._called(text, tokens, start, head, known) or Mention(
            source=TextSpan(tokens[start].start, tokens[head].end),
            reference="noun",
            role=self._strip_case(text[tokens[start].start : tokens[head].end]),
            many=self._is_many(tokens[head].text),
            person=True,
        )
        last = next((i for i, t in enumerate(tokens) if t.end == speaker.source.end), head)
        rest = tokens[last + 1 :]
        over = len(rest) < 3 and all(FINITE.search(t.text) or t.text in self._auxiliaries for t in rest)
        stop = end if over else tokens[last].end
        return Clause(source=TextSpan(0, stop), verb=tokens[0].text, speaker=speaker, firm=False)

    @staticmethod
    def _is_signed(tokens: list[Token], speaker: Mention, *, comma: bool) -> bool:
        """Whether nothing but a full name, or after a comma an office, stands behind a dash: «…», – әкім."""
        if speaker.reference == "name":
            return " " in speaker.name
        return comma and speaker.person and len(tokens) < _OFFICE and speaker.source.end == tokens[-1].end

    def _called(self, text: str, tokens: list[Token], start: int, last: int, known: Collection[str]) -> Mention | None:
        """The name right behind a title: «…» деген ұйым өкілі Асан Үсенов."""
        runs = list(self.name_runs(tokens[last + 1 : last + 5]))
        if not runs or runs[0][0] or not tokens[last + 1].joined:
            return None
        stop = last + 1 + runs[0][1]
        return self._named(text, tokens[start:stop], last + 1 - start, stop - start, known)

    def _after_other(
        self, text: str, tokens: list[Token], end: int, known: Collection[str], *, marked: bool
    ) -> Clause | None:
        """«…», - жазды ол; «…», - ол осылай айтты; «…» - Асан Үсенов, инженер."""
        verbs = (i for i, t in enumerate(tokens[:12]) if self._is_verb(t.text) and FINITE.search(t.text))
        verb = next((i for i in verbs if not self._tells_of_next(tokens, i)), None)
        if verb is None:
            speaker = self._phrase(text, tokens, known, strict=True) if len(tokens) <= 12 else None
            if speaker is None or not self._is_signed(tokens, speaker, comma=marked):
                return None
            return Clause(source=TextSpan(0, end), verb="", speaker=speaker)
        clause = self._clause(text, tokens, verb, end, known, firm=True)
        if verb and clause.speaker is None:
            speaker = self._phrase(text, tokens[:verb], known, strict=False)
            return replace(clause, speaker=speaker, firm=verb < 6)
        return clause

    def _tells_of_next(self, tokens: list[Token], i: int) -> bool:
        """Whether a verb only tells of the noun after it: «қорғалған инфрақұрылым»."""
        following = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].joined else None
        plain = following is not None and following.text.islower() and following.text not in self.pronouns
        return plain and self._is_clause(tokens[i].text)

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
            speaker = self._writer(text, tokens[stop:cut], known) or self._any_case(text, tokens[stop:cut])
            speaker = speaker or (body if stop < cut else None)
        else:
            speaker = self._cited(text, tokens[:cut], known)
            speaker = speaker or self._phrase(text, tokens[stop:cut], known, strict=True)
            speaker = speaker or self._from_body(text, tokens[stop:cut])
            speaker = speaker or self._phrase(text, tokens[stop:cut], known, strict=False)
        said = " ".join(t.text for t in tokens[: verb + 1])
        return Clause(
            source=TextSpan(0, last), verb=said, speaker=speaker, firm=firm, report=self._is_report(tokens[:cut])
        )

    def _cited(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«…», – деп агенттік Асан Үсеновтің сөзін келтірді: whose words another body passes on."""
        cites = [k for k, t in enumerate(tokens) if t.text.startswith(tuple(self.words_of("citing")))]
        for i in range(1, len(tokens)):
            beside = any(k == i + 1 or k < i for k in cites)  # «сөзін келтірді», «келтірді Асан Үсеновтің сөзін»
            if beside and tokens[i].text in self.words_of("cited"):
                begin = max((k + 1 for k in cites if k < i), default=0)
                if tokens[i - 1].text in OWNERS:
                    source = TextSpan(tokens[i - 1].start, tokens[i - 1].end)
                    return pronoun(source, self.pronouns.get(tokens[i - 1].text, ""))
                return self._owner(text, tokens[begin:i], i - begin, known)
        return None

    def _writer(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """«…», – делінген Асан Үсеновтің хатында: a person whose document it is."""
        end = next((i for i, t in enumerate(tokens) if self.noun(t.text) in self.documents), 0)
        found = self._owner(text, tokens, end, known)
        return found if found and found.reference == "name" else None

    def _from_body(self, text: str, tokens: list[Token]) -> Mention | None:
        """«…», - деп хабарлады департаменттің баспасөз қызметінде: a body in a case of place."""
        bodies = [t.end for t in tokens[:8] if self.is_body(t.text) and not self._straight(t.text)]
        found = self._any_case(text, tokens) if bodies else None
        return found if found and found.source.end in bodies else None

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
        latin = len(tokens) > 2 and all(t.capital and t.text.isascii() for t in tokens[2:])
        if latin and lower[:2] == ["деп", "хабарлайды"]:
            return True  # «…, – деп хабарлайды Harbour Life»
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
        if word.endswith(tuple(f"{many}{case}" for many in PLURAL for case in ("ды", "ді"))):
            return True  # «деп адамдарды алдап»
        if not word.endswith(("ды", "ді", "ты", "ті")) or self._is_verb(word):
            return False
        nxt = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        return bool(nxt) and self._is_verb(nxt) and bool(FINITE.search(nxt))

    @cached_property
    def _calls(self) -> tuple[str, ...]:
        return tuple(self.words_of("calls"))
