"""Piper voices: fetched from a server, or taken from a folder, checked and put where the engine finds them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from broadcast.engines.piper.catalogue import KnownVoice, StoredFile, catalogue, from_card, parts
from broadcast.engines.piper.shelf import cards, folder, read_model
from broadcast.errors import EngineError, InputError, NetworkError, OutputError, UnknownName
from broadcast.model.progress import Listener, Progress, unheard
from broadcast.model.speech import Voice
from broadcast.pipeline.downloading import SILENCE, Wanted, checked_address, download, fetched, md5_of

SERVER_VARIABLE: Final = "BROADCAST_VOICES_FROM"
_MODEL_LIMIT, _CONFIG_LIMIT, _LIST_LIMIT, _CARD_LIMIT = 1 << 30, 1 << 20, 8 << 20, 1 << 16
_SPARE = 64 << 20  # bytes that the disk keeps


class _Listed(msgspec.Struct):
    """A voice in the server's voices.json: sizes and MD5 digests by path."""

    files: dict[str, "_ListedFile"]


class _ListedFile(msgspec.Struct):
    size_bytes: int
    md5_digest: str


class Offer(NamedTuple):
    """What would be installed, to be shown before it is; `checked_by` says whose checksums are held against it."""

    key: str
    licence: str
    credit: str
    source: str
    size: int
    checked_by: str
    base: str
    model: StoredFile
    config: StoredFile
    card: bytes | None

    @property
    def path(self) -> Path:
        return folder() / f"{self.key}.onnx"


class Installed(NamedTuple):
    """The voices of a model that is in place; `already` says that nothing had to be done."""

    path: Path
    voices: tuple[Voice, ...]
    already: bool = False


def offered(key: str, base: str = "", silence: float = SILENCE) -> Offer:
    """A voice by its key: of the catalogue, without asking the network, else of the server's own list.

    :param base: where the server keeps its files, in place of ``BROADCAST_VOICES_FROM`` and of the usual address.
    :raises UsageError: `base` is no address of http or https.
    :raises UnknownName: neither the catalogue nor the server has such a voice.
    :raises NetworkError: the list cannot be fetched.
    """
    base = checked_address(base or os.environ.get(SERVER_VARIABLE) or catalogue().base)
    known = catalogue().voices.get(key)
    if known:
        return _of_catalogue(key, known, base)
    named = parts(key)
    if named is None:
        raise UnknownName.among("Piper voice", key, catalogue().voices)
    address = f"{base}/voices.json"
    try:
        voices = msgspec.json.decode(fetched(address, _LIST_LIMIT, silence), type=dict[str, _Listed])
    except msgspec.MsgspecError as error:
        raise NetworkError(f"the server's list of voices cannot be read: {error}", address, "check --from") from error
    if key not in voices:
        raise UnknownName.among("Piper voice", key, (k for k in voices if k.startswith(key[:2])))
    card = _card(f"{base}/{named[2]}/MODEL_CARD", silence)
    licence, source = from_card((card or b"").decode("utf-8", "replace"))
    model, config = (_stored(voices[key], f"{named[2]}/{key}{suffix}", address) for suffix in (".onnx", ".onnx.json"))
    size = model.size + config.size
    return Offer(key, licence, "", source, size, f"the list of {address}", base, model, config, card)


def _of_catalogue(key: str, known: KnownVoice, base: str) -> Offer:
    size = known.model.size + known.config.size
    ours = "the checksums in Broadcast's catalogue"
    return Offer(key, known.licence, known.credit, known.source, size, ours, base, known.model, known.config, None)


def _stored(listed: _Listed, path: str, address: str) -> StoredFile:
    file = listed.files.get(path)
    if file is None:
        raise NetworkError(f"the server's list has no {path}", address, "check --from")
    return StoredFile(file.size_bytes, file.md5_digest)


def _card(address: str, silence: float) -> bytes | None:
    try:
        return fetched(address, _CARD_LIMIT, silence)
    except NetworkError:  # what it would say is shown as unknown
        return None


