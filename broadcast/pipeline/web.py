"""A story from an http or https address: bounded in time, size and redirects, and kept out of private networks."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from broadcast import __version__
from broadcast.errors import InputError, NetworkError, StoryError, UsageError

CONNECT_TIMEOUT: Final = 10.0  # seconds, each address
READ_TIMEOUT: Final = 20.0  # seconds without a byte
WHOLE_TIMEOUT: Final = 60.0  # seconds from the first address to the last byte of one answer
REDIRECTS: Final = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_CHUNK = 1 << 16
_ADDRESS = ipaddress.IPv4Address | ipaddress.IPv6Address
_SAFE = "/?%:@!$&'()*+,;=~[]"  # what may stand in a path or a query as it is (RFC 3986)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Answer(NamedTuple):
    """What came: the bytes, their media type and charset as the server names them, and the last address."""

    data: bytes
    media_type: str
    charset: str
    address: str


class Limits(NamedTuple):
    """Bytes, and seconds to connect, between bytes, and over all."""

    size: int
    connect: float = CONNECT_TIMEOUT
    read: float = READ_TIMEOUT
    whole: float = WHOLE_TIMEOUT


def fetch(address: str, limits: Limits) -> Answer:
    """Get a page.

    A private or loopback address is asked only where `address` itself names it: an IP address, or a name without a dot
    such as ``localhost``; no redirect and no public name leads there.

    :raises UsageError: the address is none, or not of http or https.
    :raises StoryError: more bytes than the limit.
    :raises NetworkError: no answer, a refusal, or too many redirects.
    """
    url = _split(address)
    typed = (url.hostname, _port(url)) if _names_a_machine(url.hostname or "") else None
    for _ in range(REDIRECTS + 1):
        private = (url.hostname, _port(url)) == typed
        with _asked(url, private, limits) as answer:
            if answer.status not in _REDIRECTS:
                return _answer(answer, url, limits)
            target = answer.getheader("Location", "")
        url = _split(urljoin(url.geturl(), target))
    raise NetworkError(f"more than {REDIRECTS} redirects", address, "open the address in a browser, and copy the last")


def _split(address: str) -> SplitResult:
    """:raises UsageError: not an address of http or https."""
    remedy = "give an address that begins with http:// or https://"
    try:
        url = urlsplit(address)
        name, _ = (url.hostname or "").encode("idna"), url.port
    except ValueError as error:
        raise UsageError(f"this is no address: {error}", address, remedy) from error
    if url.scheme not in _PORTS or not name:
        raise UsageError("only http and https addresses are read", address, remedy)
    if url.username is not None:
        raise UsageError("an address with a user name is not read", address, "save the page as a file, and give that")
    return url


def _port(url: SplitResult) -> int:
    return url.port or _PORTS[url.scheme]


def _names_a_machine(host: str) -> bool:
    """An IP address, or a name that only the own network knows."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return True


def is_public(ip: str) -> bool:
    """Whether an IP address is one of the open internet; an IPv4 address inside an IPv6 one counts as itself."""
    address: _ADDRESS = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = inner or address
    return address.is_global and not address.is_multicast


@contextmanager
def _asked(url: SplitResult, private: bool, limits: Limits) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request; every error of the network comes out as one of ours."""
    where = url.geturl()
    late = threading.Event()
    try:
        line = _connected(url, private, limits)

        def hang_up() -> None:
            late.set()
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

        watch = threading.Timer(limits.whole, hang_up)
        watch.daemon = True
        watch.start()
        try:
            yield _request(line, url)
            if late.is_set():  # what was cut off may look like an end
                raise TimeoutError
        finally:
            watch.cancel()
            line.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        said = f"no end of the answer in {limits.whole:g} seconds" if late.is_set() else _reason(error)
        raise NetworkError(f"the page cannot be fetched: {said}", where, "check the address and the network") from error


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the server does not answer in time"
    return str(getattr(error, "strerror", None) or error) or type(error).__name__


def _connected(url: SplitResult, private: bool, limits: Limits) -> socket.socket:
    """A line to an address that was looked at: what is connected to is what was checked."""
    host = (url.hostname or "").encode("idna").decode()
    found = socket.getaddrinfo(host, _port(url), type=socket.SOCK_STREAM)
    refused: OSError = OSError("the name has no address")
    for family, kind, protocol, _, target in found:
        if not private and not is_public(str(target[0])):
            raise InputError(
                f"{host} is {target[0]}, an address of a private network",
                url.geturl(),
                "give the address itself, if it is meant",
            )
        line = socket.socket(family, kind, protocol)
        line.settimeout(limits.connect)
        try:
            line.connect(target)
        except OSError as error:
            line.close()
            refused = error
        else:
            line.settimeout(limits.read)
            if url.scheme == "http":
                return line
            context = ssl.create_default_context()
            return context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
    raise refused


def _request(line: socket.socket, url: SplitResult) -> http.client.HTTPResponse:
    host = (url.hostname or "").encode("idna").decode()
    if isinstance(line, ssl.SSLSocket):
        line.do_handshake()
    connection = http.client.HTTPConnection(f"[{host}]" if ":" in host else host, _port(url))
    connection.sock = line
    target = quote(url.path or "/", safe=_SAFE) + (f"?{quote(url.query, safe=_SAFE)}" if url.query else "")
    headers = {"User-Agent": f"broadcast/{__version__}", "Accept": "text/html, text/*, */*;q=0.5"}
    connection.request("GET", target, headers=headers | {"Accept-Encoding": "identity", "Connection": "close"})
    return connection.getresponse()


def _answer(answer: http.client.HTTPResponse, url: SplitResult, limits: Limits) -> Answer:
    where = url.geturl()
    if answer.status != http.HTTPStatus.OK:
        raise NetworkError(f"the server answers {answer.status} {answer.reason}", where, "check the address")
    if answer.getheader("Content-Encoding", "identity") not in ("identity", ""):
        raise NetworkError("the page comes compressed, unasked", where, "save the page as a file, and give that")
    data = bytearray()
    while part := answer.read(_CHUNK):
        data += part
        if len(data) > limits.size:
            raise StoryError(f"the page is larger than {limits.size >> 20} MB", where, "is it a story?")
    if answer.length:
        raise NetworkError("the page breaks off", where, "try again")
    headers = answer.headers
    return Answer(bytes(data), headers.get_content_type(), headers.get_content_charset("") or "", where)
