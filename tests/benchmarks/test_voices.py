"""What the engines cost beside the bare libraries, on two minutes of speech, and what memory they take.

Run by hand: ``python -m pytest tests/benchmarks/test_voices.py -s``.  A figure is a ratio of real-time factors (seconds
of work for a second of sound) from one run, in which the two sides take turns,
sentence by sentence, so that a busy machine troubles both alike.
"""

from __future__ import annotations

import ctypes
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadcast.engines.espeak import Espeak
from broadcast.engines.piper import Piper
from broadcast.model.speech import Engine, SpeechRequest

Report = Callable[[str], None]

SENTENCES = [
    "The council of the northern district met on Monday to talk about the new bridge.",
    "It will cost three billion, and the first cars are to cross it in two years.",
    "The old one was built by hand, said the engineer, and it has carried four generations.",
    "Farmers on the other bank have waited for it longer than anybody can remember.",
    "In spring, when the ice breaks, the ferry does not run, and children stay at home.",
    "A doctor who lives there told us that she has crossed the river on foot in winter.",
] * 4  # two minutes
PACE = 174  # words a minute at which the voice of the tests speaks as it was trained
ROUNDS = 1


def factor(say: Callable[[str], float], text: str) -> float:
    """Seconds of work for a second of sound."""
    began = time.perf_counter()
    sound = say(text)
    return (time.perf_counter() - began) / sound


def turns(ours: Callable[[str], float], bare: Callable[[str], float]) -> tuple[float, float, float]:
    """The middle factor of both, and the middle of their ratios, sentence by sentence in turns."""
    pairs = [(factor(ours, t), factor(bare, t)) for _ in range(ROUNDS) for t in SENTENCES]
    mine, least, ratios = ([p[0] for p in pairs], [p[1] for p in pairs], [p[0] / p[1] for p in pairs])
    return statistics.median(mine), statistics.median(least), statistics.median(ratios)


def saying(engine: Engine, voice: str) -> Callable[[str], float]:
    def say(text: str) -> float:
        speech = engine.speak(SpeechRequest(text=text, language="en", voice=voice, rate=PACE))
        return len(speech.samples) / speech.sample_rate

    return say


def test_piper(joe: Path, report: Report) -> None:
    from piper import PiperVoice

    voice, ours = PiperVoice.load(joe), saying(Piper(), joe.stem)
    ours("Hello.")  # loads the model, and finds out its pace

    def bare(text: str) -> float:
        return sum(len(c.audio_float_array) for c in voice.synthesize(text)) / voice.config.sample_rate

    mine, least, ratio = turns(ours, bare)
    report(f"piper: {mine:.3f} seconds a second, the bare library {least:.3f}: {ratio:.2f} times")
    assert ratio <= 1.1


def test_espeak(report: Report) -> None:
    mine, least, ratio = turns(saying(Espeak(), "en+m3"), bare_espeak())
    report(f"espeak: {mine:.4f} seconds a second, the bare library {least:.4f}: {ratio:.2f} times")
    assert ratio <= 2


def bare_espeak() -> Callable[[str], float]:
    """The library, loaded once for all sentences; its sound is counted and thrown away.

    It is a copy of its own: the engine unloads the library after each sentence.
    """
    import espeakng_loader

    original = Path(espeakng_loader.get_library_path())
    copy = Path(tempfile.mkdtemp()) / original.name
    shutil.copy(original, copy)
    library: Any = ctypes.CDLL(str(copy))
    rate = int(library.espeak_Initialize(2, 0, str(espeakng_loader.get_data_path()).encode(), 0))
    lengths: list[int] = []

    def receive(_wave: object, count: int, _events: object) -> int:
        lengths.append(count)
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(receive)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(b"en+m3")
    library.espeak_SetParameter(1, PACE, 0)

    def say(text: str) -> float:
        lengths.clear()
        data = text.encode() + b"\0"
        library.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, 1, 0, 1, None, callback)
        return sum(lengths) / rate

    return say


_BARE = "from piper import PiperVoice; v = PiperVoice.load({model!r}); [None for t in S for c in v.synthesize(t)]"
_OURS = (
    "from broadcast.engines.{module} import {name}; from broadcast.model.speech import SpeechRequest as R\n"
    "e = {name}()\n"
    "[e.speak(R(text=t, language='en', voice={voice!r}, rate=174)) for t in S] and None"
)


def _memory(code: str) -> float:
    """Megabytes that a process of its own held at most, in which a program ran over the sentences `S`."""
    told = "print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    program = f"S = {SENTENCES!r}\n{code}\n{told}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured otherwise elsewhere")
def test_memory(joe: Path, report: Report) -> None:
    bare = statistics.median(_memory(_BARE.format(model=str(joe))) for _ in range(2))
    ours = statistics.median(_memory(_OURS.format(module="piper", name="Piper", voice=str(joe))) for _ in range(ROUNDS))
    embedded = _memory(_OURS.format(module="espeak", name="Espeak", voice="en+m3"))
    report(f"memory: piper {ours:.0f} MB, the bare library {bare:.0f} MB, espeak {embedded:.0f} MB")
    assert ours < 2.5 * bare
