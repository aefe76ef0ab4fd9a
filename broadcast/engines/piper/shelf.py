"""The Piper models on this machine: a folder of ``.onnx`` files with their configs, and files elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from broadcast.engines.piper.catalogue import catalogue, from_card, parts
from broadcast.errors import EngineError
from broadcast.model.speech import Voice

VARIABLE = "BROADCAST_VOICES"
ENGINE = "piper"
_CARD_LIMIT = 1 << 16


class _Audio(msgspec.Struct, frozen=True):
    sample_rate: int
    quality: str = ""


class _Espeak(msgspec.Struct, frozen=True):
    voice: str = ""


class _Language(msgspec.Struct, frozen=True):
    code: str = ""


class _Config(msgspec.Struct, frozen=True):
    """What is read of a voice's ``.onnx.json``."""

    audio: _Audio
    espeak: _Espeak = _Espeak()
    language: _Language | None = None
    num_speakers: int = 1
    speaker_id_map: dict[str, int] = {}


class Model(NamedTuple):
    """A model on this machine; `id` is its key, or its path where it lies elsewhere."""

    id: str
    path: Path
    language: str
    quality: str
    sample_rate: int
    speakers: dict[str, int]

    def voices(self) -> Iterator[Voice]:
        """Each speaker is a voice: ``kk_KZ-issai-high#ISSAI_KazakhTTS_F1_Raya``."""
        known = catalogue().voices.get(self.path.stem)
        licence, source = (known.licence, known.source) if known else _card(self.path)
        for speaker in self.speakers or [""]:
            gender = (known.speakers.get(speaker) if speaker else known.gender) if known else None
            yield Voice(
                engine=ENGINE,
                id=f"{self.id}#{speaker}" if speaker else self.id,
                language=self.language,
                gender=gender,
                licence=licence,
                credit=f"{known.credit}, {source}" if known else source,
                quality=self.quality,
            )


def folder() -> Path:
    """Where installed voices lie: the user's data folder, or what ``BROADCAST_VOICES`` names."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("broadcast") / "voices" / "piper"


def shelved() -> Iterator[Model | EngineError]:
    """Every model of the folder in order of name; one whose config cannot be used is an error in its place."""
    try:
        found = sorted(folder().glob("*.onnx"))
    except OSError:
        found = []
    for path in found:
        try:
            yield read_model(path, path.stem)
        except EngineError as error:
            yield error


def installed() -> tuple[Model, ...]:
    """The models of the folder that can be used."""
    return tuple(m for m in shelved() if isinstance(m, Model))


def read_model(path: Path, name: str) -> Model:
    """A model by what its config says.

    :raises EngineError: there is no model or no config, or the config is none of Piper's.
    """
    config = Path(f"{path}.json")
    for file, what in ((path, "model"), (config, "config")):
        if not file.is_file():
            raise EngineError(
                f"the voice's {what} is missing", str(file), "a Piper voice is two files: NAME.onnx and NAME.onnx.json"
            )
    try:
        read = msgspec.json.decode(config.read_bytes(), type=_Config)
    except (OSError, msgspec.MsgspecError) as error:
        raise EngineError(
            f"this is no config of a Piper voice: {error}", str(config), "take the .onnx.json that belongs to the model"
        ) from error
    said = read.language.code if read.language else read.espeak.voice
    known = parts(path.stem)
    return Model(
        id=name,
        path=path,
        language=said.replace("_", "-").split("-")[0] or (known[0] if known else ""),
        quality=read.audio.quality or (known[1] if known else ""),
        sample_rate=read.audio.sample_rate,
        speakers=read.speaker_id_map if read.num_speakers > 1 else {},
    )


def cards(model: Path) -> tuple[Path, Path]:
    """Where the card of a voice lies: beside an installed one, or in the folder of one as it is published."""
    return model.with_suffix(".card.txt"), model.with_name("MODEL_CARD")


def _card(model: Path) -> tuple[str, str]:
    """Licence and source of a voice that the catalogue does not know, from the card that lies beside it."""
    for card in cards(model):
        try:
            with card.open("rb") as file:
                return from_card(file.read(_CARD_LIMIT).decode("utf-8", "replace"))
        except OSError:
            continue
    return "unknown", ""
