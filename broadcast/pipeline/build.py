"""Building: one story, all the way to its package."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.audio.targets import target
from broadcast.audio.waves import file_blocks
from broadcast.errors import BroadcastError
from broadcast.model.documents import from_json, to_json
from broadcast.model.edition import Edition, Exporter, Loudness
from broadcast.model.progress import Listener, unheard
from broadcast.model.report import Manifest, Report, Run
from broadcast.model.script import Finding, Script
from broadcast.model.settings import Cast
from broadcast.pipeline.clock import Clock
from broadcast.pipeline.intake import Incoming, take_in
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.order import Order, inputs_of
from broadcast.pipeline.package import PackageWriter, changed_files, read_manifest, refuse_to_lose, writing
from broadcast.takes import TakeStore, default_folder

if TYPE_CHECKING:
    from broadcast.pipeline.sound import Sound
    from broadcast.pipeline.voice import Voiced

_EXACT_LU = 0.15  # a tenth, as meters show it


def build(order: Order, listen: Listener = unheard) -> tuple[Report, Edition]:
    """Build a package, or find that the one in place is current.

    :raises BroadcastError: whatever stopped it; the package that was there is untouched.
    """
    target(order.loudness)  # a name that is wrong is told before any work
    clock = Clock(listen)
    newsroom = NewsroomFolder()
    cast = newsroom.cast()
    cast = cast.only(order.engine) if order.engine else cast
    incoming = take_in(order.story)
    folder = order.output / incoming.slug
    if order.retakes:
        retake(order, incoming, newsroom)
    inputs = inputs_of(order, incoming, newsroom)
    with clock.timed("read"):
        manifest = read_manifest(folder)
        changed = changed_files(folder, manifest) if manifest else []
        if manifest and not changed and manifest.inputs == inputs and not order.force:
            current = _current(folder, manifest, clock)
            if current:
                return current
        if not order.force:
            refuse_to_lose(folder, manifest, changed)
    return _built(order, incoming, cast, inputs, newsroom, folder, clock)


def _current(folder: Path, manifest: Manifest, clock: Clock) -> tuple[Report, Edition] | None:
    """The report and edition of a package that is as it would be built again."""
    try:
        report = from_json((folder / "report.json").read_bytes(), Report)
        edition = replace(read_edition(folder), folder=folder.absolute().as_uri())
    except (OSError, BroadcastError):
        return None
    takes = sum(len(clip.parts) for clip in edition.timeline.clips)
    run = Run(unchanged=True, takes_spoken=0, takes_reused=takes, timings=clock.timings)
    return replace(report, folder=str(folder), files=manifest.files, run=run), edition


def retake(order: Order, story: Incoming, newsroom: NewsroomFolder) -> None:
    """Have segments read another time, in this build and in those that follow.

    :raises UnknownName: the script has no such segment.
    """
    from broadcast.pipeline.draft import draft

    script = draft(story, newsroom, language=order.language, read_attributions=order.read_attributions)
    wanted = [script.segment(each).id for each in order.retakes]
    newsroom.read_again(story.slug, wanted)


def _built(
    order: Order, story: Incoming, cast: Cast, inputs: str, newsroom: NewsroomFolder, folder: Path, clock: Clock
) -> tuple[Report, Edition]:
    from broadcast.pipeline.draft import draft
    from broadcast.pipeline.sound import Sound

    with clock.step("read"):
        script = draft(story, newsroom, language=order.language, read_attributions=order.read_attributions)
    store = TakeStore(default_folder())
    with clock.timed("voice"):
        voiced = _voiced(script, cast, newsroom, store, clock.listen)
    with clock.step("time"):
        edition = _timed(order, script, voiced, cast, newsroom)
        edition = replace(edition, folder=folder.absolute().as_uri())
    sound = Sound(edition.timeline, store, order.loudness)
    with writing(folder) as package:
        edition = _sound_files(package, edition, sound, clock)
        report = _documents(package, edition, "" if voiced.findings else inputs, folder, clock)
    run = Run(unchanged=False, takes_spoken=voiced.spoken, takes_reused=voiced.reused, timings=clock.timings)
    return replace(report, run=run, files=tuple(package.files)), edition


def _voiced(script: Script, cast: Cast, newsroom: NewsroomFolder, store: TakeStore, listen: Listener) -> Voiced:
    from broadcast.pipeline.engine_room import EngineRoom
    from broadcast.pipeline.voice import voice

    room = EngineRoom(script.story.embargo)
    return voice(script, cast, room, store, listen, newsroom.reads(script.story.slug))


def _timed(order: Order, script: Script, voiced: Voiced, cast: Cast, newsroom: NewsroomFolder) -> Edition:
    from broadcast.newsroom.titling import check_titles
    from broadcast.pipeline.assemble import assemble, credits_of

    edition = assemble(
        script,
        voiced.takes,
        cast.pauses,
        order.frame_rate,
        SAMPLE_RATE,
        order.start,
        credits_of(voiced.castings, voiced.takes),
        newsroom.captions(order.captions),
    )
    findings = (*edition.findings, *voiced.findings, *check_titles(script, cast.titles))
    return replace(edition, findings=findings)


def _sound_files(package: PackageWriter, edition: Edition, sound: Sound, clock: Clock) -> Edition:
    """Takes and stems, while ffmpeg measures the mix; then the mix.  The edition comes back with its loudness."""
    from broadcast.exporters import bwf

    slug = edition.script.story.slug
    with clock.step("mix"), ThreadPoolExecutor(1) as measurer:
        measured = measurer.submit(sound.measured)
        for track in edition.timeline.tracks:
            for clip in track.clips:
                chunks = bwf.chunks(edition, clip.name, track.id, clip)
                package.write(clip.media, file_blocks(sound.length_of(clip), sound.recording(clip), chunks))
            chunks = bwf.chunks(edition, track.name, track.id)
            package.write(f"audio/stems/{track.id}.wav", file_blocks(sound.length, sound.stem(track), chunks))
        formats()  # loaded while ffmpeg still measures
        loudness = measured.result()
        edition = replace(edition, loudness=loudness, findings=(*edition.findings, *_doubts(loudness)))
        chunks = bwf.chunks(edition, edition.script.story.headline or slug, None)
        package.write(f"audio/{slug}.mix.wav", file_blocks(sound.length, sound.finished(loudness), chunks))
    return edition


def _doubts(loudness: Loudness | None) -> Iterator[Finding]:
    if loudness is None:
        yield Finding(severity="warning", code="silent-mix", message="the mix has no sound above the gate")
    elif loudness.target_lufs - loudness.integrated_lufs > _EXACT_LU:
        figures = f"{loudness.integrated_lufs} LUFS; {loudness.target} asks for {loudness.target_lufs}"
        message = f"the mix stays at {figures}: its peaks or its loudest moments leave no room for more"
        yield Finding(severity="warning", code="quiet-mix", message=message)


def formats() -> list[Exporter]:
    """The exporters whose files a package holds."""
    from broadcast.exporters import EXPORTERS, IN_PACKAGE

    return [EXPORTERS.get(name)() for name in IN_PACKAGE]


def _documents(package: PackageWriter, edition: Edition, inputs: str, folder: Path, clock: Clock) -> Report:
    from broadcast.exporters import path_in_package
    from broadcast.pipeline.reporting import manifest_of, report_of

    with clock.step("export"):
        for exporter in formats():
            stream = io.BytesIO()
            exporter.write(edition, stream)
            package.write(path_in_package(exporter, edition), [stream.getvalue()])
    with clock.step("package"):
        report = report_of(edition, tuple(package.files))
        package.write("report.json", [to_json(report)])
        package.finish(manifest_of(edition, tuple(package.files), inputs))
    return replace(report, folder=str(folder))
