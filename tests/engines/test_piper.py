"""Piper, with a real English voice, and with what is no voice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.engines.espeak import Espeak
from broadcast.engines.piper import Piper, breaths
from broadcast.engines.piper.catalogue import catalogue, from_card, parts
from broadcast.engines.piper.phonemes import phonemised, phonemiser, tied
from broadcast.engines.piper.shelf import installed, read_model, shelved
from broadcast.errors import BroadcastError, EngineError, LanguageNotSpoken, MissingExtra
from broadcast.model.script import Gender
from broadcast.model.speech import Engine, Phonemes, Speech, SpeechRequest
from broadcast.model.text import TextSpan
from tests.conftest import ROOT
from tests.engines.test_espeak import pitch_hz

TEXT = "The president met farmers in the north on Monday, and promised new roads."
VOICE = "en_US-joe-medium"


def request(text: str = TEXT, voice: str = VOICE, rate: int = 150, pitch: float = 1.0) -> SpeechRequest:
    return SpeechRequest(text=text, language="en", voice=voice, rate=rate, pitch=pitch)


def seconds(speech: Speech) -> float:
    """From the first mark to the end of the last."""
    return float(speech.marks[-1].end - speech.marks[0].start)


def words(speech: Speech, text: str) -> list[str]:
    return [mark.source.of(text) for mark in speech.marks]


# What it says


def test_every_word_is_marked_in_order(joe: Path) -> None:
    speech = Piper().speak(request())
    assert speech.timing == "exact"
    assert words(speech, TEXT) == TEXT.replace(",", "").replace(".", "").split()


@pytest.mark.parametrize("rate", [100, 150, 220])
def test_words_a_minute_are_those_of_espeak(joe: Path, rate: int) -> None:
    """Both take about the same time for a sentence that the yardstick does not have."""
    piper, espeak = Piper().speak(request(rate=rate)), Espeak().speak(request(voice="en+m3", rate=rate))
    assert seconds(piper) == pytest.approx(seconds(espeak), rel=0.1)


def test_pitch_is_a_factor_and_leaves_the_pace(joe: Path) -> None:
    engine = Piper()
    low, plain, high = (engine.speak(request(pitch=p)) for p in (0.8, 1.0, 1.25))
    heard = [pitch_hz(s.samples, s.sample_rate) for s in (low, plain, high)]
    assert heard[0] / heard[1] == pytest.approx(0.8, abs=0.08)
    assert heard[2] / heard[1] == pytest.approx(1.25, abs=0.1)
    assert seconds(low) == pytest.approx(seconds(plain), rel=0.06)
    assert seconds(high) == pytest.approx(seconds(plain), rel=0.06)


def test_it_sounds_like_speech(joe: Path) -> None:
    """Level, a man's pitch, and energy where a voice has it: most of it below 4 kHz, some above."""
    speech = Piper().speak(request())
    assert 0.02 < float(np.sqrt((speech.samples**2).mean())) < 0.3
    assert 70 < pitch_hz(speech.samples, speech.sample_rate) < 180
    power = np.abs(np.fft.rfft(speech.samples.astype(np.float64))) ** 2
    high = power[round(4000 / speech.sample_rate * len(speech.samples)) :].sum() / power.sum()
    assert 0.001 < high < 0.2


def test_numbers_compounds_and_run_together_words_are_marked_as_they_are_written(joe: Path) -> None:
    text = "In the 1234 well-known towns of the north, A. B. Smith said."
    assert words(Piper().speak(request(text)), text) == [
        *("In", "the", "1234", "well-known", "towns", "of", "the", "north", "A", "B", "Smith", "said")
    ]


def test_phonemes_are_said_and_marked_as_the_word_that_they_stand_for(joe: Path) -> None:
    text = "The Dala, opened today."
    plain = request(text)
    said = replace(plain, phonemes=(Phonemes(source=TextSpan(4, 8), text="d'eIteIteIteIt'eI"),))
    before, after = Piper().speak(plain), Piper().speak(said)
    assert words(after, text) == ["The", "Dala", "opened", "today"]
    lengths = [m.end - m.start for speech in (before, after) for m in speech.marks if m.source == TextSpan(4, 8)]
    assert lengths[1] > 1.5 * lengths[0]


