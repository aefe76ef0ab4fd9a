"""The embedded voices, asked to speak; and how many voices of each engine are ready."""

from __future__ import annotations

from collections.abc import Iterator

from broadcast.engines import ENGINES
from broadcast.errors import BroadcastError
from broadcast.languages import LANGUAGES
from broadcast.model.examination import Line, State
from broadcast.model.speech import Engine, SpeechRequest
from broadcast.model.voice_list import ListedVoice

_EMBEDDED = "espeak"
_WORD = {"kk": "сәлем", "ru": "привет", "en": "hello"}
_AUDIBLE = 0.01


def voices() -> Iterator[Line]:
    """The embedded voice in each language; the other engines; models on this machine that cannot be used."""
    engine = ENGINES.get(_EMBEDDED)()
    yield from (_spoken(engine, language) for language in LANGUAGES.names())
    yield from _listed()


def _spoken(engine: Engine, language: str) -> Line:
    subject = f"{engine.name} {language}"
    try:
        found = [voice for voice in engine.voices() if voice.language == language]
        if not found:
            return _mute(subject, "there is no voice of the language", "")
        word = _WORD.get(language, "1")
        speech = engine.speak(SpeechRequest(text=word, language=language, voice=found[0].id, rate=150))
    except BroadcastError as error:
        return _mute(subject, str(error), error.remedy)
    seconds = len(speech.samples) / speech.sample_rate
    if not len(speech.samples) or float(abs(speech.samples).max()) < _AUDIBLE:
        return _mute(subject, f"asked to say «{word}», it was silent", "")
    message = f"{len(found)} voices; said «{word}» in {seconds:.1f} s"
    return Line(area="voices", subject=subject, state="ok", message=message)


def _mute(subject: str, said: str, remedy: str) -> Line:
    remedy = remedy or "pip install --force-reinstall espeakng-loader"
    return Line(area="voices", subject=subject, state="wrong", message=said, remedy=remedy)


def _listed() -> Iterator[Line]:
    """The other engines: what keeps one from having any voice stands in its line, what else is wrong in one more."""
    from broadcast.pipeline.voice_list import missing_extra, voice_list

    listed = voice_list()
    for name in ENGINES.names():
        if name == _EMBEDDED:
            continue
        found = [voice for voice in listed.voices if voice.engine == name]
        extra = missing_extra(name)
        troubles = [each for each in listed.troubles if each.engine == name and each.remedy != extra]
        if not found and troubles:
            yield _line(name, "missing", troubles[0].what, troubles[0].remedy)
            continue
        yield _engine(name, found, extra)
        yield from (_line(name, "doubt", each.what, each.remedy) for each in troubles)


def _engine(name: str, found: list[ListedVoice], extra: str) -> Line:
    ready = [voice for voice in found if voice.ready]
    if not ready:
        install = next((voice.command for voice in found if not voice.ready), "")
        message = "needs an optional package" if extra else "no voice is ready"
        return _line(name, "missing", message, extra or install)
    languages = ", ".join(sorted({voice.language for voice in ready if voice.language}))
    online = "; online: texts leave the machine" if any(voice.online for voice in ready) else ""
    silent = "" if ENGINES.get(name)().audible else "; for timing only, nothing is heard"
    return _line(name, "ok", f"{len(ready)} ready{f' ({languages})' if languages else ''}{online}{silent}")


def _line(engine: str, state: State, message: str, remedy: str = "") -> Line:
    return Line(area="voices", subject=engine, state=state, message=message, remedy=remedy)
