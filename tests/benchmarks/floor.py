"""The least that a build can cost: the story's spoken text through the bare speech library, and one ebur128 pass.

usage: python floor.py speak TEXT_FILE | measure WAV
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path


def speak(path: str) -> None:
    """Say every line of a file with libespeak-ng, and throw the sound away."""
    import espeakng_loader

    library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
    library.espeak_Initialize(2, 0, str(espeakng_loader.get_data_path()).encode(), 0)
    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(lambda *_: 0)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(b"kk+m3")
    library.espeak_SetParameter(1, 155, 0)
    for line in Path(path).read_bytes().splitlines():
        library.espeak_Synth(line + b"\0", len(line) + 1, 0, 1, 0, 1, None, None)


def measure(path: str) -> None:
    """Measure a WAV file's loudness and true peak."""
    import imageio_ffmpeg

    program = imageio_ffmpeg.get_ffmpeg_exe()
    command = [program, "-v", "error", "-i", path, "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    {"speak": speak, "measure": measure}[sys.argv[1]](sys.argv[2])
