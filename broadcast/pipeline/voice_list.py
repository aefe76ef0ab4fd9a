"""Every engine's voices, and those that could be installed; the network is not asked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from broadcast.engines import ENGINES
from broadcast.engines.piper.catalogue import KnownVoice, catalogue, parts
from broadcast.engines.piper.shelf import shelved
from broadcast.errors import BroadcastError, MissingExtra, UnknownName
from broadcast.languages import LANGUAGES
from broadcast.model.script import Gender
from broadcast.model.speech import ANY_LANGUAGE, Voice
from broadcast.model.voice_list import ListedVoice, Trouble, VoiceList

ALL = "all"
# What an engine needs of its extra, which has the engine's name.
_PACKAGES = {"piper": ("piper", "onnx"), "edge": ("edge_tts",), "gtts": ("gtts",)}


def voice_list(language: str = "", engine: str = "") -> VoiceList:
    """The voices of an engine or of all, in one language, in those of Broadcast, or in ``all``.

    :raises UnknownName: there is no such engine.
    """
    if engine and engine not in ENGINES.names():
        raise UnknownName.among("engine", engine, ENGINES.names())
    names = (engine,) if engine else ENGINES.names()
    troubles: list[Trouble] = []
    found = [voice for name in names for voice in _of_engine(name, troubles, named=bool(engine))]
    shown = [v for v in found if _wanted(v.language, language)]
    return VoiceList(voices=tuple(shown), troubles=tuple(troubles), elsewhere=len(found) - len(shown))


def _wanted(spoken: str, asked: str) -> bool:
    return asked == ALL or spoken in (ANY_LANGUAGE, asked) or (not asked and spoken in LANGUAGES.names())


def _of_engine(name: str, troubles: list[Trouble], *, named: bool) -> Iterator[ListedVoice]:
    extra = missing_extra(name)
    try:
        for voice in () if extra and name != "piper" else ENGINES.get(name)().voices():
            yield _listed(voice, extra)
    except (BroadcastError, ImportError) as error:
        if named and not isinstance(error, BroadcastError):
            raise
        remedy = error.remedy if isinstance(error, BroadcastError) else "install it again, or remove it"
        troubles.append(Trouble(engine=name, what=str(error), remedy=remedy))
    if extra:
        troubles.append(Trouble(engine=name, what="needs an optional package", remedy=extra))
    if name == "piper":
        yield from _piper(troubles)


def missing_extra(name: str) -> str:
    """The command that installs what an engine lacks."""
    lacks = any(find_spec(package) is None for package in _PACKAGES.get(name, ()))
    return MissingExtra.of(name, "").remedy if lacks else ""


def _listed(voice: Voice, command: str) -> ListedVoice:
    return ListedVoice(
        engine=voice.engine,
        voice=voice.id,
        language=voice.language,
        gender=voice.gender,
        quality=voice.quality,
        licence=voice.licence,
        credit=voice.credit,
        online=voice.online,
        ready=not command,
        command=command,
    )


def _piper(troubles: list[Trouble]) -> Iterator[ListedVoice]:
    """The catalogue's voices that are not here yet; those that are here and broken are told as trouble."""
    here = set()
    for model in shelved():
        if isinstance(model, BroadcastError):
            troubles.append(Trouble(engine="piper", what=f"{model.where}: {model.what}", remedy=model.remedy))
        else:
            here.add(model.id)
    for key, known in catalogue().voices.items():
        if key not in here:
            yield from _not_here(key, known)


def _not_here(key: str, known: KnownVoice) -> Iterator[ListedVoice]:
    language, quality, _ = parts(key) or ("", "", "")
    speakers: dict[str, Gender | None] = {f"{key}#{name}": gender for name, gender in known.speakers.items()}
    for voice, gender in (speakers or {key: known.gender}).items():
        yield ListedVoice(
            engine="piper",
            voice=voice,
            language=language,
            gender=gender,
            quality=quality,
            licence=known.licence,
            credit=f"{known.credit}, {known.source}",
            online=False,
            ready=False,
            command=f"broadcast voices install {key}",
        )
