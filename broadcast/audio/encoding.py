"""Files for people: the mix as MP3 or M4A, and with pictures as MP4; the same input gives the same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, NamedTuple

from broadcast.audio.ffmpeg import run

Compressed = Literal["mp3", "m4a"]

_EXACT = {"fflags": "+bitexact", "map_metadata": -1}
_THREADS = 2  # what an encoder writes depends on how many there are
_SOUND: dict[Compressed, dict[str, Any]] = {
    "mp3": {"format": "mp3", "acodec": "libmp3lame", "audio_bitrate": "128k", "id3v2_version": 3, "write_xing": 1},
    "m4a": {"format": "ipod", "acodec": "aac", "audio_bitrate": "128k", "movflags": "+faststart+use_metadata_tags"},
}


class Picture(NamedTuple):
    """How frames come: planes of 4:2:0 video, `width` by `height` pixels, `rate` a second."""

    width: int
    height: int
    rate: Fraction


def compressed(mix: Path, kind: Compressed, tags: Mapping[str, str]) -> bytes:
    """A WAV file as MP3 (with ID3 tags) or M4A, 128 kbit/s.

    :raises InputError: it is no sound.
    """
    options = _SOUND[kind] | _EXACT | {"flags:a": "+bitexact"} | _metadata(tags)
    return _made(lambda target: _wav(mix).output(target, **options), [], f"make the {kind.upper()}", f"x.{kind}")


def film(frames: Iterable[bytes], picture: Picture, mix: Path | None, tags: Mapping[str, str]) -> bytes:
    """Frames and a WAV file as an MP4 that plays everywhere: H.264 and AAC, the index at the front.

    :raises InputError: the mix is no sound.
    """
    import ffmpeg

    size = f"{picture.width}x{picture.height}"
    pictures = ffmpeg.input("pipe:0", format="rawvideo", pix_fmt="yuv420p", s=size, framerate=str(picture.rate))
    options = {
        "format": "mp4",
        "vcodec": "libx264",
        "preset": "ultrafast",
        "tune": "stillimage",
        "crf": 26,
        "pix_fmt": "yuv420p",
        "g": round(2 * picture.rate),
        "threads": _THREADS,
        "color_primaries": "bt709",
        "color_trc": "bt709",
        "colorspace": "bt709",
        "color_range": "tv",
        "flags:v": "+bitexact",
        "movflags": "+faststart+use_metadata_tags",
        **_metadata(tags),
        **_EXACT,
    }
    sound = {"acodec": "aac", "audio_bitrate": "96k", "flags:a": "+bitexact"} if mix else {}
    streams = [pictures, _wav(mix)] if mix else [pictures]
    return _made(lambda target: ffmpeg.output(*streams, target, **options, **sound), frames, "make the film", "x.mp4")


def _wav(path: Path) -> Any:
    import ffmpeg

    return ffmpeg.input(f"file:{path}", protocol_whitelist="file", format_whitelist="wav")


def _metadata(tags: Mapping[str, str]) -> dict[str, str]:
    """An option each: ffmpeg-python takes one of a name, and ffmpeg pays no heed to what stands after the g."""
    told = (f"{key}={' '.join(value.split())}" for key, value in tags.items() if value.strip())
    return {f"metadata:g:{number}": each for number, each in enumerate(told)}


def _made(graph: Any, blocks: Iterable[bytes], purpose: str, name: str) -> bytes:
    """What ffmpeg writes to a file, which it can go back in: the index of a film is at its front."""
    with tempfile.TemporaryDirectory(prefix="broadcast-") as folder:
        target = Path(folder) / name
        run(graph(str(target)).overwrite_output(), blocks, purpose)
        return target.read_bytes()
