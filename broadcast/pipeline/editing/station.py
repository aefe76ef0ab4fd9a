"""The station's files changed in place: how a word is said, who sounds like whom.  Comments and order stay."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadcast.errors import DocumentError, MissingExtra
from broadcast.model.documents import from_tables, from_toml, tables
from broadcast.model.lexicon import Lexicon
from broadcast.model.settings import VoiceChoice
from broadcast.pipeline.editing.files import Change, put, read
from broadcast.pipeline.newsroom_folder import NewsroomFolder

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def say(newsroom: NewsroomFolder, language: str, written: str, spoken: str) -> Change:
    """Enter a word into the station's lexicon of a language; an empty `spoken` takes its entry out.

    Phonemes of an older entry go, because they are of another sound.

    :raises DocumentError: the lexicon is no TOML, or the entry would break its form.
    """
    written, spoken = " ".join(written.split()), " ".join(spoken.split())
    path = newsroom.voices / f"lexicon.{language}.toml"
    document = _document(path)
    words = _table(document, "words", path=path)
    old = next((key for key in words if key.casefold() == written.casefold()), None)
    if not spoken:
        if old is None:
            raise DocumentError(f"{written!r} has no entry of its own", str(path), "write how it is said")
        del words[old]
    else:
        words[old or written] = spoken
    text = document.as_string().encode()
    from_toml(text, Lexicon, str(path))
    return put(f"«{written}» is said «{spoken}»" if spoken else f"«{written}» by rule", path, text)


def pin(newsroom: NewsroomFolder, speaker: str, choice: VoiceChoice) -> Change:
    """Give a speaker (an id) a voice that stays.

    :raises DocumentError: the cast file is no TOML.
    """
    return _chosen(newsroom, ("people",), speaker, choice, f"{speaker} sounds like {choice.voice}")


def narrate(newsroom: NewsroomFolder, engine: str, language: str, choice: VoiceChoice) -> Change:
    """Give the narrator of an engine and language a voice.

    :raises DocumentError: the cast file is no TOML.
    """
    return _chosen(
        newsroom, ("pools", engine, language), "narrator", choice, f"the narrator sounds like {choice.voice}"
    )


def _chosen(newsroom: NewsroomFolder, tables_in: tuple[str, ...], key: str, choice: VoiceChoice, what: str) -> Change:
    from tomlkit import inline_table

    path = newsroom.voices / "cast.toml"
    document = _document(path)
    entry = inline_table()
    entry["voice"] = choice.voice
    if choice.engine:
        entry["engine"] = choice.engine
    if choice.pitch != 1.0:
        entry["pitch"] = choice.pitch
    _table(document, *tables_in, path=path)[key] = entry
    text = document.as_string().encode()
    from_tables(tables(text, str(path)), dict[str, Any], str(path))
    return put(what, path, text)


def _document(path: Path) -> TOMLDocument:
    try:
        import tomlkit
    except ImportError as error:
        raise MissingExtra.of("tui", "changing the station's files from the screen") from error
    data = read(path) or b""
    tables(data, str(path))  # what is wrong in it is told as everywhere
    return tomlkit.parse(data.decode())


def _table(document: TOMLDocument, *names: str, path: Path) -> MutableMapping[str, Any]:
    """The table of a name, made where it is missing.

    :raises DocumentError: something else has the name.
    """
    import tomlkit

    place: MutableMapping[str, Any] = document
    for depth, name in enumerate(names, 1):
        if name not in place:
            place[name] = tomlkit.table(is_super_table=depth < len(names))
        place = place[name]
        if not isinstance(place, MutableMapping):
            raise DocumentError(f"[{name}] is not a table", str(path), f"write [{name}] above its keys")
    return place
