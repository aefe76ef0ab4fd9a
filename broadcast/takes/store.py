"""Takes on disk, one WAV file each, under the hash of the request that made them.

A take's file plays in any player and carries its marks in a chunk of its own.  It is written beside its place and
moved into it, so that two builds may share a store and a killed one leaves no half take; one that does not match its
digest is as good as missing, and is spoken again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from broadcast.audio.waves import chunk, file_blocks, read_chunks
from broadcast.errors import BroadcastError, OutputError
from broadcast.model.documents import from_json, to_json
from broadcast.model.speech import Mark, Speech, SpeechRequest, Take, Voice

if TYPE_CHECKING:
    from fractions import Fraction

_KEY_VERSION = 1  # raise it when what is done to speech before it is kept changes
_CHUNK = b"take"
_DAY = 86_400.0


def default_folder() -> Path:
    """``BROADCAST_TAKES``, or the user's cache folder."""
    named = os.environ.get("BROADCAST_TAKES")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("broadcast", appauthor=False) / "takes"


def take_key(request: SpeechRequest, engine: str, fingerprint: str, number: int = 1) -> str:
    """SHA-256 of the canonical JSON of all that a take's sound depends on; text in NFC."""
    from unicodedata import normalize

    asked: dict[str, object] = {
        "version": _KEY_VERSION,
        "engine": engine,
        "fingerprint": fingerprint,
        "text": normalize("NFC", request.text),
        "language": request.language,
        "voice": request.voice,
        "rate": request.rate,
        "pitch": request.pitch,
        "take": number,
    }
    if request.phonemes:
        asked["phonemes"] = [(p.source, p.text) for p in request.phonemes]
    return hashlib.sha256(to_json(dict(sorted(asked.items())), indent=0)).hexdigest()


class TakeStore:
    """Takes in a folder, which is made when the first one is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.wav"

    def find(self, key: str) -> Take | None:
        """The take under a key, its sound verified; None where there is none or it is damaged.  It counts as used."""
        try:
            take, pcm = self._read(key)
        except (OSError, BroadcastError, KeyError):
            return None
        self._touch(self._path(key))
        return take if take.key == key and hashlib.sha256(pcm).hexdigest() == take.digest else None

    def _touch(self, path: Path) -> None:
        """Note that a take is in use, once a day at most: what is cleaned away is what nobody uses."""
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)

    def pcm(self, take: Take) -> bytes:
        """A take's samples as 24-bit PCM.

        :raises OutputError: the take went away or was damaged while it was in use.
        """
        try:
            found, pcm = self._read(take.key)
        except (OSError, BroadcastError, KeyError) as error:
            raise OutputError(f"a take cannot be read: {error}", str(self._path(take.key)), "build again") from error
        if found.digest != take.digest:
            raise OutputError("a take changed while it was in use", str(self._path(take.key)), "build again")
        return pcm

    def _read(self, key: str) -> tuple[Take, bytes]:
        path = self._path(key)
        with path.open("rb") as stream:
            chunks = read_chunks(stream, str(path))
        return from_json(chunks[_CHUNK], Take, str(path)), chunks[b"data"]

    def keep(
        self, key: str, speech: Speech, pcm: bytes, cut: Fraction, voice: Voice, sample_rate: int, width: int = 3
    ) -> Take:
        """Store speech as edited PCM; its marks move back by `cut`, the seconds that were trimmed at its head.

        :raises OutputError: the store cannot be written.
        """
        length = len(pcm) // width
        take = Take(
            key=key,
            digest=hashlib.sha256(pcm).hexdigest(),
            length=length,
            sample_rate=sample_rate,
            marks=_moved(speech.marks, cut, length, sample_rate),
            timing=speech.timing,
            voice=voice,
        )
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _replacing(path) as stream:
                for block in file_blocks(length, [pcm], chunk(_CHUNK, to_json(take, indent=0))):
                    stream.write(block)
        except OSError as error:
            raise OutputError(
                f"the take store cannot be written: {error.strerror or error}",
                str(self.folder),
                "make room, or name another folder in BROADCAST_TAKES",
            ) from error
        return take


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes stand at `path` once they are all written, or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _moved(marks: tuple[Mark, ...], cut: Fraction, length: int, sample_rate: int) -> tuple[Mark, ...]:
    from fractions import Fraction

    end = Fraction(length, sample_rate)
    return tuple(
        Mark(
            source=m.source,
            start=min(max(m.start - cut, Fraction(0)), end),
            end=min(max(m.end - cut, Fraction(0)), end),
        )
        for m in marks
    )