def test_a_story_cannot_speak_in_phonemes(joe: Path) -> None:
    bracketed, blanked = request("He said [[m'ost]] today."), request("He said   m'ost   today.")
    assert np.array_equal(Piper().speak(bracketed).samples, Piper().speak(blanked).samples)


def test_a_sentence_without_an_end_is_said_in_breaths(joe: Path) -> None:
    text = " ".join(["people came to the town and"] * 16)
    speech = Piper().speak(request(text, rate=300))
    assert len(speech.marks) == len(text.split())
    assert all(a.end <= b.start for a, b in pairwise(speech.marks))


@given(st.lists(st.sampled_from("ab ,"), max_size=1500))
def test_breaths_are_the_sentence_in_order(phonemes: list[str]) -> None:
    ranges = breaths(phonemes)
    assert [p for start, end in ranges for p in phonemes[start:end]] == phonemes
    assert all(end - start <= 400 for start, end in ranges)


def test_both_speech_libraries_live_in_one_process(joe: Path) -> None:
    """Piper's copy of espeak-ng and the embedded one, in turns and side by side, in the languages of both."""
    piper, espeak = Piper(), Espeak()
    jobs: list[tuple[Engine, SpeechRequest]] = [
        (piper, request("A new bridge opened.")),
        (espeak, request("A new bridge opened.", "en+m3")),
        (espeak, SpeechRequest(text="Бүгін жаңа көпір ашылды.", language="kk", voice="kk+f1", rate=150)),
        (piper, request("Two words, three.")),
    ]
    alone = [engine.speak(asked) for engine, asked in jobs]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda job: job[0].speak(job[1]), jobs * 4))
    for i, speech in enumerate(together):
        assert np.array_equal(speech.samples, alone[i % len(jobs)].samples)
        assert speech.marks == alone[i % len(jobs)].marks


# Words and phonemes


@pytest.mark.usefixtures("joe")
@pytest.mark.parametrize(
    ("voice", "text"),
    [
        ("kk", "Бүгін қалада жаңа көпір ашылды, тұрғындар қуанды. Жер-су аты — Google, А. Б. Серіков айтты."),
        ("ru", "Сегодня в городе открыли новый мост, не так ли? С две тысячи двадцатого года он и она."),
        ("en-us", "In the city of the north, it was in the end a good day for all of us."),
        ("ru", "слово " * 300),
    ],
)
def test_every_word_has_its_phonemes(voice: str, text: str) -> None:
    """Kazakh and Russian go through Piper's phonemiser as well, though the voice of the tests speaks English only."""
    asked = SpeechRequest(text=text, language="x", voice="x", rate=150)
    units, spoken, sentences = phonemised(voice, asked)
    assert spoken is not None
    owners = [unit for sentence in spoken for unit in sentence.units if unit is not None]
    assert owners == sorted(owners)
    heard = [units[i].source.of(text) for i in dict.fromkeys(owners)]
    assert heard == [u.source.of(text) for u in units if any(c.isalnum() for c in u.said)]
    assert [s.phonemes for s in spoken] == sentences


@pytest.mark.usefixtures("joe")
def test_a_language_that_the_library_does_not_have() -> None:
    with pytest.raises(EngineError, match="cannot phonemise in 'qqq'"):
        phonemiser().sentences("qqq", "text")


GROUPS = st.lists(st.text("abcd", min_size=1, max_size=4), min_size=1, max_size=8)


@given(GROUPS, st.data())
def test_words_that_are_run_together_and_taken_apart_are_found_again(groups: list[str], data: st.DataObject) -> None:
    """Whatever is joined or cut: every phoneme has a word, in order."""
    cuts = [data.draw(st.integers(0, len(g))) for g in groups]
    heard = [piece for g, cut in zip(groups, cuts, strict=True) for piece in (g[:cut], g[cut:]) if piece]
    joined = data.draw(st.integers(0, len(heard) - 1))
    heard = [*heard[:joined], "".join(heard[joined : joined + 2]), *heard[joined + 2 :]]
    found = tied(groups, heard)
    assert found is not None
    assert [len(owners) for owners in found] == [len(group) for group in heard]
    flat = [owner for owners in found for owner in owners]
    assert flat == sorted(flat)
    assert all(0 <= owner < len(groups) for owner in flat)


