"""What the embedded ffmpeg says that it can do."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from broadcast.audio.ffmpeg import program
from broadcast.errors import MissingProgram

_WAIT = 10.0
_NAMED = re.compile(r"^ [A-Z.|]{2,6} ([A-Za-z0-9_]+) ", re.MULTILINE)
_VERSION = re.compile(r"ffmpeg version (\S+)")


class Capabilities(NamedTuple):
    """The program's path and version, and the encoders and filters that it has, by ffmpeg's own names."""

    path: str
    version: str
    encoders: frozenset[str]
    filters: frozenset[str]


def capabilities() -> Capabilities:
    """Ask the program, three times at once.

    :raises MissingProgram: there is none for this machine, or it does not run.
    """
    path = program()
    with ThreadPoolExecutor(3) as pool:
        version, encoders, filters = pool.map(lambda asked: _told(path, asked), ("-version", "-encoders", "-filters"))
    found = _VERSION.search(version)
    return Capabilities(
        path, found[1] if found else "", frozenset(_NAMED.findall(encoders)), frozenset(_NAMED.findall(filters))
    )


def _told(path: str, asked: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  the program that came with imageio-ffmpeg, and words of ours
            [path, "-hide_banner", asked], capture_output=True, timeout=_WAIT, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError) as error:
        remedy = "pip install --force-reinstall imageio-ffmpeg, or set IMAGEIO_FFMPEG_EXE to an ffmpeg of your own"
        raise MissingProgram(f"ffmpeg does not run: {error}", path, remedy) from error
    return done.stdout.decode("utf-8", "replace")
