"""An interview: turns by dashes or labels, without a word of who says what.

    – Сколько лет строили мост?        Q: How long did it take?
    – Пять. Мешал лёд.                 A: Five years.

Whom the headline or the lead names gives the answers; the questions are the narrator's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from broadcast.model.quoting import Mention, QuoteGrammar
from broadcast.model.text import TextSpan
from broadcast.newsroom.furniture import Line
from broadcast.newsroom.unmarked import utterances
from broadcast.newsroom.utterances import Utterance

_DASH = re.compile(r"[-–—―−]+\s*(?=[^\W_]|[«\"“„])")
_LABEL = re.compile(
    r"(?P<label>(?:[^\W\d_]\.\s?){2}|[^\W\d_]{1,14}\.?)\s*(?:[:)]|(?<=\.)\s*[-–—])\s*[-–—]?\s*(?=[^\W_]|[«\"“„])"
)
_LEAST = 2  # questions, and as many answers
_CONTINUED = 3  # paragraphs without a dash inside an answer
_LEAD = 3000  # characters of the lead in which the interviewee is looked for
_SURE, _DOUBTFUL = 0.8, 0.6


class _Turn(NamedTuple):
    """A paragraph that begins with a dash or a label, and whether it ends as a question."""

    line: int
    begin: int
    label: str
    asks: bool


def turns(
    text: str, lines: Sequence[Line], bodies: Sequence[Line], grammar: QuoteGrammar, known: Collection[str]
) -> dict[int, Utterance | None]:
    """The paragraphs of a story's interviews: an answer as speech, None for a question.

    :returns: by index in `bodies`; nothing where the story has no interview.
    """
    found: dict[int, Utterance | None] = {}
    for run in _runs(text, bodies, grammar):
        answers = _answers(text, bodies, run, grammar, known)
        if answers is None:
            continue
        initials = {letters for turn in run if turn.line in answers and (letters := _initials(turn.label))}
        speaker, sure = _interviewee(text, lines, bodies[run[0].line].source.start, initials, grammar, known)
        begins = {turn.line: turn for turn in run}
        answering = False
        for k in range(run[0].line, run[-1].line + 1):
            turn = begins.get(k)
            if turn:
                answering = k in answers
            span = bodies[k].source
            found[k] = _answer(span, turn, speaker, sure if turn else _DOUBTFUL) if answering else None
    return found


def _answer(span: TextSpan, turn: _Turn | None, speaker: Mention | None, sure: float) -> Utterance:
    begin = turn.begin if turn else span.start
    labelled = bool(turn and turn.label)
    return Utterance(
        source=TextSpan(begin, span.end) if labelled else span,
        inner=TextSpan(begin, span.end),
        attribution=TextSpan(span.start, begin) if labelled else None,
        speaker=speaker,
        speaker_at=span.start,
        way="turn",
        sure=sure,
    )


def _runs(text: str, bodies: Sequence[Line], grammar: QuoteGrammar) -> Iterator[list[_Turn]]:
    """Turns with at most a few paragraphs between them that begin with neither dash nor label."""
    run: list[_Turn] = []
    for k, line in enumerate(bodies):
        turn = _turn(text, line.source, k, grammar) if line.kind == "body" else None
        if turn and run and (bool(turn.label) != bool(run[-1].label) or k - run[-1].line > _CONTINUED):
            yield run
            run = []
        if turn:
            run.append(turn)
    if run:
        yield run


def _turn(text: str, span: TextSpan, k: int, grammar: QuoteGrammar) -> _Turn | None:
    asks = text[span.start : span.end].rstrip(' »”"').endswith("?")
    dash = _DASH.match(text, span.start, span.end)
    if dash:
        return _Turn(k, dash.end(), "", asks)
    label = _LABEL.match(text, span.start, span.end)
    if label and (grammar.turn(label["label"]) or _initials(label["label"])):
        return _Turn(k, label.end(), label["label"], asks)
    return None


def _initials(label: str) -> str:
    letters = [c for c in label if c.isalpha()]
    return "".join(letters) if len(letters) == 2 and label.count(".") == 2 and "".join(letters).isupper() else ""


def _answers(
    text: str, bodies: Sequence[Line], run: list[_Turn], grammar: QuoteGrammar, known: Collection[str]
) -> set[int] | None:
    """Which paragraphs of a run are answers; None where it is no interview but dialogue, or a list."""
    if len(run) < 2 * _LEAST:
        return None
    if run[0].label:
        return _labelled(run, grammar)
    asked = sum(turn.asks for turn in run)
    in_turns = sum(turn.asks == (n % 2 == 0) for n, turn in enumerate(run)) >= 0.75 * len(run)
    if asked < _LEAST or len(run) - asked < _LEAST or not (run[0].asks or in_turns):
        return None
    if any(u.verb and u.way == "after" for t in run for u in utterances(text, bodies[t.line].source, grammar, known)):
        return None
    if in_turns:
        return {turn.line for n, turn in enumerate(run) if n % 2}
    return {turn.line for turn in run if not turn.asks}


def _labelled(run: list[_Turn], grammar: QuoteGrammar) -> set[int] | None:
    """The answers by their labels; of two people's initials, those of whom asks less."""
    told = {grammar.turn(turn.label) or turn.label for turn in run}
    if len(told) != 2:
        return None
    if told == {"asks", "answers"}:
        return {turn.line for turn in run if grammar.turn(turn.label) == "answers"}
    questions = Counter(turn.label for turn in run if turn.asks)
    asking = {turn.label for turn in run if grammar.turn(turn.label) == "asks"} or {
        label for label, count in questions.most_common(1) if count >= _LEAST
    }
    return {turn.line for turn in run if turn.label not in asking} if len(asking) == 1 else None


def _interviewee(
    text: str,
    lines: Sequence[Line],
    before: int,
    initials: Collection[str],
    grammar: QuoteGrammar,
    known: Collection[str],
) -> tuple[Mention | None, float]:
    """Who gives the answers: whose initials the labels are, whom the headline names, or whom the lead names most."""
    near = takewhile(lambda line: line.source.start < min(before, _LEAD), lines)
    lead = [line for line in near if line.kind in ("headline", "body")]
    lead.sort(key=lambda line: line.kind != "headline")
    named: dict[str, list[Mention]] = {}
    for line in lead:
        for mention in grammar.mentions(line.source.of(text), known):
            if mention.reference == "name" and mention.person:
                named.setdefault(mention.name.split()[-1], []).append(mention)
        if line.kind == "headline" and len(named) == 1 and not initials:
            break
    if not named:
        return None, _DOUBTFUL
    for mention in (m for mentions in named.values() for m in mentions if initials):
        parts = mention.name.split()
        if parts[0][0] + parts[-1][0] in initials:
            return mention, _SURE
    counts = Counter({last: len(mentions) for last, mentions in named.items()})
    ((chosen, _),) = counts.most_common(1)
    fullest = max(named[chosen], key=lambda m: len(m.name.split()))
    return fullest, _SURE if len(named) == 1 else _DOUBTFUL
