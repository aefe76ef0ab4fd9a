"""Microsoft Edge's reader on this machine: its WebSocket protocol, spoken right or wrong on purpose."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import ssl
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from aiohttp import web

from tests.engines.sounds import second_of_silence, spoken_mp3
from tests.engines.web_service import CERTIFICATE, PAGE

TICKS = 10_000_000
Word = tuple[str, float, float]


class Asked(NamedTuple):
    """What SSML asked for."""

    text: str
    voice: str
    rate: str
    pitch: str


def spread(text: str, seconds: float) -> list[Word]:
    """Words as the service splits them: letters and digits, hyphens inside; each a share of the time."""
    words = re.findall(r"[\w-]+", text)
    share = seconds / max(1, len(words))
    return [(word, i * share, share * 0.9) for i, word in enumerate(words)]


def speech(text: str) -> tuple[bytes, list[Word]]:
    sound, seconds = spoken_mp3(text)
    return sound, spread(text, seconds - 0.1)


class EdgeService:
    """`fault` is what goes wrong; `speech` makes sound and words of a text."""

    def __init__(self) -> None:
        self.fault = ""
        self.asked: list[Asked] = []
        self.speech: Callable[[str], tuple[bytes, list[Word]]] = speech
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        status = {"400": 400, "403": 403, "429": 429, "500": 500}.get(self.fault)
        if status:
            return web.Response(status=status, headers={"Retry-After": "7"} if status == 429 else {})
        if self.fault == "a web page":
            return web.Response(body=PAGE, content_type="text/html")
        if self.fault == "redirect":
            raise web.HTTPFound("/elsewhere")
        if self.fault == "no answer":
            await asyncio.sleep(5)
        if self.fault == "reset" and request.transport:
            request.transport.abort()
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        with contextlib.suppress(ConnectionError):
            await self.converse(socket)
        return socket

    async def converse(self, socket: web.WebSocketResponse) -> None:
        config = await socket.receive_str()
        assert '"wordBoundaryEnabled":"true"' in config
        ssml = (await socket.receive_str()).partition("\r\n\r\n")[2]
        voice = next(iter(ET.fromstring(ssml)))  # noqa: S314  of our own making
        prosody = next(iter(voice))
        asked = Asked(prosody.text or "", voice.attrib["name"], prosody.attrib["rate"], prosody.attrib["pitch"])
        self.asked.append(asked)
        turn = Turn(socket)
        await turn.say("turn.start", {"context": {}})
        await turn.say("response", {"context": {}})
        sound, words = self.speech(asked.text)
        await turn.words(words)
        await self.send(turn, sound)
        await turn.audio(b"", content_type="")
        await turn.say("turn.end", {})
        await socket.close()

    async def send(self, turn: Turn, sound: bytes) -> None:
        parts = [sound[i : i + 4096] for i in range(0, len(sound), 4096)]
        if self.fault == "a drop at a time":
            parts = [sound[:100]] * 200
        if self.fault == "endless":
            parts = [sound] * 10_000
        if self.fault == "empty":
            parts = []
        if self.fault == "silence":
            parts = [second_of_silence() * (len(sound) // len(second_of_silence()))]
        if self.fault == "garbage":
            parts = [bytes(range(256)) * 16]
        for i, part in enumerate(parts):
            if self.fault in ("slow", "a drop at a time"):
                await asyncio.sleep(0.05)
            if self.fault == "cut" and 2 * i >= len(parts):
                await turn.socket.close()
            await turn.audio(part)


class Turn:
    """One conversation, in the service's frames."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.id = uuid.uuid4().hex

    async def say(self, path: str, content: Any) -> None:
        kind = "application/json; charset=utf-8"
        await self.socket.send_str(
            f"X-RequestId:{self.id}\r\nContent-Type:{kind}\r\nPath:{path}\r\n\r\n{json.dumps(content)}"
        )

    async def words(self, words: list[Word]) -> None:
        for word, start, length in words:
            data = {
                "Offset": round(start * TICKS),
                "Duration": round(length * TICKS),
                "text": {"Text": word, "Length": len(word), "BoundaryType": "WordBoundary"},
            }
            await self.say("audio.metadata", {"Metadata": [{"Type": "WordBoundary", "Data": data}]})

    async def audio(self, data: bytes, content_type: str = "audio/mpeg") -> None:
        kind = f"Content-Type:{content_type}\r\n" if content_type else ""
        header = f"X-RequestId:{self.id}\r\n{kind}X-StreamId:{self.id}\r\nPath:audio\r\n".encode()
        await self.socket.send_bytes(len(header).to_bytes(2, "big") + header + data)


@contextlib.contextmanager
def served(service: EdgeService, *, secure: bool = False) -> Iterator[EdgeService]:
    """The service at work in a thread of its own; `secure` with a certificate that nobody vouches for."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    done = asyncio.Event()

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/edge/v1", service.handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        context = None
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
        await site.start()
        port = runner.addresses[0][1]
        service.url = f"{'wss' if secure else 'ws'}://127.0.0.1:{port}/edge/v1?TrustedClientToken=none"
        ready.set()
        await done.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield service
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()
