"""Addresses: a server of our own on this machine, and every limit seen to hold."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import InputError, NetworkError, StoryError, UsageError
from broadcast.pipeline.intake import take_in
from broadcast.pipeline.web import REDIRECTS, Limits, fetch, is_public

LIMITS = Limits(size=1 << 20, connect=2, read=0.5, whole=1.5)
PAGE = "<html><body><p>Көпір</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by path; what was asked is kept."""

    routes: ClassVar[dict[str, Callable[[Handler], None]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.routes[self.path.split("?")[0]](self)

    def answer(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: Any) -> None:
        pass


def drip(handler: Handler) -> None:
    handler.answer(b"", Content_Type="text/html")
    try:
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)
    except OSError:
        return


def drip_headers(handler: Handler) -> None:
    try:
        for byte in b"HTTP/1.0 200 OK\r\nX-Long: " + b"x" * 100:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.05)
    except OSError:
        return


def endless(handler: Handler) -> None:
    handler.answer(b"", Content_Type="text/html")
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        return


def serve() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


@pytest.fixture
def base() -> Iterator[str]:
    server = serve()
    Handler.asked.clear()
    here = f"http://127.0.0.1:{server.server_port}"
    hop = {f"/{n}": (lambda h, n=n: h.answer(b"", 302, Location=f"/{n - 1}")) for n in range(1, 10)}
    Handler.routes = {
        **hop,
        "/0": lambda h: h.answer(PAGE.encode(), Content_Type="text/html; charset=utf-8"),
        "/kk": lambda h: h.answer("Қала көпірі".encode("utf-16"), Content_Type="text/plain; charset=utf-16"),
        "/old": lambda h: h.answer(
            "Қала әкімі көпірді ашты".encode("kz1048"), Content_Type="text/plain; charset=windows-1251"
        ),
        "/gone": lambda h: h.answer(b"", 404),
        "/drip": drip,
        "/drip-headers": drip_headers,
        "/still": lambda h: time.sleep(1),
        "/endless": endless,
        "/short": lambda h: h.answer(b"abc", Content_Length="100"),
        "/packed": lambda h: h.answer(b"abc", Content_Encoding="gzip"),
        "/loop": lambda h: h.answer(b"", 301, Location="/loop"),
        "/file": lambda h: h.answer(b"", 302, Location="file:///etc/passwd"),
        "/ftp": lambda h: h.answer(b"", 302, Location="ftp://127.0.0.1/x"),
        "/nowhere": lambda h: h.answer(b"", 302),
        "/localhost": lambda h: h.answer(b"", 302, Location=f"{here.replace('127.0.0.1', 'localhost')}/0"),
        "/door": lambda h: h.answer(b"", 302, Location="http://127.0.0.1:9/"),
        "/metadata": lambda h: h.answer(b"", 302, Location="http://169.254.169.254/latest"),
        "/бет": lambda h: h.answer(b"x"),
        "/%D0%B1%D0%B5%D1%82": lambda h: h.answer(b"quoted"),
    }
    yield here
    server.shutdown()
    server.server_close()


def test_a_page(base: str) -> None:
    answer = fetch(f"{base}/0", LIMITS)
    assert answer == (PAGE.encode(), "text/html", "utf-8", f"{base}/0")


def test_letters_in_an_address_are_encoded(base: str) -> None:
    assert fetch(f"{base}/бет?сұрақ=1", LIMITS).data == b"quoted"
    assert all(path.isascii() for path in Handler.asked)


def test_redirects_are_followed_to_a_limit(base: str) -> None:
    assert fetch(f"{base}/{REDIRECTS}", LIMITS).address == f"{base}/0"
    with pytest.raises(NetworkError, match="more than 5 redirects"):
        fetch(f"{base}/{REDIRECTS + 1}", LIMITS)
    with pytest.raises(NetworkError, match="more than 5 redirects"):
        fetch(f"{base}/loop", LIMITS)


@pytest.mark.parametrize("path", ["/file", "/ftp", "/localhost", "/door", "/metadata"])
def test_a_redirect_leads_to_no_file_and_no_other_private_address(base: str, path: str) -> None:
    with pytest.raises(UsageError if path in ("/file", "/ftp") else InputError):
        fetch(base + path, LIMITS)
    assert Handler.asked == [path]


def test_a_public_name_that_stands_for_a_private_address(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*arguments: Any, **options: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(base.rpartition(":")[2])))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(InputError, match="private network"):
        fetch("http://news.example/0", LIMITS)
    assert Handler.asked == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/gone", "answers 404"),
        ("/drip", "no end of the answer in 1.5 seconds"),
        ("/drip-headers", "no end of the answer in 1.5 seconds"),
        ("/still", "does not answer in time"),
        ("/short", "breaks off"),
        ("/packed", "comes compressed"),
    ],
)
def test_what_a_server_does_wrong(base: str, path: str, said: str) -> None:
    began = time.monotonic()
    with pytest.raises(NetworkError, match=said):
        fetch(base + path, LIMITS)
    assert time.monotonic() - began < 30


def test_a_page_without_an_end(base: str) -> None:
    with pytest.raises(StoryError, match="larger than 1 MB"):
        fetch(f"{base}/endless", LIMITS)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NetworkError, match="cannot be fetched"):
        fetch(f"http://127.0.0.1:{port}/", LIMITS)


def test_a_server_that_speaks_no_tls(base: str) -> None:
    with pytest.raises(NetworkError, match="cannot be fetched"):
        fetch(base.replace("http:", "https:"), LIMITS)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("8.8.8.8", True),
        ("2a00:1450::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
    ],
)
def test_public_addresses(ip: str, public: bool) -> None:
    assert is_public(ip) is public


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_counts_as_itself(ip: Any) -> None:
    assert is_public(f"::ffff:{ip}") == is_public(str(ip))
    assert is_public(f"64:ff9b::{ip}") == is_public(str(ip))


def test_a_page_comes_in(base: str) -> None:
    page, text, old = (take_in(base + path) for path in ("/0?id=1", "/kk", "/old"))
    assert (page.kind, page.name, page.slug, page.data.decode()) == ("html", "0", "0", PAGE)
    assert (text.kind, text.slug, text.data.decode()) == ("txt", "kk", "Қала көпірі")
    assert old.data.decode("kz1048") == "Қала әкімі көпірді ашты"
