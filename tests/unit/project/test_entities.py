"""A new entity is listed for all, whole or not at all, and takes nobody's line away."""

from __future__ import annotations

import fcntl
import os
import sys
from subprocess import PIPE, Popen

import orjson
import pytest

from annotator.errors import AnnotatorError, Faults, SchemaError
from annotator.labels.entities import Entity
from annotator.project.entities import coined, entities_of, list_entity
from annotator.project.places import read_schema_of

KHALID = Entity("خالد", "person", (("ar", ("خالد",)),))
OSH = Entity(
    "osh-bazaar", "place", (("en", ("Osh Bazaar",)), ("ar", ("سوق أوش", "سوق أوش الكبير")))
)


@pytest.fixture
def path(project):
    return project.guidelines / "entities.jsonl"


def left_behind(project):
    return [one.name for one in project.guidelines.iterdir() if one.name.startswith(".")]


def test_an_entity_becomes_the_last_line_and_is_read_back(project, path):
    before = path.read_bytes()
    listed = list_entity(project, OSH)
    assert listed == entities_of(project)
    assert listed[-1] == OSH
    data = path.read_bytes()
    assert data.startswith(before)
    assert orjson.loads(data[len(before) :]) == {
        "id": "osh-bazaar",
        "kind": "place",
        "names": {"en": ["Osh Bazaar"], "ar": ["سوق أوش", "سوق أوش الكبير"]},
    }
    assert "osh-bazaar" in read_schema_of(project).entities
    assert left_behind(project) == []


def test_a_list_that_is_not_there_is_begun(project, path):
    path.unlink()
    assert entities_of(project) == ()
    assert list_entity(project, KHALID) == (KHALID,)
    assert path.read_bytes().count(b"\n") == 1


def test_a_last_line_without_an_end_is_ended_first(project, path):
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    before = entities_of(project)
    assert list_entity(project, KHALID) == (*before, KHALID)


def test_lines_that_are_empty_or_end_as_on_windows_stay_as_they_are(project, path):
    data = path.read_bytes().replace(b"\n", b"\r\n") + b"\n\n"
    path.write_bytes(data)
    list_entity(project, KHALID)
    assert path.read_bytes().startswith(data)


def test_an_id_that_somebody_has_is_refused_and_the_file_stays(project, path):
    list_entity(project, KHALID)
    before = path.read_bytes()
    with pytest.raises(SchemaError, match="the id خالد is there already"):
        list_entity(project, Entity("خالد", "place", ()))
    assert path.read_bytes() == before


@pytest.mark.parametrize("id", ["two words", "", "a\u202eb"])
def test_an_id_that_could_not_be_read_back_is_never_written(project, path, id):
    before = path.read_bytes()
    with pytest.raises(SchemaError):
        list_entity(project, Entity(id, "person", ()))
    assert path.read_bytes() == before


def test_a_list_at_fault_is_told_with_every_line_and_stays(project, path):
    path.write_bytes(b'{"id": 1}\nnonsense')
    for deed in (lambda: list_entity(project, KHALID), lambda: entities_of(project)):
        with pytest.raises(Faults) as caught:
            deed()
        places = " ".join(fault.where for fault in caught.value.faults)
        assert "guidelines/entities.jsonl: line 1" in places
        assert "guidelines/entities.jsonl: line 2" in places
    assert path.read_bytes() == b'{"id": 1}\nnonsense'


def test_a_folder_in_its_place_is_told_and_nothing_is_left_behind(project, path):
    path.unlink()
    path.mkdir()
    with pytest.raises(AnnotatorError, match="the entity cannot be listed") as caught:
        list_entity(project, KHALID)
    assert caught.value.where == "guidelines/entities.jsonl"
    assert caught.value.fix == "move that folder away"
    assert left_behind(project) == []


def test_a_folder_of_guidelines_that_is_gone_is_told(project):
    project.guidelines.rename(project.root / "elsewhere")
    with pytest.raises(AnnotatorError, match="the entity cannot be listed: it is not there"):
        list_entity(project, KHALID)


def test_a_disk_that_fails_leaves_the_list_as_it_was(project, path, monkeypatch):
    before = path.read_bytes()

    def full(_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AnnotatorError, match="the disk is full"):
        list_entity(project, KHALID)
    assert path.read_bytes() == before
    assert left_behind(project) == []


def test_a_disk_without_locks_is_written_all_the_same(project, monkeypatch):
    def none(*_):
        raise OSError(95, os.strerror(95))

    monkeypatch.setattr(fcntl, "flock", none)
    assert list_entity(project, KHALID)[-1] == KHALID


def test_what_another_listed_meanwhile_stays(project, path):
    known = entities_of(project)
    path.write_bytes(path.read_bytes() + b'{"id":"flood","kind":"event","names":{}}\n')
    assert list_entity(project, KHALID) == (*known, Entity("flood", "event", ()), KHALID)


MANY = """
import sys
from pathlib import Path
from annotator.labels.entities import Entity
from annotator.project.entities import list_entity
from annotator.project.places import open_project

project = open_project(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for at in range(20):
    list_entity(project, Entity(f"{sys.argv[2]}-{at}", "person", ()))
"""


def test_of_several_at_work_at_once_nobodys_entity_is_lost(project):
    before = entities_of(project)
    command = [sys.executable, "-c", MANY, str(project.root)]
    workers = [Popen([*command, name], stdin=PIPE, stdout=PIPE) for name in ("a", "b", "c")]
    for worker in workers:
        assert worker.stdout.readline() == b"ready\n"
    for worker in workers:
        worker.stdin.write(b"\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate(timeout=60)
        assert worker.returncode == 0
    listed = {one.id for one in entities_of(project)} - {one.id for one in before}
    assert listed == {f"{name}-{at}" for name in "abc" for at in range(20)}


@pytest.mark.parametrize(
    ("name", "language", "own"),
    [
        ("خالد", "ar", "ar"),
        ("خالد", "en", "ar"),
        ("خالد", None, "ar"),
        ("رضا", "fa", "fa"),
        ("Osh", "ar", "en"),
        ("Osh", "fa", "en"),
        ("Osh", None, "en"),
        ("Müller", "de", "de"),
    ],
)
def test_a_new_name_is_in_the_language_of_its_script(name, language, own):
    assert coined(name, "person", "id", language) == Entity("id", "person", ((own, (name,)),))
