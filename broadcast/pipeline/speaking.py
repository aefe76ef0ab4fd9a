"""Speaking: an engine is asked for a line, asked again where that may help, and never believed without hearing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from broadcast.errors import BroadcastError, EngineError, TemporaryFailure
from broadcast.model.speech import Engine, Speech
from broadcast.pipeline.lines import Line

if TYPE_CHECKING:
    from tenacity import RetryCallState

PATIENCE = 120.0
"""Seconds that an engine may take over a sentence, whatever it does meanwhile."""

_ATTEMPTS = 4
_FIRST_WAIT = 0.5  # seconds; each next one may be twice as long, by chance less, so that many do not ask at once
_LONGEST_WAIT = 20.0  # also of what a service asks for: a newsroom does not wait for a quarter of an hour
_FASTEST = 40.0  # characters a second: three times what the quickest newsreader says
_SHORT = 40  # characters below which a pause more or less decides


def speak(line: Line, engine: Engine) -> Speech:
    """What an engine says.

    :raises EngineError: it failed, for good or each time, or its sound is none; the segment is named.
    """
    try:
        try:
            return _once(line, engine)
        except TemporaryFailure as failure:
            return _again(lambda: _once(line, engine), failure)
    except BroadcastError as error:
        where = f"segment {line.number}"
        raise type(error)(error.what, error.where or where, error.remedy) from error


def _once(line: Line, engine: Engine) -> Speech:
    try:
        speech = engine.speak(line.request)
    except BroadcastError:
        raise
    except Exception as error:
        what = f"{engine.name} broke down: {type(error).__name__}: {error}"
        raise EngineError(what, remedy="try another --engine") from error
    text = line.request.text
    if not len(speech.samples) or (engine.audible and not speech.samples.any()):
        raise EngineError(f"{engine.name} gave no sound for «{text[:60]}»", remedy="try again, or another --engine")
    seconds = len(speech.samples) / speech.sample_rate
    if line.voice.online and len(text) > _SHORT and len(text) / seconds > _FASTEST:
        raise TemporaryFailure(
            f"{engine.name} sent {seconds:.1f} seconds of sound for {len(text)} characters: it was cut off",
            remedy="try again, or another --engine",
        )
    return speech


def _again(attempt: Callable[[], Speech], failure: TemporaryFailure) -> Speech:
    """Ask three times more, after longer and longer waits with jitter, or as long as the service asked for."""
    import tenacity

    jitter = tenacity.wait_random_exponential(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT)
    failures = [failure]

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, TemporaryFailure) else 0.0
        return max(min(asked, _LONGEST_WAIT), jitter(state))

    def call() -> Speech:
        if failures:
            raise failures.pop()
        return attempt()

    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(TemporaryFailure),
        stop=tenacity.stop_after_attempt(_ATTEMPTS),
        wait=wait,
        reraise=True,
    )
    return retrying(call)
