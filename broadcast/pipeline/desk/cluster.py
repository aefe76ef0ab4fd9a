"""Where one machine is not enough: jobs go to the workers of a Dask scheduler, and packages come back as bytes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from importlib import import_module
from typing import Any

from broadcast.errors import BroadcastError, MissingExtra, NetworkError, SetupError
from broadcast.model.desk import Failure, StoryResult
from broadcast.model.progress import unheard
from broadcast.pipeline.build import commissioned, standing
from broadcast.pipeline.clock import Clock
from broadcast.pipeline.desk.job import Job, broken, done, failed
from broadcast.pipeline.desk.parcel import Errand, Parcel, errand_for, run, unpack

_PATIENCE = 15  # seconds in which a scheduler must answer, and must have a worker
_AHEAD = 2  # errands a worker's thread may have waiting for it: packages are large, and memory is to stay flat


def on_cluster(jobs: Sequence[Job], scheduler: str, began: Callable[[Job], None]) -> Iterator[StoryResult]:
    """The results of jobs as they are done by a scheduler's workers; `began` hears of each that is sent.

    What is current stays and is not sent.  A worker that dies is replaced by another by the scheduler; a story that
    killed several is given up (``distributed.scheduler.allowed-failures``).

    :raises MissingExtra: Dask is not installed.
    :raises NetworkError: the scheduler does not answer, or has no workers.
    """
    client, room = _connected(scheduler)
    try:
        yield from _done(client, iter(jobs), room, began)
    finally:
        client.close()


def _connected(scheduler: str) -> tuple[Any, int]:
    """A client of a scheduler, and how many errands may be under way."""
    try:
        dask: Any = import_module("distributed")
    except ImportError as error:
        raise MissingExtra.of("cluster", "--scheduler") from error
    remedy = "start it with `dask scheduler`, its workers with `dask worker ADDRESS`"
    try:
        client = dask.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NetworkError(f"the scheduler does not answer: {error}", scheduler, remedy) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        return client, _AHEAD * max(1, sum(client.ncores().values()))
    except (OSError, TimeoutError) as error:
        client.close()
        raise NetworkError("the scheduler has no workers", scheduler, remedy) from error


def _done(client: Any, jobs: Iterator[Job], room: int, began: Callable[[Job], None]) -> Iterator[StoryResult]:
    dask: Any = import_module("distributed")
    sent: dict[Any, Errand] = {}
    completed = dask.as_completed([], loop=client.loop)
    more = True
    try:
        while more or sent:
            while more and len(sent) < room:
                job = next(jobs, None)
                if job is None:
                    more = False
                    break
                began(job)
                ready = _prepared(job)
                if isinstance(ready, StoryResult):
                    yield ready
                    continue
                future = _sent(client, ready)
                if future is None:
                    yield failed(job, _gone())
                    continue
                sent[future] = ready
                completed.add(future)
            if sent:
                future = next(completed)
                yield _received(future, sent.pop(future))
    finally:
        with contextlib.suppress(Exception):  # a client that was closed has nothing to cancel
            client.cancel(list(sent))


def _sent(client: Any, errand: Errand) -> Any:
    """The future of an errand; None where the scheduler went away meanwhile."""
    if client.status != "running":
        return None
    try:
        return client.submit(run, errand, pure=False, key=f"{errand.job.slug}-{errand.job.number}")
    except Exception:  # noqa: BLE001  a client that has just closed itself may fail in any way
        return None


def _gone() -> Failure:
    return Failure.of(NetworkError("the scheduler went away", remedy="run the command again"))


def _prepared(job: Job) -> Errand | StoryResult:
    """What is to be sent for a job, or what came of it already."""
    clock = Clock(unheard)
    try:
        commission = commissioned(job.order)
        current = standing(commission, clock)
    except BroadcastError as error:
        return failed(job, Failure.of(error))
    if current:
        return done(job, current[0], sum(clock.timings.values()))
    return errand_for(job, commission)


def _received(future: Any, errand: Errand) -> StoryResult:
    """What came of an errand; its package is put in its place."""
    try:
        parcel: Parcel = future.result()
    except CancelledError:
        return failed(errand.job, _gone())
    except Exception as error:  # noqa: BLE001  a worker that cannot run it at all, or several that died over it
        return failed(errand.job, _lost(error))
    if parcel.result.failure:
        return parcel.result
    folder = errand.job.order.output / parcel.result.slug
    try:
        unpack(parcel.package, folder)
    except BroadcastError as error:
        return failed(errand.job, Failure.of(error), parcel.result.seconds)
    return parcel.result


def _lost(error: Exception) -> Failure:
    dask: Any = import_module("distributed")
    if isinstance(error, dask.KilledWorker):
        remedy = "build it alone; if memory ran out, give the workers more"
        return Failure.of(SetupError(f"its workers died: {error}", remedy=remedy))
    if isinstance(error, ImportError):
        remedy = "install Broadcast, the same version, where the workers run"
        return Failure.of(SetupError(f"the workers cannot run it: {error}", remedy=remedy))
    return broken(error)
