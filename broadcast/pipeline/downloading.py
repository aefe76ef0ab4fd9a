"""A large file from an http or https address: gone on with where it broke off, bounded in time and size, checked."""

from __future__ import annotations

import errno
import hashlib
import http.client
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple
from urllib.parse import urlsplit

from broadcast import __version__
from broadcast.errors import BroadcastError, NetworkError, OutputError, TemporaryFailure, UsageError

SILENCE: Final = 30.0  # seconds without a byte
_CHUNK: Final = 1 << 17
_TRIES: Final = 4  # in a row that bring nothing
_PAUSE: Final = 1.0  # seconds before the second try, twice as long before each further one
_MAY_PASS: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_KEPT: Final = "what came is kept: run the command again to go on"

Heard = Callable[[int], None]


class Wanted(NamedTuple):
    """A file: its address, where it is put, its bytes and MD5 where they are known, and the most it may be."""

    address: str
    path: Path
    size: int | None
    md5: str
    limit: int

    @property
    def part(self) -> Path:
        """What has come so far."""
        return self.path.with_name(f".{self.path.name}.part")


def checked_address(address: str) -> str:
    """The address without a slash at its end.

    :raises UsageError: it is not one of http or https.
    """
    try:
        url = urlsplit(address)
        known = url.scheme in {"http", "https"} and bool(url.hostname)
    except ValueError:
        known = False
    if not known:
        raise UsageError(
            "voices are fetched over http and https only", address, "give an address that begins with https://"
        )
    return address.rstrip("/")


def download(wanted: Wanted, hear: Heard, silence: float = SILENCE, pause: float = _PAUSE) -> Path:
    """Fetch a file into its part, `Wanted.part`, whole and checked; who asked moves it into place.

    :param hear: gets the number of bytes that have come so far.
    :param silence: seconds without a byte after which a try is over.
    :param pause: seconds before the second try.
    :raises NetworkError: no way to the server, a refusal, no end, or bytes that are not those expected.
    :raises OutputError: the disk is full, or the folder cannot be written; another install is at work on the same file.
    """
    with _storing(wanted.part) as stream:
        began_with = stream.seek(0, os.SEEK_END)
        _fill(wanted, stream, hear, silence, pause)
        wrong = _wrong(wanted, stream)
        if wrong and began_with:  # what was there before may have been of another version
            stream.truncate(0)
            _fill(wanted, stream, hear, silence, pause)
            wrong = _wrong(wanted, stream)
        if wrong:
            stream.truncate(0)
            raise NetworkError(wrong, wanted.address, "try again later, or another server with --from")
    return wanted.part


def fetched(address: str, limit: int, silence: float = SILENCE) -> bytes:
    """A small file as a whole, asked for once.

    :raises NetworkError: as in `download`.
    """
    with _told(address), closing(_answer(address, 0, silence)) as answer:
        data: bytes = answer.read(limit + 1)
        if answer.length:  # read() with a limit does not tell a cut answer
            raise TemporaryFailure("the server broke off", address, "try again")
    if len(data) > limit:
        raise NetworkError(f"the file is larger than {limit >> 10} KB", address, "is it the right address?")
    return data


def _fill(wanted: Wanted, stream: BinaryIO, hear: Heard, silence: float, pause: float) -> None:
    began, tries = stream.seek(0, os.SEEK_END), 0
    while True:
        before = stream.seek(0, os.SEEK_END)
        try:
            _ask(wanted, stream, hear, silence)
        except TemporaryFailure as failure:
            tries = 1 if stream.tell() > before else tries + 1
            offline = type(failure.__cause__) is urllib.error.URLError and stream.tell() <= began
            if tries >= _TRIES or offline:
                raise
            time.sleep(pause * 2 ** (tries - 1))
        else:
            return


