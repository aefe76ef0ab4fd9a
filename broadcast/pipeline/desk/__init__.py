"""The desk: many stories side by side, on the cores of this machine or on the workers of a scheduler.

One bad story never stops the others, and what is current is not built again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec
from msgspec.structs import replace

from broadcast.audio.targets import target
from broadcast.errors import UsageError
from broadcast.model.desk import DeskReport, Failure, StoryResult
from broadcast.model.progress import Listener, Progress, unheard
from broadcast.pipeline.build import formats
from broadcast.pipeline.desk.cluster import on_cluster
from broadcast.pipeline.desk.job import Job, failed
from broadcast.pipeline.desk.journal import Journal
from broadcast.pipeline.desk.lanes import side_by_side
from broadcast.pipeline.desk.places import Named, files_at, named, slug_for
from broadcast.pipeline.desk.rundowns import SUFFIX, OpenRundown, read_rundown
from broadcast.pipeline.order import Order

Heard = Callable[[StoryResult], None]
"""Who hears of each story as it is done."""

_NAMED = 3  # stories in hand that progress tells by name


class DeskOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Many stories: files, folders of them, or one rundown (``.toml``).

    `order` says how each is built; its own story is not looked at.  `jobs` is how many are built at once (0: one a
    core), `scheduler` the address of a Dask scheduler whose workers build them instead.  `resume` goes on with a run
    that was stopped, also one by force.
    """

    places: tuple[Path, ...]
    order: Order
    jobs: int = 0
    scheduler: str = ""
    strict: bool = False
    resume: bool = False


def desk(asked: DeskOrder, listen: Listener = unheard, heard: Heard = lambda result: None) -> DeskReport:
    """Build many stories; `heard` is told of each as it is done.

    >>> order = Order(story="", output=Path("output"), engine="silence")
    >>> report = desk(DeskOrder(places=(Path("scripts"),), order=order, jobs=1))
    >>> [result.slug for result in report.stories], report.failed
    (['zhetisu'], 0)

    Worker processes are started: a program that calls this guards its own beginning with
    ``if __name__ == "__main__":``, as :mod:`multiprocessing` asks.

    :raises UsageError: there is no story, or an option makes no sense.
    :raises DocumentError: the rundown is none.
    :raises OutputError: the output folder cannot be written.
    :raises NetworkError: the scheduler does not answer.
    """
    began = time.monotonic()
    if asked.jobs < 0:
        raise UsageError("there must be a worker", remedy="use --jobs 1 or more")
    target(asked.order.loudness)
    formats(asked.order.also)
    rundown = _rundown(asked.places)
    stories = named(list(rundown.stories.values())) if rundown else named(files_at(asked.places))
    lanes = min(asked.jobs or _cores(), max(1, len(stories)))
    run = partial(on_cluster, scheduler=asked.scheduler) if asked.scheduler else partial(side_by_side, lanes=lanes)
    journal = Journal(asked.order.output, resume=asked.resume)
    over = False
    try:
        wanted = _Wanted(asked.order, stories, rundown, journal.done)
        tally = _Tally(stories, listen, heard, journal)
        for result in chain(wanted.clashes, run(wanted.jobs, began=tally.began)):
            tally.ended(result)
        over = True
    finally:
        journal.close(over=over)
    found = tuple(tally.results[str(each.story)] for each in stories)
    return DeskReport(
        output=str(asked.order.output),
        jobs=0 if asked.scheduler else lanes,
        scheduler=asked.scheduler,
        seconds=round(time.monotonic() - began, 3),
        built=sum(result.state == "built" for result in found),
        unchanged=sum(result.state == "unchanged" for result in found),
        failed=sum(result.state == "failed" for result in found),
        exit_code=_exit_code(found, strict=asked.strict),
        stories=found,
        rundown=rundown.timed(_lengths(rundown, found)) if rundown else None,
    )


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _rundown(places: Sequence[Path]) -> OpenRundown | None:
    if not any(place.suffix.lower() == SUFFIX for place in places):
        return None
    if len(places) > 1:
        raise UsageError("a rundown stands alone", str(places[0]), "name the rundown, or stories, but not both")
    return read_rundown(places[0])


class _Wanted:
    """The jobs, and what came of stories that are none: those whose slugs clash."""

    def __init__(
        self, order: Order, stories: Sequence[Named], rundown: OpenRundown | None, done: frozenset[str]
    ) -> None:
        self.jobs: list[Job] = []
        self.clashes: list[StoryResult] = []
        for number, each in enumerate(stories):
            own = replace(order, story=each.story, force=order.force and each.slug not in done)
            length = rundown.target_of(each.slug) if rundown else None
            job = Job(number=number, slug=each.slug, order=replace(own, trt=length) if length else own)
            if each.clash:
                self.clashes.append(failed(job, Failure.of(_clash(each))))
            else:
                self.jobs.append(job)


def _clash(story: Named) -> UsageError:
    others = ", ".join(str(path) for path in story.clash[:_NAMED])
    return UsageError(
        f"its package would be {story.slug}/, and so would that of {others}", str(story.story), "rename one of them"
    )


class _Tally:
    """Counts what is done, and tells of it."""

    def __init__(self, stories: Sequence[Named], listen: Listener, heard: Heard, journal: Journal) -> None:
        self.results: dict[str, StoryResult] = {}
        self._total = len(stories)
        self._listen, self._heard, self._journal = listen, heard, journal
        self._in_hand: dict[str, str] = {}
        self._failed = 0
        self._tell()

    def began(self, job: Job) -> None:
        self._in_hand[str(job.order.story)] = job.slug
        self._tell()

    def ended(self, result: StoryResult) -> None:
        self._in_hand.pop(result.story, None)
        self.results[result.story] = result
        if result.failure:
            self._failed += 1
        else:
            self._journal.note(result.slug)
        self._heard(result)
        self._tell()

    def _tell(self) -> None:
        told = (f"{self._failed} failed" if self._failed else "", ", ".join(list(self._in_hand.values())[:_NAMED]))
        note = "; ".join(filter(None, told))
        self._listen(Progress(step="stories", done=len(self.results), total=self._total, note=note))


def _exit_code(results: Iterable[StoryResult], *, strict: bool) -> int:
    worst = 0
    for result in results:
        doubtful = strict and result.doubts
        worst = max(worst, result.failure.exit_code if result.failure else int(bool(doubtful)))
    return worst


def _lengths(rundown: OpenRundown, results: Iterable[StoryResult]) -> dict[int, Fraction]:
    """Seconds of each item whose story was built."""
    found = {r.slug: Fraction(str(r.trt)) for r in results if r.trt is not None}
    slugs = {number: slug_for(path) for number, path in rundown.stories.items()}
    return {number: found[slug] for number, slug in slugs.items() if slug in found}
