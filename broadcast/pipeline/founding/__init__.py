"""A newsroom folder: made once, from the sample that comes with Broadcast, and never over anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from broadcast.errors import InputError, OutputError, SetupError, UnknownName
from broadcast.pipeline.whole import put

LANGUAGES = ("en", "kk", "ru")
_SAMPLE = "newsroom_sample"
_TAKEN = {"scripts": ("zhetisu.txt",), "voices": ("captions.toml", "cast.toml", "lexicon.*.toml")}
_IGNORED = b"# What is here is made from scripts/ and voices/, and can be made again.\n*\n!.gitignore\n"


class Founded(NamedTuple):
    """The folder, the files that were made in it, and those that were there already and were kept."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]


def found(folder: Path, language: str) -> Founded:
    """Make scripts/, voices/, output/ and a README in a folder; a file that is there stays as it is.

    :raises UnknownName: there is no README in the language.
    :raises InputError: the folder, or a part of it, is a file.
    :raises OutputError: it cannot be written.
    """
    if language not in LANGUAGES:
        raise UnknownName.among("language of the README", language, LANGUAGES)
    made: list[str] = []
    kept: list[str] = []
    for name, data in _contents(language):
        (made if _put(folder / name, data) else kept).append(name)
    return Founded(folder, tuple(made), tuple(kept))


def language_here() -> str:
    """The language that the person's own system speaks, where there is a README in it; else English."""
    named = next((os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), "")
    code = named.replace("-", "_").partition("_")[0].lower()
    return code if code in LANGUAGES else "en"


def _contents(language: str) -> Iterator[tuple[str, bytes]]:
    """Paths in the folder, and what is to be in them."""
    sample = _sample()
    for part, names in _TAKEN.items():
        for entry in sorted(sample.joinpath(part).iterdir(), key=lambda each: each.name):
            if any(fnmatch(entry.name, name) for name in names):
                yield f"{part}/{entry.name}", entry.read_bytes()
    yield "output/.gitignore", _IGNORED
    yield "README.md", files("broadcast.pipeline.founding").joinpath(f"readme.{language}.md").read_bytes()


def _sample() -> Traversable:
    """The sample newsroom: packed into an installed Broadcast, and in a clone the clone itself.

    :raises SetupError: neither is there.
    """
    packed = files("broadcast").joinpath(_SAMPLE)
    clone = Path(__file__).parents[3]
    for place in (packed, clone):
        if place.joinpath("scripts", "zhetisu.txt").is_file() and place.joinpath("voices").is_dir():
            return place
    remedy = "pip install --force-reinstall broadcast"
    raise SetupError("the sample newsroom did not come with this Broadcast", str(packed), remedy)


def _put(path: Path, data: bytes) -> bool:
    """Write a file that is not there yet, whole or not at all; whether it was written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists():
            return False
        put(path, [data])
    except (FileExistsError, NotADirectoryError) as error:
        what = "a file stands where a folder is needed"
        where = next((each for each in reversed(path.parents) if each.is_file()), path.parent)
        raise InputError(what, str(where), "name another folder, or take the file away") from error
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}", str(path), "name a folder that you may write to"
        ) from error
    return True
