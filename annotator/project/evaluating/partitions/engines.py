"""Who does the tasks: this process, several, or a cluster of machines; all come to the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.errors import AnnotatorError, Faults
from annotator.project.evaluating.partitions.flaws import MOST_FAULTS, told
from annotator.project.evaluating.partitions.tasks import Arrivals, Result, Task, done
from annotator.project.watching import Watch, unwatched

_DOING = "scoring"


@dataclass(frozen=True, slots=True)
class Here:
    """This process, one task after the other."""


@dataclass(frozen=True, slots=True)
class Pool:
    """So many processes of this machine."""

    jobs: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a Dask scheduler."""

    address: str


Engine = Here | Pool | Cluster


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def engine_of(jobs: int | None, cluster: str | None) -> Engine:
    """A cluster by its address, else so many processes, else as many as this process may use."""
    return Pool(jobs or usable_cores()) if cluster is None else Cluster(cluster)


def threads_of(engine: Engine, tasks: int) -> int:
    """By how many threads each task is done, where there are fewer tasks than processes."""
    return max(engine.jobs // max(tasks, 1), 1) if isinstance(engine, Pool) else 1


def run(
    tasks: Sequence[Task],
    work: Callable[[Task], Result],
    add: Callable[[Result, Result], Result],
    engine: Engine,
    watch: Watch[Task] = unwatched,
) -> Result:
    """Do every task once, and put together what they come to.

    Args:
        tasks: what is to be done, one at least.
        work: does one; it goes to other processes, and so does what it gives.
        add: puts two results together; their order must not matter.
        engine: who does them.
        watch: gives the tasks, to one who wants to see how far it is.

    Raises:
        AnnotatorError, Faults: what is wrong with any task, up to `MOST_FAULTS`; the others are
            then left. Or a task ended its process, again and again; or there is no such cluster.
    """
    found: list[Result] = []
    faults: list[AnnotatorError] = []
    with _arriving(tasks, work, engine) as arrivals:
        for _ in watch(tasks, _DOING):
            one = next(arrivals)
            if isinstance(one, AnnotatorError):
                faults.append(one)
                if _many(faults) > MOST_FAULTS:
                    break
            elif not faults:
                found[:] = [add(found[0], one) if found else one]
    if faults:
        raise told(faults)
    return found[0]


def _many(faults: Sequence[AnnotatorError]) -> int:
    return sum(len(one.faults) if isinstance(one, Faults) else 1 for one in faults)


@contextmanager
def _arriving(
    tasks: Sequence[Task], work: Callable[[Task], Result], engine: Engine
) -> Iterator[Arrivals[Result]]:
    """What tasks come to, in any order, or what is wrong with each."""
    match engine:
        case Pool(jobs) if min(jobs, len(tasks)) > 1:
            from annotator.project.evaluating.partitions.pools import pooled  # noqa: PLC0415

            with pooled(tasks, work, min(jobs, len(tasks))) as arrivals:
                yield arrivals
        case Cluster(address):
            from annotator.project.evaluating.partitions import clusters  # noqa: PLC0415

            with clusters.clustered(tasks, work, address) as arrivals:
                yield arrivals
        case _:
            yield (done(work, task) for task in tasks)
