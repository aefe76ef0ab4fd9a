"""Engines under the contract; the online ones ask services on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from broadcast.engines import ENGINES
from broadcast.model.speech import Engine
from tests.engines.services import NAMES, Online, online


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Online]:
    with online("gtts", monkeypatch) as found:
        yield found


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Online]:
    with online("edge", monkeypatch) as found:
        yield found


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Online]:
    """The engine http and the server that it asks."""
    with online("http", monkeypatch) as found:
        yield found


@pytest.fixture(params=ENGINES.names())
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    if request.param == "piper":
        request.getfixturevalue("joe")
    if request.param not in NAMES:
        yield ENGINES.get(request.param)()
        return
    monkeypatch.setenv("BROADCAST_HTTP_VOICES", "aigul:kk:f, dmitry:ru:m, alloy")
    with online(request.param, monkeypatch) as found:
        yield found.engine
