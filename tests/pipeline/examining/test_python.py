"""Python, packages and extras, as installed metadata tells them."""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from broadcast.model.examination import Line
from broadcast.pipeline.examining import python
from tests.conftest import ROOT


class Installed:
    """Metadata and versions as a test wants them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, requires: list[str], versions: dict[str, str]) -> None:
        extras = ["tui", "dev"]
        fields = {"Requires-Dist": requires, "Provides-Extra": extras}
        monkeypatch.setattr(python, "metadata", lambda _name: self)
        monkeypatch.setattr(python, "version", self.version)
        self.get_all = fields.get
        self.versions = versions

    def version(self, name: str) -> str:
        if name not in self.versions:
            raise PackageNotFoundError(name)
        return self.versions[name]


def lines(found: Iterable[Line]) -> dict[str, tuple[str, str, str]]:
    return {line.subject: (line.state, line.message, line.remedy) for line in found}


def test_every_extra_says_what_it_brings() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = set(tomllib.load(file)["project"]["optional-dependencies"])
    told = python.described()
    assert declared == set(told.developers) | set(told.brings)


@pytest.mark.parametrize(
    ("versions", "state"),
    [
        ({"core": "1.5", "textual": "8.2.1"}, "ok"),
        ({"core": "1.5"}, "missing"),
        ({"core": "1.5", "textual": "8.1.9"}, "doubt"),
        ({"core": "1.5", "textual": "8.2rc1"}, "ok"),
    ],
)
def test_an_extra_is_there_or_its_command_is_told(
    versions: dict[str, str], state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Installed(monkeypatch, ["core<2,>=1", 'textual>=8.2; extra == "tui"', "pytest>=8; extra == 'dev'"], versions)
    found = lines(python.extras())
    assert list(found) == ["tui"]
    assert found["tui"][0] == state
    assert found["tui"][2] == ("" if state == "ok" else "pip install 'broadcast[tui]'")


@pytest.mark.parametrize(
    ("versions", "state", "said"),
    [
        ({"core": "1.5"}, "ok", "all that are needed"),
        ({}, "wrong", "core is not installed"),
        ({"core": "2.0"}, "wrong", "core 2.0 is installed"),
        ({"core": "0.9"}, "wrong", ">=1"),
    ],
)
def test_packages_that_are_needed(
    versions: dict[str, str], state: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Installed(monkeypatch, ["core<2,>=1", "later>=1; python_version >= '3.99'", "x; extra == 'tui'"], versions)
    told = lines(python.program())["packages"]
    assert told[0] == state
    assert said in told[1]
    assert bool(told[2]) is (state != "ok")


def test_a_clone_that_is_not_installed_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> object:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(python, "metadata", nothing)
    assert lines(python.program())["packages"][0] == "doubt"
    assert list(python.extras()) == []


def test_a_clock_that_is_behind_the_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Path(python.__file__).parents[2].joinpath("__init__.py").stat().st_mtime
    monkeypatch.setattr(time, "time", lambda: made - 100 * 86_400)
    state, said, remedy = lines(python.program())["clock"]
    assert (state, remedy) == ("doubt", "set the machine's clock")
    assert "earlier than the program's own files" in said


def test_the_zone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "strftime", lambda form: {"%z": "+0500"}.get(form, "2026-01-02 03:04"))
    assert lines(python.program())["clock"][1] == "2026-01-02 03:04, UTC+05:00"


def test_the_running_python_is_named() -> None:
    state, said, _ = lines(python.program())["Python"]
    assert state == "ok"
    assert said.startswith(".".join(map(str, sys.version_info[:3])))