def install(offer: Offer, listen: Listener = unheard, silence: float = SILENCE, pause: float = 1.0) -> Installed:
    """Fetch a voice and put it in place; nothing of it is seen before it is whole and checked.

    :raises NetworkError: see `downloading.download`.
    :raises OutputError: the disk has no room, or the folder cannot be written.
    :raises EngineError: what came is no Piper voice.
    """
    path, config = offer.path, Path(f"{offer.path}.json")
    if _is(path, offer.model) and _is(config, offer.config):
        return Installed(path, tuple(read_model(path, offer.key).voices()), already=True)
    _make_room(path.parent, offer.size)
    place = f"{offer.base}/{(parts(offer.key) or ('', '', ''))[2]}/{offer.key}"
    hear = _heard(offer, listen)
    fetched_config = download(
        Wanted(f"{place}.onnx.json", config, offer.config.size, offer.config.md5, _CONFIG_LIMIT),
        hear(0),
        silence,
        pause,
    )
    fetched_model = download(
        Wanted(f"{place}.onnx", path, offer.model.size, offer.model.md5, _MODEL_LIMIT),
        hear(offer.config.size),
        silence,
        pause,
    )
    done = _placed(fetched_model, fetched_config, offer.card, path)
    listen(_told(offer, offer.size))
    return done


def install_file(source: Path) -> Installed:
    """Put a copy of a model that lies elsewhere, with its config, among the installed voices.

    :raises EngineError: it is no Piper voice.
    :raises InputError: a voice of that name is installed already, and is another one.
    :raises OutputError: the folder cannot be written.
    """
    read_model(source, source.stem)
    path = folder() / source.name
    sizes = source.stat().st_size + Path(f"{source}.json").stat().st_size
    if path.exists():
        if all(_same(Path(f"{source}{end}"), Path(f"{path}{end}")) for end in ("", ".json")):
            return Installed(path, tuple(read_model(path, path.stem).voices()), already=True)
        raise InputError(f"another voice is installed as {path.stem!r}", str(path), "give the file another name")
    _make_room(path.parent, sizes)
    halves = [path.with_name(f".{path.name}{end}.part") for end in ("", ".json")]
    try:
        for half, end in zip(halves, ("", ".json"), strict=True):
            shutil.copyfile(f"{source}{end}", half)
        done = _placed(halves[0], halves[1], _card_beside(source), path)
    except OSError as error:
        raise OutputError(f"the voice cannot be copied: {error.strerror}", str(path), "see BROADCAST_VOICES") from error
    finally:
        for half in halves:
            half.unlink(missing_ok=True)
    return done


def _card_beside(model: Path) -> bytes | None:
    for card in cards(model):
        with suppress(OSError):
            return card.read_bytes()
    return None


def _placed(model: Path, config: Path, card: bytes | None, path: Path) -> Installed:
    """Move a voice into place: its model comes last, for a voice is seen when its model is there."""
    waiting = Path(f"{model}.json")
    try:
        config.replace(waiting)
        read_model(model, path.stem)
        if card is not None:
            cards(path)[0].write_bytes(card)
        waiting.replace(f"{path}.json")
        model.replace(path)
    except EngineError:
        for file in (model, waiting):
            file.unlink(missing_ok=True)
        raise
    except OSError as error:
        raise OutputError(
            f"the voice cannot be put in place: {error.strerror}", str(path), "close what uses it"
        ) from error
    return Installed(path, tuple(read_model(path, path.stem).voices()))


def _make_room(where: Path, size: int) -> None:
    try:
        where.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(where).free
    except OSError as error:
        raise OutputError(
            f"the folder cannot be written: {error.strerror}", str(where), "name another one in BROADCAST_VOICES"
        ) from error
    if free < size + _SPARE:
        raise OutputError(
            f"the voice takes {_mb(size)} MB, and {_mb(free)} MB are free",
            str(where),
            "free some space, or name another folder in BROADCAST_VOICES",
        )


def _is(path: Path, stored: StoredFile) -> bool:
    with suppress(OSError):
        if path.stat().st_size == stored.size:
            with path.open("rb") as stream:
                return md5_of(stream) == stored.md5
    return False


def _same(one: Path, other: Path) -> bool:
    try:
        with one.open("rb") as stream:
            return _is(other, StoredFile(one.stat().st_size, md5_of(stream)))
    except OSError:
        return False


def _heard(offer: Offer, listen: Listener) -> Callable[[int], Callable[[int], None]]:
    """A listener for bytes, for each place in the whole where a file begins; an event a megabyte."""

    def beginning(start: int) -> Callable[[int], None]:
        told = -1

        def hear(so_far: int) -> None:
            nonlocal told
            at = min(start + so_far, offer.size - 1)
            if at >> 20 != told:
                told = at >> 20
                listen(_told(offer, at))

        return hear

    return beginning


def _told(offer: Offer, done: int) -> Progress:
    total = _mb(offer.size)
    return Progress(step="download", done=total if done >= offer.size else done >> 20, total=total, note=offer.key)


def _mb(size: int) -> int:
    """Megabytes, rounded up."""
    return -(-size >> 20)
