"""Looking at the machine and the newsroom folder: what is there, what works, what is missing.  No network is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from broadcast.errors import BroadcastError
from broadcast.model.examination import Line
from broadcast.pipeline.examining import folders, programs, python, voices

Look = Callable[[], Iterator[Line]]


def examine(folder: Path | None = None) -> list[Line]:
    """What a build needs, and what may be added, line by line; `folder` is the newsroom's, by default the current one.

    The parts are looked at side by side; one that breaks is a line of its own and keeps nobody from the others.
    """
    looks: dict[str, Look] = {
        "program": python.program,
        "sound": programs.sound,
        "voices": voices.voices,
        "extras": python.extras,
        "programs": programs.others,
        "folders": folders.folders,
        "newsroom": lambda: folders.newsroom(folder or Path()),
    }
    with ThreadPoolExecutor(len(looks)) as pool:
        found = pool.map(_looked, looks, looks.values())
        return [line for lines in found for line in lines]


def _looked(area: str, look: Look) -> list[Line]:
    lines: list[Line] = []
    try:
        lines.extend(look())
    except BroadcastError as error:
        lines.append(_broken(area, str(error), error.remedy))
    except OSError as error:
        lines.append(_broken(area, str(error), "look at the file or folder that is named"))
    except Exception as error:  # noqa: BLE001  whatever is broken here, a doctor says so and goes on
        said = f"{type(error).__name__}: {error}"
        lines.append(_broken(area, said, "pip install --force-reinstall broadcast"))
    return lines


def _broken(area: str, message: str, remedy: str) -> Line:
    return Line(area=area, subject=area, state="wrong", message=message, remedy=remedy)
