"""Who said what: each utterance brought to its speaker, with the evidence and how sure that is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from broadcast.model.quoting import Mention, QuoteGrammar
from broadcast.model.script import Finding, Script, Segment, Speaker
from broadcast.model.text import TextSpan
from broadcast.newsroom.furniture import Line
from broadcast.newsroom.identifying import speaker_id
from broadcast.newsroom.listening import known_words
from broadcast.newsroom.naming import People
from broadcast.newsroom.persons import Answer, Found, Person, gender_fits
from broadcast.newsroom.quotation import Quoted, quoted
from broadcast.newsroom.repeating import repeated
from broadcast.newsroom.sentences import split_sentences
from broadcast.newsroom.utterances import Utterance

_AHEAD, _NEXT = 120, 500
_LEAD = 4000
_UNSIGNED = 0.65  # «says the statement», and nobody knows whose
_LETTER = 2  # characters of a label that is no word, with its mark
_TITLE = 60  # characters of a name of a work in marks
DOUBTFUL = 0.7
"""Below this confidence a speaker is a finding."""


class Told(NamedTuple):
    """An utterance and who speaks it."""

    utterance: Utterance
    speaker: Speaker | None
    evidence: str
    confidence: float
    rivals: tuple[str, ...] = ()
    human: bool = True


def attribute(text: str, lines: Sequence[Line], found: Sequence[Utterance], grammar: QuoteGrammar) -> list[Told]:
    """The speaker of every utterance of a story, in order."""
    desk = _Desk(text, lines, found, grammar)
    answers = [desk.answer(k) for k in range(len(found))]
    for alone, told in repeated(text, found).items():
        answers[alone] = answers[told]
    ids = _ids([a.person for a in answers if a])
    return [_told(text, u, a, ids) for u, a in zip(found, answers, strict=True)]


class _Desk:
    """The state of reading a story from top to bottom: who is known, and who spoke last."""

    def __init__(self, text: str, lines: Sequence[Line], found: Sequence[Utterance], grammar: QuoteGrammar) -> None:
        self.text = text
        self.found = found
        self.starts = [line.source.start for line in lines]
        self.people = People(grammar)
        self.people.gather(list(_mentions(text, lines, found, grammar)), [u.speaker for u in found if u.speaker])
        self.last: Person | None = None
        self.sure = 1.0
        self.answering: Person | None = None
        self.body: Person | None = None

    def answer(self, k: int) -> Answer | None:
        u = self.found[k]
        since = self.found[k - 1].end if k else 0
        answer = self._named(k, u, since) if u.speaker else self._carried(k, u, since)
        if answer:
            answer = answer._replace(confidence=min(answer.confidence, u.sure))
            self.last, self.sure = answer.person, answer.confidence
            self.body = answer.person if self._publishes(answer.person) else self.body
        return answer

    def _publishes(self, person: Person) -> bool:
        """Whether somebody is a body of whom a text may be that no one signs; no text is."""
        return not (person.human or person.group or self.people.grammar.is_document(person.name.split()[0]))

    def _named(self, k: int, u: Utterance, since: int) -> Answer | None:
        mention = u.speaker
        if mention is None:
            return None
        at = u.start
        replies = mention.reference == "pronoun" and self.people.grammar.tells_turn(u.verb) == "answers"
        asked = self._asked(k, mention) if k and replies else None
        if asked:
            return asked
        answer = self.people.resolve(mention, at, since, self.last)
        holder = self._holder(mention, answer, at)
        if holder:
            return holder
        if answer:
            again = answer.person is self.last and mention.reference != "name"
            fresh = not again or self.people.seen.subject_between(since, at) is answer.person
            return answer._replace(confidence=min(answer.confidence, u.sure, 1.0 if fresh else self.sure))
        unsigned = mention.reference == "noun" and self._is_unsigned(mention)
        if unsigned and self.body and not self.people.grammar.is_indefinite(mention.role):
            return Answer(self.body, _UNSIGNED)  # «says the paper.  …, writes the author.  …, says the article»
        if mention.reference == "noun":
            return Answer(self.people.unnamed(mention), (_UNSIGNED if unsigned else 0.9) * u.sure)
        if self.last and not mention.many:
            return Answer(self.last, 0.5)
        ahead = None if mention.many else self.people.seen.subject_after(u.end, u.end + _NEXT)
        if ahead is None or not gender_fits(ahead, mention.gender):
            return None
        return self._holder(mention, Answer(ahead, 0.6), at) or Answer(ahead, 0.6)

    def _holder(self, mention: Mention, answer: Answer | None, at: int) -> Answer | None:
        """Who holds the office that speaks, or that «he» stands for, where nobody is named for it so far."""
        if mention.reference == "name" or (answer and answer.person.named):
            return None
        if mention.reference == "pronoun":
            if answer is None or not answer.person.human:
                return None
            mention = replace(mention, reference="noun", role=answer.person.name, person=True)
        return self.people.offices.holder(mention, at)

    def _asked(self, k: int, mention: Mention) -> Answer | None:
        """Who replies: not who asked, but the only one whom the question's paragraph names: «Poe asked Roe: "…?"»."""
        question = self.found[k - 1].start
        line = self.starts[bisect_right(self.starts, question) - 1]
        person = self.people.seen.only_other(self.last, mention, line, self.found[k].start)
        return Answer(person, 0.75) if person else None

    def _is_unsigned(self, mention: Mention) -> bool:
        """Whether a text speaks of which the story does not tell who wrote it."""
        grammar = self.people.grammar
        bare = grammar.is_bare(mention.role) and grammar.is_document(mention.role)
        return bare and not grammar.is_act(mention.role)

    def _answers(self, k: int, between: str) -> bool:
        """Whether a quote is a paragraph of its own right after a question that somebody asked."""
        asked = self.found[k - 1] if k else None
        if asked is None or not asked.attribution or "\n" not in between or any(c.isalnum() for c in between):
            return False
        return asked.inner.of(self.text).rstrip().endswith("?") and self.people.grammar.tells_turn(asked.verb) == "asks"

    def _answerer(self, u: Utterance) -> Answer | None:
        """Who answers: who did so before, or the only other of whom the story speaks."""
        anybody = Mention(source=TextSpan(0, 0), reference="pronoun")
        other = self.answering or self.people.seen.only_other(self.last, anybody, max(0, u.start - _LEAD), u.start)
        self.answering = other
        return Answer(other, 0.66) if other and other is not self.last else None

    def _carried(self, k: int, u: Utterance, since: int) -> Answer | None:
        """A quote without a subject of its own: who is spoken of before it, or who spoke last."""
        between = self.text[since : u.start]
        if self._answers(k, between):
            return self._answerer(u)
        if self.last and not any(c.isalnum() for c in between):
            return Answer(self.last, min(self.sure, 0.9 if "\n" not in between else 0.8))
        retold = self._retold(since, u.start)
        if retold:
            return retold
        seen = self.people.seen
        subject = seen.subject_between(since, u.start)
        silent = subject and subject.group and not u.verb and not seen.tells(subject, since, u.start)
        if subject and not (silent and self.last):
            rivals = (self.last,) if self.last and self.last is not subject else ()
            return Answer(subject, 0.62 if silent else 0.75, rivals)
        if self.last:
            return Answer(self.last, 0.6)
        rest = self.text[u.end : u.end + _AHEAD].partition("\n")[0]
        ahead = self.people.seen.subject_after(u.end, u.end + len(rest))
        return Answer(ahead, 0.6) if ahead else self._named_below(u)

    def _named_below(self, u: Utterance) -> Answer | None:
        """Who speaks before anybody is named, if the story goes on with him: «"We wait."  He set no date.  Poe …»."""
        below = self.text[u.end : u.end + _NEXT].lstrip(" .\n")
        first = next(iter(self.people.grammar.mentions(below[:_AHEAD], frozenset())), None)
        if first is None or first.source.start or first.reference != "pronoun" or first.many:
            return None
        ahead = self.people.seen.subject_after(u.end, u.end + _NEXT)
        return Answer(ahead, 0.55) if ahead and ahead.named and gender_fits(ahead, first.gender) else None

    def _retold(self, since: int, at: int) -> Answer | None:
        """Whom the narrator retells right before a quote by a pronoun: «She said Tom Lee was late.  "It was dark."»."""
        grammar = self.people.grammar
        between = self.text[max(since, at - _NEXT) : at]
        last = split_sentences(between, grammar.abbreviations)[-1:]
        sentence = last[0].of(between) if last else ""
        phrase = grammar.hearsay(sentence, frozenset())
        if not phrase or not sentence.startswith(phrase):
            return None
        told = next((m for m in grammar.mentions(phrase, frozenset()) if not m.source.start), None)
        if told is None or told.reference != "pronoun" or not told.gender:
            return None
        answer = self.people.resolve(told, at - len(between) + last[0].start, since, self.last)
        return answer._replace(confidence=min(answer.confidence, 0.75)) if answer else None


