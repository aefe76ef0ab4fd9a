"""A server of voices on this machine, which breaks off, lies and hangs as it is told."""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class VoiceServer:
    """`files` by path; `faults` are used up by requests for a model, one each; `asked` holds (path, Range)."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.files: dict[str, bytes] = {}
        self.faults: deque[str] = deque()
        self.asked: list[tuple[str, str]] = []
        self.ranges = True
        self.released = threading.Event()

    def put(self, path: str, data: bytes) -> dict[str, Any]:
        """Serve a file; its entry in voices.json."""
        self.files[path] = data
        return {"size_bytes": len(data), "md5_digest": hashlib.md5(data, usedforsecurity=False).hexdigest()}


@contextmanager
def voice_server() -> Iterator[VoiceServer]:
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    voices = VoiceServer(f"http://127.0.0.1:{http.server_port}")
    http.voices = voices  # type: ignore[attr-defined]
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield voices
    finally:
        voices.released.set()
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        voices: VoiceServer = self.server.voices  # type: ignore[attr-defined]
        asked = self.headers.get("Range", "")
        voices.asked.append((self.path, asked))
        fault = voices.faults.popleft() if voices.faults and self.path.endswith(".onnx") else ""
        if fault == "redirect":
            self._head(302, {"Location": voices.address + "/elsewhere" + self.path})
        elif fault.startswith("to "):
            self._head(302, {"Location": fault[3:]})
        elif fault.isdigit():
            self._head(int(fault), {})
        else:
            self._file(voices, voices.files.get(self.path.removeprefix("/elsewhere")), asked, fault)

    def _file(self, voices: VoiceServer, data: bytes | None, asked: str, fault: str) -> None:
        if data is None:
            self._head(404, {})
            return
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and voices.ranges else 0
        if start >= len(data) > 0:
            self._head(416, {})
            return
        body = data[start:]
        more = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} if start else {}
        if fault == "wrong":
            body = body[:-1] + bytes([body[-1] ^ 1])
        elif fault == "more":
            body += b"more"
        self._head(206 if start else 200, {"Content-Length": str(len(body)), **more})
        if fault == "broken":
            self.wfile.write(body[: len(body) // 2])
        elif fault == "hang":
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            voices.released.wait(10)
        else:
            self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
