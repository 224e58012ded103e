"""Labels come in whole or not at all, and what went out comes back as the same."""

from __future__ import annotations

import json
import os
from subprocess import PIPE, Popen

import pytest

from annotator.errors import AnnotatorError, Faults, StoreError, UsageError
from annotator.labels.span import Span
from annotator.project.exchange import formats, import_labels
from annotator.project.exporting import export_labels, write_export
from annotator.project.sitting.annotate import open_session
from annotator.store.folder import FolderStore
from annotator.store.protocol import Taken


@pytest.fixture
def take_in(project, now):
    def run(*lines, status="done", name="m1"):
        data = b"\n".join(json.dumps(line).encode() for line in lines)
        return import_labels(
            project, "jsonl", data, "in.jsonl", annotator=name, status=status, now=now
        )

    return run


def line(article, *spans):
    return {"article": article, "spans": [dict(span) for span in spans]}


PERSON = {"label": "PERSON", "start": 4, "end": 9}


def test_each_line_gives_one_version_also_without_spans(project, take_in):
    done = take_in(line("border", PERSON), line("flight"))
    assert [(one.article, one.version, one.spans, one.made) for one in done.taken] == [
        ("border", 1, 1, True),
        ("flight", 1, 0, True),
    ]
    labelling = open_session(project, "border", "m1").session.labelling
    assert (labelling.status, labelling.anchor) == ("done", "2021-04-30")
    assert labelling.spans[0].origin == "imported:jsonl"


def test_spans_that_come_in_replace_those_before(project, take_in):
    take_in(line("border", PERSON))
    take_in(line("border", {"label": "PLACE", "start": 13, "end": 19}))
    (span,) = open_session(project, "border", "m1").session.spans
    assert (span.id, span.label) == ("s2", "PLACE")


@pytest.mark.usefixtures("tagged")
def test_what_went_out_comes_in_again_without_a_new_version(project, take_in, now):
    export = export_labels(project, "jsonl", "a1")
    assert (export.source, export.articles) == ("the labels of a1", 1)
    assert any("draft" in notice for notice in export.notices)
    done = import_labels(
        project, "jsonl", export.data, "f", annotator="a1", status="draft", now=now
    )
    assert [one.made for one in done.taken] == [False]
    take_in(json.loads(export.data), name="b2")
    assert export_labels(project, "jsonl", "b2").data == export.data


def test_one_fault_keeps_everything_out(project, take_in):
    bad = {"label": "HUMAN", "start": 0, "end": 3}
    worse = {"label": "PERSON", "start": 4, "end": 9, "attributes": {"mention": "loud"}}
    with pytest.raises(Faults) as caught:
        take_in(line("flight"), line("border", PERSON, bad, worse))
    told = {(one.what.split(",")[0], one.where) for one in caught.value.faults}
    assert ("there is no label 'HUMAN'", "in.jsonl: line 2: spans[1]") in told
    assert any(where == "in.jsonl: line 2: spans[2]" for _, where in told)
    assert not list(project.labels.rglob("*.json"))


def test_a_disk_that_fails_in_the_middle_says_what_was_kept(project, take_in, monkeypatch):
    create = FolderStore.create

    def fail_at_flight(self, article, annotator, number, data):
        if article == "flight":
            raise StoreError("the version cannot be saved: the disk is full", "x", "free some")
        create(self, article, annotator, number, data)

    monkeypatch.setattr(FolderStore, "create", fail_at_flight)
    with pytest.raises(StoreError, match="1 of 2 articles were kept before: border version 1"):
        take_in(line("border", PERSON), line("flight"))


def test_breaches_come_in_and_are_told_at_their_source(take_in):
    person = {**PERSON, "attributes": {"entity": "nobody-listed"}}
    (notice,) = take_in(line("border", {"label": "PLACE", "start": 13, "end": 19}, person)).notices
    assert notice.startswith("warning: PERSON.entity names 'nobody-listed'")
    assert "in.jsonl: line 1: spans[1]" in notice


