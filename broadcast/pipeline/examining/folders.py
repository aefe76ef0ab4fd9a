"""Folders: the store of takes, installed voices, and the newsroom folder itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from broadcast.errors import BroadcastError
from broadcast.languages import LANGUAGES
from broadcast.model.examination import Line
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.readers import READERS

_COUNTED = 20_000  # a store may hold millions, and a doctor is in a hurry
_LITTLE = 1 << 30


def folders() -> Iterator[Line]:
    """The store of takes, the folder of installed voices, and the place where packages are made."""
    yield _takes()
    yield _installed()
    output = Path("output")
    yield _place("packages", output, "free the disk, or build with --output into another folder")


def newsroom(folder: Path) -> Iterator[Line]:
    """The station's choices, each file read as a build reads it, and the stories there are."""
    room = NewsroomFolder(folder)
    scripts = folder / "scripts"
    if not room.voices.is_dir() and not scripts.is_dir():
        said = f"{folder.resolve()} is no newsroom folder: stories and voices are looked for where the command runs"
        yield Line(area="newsroom", subject="folder", state="missing", message=said, remedy="broadcast new FOLDER")
        return
    yield Line(area="newsroom", subject="folder", state="ok", message=str(folder.resolve()))
    yield _stories(scripts)
    yield _file(room, "cast.toml", lambda: f"engine {room.cast().engine}")
    for language in LANGUAGES.names():
        yield _file(room, f"lexicon.{language}.toml", partial(_words, room, language))
    yield _file(room, "captions.toml", lambda: _captions(room))
    if (room.voices / "retakes.toml").exists():
        yield _file(room, "retakes.toml", lambda: _reads(room))


def _takes() -> Line:
    from broadcast.takes.store import default_place

    place = default_place()
    if not isinstance(place, Path) and "://" in place:
        said = f"{place}: shared with other machines, not asked now"
        return Line(area="folders", subject="takes", state="ok", message=said)
    folder = Path(place)
    found = _place("takes", folder, "free the disk, or name another folder in BROADCAST_TAKES")
    if found.state != "ok":
        return found
    said = f"{found.message}; {_size(_files(folder, '*/*.wav'))}"
    return Line(area="folders", subject="takes", state="ok", message=said)


def _installed() -> Line:
    from broadcast.engines.piper.shelf import folder

    place = folder()
    sizes = list(_files(place, "*.onnx"))
    if not sizes:
        said = f"{place}: no voice is installed yet"
        return Line(area="folders", subject="voices", state="ok", message=said)
    return Line(area="folders", subject="voices", state="ok", message=f"{place}; {_size(sizes)}")


def _place(subject: str, folder: Path, remedy: str) -> Line:
    """Whether files can be made in a folder, or where it will be made, and how much room there is."""
    existing = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            free = shutil.disk_usage(existing).free
    except OSError as error:
        said = f"{folder}: cannot be written: {error.strerror or error}"
        return Line(area="folders", subject=subject, state="wrong", message=said, remedy=remedy)
    little = free < _LITTLE
    said = f"{folder}: {'only ' if little else ''}{free / 1e9:.1f} GB free"
    return Line(
        area="folders",
        subject=subject,
        state="doubt" if little else "ok",
        message=said,
        remedy=remedy if little else "",
    )


def _files(folder: Path, pattern: str) -> Iterator[int]:
    """Sizes of the files in a folder that may go away while it is looked at."""
    for path in islice(folder.glob(pattern), _COUNTED):
        try:
            yield path.stat().st_size
        except OSError:
            continue


def _size(sizes: Iterable[int]) -> str:
    found = list(sizes)
    more = "more than " if len(found) == _COUNTED else ""
    return f"{more}{_counted(len(found), 'file', 'files')}, {more}{sum(found) / 1e6:.0f} MB"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _stories(scripts: Path) -> Line:
    known = {f".{suffix}" for suffix in READERS.names()}
    found = sorted(path.name for path in scripts.glob("*") if path.suffix.lower() in known) if scripts.is_dir() else []
    if not found:
        said, remedy = "no story is in it yet", "put a text there, and broadcast build it"
        return Line(area="newsroom", subject="scripts/", state="missing", message=said, remedy=remedy)
    edited = sum(name.endswith(".fountain") for name in found)
    said = f"{_counted(len(found) - edited, 'story', 'stories')}, {_counted(edited, 'edited script', 'edited scripts')}"
    return Line(area="newsroom", subject="scripts/", state="ok", message=said)


def _file(room: NewsroomFolder, name: str, read: Callable[[], str]) -> Line:
    """A file of the station: read as a build reads it; one that is not there is no fault."""
    if not (room.voices / name).exists():
        return Line(area="newsroom", subject=name, state="ok", message="not there: the built-in choices hold")
    try:
        return Line(area="newsroom", subject=name, state="ok", message=read())
    except BroadcastError as error:
        return Line(area="newsroom", subject=name, state="wrong", message=str(error), remedy=error.remedy)


def _words(room: NewsroomFolder, language: str) -> str:
    lexicon = room.lexicon(language)
    return f"{len(lexicon.words) if lexicon else 0} words"


def _captions(room: NewsroomFolder) -> str:
    profile = room.captions()
    for language in LANGUAGES.names():
        profile(language)
    return "every profile can be used"


def _reads(room: NewsroomFolder) -> str:
    room.reads("")
    return "which reads are used"
