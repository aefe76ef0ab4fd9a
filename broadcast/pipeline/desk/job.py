"""A job: one story of many, and what came of it; whatever goes wrong with it, it is told and not raised."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from broadcast.errors import BroadcastError, SetupError
from broadcast.model.desk import Failure, State, StoryResult
from broadcast.model.report import Report
from broadcast.pipeline.aside import on_one_core
from broadcast.pipeline.order import Order


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A story, its place among the others from 0, and how it is to be built."""

    number: int
    slug: str
    order: Order


def work(job: Job) -> StoryResult:
    """Build a story, on one core: the others have stories of their own."""
    from broadcast.pipeline.build import build

    with on_one_core():
        return told(job, lambda: build(job.order)[0])


def told(job: Job, attempt: Callable[[], Report]) -> StoryResult:
    """What came of an attempt to build a story."""
    began = time.monotonic()
    try:
        report = attempt()
    except BroadcastError as error:
        return failed(job, Failure.of(error), time.monotonic() - began)
    except MemoryError:
        full = SetupError("there is not enough memory for it", remedy="build it alone, or with fewer --jobs")
        return failed(job, Failure.of(full), time.monotonic() - began)
    except Exception as error:  # noqa: BLE001  a fault of the program over one story must not stop the others
        return failed(job, broken(error), time.monotonic() - began)
    return done(job, report, time.monotonic() - began)


def done(job: Job, report: Report, seconds: float) -> StoryResult:
    """The result of a story that has its package."""
    run = report.run
    state: State = "unchanged" if run and run.unchanged else "built"
    return StoryResult(
        story=str(job.order.story),
        slug=report.slug,
        state=state,
        seconds=round(seconds, 3),
        folder=str(Path(job.order.output) / report.slug),
        language=report.language,
        trt=report.trt,
        trt_timecode=report.trt_timecode,
        segments=report.segments,
        quotes=report.quotes,
        takes_spoken=run.takes_spoken if run else 0,
        findings=dict(Counter(finding.severity for finding in report.findings)),
    )


def failed(job: Job, failure: Failure, seconds: float = 0.0) -> StoryResult:
    """The result of a story that was not built."""
    story = str(job.order.story)
    return StoryResult(story=story, slug=job.slug, state="failed", seconds=round(seconds, 3), failure=failure)


def broken(error: BaseException) -> Failure:
    """A fault that nobody foresaw."""
    what = f"the program broke down over it: {type(error).__name__}: {error}"
    again = "broadcast build on this story alone shows where; please report it"
    return Failure(error=type(error).__name__, what=what, next=again, exit_code=SetupError.exit_code)