def _mentions(text: str, lines: Sequence[Line], found: Sequence[Utterance], grammar: QuoteGrammar) -> Iterator[Found]:
    """Every mention outside quotes and attributions, with its place and the number of its sentence."""
    known = known_words(text)
    inside = sorted(u.inner for u in found)
    beside = sorted(u.attribution for u in found if u.attribution)
    k = sentence = 0
    for line in lines:
        if line.kind != "body" and (line.kind != "headline" or _in_title_case(line.source.of(text))):
            continue
        start = line.source.start
        paragraph = line.source.of(text)
        ends = [start + s.end for s in split_sentences(paragraph, grammar.abbreviations)]
        stretches = quoted(paragraph)
        titles = _titles(paragraph, stretches)
        spoken_of = _without_quoted_subjects(grammar.mentions(paragraph, known), stretches)
        for mention in spoken_of if line.kind == "body" else _in_headline(paragraph, spoken_of):
            at = start + mention.source.start
            while k < len(inside) and inside[k].end <= at:
                k += 1
            if k < len(inside) and inside[k].start <= at:
                if mention.reference == "name" and " " in mention.name:
                    yield Found(at, sentence, mention, spoken=True)
                continue
            if _inside(mention.source, titles):
                continue
            n = bisect_right(beside, TextSpan(at, len(text))) - 1
            if n >= 0 and at < beside[n].end:
                if mention.reference == "noun":
                    continue
                mention = replace(mention, subject=mention.subject and mention.reference == "pronoun", tells=False)
            yield Found(at, sentence + bisect_right(ends, at), mention)
        sentence += len(ends)


