"""Building: one story, all the way to its package."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from broadcast import __version__
from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.audio.targets import DEFAULT, target
from broadcast.audio.waves import file_blocks
from broadcast.engines import ENGINES
from broadcast.errors import BroadcastError
from broadcast.model.documents import from_json, to_json
from broadcast.model.edition import Edition, Exporter, Loudness
from broadcast.model.progress import Listener, Progress, Step, unheard
from broadcast.model.report import Manifest, Report, Run, SyntheticVoice
from broadcast.model.script import Finding
from broadcast.model.settings import Cast
from broadcast.newsroom.casting import cast_script
from broadcast.pipeline.intake import Incoming, take_in
from broadcast.pipeline.newsroom_folder import NewsroomFolder, program_digest
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.package import PackageWriter, changed_files, read_manifest, refuse_to_lose, writing
from broadcast.takes import TakeStore, default_folder
from broadcast.timing import PAL, FrameRate

if TYPE_CHECKING:
    from broadcast.pipeline.sound import Sound


_EXACT_LU = 0.15  # a tenth, as meters show it


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to build: the story (a file, an address, ``-``), where to, and how.

    `engine`, `language` and `captions` may be empty: the cast file's engine, the story's own language, the caption
    profile of each language.  `loudness` names a target.  `start` is the timecode of the first frame, in seconds.
    """

    story: Path | str
    output: Path = Path("output")
    engine: str = ""
    language: str = ""
    captions: str = ""
    loudness: str = DEFAULT
    frame_rate: FrameRate = PAL
    start: Fraction = Fraction(0)
    read_attributions: bool = False
    force: bool = False


class _Clock:
    """Seconds by step, and an event at the beginning and the end of each."""

    def __init__(self, listen: Listener) -> None:
        self.timings: dict[str, float] = {}
        self.listen = listen

    @contextmanager
    def timed(self, name: Step) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.timings[name] = round(time.perf_counter() - began + self.timings.get(name, 0), 3)

    @contextmanager
    def step(self, name: Step) -> Iterator[None]:
        self.listen(Progress(step=name, done=0, total=1))
        with self.timed(name):
            yield
        self.listen(Progress(step=name, done=1, total=1))


def build(order: Order, listen: Listener = unheard) -> tuple[Report, Edition]:
    """Build a package, or find that the one in place is current.

    :raises BroadcastError: whatever stopped it; the package that was there is untouched.
    """
    target(order.loudness)  # a name that is wrong is told before any work
    clock = _Clock(listen)
    newsroom = NewsroomFolder()
    cast = newsroom.cast()
    cast = replace(cast, engine=order.engine or cast.engine)
    incoming = take_in(order.story)
    folder = order.output / incoming.slug
    inputs = _inputs(order, cast.engine, incoming, newsroom)
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


def _inputs(order: Order, engine: str, story: Incoming, newsroom: NewsroomFolder) -> str:
    """The SHA-256 of all that a package depends on."""
    parts = {
        "story": hashlib.sha256(story.data).hexdigest(),
        "name": f"{story.name}.{story.kind}",
        "folder": str(order.output.absolute()),
        "engine": engine,
        "language": order.language,
        "captions": order.captions,
        "loudness": order.loudness,
        "frame_rate": str(order.frame_rate),
        "start": str(order.start),
        "read_attributions": order.read_attributions,
        "voices": newsroom.digest(),
        "program": program_digest(),
        "version": __version__,
    }
    return hashlib.sha256(to_json(parts, indent=0)).hexdigest()


def _current(folder: Path, manifest: Manifest, clock: _Clock) -> tuple[Report, Edition] | None:
    """The report and edition of a package that is as it would be built again."""
    try:
        report = from_json((folder / "report.json").read_bytes(), Report)
        edition = replace(read_edition(folder), folder=folder.absolute().as_uri())
    except (OSError, BroadcastError):
        return None
    takes = sum(len(clip.parts) for clip in edition.timeline.clips)
    run = Run(unchanged=True, takes_spoken=0, takes_reused=takes, timings=clock.timings)
    return replace(report, folder=str(folder), files=manifest.files, run=run), edition


