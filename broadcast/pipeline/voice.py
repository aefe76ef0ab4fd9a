"""Voicing: every sentence of a script becomes a take; what was spoken before is not spoken again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from broadcast.errors import EngineError, NetworkError
from broadcast.model.edition import Casting
from broadcast.model.progress import Listener, Progress
from broadcast.model.script import Finding, Script
from broadcast.model.settings import Cast
from broadcast.model.speech import Engine, Take, Voice
from broadcast.newsroom.casting import cast_script, track_of
from broadcast.pipeline.engine_room import EngineRoom
from broadcast.pipeline.finishing import Said, kept
from broadcast.pipeline.lines import Line, lines_of
from broadcast.pipeline.speaking import PATIENCE, speak
from broadcast.pipeline.workers import side_by_side
from broadcast.takes import TakeStore

FALLBACK = "fallback-voice"
"""The code of the finding that a segment is not spoken by the engine that should."""


class Voiced(NamedTuple):
    """Takes by segment id, who is heard in them, how many were spoken and found, and what could not be as it should.

    `places` are drafts whose place on the timeline a person's recording keeps, `doubts` what is odd about recordings.
    """

    takes: dict[str, tuple[Take, ...]]
    castings: tuple[Casting, ...]
    spoken: int
    reused: int
    findings: tuple[Finding, ...] = ()
    places: Mapping[str, tuple[Take, ...]] = {}
    doubts: tuple[Finding, ...] = ()


class _Failure(NamedTuple):
    line: Line
    error: EngineError


class _Plan(NamedTuple):
    """Who speaks, and the lines of each segment."""

    castings: tuple[Casting, ...]
    lines: dict[str, list[Line]]


def voice(
    script: Script,
    cast: Cast,
    room: EngineRoom,
    store: TakeStore,
    listen: Listener,
    reads: Mapping[str, int] | None = None,
    rates: Mapping[tuple[str, str], int] | None = None,
    recorded: Collection[str] = (),
) -> Voiced:
    """A take for every sentence.

    Takes are kept as they are made, so that what was spoken before an interruption is not lost.  What an engine fails
    to speak, the next of the cast's fallbacks speaks, the whole segment, and a finding says so.  `rates` are words a
    minute by track and language, where they are not the cast's.  Segments that are `recorded` are not spoken.

    :raises EngineError: a sentence could not be spoken, or came back without sound, and no engine is left to try.
    """
    studio = _Studio(room, store, listen)
    plan = _plan(script, cast, room, reads, rates, recorded)
    findings: list[Finding] = []
    wanted = plan.lines
    while failures := studio.make(wanted, last=not cast.fallbacks):
        cast = cast.without({f.line.voice.engine for f in failures})
        again = _plan(script, cast, room, reads, rates, recorded)
        wanted = {f.line.segment.id: again.lines[f.line.segment.id] for f in failures}
        findings += _told(failures, wanted)
        plan = _Plan((*plan.castings, *again.castings), plan.lines | wanted)
    listen(Progress(step="voice", done=1, total=1))
    takes = {key: tuple(studio.takes[line.key] for line in lines) for key, lines in plan.lines.items()}
    count = sum(map(len, takes.values()))
    return Voiced(takes, _heard(plan), studio.spoken, count - studio.spoken, tuple(findings))


def _plan(
    script: Script,
    cast: Cast,
    room: EngineRoom,
    reads: Mapping[str, int] | None = None,
    rates: Mapping[tuple[str, str], int] | None = None,
    recorded: Collection[str] = (),
) -> _Plan:
    castings = cast_script(script, cast, room.voices)
    if rates:
        castings = tuple(replace(c, rate=rates.get((c.track, c.language), c.rate)) for c in castings)
    lines: dict[str, list[Line]] = {segment.id: [] for segment in script.segments}
    for line in lines_of(script, castings, room, reads):
        if line.segment.id not in recorded:
            lines[line.segment.id].append(line)
    return _Plan(castings, lines)


def _told(failures: Iterable[_Failure], instead: Mapping[str, list[Line]]) -> Iterator[Finding]:
    for segment, failure in {f.line.segment.id: f for f in failures}.items():
        other, why = instead[segment][0].voice, failure.error.what
        message = f"spoken by {other.engine} ({other.id}): {why}"
        yield Finding(severity="warning", code=FALLBACK, message=message, segment=segment)


def _heard(plan: _Plan) -> tuple[Casting, ...]:
    """The castings that are heard, once each; one whose track says nothing in its language stays."""
    spoken: dict[tuple[str, str], list[Voice]] = {}
    for line in (line for some in plan.lines.values() for line in some):
        spoken.setdefault((track_of(line.segment), line.segment.language), []).append(line.voice)
    heard = [c for c in plan.castings if c.voice in spoken.get((c.track, c.language), [c.voice])]
    return tuple(dict.fromkeys(heard))


class _Studio:
    """Makes takes and counts them."""

    def __init__(self, room: EngineRoom, store: TakeStore, listen: Listener) -> None:
        self.takes: dict[str, Take] = {}
        self.spoken = 0
        self._room, self._store, self._listen = room, store, listen

    def make(self, wanted: Mapping[str, list[Line]], *, last: bool) -> list[_Failure]:
        """Find or speak the takes of segments; what could not be spoken comes back.

        :raises EngineError: a line could not be spoken, and this was its last chance.
        """
        lines = {line.key: line for some in wanted.values() for line in some}
        found = {key: self._store.find(key) for key in lines}
        self.takes |= {key: take for key, take in found.items() if take}
        missing = [line for key, line in lines.items() if found[key] is None]
        total, done = len(lines), len(lines) - len(missing)
        self._listen(Progress(step="voice", done=done, total=total))
        failures: list[_Failure] = []
        for name in dict.fromkeys(line.voice.engine for line in missing):
            own = [line for line in missing if line.voice.engine == name]
            fail = partial(_refuse, failures, last=last)
            for take in kept(_said(own, self._room.engine(name), fail), self._store):
                self.takes[take.key] = take
                self.spoken += 1
                done += 1
                note = _note(lines[take.key])
                self._listen(Progress(step="voice", done=min(done, total - 1), total=total, note=note))
        return failures


def _note(line: Line) -> str:
    return f"{line.number}. {line.segment.speaker.name}" if line.segment.speaker else f"{line.number}."


def _refuse(failures: list[_Failure], failure: _Failure, *, last: bool) -> None:
    if last:
        raise failure.error
    failures.append(failure)


def _said(lines: list[Line], engine: Engine, fail: Callable[[_Failure], None]) -> Iterator[Said]:
    """Lines as an engine says them.  One whose network is gone is not asked again for the rest."""
    gone: list[NetworkError] = []

    def attempt(line: Line) -> Said | _Failure:
        if gone:
            return _Failure(line, gone[0])
        try:
            return Said(line, speak(line, engine))
        except NetworkError as error:
            gone.append(error)
            return _Failure(line, error)
        except EngineError as error:
            return _Failure(line, error)

    results = side_by_side([partial(attempt, line) for line in lines], engine.parallel, PATIENCE)
    for number, line in enumerate(lines):
        try:
            result = next(results)
        except EngineError as error:
            hung = EngineError(f"{engine.name} hangs: {error.what}", f"segment {line.number}", error.remedy)
            for left in lines[number:]:
                fail(_Failure(left, hung))
            return
        if isinstance(result, Said):
            yield result
        else:
            fail(result)


def silent_takes(
    script: Script, cast: Cast, engine: Engine
) -> tuple[tuple[Casting, ...], Mapping[str, tuple[Take, ...]]]:
    """Takes that only last, for an estimate; nothing is stored."""
    plan = _plan(script, cast.only(engine.name), EngineRoom())
    takes = {key: tuple(_silent(line, engine) for line in lines) for key, lines in plan.lines.items()}
    return plan.castings, takes


def _silent(line: Line, engine: Engine) -> Take:
    speech = engine.speak(line.request)
    return Take(
        key=line.key,
        digest="",
        length=len(speech.samples),
        sample_rate=speech.sample_rate,
        marks=speech.marks,
        timing="estimated",
        voice=line.voice,
    )
