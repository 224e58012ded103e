"""Tasks done by several processes; one that is killed loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic

from annotator.errors import AnnotatorError
from annotator.project.evaluating.partitions.tasks import Arrivals, Result, Task, done, ended

# How often a task is tried that ends its process.
_TIMES = 3
# Tasks that wait for each process, so that none is idle.
_AHEAD = 2
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@contextmanager
def pooled(
    tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int
) -> Iterator[Arrivals[Result]]:
    """What tasks come to, done by so many processes; none of them is left afterwards."""
    pool: _Pool[Task, Result] = _Pool(work, jobs, deque(tasks))
    try:
        yield pool.arrivals()
    finally:
        pool.end()


def _begin() -> None:
    """Make a process a worker: one thread, deaf to ctrl+c, and gone when its parent is."""
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@dataclass(slots=True)
class _Pool(Generic[Task, Result]):
    """Processes that are begun anew when one is killed.

    Which task that was is not known, as several were under way: each of these `suspects` is then
    done by itself, so that only its own end counts against it.
    """

    work: Callable[[Task], Result]
    jobs: int
    waiting: deque[Task]
    suspects: deque[Task] = field(default_factory=deque)
    ends: Counter[str] = field(default_factory=Counter)
    _executor: ProcessPoolExecutor | None = None
    _under_way: dict[Future[Result | AnnotatorError], Task] = field(default_factory=dict)
    _strangers: frozenset[int] = frozenset()
    _alone: bool = False

    def arrivals(self) -> Arrivals[Result]:
        """What tasks come to, as they are done."""
        while self.waiting or self.suspects or self._under_way:
            self._send()
            ready, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
            alone = len(self._under_way) == 1
            broken = [one for one in ready if isinstance(one.exception(), BrokenProcessPool)]
            for one in ready.difference(broken):
                del self._under_way[one]
                yield one.result()
            if broken:
                yield from self._again(alone=alone)

    def _send(self) -> None:
        """Hand out as many tasks as may be under way."""
        if self._alone and not (self.suspects or self._under_way):
            self.end()
            self._alone = False
        room = 1 if self._alone else self.jobs * _AHEAD
        tasks = self.suspects if self._alone else self.waiting
        while tasks and len(self._under_way) < room:
            task = tasks.popleft()
            try:
                self._under_way[self._processes().submit(done, self.work, task)] = task
            except BrokenProcessPool:
                tasks.appendleft(task)
                return

    def _again(self, *, alone: bool) -> Iterator[AnnotatorError]:
        """Begin new processes for the tasks that were under way when one ended."""
        self.end()
        self._alone = True
        lost = list(self._under_way.values())
        self._under_way.clear()
        for task in lost:
            if alone:
                self.ends[task.name] += 1
            if self.ends[task.name] < _TIMES:
                self.suspects.append(task)
            else:
                yield ended(task, "the process", _TIMES)

    def _processes(self) -> ProcessPoolExecutor:
        jobs = 1 if self._alone else self.jobs
        if self._executor is None:
            self._strangers = frozenset(_children())
            spawn = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(jobs, spawn, initializer=_begin)
        return self._executor

    def end(self) -> None:
        """End all processes at once, whatever they are at."""
        if self._executor is None:
            return
        own = [one for pid, one in _children().items() if pid not in self._strangers]
        for process in own:
            process.terminate()
        # Its own thread sees that they ended, and takes leave of them.
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None


def _children() -> dict[int, multiprocessing.process.BaseProcess]:
    return {one.pid: one for one in multiprocessing.active_children() if one.pid}
