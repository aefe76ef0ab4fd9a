"""Building: one story, all the way to its package."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.audio.targets import target
from broadcast.errors import BroadcastError
from broadcast.model.documents import from_json, to_json
from broadcast.model.edition import Edition, Exporter
from broadcast.model.progress import Listener, Progress, unheard
from broadcast.model.report import Manifest, Report, Run
from broadcast.model.script import Script
from broadcast.model.settings import Cast
from broadcast.pipeline.arranging import arranged, can_paint, slates, with_beds
from broadcast.pipeline.clock import Clock, moment
from broadcast.pipeline.intake import Incoming, take_in
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.order import Order, inputs_of
from broadcast.pipeline.package import PackageWriter, look, refuse_to_lose, sweep, writing
from broadcast.takes import TakeStore

if TYPE_CHECKING:
    from broadcast.pipeline.supplies import Supplies
    from broadcast.pipeline.voice import Voiced


class Commission(NamedTuple):
    """An order, and what it came to: the story, the station's choices, and the digest of all that the package is of."""

    order: Order
    story: Incoming
    newsroom: NewsroomFolder
    cast: Cast
    inputs: str

    @property
    def folder(self) -> Path:
        """The package's own folder."""
        return self.order.output / self.story.slug


def build(order: Order, listen: Listener = unheard) -> tuple[Report, Edition]:
    """Build a package, or find that the one in place is current; `listen` hears how far it is.

    >>> report, edition = build(Order(story="scripts/zhetisu.txt", output=Path("output"), engine="silence"))
    >>> report.slug, report.quotes, report.folder
    ('zhetisu', 3, 'output/zhetisu')

    :raises BroadcastError: whatever stopped it; the package that was there is untouched.
    """
    clock = Clock(listen)
    commission = commissioned(order)
    return standing(commission, clock) or built(commission, clock)


def commissioned(order: Order) -> Commission:
    """What an order asks for, looked up; a name in it that is wrong is told before any work.

    :raises BroadcastError: the story or the station's files cannot be used.
    """
    target(order.loudness)
    moment(order.created)
    if order.also:
        formats(order.also)
    if order.slates:
        can_paint()
    newsroom = NewsroomFolder(order.newsroom)
    cast = newsroom.cast()
    cast = cast.only(order.engine) if order.engine else cast
    story = take_in(order.story)
    if order.retakes:
        retake(order, story, newsroom)
    return Commission(order, story, newsroom, cast, inputs_of(order, story, newsroom))


def standing(commission: Commission, clock: Clock) -> tuple[Report, Edition] | None:
    """The package in place, where it is as it would be built again; None where it is to be built.

    :raises UsageError: the folder is no package, or a person changed files in it.
    """
    order, folder = commission.order, commission.folder
    with clock.timed("read"):
        sweep(folder)
        manifest, changed = look(folder)
        if manifest and not changed and manifest.inputs == commission.inputs and not order.force:
            current = _current(folder, manifest, clock)
            if current:
                return current
        if not order.force:
            refuse_to_lose(folder, manifest, changed)
    return None


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


def built(commission: Commission, clock: Clock, address: str = "") -> tuple[Report, Edition]:
    """Build a package anew, whatever is in its place; `address` is where it will lie, if that is elsewhere.

    :raises BroadcastError: whatever stopped it; what was in place is untouched.
    """
    from broadcast.pipeline.beds import beds
    from broadcast.pipeline.draft import draft
    from broadcast.pipeline.fitting import timed_to
    from broadcast.pipeline.sound import Sound
    from broadcast.pipeline.sound_files import write_sound
    from broadcast.pipeline.supplies import Supplies

    order, story, newsroom, cast, inputs = commission
    folder = commission.folder
    with clock.step("read"):
        newsroom.script_template()  # one that is broken is told before any work
        script = draft(story, newsroom, language=order.language, read_attributions=order.read_attributions)
    store = TakeStore.of(order.store)
    with clock.timed("voice"):
        voiced, rate = _voiced(order, script, cast, newsroom, store, clock.listen)
    with clock.step("time"):
        edition = _timed(order, script, voiced, cast, newsroom)
        edition = replace(edition, folder=address or folder.absolute().as_uri())
        edition = timed_to(edition, order.trt, rate) if order.trt else edition
    with writing(folder) as package:
        with clock.step("mix"):
            lying = beds(order, cast, edition.timeline)
            edition = replace(edition, timeline=with_beds(edition.timeline, lying))
            sound = Sound(edition.timeline, store, order.loudness, [each.mixed for each in lying])
            edition = write_sound(package, edition, sound, lying, cast.leader if order.leader else None)
        supplies = Supplies(edition, package.written("audio"), newsroom)
        report = _documents(package, edition, supplies, order, "" if voiced.findings else inputs, clock)
    run = Run(unchanged=False, takes_spoken=voiced.spoken, takes_reused=voiced.reused, timings=clock.timings)
    return replace(report, folder=str(folder), run=run, files=tuple(package.files)), edition


