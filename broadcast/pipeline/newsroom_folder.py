"""The newsroom's folder: where a station keeps its stories and its choices; the command works where it is run."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from json import dumps
from pathlib import Path
from typing import Any

from broadcast.errors import DocumentError, InputError, OutputError
from broadcast.languages import pack_for
from broadcast.model.caption import CaptionProfile
from broadcast.model.documents import from_tables, from_toml, tables
from broadcast.model.lexicon import Lexicon
from broadcast.model.settings import Cast
from broadcast.pipeline.whole import put

_LARGEST = 1 << 20
_LARGEST_TEMPLATE = 16 << 20  # a logo in it takes some
SCRIPT_TEMPLATE = "script-template.docx"
_RETAKES = "retakes.toml"
_RETAKES_HEAD = "# Which read of a segment is used where it is not the first; written by broadcast build --retake."


class NewsroomFolder:
    """``voices/`` under a folder; any of its files may be missing."""

    def __init__(self, folder: Path | str | None = None) -> None:
        self.voices = Path(folder or "") / "voices"

    def _read(self, name: str, largest: int = _LARGEST) -> bytes:
        path = self.voices / name
        try:
            if path.stat().st_size > largest:
                raise InputError("the file is too large", str(path), f"{largest >> 20} MB is the most that is read")
            return path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}", str(path), "check the file") from error

    def cast(self) -> Cast:
        """The station's cast over the built-in one.

        :raises DocumentError: ``voices/cast.toml`` breaks its form; the key is named.
        """
        where = str(self.voices / "cast.toml")
        default = tables(files("broadcast.newsroom").joinpath("cast.toml").read_bytes())
        return from_tables(_over(tables(self._read("cast.toml"), where), default), Cast, where)

    def lexicon(self, language: str) -> Lexicon | None:
        """The station's lexicon of a language, if it has one.

        :raises DocumentError: the file breaks its form.
        """
        name = f"lexicon.{language}.toml"
        own = self._read(name)
        return from_toml(own, Lexicon, str(self.voices / name)) if own else None

    def reads(self, slug: str) -> dict[str, int]:
        """Which read of each segment of a story is wanted, where it is not the first: ``voices/retakes.toml``.

        :raises DocumentError: the file breaks its form.
        """
        where = str(self.voices / _RETAKES)
        return from_tables(tables(self._read(_RETAKES), where), dict[str, dict[str, int]], where).get(slug, {})

    def read_again(self, slug: str, segments: Iterable[str]) -> None:
        """Ask for the next read of segments.

        :raises OutputError: the file cannot be written.
        """
        where = str(self.voices / _RETAKES)
        stories = from_tables(tables(self._read(_RETAKES), where), dict[str, dict[str, int]], where)
        reads = stories.setdefault(slug, {})
        for segment in segments:
            reads[segment] = reads.get(segment, 1) + 1
        lines = [_RETAKES_HEAD]
        for story, wanted in sorted(stories.items()):
            lines += ["", f"[{dumps(story)}]", *(f"{dumps(key)} = {read}" for key, read in sorted(wanted.items()))]
        try:
            self.voices.mkdir(parents=True, exist_ok=True)
            put(self.voices / _RETAKES, [("\n".join(lines) + "\n").encode()])
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror or error}", where, "check the folder") from error

    def captions(self, name: str = "") -> Callable[[str], CaptionProfile]:
        """The caption profile for each language: the one of this name, or the language's own, as the station has it.

        :raises UnknownName: no profile has the name; the error lists those that exist.
        :raises DocumentError: ``voices/captions.toml`` breaks its form.
        """
        from broadcast.languages.captions import LANGUAGES, profile

        where = str(self.voices / "captions.toml")
        own = tables(self._read("captions.toml"), where)
        for each in own:
            profile(each, station=own, where=where)
        if name:
            profile(name, station=own, where=where)

        @cache
        def profile_for(language: str) -> CaptionProfile:
            if language in LANGUAGES:
                return profile(name, language, own, where)
            return pack_for(language).captions

        return profile_for

    def script_template(self) -> bytes:
        """The station's Word template of the two-column script; empty where it has none.

        :raises DocumentError: the file is no Word document.
        """
        found = self._read(SCRIPT_TEMPLATE, _LARGEST_TEMPLATE)
        if found and not zipfile.is_zipfile(io.BytesIO(found)):
            remedy = "save it in Word as .docx, or take it away to have the built-in look"
            raise DocumentError("this is no Word document", str(self.voices / SCRIPT_TEMPLATE), remedy)
        return found

    def files(self) -> dict[str, bytes]:
        """Every file that holds a choice of the station, by name."""
        named = [SCRIPT_TEMPLATE, *(path.name for path in sorted(self.voices.glob("*.toml")))]
        read = {name: self._read(name, _LARGEST_TEMPLATE if name == SCRIPT_TEMPLATE else _LARGEST) for name in named}
        return {name: data for name, data in read.items() if data}

    def digest(self) -> str:
        """SHA-256 over every file in ``voices/``: changes when any of the station's choices does."""
        total = hashlib.sha256(self._read(SCRIPT_TEMPLATE, _LARGEST_TEMPLATE))
        for path in sorted(self.voices.glob("*.toml")):
            total.update(path.name.encode() + b"\0" + hashlib.sha256(self._read(path.name)).digest())
        return total.hexdigest()


def _over(own: dict[str, Any], default: dict[str, Any]) -> dict[str, Any]:
    """The station's tables laid over the default ones, key by key."""
    both = own.keys() & default.keys()
    nested = {k: _over(own[k], default[k]) for k in both if isinstance(own[k], dict) and isinstance(default[k], dict)}
    return default | own | nested


@cache
def program_digest() -> str:
    """SHA-256 over name, size and time of every file of the package: changes when the program does."""
    root = Path(__file__).parents[1]
    total = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".toml", ".html", ".css", ".js"}:
            stat = path.stat()
            total.update(f"{path.relative_to(root).as_posix()} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return total.hexdigest()
