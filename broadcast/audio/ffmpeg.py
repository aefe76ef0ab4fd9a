"""ffmpeg, the one that comes with Broadcast: every call goes through ffmpeg-python from here.

Samples go in and come out through pipes as raw float32; no file is named, so no path can be taken for an option.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np

from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.errors import InputError, MissingProgram

if TYPE_CHECKING:
    from pathlib import Path

    from broadcast.model.speech import Samples

_MOMENT = re.compile(rb"\bM:\s*(-?[\d.]+) +S:\s*(-?[\d.]+)")
_READ = 1 << 18
_OVERSAMPLED = 4 * SAMPLE_RATE
_ABSENT = -120.0
_CONTAINERS = "wav,w64,aiff,caf,mp3,mov,flac,ogg,aac,matroska,avi,mpegts,mxf,asf,amr,ac3,eac3"
_SUMMARY = re.compile(rb"I:\s+(-?[\d.]+) LUFS.*?LRA:\s+(-?[\d.]+) LU.*?Peak:\s+(-?[\d.]+|-?inf) dBFS", re.DOTALL)


@cache
def program() -> str:
    """The path of the embedded ffmpeg.

    :raises MissingProgram: the package carries none for this machine.
    """
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MissingProgram(
            f"no ffmpeg for this machine: {error}",
            remedy="pip install --force-reinstall imageio-ffmpeg, or set IMAGEIO_FFMPEG_EXE to an ffmpeg of your own",
        ) from error


def started(stream: Any) -> Any:
    import ffmpeg

    try:
        return ffmpeg.run_async(
            stream.global_args("-hide_banner", "-nostats"),
            cmd=program(),
            pipe_stdin=True,
            pipe_stdout=True,
            pipe_stderr=True,
        )
    except OSError as error:
        raise MissingProgram(f"ffmpeg does not start: {error}", program(), "reinstall imageio-ffmpeg") from error


def _feed(pipe: BinaryIO, blocks: Iterable[bytes]) -> None:
    # ffmpeg may stop reading before the end; its own words then say why.
    with contextlib.suppress(BrokenPipeError), pipe:
        pipe.writelines(blocks)


def run(stream: Any, blocks: Iterable[bytes], purpose: str) -> tuple[bytes, bytes]:
    """Feed blocks to an ffmpeg graph; its standard output and error.

    Three pipes are served at once, so that neither side waits for one that the other does not drain.
    """
    with started(stream) as process, ThreadPoolExecutor(2) as pool:
        try:
            fed = pool.submit(_feed, process.stdin, blocks)
            said = pool.submit(process.stderr.read)
            out = process.stdout.read()
            fed.result()
            code = process.wait()
        except BaseException:
            process.kill()
            raise
        errors: bytes = said.result()
    if code:
        lines = errors.decode("utf-8", "replace").strip().splitlines()
        raise InputError(f"ffmpeg could not {purpose}: {lines[-1] if lines else f'exit {code}'}")
    return out, errors


def resampled(samples: Samples, sample_rate: int) -> Samples:
    """Samples `[shape=(n,)]` at 48 kHz; exactly ``ceil(n * 48000 / sample_rate)`` of them."""
    if sample_rate == SAMPLE_RATE:
        return samples
    import ffmpeg

    source = ffmpeg.input("pipe:0", format="f32le", ar=sample_rate, ac=1)
    graph = source.output("pipe:1", format="f32le", ar=SAMPLE_RATE, ac=1)
    out, _ = run(graph, [samples.astype("<f4").tobytes()], "resample the speech")
    result = np.frombuffer(out, "<f4")
    length = -(-len(samples) * SAMPLE_RATE // sample_rate)
    return np.pad(result[:length], (0, max(0, length - len(result))))


def decoded(data: bytes, what: str) -> Samples:
    """Any sound file's samples, mono at 48 kHz.

    :raises InputError: ffmpeg finds no sound in it.
    """
    import ffmpeg

    graph = ffmpeg.input("pipe:0").output("pipe:1", format="f32le", ar=SAMPLE_RATE, ac=1, vn=None)
    out, _ = run(graph, [data], f"decode {what}")
    return np.frombuffer(out, "<f4")


def decoded_file(path: Path, what: str, seconds: float) -> Samples:
    """The samples of a sound or video file, mono at 48 kHz; no more than the first `seconds`.

    The file is opened by ffmpeg itself, because the phones' M4A keeps its index at the end; only containers that hold
    their own sound are opened, so that a playlist cannot lead to other files.

    :raises InputError: ffmpeg finds no sound in it.
    """
    import ffmpeg

    source = ffmpeg.input(f"file:{path}", t=seconds, protocol_whitelist="file", format_whitelist=_CONTAINERS)
    out, _ = run(source.output("pipe:1", format="f32le", ar=SAMPLE_RATE, ac=1, vn=None), [], f"decode {what}")
    samples = np.frombuffer(out, "<f4")
    if not len(samples) or not np.isfinite(samples).all():
        raise InputError("there is no sound in the file", str(path), "give a recording: WAV, MP3, M4A, FLAC")
    return samples


class Measured(NamedTuple):
    """Integrated loudness (LUFS), true peak (dBTP), range (LU); the loudest 3 s and the loudest 0.4 s (LUFS)."""

    integrated: float
    peak: float
    range_lu: float
    short_term: float
    momentary: float


def loudness(blocks: Iterable[bytes]) -> Measured | None:
    """What EBU R128 measures in 24-bit PCM at 48 kHz; None where there is no sound above the gate.

    A programme shorter than three seconds has no short-term loudness: its momentary one stands there.
    """
    import ffmpeg

    source = ffmpeg.input("pipe:0", format="s24le", ar=SAMPLE_RATE, ac=1)
    graph = source.filter("ebur128", peak="true", framelog="info").output("pipe:1", format="null")
    _, said = run(graph, blocks, "measure the loudness")
    found = _SUMMARY.search(said, said.rfind(b"Summary:"))
    if not found or b"inf" in found[3] or float(found[1]) <= -70:
        return None
    moments = [(float(m), float(s)) for m, s in _MOMENT.findall(said)]
    momentary = max((m for m, _ in moments), default=-math.inf)
    short_term = max((s for _, s in moments), default=-math.inf)
    if short_term <= _ABSENT:
        short_term = momentary
    return Measured(float(found[1]), float(found[3]), float(found[2]), short_term, momentary)


def limited(blocks: Iterable[bytes], gain_db: float, ceiling_dbtp: float) -> Iterator[bytes]:
    """24-bit PCM at 48 kHz times a gain, its true peaks turned down to a ceiling; as long as it was, and in time.

    The limiter works at four times the rate, where sample peaks are true peaks, near enough; what it delays it makes up
    for.
    """
    import ffmpeg

    source = ffmpeg.input("pipe:0", format="s24le", ar=SAMPLE_RATE, ac=1)
    louder = source.filter("volume", f"{gain_db}dB", precision="double").filter("aresample", _OVERSAMPLED)
    ceiling = 10 ** (ceiling_dbtp / 20)
    held = louder.filter("alimiter", limit=ceiling, attack=5, release=80, level="disabled", latency=1)
    graph = held.output("pipe:1", format="s24le", acodec="pcm_s24le", ar=SAMPLE_RATE, ac=1)
    with started(graph) as process, ThreadPoolExecutor(2) as pool:
        try:
            fed = pool.submit(_feed, process.stdin, blocks)
            said = pool.submit(process.stderr.read)
            while block := process.stdout.read(_READ):
                yield block
            fed.result()
            code = process.wait()
        except BaseException:
            process.kill()
            raise
        if code:
            raise InputError(f"ffmpeg could not limit the mix: {said.result().decode('utf-8', 'replace')[-200:]}")
