"""A sample of a voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.errors import EngineError, OutputError, UnknownName, UsageError
from broadcast.model.speech import Voice
from broadcast.pipeline.hearing import Manner, find_voice, hear, sample_name


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROADCAST_VOICES", str(tmp_path / "shelf"))


def loudness(path: Path) -> float:
    from broadcast.audio.levels import speech_loudness

    samples, _ = soundfile.read(path, dtype="float32")
    return float(speech_loudness(samples))


@pytest.mark.parametrize("name", ["kk+f1", "ru+m3", "en+m7"])
def test_a_sample_is_levelled_and_says_what_it_is(name: str, tmp_path: Path) -> None:
    target = tmp_path / "new" / "sample.wav"
    sample = hear(find_voice(name), "", target)
    with soundfile.SoundFile(target) as file:
        assert (file.samplerate, file.channels, file.subtype) == (48_000, 1, "PCM_24")
        assert file.comment.startswith(f"Synthetic voice: espeak {name}")
        assert len(file) / 48_000 == pytest.approx(sample.seconds)
    assert 3 < sample.seconds < 10
    assert loudness(target) == pytest.approx(-23, abs=0.7)
    assert [p.name for p in target.parent.iterdir()] == ["sample.wav"]


def test_a_text_is_read_as_in_a_build(tmp_path: Path) -> None:
    sample = hear(find_voice("kk+f1"), "Баға 15%-ға өсті.", tmp_path / "a.wav")
    assert sample.said == "Баға он бес пайызға өсті."


def test_rate_and_pitch_are_heard(tmp_path: Path) -> None:
    voice = find_voice("kk+m3")
    slow = hear(voice, "", tmp_path / "slow.wav", Manner(rate=100))
    fast = hear(voice, "", tmp_path / "fast.wav", Manner(rate=200))
    assert slow.seconds > 1.5 * fast.seconds
    hear(voice, "", tmp_path / "high.wav", Manner(pitch=1.5))
    assert (tmp_path / "high.wav").read_bytes() != (tmp_path / "slow.wav").read_bytes()


def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    target = tmp_path / "a.wav"
    target.write_bytes(b"mine")
    with pytest.raises(UsageError, match="there already"):
        hear(find_voice("kk+f1"), "", target)
    assert target.read_bytes() == b"mine"
    hear(find_voice("kk+f1"), "", target, force=True)
    assert target.read_bytes()[:4] == b"RIFF"


def test_what_fails_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.wav"
    target.write_bytes(b"mine")
    voice = find_voice("kk+f1")
    with pytest.raises(EngineError):
        hear(Voice(engine="espeak", id="nobody", language="kk", gender=None, licence="x"), "", target, force=True)
    with pytest.raises(OutputError, match="cannot be written"):
        hear(voice, "", target / "below.wav")
    assert target.read_bytes() == b"mine"
    assert [p.name for p in tmp_path.iterdir()] == ["a.wav"]


@pytest.mark.parametrize("text", ["...", "— ? —", "\n"])
def test_a_text_without_words(text: str, tmp_path: Path) -> None:
    target = tmp_path / "a.wav"
    if text.strip():
        with pytest.raises(UsageError, match="nothing to say"):
            hear(find_voice("kk+f1"), text, target)
        assert not target.exists()
    else:
        assert hear(find_voice("kk+f1"), text, target).said


def test_a_text_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="longer than 2000"):
        hear(find_voice("kk+f1"), "сөз " * 1000, tmp_path / "a.wav")


def test_a_voice_of_any_language_needs_one(tmp_path: Path) -> None:
    voice = Voice(engine="silence", id="kk-m1", language="", gender=None, licence="x")
    with pytest.raises(UsageError, match="which one"):
        hear(voice, "", tmp_path / "a.wav")


def test_a_language_without_a_sample(tmp_path: Path) -> None:
    voice = Voice(engine="gtts", id="tr", language="tr", gender=None, licence="x", online=True)
    with pytest.raises(UsageError, match="no sample text in 'tr'"):
        hear(voice, "", tmp_path / "a.wav")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("kk_KZ-raya-x_low", "broadcast voices install kk_KZ-raya-x_low"),
        ("kk_KZ-issai-high#ISSAI_KazakhTTS2_M2", "broadcast voices install kk_KZ-issai-high"),
        ("kk+nobody", "kk+f1"),
        ("nobody", "broadcast voices"),
    ],
)
def test_a_voice_that_is_not_there(name: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_voice(name)
    assert remedy in caught.value.remedy


def test_a_voice_of_an_engine_that_does_not_have_it() -> None:
    with pytest.raises(UsageError):
        find_voice("kk+f1", "silence")
    with pytest.raises(UnknownName, match="no engine"):
        find_voice("kk+f1", "nobody")


def test_piper_by_name_and_by_file(joe: Path, tmp_path: Path) -> None:
    named, file = find_voice(joe.stem), find_voice(str(joe))
    one, other = hear(named, "", tmp_path / "a.wav"), hear(file, "", tmp_path / "b.wav")
    left, right = (soundfile.read(s.path, dtype="float32")[0] for s in (one, other))
    assert np.array_equal(left, right)
    assert sample_name(named) == sample_name(file) == Path(f"piper-{joe.stem}.wav")
    assert loudness(tmp_path / "a.wav") == pytest.approx(-23, abs=0.7)


@pytest.mark.parametrize(
    ("voice", "file"),
    [
        ("kk+f1", "espeak-kk-f1.wav"),
        ("kk_KZ-issai-high#ISSAI_F1", "espeak-kk_KZ-issai-high-ISSAI_F1.wav"),
        ("/home/ә/our voice.onnx#ә", "espeak-our-voice--.wav"),
    ],
)
def test_the_name_of_the_file(voice: str, file: str) -> None:
    made = Voice(engine="espeak", id=voice, language="kk", gender=None, licence="x")
    assert sample_name(made) == Path(file)