def test_what_is_the_same_is_tied_as_it_is() -> None:
    assert tied(["in", "de", "sit"], ["inde", "sit"]) == [[0, 0, 1, 1], [2, 2, 2]]
    assert tied(["ab", "cdcd"], ["ab", "cd", "cd"]) == [[0, 0], [1, 1], [1, 1]]
    assert tied([], ["ab"]) is None
    assert tied(["ab"], []) == []


# What is there, and what is not


def test_a_file_is_a_voice_by_its_path(joe: Path) -> None:
    engine = Piper()
    by_key, by_path = engine.speak(request("Hello there.")), engine.speak(request("Hello there.", str(joe)))
    assert np.array_equal(by_key.samples, by_path.samples)
    assert engine.fingerprint(VOICE) == engine.fingerprint(str(joe))


def test_the_fingerprint_is_the_models(joe: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(b"another model")
    shutil.copy(f"{joe}.json", f"{other}.json")
    assert Piper().fingerprint(str(other)) != Piper().fingerprint(VOICE)
    before = Piper().fingerprint(str(other))
    other.write_bytes(b"another model, trained on")
    assert Piper().fingerprint(str(other)) != before


def config(**changes: object) -> dict[str, object]:
    plain = {"audio": {"sample_rate": 22050, "quality": "high"}, "espeak": {"voice": "kk"}, "num_speakers": 1}
    return plain | changes


def shelve(folder: Path, name: str, said: object, model: bytes = b"no model") -> Path:
    path = folder / f"{name}.onnx"
    path.write_bytes(model)
    Path(f"{path}.json").write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    return path


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BROADCAST_VOICES", str(tmp_path))
    return tmp_path


def test_each_speaker_is_a_voice_with_the_catalogues_gender(shelf: Path) -> None:
    speakers = {name: i for i, name in enumerate(catalogue().voices["kk_KZ-issai-high"].speakers)}
    shelve(shelf, "kk_KZ-issai-high", config(num_speakers=6, speaker_id_map=speakers))
    voices = Piper().voices()
    assert [v.id for v in voices] == [f"kk_KZ-issai-high#{name}" for name in speakers]
    assert {v.gender for v in voices} == {"m", "f"}
    assert {(v.language, v.licence, v.quality, v.online) for v in voices} == {("kk", "CC-BY-4.0", "high", False)}


def test_a_voice_of_nobody_known(shelf: Path) -> None:
    path = shelve(shelf, "anchor", config(language={"code": "ru_RU"}))
    (voice,) = Piper().voices()
    assert (voice.id, voice.language, voice.gender, voice.licence) == ("anchor", "ru", None, "unknown")
    path.with_suffix(".card.txt").write_text("* URL: https://example.org\n* License: CC BY 4.0\n", encoding="utf-8")
    (voice,) = Piper().voices()
    assert (voice.licence, voice.credit) == ("CC BY 4.0", "https://example.org")


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", '{"audio": 5}', '{"audio": {"sample_rate": "x"}}', '{"audio": {"sample_rate": 8, "quality": 1}}'],
)
def test_a_broken_config_hides_no_other_voice(shelf: Path, said: str) -> None:
    shelve(shelf, "broken", said)
    shelve(shelf, "whole", config())
    assert [m.id for m in installed()] == ["whole"]
    (error,) = [e for e in shelved() if isinstance(e, BroadcastError)]
    assert "broken.onnx.json" in error.where


def test_no_folder_is_no_voice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROADCAST_VOICES", str(tmp_path / "nowhere"))
    assert Piper().voices() == ()


@pytest.mark.parametrize(
    ("voice", "said", "remedy"),
    [
        ("kk_KZ-issai-high", "is not installed", "broadcast voices install kk_KZ-issai-high"),
        ("nobody", "is not installed", "broadcast voices --engine piper"),
        ("many#nobody", "has no speaker 'nobody'", "many#one"),
        ("many", "has no speaker ''", "many#one"),
        ("/no/such/place.onnx", "model is missing", "two files"),
    ],
)
def test_a_voice_that_is_not_there(shelf: Path, voice: str, said: str, remedy: str) -> None:
    shelve(shelf, "many", config(num_speakers=2, speaker_id_map={"one": 0, "two": 1}))
    with pytest.raises(EngineError, match=said) as caught:
        Piper().speak(request("text", voice))
    assert remedy in caught.value.remedy


