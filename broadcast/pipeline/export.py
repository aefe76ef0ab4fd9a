"""Exporting: any format from a package that was built."""

from __future__ import annotations

import io
import os
from pathlib import Path

from msgspec.structs import replace

from broadcast.errors import UsageError
from broadcast.exporters import exporter_for, path_in_package
from broadcast.pipeline.amending import amend, package_manifest
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.supplies import Supplies
from broadcast.pipeline.whole import deliver


def export(folder: Path, name: str, output: Path | None = None, *, force: bool = False) -> Path:
    """Write a package in a format, to its place in the package or to `output` (a file, or a folder); the file.

    In the package, report and manifest get to know the file.

    :raises UsageError: the folder is no package, the file is there and `force` is not set, or no such format.
    :raises OutputError: the file cannot be written.
    """
    manifest = package_manifest(folder)
    exporter = exporter_for(name)()
    edition = replace(read_edition(folder), folder=Path(os.path.abspath(folder)).as_uri())  # noqa: PTH100
    path = path_in_package(exporter, edition)
    target = folder / path if output is None else output
    if output is not None and output.is_dir():
        target = output / Path(path).name
    if target.exists() and not force:
        raise UsageError("there is such a file already", str(target), "name another --output, or use --force")
    stream = io.BytesIO()
    with Supplies(edition, folder / "audio", NewsroomFolder()) as supplies:
        supplies.given(exporter).write(edition, stream)
    if output is None:
        amend(folder, manifest, {path: stream.getvalue()}, anew=True)
    else:
        deliver(target, [stream.getvalue()])
    return target
