"""The mix, played by a program of the system; the play-head follows the clock from the moment it starts."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import tempfile
import threading
import time
import tomllib
import wave
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from broadcast.errors import MissingProgram, SetupError

_BLOCK = 1 << 16
_LONGEST_FILE = 600  # seconds that are cut out for a player that cannot seek; then the next stretch follows
_LAST_WORDS = 200


class Player(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A program, its arguments, and how it gets the place to begin at; players.toml says more."""

    program: str
    arguments: tuple[str, ...]
    feed: Literal["seek", "pipe", "file"]


def players() -> tuple[Player, ...]:
    """Every player that is known, best first."""
    data = tomllib.loads(files("broadcast.terminal.suite").joinpath("players.toml").read_text("utf-8"))
    return tuple(msgspec.convert(each, Player) for each in data["players"])


def find_player(which: Callable[[str], str | None] = shutil.which) -> Player:
    """The first player that this machine has.

    :raises MissingProgram: none; the known ones are named.
    """
    known = players()
    found = next((player for player in known if which(player.program)), None)
    if found is None:
        names = ", ".join(player.program for player in known)
        raise MissingProgram("no program that plays sound was found", remedy=f"install one of {names}")
    return found


class Sound:
    """One WAV file, or none: then only the clock runs."""

    def __init__(self, path: Path | None, player: Player | None) -> None:
        self.path = path if player else None
        self.player = player
        self._process: subprocess.Popen[bytes] | None = None
        self._scrap: Path | None = None
        self._began: float | None = None  # the clock's time; None while nothing sounds
        self._at = 0.0
        self.playing = False

    @property
    def position(self) -> float:
        """Seconds from the first sample."""
        return self._at if self._began is None else self._at + time.monotonic() - self._began

    def play(self, at: float) -> None:
        """Begin at a place, whatever was played before.

        :raises SetupError: the player does not start, or the file cannot be read.
        """
        self.stop()
        if self.path and self.player:
            try:
                self._process = self._started(self.path, self.player, at)
            except (OSError, EOFError, wave.Error) as error:
                self.stop()
                remedy = "build the package again, or use --no-audio"
                raise SetupError(f"the mix cannot be played: {error}", str(self.path), remedy) from error
        self._at, self._began, self.playing = at, time.monotonic(), True

    def hold(self, at: float) -> None:
        """Be silent at a place while a person still looks for the right one; :meth:`play` goes on."""
        self.stop()
        self._at, self.playing = at, True

    def stop(self) -> None:
        """Be silent."""
        process, self._process, self._began, self.playing = self._process, None, None, False
        if process:
            with contextlib.suppress(OSError):
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stderr):
                with contextlib.suppress(OSError):
                    if stream:
                        stream.close()
        if self._scrap:
            self._scrap.unlink(missing_ok=True)
            self._scrap = None

    def ended(self) -> bool:
        """Whether the player has come to its end by itself.

        :raises SetupError: it failed; its last words are told.
        """
        if self._process is None or self._process.poll() is None:
            return False
        program, code = self.player.program if self.player else "", self._process.returncode
        words = self._process.stderr.read() if self._process.stderr else b""
        self.stop()
        if code:
            said = " ".join(words.decode("utf-8", "replace").split())[-_LAST_WORDS:]
            raise SetupError(
                f"{program} stopped with code {code}{': ' if said else ''}{said}",
                remedy="check the sound card, or use --no-audio: the play-head then moves in silence",
            )
        return True

    def _started(self, path: Path, player: Player, at: float) -> subprocess.Popen[bytes]:
        with wave.open(str(path), "rb") as sound:
            facts = {
                "file": str(path),
                "at": f"{at:.3f}",
                "rate": sound.getframerate(),
                "channels": sound.getnchannels(),
                "bits": 8 * sound.getsampwidth(),
            }
            if player.feed == "file":
                facts["file"] = str(self._cut(sound, at))
        command = [player.program, *(argument.format(**facts) for argument in player.arguments)]
        pipe = player.feed == "pipe"
        process = subprocess.Popen(  # noqa: S603 a fixed program, and our own file
            command,
            stdin=subprocess.PIPE if pipe else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if pipe and process.stdin:
            threading.Thread(target=_feed, args=(path, at, process.stdin), daemon=True).start()
        return process

    def _cut(self, sound: wave.Wave_read, at: float) -> Path:
        with tempfile.NamedTemporaryFile(prefix="broadcast-", suffix=".wav", delete=False) as file:
            self._scrap = Path(file.name)
        _seek(sound, at)
        with wave.open(str(self._scrap), "wb") as scrap:
            scrap.setparams(sound.getparams())
            for _ in range(_LONGEST_FILE):
                scrap.writeframes(sound.readframes(sound.getframerate()))
        return self._scrap


def _seek(sound: wave.Wave_read, at: float) -> None:
    sound.setpos(min(int(at * sound.getframerate()), sound.getnframes()))


def _feed(path: Path, at: float, stream: io.BufferedIOBase) -> None:
    """Samples from a place on, until the player has enough of them or is gone."""
    with contextlib.suppress(OSError, ValueError, EOFError, wave.Error), stream, wave.open(str(path), "rb") as sound:
        _seek(sound, at)
        while data := sound.readframes(_BLOCK):
            stream.write(data)
