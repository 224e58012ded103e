"""Tasks done by the workers of a Dask scheduler.

Dask is imported where it is needed: it brings a shell of its own.
"""

from __future__ import annotations

import platform
import socket
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import Any

from annotator.errors import AnnotatorError, UsageError
from annotator.project.evaluating.partitions.tasks import Arrivals, Result, Task, done, ended

OPTION = "--cluster"

_PATIENCE = 10
_AHEAD = 2
_SCHEMES = ("tcp", "tls", "ws", "wss", "ucx")
_PORTS = 65535
_TIMES = 4


@contextmanager
def clustered(
    tasks: Sequence[Task], work: Callable[[Task], Result], address: str
) -> Iterator[Arrivals[Result]]:
    """What tasks come to, done by the workers of the scheduler at an address.

    Raises:
        UsageError: nothing answers there, it has no workers, or they have another version of this
            program or of Python.
    """
    with _connected(address) as client:
        _check(client, address)
        yield _arrivals(client, tasks, work, address)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    from distributed import Client  # noqa: PLC0415

    _check_address(address)
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as error:
        why = (str(error) or type(error).__name__).splitlines()[0]
        raise _no_scheduler(address, why) from error
    with client:
        yield client


def _check_address(address: str) -> None:
    """Refuse what Dask would wait for at length: no address, or a place that keeps silent.

    Raises:
        UsageError: it is one of these.
    """
    scheme, _, rest = address.rpartition("://")
    host, _, port = rest.rpartition(":")
    if scheme == "inproc":
        return
    if scheme not in {"", *_SCHEMES} or not (host and port.isdecimal() and int(port) <= _PORTS):
        raise _no_scheduler(address, "that is no address of one")
    if scheme not in {"", "tcp"}:
        return
    try:
        with socket.create_connection((host.strip("[]"), int(port)), _PATIENCE) as there:
            there.recv(1)
    except TimeoutError as error:
        raise _no_scheduler(address, f"nothing was said for {_PATIENCE} s") from error
    except OSError:
        # It may just be starting: Dask tries for a while, and tells what is wrong.
        return


def _no_scheduler(address: str, why: str) -> UsageError:
    what = f"no Dask scheduler answers there: {why}"
    return UsageError(what, f"{OPTION} {address}", "give its address, such as tcp://HOST:8786")


def _check(client: Any, address: str) -> None:
    """Refuse workers that would not count as this process does."""
    where = f"{OPTION} {address}"
    try:
        told: dict[str, str] = client.run(_program)
    except Exception as error:
        what = f"the workers cannot run this program: {error}"
        fix = f"install for all of them what runs here: {_program()}, with its extra scale"
        raise UsageError(what, where, fix) from error
    if not told:
        raise UsageError("the scheduler has no workers", where, "start some: dask worker ADDRESS")
    mine = _program()
    other = sorted({f"{worker}: {one}" for worker, one in told.items() if one != mine})
    if other:
        what = f"a worker has another version than this one's {mine}: {other[0]}"
        raise UsageError(what, where, "give all of them the same")


def _program() -> str:
    """What reads and counts, by name and version."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"annotator {version('annotator-tui')} in Python {python}"


def _arrivals(
    client: Any, tasks: Sequence[Task], work: Callable[[Task], Result], address: str
) -> Arrivals[Result]:
    """What tasks come to; a few more are handed out than the cluster has threads."""
    from distributed import as_completed  # noqa: PLC0415
    from distributed.client import FutureCancelledError  # noqa: PLC0415
    from distributed.comm import CommClosedError  # noqa: PLC0415

    waiting = deque(tasks)
    under_way: dict[object, Task] = {}
    arriving = as_completed(loop=client.loop)
    [shared] = client.scatter([work], broadcast=True)

    def send() -> None:
        room = max(sum(client.nthreads().values()), 1) * _AHEAD
        while waiting and len(under_way) < room:
            task = waiting.popleft()
            future = client.submit(done, shared, task, pure=False)
            under_way[future.key] = task
            arriving.add(future)

    try:
        send()
        for future in arriving:
            task = under_way.pop(future.key)
            yield _result(future, task)
            future.release()
            send()
    except (CommClosedError, OSError, FutureCancelledError) as error:
        what = f"the scheduler was lost: {error}"
        raise AnnotatorError(
            what, f"{OPTION} {address}", "start it again, then run again"
        ) from error
    finally:
        with suppress(Exception):
            client.cancel([*arriving.futures])


def _result(future: Any, task: Task) -> Any:
    from distributed import KilledWorker  # noqa: PLC0415

    try:
        return future.result()
    except KilledWorker:
        return ended(task, "the worker", _TIMES)
