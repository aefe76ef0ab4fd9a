"""Piper: neural voices that need no network, with exact word times (https://github.com/OHF-Voice/piper1-gpl).

A voice is a model file with its config: installed (``broadcast voices install``), or anywhere, and then its path is its
name.
A model with several speakers has a voice for each, ``kk_KZ-issai-high#ISSAI_KazakhTTS_F1_Raya``.
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from broadcast.errors import EngineError, LanguageNotSpoken, MissingExtra
from broadcast.model.speech import Mark, Speech, SpeechRequest, Voice
from broadcast.model.text import TextSpan

if TYPE_CHECKING:
    from broadcast.engines.piper.inference import LoadedVoice
    from broadcast.engines.piper.phonemes import Spoken, Unit
    from broadcast.engines.piper.shelf import Model
    from broadcast.model.speech import Samples

_GRAPH = "1"  # goes up when what is changed in a model's graph changes
_LONGEST = 400  # phonemes that are said in one breath: memory grows with their square
_MOST = 2000  # phonemes of a request: two and a half minutes
_MOST_CHARACTERS = 4000
_LOWEST, _HIGHEST, _PITCH_STEP_HZ = 0.5, 2.0, 50


class Piper:
    """Voices of Piper on this machine."""

    name = "piper"
    audible = True
    parallel = 1  # a sentence is computed on every core

    def voices(self) -> tuple[Voice, ...]:
        from broadcast.engines.piper.shelf import installed

        return tuple(voice for model in installed() for voice in model.voices())

    def fingerprint(self, voice: str) -> str:
        model, _ = self._found(voice)
        try:
            piper = version("piper-tts")
        except PackageNotFoundError as error:
            raise MissingExtra.of("piper", "the engine piper") from error
        stat, config = model.path.stat(), Path(f"{model.path}.json")
        return f"piper {piper} {_GRAPH} {_digest(model.path, stat.st_size, stat.st_mtime_ns)} {_digest(config, 0, 0)}"

    def speak(self, request: SpeechRequest) -> Speech:
        from broadcast.audio.onsets import from_first_sound
        from broadcast.engines.piper.inference import loaded
        from broadcast.engines.piper.pace import length_scale
        from broadcast.engines.piper.phonemes import phonemised

        model, speaker = self._found(request.voice)
        if request.language != model.language:
            raise LanguageNotSpoken(
                f"the Piper voice {model.id!r} speaks {model.language!r}, not {request.language!r}",
                remedy=f"broadcast voices --language {request.language} lists those that do, and installs them",
            )
        if len(request.text) > _MOST_CHARACTERS:
            raise _too_long()
        voice = loaded(model.path)
        pitch = _pitch(request.pitch, model.sample_rate)
        scale = length_scale(voice, speaker, request.language, request.rate, float(pitch))
        units, spoken, sentences = phonemised(voice.espeak_voice, request)
        samples, edges = _said(voice, sentences, speaker, scale)
        rate = round(model.sample_rate * pitch)
        length = Fraction(len(samples), rate)
        if spoken is None or edges is None:
            from broadcast.newsroom.pacing import paced

            return Speech(samples=samples, sample_rate=rate, marks=paced(request.text, length), timing="estimated")
        found = from_first_sound(marks(units, spoken, edges, rate), samples, rate)
        return Speech(samples=samples, sample_rate=rate, marks=found, timing="exact")

    def _found(self, name: str) -> tuple[Model, int | None]:
        """The model and the speaker of a voice.

        :raises EngineError: neither installed nor a file, or no such speaker.
        """
        from broadcast.engines.piper.catalogue import catalogue
        from broadcast.engines.piper.shelf import folder, read_model

        key, _, speaker = name.partition("#")
        path = Path(key).expanduser() if key.endswith(".onnx") else folder() / f"{key}.onnx"
        if not key.endswith(".onnx") and not path.is_file():
            known = key in catalogue().voices
            remedy = (
                f"broadcast voices install {key}" if known else "broadcast voices --engine piper lists those there are"
            )
            raise EngineError(f"the Piper voice {key!r} is not installed", str(path.parent), remedy)
        model = read_model(path, key)
        if not model.speakers:
            return model, None
        if speaker not in model.speakers:
            names = ", ".join(f"{key}#{s}" for s in list(model.speakers)[:8])
            raise EngineError(f"the Piper voice {key!r} has no speaker {speaker!r}", str(path), f"name one: {names}")
        return model, model.speakers[speaker]


def _pitch(wanted: float, sample_rate: int) -> Fraction:
    """A factor on the pitch, such that the speech keeps a sample rate that is easily converted.

    Samples are played faster or slower, and phonemes made longer or shorter by as much before.  The timbre goes along
    with the pitch, as of a smaller or larger speaker.
    """
    factor = min(max(wanted, _LOWEST), _HIGHEST)
    return Fraction(round(sample_rate * factor / _PITCH_STEP_HZ) * _PITCH_STEP_HZ or sample_rate, sample_rate)


def _said(
    voice: LoadedVoice, sentences: list[list[str]], speaker: int | None, scale: float
) -> tuple[Samples, list[list[int]] | None]:
    """The sentences one after another, and for each where its phonemes begin, with the end of the last."""
    import numpy as np

    if sum(map(len, sentences)) > _MOST:
        raise _too_long()
    sounds, edges, at = [], [], 0
    told = True
    for phonemes in sentences:
        found: list[int] = []
        for start, end in breaths(phonemes):
            sound = voice.say(phonemes[start:end], speaker, scale)
            sounds.append(sound.samples)
            told = told and sound.edges is not None
            found = [*found[:-1], *(at + edge for edge in sound.edges or ())]
            at += len(sound.samples)
        edges.append(found)
    samples = np.concatenate(sounds) if sounds else np.zeros(0, np.float32)
    return samples, edges if told else None


def _too_long() -> EngineError:
    return EngineError("the text is too long for Piper to say at once", remedy="divide it into sentences")


def breaths(phonemes: list[str]) -> list[tuple[int, int]]:
    """Ranges of at most `_LONGEST` phonemes, cut after punctuation, or after a space, or where it must be."""
    ranges, start = [], 0
    while len(phonemes) - start > _LONGEST:
        window = phonemes[start : start + _LONGEST]
        cut = next(
            (i for stops in (",:;", " ") for i in range(_LONGEST - 1, _LONGEST // 2, -1) if window[i] in stops), None
        )
        end = start + (_LONGEST if cut is None else cut + 1)
        ranges.append((start, end))
        start = end
    return [*ranges, (start, len(phonemes))]


def marks(units: tuple[Unit, ...], spoken: list[Spoken], edges: list[list[int]], rate: int) -> tuple[Mark, ...]:
    """A mark for each word that is heard, from its first phoneme to the end of its last."""
    heard: dict[int, tuple[int, int]] = {}
    for sentence, places in zip(spoken, edges, strict=True):
        for unit, (start, end) in zip(sentence.units, pairwise(places), strict=True):
            if unit is not None:
                heard[unit] = (min(heard.get(unit, (start, end))[0], start), max(heard.get(unit, (start, end))[1], end))
    return tuple(
        Mark(source=TextSpan(*_bounds(units[unit])), start=Fraction(start, rate), end=Fraction(end, rate))
        for unit, (start, end) in sorted(heard.items())
        if end > start
    )


def _bounds(unit: Unit) -> tuple[int, int]:
    return unit.source.start, unit.source.end


@lru_cache(maxsize=64)
def _digest(path: Path, size: int, changed: int) -> str:
    """The file's SHA-256, short; `size` and `changed` are there to have it read again."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError as error:
        raise EngineError(f"the voice cannot be read: {error.strerror}", str(path)) from error
