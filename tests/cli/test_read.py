"""``broadcast read``."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from broadcast.cli.run import run


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_text_is_read_a_sentence_a_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", "Баға 15%-ға өсті. Оның 50-ден астамы ірі.", "-l", "kk"]) == 0
    assert capfdbinary.readouterr().out.decode() == "Баға он бес пайызға өсті.\nОның елуден астамы ірі.\n"


def test_json_gives_every_word(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", "Баға 15%-ға өсті", "-l", "kk", "--json"]) == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert document == {
        "schema": "reading/1",
        "language": "kk",
        "words": [
            {"text": "Баға", "spoken": "Баға"},
            {"text": "15%-ға", "spoken": "он бес пайызға"},
            {"text": "өсті", "spoken": "өсті"},
        ],
    }


def test_a_file_is_read_with_the_stations_lexicon(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "lexicon.ru.toml").write_text('[words]\n"АРЗ" = "завод"\n', encoding="utf-8")
    (tmp_path / "story.txt").write_text("Рабочие АРЗ получили 2 премии.\n", encoding="utf-8")
    assert run(["read", "story.txt"]) == 0
    assert capfdbinary.readouterr().out.decode() == "Рабочие завод получили две премии.\n"


def test_standard_input_and_doubts(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Mосква растёт.".encode())))
    assert run(["read", "-", "-l", "ru"]) == 0
    told = capfdbinary.readouterr()
    assert told.out.decode() == "Москва растёт.\n"
    assert "Mосква" in told.err.decode()


@pytest.mark.parametrize("arguments", [["missing.txt"], ["Сөз", "-l", "xx"]])
def test_bad_input_ends_with_two(arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", *arguments]) == 2
    assert capfdbinary.readouterr().out == b""
