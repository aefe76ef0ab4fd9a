"""The list of voices, without the network and without the vendors."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from broadcast.engines.piper.catalogue import catalogue
from broadcast.errors import UnknownName
from broadcast.model.documents import from_json, to_json
from broadcast.model.voice_list import VoiceList
from broadcast.pipeline import voice_list as listing
from broadcast.pipeline.voice_list import ALL, voice_list


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BROADCAST_VOICES", str(tmp_path))
    return tmp_path


def test_what_is_embedded_is_ready(shelf: Path) -> None:
    found = voice_list("kk", "espeak")
    assert {v.language for v in found.voices} == {"kk"}
    assert {v.gender for v in found.voices} == {"m", "f"}
    assert all(v.ready and not v.online for v in found.voices)
    assert found.elsewhere > 0


def test_voices_that_are_not_installed_name_the_command(shelf: Path) -> None:
    found = voice_list("kk", "piper")
    raya = next(v for v in found.voices if v.voice == "kk_KZ-raya-x_low")
    assert (raya.ready, raya.command) == (False, "broadcast voices install kk_KZ-raya-x_low")
    assert (raya.gender, raya.licence, raya.quality) == ("f", "CC-BY-4.0", "x_low")
    assert sum(v.voice.startswith("kk_KZ-issai-high#") for v in found.voices) == 6


def test_an_installed_voice_is_listed_once(joe: Path) -> None:
    found = [v for v in voice_list("en", "piper").voices if v.voice == joe.stem]
    assert [(v.ready, v.command, v.gender) for v in found] == [(True, "", "m")]


def test_a_broken_voice_is_trouble(shelf: Path) -> None:
    (shelf / "bad.onnx").write_bytes(b"")
    (trouble,) = voice_list("kk", "piper").troubles
    assert "bad.onnx.json" in trouble.what
    assert trouble.remedy


def test_a_missing_extra_is_told_with_its_command(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(listing._PACKAGES, "gtts", ("no_such_package_at_all",))
    found = voice_list("ru", "gtts")
    assert found.voices == ()
    assert [t.remedy for t in found.troubles] == ["pip install 'broadcast[gtts]'"]


def test_an_engine_that_is_not_set_up_is_trouble_and_no_more(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROADCAST_HTTP_URL", raising=False)
    found = voice_list()
    assert "http" in {t.engine for t in found.troubles}
    assert {"espeak", "piper", "silence"} <= {v.engine for v in found.voices}
    assert {v.language for v in found.voices} <= {"kk", "ru", "en", ""}
    assert len(voice_list(ALL).voices) == len(found.voices) + found.elsewhere


def test_an_unknown_engine(shelf: Path) -> None:
    with pytest.raises(UnknownName, match="no engine 'nobody'"):
        voice_list("", "nobody")


def test_the_network_is_not_asked(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a list reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert voice_list(ALL).voices


def test_heavy_packages_stay_out() -> None:
    code = (
        "import sys; from broadcast.pipeline.voice_list import voice_list; voice_list('kk');"
        "print(sorted({'piper', 'onnx', 'onnxruntime', 'numpy', 'edge_tts', 'aiohttp', 'espeakng_loader'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_document_comes_back(shelf: Path) -> None:
    found = voice_list("kk")
    assert from_json(to_json(found), VoiceList) == found


def test_every_voice_of_the_catalogue_is_listed(shelf: Path) -> None:
    listed = {v.voice.partition("#")[0] for v in voice_list("", "piper").voices}
    assert listed == set(catalogue().voices)
