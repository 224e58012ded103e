"""Whoever does the tasks, each counts once: also where a process is killed in the middle."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import warnings
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from annotator.errors import AnnotatorError, Faults, FormatError, UsageError
from annotator.project.evaluating.partitions import clusters
from annotator.project.evaluating.partitions.endings import endings_heard
from annotator.project.evaluating.partitions.engines import Cluster, Here, Pool, run
from annotator.project.evaluating.partitions.flaws import MOST_FAULTS
from annotator.project.evaluating.partitions.judging import Means
from tests.unit.project.parts import counted, flat, write


@dataclass(frozen=True)
class Errand:
    number: int

    @property
    def name(self):
        return f"errand {self.number}"


ERRANDS = tuple(map(Errand, range(8)))


def number(errand):
    return {errand.number: 1}


def killed_once(marks, errand):
    mark = Path(marks, str(errand.number))
    if errand.number == 5 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number(errand)


def killed(errand):
    if errand.number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number(errand)


def at_fault(errand):
    if errand.number % 2:
        raise Faults(
            [FormatError(f"fault {at}", f"row {errand.number}", "mend") for at in range(2)]
        )
    return number(errand)


def add(one, other):
    return {key: one.get(key, 0) + other.get(key, 0) for key in one | other}


ALL = {errand.number: 1 for errand in ERRANDS}


@pytest.mark.parametrize("engine", [Here(), Pool(1), Pool(2)], ids=str)
def test_every_task_is_done_once(engine):
    assert run(ERRANDS, number, add, engine) == ALL
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_loses_nothing(tmp_path):
    assert run(ERRANDS, partial(killed_once, str(tmp_path)), add, Pool(2)) == ALL


def test_a_task_that_ends_every_process_is_named(tmp_path):
    with pytest.raises(AnnotatorError, match="ended 3 times") as raised:
        run(ERRANDS, killed, add, Pool(2))
    assert raised.value.where == "errand 7"
    assert raised.value.exit_code == 3
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("engine", [Here(), Pool(2)], ids=str)
def test_all_faults_are_gathered_in_their_order(engine):
    with pytest.raises(Faults) as raised:
        run(ERRANDS, at_fault, add, engine)
    assert len(raised.value.faults) == 8
    assert [one.where for one in raised.value.faults[-2:]] == ["row 7", "row 7"]
    many = tuple(map(Errand, range(100)))
    with pytest.raises(Faults) as raised:
        run(many, at_fault, add, engine)
    assert len(raised.value.faults) == MOST_FAULTS + 1


def test_ctrl_c_leaves_no_process_behind():
    def stopping(tasks, doing):
        yield tasks[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(ERRANDS, number, add, Pool(2), stopping)
    assert multiprocessing.active_children() == []


def test_a_cluster_comes_to_the_same_and_a_scheduler_must_be_there(tmp_path):
    distributed = pytest.importorskip("distributed")
    rows = [(f"{at % 30:03}", at, at + 1, "PLACE") for at in range(100)]
    gold = write(tmp_path / "g.parquet", flat(rows), row_group_size=10)
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
    ):
        warnings.simplefilter("ignore")
        address = cluster.scheduler_address
        assert counted(gold, gold, means=Means(Cluster(address), spans=25)) == counted(gold, gold)
        with pytest.raises(Faults):
            run(ERRANDS, at_fault, add, Cluster(address))
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        run(ERRANDS, number, add, Cluster("not an address"))


@pytest.mark.parametrize("address", ["", "127.0.0.1", "zzz://x:1", "tcp://x:y", "tcp://x:99999"])
def test_what_is_no_address_is_refused_at_once(address):
    with pytest.raises(UsageError, match="that is no address of one"):
        run(ERRANDS, number, add, Cluster(address))


def test_a_place_that_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(clusters, "_PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(UsageError, match="nothing was said for"):
            run(ERRANDS, number, add, Cluster(address))


def exhausted(_):
    raise MemoryError("Unable to allocate 132 GiB")


def test_a_task_that_memory_is_too_small_for_is_named():
    with pytest.raises(AnnotatorError, match="memory ran out: Unable to allocate 132 GiB"):
        run(ERRANDS, exhausted, add, Here())


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_what_was_laid_aside_is_put_away_when_the_program_is_ended(ending, tmp_path):
    with pytest.raises(SystemExit) as raised, endings_heard(), TemporaryDirectory(dir=tmp_path):
        signal.raise_signal(ending)
    assert raised.value.code == 128 + ending
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(ending) is signal.SIG_DFL
