"""How each language is read aloud: a case file a rule under ``<language>/cases``, lines ``text => spoken``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def _cases() -> list[tuple[str, str, str]]:
    cases = []
    for path in sorted(HERE.glob("*/cases/reading-*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                text, _, spoken = line.partition(" => ")
                cases.append((path.parts[-3], text, spoken))
    return cases


@pytest.mark.parametrize(("language", "text", "spoken"), _cases())
def test_text_is_read_as_written_in_the_case(language: str, text: str, spoken: str) -> None:
    words, _ = import_module(f"broadcast.languages.{language}.reading").read(text)
    assert " ".join(w.spoken for w in words if w.spoken) == spoken
    assert " ".join(w.text for w in words) == text


@pytest.mark.parametrize(("language", "least"), [("kk", 150), ("ru", 120), ("en", 80)])
def test_there_are_enough_cases(language: str, least: int) -> None:
    assert sum(case[0] == language for case in _cases()) >= least