def _without_quoted_subjects(mentions: Sequence[Mention], stretches: Sequence[Quoted]) -> list[Mention]:
    """Who is the subject of words in marks is no subject of the sentence around them."""
    marked = [s.inner for s in stretches if s.opened and s.closed]
    return [replace(m, subject=False, tells=False) if _inside(m.source, marked) else m for m in mentions]


def _titles(paragraph: str, stretches: Sequence[Quoted]) -> list[TextSpan]:
    """What stands in marks and is short, or has capitals as titles have."""
    return [s.inner for s in stretches if len(s.inner) < _TITLE or _in_title_case(s.inner.of(paragraph))]


def _in_headline(headline: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """What a headline tells: no noun that the story names («Эксперт рассказал …»), and who speaks («Котов: …»)."""
    for mention in mentions:
        if mention.reference == "noun" and mention.person and not mention.many:
            continue
        latin = mention.name and mention.name.isascii() and " " not in mention.name
        if latin and not mention.person and not mention.source.start:
            continue
        leads = mention.reference == "name" and headline[mention.source.end :].startswith(":")
        yield replace(mention, person=True) if leads and not mention.name.isascii() else mention


def _inside(span: TextSpan, spans: Sequence[TextSpan]) -> bool:
    n = bisect_right(spans, TextSpan(span.start, span.end)) - 1
    return any(spans[k].start <= span.start and span.end <= spans[k].end for k in (n, n + 1) if 0 <= k < len(spans))


def _in_title_case(headline: str) -> bool:
    """Whether a headline has a capital on most words, so that capitals tell no names."""
    words = [w for w in headline.split() if len(w) > 3 and w[0].isalpha()]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _ids(people: Sequence[Person]) -> dict[int, str]:
    ids: dict[int, str] = {}
    for person in people:
        if id(person) not in ids:
            ids[id(person)] = speaker_id(person.name, ids.values(), named=person.named)
    return ids


def _told(text: str, u: Utterance, answer: Answer | None, ids: Mapping[int, str]) -> Told:
    evidence = " ".join(u.attribution.of(text).split()) if u.attribution else u.verb
    if answer is None:
        return Told(u, None, evidence, 0.3)
    person = answer.person
    speaker = Speaker(id=ids[id(person)], name=person.called, role=person.role, gender=person.gender)
    return Told(u, speaker, evidence, answer.confidence, tuple(p.called for p in answer.rivals), person.human)


def doubts(text: str, told: Mapping[str, Told]) -> Iterator[Finding]:
    """What a person should look at: quotes without a speaker, uncertain ones, unclosed marks, unknown genders."""
    asked: set[str] = set()
    following = [t.utterance.start for t in told.values()][1:]
    for (key, t), start in zip(told.items(), [*following, -1], strict=False):
        goes_on = start >= 0 and not text[t.utterance.end : start].strip()
        if not t.utterance.closed and not goes_on:
            yield Finding(severity="warning", code="unclosed-quote", message="no mark closes this quote", segment=key)
        if t.speaker is None:
            yield Finding(
                severity="warning", code="speaker-unknown", message="nobody is named as the speaker", segment=key
            )
        elif t.confidence < DOUBTFUL:
            names = " or ".join((t.speaker.name, *t.rivals))
            yield Finding(
                severity="warning", code="speaker-uncertain", message=f"speaker uncertain: {names}?", segment=key
            )
        if t.speaker and t.human and t.speaker.gender is None and t.speaker.id not in asked:
            asked.add(t.speaker.id)
            message = f"the text does not tell whether {t.speaker.name} is a woman or a man"
            yield Finding(severity="note", code="gender-unknown", message=message, segment=key)


def with_attributions_read(script: Script) -> Script:
    """A script in which a narrator reads each attribution, after its quote or before it, as it stands in the story."""
    segments: list[Segment] = []
    for quote in script.segments:
        words = quote.attribution.text.strip(' \n\t,;-–—―−»”“"') if quote.attribution else ""
        if quote.attribution is None or len(words) <= _LETTER:  # «A: Five years.»
            segments.append(quote)
            continue
        source = quote.attribution.source
        said = Segment(
            id=f"{quote.id}-by",
            kind="narration",
            source=source,
            text=words[:1].upper() + words[1:],
            language=script.story.language,
        )
        bare = replace(quote, attribution=None)
        segments.extend((said, bare) if source.start < quote.source.start else (bare, said))
    return replace(script, segments=tuple(segments))
