"""Labels that follow a corrected text and a changed schema, by their commands."""

from __future__ import annotations

import json

import pytest

PERSON = {"label": "PERSON", "start": 4, "end": 9, "attributes": {"mention": "named"}}


@pytest.fixture
def labelled(run, sample):
    line = {"article": "border", "spans": [PERSON]}
    run("--project", "news", "import", "jsonl", "-", stdin=json.dumps(line).encode())
    return sample


def test_a_corrected_article_takes_its_labels_along(run, labelled, tmp_path):
    text = (labelled / "seeds" / "border.txt").read_text()
    (tmp_path / "border.txt").write_text(f"خبر: {text}")
    told = run("--project", "news", "add", "--replace", "border.txt").err
    assert "annotator rebase border" in told
    tried = run("--project", "news", "rebase", "--dry-run", "--json")
    (one,) = json.loads(tried.out)
    assert (one["made"], one["version"], one["note"]) == (False, 2, "rebased: 1 moved")
    done = run("--project", "news", "rebase", "border", "--as", "a1").out
    assert done == "border\ta1\tmoved\ts1\tPERSON\t4..9\t9..14\tإيغور\t\n"
    assert "0 problems" not in run("--project", "news", "verify").err
    assert "lie on the texts of today" in run("--project", "news", "rebase").err
    assert run("--project", "news", "rebase", "flight", code=3).err
    assert run("--project", "news", "rebase", "--as", "A 1", code=2).err


def test_words_that_were_corrected_are_told_old_and_new(run, labelled, tmp_path):
    text = (labelled / "seeds" / "border.txt").read_text()
    (tmp_path / "border.txt").write_text(text.replace("إيغور", "إيجور"))
    run("--project", "news", "add", "--replace", "border.txt")
    done = run("--project", "news", "rebase").out
    assert done.startswith("border\ta1\tchanged\ts1\tPERSON\t4..9\t4..9\tإيغور → إيجور\t")


def test_a_changed_schema_takes_the_labels_along(run, labelled):
    schema = labelled / "guidelines" / "schema.toml"
    schema.write_text(schema.read_text().replace("labels.PERSON", "labels.PERSONS"))
    assert "annotator migrate" in run("--project", "news", "verify", code=3).out
    told = run("--project", "news", "migrate", code=3)
    assert "annotator migrate --rename PERSON=PERSONS" in told.err
    found = json.loads(run("--project", "news", "migrate", "--check", "--json", code=3).out)
    assert found["steps"] == ["--rename PERSON=PERSONS"]
    steps = ("--rename", "PERSON=PERSONS")
    assert run("--project", "news", "migrate", "--check", *steps, code=2).err
    assert "would be made" in run("--project", "news", "migrate", "--dry-run", *steps).err
    done = run("--project", "news", "migrate", *steps).out
    assert done == "border\ta1\t2\t1 span\tmigrated: PERSON → PERSONS in 1 span\n"
    assert json.loads(run("--project", "news", "migrate", "--json", *steps).out) == []
    assert run("--project", "news", "verify").out == ""
    assert run("--project", "news", "migrate", "--rename", "X", code=2).err
    told = run("--project", "news", "migrate", "--drop", "PERSONS.mentoin", code=2).err
    assert "did you mean mention?" in told
    assert told.count("fix:") == 1