def _voiced(
    order: Order, script: Script, cast: Cast, newsroom: NewsroomFolder, store: TakeStore, listen: Listener
) -> tuple[Voiced, Fraction]:
    """The takes, and how many times faster than the cast says they are read to fit the running time."""
    from broadcast.newsroom.scheduling import schedule
    from broadcast.pipeline.engine_room import EngineRoom
    from broadcast.pipeline.fitting import Rates, fitted
    from broadcast.pipeline.recorded import recorded, stood_in
    from broadcast.pipeline.voice import voice

    recordings = recorded(script, order.takes, order.takes_from, store, listen=listen)
    unspoken = () if order.keep_times else tuple(recordings.takes)
    room, reads = EngineRoom(script.story.embargo), newsroom.reads(script.story.slug)

    def speak(rates: Rates) -> Voiced:
        drafts = voice(script, cast, room, store, listen, reads, rates, unspoken)
        return stood_in(script, drafts, recordings)

    def lasts(voiced: Voiced) -> Fraction:
        takes, places, rate = voiced.takes, voiced.places, order.frame_rate
        return schedule(script, takes, cast.pauses, rate, SAMPLE_RATE, order.start, places).duration

    if order.trt is None or not order.fit:
        return speak({}), Fraction(1)
    return fitted(script, order.trt, speak, lasts)


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
        credits_of(voiced.castings, voiced.takes, order.created),
        newsroom.captions(order.captions),
        voiced.places,
    )
    findings = (*edition.findings, *voiced.findings, *voiced.doubts, *check_titles(script, cast.titles))
    return replace(edition, timeline=arranged(edition.timeline, order), findings=findings)


def formats(also: Sequence[str] = ()) -> list[Exporter]:
    """The exporters whose files a package holds, and those that are asked for beside them.

    :raises UsageError: no such format, or one that is not written.
    """
    from broadcast.exporters import IN_PACKAGE, exporter_for

    return [exporter_for(name)() for name in dict.fromkeys((*IN_PACKAGE, *also))]


def _documents(
    package: PackageWriter, edition: Edition, supplies: Supplies, order: Order, inputs: str, clock: Clock
) -> Report:
    from broadcast.pipeline.reporting import manifest_of, report_of

    with clock.timed("export"), supplies:
        supplies.ahead()
        exporters = formats(order.also)
        total = len(exporters) + sum(bool(clip.slate) for clip in edition.timeline.clips)
        clock.listen(Progress(step="export", done=0, total=total))
        for done, (path, data) in enumerate(chain(slates(edition), _files(edition, supplies, exporters)), 1):
            package.write(path, [data])
            clock.listen(Progress(step="export", done=done, total=total, note=path))
    with clock.step("package"):
        report = report_of(edition, tuple(package.files))
        package.write("report.json", [to_json(report)])
        package.finish(manifest_of(edition, tuple(package.files), inputs, order))
    return report


def _files(edition: Edition, supplies: Supplies, exporters: Iterable[Exporter]) -> Iterator[tuple[str, bytes]]:
    """The files of formats: paths in the package, and what is in them."""
    from broadcast.exporters import path_in_package

    for exporter in exporters:
        stream = io.BytesIO()
        supplies.given(exporter).write(edition, stream)
        yield path_in_package(exporter, edition), stream.getvalue()
