"""ffmpeg, which comes with Broadcast, and programs that others made and that are useful beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files

import msgspec

from broadcast.model.documents import from_toml
from broadcast.model.examination import Line, State


class _Need(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of ffmpeg, what is made with it, and whether every build needs it."""

    name: str
    makes: str
    essential: bool = False


class _Program(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    brings: str
    remedy: str


class _Programs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``programs.toml``."""

    encoders: tuple[_Need, ...]
    filters: tuple[_Need, ...]
    programs: tuple[_Program, ...]


def sound() -> Iterator[Line]:
    """Whether ffmpeg runs, and has the encoders and filters that packages are made with.

    :raises MissingProgram: it does not run.
    """
    from broadcast.audio.capabilities import capabilities

    can, known = capabilities(), _known()
    yield Line(area="sound", subject="ffmpeg", state="ok", message=f"{can.version}, {can.path}")
    yield _parts("encoders", known.encoders, can.encoders)
    yield _parts("filters", known.filters, can.filters)


def others() -> Iterator[Line]:
    """Programs that are found on the path, or not."""
    for program in _known().programs:
        path = shutil.which(program.name)
        yield Line(
            area="programs",
            subject=program.name,
            state="ok" if path else "missing",
            message=f"{program.brings}: {path}" if path else program.brings,
            remedy="" if path else program.remedy,
        )


def _known() -> _Programs:
    return from_toml(files("broadcast.pipeline.examining").joinpath("programs.toml").read_bytes(), _Programs)


def _parts(subject: str, needs: tuple[_Need, ...], there: frozenset[str]) -> Line:
    lacking = [need for need in needs if need.name not in there]
    if not lacking:
        return Line(area="sound", subject=subject, state="ok", message=", ".join(need.name for need in needs))
    said = "; ".join(f"no {need.name}, for {need.makes}" for need in lacking)
    state: State = "wrong" if any(need.essential for need in lacking) else "doubt"
    remedy = "take IMAGEIO_FFMPEG_EXE away, or let it name an ffmpeg that has them"
    return Line(area="sound", subject=subject, state=state, message=said, remedy=remedy)