def _built(
    order: Order, story: Incoming, cast: Cast, inputs: str, newsroom: NewsroomFolder, folder: Path, clock: _Clock
) -> tuple[Report, Edition]:
    from broadcast.newsroom.titling import check_titles
    from broadcast.pipeline.assemble import assemble, credits_of
    from broadcast.pipeline.draft import draft
    from broadcast.pipeline.sound import Sound
    from broadcast.pipeline.voice import voice

    with clock.step("read"):
        profile_for = newsroom.captions(order.captions)
        script = draft(story, newsroom, language=order.language, read_attributions=order.read_attributions)
        engine = ENGINES.get(cast.engine)()
        castings = cast_script(script, cast, cast.engine, engine.voices())
    store = TakeStore(default_folder())
    with clock.timed("voice"):
        voiced = voice(script, castings, engine, store, clock.listen)
    with clock.step("time"):
        credits_line = credits_of(castings, voiced.takes)
        edition = assemble(
            script,
            voiced.takes,
            cast.pauses,
            order.frame_rate,
            SAMPLE_RATE,
            order.start,
            credits_line,
            profile_for,
        )
        findings = (*edition.findings, *check_titles(script, cast.titles))
        edition = replace(edition, folder=folder.absolute().as_uri(), findings=findings)
    sound = Sound(edition.timeline, store, order.loudness)
    with writing(folder) as package:
        edition = _sound_files(package, edition, sound, clock)
        report = _documents(package, edition, inputs, folder, clock)
    run = Run(unchanged=False, takes_spoken=voiced.spoken, takes_reused=voiced.reused, timings=clock.timings)
    return replace(report, run=run, files=tuple(package.files)), edition


def _sound_files(package: PackageWriter, edition: Edition, sound: Sound, clock: _Clock) -> Edition:
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


def _documents(package: PackageWriter, edition: Edition, inputs: str, folder: Path, clock: _Clock) -> Report:
    from broadcast.exporters import path_in_package

    with clock.step("export"):
        for exporter in formats():
            stream = io.BytesIO()
            exporter.write(edition, stream)
            package.write(path_in_package(exporter, edition), [stream.getvalue()])
    with clock.step("package"):
        report = report_of(edition, package)
        package.write("report.json", [to_json(report)])
        package.finish(manifest_of(edition, package, inputs))
    return replace(report, folder=str(folder))


def report_of(edition: Edition, package: PackageWriter) -> Report:
    """The report that is kept in the package; where it lies and how the run went is not part of it."""
    timeline = edition.timeline
    segments = edition.script.segments
    return Report(
        slug=edition.script.story.slug,
        folder="",
        language=edition.script.story.language,
        trt=round(float(timeline.duration), 3),
        trt_timecode=timeline.frame_rate.timecode(timeline.frame_rate.nearest(timeline.duration)),
        segments=len(segments),
        quotes=sum(s.kind == "quote" for s in segments),
        cues=len(edition.captions.cues),
        loudness=edition.loudness,
        castings=edition.credits.castings,
        findings=edition.findings,
        files=tuple(package.files),
    )


def manifest_of(edition: Edition, package: PackageWriter, inputs: str) -> Manifest:
    from broadcast.exporters.synthetic import source_type, statement

    tracks: dict[tuple[str, str], list[str]] = {}
    voices = {(c.voice.engine, c.voice.id): c.voice for c in edition.credits.castings}
    for casting in edition.credits.castings:
        tracks.setdefault((casting.voice.engine, casting.voice.id), []).append(casting.track)
    return Manifest(
        tool=edition.credits.tool,
        version=edition.credits.version,
        created=edition.credits.created,
        slug=edition.script.story.slug,
        language=edition.script.story.language,
        inputs=inputs,
        synthetic_voice=True,
        notice=statement(edition.credits.castings),
        digital_source_type=source_type(edition.credits.castings),
        voices=tuple(
            SyntheticVoice(tracks=tuple(tracks[key]), engine=v.engine, voice=v.id, licence=v.licence, credit=v.credit)
            for key, v in voices.items()
        ),
        files=tuple(package.files),
    )
