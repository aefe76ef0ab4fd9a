"""espeak-ng, embedded: every language of Broadcast, no network, exact word times.

The library comes as a wheel (espeakng-loader) and is called through its C interface (``speak_lib.h``).  There is one
of it in a process and it is not thread-safe: a lock guards every call.  It keeps the phase of its voice's flutter from
one text to the next, so that a sentence would sound a little different each time; so each sentence gets the library
freshly loaded (half a millisecond), and the same request gives the same samples.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from broadcast.errors import EngineError, MissingProgram
from broadcast.model.script import Gender
from broadcast.model.speech import Mark, Speech, SpeechRequest, Voice
from broadcast.model.text import TextSpan

_LOCK = threading.Lock()
# Where the library keeps each language: asked for by its code alone, it reads every voice file that it has, each time.
_LANGUAGES = {"kk": "trk/kk", "ru": "zle/ru", "en": "gmw/en"}
# Variants that stay below full scale, sound the same each time (f2, f3 and f5 do not: their breath is noise of chance),
# and differ in pitch and timbre.
_VARIANTS: dict[Gender, tuple[str, ...]] = {
    "m": ("m3", "m7", "m4", "Alex", "m1", "max", "grandpa", "Michael"),
    "f": ("f1", "Annie", "f4", "shelby", "linda", "grandma"),
}
_SYNCHRONOUS, _PHONEME_EVENTS = 2, 1
_UTF8, _PHONEMES = 1, 0x100
_BLANKED = str.maketrans("[]\0", "   ")
_RATE, _PITCH = 1, 3
_NORMAL_PITCH = 50
_END_OF_LIST, _WORD, _PHONEME = 0, 1, 7
_SLOWEST, _FASTEST = 80, 450
_MARKS = 2  # goes up when the same sound gets other marks


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


class _Sounded(NamedTuple):
    """A word or a phoneme at a sample; `source` only for words, `pause` only for phonemes."""

    sample: int
    source: TextSpan | None
    pause: bool


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class _Library:
    """The C library, as it is when it is new; it speaks one text."""

    def __init__(self) -> None:
        import espeakng_loader

        path, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
        try:
            self.c: Any = ctypes.CDLL(str(path))
        except OSError as error:
            raise MissingProgram(
                f"the speech library does not load: {error}",
                str(path),
                "pip install --force-reinstall espeakng-loader",
            ) from error
        self.sample_rate = int(self.c.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), _PHONEME_EVENTS))
        if self.sample_rate <= 0:
            raise MissingProgram(
                "the speech library does not find its data", str(data), "install Broadcast in a shorter path"
            )
        self.c.espeak_Info.restype = ctypes.c_char_p
        self.version: str = self.c.espeak_Info(None).decode()
        self._blocks: list[bytes] = []
        self._events: list[_Sounded] = []
        self._callback = _CALLBACK(self._receive)
        self.c.espeak_SetSynthCallback(self._callback)

    def _receive(self, wave: int | None, count: int, events: Any) -> int:
        if wave and count > 0:
            self._blocks.append(ctypes.string_at(wave, count * 2))
        i = 0
        while (event := events[i]).type != _END_OF_LIST:
            if event.type == _WORD:
                start = event.text_position - 1
                self._events.append(_Sounded(event.sample, TextSpan(start, start + event.length), False))
            elif event.type == _PHONEME:
                self._events.append(_Sounded(event.sample, None, event.id.string.startswith(b"_")))
            i += 1
        return 0

    def say(self, text: str, voice: str, rate: int, pitch: int) -> tuple[bytes, list[_Sounded]]:
        """16-bit PCM and events of one text.

        :raises EngineError: the library refuses the voice or the text.
        """
        language, plus, variant = voice.partition("+")
        name = f"{_LANGUAGES.get(language, language)}{plus}{variant}"
        if self.c.espeak_SetVoiceByName(name.encode()):
            raise EngineError(f"espeak has no voice {voice!r}", remedy="broadcast voices lists those it has")
        self.c.espeak_SetParameter(_RATE, rate, 0)
        self.c.espeak_SetParameter(_PITCH, pitch, 0)
        data = text.encode() + b"\0"
        if self.c.espeak_Synth(data, len(data), 0, 1, 0, _UTF8 | _PHONEMES, None, None):
            raise EngineError("espeak could not speak the text", text[:60], "shorten the sentence")
        return b"".join(self._blocks), self._events

    def close(self) -> None:
        self.c.espeak_Terminate()
        _unload(self.c._handle)  # noqa: SLF001  ctypes has no public way


def _unload(handle: int) -> None:
    import _ctypes

    release = getattr(_ctypes, "dlclose", None) or getattr(_ctypes, "FreeLibrary", None)
    if release:
        release(handle)


@contextmanager
def _opened() -> Iterator[_Library]:
    with _LOCK:
        library = _Library()
        try:
            yield library
        finally:
            library.close()


def _said(text: str, voice: str, rate: int, pitch: int) -> tuple[bytes, list[_Sounded], int]:
    with _opened() as library:
        return *library.say(text, voice, rate, pitch), library.sample_rate


@cache
def _version() -> str:
    with _opened() as library:
        return library.version


def _marks(events: list[_Sounded], sample_rate: int, length: int) -> tuple[Mark, ...]:
    """Word marks: a word lasts from its event to the pause after its last phoneme, or to the next word.

    A word with no time of its own (a clitic said with its neighbour) is joined to the one that has it.
    """
    words = [(i, e) for i, e in enumerate(events) if e.source is not None]
    marks: list[Mark] = []
    for (i, event), (j, following) in pairwise([*words, (len(events), _Sounded(length, None, True))]):
        sounds = [e for e in events[i + 1 : j] if e.source is None]
        quiet = next((a.sample for a, b in pairwise([*sounds, following]) if a.pause and not _resumes(sounds, a)), None)
        end = quiet if quiet is not None and quiet > event.sample else following.sample
        source = event.source or TextSpan(0, 0)
        if end <= event.sample:
            continue
        start = Fraction(event.sample, sample_rate)
        marks.append(Mark(source=source, start=start, end=Fraction(min(end, length), sample_rate)))
    return tuple(marks)


def _with_phonemes(request: SpeechRequest) -> tuple[str, list[TextSpan]]:
    """The text with ``[[phonemes]]`` in it, and for each of its characters what it stands for in the request's text.

    Brackets of the text itself are blanked: a story cannot speak to the library in phonemes.
    """
    plain = request.text.translate(_BLANKED)
    pieces, places, at = [], [], 0
    for phonemes in request.phonemes:
        said = f"[[{phonemes.text.translate(_BLANKED)}]]"
        pieces += [plain[at : phonemes.source.start], said]
        places += [TextSpan(i, i + 1) for i in range(at, phonemes.source.start)]
        places += [phonemes.source] * len(said)
        at = phonemes.source.end
    places += [TextSpan(i, i + 1) for i in range(at, len(plain))]
    return "".join([*pieces, plain[at:]]), places


def _placed(source: TextSpan | None, places: list[TextSpan]) -> TextSpan | None:
    covered = places[source.start : source.end] if source else []
    return TextSpan(covered[0].start, covered[-1].end) if covered else source


def _resumes(sounds: list[_Sounded], pause: _Sounded) -> bool:
    return any(not s.pause and s.sample > pause.sample for s in sounds)


class Espeak:
    """The embedded formant synthesiser; a voice is a language and a variant (``kk+f1``)."""

    name = "espeak"
    audible = True
    parallel = 1

    def voices(self) -> tuple[Voice, ...]:
        return tuple(
            Voice(
                engine=self.name,
                id=f"{language}+{variant}",
                language=language,
                gender=gender,
                licence="GPL-3.0-or-later",
                credit="espeak-ng",
            )
            for language in _LANGUAGES
            for gender, variants in _VARIANTS.items()
            for variant in variants
        )

    def fingerprint(self, voice: str) -> str:
        return f"espeak-ng {_version()} {_MARKS}"

    def speak(self, request: SpeechRequest) -> Speech:
        import numpy as np

        from broadcast.audio.onsets import from_first_sound

        rate = min(max(request.rate, _SLOWEST), _FASTEST)
        pitch = min(max(round(_NORMAL_PITCH * request.pitch), 0), 99)
        text, places = _with_phonemes(request)
        # In a thread of its own: Ctrl-C that comes while the library calls back would be lost in it.
        with ThreadPoolExecutor(1) as aside:
            pcm, events, sample_rate = aside.submit(_said, text, request.voice, rate, pitch).result()
        events = [e._replace(source=_placed(e.source, places)) for e in events]
        samples = np.frombuffer(pcm, "<i2").astype(np.float32) * np.float32(1 / (1 << 15))
        marks = from_first_sound(_marks(events, sample_rate, len(samples)), samples, sample_rate)
        return Speech(samples=samples, sample_rate=sample_rate, marks=marks, timing="exact")
