"""Takes on disk, one WAV file each, under the hash of the request that made them.

A take's file plays in any player and carries its marks in a chunk of its own.  It is written beside its place and
moved into it, so that two builds may share a store and a killed one leaves no half take; one that does not match its
digest is as good as missing, and is spoken again.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from broadcast.audio.waves import chunk, file_blocks, read_chunks
from broadcast.errors import BroadcastError, NetworkError, OutputError
from broadcast.model.documents import from_json, to_json
from broadcast.model.speech import Mark, Speech, SpeechRequest, Take, Voice
from broadcast.takes.storage import Storage, storage

if TYPE_CHECKING:
    from fractions import Fraction

_KEY_VERSION = 2  # raise it when what is done to speech before it is kept changes
_CHUNK = b"take"


def default_place() -> Path | str:
    """``BROADCAST_TAKES``, a folder or an address, or else the user's cache folder."""
    named = os.environ.get("BROADCAST_TAKES")
    if named:
        return named
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
    """Takes in a folder, which is made when the first one is kept, or behind an address that fsspec knows.

    :raises BroadcastError: the address is none, or nobody answers there.
    """

    def __init__(self, place: Path | str | Storage) -> None:
        self.files = storage(place) if isinstance(place, Path | str) else place

    @classmethod
    def of(cls, place: Path | str = "") -> TakeStore:
        """The store at a place, by default that of the environment."""
        return cls(place or default_place())

    @property
    def place(self) -> str:
        """Where the takes are, for messages."""
        return self.files.place

    def where(self, key: str) -> str:
        """The file of a take, for messages."""
        return f"{self.place}/{_name(key)}"

    def find(self, key: str) -> Take | None:
        """The take under a key, its sound verified; None where there is none or it is damaged.  It counts as used.

        :raises NetworkError: the store is behind an address and does not answer.
        """
        try:
            take, pcm = self._read(key)
        except NetworkError:
            raise
        except (OSError, BroadcastError, KeyError):
            return None
        self.files.used(_name(key))
        return take if take.key == key and hashlib.sha256(pcm).hexdigest() == take.digest else None

    def pcm(self, take: Take) -> bytes:
        """A take's samples as 24-bit PCM.

        :raises OutputError: the take went away or was damaged while it was in use.
        """
        try:
            found, pcm = self._read(take.key)
        except (OSError, BroadcastError, KeyError) as error:
            raise OutputError(f"a take cannot be read: {error}", self.where(take.key), "build again") from error
        if found.digest != take.digest:
            raise OutputError("a take changed while it was in use", self.where(take.key), "build again")
        return pcm

    def _read(self, key: str) -> tuple[Take, bytes]:
        where = self.where(key)
        with self.files.open(_name(key)) as stream:
            chunks = read_chunks(stream, where)
        return from_json(chunks[_CHUNK], Take, where), chunks[b"data"]

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
        try:
            self.files.write(_name(key), file_blocks(length, [pcm], chunk(_CHUNK, to_json(take, indent=0))))
        except OSError as error:
            raise OutputError(
                f"the take store cannot be written: {error.strerror or error}",
                self.place,
                "make room, see that you may write there, or name another place in BROADCAST_TAKES",
            ) from error
        return take


def _name(key: str) -> str:
    return f"{key[:2]}/{key}.wav"


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
