"""Parcels: what a worker on another machine is given to build a story, and what it gives back.

A worker has none of the paths of the machine that asks, so that it is given the story's bytes and the station's files,
and gives back the package's bytes.  Whether a package is current, where it lies and what it was made from is known only
where it was asked for, and goes along.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from broadcast import __version__
from broadcast.errors import DocumentError, SetupError
from broadcast.model.desk import StoryResult
from broadcast.model.documents import from_json
from broadcast.model.report import Manifest, Report
from broadcast.pipeline.aside import on_one_core
from broadcast.pipeline.build import Commission, built
from broadcast.pipeline.clock import Clock, moment
from broadcast.pipeline.desk.job import Job, told
from broadcast.pipeline.inspecting.inventory import is_safe
from broadcast.pipeline.intake import Incoming
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.package import MANIFEST, writing


class Errand(NamedTuple):
    """A job, with the story, the station's files by name, the digest of its inputs, and its package's address."""

    job: Job
    story: Incoming
    voices: dict[str, bytes]
    inputs: str
    address: str
    version: str


class Parcel(NamedTuple):
    """What came of an errand, and the package as a ZIP; empty where there is none."""

    result: StoryResult
    package: bytes


def errand_for(job: Job, commission: Commission) -> Errand:
    """What a worker needs for a job; the moment that the package tells is that of here."""
    job = replace(job, order=replace(job.order, created=moment(job.order.created)))
    address = commission.folder.absolute().as_uri()
    voices = commission.newsroom.files()
    return Errand(job, commission.story, voices, commission.inputs, address, __version__)


def run(errand: Errand) -> Parcel:
    """Build a story where the worker is."""
    with tempfile.TemporaryDirectory(prefix="broadcast-") as name:
        folder = Path(name)
        with on_one_core():  # a worker has as many errands at once as it has threads
            result = told(errand.job, lambda: _built(errand, folder))
        package = folder / "output" / errand.story.slug
        if result.failure:
            return Parcel(result, b"")
        told_folder = str(Path(errand.job.order.output) / result.slug)
        return Parcel(replace(result, folder=told_folder), _packed(package))


def _built(errand: Errand, folder: Path) -> Report:
    if errand.version != __version__:
        raise SetupError(
            f"the worker has Broadcast {__version__}, and {errand.version} is asked for",
            remedy="install the same version everywhere",
        )
    newsroom = NewsroomFolder(folder)
    newsroom.voices.mkdir()
    for name, data in errand.voices.items():
        (newsroom.voices / name).write_bytes(data)
    order = replace(errand.job.order, output=folder / "output", newsroom=folder)
    cast = newsroom.cast()
    cast = cast.only(order.engine) if order.engine else cast
    commission = Commission(order, errand.story, newsroom, cast, errand.inputs)
    return built(commission, Clock(lambda event: None), errand.address)[0]


def _packed(folder: Path) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            packed.write(path, path.relative_to(folder).as_posix())
    return stream.getvalue()


def unpack(package: bytes, folder: Path) -> None:
    """Put a package in its place, if its files are those that its manifest names.

    :raises DocumentError: it came back damaged; what was in place is untouched.
    :raises OutputError: the folder cannot be written.
    """
    where, again = str(folder), "run the command again"
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as packed, writing(folder) as writer:
            manifest = from_json(packed.read(MANIFEST), Manifest, where)
            for entry in manifest.files:
                if not is_safe(entry.path):
                    raise DocumentError(f"the package that came back names a file outside it: {entry.path}", where)
                writer.write(entry.path, [packed.read(entry.path)])
            if tuple(writer.files) != manifest.files:
                raise DocumentError("the package that came back is damaged", where, again)
            writer.finish(manifest)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DocumentError(f"the package that came back is damaged: {error}", where, again) from error