def _ask(wanted: Wanted, stream: BinaryIO, hear: Heard, silence: float) -> None:
    """Ask for what is missing, once, and append it."""
    at = stream.seek(0, os.SEEK_END)
    if wanted.size is not None and at >= wanted.size:
        return
    with _told(wanted.address), closing(_answer(wanted.address, at, silence)) as answer:
        if at and not _goes_on(answer, at):
            at = 0
            stream.truncate(0)
            stream.seek(0)
        expected = None if answer.length is None else at + answer.length
        most = wanted.limit if wanted.size is None else wanted.size
        while block := answer.read(_CHUNK):
            if at + len(block) > most:
                raise NetworkError(f"more came than the {most} bytes of the file", wanted.address, "try again later")
            stream.write(block)
            at += len(block)
            hear(at)
        if expected is not None and at < expected:
            raise TemporaryFailure(f"the server broke off after {at} of {expected} bytes", wanted.address, _KEPT)
        if wanted.size is not None and at < wanted.size:
            raise TemporaryFailure(f"only {at} of {wanted.size} bytes came", wanted.address, _KEPT)


def _goes_on(answer: Any, at: int) -> bool:
    """Whether the server sends what comes after `at`; one that does not know ranges sends the whole."""
    return bool(answer.status == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {at}-"))


def _answer(address: str, at: int, silence: float) -> Any:
    headers = {"User-Agent": f"broadcast/{__version__}", "Accept-Encoding": "identity"}
    if at:
        headers["Range"] = f"bytes={at}-"
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  the scheme was checked
    try:
        return _opener().open(request, timeout=silence)
    except urllib.error.HTTPError as error:
        if at and error.code == 416:  # nothing after that place: what is here is too long, or whole
            error.close()
            return _answer(address, 0, silence)
        raise


def _opener() -> urllib.request.OpenerDirector:
    """http and https only, also after a redirect."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Errors of the network come out as ours; those of the disk go on as they are."""
    try:
        yield
    except BroadcastError:
        raise
    except urllib.error.HTTPError as error:
        error.close()
        said = f"the server answers {error.code} {error.reason}"
        if error.code in _MAY_PASS:
            raise TemporaryFailure(said, address, _KEPT) from error
        raise NetworkError(said, address, "check the name of the voice, and the address of --from") from error
    except TimeoutError as error:
        raise TemporaryFailure("the server does not answer in time", address, _KEPT) from error
    except http.client.IncompleteRead as error:
        raise TemporaryFailure("the server broke off", address, _KEPT) from error
    except urllib.error.URLError as error:
        kind = TemporaryFailure if isinstance(error.reason, OSError) else NetworkError
        raise kind(f"the server cannot be reached: {error.reason}", address, "check the network") from error
    except (ConnectionError, http.client.HTTPException) as error:
        raise TemporaryFailure(f"the line broke: {error}", address, _KEPT) from error


@contextmanager
def _storing(part: Path) -> Iterator[BinaryIO]:
    """The part, open at its end and locked against another install; errors of the disk come out as ours."""
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("a+b") as stream:
            _lock(stream, part)
            yield stream
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise OutputError(
            "the disk is full" if full else f"the file cannot be written: {error.strerror}",
            str(part),
            f"free some space; {_KEPT}" if full else "name another folder in BROADCAST_VOICES",
        ) from error


def _lock(stream: BinaryIO, part: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            raise OutputError("another install is fetching this file", str(part), "wait until it is done") from error


def md5_of(stream: Any) -> str:
    """The MD5 of a file from its beginning, as servers of voices list it; it tells damage, not malice."""
    stream.seek(0)
    return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _wrong(wanted: Wanted, stream: BinaryIO) -> str:
    stream.flush()
    size = stream.seek(0, os.SEEK_END)
    if wanted.size is not None and size != wanted.size:
        return f"{size} bytes came, {wanted.size} were expected"
    if wanted.md5 and (found := md5_of(stream)) != wanted.md5:
        return f"the file is not the one expected: its MD5 is {found}, not {wanted.md5}"
    return ""
