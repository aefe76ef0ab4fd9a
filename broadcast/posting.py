"""A request to a service, asked once: bounded in time and size, its certificate checked, followed nowhere else.

What may go away by itself comes out as `TemporaryFailure`, the rest as `NetworkError`; what was sent is in neither.
"""

from __future__ import annotations

import email.utils
import http.client
import ipaddress
import json
import re
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import closing, suppress
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from broadcast import __version__
from broadcast.errors import NetworkError, TemporaryFailure

_CHUNK: Final = 1 << 16
_SHOWN: Final = 200  # characters of a refusal that are shown
_REDIRECTS: Final = range(300, 400)
_LONGEST_WAIT: Final = 24 * 3600.0
_MAY_PASS: Final = frozenset({408, 425, 429})
_TAG: Final = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class Answer(NamedTuple):
    """The bytes, and the Content-Type as the server names it."""

    data: bytes
    content_type: str


class Limits(NamedTuple):
    """Seconds without a byte, seconds over all, and bytes of the answer."""

    silence: float
    whole: float
    size: int


class Refusal(NamedTuple):
    """A status that is no success, with what the server says about it, shortened."""

    status: int
    said: str
    wait: float


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host.casefold().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ask(
    who: str, url: str, body: bytes | None, headers: Mapping[str, str], limits: Limits, secret: str = ""
) -> Answer | Refusal:
    """POST a body (GET without one) and read the answer; no redirect is followed.

    :param who: what the service is called in messages.
    :param secret: is blanked where the server repeats it.
    :raises TemporaryFailure: no answer in time, a line that broke, a part of an answer.
    :raises NetworkError: no way to the server, no trust in its certificate, no HTTP, a redirect, an answer too long.
    """
    watch = _Watch(limits.whole)
    named = {"User-Agent": f"broadcast/{__version__}", **headers}
    request = urllib.request.Request(url, data=body, headers=named)  # noqa: S310  the scheme is the caller's
    try:
        with watch, _opened(request, watch, limits.silence) as answer:
            if answer.status // 100 != 2:
                return _refused(who, answer, secret)
            data = _read(who, answer, limits.size)
            if watch.late:  # what was hung up may look like an end
                raise TimeoutError
            return Answer(data, answer.headers.get("Content-Type", ""))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _translated(who, error, watch, limits) from error


class _Watch:
    """Hangs up when the time is over, whatever the line is waiting for."""

    def __init__(self, seconds: float) -> None:
        self.late = False
        self.lines: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _hang_up(self) -> None:
        self.late = True
        for line in self.lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _opened(request: urllib.request.Request, watch: _Watch, silence: float) -> closing[Any]:
    """The answer, whatever its status; what listens on this machine is not asked through a proxy."""

    class Connection(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            watch.lines.append(self.sock)

    class SecureConnection(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            watch.lines.append(self.sock)

    class Plain(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Connection, req)

    class Secure(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(SecureConnection, req, context=ssl.create_default_context())

    opener = urllib.request.OpenerDirector()
    proxies: dict[str, str] | None = {} if is_loopback(urlsplit(request.full_url).hostname or "") else None
    for handler in (urllib.request.ProxyHandler(proxies), Plain(), Secure()):
        opener.add_handler(handler)
    return closing(opener.open(request, timeout=silence))


def _read(who: str, answer: http.client.HTTPResponse, size: int) -> bytes:
    data = bytearray()
    while part := answer.read(_CHUNK):
        data += part
        if len(data) > size:
            raise NetworkError(
                f"the answer of {who} has no end: more than {size >> 20} MB", remedy="ask another engine"
            )
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    return bytes(data)


def _refused(who: str, answer: http.client.HTTPResponse, secret: str) -> Refusal:
    """What a server that says no says.

    :raises NetworkError: it sends on to another address.
    """
    if answer.status in _REDIRECTS:
        target = urlsplit(answer.headers.get("Location", ""))
        where = f"{target.scheme}://{target.hostname or ''}{target.path}" if target.hostname else target.path
        raise NetworkError(f"{who} sends on to {shortened(where) or 'nowhere'}", remedy="ask the right address itself")
    said = ""
    with suppress(OSError, http.client.HTTPException):  # a refusal without its reason is still one
        said = _reason(answer.read(_CHUNK))
    if secret:
        said = said.replace(secret, "***")
    return Refusal(answer.status, shortened(said or str(answer.reason)), waiting(answer.headers.get("Retry-After")))


def _reason(body: bytes) -> str:
    """The message of a JSON error, or the words of a page."""
    text = body.decode("utf-8", "replace")
    with suppress(ValueError, AttributeError, TypeError):
        found = json.loads(text)
        for key in ("error", "message", "detail"):
            found = found.get(key, found) if isinstance(found, dict) else found
        return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    return _TAG.sub(" ", text)


def shortened(text: str) -> str:
    """One line, without what a terminal would take for an order."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def waiting(header: str | None) -> float:
    """The seconds of a Retry-After header (RFC 9110, 10.2.3): a number, or a date."""
    if not header:
        return 0.0
    seconds = 0.0
    with suppress(ValueError, TypeError, OverflowError):
        if header.strip().isdecimal():
            seconds = float(header)
        else:
            seconds = email.utils.parsedate_to_datetime(header).timestamp() - time.time()
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def failure(who: str, status: int, said: str, wait: float, remedy: str) -> NetworkError:
    """The error that a refusal is: one that may pass for 408, 425, 429 and 5xx."""
    what = f"{who} refuses: {status}{f' {said}' if said else ''}"
    if status in _MAY_PASS or status >= 500:
        return TemporaryFailure(what, remedy=remedy, wait=wait)
    return NetworkError(what, remedy=remedy)


def _translated(who: str, error: Exception, watch: _Watch, limits: Limits) -> NetworkError:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    again = "try again"
    if watch.late:
        return TemporaryFailure(f"{who} came to no end in {limits.whole:g} seconds", remedy=again)
    if isinstance(inner, TimeoutError):
        return TemporaryFailure(f"{who} said nothing for {limits.silence:g} seconds", remedy=again)
    if isinstance(inner, ssl.SSLCertVerificationError):
        return NetworkError(
            f"{who} cannot prove who it is: {inner.verify_message}", remedy="check the clock, the proxy and the address"
        )
    if isinstance(inner, ConnectionRefusedError):
        return NetworkError(f"{who} does not listen", remedy="start the server, or check its address")
    if isinstance(inner, (ConnectionError, http.client.IncompleteRead, ssl.SSLEOFError)):
        return TemporaryFailure(f"{who} broke off", remedy=again)
    if isinstance(inner, socket.gaierror):
        return NetworkError(f"{who} is not found: {inner.strerror}", remedy="check the network and the address")
    if isinstance(inner, (http.client.HTTPException, ssl.SSLError)):
        return NetworkError(f"{who} does not answer as a web server does", remedy="check the address")
    return NetworkError(f"{who} cannot be reached: {shortened(str(inner))}", remedy="check the network and the address")
