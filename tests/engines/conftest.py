"""Engines under the contract; the online one speaks to a double of its service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from broadcast.engines import ENGINES
from broadcast.model.speech import Engine


def mp3(seconds: float) -> bytes:
    """A tone as MP3, encoded by the embedded ffmpeg."""
    import ffmpeg

    from broadcast.audio.ffmpeg import program

    tone = ffmpeg.input(f"sine=frequency=300:duration={seconds}", format="lavfi")
    out, _ = tone.output("pipe:1", format="mp3").run(cmd=program(), capture_stdout=True, capture_stderr=True)
    return bytes(out)


@pytest.fixture(scope="session")
def tone() -> bytes:
    return mp3(1.0)


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch, tone: bytes) -> list[str]:
    """The texts that Google Translate was asked for; each is answered with a second of tone."""
    import gtts

    asked: list[str] = []

    def write_to_fp(self: Any, stream: Any) -> None:
        asked.append(self.text)
        stream.write(tone)

    monkeypatch.setattr(gtts.gTTS, "write_to_fp", write_to_fp)
    return asked


@pytest.fixture(params=ENGINES.names())
def engine(request: pytest.FixtureRequest, google: list[str]) -> Engine:
    make: Callable[[], Engine] = ENGINES.get(request.param)
    return make()
