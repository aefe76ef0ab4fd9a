"""A web server on this machine that answers as a speech service does, or goes wrong on purpose."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

PAGE = b"<!doctype html><html><script>var a=1</script><h1>Sign in</h1></html>"
CERTIFICATE = Path(__file__).parent / "nobody.pem"


class Asked(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


class WebService:
    """`fault` is what goes wrong; `speech` makes a whole answer of a request's body: bytes and Content-Type."""

    def __init__(self, speech: Callable[[bytes], tuple[bytes, str]], silence: Callable[[], tuple[bytes, str]]) -> None:
        self.fault = ""
        self.asked: list[Asked] = []
        self.speech = speech
        self.silence = silence
        self.listing = b""
        self.closing = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.asked.append(Asked(self.path, dict(self.headers), body))
                self.close_connection = True
                with contextlib.suppress(OSError):
                    service.answer(self, body)

            def do_GET(self) -> None:
                service.asked.append(Asked(self.path, dict(self.headers), b""))
                self.close_connection = True
                send(self, 200 if service.listing else 404, service.listing, "application/json")

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, to: BaseHTTPRequestHandler, body: bytes) -> None:
        data, kind = self.speech(body)
        if self.fault in ANSWERS:
            ANSWERS[self.fault](self, to, data, kind)
        elif self.fault == "silence":
            send(to, 200, *self.silence())
        else:
            send(to, 200, data, kind)


def send(to: BaseHTTPRequestHandler, status: int, data: bytes, kind: str, **headers: str) -> None:
    to.send_response(status)
    to.send_header("Content-Type", kind)
    to.send_header("Content-Length", str(len(data)))
    to.send_header("Connection", "close")
    for name, value in headers.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    to.wfile.write(data)


def _slow(_: WebService, to: BaseHTTPRequestHandler, data: bytes, kind: str) -> None:
    to.send_response(200)
    to.send_header("Content-Type", kind)
    to.send_header("Content-Length", str(len(data)))
    to.end_headers()
    step = len(data) // 4 + 1
    for at in range(0, len(data), step):
        time.sleep(0.05)
        to.wfile.write(data[at : at + step])


def _hang(service: WebService, *_: Any) -> None:
    service.closing.wait(5)


def _drip(service: WebService, to: BaseHTTPRequestHandler, *_: Any) -> None:
    """A header that never ends, a little of it at a time, so that no wait for a byte is long."""
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not service.closing.wait(0.05):
        to.wfile.write(b"a")


def _endless(service: WebService, to: BaseHTTPRequestHandler, data: bytes, kind: str) -> None:
    to.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode())
    while not service.closing.is_set():
        to.wfile.write(data)


def _cut(_: WebService, to: BaseHTTPRequestHandler, data: bytes, kind: str) -> None:
    to.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode())
    to.wfile.write(data[: len(data) // 2])


def _reset(_: WebService, to: BaseHTTPRequestHandler, *__: Any) -> None:
    to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    to.connection.close()


def _empty(_: WebService, to: BaseHTTPRequestHandler, __: bytes, kind: str) -> None:
    send(to, 200, b"", kind)


def _garbage(service: WebService, to: BaseHTTPRequestHandler, *_: Any) -> None:
    send(to, 200, *service.speech(b"garbage"))


def _page(_: WebService, to: BaseHTTPRequestHandler, *__: Any) -> None:
    send(to, 200, PAGE, "text/html; charset=utf-8")


def _redirect(_: WebService, to: BaseHTTPRequestHandler, *__: Any) -> None:
    send(to, 302, b"", "text/plain", Location=f"http://localhost:{to.server.server_port}/elsewhere?q=secret")  # type: ignore[attr-defined]


def _status(status: int, **headers: str) -> Callable[..., None]:
    def answer(_: WebService, to: BaseHTTPRequestHandler, *__: Any) -> None:
        key = to.headers.get("Authorization", "").removeprefix("Bearer ")
        send(to, status, f'{{"error": {{"message": "no: {key}"}}}}'.encode(), "application/json", **headers)

    return answer


ANSWERS: dict[str, Callable[..., None]] = {
    "slow": _slow,
    "no answer": _hang,
    "a drop at a time": _drip,
    "endless": _endless,
    "cut": _cut,
    "reset": _reset,
    "empty": _empty,
    "garbage": _garbage,
    "a web page": _page,
    "redirect": _redirect,
    "400": _status(400),
    "403": _status(403),
    "429": _status(429, Retry_After="7"),
    "500": _status(500),
}


@contextlib.contextmanager
def served(service: WebService, *, secure: bool = False) -> Iterator[WebService]:
    """The service at work; `secure` with a certificate that nobody vouches for."""
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        service.server.socket = context.wrap_socket(service.server.socket, server_side=True)
        # who mistrusts the certificate hangs up: no news
        service.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        service.url = service.url.replace("http:", "https:")
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.closing.set()
        service.server.shutdown()
        service.server.server_close()
        thread.join()