def test_faults_of_shape_text_and_schema_are_told_at_once(project, take_in):
    wrong = [
        {**PERSON, "text": "other"},
        {"label": "HUMAN", "start": 0, "end": 3},
        {**PERSON, "attributes": {"mention": "loud"}},
        {"label": "CASUALTY", "start": 0, "end": 9, "attributes": {"where": ["s7"]}},
        {**PERSON, "id": "s7", "start": 4, "end": 999},
    ]
    with pytest.raises(Faults) as caught:
        take_in(line("border", *wrong), line("flight", {"label": "NOBODY", "start": 0, "end": 3}))
    assert [fault.where for fault in caught.value.faults] == [
        "in.jsonl: line 1: spans[0]",
        "in.jsonl: line 1: spans[4] (s7)",
        "in.jsonl: line 1: spans[1]",
        "in.jsonl: line 1: spans[2]",
        "in.jsonl: line 2: spans[0]",
    ]
    assert not list(project.labels.rglob("*.json"))


def test_the_same_spans_without_ids_make_no_second_version(take_in):
    spans = [PERSON, {"label": "PLACE", "start": 13, "end": 19}]
    assert [one.made for one in take_in(line("border", *spans)).taken] == [True]
    assert [one.made for one in take_in(line("border", *reversed(spans))).taken] == [False]


def test_a_version_saved_meanwhile_is_followed_by_another_import(take_in, monkeypatch):
    monkeypatch.setattr(FolderStore, "create", _taken)
    with pytest.raises(Taken, match="somebody else") as caught:
        take_in(line("border", PERSON))
    assert "import again" in caught.value.fix


def _taken(_self, article, *_):
    raise Taken("somebody else saved it", article, "open the article again")


def test_many_spans_come_in_without_a_look_at_every_pair(project, now):
    text = "كلمة " * 4000
    (project.seeds / "long.txt").write_text(text, encoding="utf-8")
    spans = [{"label": "PLACE", "start": at, "end": at + 4} for at in range(0, len(text), 5)]
    data = json.dumps({"article": "long", "spans": spans}).encode()
    compared = 0
    equal = Span.__eq__

    def counted(self, other):
        nonlocal compared
        compared += 1
        return equal(self, other)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Span, "__eq__", counted)
        import_labels(project, "jsonl", data, "f", annotator="m1", status="done", now=now)
    assert compared < 20 * len(spans)


def test_a_format_that_is_not_there_names_those_that_are(project, now):
    assert "jsonl" in formats()
    with pytest.raises(UsageError, match="jsonl"):
        import_labels(project, "json", b"", "f", annotator="a1", status="done", now=now)


@pytest.mark.usefixtures("tagged")
def test_whose_labels_are_meant_must_be_said_where_several_have_some(project, take_in):
    assert export_labels(project, "jsonl", None).source == "the labels of a1"
    take_in(line("flight"))
    with pytest.raises(UsageError, match="a1, m1"):
        export_labels(project, "jsonl", None)
    with pytest.raises(StoreError, match="b2 saved no labels"):
        export_labels(project, "jsonl", "b2")
    with pytest.raises(StoreError, match="number 7"):
        export_labels(project, "jsonl", "a1@7")


def test_nobody_with_labels_is_told(project):
    with pytest.raises(StoreError, match="nobody"):
        export_labels(project, "jsonl", None)


@pytest.mark.usefixtures("tagged")
def test_labels_of_another_text_do_not_go_out(project):
    (project.seeds / "border.txt").write_text("another text")
    with pytest.raises(AnnotatorError, match="another text"):
        export_labels(project, "jsonl", None)


@pytest.mark.usefixtures("tagged")
def test_an_export_never_lands_among_the_project_s_own_files(project, tmp_path):
    export = export_labels(project, "jsonl", None)
    for target in ("seeds/border.txt", "labels/x", "guidelines/schema.toml", "annotator.toml"):
        with pytest.raises(UsageError):
            write_export(project, project.root / target, export)
    with pytest.raises(UsageError):
        write_export(project, tmp_path, export)
    with pytest.raises(AnnotatorError):
        write_export(project, tmp_path / "missing" / "out.jsonl", export)
    write_export(project, tmp_path / "out.jsonl", export)
    assert (tmp_path / "out.jsonl").read_bytes() == export.data


@pytest.mark.usefixtures("tagged")
def test_an_export_goes_into_a_pipe_or_a_device_and_leaves_it_standing(project, tmp_path):
    export = export_labels(project, "jsonl", None)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with Popen(["/bin/cat", str(pipe)], stdout=PIPE) as reader:
        write_export(project, pipe, export)
        assert reader.communicate()[0] == export.data
    assert pipe.is_fifo()
    (tmp_path / "link.jsonl").symlink_to("out.jsonl")
    write_export(project, tmp_path / "link.jsonl", export)
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "out.jsonl").read_bytes() == export.data
