"""Inspecting a package, whoever made or changed it: every check there is, and nothing repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from broadcast.errors import BroadcastError, DocumentError, UsageError
from broadcast.model.documents import from_json
from broadcast.model.edition import Edition
from broadcast.model.inspection import Check, Inspection, Inspections, worst
from broadcast.model.progress import Listener, Progress, Step, unheard
from broadcast.model.report import Manifest, Report
from broadcast.pipeline.inspecting.inventory import (
    Inventory,
    compared,
    inventory,
    judged,
    manifest_in,
    replaced,
)
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.package import MANIFEST

_AGAIN = "build the story again, or copy the package again"
_EDITION = ".edition.json"
_MEGABYTE = 20  # as a power of two


class Contents(NamedTuple):
    """The files of a package against its manifest.

    `replaced` are recordings that a person put in place of those that were built; `manifest` is None where it cannot
    be read.
    """

    found: Inventory
    manifest: Manifest | None
    replaced: tuple[str, ...]
    checks: tuple[Check, ...]


def inspect_all(folders: Iterable[Path], listen: Listener = unheard) -> Inspections:
    """Inspect packages one after the other; one that is none does not stop the others."""
    found = []
    for folder in folders:
        try:
            found.append(inspect(folder, listen))
        except UsageError as error:
            check = Check(subject="package", verdict="wrong", message=error.what, remedy=error.remedy)
            found.append(Inspection.of(str(folder), [check], is_package=False))
    return Inspections(verdict=worst(i.verdict for i in found), packages=tuple(found))


def inspect(folder: Path, listen: Listener = unheard) -> Inspection:
    """Check a package: manifest and files, links of the timelines, sound and loudness, captions and lower thirds.

    :raises UsageError: the folder is no package.
    """
    contents = inspect_files(folder, listen)
    return Inspection.of(str(folder), [*contents.checks, *_of_programme(contents, listen)])


def inspect_files(folder: Path, listen: Listener = unheard) -> Contents:
    """Check the manifest of a package, and each file against it.

    :raises UsageError: the folder is no package.
    """
    if folder.is_file():
        raise UsageError("this is a file, and packages are folders", str(folder), "unpack it, and name its folder")
    if not folder.is_dir():
        raise UsageError("there is no such folder", str(folder), "name a folder that broadcast build made")
    found = inventory(folder)
    if MANIFEST not in found.files and not _editions(found):
        raise UsageError(
            "this is no package: it has neither a manifest.json nor a timeline",
            str(folder),
            "name a folder that broadcast build made, such as output/<slug>",
        )
    try:
        manifest = manifest_in(found)
    except DocumentError as error:
        check = Check(subject="manifest", verdict="wrong", message=error.what, remedy=_AGAIN, paths=(MANIFEST,))
        return Contents(found, None, (), (check,))
    differences = compared(found, manifest, _Megabytes("check", sum(found.files.values()), listen).add)
    made = f"made by {manifest.tool} {manifest.version}, {manifest.created}; synthetic voices: {len(manifest.voices)}"
    checks = (Check(subject="manifest", verdict="ok", message=made), *judged(found, manifest, differences))
    return Contents(found, manifest, replaced(found, differences), checks)


def _of_programme(contents: Contents, listen: Listener) -> Iterator[Check]:
    from broadcast.pipeline.inspecting.media import linked
    from broadcast.pipeline.inspecting.programme import captioned, titled
    from broadcast.pipeline.inspecting.sound import heard

    found = contents.found
    yield from linked(found)
    try:
        edition = edition_in(found)
    except BroadcastError as error:
        message = f"{error.what}; sound, captions and lower thirds are not checked"
        yield Check(subject="edition", verdict="wrong", message=message, remedy=_AGAIN)
        return
    yield from _report(found, edition)
    yield from heard(found, edition, contents.replaced, listen)
    yield from captioned(found, edition)
    yield from titled(found, edition)


def _editions(found: Inventory) -> list[str]:
    return [path for path in found.files if path.startswith("timeline/") and path.endswith(_EDITION)]


def edition_in(found: Inventory) -> Edition:
    """The edition of a package.

    :raises DocumentError: there is none, more than one, or one that makes no sense.
    """
    paths = _editions(found)
    if len(paths) != 1:
        raise DocumentError(f"timeline/*{_EDITION}: there are {len(paths)}, and there must be one")
    found.read(paths[0])
    try:
        return read_edition(found.folder / paths[0])
    except RecursionError as error:
        raise DocumentError("the edition is nested too deeply") from error


def _report(found: Inventory, edition: Edition) -> Iterator[Check]:
    """Whether the report can be read, and tells of this programme."""
    try:
        report = from_json(found.read("report.json"), Report)
    except (BroadcastError, RecursionError) as error:
        message = error.what if isinstance(error, BroadcastError) else "it is nested too deeply"
        yield Check(subject="report", verdict="wrong", message=message, remedy=_AGAIN, paths=("report.json",))
        return
    duration, doubts = float(edition.timeline.duration), sum(f.severity != "note" for f in report.findings)
    if abs(report.trt - duration) > edition.timeline.frame_rate.frame:
        message = f"it tells of {report.trt} s; the timeline lasts {duration:.3f} s"
        yield Check(subject="report", verdict="wrong", message=message, remedy=_AGAIN, paths=("report.json",))
    else:
        message = f"TRT {report.trt_timecode}; {doubts} doubts of the build, which broadcast preview shows"
        yield Check(subject="report", verdict="ok", message=message)


class _Megabytes:
    """Progress of a step in megabytes."""

    def __init__(self, step: Step, size: int, listen: Listener) -> None:
        self._step, self._listen = step, listen
        self._done, self._total = 0, size >> _MEGABYTE

    def add(self, size: int) -> None:
        before = self._done >> _MEGABYTE
        self._done += size
        if self._done >> _MEGABYTE != before:
            done = min(self._done >> _MEGABYTE, self._total)
            self._listen(Progress(step=self._step, done=done, total=self._total, note="MB"))
