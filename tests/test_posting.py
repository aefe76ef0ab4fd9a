"""Requests to services; what goes wrong with them is in tests/engines/test_faults.py."""

from __future__ import annotations

import email.utils
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import NetworkError, TemporaryFailure
from broadcast.posting import failure, is_loopback, shortened, waiting


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("7", 7),
        (" 120 ", 120),
        ("-5", 0),
        ("soon", 0),
        ("1e9", 0),
        ("99999999999", 86400),
        ("²", 0),
    ],
)
def test_retry_after_in_seconds(header: str | None, seconds: float) -> None:
    assert waiting(header) == seconds


def test_retry_after_as_a_date() -> None:
    assert waiting(email.utils.formatdate(time.time() + 90, usegmt=True)) == pytest.approx(90, abs=2)
    assert waiting("Wed, 21 Oct 2015 07:28:00 GMT") == 0


@given(st.text(max_size=30))
def test_any_retry_after_is_a_time(header: str) -> None:
    assert 0 <= waiting(header) <= 86400


@pytest.mark.parametrize(
    ("status", "kind"), [(429, TemporaryFailure), (503, TemporaryFailure), (408, TemporaryFailure)]
)
def test_what_may_pass(status: int, kind: type) -> None:
    assert type(failure("it", status, "", 3.0, "wait")) is kind


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_does_not(status: int) -> None:
    assert type(failure("it", status, "", 3.0, "wait")) is NetworkError


@given(st.text())
def test_what_a_server_says_is_a_line_that_a_terminal_can_show(text: str) -> None:
    line = shortened(text)
    assert len(line) <= 201
    assert line.isprintable()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LOCALHOST."])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "10.0.0.1", "localhost.example.com", "127.0.0.1.nip.io", "0.0.0.0"])  # noqa: S104
def test_another_machine(host: str) -> None:
    assert not is_loopback(host)
