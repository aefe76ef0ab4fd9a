"""English: attributions.

One follows the quote («…,» X said; said X), leads to it (X said: «…») or parts it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from broadcast.languages.en.phrases import SUBJECTS, EnglishPhrases
from broadcast.languages.grammar import REACH, pronoun
from broadcast.languages.names import data
from broadcast.languages.text import Token, words
from broadcast.model.quoting import Clause, Mention
from broadcast.model.text import TextSpan

_COLON = re.compile(r"[:,]\s*[-–—]?\s*\Z")

_NEAR = {"that": 10, "but": 4, "and": 4}  # words from a verb to the one which leads to a quote
_SUBJECT = 8  # words of a subject that is no name
_LINKED = ("and", "or", "but", "that", "who", "which")
_CLAUSE = 3  # words of the subject of a clause inside another
_REACH = 24  # words of a subject with what describes it
_DETERMINERS = ("the", "a", "an", "one", "another", "some", "many", "his", "her", "their", "its")
_CLAUSES = ("that", "because", "if", "but", "though", "although", "whereas", "unless", "until")


class EnglishGrammar(EnglishPhrases):
    """The attributions of the language."""

    def after(self, text: str, known: Collection[str]) -> Clause | None:
        _, end, tokens = self.first_sentence(text)
        if not tokens:
            return None
        if tokens[0].text.lower() == "according" and len(tokens) > 2:
            return Clause(source=TextSpan(0, end), verb="according to", speaker=self._phrase(text, tokens[2:], known))
        quoted = next((i for i, t in enumerate(tokens) if i and any(c in t.gap for c in '“"')), len(tokens))
        tokens = tokens[:quoted]  # «…, adding: "…"»: what another quote holds tells nothing of this one
        verb = self._verb(tokens)
        if tokens[0].text == "to" and tokens[1:] and tokens[1].text in ("which", "whom"):
            return None  # «"Why?" to which she replied, "…"»
        if verb is None:
            return self._verbless(text, tokens, end, known)
        goes_on = self._continued(tokens[:verb])
        if self._predicates(tokens[goes_on:verb]):
            return None
        cut = self._cut(tokens, verb + 1)
        source = TextSpan(0, end if cut == len(tokens) else tokens[cut].start)
        if verb == 0 and tokens[0].text.endswith("ing"):  # «"…," adding that»: of whoever spoke before
            return Clause(source=source, verb=tokens[0].text, firm=False)
        if verb == 0 and tokens[1:] and tokens[1].text in ("by", "that"):
            return None  # «"Harbour" quotes by Ann Poe», «His book, "Harbour," claimed that …»
        subject = tokens[goes_on:verb] if verb else self._following(tokens[1:cut])
        speaker = self._phrase(text, _quoted_one(tokens[verb:cut]) if verb else [], known)
        speaker = speaker or self._phrase(text, subject, known)
        if speaker is None:
            return None
        return Clause(source=source, verb=tokens[verb].text, speaker=speaker, continues=goes_on > 0)

    def _verbless(self, text: str, tokens: list[Token], end: int, known: Collection[str]) -> Clause | None:
        """«"…," Ann Poe, head of the clinic.»: a sentence that is nothing but a name and who that is."""
        if any(self._acts_or_is(t) for t in tokens):
            return None
        first = next(iter(self.mentions(text[:end], known)), None)
        leads = first and first.person and first.role and first.source.start == tokens[0].start
        return Clause(source=TextSpan(0, end), verb="", speaker=first, firm=False) if leads else None

    def _verb(self, tokens: list[Token]) -> int | None:
        """The verb of speech near the beginning: nothing but a subject stands before it."""
        for i, token in enumerate(tokens[:_REACH]):
            lower = token.text.lower()
            if self._is_verb(tokens, i):
                return i
            if lower in _CLAUSES:
                return None
        for i, token in enumerate(tokens[1:7], 1):
            if tokens[i - 1].text.lower() in self._stops:
                break
            if token.text.islower() and token.text.endswith("ed") and all(t.joined for t in tokens[1 : i + 1]):
                return i
        return None

    def _is_verb(self, tokens: list[Token], i: int) -> bool:
        named = i and tokens[i].capital and self.is_honorific(tokens, i - 1)  # «Ms Said said»
        return tokens[i].text.lower() in self._verbs and not named and not self._is_noun_there(tokens, i)

    def _is_noun_there(self, tokens: list[Token], i: int) -> bool:
        """Whether a word that may be a verb is a noun: «the remarks», «Poe's tweets»."""
        if not i or not tokens[i].joined or tokens[i].text.lower() not in self.words_of("nouns_too"):
            return False
        before = tokens[i - 1].text.lower()
        return before in (*_DETERMINERS, "this", "these", "those", "such") or self._owns(before)

    def _continued(self, tokens: list[Token]) -> int:
        """How many words before a verb belong to the quote's own sentence: «"late" and costly, the mayor said»."""
        linked = bool(tokens) and tokens[0].text.lower() in ("and", "or", "but") and tokens[0].joined
        return next((i for i, t in enumerate(tokens) if i and "," in t.gap), 0) if linked else 0

    def _predicates(self, tokens: list[Token]) -> bool:
        """Whether words before a verb are a sentence already: «"Storm" has both genes confirmed»."""
        aside = self.words_of("auxiliaries")
        relative = next((i for i, t in enumerate(tokens) if t.text in ("who", "which") and t.gap == ", "), None)
        closing = next((i for i in range((relative or 0) + 1, len(tokens)) if not tokens[i].joined), len(tokens))
        if relative is not None:  # «the senator, who is from Larland, said»
            tokens = tokens[:relative] + tokens[closing:]
        at = next((i for i, t in enumerate(tokens) if t.text.lower() in aside), None)
        return at is not None and any(t.text.lower() not in self._adverbs | aside for t in tokens[at + 1 :])

    def _following(self, tokens: list[Token]) -> list[Token]:
        """The subject after the verb: up to words of time, place or manner."""
        stop = next(
            (i for i, t in enumerate(tokens) if i and t.text.lower() in self._stops and not self._describes(tokens, i)),
            len(tokens),
        )
        return tokens[:stop]

    def _describes(self, tokens: list[Token], i: int) -> bool:
        """Whether a preposition goes on with the subject: «wrote analysts at Northline in a note»."""
        if tokens[i].text in ("of", "for") or (i == 1 and tokens[0].text in ("someone", "somebody")):
            return True
        if [t.text for t in tokens[i : i + 2]] == ["to", "the"]:
            return tokens[i - 1].capital and self.is_title(tokens[i - 1].text)  # «Counsel to the President Ann Poe»
        if tokens[i].text == "by":
            return self.noun(tokens[i - 1].text) in self.documents  # «said the editorial by Ann Poe»
        named = i + 1 < len(tokens) and tokens[i + 1].capital and tokens[i + 1].text.lower() not in self._stops
        return tokens[i].text in ("at", "from") and named and tokens[i - 1].text.islower()

    def _cut(self, tokens: list[Token], start: int) -> int:
        for i in range(start + 1, len(tokens) - 3):
            if "," in tokens[i].gap and tokens[i].text.lower() in ("but", "and", "while", "although", "though"):
                return i
        return len(tokens)

    def before(self, text: str, known: Collection[str]) -> Clause | None:
        text = text[-REACH:]
        tokens = self.tokens(text)
        if not tokens:
            return None
        if tokens[-1].text == "words" and len(tokens) > 1:
            return self._in_words(text, tokens[:-1], known)
        source = self._source(text, tokens, known)
        if source:
            return source
        marked = bool(_COLON.search(text))
        verb = next((i for i in range(len(tokens) - 1, -1, -1) if self._is_verb(tokens, i)), None)
        speaker = self._inverted(text, tokens, verb, known) or self._subject(text, tokens, verb, known)
        firm = (
            text.rstrip().endswith(":")
            or (marked and verb is not None and len(tokens) - verb < 8)
            or verb == len(tokens) - 1
            or (verb is not None and self._addresses(tokens[verb + 1 :]))
            or (verb is not None and len(tokens) - verb < _NEAR.get(tokens[-1].text, 0))
        )
        if speaker is None and not firm:
            return None
        return Clause(
            source=TextSpan(0, len(text)),
            verb=tokens[verb].text if verb is not None else ":",
            speaker=speaker,
            firm=firm,
        )

    def _inverted(self, text: str, tokens: list[Token], verb: int | None, known: Collection[str]) -> Mention | None:
        """The subject behind a verb that begins the sentence: «Says the baker drily: "…"»."""
        end = len(tokens) - tokens[-1].text.endswith("ly") if len(tokens) > 2 else len(tokens)
        other = self.words_of("nouns_too") | self.words_of("addressing")  # «Asked by the cook, Ann Poe laughed:»
        inverted = verb == 0 and end > 1 and tokens[0].text.lower() not in other
        return self._phrase(text, self._following(tokens[1:end]), known) if inverted else None

    def _addresses(self, tokens: list[Token]) -> bool:
        """Whether the words behind a verb are only whom somebody speaks to: «told him "…"», «saying to her "…"»."""
        whom = [t.text for t in tokens if t.text != "to"]
        return len(whom) == 1 and len(tokens) < 3 and whom[0] in self.words_of("addressees")

    def _source(self, text: str, tokens: list[Token], known: Collection[str]) -> Clause | None:
        """«According to Ann Poe, "…"», «Per the police report: "…"»."""
        at = {"according": 2, "per": 1}.get(tokens[0].text.lower(), 0)
        if not at or len(tokens) <= at or not _COLON.search(text):
            return None
        speaker = self._phrase(text, tokens[at:], known)
        return Clause(source=TextSpan(0, len(text)), verb="according to", speaker=speaker) if speaker else None

    def _in_words(self, text: str, tokens: list[Token], known: Collection[str]) -> Clause | None:
        """«In Poe's words, "…"», «in her words: "…"»."""
        owner = tokens[-1].text.lower()
        if owner in self.pronouns:
            speaker: Mention | None = pronoun(TextSpan(tokens[-1].start, tokens[-1].end), self.pronouns[owner])
        else:
            named = [m for m in self.mentions(text, known) if m.reference == "name" and m.source.end == tokens[-1].end]
            speaker = named[0] if named and owner != self.forms(owner)[-1] else None
        return Clause(source=TextSpan(0, len(text)), verb="words", speaker=speaker) if speaker else None

    def _owner(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """Whose words a clause leads to: «Ann Poe's reply was short:»."""
        said = self.documents | self.words_of("sayings")
        ends = {tokens[k - 1].end for k in range(1, len(tokens)) if tokens[k].text.lower() in said}
        mentions = self.mentions(text, known) if ends else ()
        named = (
            m for m in mentions if m.reference == "name" and m.source.end in ends and m.source.start <= tokens[0].start
        )
        return next((m for m in named if text[: m.source.end].endswith(("'s", "’s", "s'", "s’"))), None)

    def _subject(self, text: str, tokens: list[Token], verb: int | None, known: Collection[str]) -> Mention | None:
        limit = tokens[verb].start if verb is not None else len(text)
        if verb and tokens[verb].text.endswith("ing"):  # «the spokesman said it was late, adding:»
            verb = next((i for i in range(verb - 1, 0, -1) if tokens[i].text.lower() in self._verbs), verb)
        last = verb if verb is not None else len(tokens)
        while last > 1 and tokens[last - 1].text.lower() in self._adverbs:
            last -= 1
        near_verb = tokens[last - 1]
        if verb and near_verb.text.lower() in SUBJECTS:
            return pronoun(TextSpan(near_verb.start, near_verb.end), SUBJECTS[near_verb.text.lower()])
        heard = self._heard(text, tokens[: verb + 1], known) if verb else None
        if heard:
            return heard
        if verb and tokens[verb].text == "saying" and self._is_beside_object(tokens[: verb + 1]):
            verb = None  # «Ann Poe sent a note to the Northgate Times saying:»
        near = self._owner(text[:limit], tokens[:verb], known)
        near = near or (self._near(text, tokens, last, verb, known) if verb else None)
        if near:
            return near
        found = [m for m in self.mentions(text[:limit], known) if _may_speak(m, text)]
        if found:
            return next((m for m in found if m.person), found[0])
        return self._noun_before(text, tokens[:verb])

    def _near(self, text: str, tokens: list[Token], last: int, verb: int, known: Collection[str]) -> Mention | None:
        """The subject that ends before the word `last` and a verb, or before their «who»."""
        beside = tokens[verb]._replace(gap=tokens[last].gap)
        return self._antecedent(text, tokens, verb, known) or self._beside(text, tokens[:last], beside, known)

    def _noun_before(self, text: str, part: list[Token]) -> Mention | None:
        """The noun that is a subject where nobody is named."""
        clauses = [k for k, t in enumerate(part) if t.text in ("the", "a", "an") and t.gap == ", "]
        begin = next((k for k in clauses if (self._noun_head(part[k:]) or _SUBJECT) < _SUBJECT), None)
        if begin is not None:  # «Hours before, the senator used other words, telling a reporter:»
            return self._noun_phrase(text, part[begin:], self._noun_head(part[begin:]))
        if not part or part[0].text.lower() in self._stops or part[0].text.endswith("ing"):
            return None  # «Before the vote, …»
        noun = self._noun_phrase(text, part, self._noun_head(part))
        return noun if noun and len((noun.role or noun.name).split()) <= _SUBJECT else None

    def _heard(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """Who is heard in a recording: «There is a video of Ann Poe saying, "…"»."""
        if len(tokens) < 3 or tokens[-1].text != "saying" or not tokens[-1].joined:
            return None
        end = tokens[-2].end
        named = next((m for m in self.mentions(text[:end], known) if m.person and m.source.end == end), None)
        return named if named and text[: named.source.start].endswith(" of ") else None

    def _antecedent(self, text: str, tokens: list[Token], verb: int, known: Collection[str]) -> Mention | None:
        """Who stands right before «, who said:», and what before «, which read:»."""
        at = next((k for k in (verb - 1, verb - 2) if k > 0 and tokens[k].text in ("who", "which")), 0)
        if not at or tokens[at].gap != ", ":
            return None
        human = tokens[at].text == "who"
        end = tokens[at - 1].end
        ends = (m for m in self.mentions(text[:end], known) if m.source.end == end and m.reference == "name")
        named = next(ends, None)
        if named:
            return named if named.person == human or (human and self.may_be_human(named.name)) else None
        begin = next((k for k in range(at - 1, max(-1, at - _SUBJECT), -1) if tokens[k].text in _DETERMINERS), 0)
        if not begin or not tokens[begin].joined:
            return None  # «Ann Poe, a nurse, who said:»
        noun = self._noun_phrase(text, tokens[begin:at], self._noun_head(tokens[begin:at]))
        return noun if noun and noun.person == human else None

    def _is_beside_object(self, tokens: list[Token]) -> bool:
        """Whether a participle stands behind what is no subject of its own, as «with a spokesman saying» is."""
        lead = next((t.text for t in reversed(tokens[:-1]) if t.text in self._stops), "with")
        return tokens[-1].joined and lead != "with"

    def _beside(self, text: str, tokens: list[Token], verb: Token, known: Collection[str]) -> Mention | None:
        """The subject between the last mark and the verb; none in «The jury left, a rare step, saying:»."""
        last = len(tokens)
        aside = verb.text.endswith("ing") and not verb.joined
        if not verb.joined and not aside:
            described = self._described(text, tokens, known)
            if described:
                return described
        begin = last if aside else next((i for i in range(last - 1, 0, -1) if self._parts_clauses(tokens, i)), 0)
        while begin + 1 < last and tokens[begin].text.lower() in ("with", "and", "but", "as", "while", "when", "after"):
            begin += 1
        if begin == last or tokens[begin].text.lower() in self.words_of("asides"):
            return None  # «Blue Ann, real name Ann Poe, said:»
        begin = self._subject_of_clause(tokens, begin)
        near = self._phrase(text, tokens[begin:], known)
        owned = any(len(self.forms(t.text)) > 1 for t in tokens[begin:last])  # «Ann Poe's mother said»
        article = next((k for k in range(last - 2, max(begin, last - _SUBJECT), -1) if tokens[k].text == "the"), 0)
        if near is None and article and self._noun_head(tokens[article:last]) == last - 1 - article:
            return self._phrase(text, tokens[article:], known)  # «when asked the founder said»
        named = near and (near.reference != "noun" or near.many or owned or tokens[begin].text.lower() in _DETERMINERS)
        return near if named else None

    def _subject_of_clause(self, tokens: list[Token], begin: int) -> int:
        """Where a noun begins between «and» and a verb, else `begin`: «Talks took place and the baker said:»."""
        last = len(tokens)
        for k in range(last - 2, max(begin, last - _SUBJECT), -1):
            if tokens[k].text in _DETERMINERS and tokens[k - 1].text in ("and", "but", "while", "when"):
                return k if self._noun_head(tokens[k:]) == last - 1 - k else begin
        return begin

    def _parts_clauses(self, tokens: list[Token], i: int) -> bool:
        """Whether a subject begins at a word: behind a mark, or behind a verb of telling: «Poe said Roe told her:»."""
        told = len(tokens) - i <= _CLAUSE and tokens[i - 1].text in self.words_of("retelling")
        return told or not tokens[i].joined

    def _described(self, text: str, tokens: list[Token], known: Collection[str]) -> Mention | None:
        """The name before what describes it: «Ann Poe, 42, a lecturer from Larby, said:»."""
        starts = [i for i, t in enumerate(tokens) if not i or t.gap == ", "]
        named = {m.source.end: m for m in self.mentions(text[: tokens[-1].end], known) if m.reference == "name"}
        ends = [*(tokens[i - 1].end for i in starts[1:]), tokens[-1].end]
        for k in range(len(starts) - 1, -1, -1):
            mention = named.get(ends[k])
            owned = k > 0 and tokens[starts[k - 1]].text in ("whose", "who", "which")
            leads = mention and self._only_leads(tokens[starts[k] :], mention)
            beside = tokens[starts[k + 1] :] if k + 1 < len(starts) else []
            placed = self._tells_who(beside)  # «Orlan Das, from Larby, said:»
            if mention and leads and (mention.person or (placed and " " in mention.name)) and not owned:
                return mention
        return None

    def _only_leads(self, tokens: list[Token], mention: Mention) -> bool:
        """Whether nothing stands before a name but one word, or an article and adjectives: «a shaken nurse Ann Poe»."""
        lead = [t for t in tokens if t.start < mention.source.start]
        told = any(t.capital or t.text in self._stops or t.text in self._verbs or t.text in _LINKED for t in lead[1:])
        return len(lead) < 2 or (lead[0].text.lower() in _DETERMINERS and len(lead) < _CLAUSE + 1 and not told)

    def _tells_who(self, tokens: list[Token]) -> bool:
        """Whether words behind a name tell where somebody is from, or what his office is."""
        end = next((k for k, t in enumerate(tokens) if k and not t.joined), len(tokens))
        return bool(tokens) and (tokens[0].text == "from" or any(self.is_title(t.text) for t in tokens[:end]))

    def says(self, word: str) -> bool:
        return word in self._verbs

    def only_tells(self, text: str, known: Collection[str]) -> bool:
        _, _, tokens = self.first_sentence(text)
        verb = next((i for i, t in enumerate(tokens) if t.text in self.words_of("plain_verbs")), 0)
        subject, rest = tokens[:verb], tokens[verb + 1 :]
        if not verb or any(self._acts_or_is(t) or not t.joined for t in (*subject[1:], *rest)):
            return False
        first = subject[0].text
        if verb == 1 and first.lower() not in SUBJECTS and first not in self._second_words(known):
            return False  # nobody whom the story names in full
        whom = [t for t in rest if t.text.lower() != "the"][:1]
        told = tokens[verb].text == "told" and (not whom or whom[0].capital or self._addresses(rest[:1]))
        lead = rest[0].text.lower() if rest else "in"
        return told or lead in self._stops or lead in self.words_of("prepositions")

    def source_phrase(self, text: str, tokens: list[Token]) -> str:
        for i, token in enumerate(tokens[1:], 1):
            if token.text == "to" and tokens[i - 1].text.lower() == "according":
                stop = i + 1
                while stop < len(tokens) and stop - i < 10 and tokens[stop].joined:
                    stop += 1
                return text[tokens[i - 1].start : tokens[stop - 1].end]
        return ""

    def names_thing(self, before: str, after: str) -> bool:
        lead = [t.text.lower() for t in words(before[-40:])[-1:]]
        if not lead or not before.rstrip()[-1:].isalnum() or lead[0] == "say":
            return self._is_written(before)
        return lead[0] in self.words_of("naming") or lead[0] in self.words_of("governing") or self._owns(lead[0])

    def _owns(self, word: str) -> bool:
        """«NBC's "Morning"»: what somebody owns is a name; «it's "late"» is not owned."""
        owner = self.forms(word)[-1]
        return owner != word.replace("’", "'") and owner not in self.words_of("contracted")

    def _is_written(self, before: str) -> bool:
        """«signs saying, "…"»: what stands on paper or cloth is nobody's speech."""
        if before.lower().rstrip(" ,:").endswith(tuple(self.words_of("imagined"))):
            return True
        tokens = [t.text.lower() for t in words(before[-80:])[-3:]]
        return (
            len(tokens) > 1
            and tokens[-1] in ("saying", "reading", "read", "said", "say", "says")
            and any(t in self.words_of("surfaces") for t in tokens[:-1])
        )


def _quoted_one(tokens: list[Token]) -> list[Token]:
    """Whom a text quotes: «"…," the report quotes Ann Poe as saying»; nobody in «Ann Poe was quoted as saying»."""
    if tokens[0].text not in ("quote", "quotes", "quoted"):
        return []
    return tokens[1 : next((i for i, t in enumerate(tokens) if t.text == "as"), len(tokens))]


def _may_speak(mention: Mention, text: str) -> bool:
    """Whether somebody is spoken of as a subject is: «she», but not «her»."""
    return mention.source.of(text).lower() in SUBJECTS if mention.reference == "pronoun" else mention.subject


@cache
def grammar() -> EnglishGrammar:
    return EnglishGrammar(data("broadcast.languages.en", "grammar.toml"))
