"""What the Tab key offers: for each parameter, by its name, the values that it may have here.

Nothing is imported before a shell asks.  What cannot be told (a broken cast file, no folder) is offered as nothing, and
the shell completes file names then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from broadcast.errors import BroadcastError

RATES = ("25", "50", "24", "23.976", "29.97", "29.97df", "30", "59.94", "59.94df", "60")
SUBTITLES = ("srt", "vtt", "ttml", "ass", "avid-ds", "transcript", "captions-csv")
SHELLS = ("bash", "zsh", "fish", "powershell")
_MOST = 200
_PLAIN = re.compile(r"[\w./+#:@=,%-]+")  # what no shell reads as anything but itself; other names it completes better

Completer = Callable[[Any, str], Iterable[str]]


def attach(command: Any) -> Any:
    """Give the parameters of a command what completes them, by their names."""
    for param in command.params:
        completer = FORMATS.get(command.name) if param.name in ("to", "also") else COMPLETERS.get(param.name)
        if completer:
            param.shell_complete = partial(_offered, completer)
    return command


class Item(NamedTuple):
    """A value and what it means, as the completion of a shell takes them."""

    value: str
    help: str = ""
    type: str = "plain"


def _offered(completer: Completer, ctx: Any, incomplete: str) -> list[Item]:
    try:
        values = completer(ctx, incomplete)
        found = [value for value in values if value.startswith(incomplete) and _PLAIN.fullmatch(value)]
    except (BroadcastError, OSError):
        found = []
    return [Item(value) for value in islice(found, _MOST)]


def _engines(ctx: Any, incomplete: str) -> Iterable[str]:
    from broadcast.engines import ENGINES

    return ENGINES.names()


def _languages(ctx: Any, incomplete: str) -> Iterable[str]:
    from broadcast.languages import LANGUAGES

    return LANGUAGES.names()


def _profiles(ctx: Any, incomplete: str) -> Iterable[str]:
    from broadcast.languages.captions import LANGUAGES, SCREENS
    from broadcast.model.documents import tables

    own = Path("voices/captions.toml")
    station = tables(own.read_bytes(), str(own)) if own.is_file() else {}
    return dict.fromkeys((*LANGUAGES, *SCREENS, *station))


def _loudness(ctx: Any, incomplete: str) -> Iterable[str]:
    from broadcast.audio.targets import names

    return names()


def _rates(ctx: Any, incomplete: str) -> Iterable[str]:
    return RATES


def _formats(ctx: Any, incomplete: str) -> Iterable[str]:
    from broadcast.exporters import EXPORTERS

    return EXPORTERS.names()


def _additional(ctx: Any, incomplete: str) -> Iterable[str]:
    from broadcast.exporters import ON_DEMAND

    return sorted(ON_DEMAND)


def _captions_only(ctx: Any, incomplete: str) -> Iterable[str]:
    return SUBTITLES


def _actions(ctx: Any, incomplete: str) -> Iterable[str]:
    return ("list", "hear", "install")


def _voices(ctx: Any, incomplete: str) -> Iterable[str]:
    from broadcast.pipeline.voice_list import ALL, voice_list

    install = ctx.params.get("action") == "install"
    found = voice_list(ALL if incomplete else "").voices
    return dict.fromkeys(v.voice.partition("#")[0] if install else v.voice for v in found if v.ready is not install)


def _shells(ctx: Any, incomplete: str) -> Iterable[str]:
    return SHELLS


def _stories(ctx: Any, incomplete: str) -> Iterator[str]:
    """Stories and edited scripts where the word leads; those in ``scripts/`` first of all."""
    from broadcast.readers import READERS

    suffixes = {f".{suffix}" for suffix in READERS.names()}
    typed, slash, _ = incomplete.rpartition("/")
    places = [Path(typed or "/")] if slash else [Path("scripts"), *([Path()] if incomplete else [])]
    for place in places:
        for path in sorted(place.glob("*")):
            if path.suffix.lower() in suffixes and path.is_file():
                yield f"{typed}/{path.name}" if slash else path.as_posix()


def _packages(ctx: Any, incomplete: str) -> Iterator[str]:
    """Built packages where the word leads, and in ``output/``."""
    typed, slash, _ = incomplete.rpartition("/")
    for path in sorted(Path(typed or "/" if slash else "output").glob("*/manifest.json")):
        yield f"{typed}/{path.parent.name}" if slash else path.parent.as_posix()


def _programmes(ctx: Any, incomplete: str) -> Iterator[str]:
    yield from _packages(ctx, incomplete)
    yield from _stories(ctx, incomplete)


COMPLETERS: dict[str, Completer] = {
    "story": _stories,
    "places": _stories,
    "target": _programmes,
    "folder": _packages,
    "folders": _packages,
    "engine": _engines,
    "language": _languages,
    "captions": _profiles,
    "profile": _profiles,
    "loudness": _loudness,
    "fps": _rates,
    "action": _actions,
    "name": _voices,
    "shell": _shells,
}
FORMATS: dict[str, Completer] = {
    "build": _additional,
    "desk": _additional,
    "export": _formats,
    "subtitles": _captions_only,
}
