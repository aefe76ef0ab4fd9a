"""Whatever goes wrong at the other end is survived or told, soon, and as what it is; docs/engines.md has the table."""

from __future__ import annotations

import pickle
import socket
import time
from collections.abc import Iterator

import pytest

from broadcast.errors import BroadcastError, EngineError, NetworkError, TemporaryFailure
from tests.conftest import ROOT
from tests.engines.services import KEY, NAMES, Online, hurry, online, point_at
from tests.engines.web_service import ANSWERS

SPOKEN = "spoken"
TEMPORARY, NETWORK, ENGINE = (e.__name__ for e in (TemporaryFailure, NetworkError, EngineError))
FAULTS: dict[str, str] = {
    "slow": SPOKEN,
    "no answer": TEMPORARY,
    "a drop at a time": TEMPORARY,
    "endless": NETWORK,
    "cut": TEMPORARY,
    "reset": TEMPORARY,
    "empty": TEMPORARY,
    "silence": TEMPORARY,
    "garbage": ENGINE,
    "a web page": ENGINE,
    "redirect": NETWORK,
    "400": NETWORK,
    "403": NETWORK,
    "429": TEMPORARY,
    "500": TEMPORARY,
    "nobody listens": NETWORK,
    "a certificate that nobody vouches for": NETWORK,
}
OTHERWISE = {("edge", "a web page"): NETWORK}
_SOON = 30.0  # seconds: far from for ever, also on a machine that has other work


def expected(engine: str, fault: str) -> str:
    return OTHERWISE.get((engine, fault), FAULTS[fault])


@pytest.fixture(params=NAMES)
def at_fault(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Online]:
    with online(request.param, monkeypatch) as found:
        yield found


def failed(found: Online) -> BroadcastError:
    began = time.monotonic()
    with pytest.raises(BroadcastError) as caught:
        found.speak()
    assert time.monotonic() - began < _SOON
    error = caught.value
    assert error.remedy
    assert error.exit_code == 3
    assert KEY not in f"{error} {error!r} {error.remedy} {error.__cause__!r}"
    return error


@pytest.mark.parametrize("fault", [*ANSWERS, "silence"])
def test_what_a_service_does_wrong(at_fault: Online, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_fault.service.fault = fault
    kind = expected(at_fault.engine.name, fault)
    if kind == SPOKEN:
        assert at_fault.speak().samples.any()
        return
    hurry(at_fault.engine.name, monkeypatch)
    error = failed(at_fault)
    assert type(error).__name__ == kind, f"{error!r}"
    if isinstance(error, TemporaryFailure):
        assert error.wait == (7 if fault == "429" else 0)
    pickle.dumps((error.__cause__, error.__context__))  # a cluster's workers send these too
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_after_a_fault_it_speaks_again(at_fault: Online) -> None:
    at_fault.service.fault = "reset"
    failed(at_fault)
    at_fault.service.fault = ""
    assert at_fault.speak().samples.any()


@pytest.mark.parametrize("name", NAMES)
def test_where_nobody_listens(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with online(name, monkeypatch) as found:
        point_at(name, f"http://127.0.0.1:{port}", monkeypatch)
        assert type(failed(found)).__name__ == expected(name, "nobody listens")


@pytest.mark.parametrize("name", NAMES)
def test_a_certificate_that_nobody_vouches_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with online(name, monkeypatch, secure=True) as found:
        error = failed(found)
        assert type(error).__name__ == expected(name, "a certificate that nobody vouches for")
        assert "prove who it is" in error.what
        assert not found.service.asked  # the text did not go


def test_the_table_in_the_documents_is_what_is_tested() -> None:
    assert FAULTS.keys() - {"silence", "nobody listens", "a certificate that nobody vouches for"} == ANSWERS.keys()
    rows = [f"| | {' | '.join(f'`{name}`' for name in NAMES)} |", "|---|---|---|---|"]
    rows += [f"| {fault} | {' | '.join(expected(name, fault) for name in NAMES)} |" for fault in FAULTS]
    table = "\n".join(rows)
    assert table in (ROOT / "docs/engines.md").read_text(encoding="utf-8"), table


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["", " ", "…", "— ? —"])
def test_nothing_to_say_is_not_sent(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with online(name, monkeypatch) as found:
        with pytest.raises(EngineError, match="nothing to say"):
            found.speak(text)
        assert not found.service.asked


def test_the_limits_in_the_documents_are_those_that_hold() -> None:
    from broadcast.engines import edge, gtts, http

    rows = [("edge", edge._SILENCE, edge._WHOLE, edge._SIZE), ("gtts", *gtts._LIMITS), ("http", *http._LIMITS)]
    text = (ROOT / "docs/engines.md").read_text(encoding="utf-8")
    for name, silence, whole, size in rows:
        assert f"| `{name}` | {silence:g} | {whole:g} | {size >> 20} MB |" in text
