"""A Piper model in memory: told to say how long each phoneme lasts, and to sound the same each time."""

from __future__ import annotations

import json
import os
import threading
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from broadcast.engines.piper.graph import fix_noise, tell_lengths
from broadcast.errors import EngineError, MissingExtra

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_KEPT = 4  # models in memory: a `high` one takes half a gigabyte
_THREADS = 4  # more gain little on sentences
_FATAL = 4  # what else it has to say comes as an exception
_LOCK = threading.Lock()
_AGAIN = "install the voice again with broadcast voices install, or give another model"


class Sound(NamedTuple):
    """Samples, and where in them each phoneme begins and the last one ends; None where the model does not tell."""

    samples: Samples
    edges: list[int] | None


class LoadedVoice:
    """Piper's voice, its session made here: alignments exposed, noise fixed, threads bounded."""

    def __init__(self, path: Path) -> None:
        vendor, onnx, runtime = _vendors()
        self.path = path
        config = _config(path)
        options = runtime.SessionOptions()
        options.intra_op_num_threads = min(_THREADS, os.cpu_count() or 1)
        options.log_severity_level = _FATAL
        made = partial(runtime.InferenceSession, sess_options=options, providers=["CPUExecutionProvider"])
        try:
            model = onnx.load(str(path))
            tell_lengths(model)
            fix_noise(model)
            changed = model.SerializeToString()
            del model  # it is as large again
            self.voice: Any = vendor.PiperVoice(session=made(changed), config=config)
        except Exception as error:
            raise EngineError(f"this is no Piper model: {_first_line(error)}", str(path), _AGAIN) from error

    @property
    def espeak_voice(self) -> str:
        """What the model's text is phonemised as."""
        return str(self.voice.config.espeak_voice)

    @property
    def frame(self) -> float:
        """Seconds: phonemes last a whole number of these."""
        return float(self.voice.config.hop_length / self.voice.config.sample_rate)

    def say(self, phonemes: list[str], speaker: int | None, length_scale: float) -> Sound:
        """One sentence; `length_scale` is a factor on how long its phonemes last.

        :raises EngineError: model and config do not belong together.
        """
        import numpy as np
        from piper.config import SynthesisConfig

        ids, places = self._ids(phonemes)
        wanted = SynthesisConfig(speaker_id=speaker, length_scale=length_scale, normalize_audio=False)
        try:
            found = self.voice.phoneme_ids_to_audio(ids, wanted, include_alignments=True)
        except Exception as error:
            raise self._misfit(error) from error
        audio, lengths = found if isinstance(found, tuple) else (found, None)
        samples = np.clip(np.atleast_1d(audio), -1, 1).astype(np.float32)
        if lengths is None or np.shape(lengths) != (len(ids),) or not lengths.sum():
            return Sound(samples, None)
        edges = np.concatenate([[0], np.cumsum(lengths)]) * (len(samples) / lengths.sum())
        return Sound(samples, [round(float(edges[i])) for i in places])

    def _ids(self, phonemes: list[str]) -> tuple[list[int], list[int]]:
        """Ids as Piper lays them out, with padding after each phoneme; where each phoneme's begin, and the last's end.

        A phoneme that the model does not know has none, and begins where the next one does.
        """
        table = self.voice.config.phoneme_id_map
        places = []
        try:
            ids = [*table["^"], *table["_"]]
            for phoneme in phonemes:
                places.append(len(ids))
                if phoneme in table:
                    ids += [*table[phoneme], *table["_"]]
            return [*ids, *table["$"]], [*places, len(ids)]
        except KeyError as error:
            raise self._misfit(error) from error

    def _misfit(self, error: Exception) -> EngineError:
        return EngineError(f"the voice's model and config do not fit: {_first_line(error)}", str(self.path), _AGAIN)


def loaded(path: Path) -> LoadedVoice:
    """The model of a file, read again when the file changes.

    :raises MissingExtra: Piper is not installed.
    :raises EngineError: the files are missing or no model.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise EngineError("the voice's file is gone", str(path), _AGAIN) from error
    with _LOCK:
        return _loaded(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=_KEPT)
def _loaded(path: Path, size: int, changed: int) -> LoadedVoice:
    return LoadedVoice(path)


def _vendors() -> tuple[Any, Any, Any]:
    try:
        import onnx
        import onnxruntime
        import piper
    except ImportError as error:
        raise MissingExtra.of("piper", "the engine piper") from error
    return piper, onnx, onnxruntime


def _config(path: Path) -> Any:
    from piper.config import PhonemeType, PiperConfig

    where = f"{path}.json"
    try:
        config = PiperConfig.from_dict(json.loads(Path(where).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError(f"the voice's config cannot be used: {_first_line(error)}", where, _AGAIN) from error
    if config.phoneme_type != PhonemeType.ESPEAK:
        raise EngineError(f"the voice takes {config.phoneme_type.value!r} for phonemes", where, "use another voice")
    return config


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__
