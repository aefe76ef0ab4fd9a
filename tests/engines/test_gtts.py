"""Google Translate's voice, against its protocol on this machine; its faults are in test_faults.py."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import gtts.lang
import pytest

from broadcast.engines.gtts import GoogleTranslate, _Throttle
from broadcast.errors import EngineError, LanguageNotSpoken, MissingExtra
from broadcast.model.speech import SpeechRequest
from broadcast.newsroom.refusing import engines_for
from tests.engines.services import Online, google_text
from tests.engines.sounds import spoken_mp3
from tests.engines.web_service import WebService

INITIALS = "Сегодня, как сказал А. Б. Петров, открыли мост."


def texts(google: Online) -> list[str]:
    assert isinstance(google.service, WebService)
    return [google_text(asked.body)[0] for asked in google.service.asked]


def test_kazakh_is_refused_with_the_engines_that_speak_it(google: Online) -> None:
    with pytest.raises(LanguageNotSpoken) as caught:
        google.speak("Сәлем", language="kk", voice="kk")
    assert caught.value.remedy == "use " + " or ".join(f"--engine {name}" for name in engines_for("kk"))
    assert "--engine espeak" in caught.value.remedy
    assert "--engine gtts" not in caught.value.remedy
    assert caught.value.exit_code == 3
    assert not google.service.asked


def test_the_voices_are_the_languages_that_the_library_lists() -> None:
    voices = GoogleTranslate().voices()
    assert {v.id for v in voices} == gtts.lang.tts_langs().keys()
    assert [v.id for v in voices[:2]] == ["ru", "en"]
    assert "kk" not in {v.language for v in voices}
    assert all(v.online for v in voices)


def test_times_are_called_a_guess(google: Online) -> None:
    assert google.speak(INITIALS).timing == "estimated"
    assert texts(google) == [INITIALS]


def test_a_long_sentence_goes_in_pieces_and_comes_back_whole(google: Online) -> None:
    text = f"{INITIALS[:-1]}, в присутствии жителей города, гостей области и строителей, в 1.5 километра длиной."
    speech = google.speak(text)
    sent = texts(google)
    assert len(sent) == 2
    assert " ".join(sent) == text
    assert all(len(piece) <= 100 for piece in sent)
    assert [m.source.of(text) for m in speech.marks] == text.split()


def test_a_pitch_is_a_rate_of_samples(google: Online) -> None:
    assert [google.speak(pitch=p).sample_rate for p in (1.0, 0.88, 1.13, 99.0)] == [48_000, 42_000, 54_000, 96_000]


def test_the_language_goes_along(google: Online) -> None:
    google.speak("A bridge opened.", language="en", voice="en")
    assert isinstance(google.service, WebService)
    assert google_text(google.service.asked[0].body) == ("A bridge opened.", "en")


def test_an_answer_without_a_sound_means_a_language_that_it_does_not_speak(
    google: Online, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(gtts.lang._main_langs(), "xx", "Nobody's")
    with pytest.raises(LanguageNotSpoken, match=r"200 \(OK\)"):
        google.speak("abc", language="xx", voice="xx")


def test_the_service_in_these_tests_is_one_that_the_library_itself_understands(
    google: Online, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(google.service, WebService)
    url = f"{google.service.url}/batchexecute"
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: url)
    heard = io.BytesIO()
    gtts.gTTS(INITIALS, lang="ru", timeout=(5, 5)).write_to_fp(heard)
    assert heard.getvalue() == spoken_mp3(INITIALS)[0]


def test_requests_keep_apart_in_all_threads() -> None:
    throttle = _Throttle(0.05)

    def when(_: int) -> float:
        throttle.wait()
        return time.monotonic()

    with ThreadPoolExecutor(4) as pool:
        times = sorted(pool.map(when, range(5)))
    assert min(b - a for a, b in pairwise(times)) > 0.03
    assert times[-1] - times[0] >= 0.19


def test_half_a_character_goes_as_a_question_mark_or_not_at_all(google: Online) -> None:
    with contextlib.suppress(EngineError):
        assert google.speak("мост \ud83d мост").samples.any()


def test_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gtts", None)
    for ask in (
        lambda: GoogleTranslate().speak(SpeechRequest(text="Мост", language="ru", voice="ru", rate=140)),
        lambda: GoogleTranslate().voices(),
    ):
        with pytest.raises(MissingExtra) as caught:
            ask()
        assert caught.value.remedy == "pip install 'broadcast[gtts]'"