def test_a_voice_of_another_language(joe: Path) -> None:
    with pytest.raises(LanguageNotSpoken, match="speaks 'en', not 'kk'") as caught:
        Piper().speak(replace(request("Сәлем"), language="kk"))
    assert "broadcast voices --language kk" in caught.value.remedy


@pytest.mark.parametrize("model", [b"", b"no model", b"\x08\x07" + b"\xff" * 4096])
def test_a_file_that_is_no_model(joe: Path, shelf: Path, model: bytes) -> None:
    path = shelve(shelf, "anchor", Path(f"{joe}.json").read_text(encoding="utf-8"), model)
    with pytest.raises(EngineError, match="no Piper model") as caught:
        Piper().speak(request("text", str(path)))
    assert str(path) in caught.value.where


@pytest.mark.parametrize(
    "changes",
    [
        {"phoneme_id_map": {}},
        {"phoneme_id_map": {"^": [9000], "_": [9000], "$": [9000], "h": [9000]}},
        {"num_speakers": 4, "speaker_id_map": {"a": 3}},
        {"phoneme_type": "pinyin"},
        {"phoneme_type": "no such type"},
        {"espeak": {"voice": "en-nowhere"}},
    ],
)
def test_a_config_that_does_not_fit_its_model(joe: Path, shelf: Path, changes: dict[str, object]) -> None:
    said = json.loads(Path(f"{joe}.json").read_text(encoding="utf-8")) | changes | {"language": {"code": "en_US"}}
    path = shelve(shelf, "anchor", said)
    path.unlink()
    path.symlink_to(joe)
    voice = f"{path}#a" if "num_speakers" in changes else str(path)
    with pytest.raises(EngineError):
        Piper().speak(request("hello", voice))


def test_without_its_packages(joe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shelve(tmp_path, "anchor", config(espeak={"voice": "en-us"}))
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(MissingExtra) as caught:
        Piper().speak(request("hello", str(path)))
    assert caught.value.remedy == "pip install 'broadcast[piper]'"


def test_voices_are_known_without_the_vendor(joe: Path) -> None:
    code = (
        "import sys; from broadcast.engines import ENGINES; print(len(ENGINES.get('piper')().voices()));"
        "print(sorted({'piper', 'onnx', 'onnxruntime', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["1", "[]"]


# The catalogue


def test_the_catalogue_is_whole() -> None:
    assert catalogue().base.startswith("https://")
    for key, voice in catalogue().voices.items():
        language, _, folder = parts(key) or ("", "", "")
        assert language in {"kk", "ru", "en"}
        assert folder.count("/") == 3
        assert len(voice.model.md5) == len(voice.config.md5) == 32
        assert bool(voice.gender) != bool(voice.speakers)
        assert voice.licence
        assert voice.credit


def test_the_catalogue_knows_the_voice_of_the_tests(joe: Path) -> None:
    import hashlib

    known, model = catalogue().voices[VOICE], read_model(joe, VOICE)
    assert (known.model.size, known.config.size) == (joe.stat().st_size, Path(f"{joe}.json").stat().st_size)
    assert known.model.md5 == hashlib.md5(joe.read_bytes(), usedforsecurity=False).hexdigest()
    assert model.sample_rate == known.sample_rate


@pytest.mark.parametrize(
    "key", ["", "x", "kk_KZ-issai", "../kk_KZ-a-high", "kk_KZ-a/b-high", "kk_KZ-a.-high", "kk-a-high"]
)
def test_what_is_no_key(key: str) -> None:
    assert parts(key) is None


def test_a_card() -> None:
    assert from_card("* URL: u\n* License: CC0\n") == ("CC0", "u")
    assert from_card("* License: See URL\n") == ("unknown", "")
    assert from_card("") == ("unknown", "")


def test_the_table_of_the_catalogue_in_the_documents_is_its_own() -> None:
    text = (ROOT / "docs/voices.md").read_text(encoding="utf-8")
    for key, voice in catalogue().voices.items():
        genders: list[Gender | None] = [*voice.speakers.values()] or [voice.gender]
        men, women = genders.count("m"), genders.count("f")
        who = f"{men} men, {women} women" if men and women else "man" if men else "woman"
        size = -(-(voice.model.size + voice.config.size) >> 20)
        assert f"| `{key}` | {who} | {size} | {voice.credit} | {voice.licence} |" in text
