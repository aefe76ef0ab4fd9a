"""Python, Broadcast, the packages that it needs, and its extras: as the installed metadata tells them."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import msgspec

from broadcast import __version__
from broadcast.errors import MissingExtra
from broadcast.model.documents import from_toml
from broadcast.model.examination import Line, State

DISTRIBUTION = "broadcast"
_OLDEST = (3, 11)
_DAY = 86_400.0
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*])?\s*([^;]*)(?:;(.*))?")
_EXTRA = re.compile(r"extra == ['\"]([^'\"]+)['\"]")
_PYTHON = re.compile(r"python_version >= ['\"](\d+)\.(\d+)['\"]")
_BOUND = re.compile(r"(>=|<)\s*([0-9.]+)")


class Extras(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``extras.toml``: what each extra brings, and those that are for developers only."""

    developers: tuple[str, ...]
    brings: dict[str, str]


class Requirement(NamedTuple):
    """A package that Broadcast asks for: the extra that it is for, empty for one that is always needed."""

    name: str
    bounds: str
    extra: str

    def lacking(self) -> str:
        """What is wrong with it on this machine; empty where nothing is."""
        try:
            found = version(self.name)
        except PackageNotFoundError:
            return f"{self.name} is not installed"
        within = all(_within(found, sign, bound) for sign, bound in _BOUND.findall(self.bounds))
        return "" if within else f"{self.name} {found} is installed, and {self.bounds.strip()} is needed"


def described() -> Extras:
    """What the file says of the extras."""
    return from_toml(files("broadcast.pipeline.examining").joinpath("extras.toml").read_bytes(), Extras)


def program() -> Iterator[Line]:
    """Python, Broadcast, what it cannot do without, and the clock that its files are dated by."""
    running = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < _OLDEST
    yield Line(
        area="program",
        subject="Python",
        state="wrong" if old else "ok",
        message=f"{running}, {sys.executable}",
        remedy="install Python 3.11 or newer" if old else "",
    )
    where = Path(__file__).parents[2]
    yield Line(area="program", subject="Broadcast", state="ok", message=f"{__version__}, {where}")
    yield _packages()
    yield _clock(where)


def extras() -> Iterator[Line]:
    """Each extra: what it brings, and the command that installs it where it is not there or too old."""
    told, names = described(), _names()
    wanted = _requirements() if names else []
    for name in names:
        if name in told.developers:
            continue
        brings = told.brings.get(name, "")
        lacking = [what for each in wanted if each.extra == name and (what := each.lacking())]
        missing = any(what.endswith("is not installed") for what in lacking)
        message = f"{brings} ({'; '.join(lacking)})" if lacking and not missing else brings
        state: State = "missing" if missing else "doubt" if lacking else "ok"
        remedy = MissingExtra.of(name, "").remedy if lacking else ""
        yield Line(area="extras", subject=name, state=state, message=message, remedy=remedy)


def _packages() -> Line:
    try:
        lacking = [what for each in _requirements() if not each.extra and (what := each.lacking())]
    except PackageNotFoundError:
        said = "Broadcast runs from a folder and is not installed, so that nobody saw to the packages that it needs"
        return Line(area="program", subject="packages", state="doubt", message=said, remedy="pip install .")
    if lacking:
        said, remedy = "; ".join(lacking), "pip install --upgrade --force-reinstall broadcast"
        return Line(area="program", subject="packages", state="wrong", message=said, remedy=remedy)
    return Line(area="program", subject="packages", state="ok", message="all that are needed are installed")


def _clock(where: Path) -> Line:
    now, installed = time.time(), (where / "__init__.py").stat().st_mtime
    zone = time.strftime("%z") or "+0000"
    shown = f"{time.strftime('%Y-%m-%d %H:%M')}, UTC{zone[:3]}:{zone[3:]}"
    if now < installed - _DAY:
        said = f"{shown}: earlier than the program's own files; recordings and manifests would be dated wrongly"
        return Line(area="program", subject="clock", state="doubt", message=said, remedy="set the machine's clock")
    return Line(area="program", subject="clock", state="ok", message=shown)


def _names() -> list[str]:
    try:
        return sorted(metadata(DISTRIBUTION).get_all("Provides-Extra") or [])
    except PackageNotFoundError:
        return []


def _requirements() -> list[Requirement]:
    """What the installed metadata asks for on this Python."""
    found = []
    for line in metadata(DISTRIBUTION).get_all("Requires-Dist") or []:
        if match := _REQUIREMENT.match(line):
            name, bounds, marker = match[1], match[2], match[3] or ""
            newer = _PYTHON.search(marker)
            if newer and sys.version_info < (int(newer[1]), int(newer[2])):
                continue
            extra = _EXTRA.search(marker)
            found.append(Requirement(name, bounds, extra[1] if extra else ""))
    return found


def _within(found: str, sign: str, bound: str) -> bool:
    release, limit = _release(found), _release(bound)
    return release >= limit if sign == ">=" else release < limit


def _release(text: str) -> tuple[int, ...]:
    """The numbers of a version's release, without what comes after them (``2.0rc1`` counts as 2.0)."""
    return tuple(int(number) for number in re.findall(r"\d+", re.split(r"[^0-9.]", text)[0]))
